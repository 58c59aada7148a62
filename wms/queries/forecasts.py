"""What a kept forecast says of each item: next weeks, how good it was on the past, what to keep, what runs out.

Suggested refill limits: the minimum is what lasts `refill_days` in nineteen of twenty weeks, the maximum what lasts
`cover_days`. An item runs out on the day on which the expected demand has used up what is usable now. Of each lot what
cannot be asked for until its expiry, what expires first going first, expires unsold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.tracking import Lot
from wms.model.words import Status
from wms.model.work import Proposal
from wms.queries.periods import weeks as weeks_of
from wms.queries.pieces import total
from wms.queries.question import col, computed
from wms.queries.steadiness import by_week

FAR = 3_650


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One item of a forecast. `error` and `naive_error` are RMSSE in the back-test; below 1 beats "as last week"."""

    item: str = col("Item")
    item_name: str = col("Name")
    weekly: float = col("A week", "decimal")
    high: float = col("19 of 20 weeks", "decimal")
    usable: int = col("Usable now", "quantity")
    runs_out: date | None = col("Runs out", "date")
    unsold: int = col("Expires unsold", "quantity")
    minimum: int = col("Suggested minimum", "quantity")
    maximum: int = col("Suggested maximum", "quantity")
    error: float | None = col("Error", "decimal")
    naive_error: float | None = col("Naive error", "decimal")
    method: str = col("Method")


@dataclass(frozen=True, slots=True)
class DemandWeekRow:
    """One week of an item: what was asked for, or what is expected with its band (19 of 20 weeks lie below `high`)."""

    week: date = col("Week from", "date")
    demand: int | None = col("Ordered", "quantity")
    expected: float | None = col("Expected", "decimal")
    low: float | None = col("At least", "decimal")
    high: float | None = col("At most", "decimal")


@computed(ForecastRow, key=("item",), sort=("item",), topics=("proposals", "stock"))
def forecast_items(
    connection: Connection, start: str | None, proposal: str = "", refill_days: int = 1, cover_days: int = 5
) -> Iterator[ForecastRow]:
    """What the newest kept forecast (or the one named) says of each item, against what is on hand now."""
    found = _kept(connection, proposal)
    if found is None:
        return
    first, items = found
    names = {row.sku: row.name for row in connection.execute(select(Item.sku, Item.name))}
    usable, lots = _usable(connection)
    for one in sorted(items, key=lambda one: str(one["item"])):
        sku, daily, high = one["item"], one["daily"], float(one["week_quantiles"][-1])
        yield ForecastRow(
            sku, names.get(sku, ""), one["week"], high, usable.get(sku, 0), runs_out(usable.get(sku, 0), daily, first),
            unsold(lots.get(sku, []), daily, first), math.ceil(high * refill_days / 7),
            math.ceil(high * max(refill_days, cover_days) / 7), one.get("error"), one.get("naive_error"), one["method"],
        )  # fmt: skip


@computed(DemandWeekRow, key=("week",), sort=("week",), topics=("proposals", "orders"))
def demand_and_forecast(
    connection: Connection, start: date | None, item: str = "", weeks: int = 26, proposal: str = ""
) -> Iterator[DemandWeekRow]:
    """An item's demand in the weeks before the newest kept forecast (or the one named), and what that expects."""
    found = _kept(connection, proposal)
    one = next((one for one in found[1] if one["item"] == item), None) if found else None
    if found is None or one is None:
        return
    begin = found[0]
    spans = [(since + timedelta(days=begin.weekday()), until + timedelta(days=begin.weekday()))
             for since, until in weeks_of(weeks, begin - timedelta(weeks=1))]  # fmt: skip
    demand = by_week(connection, spans, item).get(item, [0] * len(spans))
    for (since, _), quantity in zip(spans, demand, strict=True):
        yield DemandWeekRow(since.date(), quantity, None, None, None)
    for week in range(len(one["daily"]) // 7):
        expected = round(sum(one["daily"][7 * week : 7 * week + 7]), 2)
        yield DemandWeekRow(begin + timedelta(weeks=week), None, expected, one.get("low"), one["week_quantiles"][-1])


def runs_out(usable: int, daily: Sequence[float], first: date) -> date | None:
    """The day on which what is usable does not last any more; None where it lasts longer than the forecast looks."""
    left = float(usable)
    for day, quantity in enumerate(daily):
        left -= quantity
        if quantity > 0 and left < 0:
            return first + timedelta(days=day)
    return None


def unsold(lots: Sequence[tuple[date, int]], daily: Sequence[float], first: date) -> int:
    """How much of the lots (expiry, quantity) will expire; after the forecast's last day its mean goes on."""
    mean = sum(daily) / len(daily) if daily else 0.0
    sold, left_over = 0.0, 0.0
    for expiry, quantity in sorted(lots):
        days = min(FAR, max(0, (expiry - first).days + 1))
        asked = sum(daily[:days]) + mean * max(0, days - len(daily))
        taken = min(float(quantity), max(0.0, asked - sold))
        sold, left_over = sold + taken, left_over + quantity - taken
    return math.floor(left_over + 1e-6)


def _kept(connection: Connection, proposal: str) -> tuple[date, Sequence[Mapping[str, Any]]] | None:
    """The first day and the items of a kept forecast."""
    query = select(Proposal.made_at, Proposal.plan).where(Proposal.kind == "forecast").order_by(Proposal.number.desc())
    row = connection.execute((query.where(Proposal.number == proposal) if proposal else query).limit(1)).first()
    if row is None:
        return None
    content = row.plan.get("content", {})
    kept = content.get("first")
    return (date.fromisoformat(kept) if kept else row.made_at.date()), content.get("items", ())


def _usable(connection: Connection) -> tuple[dict[str, int], dict[str, list[tuple[date, int]]]]:
    """Sku → what is free and available; and its lots with their expiry."""
    query = (
        select(Item.sku, Lot.expiry, total(stock.c.free)).select_from(stock)
        .join(Item, Item.id == stock.c.item_id).join(Lot, Lot.id == stock.c.lot_id)
        .where(stock.c.status == Status.AVAILABLE).group_by(Item.sku, Lot.expiry)
    )  # fmt: skip
    usable: dict[str, int] = {}
    lots: dict[str, list[tuple[date, int]]] = {}
    for sku, expiry, free in connection.execute(query):
        usable[sku] = usable.get(sku, 0) + free
        if expiry is not None:
            lots.setdefault(sku, []).append((expiry, free))
    return usable, lots
