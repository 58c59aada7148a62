"""Free stock is moved from one place to another, loose or off and onto licence plates. Its status stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.errors import Problems
from wms.ledger.posting import Line, post
from wms.model.lpn import Lpn
from wms.model.site import Location
from wms.model.words import TaskKind
from wms.model.work import Task
from wms.operations import find, fitting, tasks
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.moving.meeting import check_slot, gathers
from wms.operations.named_stock import Named, StockLine, named
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStock(StockLine, Command):
    """Move free stock to another location, or onto or off a licence plate."""

    to: str = arg("Where it goes; empty: where the licence plate stands", "", refers="location")
    to_lpn: str = arg("The licence plate it goes onto; empty: loose", "", refers="lpn")
    task: str = arg("The move task this is done for", "", refers="task")
    reason: str = arg("Why it is moved", "")


@handles("moving.move", "stock", "lpns", "tasks")
def move_stock(command: MoveStock, unit: Unit) -> Answer:
    problems = Problems()
    goods = named(unit, (command,), problems)
    to, to_lpn = _destination(command, unit, problems)
    for one in goods:
        if command.quantity < 1:
            problems.add("The quantity must be at least 1.", field="quantity", found=command.quantity)
        _check(unit, one, to, to_lpn, problems)
    task = tried(problems, tasks.find_task, unit, command.task) if command.task else None
    if to is not None:
        check_slot(unit, to, {}, problems)
    if task is not None and goods:
        _check_task(task, goods[0], to, problems)
    problems.refuse()
    one = goods[0]
    if task is not None:
        tasks.complete(unit, task, one.quantity)
    assert to is not None
    line = Line(
        one.owner_id, one.item.id, one.quantity, one.location.id, to.id, one.lot_id, one.serial_id,
        one.status, one.status, one.lpn_id, to_lpn.id if to_lpn else 0,
    )  # fmt: skip
    document = task.number if task else unit.number("M")
    posted = post(unit.session, unit.header(document, reason=command.reason), [line])
    values = {"quantity": one.quantity, "sku": one.item.sku, "from": one.location.code, "to": to.code,
              "posting": posted.posting_id}  # fmt: skip
    return Answer("{quantity} {sku} moved from {from} to {to}.", values, document)


def _check_task(task: Task, one: Named, to: Location | None, problems: Problems) -> None:
    """The task must ask for just this: a move of this item, from here, to there."""
    if gathers(task):
        problems.add("{task} does not ask for this.", field="task", task=task.number)
        return
    if task.kind is not TaskKind.MOVE:
        problems.add("{task} is a {kind} task.", field="task", task=task.number, kind=task.kind.value)
        return
    asked = (task.item_id, task.from_location_id, task.to_location_id)
    done = (one.item.id, one.location.id, to.id if to else None)
    if any(a not in (None, d) for a, d in zip(asked, done, strict=True)):
        problems.add("{task} asks for another move.", field="task", task=task.number)


def _destination(command: MoveStock, unit: Unit, problems: Problems) -> tuple[Location | None, Lpn | None]:
    to = tried(problems, find.location, unit.session, command.to, "to") if command.to else None
    lpn = tried(problems, find.lpn, unit.session, command.to_lpn, "to_lpn") if command.to_lpn else None
    if not command.to and not command.to_lpn:
        problems.add("Say where the goods go.", field="to")
    if lpn is not None and lpn.location_id is None:
        problems.add("The licence plate {lpn} has left the site.", field="to_lpn", lpn=lpn.code)
    elif lpn is not None and to is not None and lpn.location_id != to.id:
        problems.add("The licence plate {lpn} is not at {place}.", field="to_lpn", lpn=lpn.code, place=to.code)
    elif lpn is not None and to is None:
        to = unit.session.get(Location, lpn.location_id)
    return to, lpn


def _check(unit: Unit, one: Named, to: Location | None, to_lpn: Lpn | None, problems: Problems) -> None:
    if to is None:
        return
    if to.id == one.location.id:
        if one.lpn_id == (to_lpn.id if to_lpn else 0):
            problems.add("The goods would not go anywhere: origin and destination are the same.", field="to")
        return
    fitting.check_exit(one.location, problems, field="location")
    height = to_lpn.height_mm if to_lpn else 0
    fitting.judge(unit.session, [fitting.Arrival(to, one.item, one.quantity, one.lot_id, height)], problems)
