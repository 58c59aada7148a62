"""What left for customers: which items how often, how much and worth what; their ABC classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, cast, func, select

from wms.base.errors import Problems
from wms.ledger.views import departures
from wms.model.item import Item
from wms.model.types import Int64
from wms.queries.pieces import counted, total
from wms.queries.question import Selected, col, computed
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
    before = 0
    for rank, row in enumerate(connection.execute(_ranked(connection, by, begin, end)), 1):
        after, whole = before + row.weight, row.whole or 1
        if rank >= (start or 0):
            letter = _letter(100 * before, whole, a_percent, b_percent)
            yield AbcRow(
                rank, row.sku, row.name, row.picks, row.quantity, row.quantity * row.cost_minor,
                round(100 * row.weight / whole, 3), round(100 * after / whole, 3), letter, row.velocity,
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


def _ranked(connection: Connection, by: By, begin: datetime | None, end: datetime | None) -> Selected:
    """Items that went to customers, the weightiest first: in how many moves, how much, and the weight of all."""
    found = select(
        departures.c.item_id, counted().label("picks"), total(departures.c.quantity).label("quantity")
    ).group_by(departures.c.item_id)
    seq = departures.c.seq + 0  # all of an item's are read in a row: quicker than the period's, sorted by item
    if begin is not None:
        found = found.where(seq > seq_at(connection, begin))
    if end is not None:
        found = found.where(seq <= seq_at(connection, end))
    sums = found.subquery()
    weight = sums.c.picks if by is By.PICKS else sums.c.quantity * Item.cost_minor
    whole = cast(func.sum(weight).over(), Int64)
    columns = (Item.sku, Item.name, Item.cost_minor, Item.velocity, sums.c.picks, sums.c.quantity)
    items = select(*columns, weight.label("weight"), whole.label("whole")).join(sums, sums.c.item_id == Item.id)
    return items.order_by(weight.desc(), Item.sku)
