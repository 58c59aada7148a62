"""Walking through the items in the order of their sku, some at a time, for questions whose rows are computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from wms.base.errors import Problems
from wms.ledger.views import moves
from wms.model.item import Item

FIRST, MOST = 110, 500


@dataclass(frozen=True, slots=True)
class Known:
    """An item as its rows name it."""

    id: int
    sku: str
    name: str
    cost_minor: int


def some_items(
    connection: Connection, start: str | None, *where: ColumnElement[bool], size: int = FIRST, then_all: bool = False
) -> Iterator[dict[int, Known]]:
    """Items from sku `start` on, in order, by id: first about a page's worth (`size`), then more at a time.

    `then_all`: when a few pages' worth were not enough, all that are left come at once, for whoever walks so far will
    mostly want them all, and reads the books faster in one go.
    """
    beyond = Item.sku >= (start or "")
    while True:
        found = select(Item.id, Item.sku, Item.name, Item.cost_minor).where(beyond, *where).order_by(Item.sku)
        whole = then_all and size >= MOST
        items = [Known(*row) for row in connection.execute(found if whole else found.limit(size))]
        if items:
            yield {item.id: item for item in items}
        if whole or len(items) < size:
            return
        size, beyond = min(MOST, 2 * size), Item.sku > items[-1].sku


def last_seq(connection: Connection) -> int:
    """The newest move; 0 when there is none."""
    return connection.execute(select(func.max(moves.c.seq))).scalar_one() or 0


def seq_at(connection: Connection, moment: datetime) -> int:
    """The last move that was recorded by then; found by halving, as moves are recorded in order."""
    low, high = 0, last_seq(connection)
    while low < high:
        middle = (low + high + 1) // 2
        recorded = connection.execute(select(moves.c.recorded_at).where(moves.c.seq == middle)).scalar_one()
        low, high = (middle, high) if recorded <= moment else (low, middle - 1)
    return low


def as_of(connection: Connection, seq: int | None, moment: datetime | None) -> int:
    """The move to look back to. Raises Refused when both or an impossible one are named."""
    problems = Problems()
    if seq is not None and moment is not None:
        problems.add("Name a move or a moment, not both.", field="seq", found=seq)
    if seq is not None and seq < 0:
        problems.add("Moves are numbered from 1.", field="seq", found=seq)
    problems.refuse()
    if moment is not None:
        return seq_at(connection, moment)
    return last_seq(connection) if seq is None else seq
