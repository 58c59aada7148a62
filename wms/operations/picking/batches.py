"""Who walks which batch: claimed by a picker, paused, handed over to a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update

from wms.base.errors import refuse
from wms.model.outbound import Batch, Wave
from wms.model.people import User
from wms.model.words import BatchState, TaskState
from wms.model.work import Task
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.ordering.held import UNFINISHED
from wms.operations.picking import queue
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBatch(Command):
    """Take a batch to walk; nobody else can have it until it is paused or handed over."""

    batch: str = arg("The batch's number; empty: the next one, the earliest cut-off first", "", refers="batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseBatch(Command):
    """Put a batch down: what is picked stays picked, the rest may be claimed by anybody."""

    batch: str = arg("The batch's number", refers="batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverBatch(Command):
    """Give a batch to a colleague, who goes on where it stands."""

    batch: str = arg("The batch's number", refers="batch")
    to: str = arg("The colleague's login", refers="user")


@handles("picking.claim", "tasks", "waves", anywhere=True)
def claim_batch(command: ClaimBatch, unit: Unit) -> Answer:
    batch = find_batch(unit, command.batch) if command.batch else _next(unit)
    if batch.state is BatchState.STARTED and batch.picker_id == unit.user_id:
        return _told(unit, batch, "Batch {batch} is yours already, {stops} stops are left.")
    if batch.state is not BatchState.READY:
        raise refuse("The batch {number} is {state}.", field="batch", number=batch.number, state=batch.state.value)
    queue.require(unit, batch)
    batch.state, batch.picker_id = BatchState.STARTED, unit.user_id
    batch.started_at = batch.started_at or unit.now
    _give_tasks(unit, batch, {"state": TaskState.CLAIMED, "claimed_by_id": unit.user_id, "claimed_at": unit.now})
    return _told(unit, batch, "Batch {batch} is yours, {stops} stops.")


@handles("picking.claim", "tasks", "waves")
def pause_batch(command: PauseBatch, unit: Unit) -> Answer:
    batch = _started(unit, command.batch)
    batch.state, batch.picker_id = BatchState.READY, None
    _give_tasks(unit, batch, {"state": TaskState.OPEN, "claimed_by_id": None, "claimed_at": None})
    return _told(unit, batch, "Batch {batch} waits for somebody, {stops} stops are left.")


@handles("picking.claim", "tasks", "waves")
def hand_over_batch(command: HandOverBatch, unit: Unit) -> Answer:
    batch = _started(unit, command.batch)
    colleague = find.by(unit.session, User, User.login, command.to, "to")
    if not colleague.active:
        raise refuse("{login} does not work here any more.", field="to", login=colleague.login)
    queue.require(unit, batch, colleague.id)
    batch.picker_id = colleague.id
    _give_tasks(unit, batch, {"state": TaskState.CLAIMED, "claimed_by_id": colleague.id, "claimed_at": unit.now})
    return _told(unit, batch, "Batch {batch} is handed over, {stops} stops are left.")


def find_batch(unit: Unit, number: str) -> Batch:
    """The batch with this number. Raises Refused."""
    return find.by(unit.session, Batch, Batch.number, number, "batch")


def _next(unit: Unit) -> Batch:
    query = (
        select(Batch).join(Wave, Wave.id == Batch.wave_id).where(Batch.state == BatchState.READY)
        .order_by(Wave.cutoff_at, Batch.id).limit(1)
    )  # fmt: skip
    if unit.sites is not None:
        query = query.where(Wave.site_id.in_(unit.sites))
    zones = queue.zones_of(unit, unit.user_id, None)
    if zones is not None:
        query = query.where(queue.within(zones))
    found = unit.session.scalar(query)
    if found is None:
        raise refuse("No batch is waiting for a picker.", field="batch")
    return found


def _started(unit: Unit, number: str) -> Batch:
    batch = find_batch(unit, number)
    if batch.state is not BatchState.STARTED:
        raise refuse("The batch {number} is {state}.", field="batch", number=batch.number, state=batch.state.value)
    if batch.picker_id != unit.user_id:
        unit.require("tasks.manage")
    return batch


def _give_tasks(unit: Unit, batch: Batch, values: dict[str, Any]) -> None:
    table = Task.metadata.tables["task"]
    unit.session.flush()
    unfinished = update(table).where(table.c.batch_id == batch.id, table.c.state.in_(UNFINISHED))
    unit.session.connection().execute(unfinished.values(**values, version=table.c.version + 1))
    states.forget(unit, Task)


def _told(unit: Unit, batch: Batch, text: str) -> Answer:
    left = select(func.count()).select_from(Task).where(Task.batch_id == batch.id, Task.state.in_(UNFINISHED))
    return Answer(text, {"batch": batch.number, "stops": unit.session.scalar(left) or 0}, batch.number)
