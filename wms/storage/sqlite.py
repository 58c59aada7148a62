"""SQLite as this program uses it: one writer engine that begins IMMEDIATE, one engine that can only read.

Every setting is read back after it was made: a database that does not obey is refused, not trusted.
"""

from __future__ import annotations

import importlib
import sqlite3 as standard
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from wms.base.errors import StorageError
from wms.ledger import chain
from wms.ledger.gate import GATE


def _driver() -> Any:
    """The newest SQLite there is: a wheel on Linux; Windows and macOS bring a new one with Python itself."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return standard


driver = _driver()

FLOOR = (3, 51, 3)
"""Below this SQLite has a fault that can damage a WAL database under concurrent checkpoints."""
BUSY_SECONDS = 10
_SETTINGS = {
    "foreign_keys": 1, "recursive_triggers": 1, "synchronous": 2, "mmap_size": 0, "cell_size_check": 1,
    "busy_timeout": BUSY_SECONDS * 1000,
}  # fmt: skip


class SqliteGate:
    """The gate of one connection; `wms_posting()` in the triggers asks it."""

    def __init__(self, key: bytes) -> None:
        self.depth = 0
        self._key = key

    def open(self) -> None:
        self.depth += 1

    def shut(self) -> None:
        self.depth -= 1

    def seal(self, chain_hash: str) -> str:
        return chain.seal(self._key, chain_hash) if self._key else ""


def version() -> tuple[int, ...]:
    """The version of the SQLite library in use."""
    return tuple(int(part) for part in driver.sqlite_version.split("."))


def sound() -> bool:
    """Whether the SQLite library is new enough to be safe with several writers."""
    return version() >= FLOOR


def writer(path: Path, key: bytes) -> Engine:
    """The engine for commands: each unit of work begins IMMEDIATE, so two of them never race."""
    engine = _engine(path, "rw")

    @event.listens_for(engine, "connect")
    def connected(raw: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        _prepare(raw)
        gate = SqliteGate(key)
        entry.info[GATE] = gate
        raw.create_function("wms_posting", 0, lambda: gate.depth)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reader(path: Path) -> Engine:
    """The engine for questions: it cannot write, whatever it is asked."""
    engine = _engine(path, "ro")

    @event.listens_for(engine, "connect")
    def connected(raw: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        _prepare(raw, query_only=1)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def uri(path: Path, mode: str) -> str:
    """SQLite's own address for the file; `mode` is ro, rw or rwc."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def connect(path: Path, mode: str = "rw") -> Any:
    """A raw connection outside any engine: for creating, checking, backing up and restoring a file."""
    try:
        return driver.connect(uri(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    except driver.Error as error:
        raise StorageError(f"The database {path} cannot be opened: {error}.") from error


def _engine(path: Path, mode: str) -> Engine:
    def creator() -> Any:
        return driver.connect(
            uri(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS,
            check_same_thread=False, cached_statements=512,
        )  # fmt: skip

    return create_engine("sqlite://", module=driver, creator=creator, poolclass=QueuePool, pool_size=4, max_overflow=8)


def _prepare(raw: Any, **more: int) -> None:
    mode = raw.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        raise StorageError(f"The database is in journal mode {mode}, not WAL: its medium cannot be trusted.")
    for name, value in {**_SETTINGS, **more}.items():
        raw.execute(f"PRAGMA {name} = {value}")
        found = raw.execute(f"PRAGMA {name}").fetchone()
        if found is not None and found[0] != value:
            raise StorageError(f"SQLite keeps {name} at {found[0]} where {value} was asked for.")
