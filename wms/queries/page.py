"""One page of an answer: filtered, sorted and cut, continued after the last row's key.

A page is found by comparing with the key of the row before it, never by counting rows from the start, so the
thousandth page comes as fast as the first. The database does the work; for computed questions `wms.queries.cut` does.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, and_, false, func, not_, or_, select

from wms.base.errors import Problems
from wms.queries import cut
from wms.queries.question import Question, Selected, read

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "contains": lambda column, value: _alike(column.icontains, value),
    "starts": lambda column, value: _alike(column.istartswith, value),
    "in": lambda column, value: column.in_(list(value)),
    "empty": lambda column, value: _empty(column) if value else not_(_empty(column)),
}  # fmt: skip
MAX_ROWS = 10_000
GROWTH, FREQUENT = 8, 64
Order = list[tuple[str, bool]]
"""Columns with True for descending."""


def _alike(compare: Callable[..., ColumnElement[bool]], text: str) -> ColumnElement[bool]:
    """A comparison with part of a text; a sign of value 0 would end it early, and no text of ours has one."""
    return false() if "\0" in text else compare(text, autoescape=True)


def _empty(column: Any) -> ColumnElement[bool]:
    return or_(column.is_(None), column == "") if column.type.python_type is str else column.is_(None)


@dataclass(frozen=True, slots=True)
class Filter:
    """Only rows whose `column` compares so with `value`; `op` is = != < <= > >= contains starts in empty.

    With `others` it is enough that one of these columns or `column` does.
    """

    column: str
    op: str
    value: Any
    others: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that may fit."""
        return (self.column, *self.others)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its parameters, and how to cut its answer. `after` is the `next` of the page before."""

    question: Question
    parameters: dict[str, Any]
    filters: tuple[Filter, ...] = ()
    sort: tuple[str, ...] = ()
    after: tuple[Any, ...] | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Frozen rows, and the key to ask for the next page with; None when this was the last."""

    rows: tuple[Any, ...]
    next: tuple[Any, ...] | None


def answer(connection: Connection, asked: Asked) -> Page:
    """One page. Raises Refused for a column, operator or parameter the question does not have."""
    asked = _checked(asked)
    order = _order(asked)
    limit = max(1, min(asked.limit, MAX_ROWS))
    rows = (cut.page if asked.question.compute else _found)(connection, asked, order, limit + 1)
    more = len(rows) > limit
    kept = tuple(rows[:limit])
    return Page(kept, tuple(getattr(kept[-1], name) for name, _ in order) if more else None)


def every(connection: Connection, asked: Asked) -> Iterator[Any]:
    """All rows in order, one after the other, as one look at the data; no more of them are held than are used.

    Raises Refused as `answer` does.
    """
    asked = _checked(asked)
    order = _order(asked)
    if asked.question.compute is not None:
        yield from cut.everything(connection, asked, order)
        return
    for row in connection.execute(_statement(replace(asked, after=None), order, asked.question.columns)):
        yield asked.question.row(*row)


def count(connection: Connection, asked: Asked) -> int:
    """How many rows the whole answer has."""
    asked = _checked(asked)
    if asked.question.compute is not None:
        return sum(1 for _ in cut.kept(connection, asked))
    base = _base(asked)
    counting = select(func.count()).select_from(base).where(*_filters(base, asked.filters))
    return int(connection.execute(counting).scalar_one())


def _found(connection: Connection, asked: Asked, order: Order, limit: int) -> list[Any]:
    """The rows by the quickest of three ways: window by window, keys before rows, or simply."""
    first, _ = order[0]
    narrow = any(asked.parameters.values()) or any(f.op == "=" for f in asked.filters)
    if first in asked.question.lead and (not narrow or (first,) == asked.question.key):
        return _by_windows(connection, asked, order, limit, narrow)
    if asked.sort and asked.sort != asked.question.sort and len(asked.question.key) == 1:
        return _keys_first(connection, asked, order, limit)
    return _rows(connection, asked, _statement(asked, order, asked.question.columns).limit(limit))


def _by_windows(connection: Connection, asked: Asked, order: Order, limit: int, narrow: bool) -> list[Any]:
    """Look at the next nouns the answer is sorted by, not at all of them; at more, while the page is not full.

    A database that joins several large tables would otherwise often sort all of them to give the first hundred. What is
    asked of a narrow part is either frequent, then one or two large windows are enough, or rare, then all of it is
    quickly seen.
    """
    rows: list[Any] = []
    (name, down), size, after = order[0], limit * (FREQUENT if narrow else 1), asked.after
    begin = after[0] if after else None
    while True:
        whole = narrow and size > limit * FREQUENT * GROWTH
        end = None if whole else _far(connection, asked.question.lead[name], down, begin, size)
        rest = replace(asked, after=after)
        statement = _statement(rest, order, asked.question.columns, end).limit(limit - len(rows))
        rows += _rows(connection, asked, statement)
        if end is None or len(rows) >= limit:
            return rows
        after = tuple(getattr(rows[-1], n) for n, _ in order) if rows else after
        begin, size = end, size * GROWTH


def _far(connection: Connection, column: Any, down: bool, begin: Any, size: int) -> Any:
    """The noun `size` further on than `begin`; None when there are not so many."""
    if column.type.python_type is int:  # numbered without gaps, or nearly
        last = connection.execute(select(func.max(column))).scalar_one() or 0
        begin = (last if down else 0) if begin is None else begin
        end = begin - size if down else begin + size
        return end if 0 < end < last else None
    found = select(column).order_by(column.desc() if down else column.asc()).offset(size).limit(1)
    if begin is not None:
        found = found.where(column <= begin if down else column >= begin)
    return connection.execute(found).scalar_one_or_none()


def _keys_first(connection: Connection, asked: Asked, order: Order, limit: int) -> list[Any]:
    """Sort only what is sorted by, then read the rows of the page: what a row looks up is looked up for these only."""
    (key,) = asked.question.key
    keys = [row[0] for row in connection.execute(_statement(asked, order, (key,)).limit(limit))]
    base = _base(asked)
    found = select(*(base.c[name] for name in asked.question.columns)).where(base.c[key].in_(keys))
    rows = {getattr(row, key): row for row in _rows(connection, asked, found)}
    return [rows[value] for value in keys if value in rows]


def _rows(connection: Connection, asked: Asked, statement: Selected) -> list[Any]:
    return [asked.question.row(*row) for row in connection.execute(statement)]


def _statement(asked: Asked, order: Order, columns: Sequence[str], end: Any = None) -> Selected:
    """These columns of all rows after the asked key, in order; not beyond `end` of the first sort column."""
    base, optional = _base(asked), asked.question.optional
    found = select(*(base.c[name] for name in columns)).where(*_filters(base, asked.filters))
    if asked.after is not None:
        found = found.where(*_beyond(base, order, asked.after, optional))
    if end is not None:
        name, down = order[0]
        found = found.where(base.c[name] >= end if down else base.c[name] <= end)
    for name, down in order:
        by = base.c[name].desc() if down else base.c[name].asc()
        if name in optional:
            by = by.nulls_last() if down else by.nulls_first()
        found = found.order_by(by)
    return found


def _base(asked: Asked) -> Subquery:
    if asked.question.build is None:
        raise TypeError(f"{asked.question.name} is computed")
    return asked.question.build(**asked.parameters).subquery()


def _checked(asked: Asked) -> Asked:
    """The same with its parameters read. Raises Refused with everything that is wrong."""
    problems = Problems()
    _check_columns(asked, problems)
    given = _parameters(asked, problems)
    if not problems and asked.after is not None and len(asked.after) != len(_order(asked)):
        problems.add("This page belongs to another question.", field="after", found=asked.after)
    problems.refuse()
    return replace(asked, parameters=given)


def _check_columns(asked: Asked, problems: Problems) -> None:
    columns = asked.question.columns
    filtered = (name for f in asked.filters for name in f.columns)
    for name in (*filtered, *(s.removeprefix("-") for s in asked.sort)):
        if name not in columns:
            problems.add("There is no column {name}.", field=name, name=name, expected=", ".join(columns))
    for f in asked.filters:
        if f.op not in _COMPARE:
            problems.add("There is no comparison {op}.", field=f.column, op=f.op, expected=" ".join(_COMPARE))


def _parameters(asked: Asked, problems: Problems) -> dict[str, Any]:
    known, given = asked.question.parameters, dict(asked.parameters)
    for name, value in asked.parameters.items():
        if name not in known:
            problems.add("There is no parameter {name}.", field=name, name=name, expected=", ".join(known))
            continue
        try:
            given[name] = read(known[name], value)
        except ValueError:
            problems.add("The parameter {name} cannot be read.", field=name, name=name, found=value,
                         expected=str(known[name].annotation))  # fmt: skip
    for name, parameter in known.items():
        if parameter.default is parameter.empty and name not in given:
            problems.add("The parameter {name} is missing.", field=name, name=name)
    return given


def _order(asked: Asked) -> Order:
    wanted = asked.sort or asked.question.sort
    order: dict[str, bool] = {}
    for name in (*wanted, *asked.question.key):
        order.setdefault(name.removeprefix("-"), name.startswith("-"))
    return list(order.items())


def _filters(base: Subquery, filters: Sequence[Filter]) -> list[ColumnElement[bool]]:
    return [or_(*(_COMPARE[f.op](base.c[name], f.value) for name in f.columns)) for f in filters]


def _beyond(
    base: Subquery, order: Order, after: tuple[Any, ...], optional: frozenset[str]
) -> list[ColumnElement[bool]]:
    """Rows that come after the given key. Ascending sorts put missing values first, descending ones last."""
    clauses = []
    equal: list[ColumnElement[bool]] = []
    for (name, down), value in zip(order, after, strict=True):
        column = base.c[name]
        clauses.append(and_(*equal, _later(column, down, value, name in optional)))
        equal.append(column.is_(None) if value is None else column == value)
    return [*_bound(base, order[0], after[0], optional), or_(*clauses)]


def _bound(
    base: Subquery, first: tuple[str, bool], value: Any, optional: frozenset[str]
) -> list[ColumnElement[bool]]:
    """What follows from the rest for the first column alone: an index range the database would not find by itself."""
    name, down = first
    if value is None or (down and name in optional):
        return []
    return [base.c[name] <= value if down else base.c[name] >= value]


def _later(column: Any, down: bool, value: Any, optional: bool) -> ColumnElement[bool]:
    if value is None:
        return false() if down else column.is_not(None)
    if down:
        return or_(column < value, column.is_(None)) if optional else column < value
    return column > value  # type: ignore[no-any-return]
