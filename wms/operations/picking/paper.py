"""Picking from a printed list: a whole batch is confirmed at the desk, with the exceptions that were written on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, update

from wms.base.errors import Problems, refuse
from wms.ledger import allocations
from wms.ledger.allocations import Carry
from wms.model.words import Stage, TaskState
from wms.model.work import Task
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.picking import stops, totes
from wms.operations.picking.batches import find_batch
from wms.operations.picking.short import check_short, short
from wms.operations.picking.stops import Stop
from wms.operations.picking.totes import Tote
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PickException:
    """A stop at which less was found."""

    task: str = arg("The pick task's number", refers="task")
    quantity: int = arg("How many base units were there and taken", 0, unit="base units")
    reason: str = arg("What was wrong", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPicks(Command):
    """Confirm all stops of a batch that are left, each in full but for the exceptions."""

    batch: str = arg("The batch's number", refers="batch")
    exceptions: tuple[PickException, ...] = arg("Stops at which less was found, as a JSON list", ())
    tote: str = arg("The tote everything went into; empty: one for each order, named after it", "", refers="lpn")


@handles("picking.confirm", "tasks", "stock", "orders")
def confirm_picks(command: ConfirmPicks, unit: Unit) -> Answer:
    batch = find_batch(unit, command.batch)
    left = stops.of_batch(unit, batch)
    _check(command, unit, batch.picker_id, left)
    stops.begin(unit, batch)
    excepted = {exception.task: exception for exception in command.exceptions}
    whole = [stop for stop in left if stop.task.number not in excepted]
    picked = _confirm(unit, batch.number, whole, command.tote)
    found = 0
    for stop in left:
        exception = excepted.get(stop.task.number)
        if exception:
            tote = command.tote or totes.of_stop(unit, stop)
            elsewhere, _ = short(unit, stop, exception.quantity, exception.reason, tote)
            picked += exception.quantity
            found += len(elsewhere)
    stops.started(unit, batch)
    states.refresh(unit, [stop.order_id for stop in left])
    done = stops.finished(unit, batch)
    values = {"batch": batch.number, "stops": len(whole), "picked": picked, "short": len(excepted), "more": found,
              "done": done}  # fmt: skip
    return Answer("{picked} pieces of {batch} are picked; {short} stops were short, {more} further stops were found.",
                  values, batch.number)  # fmt: skip


def _check(command: ConfirmPicks, unit: Unit, picker_id: int | None, left: Sequence[Stop]) -> None:
    if not left:
        raise refuse("The batch {number} has no stops left.", field="batch", number=command.batch)
    problems = Problems()
    if picker_id not in (None, unit.user_id) and not unit.may("tasks.manage"):
        problems.add("Somebody else walks the batch {number}.", field="batch", number=command.batch)
    known = {stop.task.number: stop for stop in left}
    for row, exception in enumerate(command.exceptions, 1):
        stop = known.get(exception.task)
        if stop is None:
            problems.add("{task} is no open stop of this batch.", field="task", row=row, task=exception.task)
        else:
            check_short(stop, exception.quantity, exception.reason, problems, row)
    if len({exception.task for exception in command.exceptions}) < len(command.exceptions):
        problems.add("A stop is named more than once.", field="exceptions")
    if command.tote and len({stop.order_id for stop in left}) > 1 and any(stop.slot for stop in left):
        problems.add("Orders that are brought together have totes of their own; name none.", field="tote",
                     found=command.tote)  # fmt: skip
    excepted = {exception.task for exception in command.exceptions}
    for stop in left:
        stops.check(stop, problems, short=stop.task.number in excepted)
    problems.refuse()


def _confirm(unit: Unit, batch: str, whole: Sequence[Stop], tote_code: str) -> int:
    """All these stops in one posting; returns the pieces."""
    if not whole:
        return 0
    into: dict[tuple[int, int], Tote] = {}
    steps = []
    for stop in whole:
        part = stop.order_id, stop.zone_id if stop.slot else 0
        if part not in into:
            code = tote_code or totes.of_stop(unit, stop)
            into[part] = totes.at(unit, code, stop.task.to_location_id or 0, stop.order_id, stop.slot)
        tote = into[part]
        steps.append(Carry(stop.task.allocation_id or 0, stop.left, tote.location_id, tote.lpn_id, Stage.PICKED))
    _, carried = allocations.carry(unit.session, unit.header(batch), steps)
    table = Task.metadata.tables["task"]
    done = update(table).where(table.c.id == bindparam("which")).values(
        state=TaskState.DONE, done_quantity=table.c.quantity, allocation_id=bindparam("moved"), done_at=unit.now,
        claimed_by_id=unit.user_id, version=table.c.version + 1,
    )  # fmt: skip
    moved = [{"which": stop.task.id, "moved": one.moved_id} for stop, one in zip(whole, carried, strict=True)]
    unit.session.connection().execute(done, moved)
    states.forget(unit, Task)
    return sum(step.quantity for step in steps)
