"""One open database: a session for a unit of writing, a connection for questions, and nothing half-done in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from wms.storage import keys, migrate, sqlite


class Database:
    """A warehouse's database. `writing()` commits once at its end or not at all; `reading()` can only look."""

    def __init__(self, writer: Engine, reader: Engine, path: Path) -> None:
        self._writer = writer
        self._reader = reader
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open an existing database, upgrading an older one after a verified backup. Raises StorageError."""
        migrate.bring_up_to_date(path)
        key = keys.load(path)
        return cls(sqlite.writer(path, key), sqlite.reader(path), path)

    @classmethod
    def create(cls, path: Path) -> Database:
        """Make a new, empty database. Raises StorageError when there is one already, or the place is not writable."""
        migrate.create(path)
        keys.make(path)
        return cls.open(path)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit of work: committed at the end of the block, rolled back when it raises."""
        with Session(self._writer) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent look at the data."""
        with self._reader.connect() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._reader.dispose()
        self._writer.dispose()
