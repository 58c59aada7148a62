"""Who needs an item next: what open orders still want of it, in which wave, and when the first carrier leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.outbound import Wave
from wms.model.party import Party
from wms.model.words import OrderState, TaskKind, TaskState, WaveState
from wms.model.work import Task
from wms.queries.ordering import OPEN
from wms.queries.pieces import only, total
from wms.queries.question import Selected, col, question
from wms.queries.tasks import TaskRow, tasks

UNPICKED = (OrderLine.ordered > OrderLine.picked, Order.state.in_(OPEN))


@dataclass(frozen=True, slots=True)
class WantedRow:
    """One order line that still wants an item; `missing` of it has no stock yet."""

    item: str = col("Item")
    order: str = col("Order")
    line: int = col("Line", "number")
    wave: str | None = col("Wave")
    wave_state: WaveState | None = col("Wave's state")
    cutoff_at: datetime = col("Cut-off", "moment")
    state: OrderState = col("State")
    customer: str = col("Customer")
    customer_name: str = col("Name")
    unpicked: int = col("To be picked", "quantity")
    allocated: int = col("Allocated", "quantity")
    missing: int = col("Not allocated", "quantity")


@dataclass(frozen=True, slots=True)
class ReplenishmentTaskRow(TaskRow):
    """A task that fills a forward pick location, with what open orders want of its item, and the first of them."""

    wanted: int = col("Orders want", "quantity")
    wave: str | None = col("Wave")
    needed_at: datetime | None = col("First cut-off", "moment")


@question(WantedRow, key=("order", "line"), sort=("cutoff_at", "order", "line"), topics=("orders", "waves"))
def wanted_by(item: str = "", wave: str = "") -> Selected:
    """Which open orders still want an item, those whose carrier leaves first at the top."""
    statement = (
        select(
            Item.sku.label("item"), Order.number.label("order"), OrderLine.line, Wave.number.label("wave"),
            Wave.state.label("wave_state"), Order.cutoff_at, Order.state, Party.code.label("customer"),
            Party.name.label("customer_name"), (OrderLine.ordered - OrderLine.picked).label("unpicked"),
            (OrderLine.allocated - OrderLine.picked).label("allocated"),
            (OrderLine.ordered - OrderLine.allocated).label("missing"),
        )
        .select_from(OrderLine)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Item, Item.id == OrderLine.item_id)
        .join(Party, Party.id == Order.customer_id)
        .outerjoin(Wave, Wave.id == Order.wave_id)
        .where(*UNPICKED)
    )  # fmt: skip
    return only(statement, (Item.sku, item), (Wave.number, wave))


@question(ReplenishmentTaskRow, key=("task",), sort=("priority", "due_at", "task"),
          topics=("tasks", "orders", "waves"))  # fmt: skip
def replenishment_tasks(
    task: str = "", state: TaskState | None = None, item: str = "", location: str = "", open_only: bool = False
) -> Selected:
    """Tasks that fill forward pick locations, with the wave that needs them first."""
    found = tasks(task=task, kind=TaskKind.REPLENISH, state=state, item=item, location=location)
    found = found.add_columns(
        wanted_of(Task.item_id, Task).label("wanted"), first_wave(Task.item_id, Task).label("wave"),
        first_cutoff(Task.item_id, Task).label("needed_at"),
    )
    return found.where(Task.state.in_((TaskState.OPEN, TaskState.CLAIMED))) if open_only else found


def wanted_of(item_id: Any, around: Any) -> ColumnElement[int]:
    """How much of the item open orders have not picked yet; `around` is the table of the question around it."""
    found = select(total(OrderLine.ordered - OrderLine.picked)).select_from(OrderLine)
    found = found.join(Order, Order.id == OrderLine.order_id).where(OrderLine.item_id == item_id, *UNPICKED)
    return found.correlate(around).scalar_subquery()


def first_cutoff(item_id: Any, around: Any) -> ColumnElement[Any]:
    """When the first carrier leaves with an order that wants the item."""
    return _first(Order.cutoff_at, item_id, around)


def first_wave(item_id: Any, around: Any) -> ColumnElement[Any]:
    """The wave of the first of the orders that want the item and are in a wave."""
    return _first(Wave.number, item_id, around, Order.wave_id.is_not(None))


def _first(column: Any, item_id: Any, around: Any, *conditions: Any) -> ColumnElement[Any]:
    found = (
        select(column).select_from(OrderLine).join(Order, Order.id == OrderLine.order_id)
        .outerjoin(Wave, Wave.id == Order.wave_id)
        .where(OrderLine.item_id == item_id, *UNPICKED, *conditions)
        .order_by(Order.cutoff_at, Order.id).limit(1)
    )  # fmt: skip
    return found.correlate(around).scalar_subquery()
