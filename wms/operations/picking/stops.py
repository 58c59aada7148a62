"""One stop of a walk with everything a scan is checked against, read in a single statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from wms.base.errors import Problems, refuse
from wms.ledger.views import allocations as claims
from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.words import BatchState, OrderState, TaskKind
from wms.model.work import Task
from wms.operations.ordering.held import UNFINISHED
from wms.operations.unit import Unit


@dataclass(frozen=True, slots=True)
class Stop:
    """A pick task, its batch, and what is to be taken where: location, item, lot and serial by their codes."""

    task: Task
    batch: Batch
    item: Item
    place: str
    pick_sequence: int
    lot: str
    serial: str
    serial_id: int
    owner_id: int
    order_id: int
    order: str
    order_state: OrderState

    @property
    def left(self) -> int:
        """How many base units are still to be taken."""
        return self.task.quantity - self.task.done_quantity


def read(unit: Unit, number: str) -> Stop:
    """The stop of this pick task. Raises Refused when there is none."""
    found = _read(unit, Task.number == number)
    if not found:
        raise refuse("There is no pick task {number}.", field="task", number=number)
    return found[0]


def of_batch(unit: Unit, batch: Batch) -> list[Stop]:
    """All stops of the batch that are not done, as walked."""
    return [stop for stop in _read(unit, Task.batch_id == batch.id) if stop.task.state in UNFINISHED]


def check(stop: Stop, problems: Problems, row: int | None = None) -> None:
    """The stop can be worked on: note why not."""
    task = stop.task
    if task.state not in UNFINISHED:
        problems.add("Task {number} is {state} already.", field="task", row=row, number=task.number,
                     state=task.state.value)  # fmt: skip
    if stop.order_state is OrderState.HELD:
        problems.add("The order {order} is held; leave its goods where they are.", field="task", row=row,
                     order=stop.order)  # fmt: skip


def started(unit: Unit, batch: Batch) -> None:
    """The first confirmed stop starts a batch that nobody had claimed."""
    if batch.state is BatchState.READY:
        batch.state = BatchState.STARTED
        batch.picker_id = batch.picker_id or unit.user_id
        batch.started_at = batch.started_at or unit.now


def finished(unit: Unit, batch: Batch) -> bool:
    """A batch whose last stop is done is done itself."""
    unit.session.flush()
    left = select(Task.id).where(Task.batch_id == batch.id, Task.state.in_(UNFINISHED)).limit(1)
    if unit.session.scalar(left) is None:
        batch.state, batch.done_at = BatchState.DONE, unit.now
    return batch.state is BatchState.DONE


def _read(unit: Unit, which: ColumnElement[bool]) -> Sequence[Stop]:
    query = (
        select(Task, Batch, Item, Location.code, Location.pick_sequence, Lot.code, Serial.code, claims.c.serial_id,
               Order.owner_id, Order.id, Order.number, Order.state)
        .join(Batch, Batch.id == Task.batch_id)
        .join(Item, Item.id == Task.item_id)
        .join(Location, Location.id == Task.from_location_id)
        .join(claims, claims.c.id == Task.allocation_id)
        .join(Lot, Lot.id == claims.c.lot_id)
        .join(Serial, Serial.id == claims.c.serial_id)
        .join(OrderLine, OrderLine.id == Task.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(which, Task.kind == TaskKind.PICK)
        .order_by(Task.sequence, Task.id)
    )  # fmt: skip
    return [Stop(*row) for row in unit.session.execute(query)]
