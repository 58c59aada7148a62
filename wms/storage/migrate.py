"""From nothing, or from an older program's database, to the present structure. A newer database is refused.

Each version is one transaction: it is there in full, checked, or not at all. A verified backup is made beside the
file before the first step. An up-to-date database is only looked at; Alembic is not even loaded.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from wms.base.errors import StorageError
from wms.storage import backup, failures, heads, keys, places, recognise, sqlite, structure
from wms.storage.migrations import history
from wms.storage.migrations.history import History


def create(path: Path, versions: History | None = None) -> None:
    """Build an empty database at `path`: the whole of it, or no file. Raises StorageError."""
    if path.exists():
        raise StorageError(f"There is a file already at {path}.")
    places.writable(path)
    places.local(path)
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        with failures.in_words(path):
            _build(fresh, versions or history.ours())
            keys.make(path)  # before the database has its name, so that it is never without its key
            places.publish(fresh, path)
    finally:
        places.discard(fresh)


def bring_up_to_date(path: Path, versions: History | None = None, patience: float = sqlite.PATIENCE) -> None:
    """Check that the file is ours, whole and present; upgrade it if it is older. Raises StorageError."""
    versions = versions or history.ours()
    places.existing(path)
    places.writable(path)
    places.local(path)
    found = recognise.recognise(path, patience)
    missing = recognise.accept(found, path, versions)
    if not found.wal:
        to_wal(path, patience)
    if missing:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        backup.backup(path, path.with_name(f"{path.name}.before-{missing[-1]}-{moment}"))
        with failures.in_words(path):
            upgrade(path, missing, versions, patience)


def _build(path: Path, versions: History) -> None:
    with sqlite.raw(path, "rwc") as raw:
        raw.execute("PRAGMA synchronous = OFF")  # nobody sees the file before `publish` has put it on the disk
        raw.execute(f"PRAGMA application_id = {recognise.APPLICATION_ID}")
        raw.execute("CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT")
    upgrade(path, versions.after(""), versions, new=True)
    with sqlite.raw(path, "rw") as raw:
        raw.execute("PRAGMA synchronous = OFF")
        heads.give_identity(raw)
        raw.execute("PRAGMA journal_mode = WAL")


def to_wal(path: Path, patience: float = sqlite.PATIENCE) -> None:
    """Turn a single file, such as a backup is, into a database to work with. Raises StorageError."""
    with failures.in_words(path), sqlite.raw(path, "rw", patience) as raw:
        if raw.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise StorageError(f"{path} cannot be used here: its medium does not allow a write-ahead log.")


def upgrade(
    path: Path, revisions: list[str], versions: History, patience: float = sqlite.PATIENCE, *, new: bool = False
) -> None:
    """Carry out these versions' steps, one transaction each, without a backup. `new`: a file nobody works with yet."""
    from wms.storage.migrations import steps

    engine = _engine(path, patience, new)
    script = steps.scripts(versions.folder)
    try:
        for revision in revisions:
            with engine.begin() as connection:
                steps.run(connection, script, revision)
                _judge(connection, revision, versions)
    finally:
        engine.dispose()


def _judge(connection: Connection, revision: str, versions: History) -> None:
    """Before the commit: the structure must be the known one, and no reference may lead nowhere."""
    if structure.digest(connection.exec_driver_sql(structure.QUERY)) != versions.digests[revision]:
        raise StorageError(f"The upgrade to {revision} did not give the structure it should. Nothing was changed.")
    astray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if astray is not None:
        raise StorageError(f"The upgrade to {revision} would leave {astray[0]} with a reference that leads nowhere.")


def _engine(path: Path, patience: float, new: bool) -> Engine:
    """A connection for building: references are checked at the end, because rebuilt tables are dropped in between."""
    settings = {**sqlite.WRITER, "foreign_keys": 0, "synchronous": 0 if new else 2}

    def creator() -> Any:
        return sqlite.connect(path, "rw", patience)

    engine = create_engine("sqlite://", module=sqlite.driver, creator=creator, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _: Any) -> None:
        sqlite.prepare(raw, settings, patience, live=not new)
        raw.create_function("wms_posting", 0, lambda: 1)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
