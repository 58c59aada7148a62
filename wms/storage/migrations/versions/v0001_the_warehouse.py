"""The warehouse: all nouns, the ledger with its guards and views, and the rows everything refers to.

Once frozen (`python -m wms.storage.migrations.freeze`) it is the SQL text beside this file, so that later changes to
the nouns cannot change the past; until then it follows the nouns.
"""

from alembic import op

from wms.storage import schema
from wms.storage.migrations import frozen

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Build everything in an empty database."""
    connection = op.get_bind()
    statements = frozen.statements(revision, connection.dialect.name)
    if statements is None:
        schema.create(connection)
    for statement in statements or ():
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """There is nothing before the first version."""
    raise NotImplementedError("Restore the backup that was made before the upgrade instead.")
