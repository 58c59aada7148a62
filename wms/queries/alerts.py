"""What calls for somebody's attention: how many, how badly, what to do and where; and the rows each alert counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, literal, select

from wms.base.clock import utc_now
from wms.base.errors import refuse
from wms.ledger.views import stock
from wms.model.inbound import Asn
from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.party import Party
from wms.model.site import Location
from wms.model.tracking import Lot
from wms.model.words import AdjustmentState, AsnState, CountState, OrderState, TaskKind, TaskState
from wms.model.work import Adjustment, Count, Task
from wms.queries.pieces import counted
from wms.queries.question import Selected, col, computed, question

SOON = timedelta(hours=2)
EXPIRING = timedelta(days=14)
TONES = ("bad", "warn", "note")
PACKED = (OrderState.PACKED, OrderState.SHIPPED, OrderState.CANCELLED)


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


@dataclass(frozen=True, slots=True)
class AlertedRow:
    """One row an alert counts: its document, item, place or partner, since when (or until when), and a note."""

    id: int = col("Row", "id")
    code: str = col("Document")
    item: str = col("Item")
    place: str = col("Place or partner")
    at: datetime | None = col("When", "moment")
    note: str = col("Note", "told")


@computed(AlertRow, key=("place",), sort=("place",), topics=("*",))
def alerts(connection: Connection, start: int | None, now: datetime | None = None) -> Iterator[AlertRow]:
    """What calls for attention now, the worst first; what is in order is left out."""
    watched = watched_at(now or utc_now())
    found = [(one, int(connection.execute(one.how_many).scalar_one() or 0)) for one in watched]
    there = sorted(((one, number) for one, number in found if number), key=lambda pair: TONES.index(pair[0].tone))
    for place, (one, number) in enumerate(there, 1):
        if start is None or place >= start:
            yield AlertRow(place, one.what, number, one.tone, one.advice, one.screen, one.tab)


@question(AlertedRow, key=("id",), sort=("at", "id"), topics=("*",))
def alerted(alert: str = "Orders past their cut-off", now: datetime | None = None) -> Selected:
    """The rows that an alert counts. Raises Refused for an alert there is not."""
    for one in watched_at(now or utc_now()):
        if one.what == alert:
            return one.rows
    raise refuse("There is no alert {alert}.", field="alert", alert=alert)


@dataclass(frozen=True, slots=True)
class Watched:
    """Something that is watched. `of` is what is counted; `named` are its id, code, item, place, moment and note."""

    what: str
    tone: str
    advice: str
    screen: str
    tab: str
    of: Select[Any]
    named: tuple[Any, ...]

    @property
    def how_many(self) -> Select[Any]:
        """How many there are."""
        return self.of.with_only_columns(counted(), maintain_column_froms=True)

    @property
    def rows(self) -> Selected:
        """The same, row by row."""
        names = ("id", "code", "item", "place", "at", "note")
        known = dict(zip(names, self.named, strict=True))
        columns = (known[name].label(name) for name in names)
        return self.of.with_only_columns(*columns, maintain_column_froms=True)


def watched_at(now: datetime) -> list[Watched]:
    """Everything that is watched, as of a moment."""
    past, near = Order.cutoff_at < now, (Order.cutoff_at >= now) & (Order.cutoff_at < now + SOON)
    return [
        Watched("Orders past their cut-off", "bad", "Ship them late, or tell the customer.", "orders", "orders",
                *_orders(past)),
        Watched("Orders with less than two hours to their cut-off", "warn", "Release or pick their wave first.",
                "waves", "board", *_orders(near)),
        Watched("Order lines without stock", "warn", "See why, and replenish, receive or split.", "orders",
                "unallocated", *_lacking()),
        Watched("Deliveries later than announced", "warn", "Ask the supplier.", "receiving", "arrivals",
                select(Asn.id).select_from(Asn).join(Party, Party.id == Asn.supplier_id)
                .where(Asn.state == AsnState.EXPECTED, Asn.expected_at < now),
                (Asn.id, Asn.number, _NONE, Party.code, Asn.expected_at, Party.name)),
        Watched("Putaway tasks that wait", "note", "Clear the docks.", "putaway", "tasks", *_tasks(TaskKind.PUTAWAY)),
        Watched("Replenishment tasks that wait", "warn", "Fill the shelves before picks come short.", "replenishment",
                "tasks", *_tasks(TaskKind.REPLENISH)),
        Watched("Places to count", "note", "Count them when it is quiet.", "counting", "count",
                *_tasks(TaskKind.COUNT)),
        Watched("Counts with differences to look at", "warn", "Post them, or count again.", "counting", "counts",
                select(Count.id).where(Count.state == CountState.REVIEW),
                (Count.id, Count.number, _NONE, _NONE, Count.opened_at, Count.reason)),
        Watched("Adjustments that wait for a second person", "warn", "Approve or refuse them.", "inventory",
                "adjustments", select(Adjustment.id).where(Adjustment.state == AdjustmentState.WAITING),
                (Adjustment.id, Adjustment.number, _NONE, _NONE, Adjustment.asked_at, Adjustment.reason)),
        Watched("Stock lines that expire within two weeks", "warn", "Sell, move or scrap them.", "inventory",
                "expiring", *_expiring((now + EXPIRING).date())),
    ]  # fmt: skip


_NONE = literal("", Text)
_Part = tuple[Select[Any], tuple[Any, ...]]


def _orders(when: ColumnElement[bool]) -> _Part:
    its = select(Order.id).select_from(Order).join(Party, Party.id == Order.customer_id)
    return its.where(Order.state.not_in(PACKED), when), (
        Order.id, Order.number, _NONE, Party.code, Order.cutoff_at, Party.name)  # fmt: skip


def _lacking() -> _Part:
    its = select(OrderLine.id).select_from(OrderLine).join(Order, Order.id == OrderLine.order_id)
    its = its.join(Item, Item.id == OrderLine.item_id)
    return its.where(Order.state.not_in(PACKED), OrderLine.unallocated_reason != ""), (
        OrderLine.id, Order.number, Item.sku, _NONE, Order.cutoff_at, OrderLine.unallocated_reason)  # fmt: skip


def _tasks(kind: TaskKind) -> _Part:
    place = func.coalesce(Task.from_location_id, Task.to_location_id)
    its = select(Task.id).select_from(Task).outerjoin(Item, Item.id == Task.item_id)
    its = its.outerjoin(Location, Location.id == place)
    return its.where(Task.kind == kind, Task.state.in_((TaskState.OPEN, TaskState.CLAIMED))), (
        Task.id, Task.number, func.coalesce(Item.sku, ""), func.coalesce(Location.code, ""), Task.created_at,
        Task.reason)  # fmt: skip


def _expiring(limit: date) -> _Part:
    its = select(stock.c.id).select_from(stock).join(Lot, Lot.id == stock.c.lot_id)
    its = its.join(Item, Item.id == stock.c.item_id).join(Location, Location.id == stock.c.location_id)
    return its.where(Lot.expiry.is_not(None), Lot.expiry < limit), (
        stock.c.id, Lot.code, Item.sku, Location.code, stock.c.since, cast(Lot.expiry, Text))  # fmt: skip
