"""From nothing, or from an older program's database, to the present schema. A newer database is refused."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool

from wms.base.errors import StorageError
from wms.storage import schema, sqlite

APPLICATION_ID = 0x574D5331


def create(path: Path) -> None:
    """Build an empty database at `path`. Raises StorageError when the file exists or cannot be made."""
    if path.exists():
        raise StorageError(f"There is a file already at {path}.")
    raw = sqlite.connect(path, "rwc")
    try:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        engine = create_engine("sqlite://", module=sqlite.driver, creator=lambda: raw, poolclass=NullPool)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        with engine.begin() as connection:
            schema.create(connection)
    finally:
        raw.close()


def bring_up_to_date(path: Path) -> None:
    """Check that the file is ours and present. Raises StorageError."""
    if not path.exists():
        raise StorageError(f"There is no database at {path}.")
