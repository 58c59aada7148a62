"""Is this file a database of ours, of which version, and is its structure exactly the one that version has?

The guards on stock are triggers that call a function of this program, so SQLite must be told to trust what the file's
structure calls. That trust is earned here first: anything planted there, or taken away, is noticed before a trusting
connection is opened (docs/decisions/0002).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wms.base.errors import StorageError
from wms.storage import failures, places, sqlite, structure
from wms.storage.migrations.history import History

APPLICATION_ID = 0x574D5331
"""Marks a file as ours ("WMS1")."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A database of ours: its version, the digest of its structure, and whether it is in WAL mode."""

    revision: str
    digest: str
    wal: bool


def recognise(path: Path, patience: float = sqlite.PATIENCE) -> Recognised:
    """Look at a file without changing what it holds. Raises StorageError when it is not a whole database of ours."""
    places.existing(path)
    with failures.in_words(path):
        _undo_what_was_cut_short(path, patience)
        with sqlite.raw(path, "ro", patience) as raw:
            return look(raw, path)


def _undo_what_was_cut_short(path: Path, patience: float) -> None:
    """A power cut while a restore takes the file out of WAL mode leaves a journal that only a writer can roll back."""
    journal = path.with_name(path.name + "-journal")
    if journal.exists() and os.access(path, os.W_OK):
        with sqlite.raw(path, "rw", patience) as raw:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()


def look(raw: Any, path: Path) -> Recognised:
    """The same on a raw connection that is open already."""
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StorageError(f"{path} is a database of another program.")
    known = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    versions = raw.execute("SELECT version_num FROM alembic_version").fetchall() if known else []
    if len(versions) != 1:
        raise StorageError(f"{path} does not say which version it is: it was never finished, or it was tampered with.")
    wal = raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    return Recognised(str(versions[0][0]), structure.of(raw), wal)


def accept(found: Recognised, path: Path, history: History) -> list[str]:
    """The versions this database still needs. Raises StorageError when it is newer, or not as its version made it."""
    if found.revision not in history.digests:
        raise StorageError(
            f"{path} was made by a newer version of the program: its structure is {found.revision}, this program knows"
            f" those up to {history.head}. Install the newer version."
        )
    if found.digest != history.digests[found.revision]:
        raise StorageError(
            f"The structure of {path} is not the one version {found.revision} of this program makes: a table, a guard"
            " or a view was added, changed or removed. `wms check` says more; restore the last good backup."
        )
    return history.after(found.revision)
