"""What left for customers: which items how often, how much and worth what; their ABC classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, literal_column, select

from wms.base.errors import Problems
from wms.ledger.views import moves
from wms.model.item import Item
from wms.model.site import CUSTOMER
from wms.model.types import Int64
from wms.queries.pieces import counted, total
from wms.queries.question import col, computed
from wms.queries.walks import last_seq, seq_at

SHIPPED = and_(
    moves.c.to_location_id == literal_column(str(CUSTOMER), Int64), moves.c.reverses_seq.is_(None)
)
"""A move to a customer (a return taken back is none), said so that the index on such moves is found."""


class By(StrEnum):
    """What items are ranked by."""

    PICKS = "picks"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class AbcRow:
    """One item's rank. Shares are in percent of all items together; `cumulative` includes this item."""

    rank: int = col("Rank", "number")
    item: str = col("Item")
    item_name: str = col("Name")
    picks: int = col("Picks", "number")
    quantity: int = col("Quantity", "quantity")
    value_minor: int = col("Value at standard cost", "money")
    share: float = col("Share", "percent")
    cumulative: float = col("Cumulative share", "percent")
    abc: str = col("Class")
    velocity: str = col("Class in use")


@computed(AbcRow, key=("rank",), sort=("rank",), topics=("stock",))
def abc(
    connection: Connection, start: int | None, by: By = By.PICKS, begin: datetime | None = None,
    end: datetime | None = None, a_percent: int = 80, b_percent: int = 95,
) -> Iterator[AbcRow]:  # fmt: skip
    """Items by picks or by value shipped in a period: A makes up the first 80 percent, B up to 95, C the rest."""
    _check(a_percent, b_percent)
    rows = _shipped(connection, begin, end)
    weight = {row.id: row.picks if by is By.PICKS else row.quantity * row.cost_minor for row in rows}
    rows.sort(key=lambda row: (-weight[row.id], row.sku))
    whole, before = sum(weight.values()) or 1, 0
    for rank, row in enumerate(rows, 1):
        after = before + weight[row.id]
        if rank >= (start or 0):
            letter = _letter(100 * before, whole, a_percent, b_percent)
            yield AbcRow(
                rank, row.sku, row.name, row.picks, row.quantity, row.quantity * row.cost_minor,
                round(100 * weight[row.id] / whole, 3), round(100 * after / whole, 3), letter, row.velocity,
            )  # fmt: skip
        before = after


def _letter(before: int, whole: int, a_percent: int, b_percent: int) -> str:
    """The class of an item before which that much of the whole is used up (in hundredths)."""
    if before < a_percent * whole:
        return "A"
    return "B" if before < b_percent * whole else "C"


def _check(a_percent: int, b_percent: int) -> None:
    problems = Problems()
    if not 0 <= a_percent <= b_percent <= 100:
        found = f"{a_percent}, {b_percent}"
        problems.add("The limits must rise from 0 to 100 percent.", field="a_percent", found=found)
    problems.refuse()


def _shipped(connection: Connection, begin: datetime | None, end: datetime | None) -> list[Any]:
    """Items that went to customers, with in how many moves, and how much."""
    first = seq_at(connection, begin) if begin is not None else 0
    last = seq_at(connection, end) if end is not None else last_seq(connection)
    found = (
        select(moves.c.item_id, counted().label("picks"), total(moves.c.quantity).label("quantity"))
        .where(SHIPPED, moves.c.seq > first, moves.c.seq <= last)
        .group_by(moves.c.item_id)
        .subquery()
    )
    items = select(Item.id, Item.sku, Item.name, Item.cost_minor, Item.velocity, found.c.picks, found.c.quantity)
    return list(connection.execute(items.join(found, found.c.item_id == Item.id)))
