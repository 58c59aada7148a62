"""Work is handed out: a person claims a task, gives it back, or finishes it; one task never goes to two people.

Every change is one conditional update on the task's state, so that of two people who reach for the same task the
second is told who was first. Steps that do the work itself (putaway, picking, counting) call `claim` and `complete`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from wms.base.errors import Problems, Refused, refuse
from wms.model.people import User
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit

THROUGH_THEIR_DOCUMENT = {
    TaskKind.PICK: "release the allocation or cancel the order",
    TaskKind.LOAD: "take the carton off the load",
}
"""Kinds that hold something for a document; cancelling the task alone would leave that stuck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTask(Command):
    """Take a task; nobody else can have it until it is released."""

    task: str = arg("The task's number", refers="task")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTask(Command):
    """Give a claimed task back, so that somebody else may take it."""

    task: str = arg("The task's number", refers="task")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprioritiseTask(Command):
    """Say how urgent an unfinished task is."""

    task: str = arg("The task's number", refers="task")
    priority: int = arg("1 is most urgent, 9 least")


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTask(Command):
    """Put an unfinished task aside."""

    task: str = arg("The task's number", refers="task")
    reason: str = arg("Why it need not be done")


@handles("tasks.claim", "tasks")
def claim_task(command: ClaimTask, unit: Unit) -> Answer:
    task = find_task(unit, command.task)
    claim(unit, task)
    return Answer("Task {number} is yours.", {"number": task.number}, task.number)


@handles("tasks.release", "tasks")
def release_task(command: ReleaseTask, unit: Unit) -> Answer:
    task = find_task(unit, command.task)
    if task.state is not TaskState.CLAIMED:
        raise _not(task, "nobody has claimed it")
    if task.claimed_by_id != unit.user_id:
        unit.require("tasks.manage")
    _change(unit, task, TaskState.CLAIMED, {"state": TaskState.OPEN, "claimed_by_id": None, "claimed_at": None})
    return Answer("Task {number} is open again.", {"number": task.number}, task.number)


@handles("tasks.reprioritise", "tasks")
def reprioritise_task(command: ReprioritiseTask, unit: Unit) -> Answer:
    task = find_task(unit, command.task)
    problems = Problems()
    if not 1 <= command.priority <= 9:
        problems.add("The priority must be between 1 and 9.", field="priority", found=command.priority)
    if task.state not in (TaskState.OPEN, TaskState.CLAIMED):
        problems.add("Task {number} is {state} already.", field="task", number=task.number, state=task.state.value)
    problems.refuse()
    _change(unit, task, task.state, {"priority": command.priority})
    values = {"number": task.number, "priority": command.priority}
    return Answer("Task {number} now has priority {priority}.", values, task.number)


@handles("tasks.cancel", "tasks")
def cancel_task(command: CancelTask, unit: Unit) -> Answer:
    task = find_task(unit, command.task)
    problems = Problems()
    if not command.reason.strip():
        problems.add("Say why the task need not be done.", field="reason")
    if task.kind in THROUGH_THEIR_DOCUMENT or task.allocation_id is not None:
        instead = THROUGH_THEIR_DOCUMENT.get(task.kind, "cancel the cross-docking")
        problems.add("A {kind} task is not cancelled by itself: {instead}.", field="task", kind=task.kind.value,
                     instead=instead)  # fmt: skip
    if task.state is TaskState.CLAIMED and task.claimed_by_id != unit.user_id and not unit.may("tasks.manage"):
        problems.add("{login} has claimed task {number}.", field="task", login=_claimant(unit, task),
                     number=task.number)  # fmt: skip
    problems.refuse()
    cancel(unit, task, command.reason)
    return Answer("Task {number} is cancelled.", {"number": task.number}, task.number)


def find_task(unit: Unit, number: str, field: str = "task") -> Task:
    """The task with this number. Raises Refused naming the field."""
    return find.by(unit.session, Task, Task.number, number, field)


def claim(unit: Unit, task: Task) -> None:
    """Make the task the user's own; nothing happens when it is already. Raises Refused when it cannot be had."""
    if task.state is TaskState.CLAIMED and task.claimed_by_id == unit.user_id:
        return
    if task.state is not TaskState.OPEN:
        raise _not(task, _whose(unit, task))
    mine = {"state": TaskState.CLAIMED, "claimed_by_id": unit.user_id, "claimed_at": unit.now}
    _change(unit, task, TaskState.OPEN, mine)


def complete(unit: Unit, task: Task, quantity: int, *, short: bool = False) -> None:
    """Note `quantity` base units as done by the user, who claims an open task thereby.

    The task is done when all of it is done, or when `short` says that no more will come; otherwise it stays claimed.
    Raises Refused when somebody else has it, it is finished, or more is reported than was left to do.
    """
    claim(unit, task)
    left = task.quantity - task.done_quantity
    if not 0 <= quantity <= left:
        raise refuse("Task {number} has {left} left to do, not {quantity}.", field="quantity", number=task.number,
                     left=left, quantity=quantity)  # fmt: skip
    done: dict[str, Any] = {"done_quantity": task.done_quantity + quantity}
    if quantity == left or short:
        done |= {"state": TaskState.DONE, "done_at": unit.now}
    _change(unit, task, TaskState.CLAIMED, done)


def cancel(unit: Unit, task: Task, reason: str) -> None:
    """Put an unfinished task of any kind aside. Raises Refused when it is finished or cancelled."""
    if task.state not in (TaskState.OPEN, TaskState.CLAIMED):
        raise _not(task, f"it is {task.state.value}")
    told = f"{task.reason} Cancelled: {reason}".strip()
    _change(unit, task, task.state, {"state": TaskState.CANCELLED, "reason": told, "done_at": unit.now})


def _change(unit: Unit, task: Task, was: TaskState, values: dict[str, Any]) -> None:
    """One conditional update that must hit the task as it was seen; otherwise somebody was quicker."""
    unit.session.flush()
    statement = (
        update(Task)
        .where(Task.id == task.id, Task.state == was, Task.version == task.version)
        .values(**values, version=Task.version + 1)
        .returning(Task.id)
    )
    hit = unit.session.scalar(statement, execution_options={"synchronize_session": False})
    unit.session.refresh(task)
    if hit is None:
        raise _not(task, _whose(unit, task))


def _whose(unit: Unit, task: Task) -> str:
    return f"{_claimant(unit, task)} has it" if task.state is TaskState.CLAIMED else f"it is {task.state.value}"


def _claimant(unit: Unit, task: Task) -> str:
    user = unit.session.get(User, task.claimed_by_id) if task.claimed_by_id else None
    return user.login if user else "somebody"


def _not(task: Task, why: str) -> Refused:
    return refuse("Task {number} cannot be changed so: {why}.", field="task", number=task.number, why=why)
