"""Which orders are in danger of missing their carrier, as far as that can be told without planning.

What is left of an order's own work is held against the time until its carrier leaves. Whether the people have time for
it among all others is what waves and plans tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, literal, null, or_, select, type_coerce

from wms.base.clock import utc_now
from wms.model.order import Order, OrderLine
from wms.model.types import Choice, Int64, to_micros
from wms.model.words import OrderState, Risk
from wms.queries.ordering import CLOSED, OPEN, OrderRow, of_orders
from wms.queries.pace import setting
from wms.queries.pieces import counted, only, total
from wms.queries.question import Selected, col, question

NARROW_S = 3_600
"""An order with less time to spare than this is at risk."""


@dataclass(frozen=True, slots=True)
class OutlookRow(OrderRow):
    """An order with what stands between it and its carrier.

    `spare_minutes` is the time until its carrier leaves, less what is left to do on it; `missing` has no stock yet.
    """

    risk: Risk = col("Risk")
    spare_minutes: int | None = col("Minutes to spare", "number")
    missing: int = col("Not allocated", "quantity")
    picks: int = col("Lines to pick", "number")


@question(OutlookRow, key=("order",), sort=("cutoff_at", "priority"), topics=("orders", "stock", "waves"))
def order_outlook(
    order: str = "", customer: str = "", wave: str = "", open_only: bool = False, at: datetime | None = None
) -> Selected:
    """Orders with their risk of being late at a moment (now); those whose carrier leaves first at the top."""
    now = at or utc_now()
    statement = of_orders(customer, "", wave).add_columns(*outlook(now))
    if open_only:
        statement = statement.where(Order.state.in_(OPEN))
    return only(statement, (Order.number, order))


def outlook(now: datetime) -> tuple[ColumnElement[Any], ...]:
    """risk, spare_minutes, missing and picks of each order, as columns."""
    spare, lacks = spare_s(now), missing()
    open_ = Order.state.in_(OPEN)
    return (
        risk(now, spare, lacks).label("risk"), case((open_, spare // 60), else_=null()).label("spare_minutes"),
        case((open_, lacks), else_=0).label("missing"), picks().label("picks"),
    )  # fmt: skip


def risk(now: datetime, spare: ColumnElement[int], lacks: ColumnElement[int]) -> ColumnElement[Risk]:
    """The risk of each order as a column."""
    words = case(
        (Order.state.in_(CLOSED), Risk.DONE.value),
        (Order.cutoff_at < now, Risk.OVERDUE.value),
        (spare < 0, Risk.LATE.value),
        (or_(spare < NARROW_S, lacks > 0, Order.state == OrderState.HELD), Risk.AT_RISK.value),
        else_=Risk.IN_TIME.value,
    )
    return type_coerce(words, Choice(Risk))


def spare_s(now: datetime) -> ColumnElement[int]:
    """Seconds until the carrier leaves, less one person's picking, packing, and the way to the truck."""
    left = (type_coerce(Order.cutoff_at, Int64) - literal(to_micros(now), Int64)) // 1_000_000
    packing = setting("waving.pack_seconds") + 60 * setting("waving.handling_minutes")
    picking = picks() * setting("waving.pick_seconds")
    return left - case(
        (Order.state == OrderState.PACKED, 0), (Order.state == OrderState.PICKED, packing), else_=packing + picking
    )


def picks() -> ColumnElement[int]:
    """How many of an order's lines have stock that is still to be picked."""
    found = select(counted()).where(OrderLine.order_id == Order.id, OrderLine.allocated > OrderLine.picked)
    return found.correlate(Order).scalar_subquery()


def missing() -> ColumnElement[int]:
    """How many pieces of an order have no stock."""
    found = select(total(OrderLine.ordered - OrderLine.allocated)).where(OrderLine.order_id == Order.id)
    return found.correlate(Order).scalar_subquery()
