"""The same page, cut from rows that were computed: filters, sort and key compare as the database would compare them.

In a question's own order its rows are taken as they come, beginning near the page's start, and no more of them than the
page needs; in another order all of them must be computed first.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

if TYPE_CHECKING:
    from wms.queries.page import Asked

Order = list[tuple[str, bool]]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "contains": lambda found, value: str(value).lower() in str(found).lower(),
    "starts": lambda found, value: str(found).lower().startswith(str(value).lower()),
    "in": lambda found, value: found in list(value),
}  # fmt: skip


def page(connection: Connection, asked: Asked, order: Order, limit: int) -> list[Any]:
    """At most `limit` rows after the asked key, in order."""
    own = _own(asked)
    rows = kept(connection, asked, start=asked.after[0] if own and asked.after else None)
    later = rows if asked.after is None else (row for row in rows if _compare(_key(row, order), asked.after, order) > 0)
    return list(islice(later if own else _sorted(later, order), limit))


def everything(connection: Connection, asked: Asked, order: Order) -> Iterator[Any]:
    """All rows in order."""
    rows = kept(connection, asked)
    yield from rows if _own(asked) else _sorted(rows, order)


def _own(asked: Asked) -> bool:
    """Whether the rows come in the order asked for."""
    return not asked.sort or asked.sort == asked.question.sort


def _sorted(rows: Iterable[Any], order: Order) -> list[Any]:
    """In order; sorting by one column after the other, the last first, is quicker than comparing rows."""
    found = list(rows)
    for name, down in reversed(order):
        value = attrgetter(name)
        found.sort(key=lambda row, value=value: _rank(value(row)), reverse=down)  # type: ignore[misc]
    return found


def _rank(value: Any) -> tuple[bool, Any]:
    """A missing value is smaller than any."""
    return (False, 0) if value is None else (True, value)


def kept(connection: Connection, asked: Asked, start: Any = None) -> Iterator[Any]:
    """The computed rows that pass the filters."""
    compute = asked.question.compute
    if compute is None:
        raise TypeError(f"{asked.question.name} is not computed")
    for row in compute(connection, start, **asked.parameters):
        if all(any(_passes(getattr(row, name), f.op, f.value) for name in f.columns) for f in asked.filters):
            yield row


def _passes(found: Any, op: str, value: Any) -> bool:
    if op == "empty":
        return (found is None or found == "") == bool(value)
    return found is not None and _COMPARE[op](found, value)


def _key(row: Any, order: Order) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name, _ in order)


def _compare(one: tuple[Any, ...], other: tuple[Any, ...], order: Order) -> int:
    """Below, equal or above zero; a missing value is smaller than any."""
    for a, b, (_, down) in zip(one, other, order, strict=True):
        if a != b:
            smaller = a is None or (b is not None and a < b)
            return 1 if smaller == down else -1
    return 0
