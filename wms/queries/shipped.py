"""What left for customers: which items how often, how much and worth what; their ABC classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import heapify, heappop
from typing import Any

from sqlalchemy import Connection, select

from wms.base.errors import Problems
from wms.ledger.views import departures
from wms.model.item import Item
from wms.queries.pieces import counted, total
from wms.queries.question import col, computed
from wms.queries.walks import seq_at


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
    ranked = [
        (-(row.picks if by is By.PICKS else row.quantity * row.cost_minor), row.sku, row)
        for row in _shipped(connection, begin, end)
    ]
    whole, before = -sum(entry[0] for entry in ranked) or 1, 0
    heapify(ranked)  # a page needs the first of them only, so they are not all sorted
    for rank in range(1, len(ranked) + 1):
        weight, _, row = heappop(ranked)
        after = before - weight
        if rank >= (start or 0):
            letter = _letter(100 * before, whole, a_percent, b_percent)
            yield AbcRow(
                rank, row.sku, row.name, row.picks, row.quantity, row.quantity * row.cost_minor,
                round(-100 * weight / whole, 3), round(100 * after / whole, 3), letter, row.velocity,
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
    found = select(
        departures.c.item_id, counted().label("picks"), total(departures.c.quantity).label("quantity")
    ).group_by(departures.c.item_id)
    seq = departures.c.seq + 0  # all of an item's are read in a row: quicker than the period's, sorted by item
    if begin is not None:
        found = found.where(seq > seq_at(connection, begin))
    if end is not None:
        found = found.where(seq <= seq_at(connection, end))
    sums = found.subquery()
    items = select(Item.id, Item.sku, Item.name, Item.cost_minor, Item.velocity, sums.c.picks, sums.c.quantity)
    return list(connection.execute(items.join(sums, sums.c.item_id == Item.id)))
