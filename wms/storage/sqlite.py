"""SQLite as this program uses it: one writer engine that begins IMMEDIATE, one engine that can only read.

Every setting is read back after it was made: a database that does not obey is refused, not trusted.
"""

from __future__ import annotations

import importlib
import random
import sqlite3 as standard
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
PATIENCE = 10.0
"""How many seconds a connection waits for another one's write to end."""
_LOOK_S, _LONG_S = 0.006, 0.25
"""How soon somebody who waits for their turn looks again, and after how long they look twice as often."""
SETTINGS = {
    "foreign_keys": 1, "recursive_triggers": 1, "synchronous": 2, "mmap_size": 0, "cell_size_check": 1,
}  # fmt: skip
"""What every connection sets and reads back. synchronous 2 is FULL: NORMAL loses acknowledged work at a power cut."""
WRITER = {**SETTINGS, "query_only": 0, "trusted_schema": 1}
"""The guards call a function of ours, which SQLite allows in a trusted schema only; `recognise` checks the schema."""
READER = {**SETTINGS, "query_only": 1, "trusted_schema": 0}


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


def writer(path: Path, key: bytes, patience: float = PATIENCE) -> Engine:
    """The engine for commands: each unit of work begins IMMEDIATE, so two of them never race."""
    engine = _engine(path, "rw", patience)

    @event.listens_for(engine, "connect")
    def connected(raw: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        prepare(raw, WRITER, patience)
        gate = SqliteGate(key)
        entry.info[GATE] = gate
        raw.create_function("wms_posting", 0, lambda: gate.depth)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        _begin_in_turn(connection, patience)

    return engine


def reader(path: Path, patience: float = PATIENCE, *, live: bool = True) -> Engine:
    """The engine for questions: it cannot write, whatever it is asked. `live=False` for a backup, not in WAL mode."""
    engine = _engine(path, "ro", patience)

    @event.listens_for(engine, "connect")
    def connected(raw: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        prepare(raw, READER, patience, live=live)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def uri(path: Path, mode: str) -> str:
    """SQLite's own address for the file; `mode` is ro, rw or rwc."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def connect(path: Path, mode: str = "rw", patience: float = PATIENCE) -> Any:
    """A raw connection outside any engine, for tools and tests; it commits each statement."""
    try:
        return driver.connect(uri(path, mode), uri=True, isolation_level=None, timeout=patience)
    except driver.Error as error:
        raise StorageError(f"The database {path} cannot be opened: {error}.") from error


@contextmanager
def raw(path: Path, mode: str, patience: float = PATIENCE) -> Iterator[Any]:
    """A raw connection that is closed again. What lies in the file is not trusted to call anything."""
    connection = connect(path, mode, patience)
    try:
        connection.execute("PRAGMA trusted_schema = 0")
        connection.execute("PRAGMA cell_size_check = 1")
        yield connection
    finally:
        connection.close()


def prepare(raw: Any, settings: dict[str, int], patience: float, *, live: bool = True) -> None:
    """Make the settings on a fresh connection and read each back. Raises StorageError when one is not kept."""
    mode = raw.execute("PRAGMA journal_mode").fetchone()[0]
    if live and mode != "wal":
        raise StorageError(f"The database is in journal mode {mode}, not WAL: its medium cannot be trusted.")
    for name, value in {**settings, "busy_timeout": int(patience * 1000)}.items():
        raw.execute(f"PRAGMA {name} = {value}")
        found = raw.execute(f"PRAGMA {name}").fetchone()
        if found is not None and found[0] != value:
            raise StorageError(f"SQLite keeps {name} at {found[0]} where {value} was asked for.")


def _begin_in_turn(connection: Any, patience: float) -> None:
    """BEGIN IMMEDIATE; while somebody else writes, who has waited longest looks most often.

    SQLite's own waiting does the opposite: it looks ever more seldom, up to every 100 ms, so that with many stations at
    work those who came last are served first, and somebody waits until their patience ends.
    """
    raw = connection.connection.driver_connection
    began = time.monotonic()
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while (waited := time.monotonic() - began) < patience:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except driver.OperationalError as error:
                if "locked" not in str(error):
                    break
            time.sleep(random.uniform(0.5, 1.0) * _LOOK_S / (1 + waited / _LONG_S))
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails in the words everybody expects
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


def _engine(path: Path, mode: str, patience: float) -> Engine:
    def creator() -> Any:
        return driver.connect(
            uri(path, mode), uri=True, isolation_level=None, timeout=patience, check_same_thread=False,
            cached_statements=512,
        )  # fmt: skip

    return create_engine("sqlite://", module=driver, creator=creator, poolclass=QueuePool, pool_size=4, max_overflow=8)
