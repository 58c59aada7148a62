"""What came, went and was moved, day by day, from the moves themselves; what was taken back is counted back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, select

from wms.ledger.views import moves
from wms.model.item import Item
from wms.model.site import ADJUSTMENT, CUSTOMER, SCRAP, SUPPLIER
from wms.queries.periods import as_day, day_of, span
from wms.queries.pieces import counted, only, total
from wms.queries.question import col, computed


@dataclass(frozen=True, slots=True)
class MovementsRow:
    """One day in base units: from suppliers, to customers, back from them, found and lost in counts, moved inside."""

    day: date = col("Day", "date")
    lines: int = col("Moves", "number")
    received: int = col("Received", "quantity")
    shipped: int = col("Shipped", "quantity")
    returned: int = col("Returned", "quantity")
    found: int = col("Found", "quantity")
    lost: int = col("Lost", "quantity")
    scrapped: int = col("Scrapped", "quantity")
    inside: int = col("Moved inside", "quantity")


@computed(MovementsRow, key=("day",), sort=("day",), topics=("stock",))
def movements(
    connection: Connection, start: date | None, first: date | None = None, last: date | None = None, item: str = ""
) -> Iterator[MovementsRow]:
    """What came, went and was moved on each day from `first` to `last` (the last 30 days)."""
    since, until = span(first, last)
    source, target, day = moves.c.from_location_id, moves.c.to_location_id, day_of(moves.c.recorded_at).label("day")
    statement = (
        select(
            day, counted().label("lines"),
            *(label.label(name) for name, label in (
                ("received", _net(source == SUPPLIER, target == SUPPLIER)),
                ("shipped", _net(target == CUSTOMER, and_(source == CUSTOMER, moves.c.reverses_seq.is_not(None)))),
                ("returned", _of(and_(source == CUSTOMER, moves.c.reverses_seq.is_(None)))),
                ("found", _of(source == ADJUSTMENT)), ("lost", _of(target == ADJUSTMENT)),
                ("scrapped", _net(target == SCRAP, source == SCRAP)),
                ("inside", _of(and_(source > 0, target > 0, source != target))),
            )),
        )
        .where(moves.c.recorded_at >= since, moves.c.recorded_at < until).group_by(day).order_by(day)
    )  # fmt: skip
    if item:
        statement = only(statement.join(Item, Item.id == moves.c.item_id), (Item.sku, item))
    for begin, lines, *sums in connection.execute(statement):
        yield MovementsRow(as_day(begin), lines, *sums)


def _of(condition: Any) -> ColumnElement[int]:
    return total(case((condition, moves.c.quantity), else_=0))


def _net(there: Any, back: Any) -> ColumnElement[int]:
    return total(case((there, moves.c.quantity), (back, -moves.c.quantity), else_=0))
