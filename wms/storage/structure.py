"""The structure of a database as SQLite keeps it: every table, index, view and trigger in its own words.

Two databases have the same structure when their digests are equal. Anything planted among the guards, and any guard
taken away, changes the digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

QUERY = (
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
    " WHERE NOT (type = 'table' AND (name IN ('sqlite_sequence', 'alembic_version') OR name GLOB 'sqlite_stat[1-4]'))"
    " AND NOT (type = 'index' AND (name GLOB 'sqlite_autoindex_*' OR tbl_name = 'alembic_version'))"
    " ORDER BY type, name"
)
"""What counts. Left out are tables SQLite makes for itself, and the one that holds the version's number."""


def digest(rows: Iterable[Any]) -> str:
    """SHA-256 over the rows of QUERY."""
    content = json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def of(raw: Any) -> str:
    """The digest of an open database (a raw connection)."""
    return digest(raw.execute(QUERY))


def differences(found: Iterable[Any], known: Iterable[Any]) -> list[str]:
    """What was added, changed or taken away, in words."""
    there = {(row[0], row[1]): tuple(row) for row in found}
    wanted = {(row[0], row[1]): tuple(row) for row in known}
    told = [f"the {kind} {name} is missing" for kind, name in wanted.keys() - there.keys()]
    told += [f"the {kind} {name} was added" for kind, name in there.keys() - wanted.keys()]
    told += [
        f"the {kind} {name} was changed"
        for kind, name in there.keys() & wanted.keys()
        if there[kind, name] != wanted[kind, name]
    ]
    return sorted(told)
