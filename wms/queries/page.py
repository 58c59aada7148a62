"""One page of an answer: filtered, sorted and cut by the database, continued after the last row's key.

A page is found by comparing with the key of the row before it, never by counting rows from the start, so the
thousandth page comes as fast as the first.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, and_, false, func, not_, or_, select

from wms.base.errors import Problems
from wms.queries.question import Question

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "contains": lambda column, value: column.icontains(value, autoescape=True),
    "starts": lambda column, value: column.istartswith(value, autoescape=True),
    "in": lambda column, value: column.in_(list(value)),
    "empty": lambda column, value: _empty(column) if value else not_(_empty(column)),
}  # fmt: skip
MAX_ROWS = 10_000


def _empty(column: Any) -> ColumnElement[bool]:
    return or_(column.is_(None), column == "")


@dataclass(frozen=True, slots=True)
class Filter:
    """Only rows whose `column` compares so with `value`; `op` is = != < <= > >= contains starts in empty."""

    column: str
    op: str
    value: Any


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
    _check(asked)
    base = asked.question.build(**asked.parameters).subquery()
    order = _order(asked)
    statement = select(*(base.c[name] for name in asked.question.columns)).where(*_filters(base, asked.filters))
    if asked.after is not None:
        statement = statement.where(_beyond(base, order, asked.after))
    for name, down in order:
        statement = statement.order_by(base.c[name].desc().nulls_last() if down else base.c[name].asc().nulls_first())
    limit = min(asked.limit, MAX_ROWS)
    found = connection.execute(statement.limit(limit + 1)).all()
    rows = tuple(asked.question.row(*row) for row in found[:limit])
    more = len(found) > limit
    return Page(rows, tuple(getattr(rows[-1], name) for name, _ in order) if more else None)


def count(connection: Connection, asked: Asked) -> int:
    """How many rows the whole answer has."""
    _check(asked)
    base = asked.question.build(**asked.parameters).subquery()
    counting = select(func.count()).select_from(base).where(*_filters(base, asked.filters))
    return int(connection.execute(counting).scalar_one())


def _check(asked: Asked) -> None:
    problems = Problems()
    columns = asked.question.columns
    for name in (*(f.column for f in asked.filters), *(s.lstrip("-") for s in asked.sort)):
        if name not in columns:
            problems.add("There is no column {name}.", field=name, name=name, expected=", ".join(columns))
    for f in asked.filters:
        if f.op not in _COMPARE:
            problems.add("There is no comparison {op}.", field=f.column, op=f.op, expected=" ".join(_COMPARE))
    for name in asked.parameters.keys() - asked.question.parameters.keys():
        problems.add("There is no parameter {name}.", field=name, name=name)
    problems.refuse()


def _order(asked: Asked) -> list[tuple[str, bool]]:
    wanted = asked.sort or asked.question.sort
    order = [(name.removeprefix("-"), name.startswith("-")) for name in wanted]
    named = {name for name, _ in order}
    return order + [(name, False) for name in asked.question.key if name not in named]


def _filters(base: Subquery, filters: Sequence[Filter]) -> list[ColumnElement[bool]]:
    return [_COMPARE[f.op](base.c[f.column], f.value) for f in filters]


def _beyond(base: Subquery, order: list[tuple[str, bool]], after: tuple[Any, ...]) -> ColumnElement[bool]:
    """Rows that come after the given key. Ascending sorts put missing values first, descending ones last."""
    clauses = []
    equal: list[ColumnElement[bool]] = []
    for (name, down), value in zip(order, after, strict=True):
        column = base.c[name]
        clauses.append(and_(*equal, _later(column, down, value)))
        equal.append(column.is_(None) if value is None else column == value)
    return or_(*clauses)


def _later(column: Any, down: bool, value: Any) -> ColumnElement[bool]:
    if value is None:
        return false() if down else column.is_not(None)
    return or_(column < value, column.is_(None)) if down else column > value


