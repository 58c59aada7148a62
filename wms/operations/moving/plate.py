"""Licence plates are built and carried about whole, with everything that is on them and the claims on it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from wms.base.errors import Problems, refuse
from wms.ledger import lpns
from wms.ledger.views import allocations, stock
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.outbound import Carton
from wms.model.site import Location
from wms.model.words import AllocationState, LpnKind, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find, fitting, plates, tasks
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.moving.meeting import check_slot, gathers
from wms.operations.picking import slots
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildLpn(Command):
    """Make a new, empty licence plate at a location; goods are moved onto it afterwards."""

    location: str = arg("Where it stands", refers="location")
    kind: LpnKind = arg("pallet, carton or tote", LpnKind.PALLET)
    code: str = arg("Its number; empty: the next SSCC of the site", "")
    height_mm: int = arg("How high it stands when loaded; 0: unknown", 0, unit="mm")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLpn(Command):
    """Carry a licence plate with all that is on it to another location."""

    lpn: str = arg("The licence plate", refers="lpn")
    to: str = arg("Where it goes", refers="location")
    task: str = arg("The move task this is done for", "", refers="task")
    reason: str = arg("Why it is moved", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class NestLpn(Command):
    """Put a licence plate onto another one at the same location: a carton onto a pallet."""

    lpn: str = arg("The licence plate", refers="lpn")
    onto: str = arg("The one it goes onto", refers="lpn")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnestLpn(Command):
    """Take a licence plate off the one it stands on."""

    lpn: str = arg("The licence plate", refers="lpn")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireLpn(Command):
    """Take an empty licence plate out of use: it stands nowhere any more, and its number is never given again."""

    lpn: str = arg("The licence plate", refers="lpn")


@handles("moving.build", "lpns")
def build_lpn(command: BuildLpn, unit: Unit) -> Answer:
    location = find.location(unit.session, command.location)
    problems = Problems()
    if command.height_mm < 0:
        problems.add("A height is not negative.", field="height_mm", found=command.height_mm)
    if command.code != command.code.strip() or len(command.code) > 40:
        problems.add("A number has at most 40 characters and no blanks around it.", field="code", found=command.code)
    problems.refuse()
    _, code = plates.build(unit, location, command.kind, command.code, command.height_mm)
    return Answer("Licence plate {lpn} stands at {place}.", {"lpn": code, "place": location.code}, code)


@handles("moving.move", "stock", "lpns", "tasks")
def move_lpn(command: MoveLpn, unit: Unit) -> Answer:
    problems = Problems()
    lpn = tried(problems, find.lpn, unit.session, command.lpn)
    to = tried(problems, find.location, unit.session, command.to, "to")
    task = tried(problems, tasks.find_task, unit, command.task) if command.task else None
    problems.refuse()
    assert lpn is not None
    assert to is not None
    tree = lpns.subtree(unit.session, lpn.id)
    if task is not None and (task.kind is not TaskKind.MOVE or task.lpn_id not in (0, lpn.id) or gathers(task)):
        problems.add("{task} does not ask for this.", field="task", task=task.number)
    check_slot(unit, to, slots.orders_in(unit, tree), problems)
    _check_move(unit, lpn, to, tree, problems)
    problems.refuse()
    moved = unit.session.scalar(select(func.sum(stock.c.on_hand)).where(stock.c.lpn_id.in_(tree))) or 0
    if task is not None:
        tasks.complete(unit, task, min(moved, task.quantity - task.done_quantity), short=True)
    document = task.number if task else unit.number("M")
    posted = lpns.move(unit.session, unit.header(document, reason=command.reason), lpn.id, to.id)
    values = {"lpn": lpn.code, "to": to.code, "quantity": moved, "posting": posted.posting_id if posted else 0}
    return Answer("Licence plate {lpn} with {quantity} pieces is at {to}.", values, document)


def _check_move(unit: Unit, lpn: Lpn, to: Location, tree: list[int], problems: Problems) -> None:
    here = unit.session.get(Location, lpn.location_id) if lpn.location_id else None
    if here is None:
        problems.add("The licence plate {lpn} has left the site.", field="lpn", lpn=lpn.code)
        return
    if here.id == to.id:
        problems.add("The licence plate {lpn} stands at {place} already.", field="to", lpn=lpn.code, place=to.code)
        return
    fitting.check_exit(here, problems, field="lpn")
    _check_picks(unit, lpn, tree, problems)
    rows = select(stock.c.item_id, stock.c.lot_id, func.sum(stock.c.on_hand).label("quantity"))
    rows = rows.where(stock.c.lpn_id.in_(tree)).group_by(stock.c.item_id, stock.c.lot_id)
    arrivals = [
        fitting.Arrival(to, unit.session.get_one(Item, row.item_id), row.quantity, row.lot_id, lpn.height_mm)
        for row in unit.session.execute(rows)
    ]
    fitting.judge(unit.session, arrivals, problems)


def _check_picks(unit: Unit, lpn: Lpn, tree: list[int], problems: Problems) -> None:
    """A picker on the way to this licence plate must find it."""
    waiting = (
        select(Task.number)
        .join(allocations, allocations.c.id == Task.allocation_id)
        .where(allocations.c.lpn_id.in_(tree), allocations.c.state == AllocationState.OPEN)
        .where(Task.state.in_((TaskState.OPEN, TaskState.CLAIMED)))
        .limit(1)
    )
    number = unit.session.scalar(waiting)
    if number is not None:
        problems.add("Task {task} takes goods from {lpn}; it stays until that is done.", field="lpn", task=number,
                     lpn=lpn.code)  # fmt: skip


@handles("moving.nest", "lpns")
def nest_lpn(command: NestLpn, unit: Unit) -> Answer:
    problems = Problems()
    child = tried(problems, find.lpn, unit.session, command.lpn)
    parent = tried(problems, find.lpn, unit.session, command.onto, "onto")
    problems.refuse()
    assert child is not None
    assert parent is not None
    if child.parent_id is not None:
        raise refuse("{lpn} stands on another licence plate; take it off first.", field="lpn", lpn=child.code)
    values = {"lpn": child.code, "onto": parent.code}
    lpns.nest(unit.session, unit.header(child.code), child.id, parent.id)
    return Answer("{lpn} stands on {onto}.", values, str(values["lpn"]))


@handles("moving.nest", "lpns")
def unnest_lpn(command: UnnestLpn, unit: Unit) -> Answer:
    child = find.lpn(unit.session, command.lpn)
    code = child.code
    if child.parent_id is None:
        raise refuse("{lpn} does not stand on another licence plate.", field="lpn", lpn=code)
    lpns.nest(unit.session, unit.header(code), child.id, None)
    return Answer("{lpn} stands by itself.", {"lpn": code}, code)


@handles("moving.build", "lpns")
def retire_lpn(command: RetireLpn, unit: Unit) -> Answer:
    lpn = find.lpn(unit.session, command.lpn)
    problems = Problems()
    if lpn.location_id is None:
        problems.add("The licence plate {lpn} has left the site.", field="lpn", lpn=lpn.code)
    if unit.session.scalar(select(stock.c.id).where(stock.c.lpn_id == lpn.id).limit(1)) is not None:
        problems.add("There are goods on {lpn}.", field="lpn", lpn=lpn.code)
    if unit.session.scalar(select(Lpn.id).where(Lpn.parent_id == lpn.id).limit(1)) is not None:
        problems.add("Another licence plate stands on {lpn}.", field="lpn", lpn=lpn.code)
    if unit.session.scalar(select(Carton.id).where(Carton.lpn_id == lpn.id)) is not None:
        problems.add("{lpn} is a carton of a shipment.", field="lpn", lpn=lpn.code)
    problems.refuse()
    values = {"lpn": lpn.code}
    lpns.leave(unit.session, [lpn.id])
    return Answer("Licence plate {lpn} is out of use.", values, command.lpn)
