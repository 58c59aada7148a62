"""One stop of a walk with everything a scan is checked against, read in a single statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from wms.base.errors import Problems, refuse
from wms.ledger.views import allocations as claims
from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch
from wms.model.site import Location, Zone
from wms.model.tracking import Lot, Serial
from wms.model.words import AllocationState, BatchState, OrderState, Stage, TaskKind
from wms.model.work import Task
from wms.operations.ordering.held import UNFINISHED
from wms.operations.picking import queue
from wms.operations.unit import Unit


@dataclass(frozen=True, slots=True)
class Stop:
    """A pick task, its batch, and what is to be taken where: location, item, lot and serial by their codes.

    `slot` is where the parts of its order meet; empty where the order is picked whole.
    """

    task: Task
    batch: Batch
    item: Item
    place: str
    pick_sequence: int
    lot: str
    serial: str
    claim: AllocationState
    owner_id: int
    order_id: int
    order: str
    order_state: OrderState
    zone_id: int
    zone: str
    slot: str

    @property
    def left(self) -> int:
        """How many base units are still to be taken."""
        return self.task.quantity - self.task.done_quantity


def read(unit: Unit, number: str) -> Stop:
    """The stop of this pick task. Raises Refused when there is none."""
    found = _read(unit, Task.number == number)
    if not found:
        raise refuse("There is no pick task {number}.", field="task", number=number)
    return _read(unit, Task.number == number)[0] if _followed(unit, found) else found[0]


def of_batch(unit: Unit, batch: Batch) -> Sequence[Stop]:
    """All stops of the batch that are not done, as walked."""
    which = (Task.batch_id == batch.id) & Task.state.in_(UNFINISHED)
    found = _read(unit, which)
    return _read(unit, which) if _followed(unit, found) else found


def check(stop: Stop, problems: Problems, *, short: bool = False) -> None:
    """The stop can be worked on: note why not. A stop that will be reported `short` needs nothing held for it."""
    task = stop.task
    if task.state not in UNFINISHED:
        problems.add("Task {number} is {state} already.", field="task", number=task.number,
                     state=task.state.value)  # fmt: skip
    if task.state in UNFINISHED and stop.claim is not AllocationState.OPEN and not short:
        problems.add("What {number} was to fetch is no longer held for the order {order}; report it short.",
                     field="task", number=task.number, order=stop.order)  # fmt: skip
    if stop.order_state is OrderState.HELD:
        problems.add("The order {order} is held; leave its goods where they are.", field="task",
                     order=stop.order)  # fmt: skip


def begin(unit: Unit, batch: Batch) -> None:
    """A batch nobody has claimed is confirmed only by people whose work it is. Raises Refused."""
    if batch.state is BatchState.READY:
        queue.require(unit, batch)


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


def _followed(unit: Unit, stops: Sequence[Stop]) -> bool:
    """Goods that were carried elsewhere with their licence plate, claim and all, are picked where they stand now."""
    moved = [stop for stop in stops if stop.claim is AllocationState.CARRIED and stop.task.state in UNFINISHED]
    for stop in moved:
        task, query = stop.task, select(claims).where(claims.c.stage == Stage.RESERVED)
        row = unit.session.execute(query.where(claims.c.previous_id == task.allocation_id)).first()
        while row is not None and row.state is AllocationState.CARRIED:
            row = unit.session.execute(query.where(claims.c.previous_id == row.id)).first()
        if row is not None:
            task.allocation_id, task.from_location_id, task.lpn_id = row.id, row.location_id, row.lpn_id
    unit.session.flush()
    return bool(moved)


def _read(unit: Unit, which: ColumnElement[bool]) -> Sequence[Stop]:
    return [Stop(*row) for row in unit.session.execute(_STOPS.where(which))]


_gathering, _lines, _meeting = aliased(Task), aliased(OrderLine), aliased(Location)
_SLOT = (
    select(_meeting.code)
    .join(_gathering, _gathering.to_location_id == _meeting.id)
    .join(_lines, _lines.id == _gathering.order_line_id)
    .where(_lines.order_id == Order.id, _gathering.gathers(), _gathering.state.in_(UNFINISHED))
    .limit(1).correlate(Order).scalar_subquery()
)  # fmt: skip
_STOPS = (
    select(Task, Batch, Item, Location.code, Location.pick_sequence, Lot.code, Serial.code, claims.c.state,
           Order.owner_id, Order.id, Order.number, Order.state, Zone.id, Zone.code, func.coalesce(_SLOT, ""))
    .join(Batch, Batch.id == Task.batch_id)
    .join(Item, Item.id == Task.item_id)
    .join(Location, Location.id == Task.from_location_id)
    .join(Zone, Zone.id == Location.zone_id)
    .join(claims, claims.c.id == Task.allocation_id)
    .join(Lot, Lot.id == claims.c.lot_id)
    .join(Serial, Serial.id == claims.c.serial_id)
    .join(OrderLine, OrderLine.id == Task.order_line_id)
    .join(Order, Order.id == OrderLine.order_id)
    .where(Task.kind == TaskKind.PICK)
    .order_by(Task.sequence, Task.id)
)  # fmt: skip
"""Made once: a scan must not wait for its statement to be put together."""
