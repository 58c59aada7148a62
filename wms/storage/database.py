"""One open database: a session for a unit of writing, a connection for questions, and nothing half-done in between."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from wms.base.errors import StorageError
from wms.storage import anchors, heads, keys, migrate, recognise, seals, sqlite
from wms.storage.anchors import Anchor

_log = logging.getLogger(__name__)


class Database:
    """A warehouse's database. `writing()` commits once at its end or not at all; `reading()` can only look.

    `patience` is how many seconds to wait for somebody else's write.
    """

    def __init__(self, writer: Engine | None, reader: Engine, path: Path, key: bytes, patience: float) -> None:
        self._writer = writer
        self._reader = reader
        self._key = key
        self.path = path
        self.patience = patience

    @classmethod
    def open(cls, path: Path, *, patience: float = sqlite.PATIENCE) -> Database:
        """Open an existing database, upgrading an older one after a verified backup. Raises StorageError."""
        migrate.bring_up_to_date(path, patience=patience)
        seals.settle(path)
        key = keys.load(path)
        return cls(sqlite.writer(path, key, patience), sqlite.reader(path, patience), path, key, patience)

    @classmethod
    def create(cls, path: Path, *, patience: float = sqlite.PATIENCE) -> Database:
        """Make a new, empty database. Raises StorageError when there is one already, or the place is not writable."""
        migrate.create(path)
        return cls.open(path, patience=patience)

    @classmethod
    def look(cls, path: Path, *, patience: float = sqlite.PATIENCE) -> Database:
        """Open a database for questions only, even one whose guards were tampered with. Raises StorageError."""
        found = recognise.recognise(path, patience)
        if os.access(path.absolute().parent, os.W_OK):
            seals.settle(path)
        return cls(None, sqlite.reader(path, patience, live=found.wal), path, keys.load(path), patience)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit of work: committed at the end of the block, rolled back when it raises."""
        if self._writer is None:
            raise StorageError("The database was opened for looking only.")
        with Session(self._writer) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent look at the data."""
        with self._reader.connect() as connection:
            yield connection

    def anchors(self) -> list[tuple[int, str]]:
        """What was written down outside about this ledger, (posting id, hash), oldest first."""
        return [(anchor.posting, anchor.hash) for anchor in self.written() if anchor.posting > 0]

    def written(self) -> list[Anchor]:
        """The same with moment and occasion."""
        with self.reading() as connection:
            return anchors.read(heads.identity(connection.connection), self._key)

    def anchor(self, connection: Connection, why: str) -> None:
        """Write down outside where the ledger stands in this look at it."""
        posting, _, chain_hash = heads.head(connection.connection)
        anchors.drop(heads.identity(connection.connection), posting, chain_hash, why, self._key)

    def close(self) -> None:
        """Write down outside where the ledger stands, and let go of the file."""
        if self._writer is not None:
            self._leave_word()
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()  # last, because only a writer can tidy the write-ahead log away

    def _leave_word(self) -> None:
        try:
            with self.reading() as connection:
                self.anchor(connection, anchors.CLOSED)
        except (DBAPIError, sqlite.driver.Error, StorageError, UnicodeDecodeError) as error:
            _log.warning("No anchor was written when closing: %s", error)
