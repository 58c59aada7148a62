"""A copy of the whole database while everybody goes on working, by SQLite's own backup: one moment, all of it.

The copy is made under another name, verified, and only then given its own, so that a backup file is always whole. It is
a single file without a write-ahead log, with the key that seals its ledger beside it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wms.base.errors import StorageError
from wms.base.jobs import Progress, Watch
from wms.storage import failures, keys, places, recognise, rotation, sqlite, verify
from wms.storage.heads import Head, head, identity


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished, verified copy: where, how many bytes, of which database, and where its ledger stood."""

    path: Path
    size: int
    database: str
    head: Head
    with_key: bool


def backup(path: Path, target: Path, watch: Watch | None = None, *, prove: bool = False) -> Backup:
    """Copy the database at `path` to the new file `target`, verified; `prove` also proves the books in the copy.

    Raises StorageError: there is a file already, no room, not writable, damaged. Then there is no `target`.
    """
    watch = watch or Watch()
    recognise.recognise(path)
    if target.exists() or keys.path_of(target).exists():
        raise StorageError(f"There is a file already at {target}; a backup is never written over another file.")
    places.writable(target)
    places.room_for(target, path.stat().st_size)
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        with failures.in_words(target):
            watch.report(Progress("Copying the database"))
            database, there = copy(path, fresh)
            watch.report(Progress("Verifying the copy"))
            _same(verify.whole(fresh), there)
            if prove:
                verify.proven(fresh, keys.load(path), watch)
            watch.stop.raise_if_cancelled()
            with_key = keys.copy(path, target)
            places.publish(fresh, target)
    finally:
        places.discard(fresh)
    return Backup(target, target.stat().st_size, database, there, with_key)


def into_folder(path: Path, folder: Path, now: datetime, watch: Watch | None = None) -> Backup:
    """A dated backup in `folder`; afterwards older ones are thinned out to 7 days, 4 weeks and 12 months."""
    with failures.in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    made = backup(path, folder / rotation.name(path.stem, now), watch)
    with failures.in_words(folder):
        rotation.thin(folder, path.stem)
    return made


def copy(path: Path, fresh: Path) -> tuple[str, Head]:
    """Copy the database of one moment, raw and unverified; its identity and where its ledger stood then."""
    with sqlite.raw(path, "ro") as source, sqlite.raw(fresh, "rwc") as target:
        source.execute("BEGIN")  # the head is read, and the pages are copied, in one and the same moment
        database, there = identity(source), head(source)
        source.backup(target)
        source.execute("ROLLBACK")
        _single_file(target)
    return database, there


def _single_file(target: Any) -> None:
    """No write-ahead log beside the copy: it can be carried away, and read from a medium that cannot be written."""
    target.execute("PRAGMA synchronous = FULL")
    if target.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
        raise StorageError("The copy could not be finished: SQLite keeps its write-ahead log.")


def _same(copied: Head, there: Head) -> None:
    if copied != there:
        raise StorageError(f"The copy stands at posting {copied.posting}, the database stood at {there.posting}.")
