"""Is a copy of the books whole? Asked of every backup before it gets its name, and of every restore before the swap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wms.base.errors import StorageError
from wms.base.jobs import Watch
from wms.ledger.proof.prove import Proof, prove
from wms.storage import failures, sqlite
from wms.storage.heads import Head, head


def whole(path: Path) -> Head:
    """The head of a file whose pages, indexes and references are all in order. Raises StorageError."""
    with failures.in_words(path), sqlite.raw(path, "ro") as raw:
        wrong = faults(raw)
        if wrong:
            raise StorageError(f"{path} is damaged: {wrong[0]}.")
        return head(raw)


def faults(raw: Any) -> list[str]:
    """What SQLite itself finds wrong with a file, the first few; nothing when all is well."""
    told = [str(row[0]) for row in raw.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    astray = raw.execute("PRAGMA foreign_key_check").fetchmany(5)
    return told + [f"a row of {table} refers to {parent}, where there is no such row" for table, _, parent, _ in astray]


def proof(path: Path, key: bytes, watch: Watch | None = None, *, live: bool = False) -> Proof:
    """Prove the books in a file nobody has open. Raises StorageError, Cancelled."""
    engine = sqlite.reader(path, live=live)
    try:
        with failures.in_words(path), engine.connect() as connection:
            return prove(connection, key, (), watch)
    finally:
        engine.dispose()


def proven(path: Path, key: bytes, watch: Watch | None = None) -> None:
    """The same; raises StorageError when the books are wrong."""
    wrong = [finding for finding in proof(path, key, watch).findings if not finding.ok]
    if wrong:
        told = "; ".join(f"{finding.check}: {', '.join(finding.wrong)}" for finding in wrong)
        raise StorageError(f"The books in {path} are wrong. Not so: {told}.")
