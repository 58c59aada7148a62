"""Writing many rows of one noun at once: known codes are changed, unknown ones are made, equal ones are left alone.

A field a line does not name keeps what is stored; for a new row it takes the noun's default. A document of twenty
thousand rows takes a few statements, so that an import is one command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update

from wms.base.errors import Problems
from wms.gs1.errors import Gs1Error
from wms.operations import find
from wms.operations.unit import Unit

MAX_CODE = 40
LIMIT = 10**15


class Rows:
    """The rows of one table that a document speaks of, by their code. `only` narrows the table to one kind."""

    def __init__(self, unit: Unit, noun: Any, key: str, codes: Iterable[str], **only: Any) -> None:
        self._unit = unit
        self._table: Table = noun.__table__
        self._key = key
        self._only = only
        self.stored: dict[Any, dict[str, Any]] = {}
        self._new: dict[Any, dict[str, Any]] = {}
        self._changed: dict[Any, dict[str, Any]] = {}
        column = self._table.c[key]
        narrowed = [self._table.c[name] == value for name, value in only.items()]
        for chunk in find.chunks(sorted(set(codes))):
            for row in unit.session.execute(select(self._table).where(column.in_(chunk), *narrowed)):
                self.stored[getattr(row, key)] = dict(row._mapping)

    def enter(self, code: Any, given: Mapping[str, Any]) -> dict[str, Any]:
        """Note what a line says of `code` (None: nothing said); returns the row as it will be."""
        said = {name: value for name, value in given.items() if value is not None}
        before = self.stored.get(code)
        if before is None:
            row = self._new[code] = _defaults(self._table) | self._only | {self._key: code} | said
        else:
            row = before | said
            if row != before:
                self._changed[code] = row
        return row

    def save(self) -> tuple[int, int]:
        """Write everything noted; returns how many rows are new and how many were changed."""
        connection = self._unit.session.connection()
        if self._new:
            connection.execute(insert(self._table), list(self._new.values()))
        if self._changed:
            columns = [c.name for c in self._table.c if c.name != "id"]
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
            statement = update(self._table).where(self._table.c.id == bindparam("row_id")).values(values)
            connection.execute(statement, [_bound(row, columns) for row in self._changed.values()])
        self._unit.session.expire_all()
        return len(self._new), len(self._changed)


def _defaults(table: Table) -> dict[str, Any]:
    return {c.name: c.default.arg if c.default is not None else None for c in table.c if c.name != "id"}  # type: ignore[attr-defined]


def _bound(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    bound = {f"new_{name}": row[name] for name in columns}
    if "version" in row:
        bound["new_version"] = row["version"] + 1
    return bound | {"row_id": row["id"]}


def taken(line: Any, *names: str) -> dict[str, Any]:
    """These fields of a line, by name."""
    return {name: getattr(line, name) for name in names}


def check_codes(lines: Sequence[Any], key: str, problems: Problems, numbers: Sequence[int] = ()) -> None:
    """Every line has a code of its own: short, printable, without blanks around it, named once in the document.

    `numbers` are the lines' rows when they are not 1, 2, 3 …
    """
    seen: Counter[str] = Counter()
    for row, line in zip(numbers or range(1, len(lines) + 1), lines, strict=True):
        code = getattr(line, key)
        seen[code] += 1
        if not code or code != code.strip() or len(code) > MAX_CODE or not code.isprintable():
            problems.add("A code has 1 to {limit} printable characters and no blanks around it.",
                         field=key, row=row, found=code[:MAX_CODE], limit=MAX_CODE)  # fmt: skip
        elif seen[code] == 2:
            problems.add("{code} is named more than once.", field=key, row=row, code=code, found=code)


def check_amounts(line: Any, names: Iterable[str], problems: Problems, row: int | None) -> None:
    """None of these fields is negative or absurdly large."""
    for name in names:
        value = getattr(line, name)
        if value is not None and not 0 <= value <= LIMIT:
            problems.add("This must be between 0 and {limit}.", field=name, row=row, found=value, limit=LIMIT)


def check_named(row: Mapping[str, Any], problems: Problems, number: int | None, field: str = "name") -> None:
    """A noun needs a name people can read."""
    if not (row[field] or "").strip():
        problems.add("A name is missing.", field=field, row=number)


def note(error: Gs1Error, problems: Problems, field: str, row: int | None = None) -> None:
    """Take over what is wrong with a GS1 number, with its place in the document."""
    problems.found.append(replace(error.problem, field=field, row=row))
