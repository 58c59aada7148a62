"""Goods for waiting orders are brought to the staging lane; the claim travels with them, and they count as picked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from wms.base.errors import Problems, refuse
from wms.ledger import allocations, lpns
from wms.ledger.views import allocations as claims
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import OrderLine
from wms.model.site import Location
from wms.model.words import AllocationState, LpnKind, Stage, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import tasks
from wms.operations.command import Command, arg, handles
from wms.operations.cross_docking.lanes import staging_lane
from wms.operations.gather import tried
from wms.operations.ordering import states
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCrossDock(Command):
    """Say that goods of a cross-docking task now lie in the staging lane."""

    task: str = arg("The task's number", refers="task")
    lane: str = arg("Where they lie; empty: the lane the task names", "", refers="location")
    quantity: int = arg("How many; 0: all that are left of the task", 0, unit="base units")
    lpn: str = arg("The licence plate they were put on; made when it is new; empty: loose", "", refers="lpn")


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCrossDock(Command):
    """What was not staged yet is let go again: it may be put away."""

    task: str = arg("The task's number", refers="task")
    reason: str = arg("Why it does not go to the order")


@handles("cross_docking.confirm", "tasks", "orders", "stock")
def confirm_cross_dock(command: ConfirmCrossDock, unit: Unit) -> Answer:
    task = _task(unit, command.task)
    left = task.quantity - task.done_quantity
    quantity = command.quantity or left
    problems = Problems()
    if not 1 <= quantity <= left:
        problems.add("Task {task} has {left} left to do, not {quantity}.", field="quantity", task=task.number,
                     left=left, quantity=quantity, found=quantity)  # fmt: skip
    named = command.lane or unit.session.get_one(Location, task.to_location_id).code
    lane = tried(problems, staging_lane, unit, named)
    problems.refuse()
    assert lane is not None
    tasks.claim(unit, task)
    step = allocations.Carry(task.allocation_id or 0, quantity, lane.id, _plate(unit, command.lpn, lane), Stage.PICKED)
    _, [carried] = allocations.carry(unit.session, unit.header(task.document), [step])
    unit.session.execute(
        update(Task).where(Task.id == task.id).values(allocation_id=carried.rest_id or carried.moved_id),
        execution_options={"synchronize_session": False},
    )
    tasks.complete(unit, task, quantity)
    states.refresh(unit, [_order_of(unit, task)])
    sku = unit.session.get_one(Item, task.item_id).sku
    values = {"quantity": quantity, "sku": sku, "lane": lane.code, "left": left - quantity}
    return Answer("{quantity} {sku} lie at {lane}; {left} are left.", values, task.number)


@handles("cross_docking.cancel", "tasks", "orders", "stock")
def cancel_cross_dock(command: CancelCrossDock, unit: Unit) -> Answer:
    task = _task(unit, command.task)
    if not command.reason.strip():
        raise refuse("Say why it does not go to the order.", field="reason")
    tasks.cancel(unit, task, command.reason)
    still = select(claims.c.id).where(claims.c.id == task.allocation_id, claims.c.state == AllocationState.OPEN)
    open_ids = list(unit.session.scalars(still))
    allocations.release(unit.session, open_ids, unit.now)
    states.refresh(unit, [_order_of(unit, task)])
    left = task.quantity - task.done_quantity
    return Answer("{quantity} of {task} may be put away.", {"quantity": left, "task": task.number}, task.number)


def _task(unit: Unit, number: str) -> Task:
    task = tasks.find_task(unit, number)
    if task.kind is not TaskKind.MOVE or task.allocation_id is None:
        raise refuse("{task} is not a cross-docking task.", field="task", task=task.number)
    if task.state not in (TaskState.OPEN, TaskState.CLAIMED):
        raise refuse("Task {task} is {state} already.", field="task", task=task.number, state=task.state.value)
    return task


def _plate(unit: Unit, code: str, lane: Location) -> int:
    if not code:
        return 0
    known = unit.session.scalar(select(Lpn).where(Lpn.code == code))
    if known is None:
        return lpns.create(unit.session, code, LpnKind.PALLET, lane.id)
    if known.location_id != lane.id:
        raise refuse("{lpn} is not at {lane}.", field="lpn", lpn=code, lane=lane.code)
    return known.id


def _order_of(unit: Unit, task: Task) -> int:
    return unit.session.get_one(OrderLine, task.order_line_id).order_id
