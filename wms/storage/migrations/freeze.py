"""`python -m wms.storage.migrations.freeze`: write the first version down as SQL, once, before the first release.

It builds a database from the nouns in memory and writes what SQLite made of it, with the rows that were put in. After
that the nouns may only change together with a new migration; a test compares the two.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from wms.model.base import metadata
from wms.storage import schema, sqlite, structure
from wms.storage.migrations import frozen
from wms.storage.migrations.history import FIRST, frozen_digests


def statements() -> list[str]:
    """All of the first version: tables, indexes, rows, then triggers and views."""
    engine = create_engine("sqlite://", module=sqlite.driver, poolclass=StaticPool)
    with engine.begin() as connection:
        schema.create(connection)
        kinds = {kind: list(_kind(connection, kind)) for kind in ("table", "index", "trigger", "view")}
        rows = list(_rows(connection))
    engine.dispose()
    return [*kinds["table"], *kinds["index"], *rows, *kinds["trigger"], *kinds["view"]]


def main() -> int:
    """Write the text and its digest; refuse when that was done before, unless told --again."""
    place = frozen.path_of(FIRST, "sqlite")
    if place.exists() and "--again" not in sys.argv[1:]:
        print(f"{place} exists: the first version is frozen. Add a migration instead.", file=sys.stderr)
        return 2
    place.write_text(frozen.text(statements()), encoding="utf-8")
    digests = {**frozen_digests(), FIRST: schema.digest()}
    content = json.dumps(dict(sorted(digests.items())), indent=1)
    (frozen.FOLDER.parent / "digests.json").write_text(content + "\n", encoding="utf-8")
    print(f"{place} written; from now on changes of the nouns need a migration.")
    return 0


def _kind(connection: Connection, kind: str) -> Iterator[str]:
    for found, _, _, sql in connection.exec_driver_sql(_IN_ORDER):
        if found == kind:
            yield sql


def _rows(connection: Connection) -> Iterator[str]:
    for table in metadata.sorted_tables:
        names = ", ".join(column.name for column in table.columns)
        for row in connection.exec_driver_sql(f"SELECT {names} FROM {table.name} ORDER BY rowid"):  # noqa: S608
            yield f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(map(_literal, row))})"  # noqa: S608


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise TypeError(f"A first row cannot hold {value!r}.")


_IN_ORDER = structure.QUERY.replace("ORDER BY type, name", "ORDER BY rowid")

if __name__ == "__main__":
    sys.exit(main())
