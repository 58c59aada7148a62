"""Everything that makes up the database: tables, the guards on stock, views, and the rows it cannot do without."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, create_engine, insert
from sqlalchemy.pool import StaticPool

from wms.ledger import chain, guards, tables, views
from wms.model import inbound, item, lpn, order, outbound, party, people, records, returns, site, tracking, work
from wms.model.base import metadata
from wms.model.words import LocationType, LpnKind
from wms.storage import sqlite, structure

NOUNS = (inbound, item, lpn, order, outbound, party, people, records, returns, site, tracking, work, tables)
SYSTEM_USER = 1


def create(connection: Connection) -> None:
    """Build the whole schema in an empty database and put in the rows everything refers to."""
    metadata.create_all(connection)
    seed(connection)
    for statement in (*guards.SQLITE, *views.CREATE):
        connection.exec_driver_sql(statement)


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """The structure of a database built from the nouns as they are now (see `structure`)."""
    engine = create_engine("sqlite://", module=sqlite.driver, poolclass=StaticPool)
    with engine.begin() as connection:
        create(connection)
        found = tuple(tuple(row) for row in connection.exec_driver_sql(structure.QUERY))
    engine.dispose()
    return found


def digest() -> str:
    """The digest of that structure."""
    return structure.digest(rows())


def seed(connection: Connection) -> None:
    """The "none" rows, the virtual locations, the ledger's head and the system user."""
    virtual = [{"id": i, "code": code, "type": LocationType.VIRTUAL} for i, code in site.VIRTUAL.items()]
    connection.execute(insert(site.Location), virtual)
    connection.execute(insert(tracking.Lot), {"id": tracking.NONE, "code": ""})
    connection.execute(insert(tracking.Serial), {"id": tracking.NONE, "code": ""})
    connection.execute(insert(lpn.Lpn), {"id": lpn.LOOSE, "code": "", "kind": LpnKind.PALLET})
    connection.execute(insert(tables.head), {"id": 1, "last_posting": 0, "last_seq": 0, "hash": chain.GENESIS})
    connection.execute(insert(people.User), {"id": SYSTEM_USER, "login": "system", "name": "System"})
    connection.execute(insert(people.Role), {"id": 1, "code": "system", "name": "System"})
    connection.execute(insert(people.RolePermission), {"role_id": 1, "permission": "*"})
    connection.execute(insert(people.UserRole), {"user_id": SYSTEM_USER, "role_id": 1})
