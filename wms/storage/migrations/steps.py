"""One version's step, carried out by Alembic inside a transaction the caller has begun. Loaded only when needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def scripts(folder: Path) -> ScriptDirectory:
    """The versions below `folder`."""
    return ScriptDirectory(str(folder), version_locations=[str(folder / "versions")])


def run(connection: Connection, script: ScriptDirectory, revision: str) -> None:
    """Take the database to `revision`; nothing happens when somebody else has done so in the meantime."""

    def wanted(current: Any, _: Any) -> Any:
        return script._upgrade_revs(revision, current)  # the way Alembic's own `upgrade` command asks

    context = MigrationContext.configure(connection, opts={"fn": wanted, "script": script, "transactional_ddl": True})
    with Operations.context(context):
        context.run_migrations()
