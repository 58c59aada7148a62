"""The present day at a glance: what was done hour by hour, and what calls for somebody's attention, and where to go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, select

from wms.base.clock import at, utc_now
from wms.ledger.views import postings, stock
from wms.model.inbound import Asn
from wms.model.order import Order, OrderLine
from wms.model.tracking import Lot
from wms.model.words import AdjustmentState, AsnState, CountState, OrderState, TaskKind, TaskState
from wms.model.work import Adjustment, Count, Task
from wms.queries.pieces import counted
from wms.queries.question import col, computed

WORK: dict[str, tuple[str, ...]] = {
    "received": ("ReceiveLine", "ReceiveLines", "ReceiveReturnLine"),
    "put_away": ("ConfirmPutaway", "ConfirmCrossDock"),
    "picked": ("ConfirmPick", "ConfirmPicks"),
    "packed": ("PackItem", "PackTote"),
    "shipped": ("CloseManifest", "ShipOrder"),
}
"""The commands whose postings count as each kind of work."""
SOON = timedelta(hours=2)
EXPIRING = timedelta(days=14)
TONES = ("bad", "warn", "note")
PACKED = (OrderState.PACKED, OrderState.SHIPPED, OrderState.CANCELLED)


@dataclass(frozen=True, slots=True)
class HourRow:
    """Lines that were posted within one hour of the day, by kind of work."""

    hour: int = col("Hour", "number")
    received: int = col("Received", "number")
    put_away: int = col("Put away", "number")
    picked: int = col("Picked", "number")
    packed: int = col("Packed", "number")
    shipped: int = col("Shipped", "number")


@computed(HourRow, key=("hour",), sort=("hour",), topics=("stock",))
def work_by_hour(
    connection: Connection, start: int | None, begin: datetime | None = None, hours: int = 24
) -> Iterator[HourRow]:
    """Lines posted in each of the hours after `begin` (this day's first, in UTC), from the ledger's postings."""
    first = begin or at(utc_now().date())
    found: dict[int, dict[str, int]] = {}
    kinds = {kind: name for name, all_kinds in WORK.items() for kind in all_kinds}
    statement = select(postings.c.recorded_at, postings.c.kind, postings.c.lines).where(
        postings.c.recorded_at >= first, postings.c.recorded_at < first + timedelta(hours=hours)
    )
    for moment, kind, lines in connection.execute(statement):
        if kind in kinds:
            hour = int((moment - first).total_seconds() // 3600)
            of_hour = found.setdefault(hour, {})
            of_hour[kinds[kind]] = of_hour.get(kinds[kind], 0) + lines
    for hour in range(start or 0, hours):
        yield HourRow(hour, *(found.get(hour, {}).get(name, 0) for name in WORK))


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Something that calls for attention: how many, how badly (bad, warn, note), and the screen and tab for it."""

    place: int = col("Place", "number")
    alert: str = col("What")
    number: int = col("How many", "number")
    tone: str = col("How badly")
    advice: str = col("What to do")
    screen: str = col("Screen")
    tab: str = col("Tab")


@computed(AlertRow, key=("place",), sort=("place",), topics=("*",))
def alerts(connection: Connection, start: int | None, now: datetime | None = None) -> Iterator[AlertRow]:
    """What calls for attention now, the worst first; what is in order is left out."""
    moment = now or utc_now()
    found = [(one, int(connection.execute(one[5]).scalar_one() or 0)) for one in _watched(moment)]
    there = sorted(((one, number) for one, number in found if number), key=lambda pair: TONES.index(pair[0][1]))
    for place, ((what, tone, advice, screen, tab, _), number) in enumerate(there, 1):
        if start is None or place >= start:
            yield AlertRow(place, what, number, tone, advice, screen, tab)


Watched = tuple[str, str, str, str, str, Select[Any]]


def _watched(now: datetime) -> list[Watched]:
    open_orders = Order.state.not_in(PACKED)
    past, near = Order.cutoff_at < now, (Order.cutoff_at >= now) & (Order.cutoff_at < now + SOON)
    return [
        ("Orders past their cut-off", "bad", "Ship them late, or tell the customer.", "orders", "orders",
         select(counted()).select_from(Order).where(open_orders, past)),
        ("Orders with less than two hours to their cut-off", "warn", "Release or pick their wave first.", "waves",
         "board", select(counted()).select_from(Order).where(open_orders, near)),
        ("Order lines without stock", "warn", "See why, and replenish, receive or split.", "orders", "unallocated",
         select(counted()).select_from(OrderLine).join(Order, Order.id == OrderLine.order_id)
         .where(open_orders, OrderLine.unallocated_reason != "")),
        ("Deliveries later than announced", "warn", "Ask the supplier.", "receiving", "arrivals",
         select(counted()).select_from(Asn).where(Asn.state == AsnState.EXPECTED, Asn.expected_at < now)),
        ("Putaway tasks that wait", "note", "Clear the docks.", "putaway", "tasks", _tasks(TaskKind.PUTAWAY)),
        ("Replenishment tasks that wait", "warn", "Fill the shelves before picks come short.", "replenishment",
         "tasks", _tasks(TaskKind.REPLENISH)),
        ("Places to count", "note", "Count them when it is quiet.", "counting", "count", _tasks(TaskKind.COUNT)),
        ("Counts with differences to look at", "warn", "Post them, or count again.", "counting", "counts",
         select(counted()).select_from(Count).where(Count.state == CountState.REVIEW)),
        ("Adjustments that wait for a second person", "warn", "Approve or refuse them.", "inventory", "adjustments",
         select(counted()).select_from(Adjustment).where(Adjustment.state == AdjustmentState.WAITING)),
        ("Stock lines that expire within two weeks", "warn", "Sell, move or scrap them.", "inventory", "expiring",
         select(counted()).select_from(stock).join(Lot, Lot.id == stock.c.lot_id)
         .where(Lot.expiry.is_not(None), Lot.expiry < (now + EXPIRING).date())),
    ]  # fmt: skip


def _tasks(kind: TaskKind) -> Select[Any]:
    return select(counted()).select_from(Task).where(
        Task.kind == kind, Task.state.in_((TaskState.OPEN, TaskState.CLAIMED))
    )  # fmt: skip
