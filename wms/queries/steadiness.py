"""What was asked for week by week: by item, by weekday, and how steady it is (XYZ)."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.words import OrderState
from wms.queries.periods import DAY, day_of, number, whole_weeks
from wms.queries.pieces import only, total
from wms.queries.question import col, computed

X_UP_TO, Y_UP_TO = 0.5, 1.0
"""Coefficients of variation at which X and Y end; limits in common use."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class XyzRow:
    """One item's demand by week: mean, how far weeks lie from it (standard deviation ÷ mean), and its class."""

    item: str = col("Item")
    item_name: str = col("Name")
    quantity: int = col("Ordered", "quantity")
    weekly: float = col("A week", "decimal")
    variation: float = col("Variation", "decimal")
    xyz: str = col("Class")


@dataclass(frozen=True, slots=True)
class WeekdayRow:
    """What was asked for on one day of the week, and its share of the whole week."""

    nr: int = col("Day", "number")
    weekday: str = col("Weekday", "told")
    quantity: int = col("Ordered", "quantity")
    percent: float | None = col("Share", "percent")


@computed(XyzRow, key=("item",), sort=("item",), topics=("orders",))
def xyz(connection: Connection, start: str | None, weeks: int = 12, last: date | None = None) -> Iterator[XyzRow]:
    """How steady the demand of each item is over whole weeks: X up to 0.5 of its mean, Y up to 1, Z beyond."""
    spans = whole_weeks(weeks, last)
    names = {row.sku: row.name for row in connection.execute(select(Item.sku, Item.name))}
    for sku, demand in sorted(by_week(connection, spans).items()):
        mean = sum(demand) / len(demand)
        variation = statistics.pstdev(demand) / mean
        letter = "X" if variation <= X_UP_TO else ("Y" if variation <= Y_UP_TO else "Z")
        yield XyzRow(sku, names[sku], sum(demand), round(mean, 2), round(variation, 3), letter)


@computed(WeekdayRow, key=("nr",), sort=("nr",), topics=("orders",))
def demand_by_weekday(
    connection: Connection, start: int | None, item: str = "", weeks: int = 12, last: date | None = None
) -> Iterator[WeekdayRow]:
    """What was asked for on Mondays, Tuesdays and so on of the last weeks, of one item or of all."""
    spans = whole_weeks(weeks, last)
    sums = [0] * 7
    for _, day, quantity in connection.execute(_by_day(spans[0][0], spans[-1][1], item)):
        sums[(day // DAY + 3) % 7] += quantity  # the first of January 1970 was a Thursday
    for nr, quantity in enumerate(sums, 1):
        yield WeekdayRow(nr, DAYS[nr - 1], quantity, round(100 * quantity / sum(sums), 1) if sum(sums) else None)


def by_week(connection: Connection, spans: list[tuple[datetime, datetime]], item: str = "") -> dict[str, list[int]]:
    """Sku → what was asked for in each of the weeks, of items that were asked for at all."""
    begin = number(spans[0][0])
    found: dict[str, list[int]] = {}
    for sku, day, quantity in connection.execute(_by_day(spans[0][0], spans[-1][1], item)):
        found.setdefault(sku, [0] * len(spans))[(day - begin) // (7 * DAY)] += quantity
    return {sku: demand for sku, demand in found.items() if sum(demand)}


def _by_day(since: datetime, until: datetime, item: str) -> Any:
    """Sku, day and what was asked for, of orders not cancelled; substitutes are not counted twice."""
    day = day_of(Order.entered_at).label("day")
    query = (
        select(Item.sku, day, total(OrderLine.ordered)).select_from(OrderLine)
        .join(Order, Order.id == OrderLine.order_id).join(Item, Item.id == OrderLine.item_id)
        .where(Order.state != OrderState.CANCELLED, OrderLine.substitutes_id.is_(None), Order.entered_at >= since,
               Order.entered_at < until)
        .group_by(Item.sku, day)
    )  # fmt: skip
    return only(query, (Item.sku, item))
