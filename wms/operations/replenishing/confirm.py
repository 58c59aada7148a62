"""Replenishment is confirmed: the goods were taken from reserve and lie at the forward pick location."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from wms.base.errors import Problems
from wms.ledger.posting import Line, post
from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.site import Location
from wms.model.words import Status, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find, fitting, tasks
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReplenishment(Command):
    """Say that goods of a replenishment task were brought; less than asked needs a reason when no more will come."""

    task: str = arg("The task's number", refers="task")
    quantity: int = arg("How much was brought; 0: all that was asked for", 0, unit="base units")
    location: str = arg("Scan of the forward pick location; empty: the one of the task", "", refers="location")
    reason: str = arg("Why no more will come, when it is less", "")


@handles("replenishing.confirm", "stock", "tasks")
def confirm_replenishment(command: ConfirmReplenishment, unit: Unit) -> Answer:
    problems = Problems()
    task = tried(problems, tasks.find_task, unit, command.task)
    scanned = tried(problems, find.location, unit.session, command.location) if command.location else None
    problems.refuse()
    assert task is not None
    left = task.quantity - task.done_quantity
    quantity = command.quantity or left
    _check_task(task, quantity, left, scanned, problems)
    problems.refuse()
    item = unit.session.get_one(Item, task.item_id)
    source = unit.session.get_one(Location, task.from_location_id)
    home = unit.session.get_one(Location, task.to_location_id)
    fitting.check_exit(source, problems, field="task")
    arrival = fitting.Arrival(home, item, quantity, task.lot_id, field="task")
    fitting.judge(unit.session, [arrival], problems)
    lines = _lines(unit, task, quantity, item, source, problems)
    problems.refuse()
    tasks.complete(unit, task, quantity, short=bool(command.reason.strip()))
    posted = post(unit.session, unit.header(task.number, reason=command.reason), lines)
    values = {"quantity": quantity, "sku": item.sku, "from": source.code, "to": home.code,
              "posting": posted.posting_id}  # fmt: skip
    return Answer("{quantity} {sku} brought from {from} to {to}.", values, task.number)


def _check_task(task: Task, quantity: int, left: int, scanned: Location | None, problems: Problems) -> None:
    if task.kind is not TaskKind.REPLENISH:
        problems.add("{task} is a {kind} task.", field="task", task=task.number, kind=task.kind.value)
    elif task.state not in (TaskState.OPEN, TaskState.CLAIMED):
        problems.add("{task} is {state} already.", field="task", task=task.number, state=task.state.value)
    elif not 1 <= quantity <= left:
        problems.add("Between 1 and {left} are asked for.", field="quantity", left=left, found=quantity)
    if scanned is not None and scanned.id != task.to_location_id:
        problems.add("The goods belong to another location than {place}.", field="location", place=scanned.code)


def _lines(
    unit: Unit, task: Task, quantity: int, item: Item, source: Location, problems: Problems
) -> list[Line]:
    """The free stock of the task's lot and licence plate there, oldest row first."""
    here = select(stock).where(
        stock.c.item_id == task.item_id, stock.c.location_id == source.id, stock.c.lot_id == task.lot_id,
        stock.c.lpn_id == task.lpn_id, stock.c.status == Status.AVAILABLE, stock.c.free > 0,
    )  # fmt: skip
    lines, missing = [], quantity
    for row in unit.session.execute(here.order_by(stock.c.since, stock.c.id)):
        part = min(row.free, missing)
        if part:
            lines.append(_line(row, part, task))
            missing -= part
    if missing:
        problems.add("Only {there} {sku} are free at {place}.", field="quantity", there=quantity - missing,
                     sku=item.sku, place=source.code, found=quantity)  # fmt: skip
    return lines


def _line(row: Row[Any], quantity: int, task: Task) -> Line:
    assert task.to_location_id is not None
    return Line(
        row.owner_id, row.item_id, quantity, row.location_id, task.to_location_id, row.lot_id, row.serial_id,
        row.status, row.status, row.lpn_id, 0,
    )  # fmt: skip
