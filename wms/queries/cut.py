"""The same page, cut from rows that were computed: filters, sort and key compare as the database would compare them.

In a question's own order its rows are taken as they come, beginning near the page's start, and no more of them than the
page needs; in another order all of them must be computed first.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from functools import cmp_to_key
from itertools import islice
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
    own = not asked.sort or asked.sort == asked.question.sort
    rows = kept(connection, asked, start=asked.after[0] if own and asked.after else None)
    later = rows if asked.after is None else (row for row in rows if _compare(_key(row, order), asked.after, order) > 0)
    if own:
        return list(islice(later, limit))
    return sorted(later, key=cmp_to_key(lambda a, b: _compare(_key(a, order), _key(b, order), order)))[:limit]


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
