"""The cards of the wave board: each order that is in a planned or released wave, or is allocated and waits for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, type_coerce

from wms.base.clock import utc_now
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.party import Party
from wms.model.site import Site
from wms.model.types import Flag
from wms.model.words import OrderState, Risk, WaveState
from wms.model.work import Task
from wms.queries.outlook import missing, picks, risk, spare_s
from wms.queries.pieces import counted, only
from wms.queries.question import Selected, col, question

ON_BOARD = (WaveState.PLANNED, WaveState.RELEASED)
_UNDER_WAY = (OrderState.ALLOCATED, OrderState.RELEASED, OrderState.PICKED, OrderState.PACKED, OrderState.HELD)


@dataclass(frozen=True, slots=True)
class WaveOrderRow:
    """One order on the board. `wave` is empty while it waits for one; `begun` when somebody walks for it."""

    order: str = col("Order")
    customer: str = col("Customer")
    customer_name: str = col("Name")
    priority: int = col("Priority", "number")
    cutoff_at: datetime = col("Cut-off", "moment")
    state: OrderState = col("State")
    wave: str = col("Wave")
    wave_state: WaveState | None = col("Wave state")
    lines: int = col("Lines", "number")
    picks: int = col("Lines to pick", "number")
    begun: bool = col("Begun", "flag")
    missing: int = col("Not allocated", "quantity")
    spare_minutes: int = col("Minutes to spare", "number")
    risk: Risk = col("Risk")


@question(WaveOrderRow, key=("order",), sort=("wave", "priority", "cutoff_at"), topics=("orders", "waves", "tasks"))
def wave_orders(site: str = "", wave: str = "", at: datetime | None = None) -> Selected:
    """Orders in planned and released waves, and allocated ones that wait for a wave, as they stand at a moment."""
    now = at or utc_now()
    spare, lacks = spare_s(now), missing()
    statement = on_board(
        select(
            Order.number.label("order"), Party.code.label("customer"), Party.name.label("customer_name"),
            Order.priority, Order.cutoff_at, Order.state, wave_number().label("wave"),
            Wave.state.label("wave_state"), lines().label("lines"), picks().label("picks"),
            type_coerce(_begun(), Flag).label("begun"), lacks.label("missing"),
            (spare // 60).label("spare_minutes"), risk(now, spare, lacks).label("risk"),
        ).join(Party, Party.id == Order.customer_id)
    )  # fmt: skip
    return only(statement, (Site.code, site), (Wave.number, wave))


def on_board(statement: Selected) -> Selected:
    """Of the statement's orders those that the board shows, with their site and wave."""
    waits = and_(Order.wave_id.is_(None), Order.state == OrderState.ALLOCATED)
    goes = and_(Wave.state.in_(ON_BOARD), Order.state.in_(_UNDER_WAY))
    joined = statement.join(Site, Site.id == Order.site_id).outerjoin(Wave, Wave.id == Order.wave_id)
    return joined.where(Order.state.in_(_UNDER_WAY), or_(waits, goes))


def wave_number() -> ColumnElement[str]:
    """The number of an order's wave; empty while it waits for one."""
    return func.coalesce(Wave.number, "")


def lines() -> ColumnElement[int]:
    """How many lines an order has."""
    return select(counted()).where(OrderLine.order_id == Order.id).correlate(Order).scalar_subquery()


def _begun() -> ColumnElement[int]:
    """Whether somebody has begun to walk for the order."""
    walks = select(Task.id).join(Batch, Batch.id == Task.batch_id).join(OrderLine, OrderLine.id == Task.order_line_id)
    started = walks.where(OrderLine.order_id == Order.id, Batch.started_at.is_not(None))
    return case((started.correlate(Order).exists(), 1), else_=0)
