"""What to pick: the walk of a batch, stop by stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from wms.ledger.views import allocations
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.party import Party
from wms.model.people import User
from wms.model.site import Aisle, Location, Zone
from wms.model.tracking import Lot, Serial
from wms.model.words import BatchState, TaskKind, TaskState
from wms.model.work import Task
from wms.queries.pieces import ZERO, counted, each_gtin, only, total
from wms.queries.question import Selected, col, question

FINISHED = (BatchState.DONE, BatchState.CANCELLED)


@dataclass(frozen=True, slots=True)
class PickRow:
    """One stop of a pick list: take this much of that from here, for that order, into that place."""

    batch: str = col("Batch")
    sequence: int = col("Stop", "number")
    task: str = col("Task")
    state: TaskState = col("State")
    zone: str = col("Zone")
    aisle: str | None = col("Aisle")
    location: str = col("Location")
    item: str = col("Item")
    item_name: str = col("Name")
    gtin: str = col("GTIN")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    lpn: str = col("LPN")
    quantity: int = col("Quantity", "quantity")
    done_quantity: int = col("Picked", "quantity")
    order: str | None = col("Order")
    order_line: int | None = col("Line", "number")
    customer: str | None = col("Customer")
    to_location: str | None = col("To")
    slot: str | None = col("Slot")
    reason: str = col("Reason", "told")
    x_mm: int = col("X", "mm")
    y_mm: int = col("Y", "mm")


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One walk and how far it has come."""

    batch: str = col("Batch")
    wave: str = col("Wave")
    state: BatchState = col("State")
    zones: str | None = col("Zones")
    picker: str | None = col("Picker")
    orders: int = col("Orders", "number")
    stops: int = col("Stops", "number")
    stops_done: int = col("Stops done", "number")
    quantity: int = col("Quantity", "quantity")
    done_quantity: int = col("Picked", "quantity")
    walk_mm: int = col("Walk", "mm")
    started_at: datetime | None = col("Started", "moment")
    done_at: datetime | None = col("Done", "moment")


@question(PickRow, key=("task",), sort=("batch", "sequence"), topics=("tasks", "waves"))
def pick_list(batch: str = "", order: str = "", wave: str = "", open_only: bool = False) -> Selected:
    """The stops of a batch (of all batches of a wave) in walking order."""
    target = aliased(Location)
    statement = (
        select(
            Batch.number.label("batch"), Task.sequence, Task.number.label("task"), Task.state, Zone.code.label("zone"),
            Aisle.code.label("aisle"), Location.code.label("location"), Item.sku.label("item"),
            Item.name.label("item_name"), each_gtin().label("gtin"), Lot.code.label("lot"), Lot.expiry,
            func.coalesce(Serial.code, "").label("serial"), Lpn.code.label("lpn"), Task.quantity, Task.done_quantity,
            Order.number.label("order"), OrderLine.line.label("order_line"), Party.code.label("customer"),
            target.code.label("to_location"), _slot().label("slot"), Task.reason, Location.x_mm, Location.y_mm,
        )
        .join(Batch, Batch.id == Task.batch_id)
        .join(Location, Location.id == Task.from_location_id)
        .join(Zone, Zone.id == Location.zone_id)
        .join(Item, Item.id == Task.item_id)
        .join(Lot, Lot.id == Task.lot_id)
        .join(Lpn, Lpn.id == Task.lpn_id)
        .outerjoin(Aisle, Aisle.id == Location.aisle_id)
        .outerjoin(target, target.id == Task.to_location_id)
        .outerjoin(allocations, allocations.c.id == Task.allocation_id)
        .outerjoin(Serial, Serial.id == func.coalesce(allocations.c.serial_id, ZERO))
        .outerjoin(OrderLine, OrderLine.id == Task.order_line_id)
        .outerjoin(Order, Order.id == OrderLine.order_id)
        .outerjoin(Party, Party.id == Order.customer_id)
        .where(Task.kind == TaskKind.PICK)
    )  # fmt: skip
    if open_only:
        statement = statement.where(Task.state.in_((TaskState.OPEN, TaskState.CLAIMED)))
    if wave:
        statement = statement.join(Wave, Wave.id == Batch.wave_id).where(Wave.number == wave)
    return only(statement, (Batch.number, batch), (Order.number, order))


@question(BatchRow, key=("batch",), sort=("batch",), topics=("waves", "tasks"))
def batches(batch: str = "", wave: str = "", state: BatchState | None = None, open_only: bool = False) -> Selected:
    """Walks of one picker with one cart, and how far they have come."""
    its = Task.batch_id == Batch.id
    its_orders = select(counted(OrderLine.order_id)).join(Task, Task.order_line_id == OrderLine.id).where(its)
    done = select(counted()).where(its, Task.state == TaskState.DONE)
    statement = (
        select(
            Batch.number.label("batch"), Wave.number.label("wave"), Batch.state, _zones().label("zones"),
            User.login.label("picker"), its_orders.scalar_subquery().label("orders"),
            select(counted()).where(its).scalar_subquery().label("stops"), done.scalar_subquery().label("stops_done"),
            select(total(Task.quantity)).where(its).scalar_subquery().label("quantity"),
            select(total(Task.done_quantity)).where(its).scalar_subquery().label("done_quantity"),
            Batch.walk_mm, Batch.started_at, Batch.done_at,
        )
        .join(Wave, Wave.id == Batch.wave_id)
        .outerjoin(User, User.id == Batch.picker_id)
    )  # fmt: skip
    if open_only:
        statement = statement.where(Batch.state.not_in(FINISHED))
    return only(statement, (Batch.number, batch), (Wave.number, wave), (Batch.state, state))


def _slot() -> Any:
    """Where the parts of the pick's order meet; none for an order that is picked whole."""
    gathering, line, meeting = aliased(Task), aliased(OrderLine), aliased(Location)
    found = (
        select(meeting.code)
        .join(gathering, gathering.to_location_id == meeting.id)
        .join(line, line.id == gathering.order_line_id)
        .where(line.order_id == Order.id, gathering.gathers(), gathering.state != TaskState.CANCELLED)
        .order_by(gathering.id.desc()).limit(1)
    )
    return found.correlate(Order).scalar_subquery()


def _zones() -> Any:
    """The zones a batch leads through."""
    stop, place = aliased(Task), aliased(Location)
    each = (
        select(Zone.code.label("code"))
        .join(place, place.zone_id == Zone.id)
        .join(stop, stop.from_location_id == place.id)
        .where(stop.batch_id == Batch.id, stop.state != TaskState.CANCELLED)
        .distinct().correlate(Batch).order_by(Zone.code).subquery()
    )
    return select(func.aggregate_strings(each.c.code, ", ")).scalar_subquery()
