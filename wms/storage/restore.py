"""A backup takes the place of the database: first made and verified beside it, then put there in one step.

What was there is kept under a dated name with its key. The restore is written down outside (see `anchors`), so that the
proof does not take an openly restored backup for a ledger whose end was cut off.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wms.base.errors import StorageError
from wms.base.jobs import Progress, Watch
from wms.storage import anchors, backup, failures, heads, keys, migrate, places, recognise, seals, sqlite, verify
from wms.storage.heads import Head
from wms.storage.migrations import history

_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored database: where its ledger stands, where the former file went, and what is worth knowing."""

    path: Path
    head: Head
    former: Path | None
    remarks: tuple[str, ...]


def restore(file: Path, path: Path, watch: Watch | None = None, *, prove: bool = True) -> Restored:
    """Put the backup `file` in the place of the database `path`, which nobody may have open.

    Raises StorageError: not a whole backup, its books do not prove (unless `prove` is False), from a newer program, the
    database is in use, no room. Then the database is what it was.
    """
    watch = watch or Watch()
    missing = recognise.accept(recognise.recognise(file), file, history.ours())
    if path.is_dir():
        raise StorageError(f"{path} is a folder.")
    if path.exists() and path.samefile(file):
        raise StorageError("The backup and the database are the same file.")
    places.writable(path)
    places.local(path)
    places.room_for(path, file.stat().st_size)
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        with failures.in_words(path):
            watch.report(Progress("Copying the backup"))
            database, there = backup.copy(file, fresh)
            migrate.to_wal(fresh)
            migrate.upgrade(fresh, missing, history.ours())
            return _finish(file, path, fresh, database, there, watch, prove)
    finally:
        places.discard(fresh)


def _finish(
    file: Path, path: Path, fresh: Path, database: str, there: Head, watch: Watch, prove: bool
) -> Restored:
    watch.report(Progress("Verifying the copy"))
    if verify.whole(fresh) != there:
        raise StorageError("The copy is not what the backup was. Nothing was changed.")
    key = _fitting_key(file, path, fresh)
    if prove:
        verify.proven(fresh, key, watch)
    watch.stop.raise_if_cancelled()
    remarks = (*_against_anchors(database, key, fresh, there), *_about_key(key, there))
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    former = path.with_name(f"{path.name}.replaced-{moment}")
    anchors.drop(database, there.posting, there.hash, anchors.RESTORING, key)
    kept = _swap_with_key(fresh, path, former, key)
    return Restored(path, there, former if kept else None, remarks)


def _swap_with_key(fresh: Path, path: Path, former: Path, key: bytes) -> bool:
    """The key first lies ready, so that a power cut at any moment leaves a database with the key that sealed it."""
    present = keys.load(path)
    changes = present != key
    try:
        if changes and present:
            keys.put(present, former)
        if changes and key:
            keys.put_ready(key, path)
        kept = _swap(fresh, path, former)
    except BaseException:
        keys.coming_of(path).unlink(missing_ok=True)
        keys.path_of(former).unlink(missing_ok=True)
        raise
    if changes and not key:
        keys.path_of(path).unlink(missing_ok=True)
    seals.settle(path)
    keys.coming_of(path).unlink(missing_ok=True)
    return kept


def _swap(fresh: Path, path: Path, former: Path) -> bool:
    """One rename puts the new file there; at every moment there is a whole database under the name."""
    places.settle(fresh)
    places.settle(path.absolute().parent)
    kept = path.exists()
    if kept:
        with _alone(path):
            _keep(path, former)
            os.replace(fresh, path)
    else:
        _set_aside_companions(path, former)
        places.publish(fresh, path)
    places.settle(path.absolute().parent)
    return kept


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the database so that nobody else can have it open. Raises StorageError when somebody has.

    Leaving WAL mode is what SQLite allows to the only user; it also brings all pages into the one file. A file too
    damaged for that cannot be worked with by others either.
    """
    raw = sqlite.connect(path, "rw", _PATIENCE)
    try:
        held = _hold(raw, path)
        if held and os.name == "nt":  # an open file cannot be renamed there
            raw.close()
        yield
    finally:
        raw.close()


def _hold(raw: Any, path: Path) -> bool:
    try:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("BEGIN EXCLUSIVE")
    except sqlite.driver.Error as error:
        if "locked" in str(error):
            raise StorageError(
                f"The database {path} is in use. Close it everywhere first; nothing was changed."
            ) from error
        return False
    return True


def _keep(path: Path, former: Path) -> None:
    """A second name for the file that is about to be replaced, and its leftover companions under that name."""
    try:
        os.link(path, former)
    except OSError:  # a file system without hard links
        os.rename(path, former)
    _set_aside_companions(path, former)


def _set_aside_companions(path: Path, former: Path) -> None:
    """A stale write-ahead log would be applied to the new file. It stays with the old one."""
    for old, new in zip(places.companions(path), places.companions(former), strict=True):
        if old.exists():
            os.replace(old, new)


def _fitting_key(file: Path, path: Path, fresh: Path) -> bytes:
    """Of the backup's key and the database's, the one that sealed the backup's last posting; empty if neither did."""
    return next((key for key in (keys.load(file), keys.load(path)) if seals.fits(fresh, key)), b"")


def _about_key(key: bytes, there: Head) -> tuple[str, ...]:
    if key or there.posting == 0:
        return ()
    return ("No key that fits was found: the ledger's seals cannot be checked, and new postings carry none.",)


def _against_anchors(database: str, key: bytes, fresh: Path, there: Head) -> Iterator[str]:
    written = anchors.read(database, key)
    newest = max((anchor.posting for anchor in written), default=0)
    if newest > there.posting:
        yield f"{newest - there.posting} postings that were made after the backup are not in it."
    with sqlite.raw(fresh, "ro") as raw:
        for anchor in reversed(written):
            if 0 < anchor.posting <= there.posting and heads.hash_of(raw, anchor.posting) != anchor.hash:
                yield f"It differs from what was written down on {anchor.at}: posting {anchor.posting} is another one."
                return
