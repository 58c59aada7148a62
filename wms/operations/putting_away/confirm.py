"""Goods are put away: by scan of the task, the licence plate, or the item and where it came from.

The person may choose another place than the proposed one and says why; what the place can bear is not up to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.base.quantities import MAX_QUANTITY
from wms.ledger import lpns
from wms.ledger.posting import Line, post
from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.site import Location
from wms.model.tracking import Serial
from wms.model.words import Status, TaskKind
from wms.model.work import Task
from wms.operations import find, tasks
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.moving.meeting import check_slot
from wms.operations.picking import slots
from wms.operations.putting_away import judge
from wms.operations.putting_away.waiting import UNFINISHED, Waiting, described
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPutaway(Command):
    """Say where goods were put: name the task, the licence plate, or the item with the location it came from."""

    location: str = arg("Where they lie now", refers="location")
    task: str = arg("The putaway task's number", "", refers="task")
    lpn: str = arg("The licence plate", "", refers="lpn")
    item: str = arg("The item, for loose goods", "", refers="item")
    from_location: str = arg("Where the loose goods came from", "", refers="location")
    lot: str = arg("The lot of loose goods", "")
    serials: tuple[str, ...] = arg("Which pieces, for items kept by serial number; empty: any", ())
    status: Status = arg("The status of loose goods", Status.AVAILABLE)
    quantity: int = arg("How many loose goods; 0: all of the task, or all that lie there", 0, unit="base units")
    reason: str = arg("Why another place than the proposed one", "")


@dataclass(slots=True)
class _Job:
    """What was put away, as far as the scan tells."""

    task: Task | None = None
    plate: Lpn | None = None
    item: Item | None = None
    start: Location | None = None
    lot_id: int = 0
    status: Status = Status.AVAILABLE
    owner_id: int | None = None


@handles("putting_away.confirm", "tasks", "stock")
def confirm_putaway(command: ConfirmPutaway, unit: Unit) -> Answer:
    problems = Problems()
    job = _scanned(command, unit, problems)
    place = tried(problems, find.location, unit.session, command.location)
    problems.refuse()
    assert place is not None
    assert job.start is not None
    if job.task is not None:
        tasks.claim(unit, job.task)
    rows = _rows(command, unit, job)
    quantity = _quantity(command, job, rows)
    waiting = _waiting(job, rows, quantity)
    _refuse_slot(unit, job, place)
    judge.refuse_unfit(unit, waiting, job.start, place, job.task, command.reason)
    document = job.task.number if job.task else (job.plate.code if job.plate else job.start.code)
    header = unit.header(document, reason=command.reason)
    if job.plate is not None:
        lpns.move(unit.session, header, job.plate.id, place.id)
    else:
        post(unit.session, header, _lines(rows, quantity, place))
    if job.task is not None:
        tasks.complete(unit, job.task, job.task.quantity if job.plate else min(quantity, _left(job.task)))
    what = job.plate.code if job.plate else f"{quantity} {job.item.sku if job.item else ''}"
    values = {"what": what, "quantity": quantity, "place": place.code, "task": job.task.number if job.task else ""}
    return Answer("{what} lies at {place}.", values, document)


def _refuse_slot(unit: Unit, job: _Job, place: Location) -> None:
    """A slot where an order's parts meet takes nothing of others."""
    problems = Problems()
    on_plate = slots.orders_in(unit, lpns.subtree(unit.session, job.plate.id)) if job.plate else {}
    check_slot(unit, place, on_plate, problems, "location")
    problems.refuse()


def _scanned(command: ConfirmPutaway, unit: Unit, problems: Problems) -> _Job:
    """What the scan names. Everything that cannot be found is noted."""
    named = [name for name in ("task", "lpn", "item") if getattr(command, name)]
    if len(named) != 1:
        problems.add("Scan the task, the licence plate or the item, one of them.", field="task")
        return _Job()
    if not 0 <= command.quantity <= MAX_QUANTITY:
        problems.add("The quantity must not be negative, nor absurdly large.", field="quantity",
                     found=command.quantity)  # fmt: skip
    read = {"task": _by_task, "lpn": _by_lpn, "item": _by_item}[named[0]]
    return read(command, unit, problems)


def _by_task(command: ConfirmPutaway, unit: Unit, problems: Problems) -> _Job:
    task = tried(problems, tasks.find_task, unit, command.task)
    if task is None:
        return _Job()
    if task.kind is not TaskKind.PUTAWAY:
        problems.add("{task} is not a putaway task.", field="task", task=task.number)
        return _Job()
    if task.state not in UNFINISHED:
        problems.add("Task {task} is {state} already.", field="task", task=task.number, state=task.state.value)
    session = unit.session
    return _Job(
        task, session.get_one(Lpn, task.lpn_id) if task.lpn_id else None,
        session.get_one(Item, task.item_id) if task.item_id else None,
        session.get(Location, task.from_location_id), task.lot_id, task.status, task.owner_id,
    )  # fmt: skip


def _by_lpn(command: ConfirmPutaway, unit: Unit, problems: Problems) -> _Job:
    plate = tried(problems, find.lpn, unit.session, command.lpn)
    if plate is None:
        return _Job()
    if plate.location_id is None:
        problems.add("{lpn} has left the site.", field="lpn", lpn=plate.code)
        return _Job()
    task = _open_task(unit, Task.lpn_id == plate.id)
    return _Job(task, plate, None, unit.session.get(Location, plate.location_id))


def _by_item(command: ConfirmPutaway, unit: Unit, problems: Problems) -> _Job:
    item = tried(problems, find.item, unit.session, command.item)
    start = tried(problems, find.location, unit.session, command.from_location, "from_location")
    lot = tried(problems, find.lot_id, unit.session, item.id, command.lot) if item else None
    if item is None or start is None or lot is None:
        return _Job()
    same = (Task.item_id == item.id, Task.lot_id == lot, Task.status == command.status,
            Task.from_location_id == start.id, Task.lpn_id == 0)  # fmt: skip
    target = select(Location.id).where(Location.code == command.location).scalar_subquery()
    task = _open_task(unit, *same, best=Task.to_location_id != target)
    return _Job(task, None, item, start, lot, command.status, task.owner_id if task else None)


def _open_task(unit: Unit, *where: Any, best: Any = None) -> Task | None:
    """The task the scan belongs to: the user's own first, then one for that very place, then the most urgent."""
    order = [Task.claimed_by_id.is_distinct_from(unit.user_id), Task.priority, Task.id]
    order[1:1] = [] if best is None else [best]
    open_ones = select(Task).where(Task.kind == TaskKind.PUTAWAY, Task.state.in_(UNFINISHED), *where)
    return unit.session.scalar(open_ones.order_by(*order).limit(1))


def _rows(command: ConfirmPutaway, unit: Unit, job: _Job) -> Sequence[Any]:
    """The stock that was carried. Raises Refused when it is not where it was said to be."""
    assert job.start is not None
    if job.plate is not None:
        if job.plate.location_id != job.start.id:
            raise refuse("{lpn} is no longer at {place}.", field="lpn", lpn=job.plate.code, place=job.start.code)
        chosen = select(stock).where(stock.c.lpn_id.in_(lpns.subtree(unit.session, job.plate.id)))
        return unit.session.execute(chosen).all()
    assert job.item is not None
    chosen = select(stock).where(
        stock.c.location_id == job.start.id, stock.c.item_id == job.item.id, stock.c.lot_id == job.lot_id,
        stock.c.status == job.status, stock.c.lpn_id == 0, stock.c.free > 0,
    ).order_by(stock.c.id)  # fmt: skip
    if job.owner_id is not None:
        chosen = chosen.where(stock.c.owner_id == job.owner_id)
    if command.serials:
        known = select(Serial.id).where(Serial.item_id == job.item.id, Serial.code.in_(command.serials))
        chosen = chosen.where(stock.c.serial_id.in_(known))
    return unit.session.execute(chosen).all()


def _quantity(command: ConfirmPutaway, job: _Job, rows: Sequence[Any]) -> int:
    """How much was put away. Raises Refused when so much does not lie there, or an LPN is not carried whole."""
    there: int = sum(row.on_hand if job.plate else row.free for row in rows)
    if job.plate is not None:
        if command.quantity not in (0, there):
            raise refuse("{lpn} is carried whole, with all its {there}.", field="quantity", lpn=job.plate.code,
                         there=there)  # fmt: skip
        return there
    asked = command.quantity or len(command.serials) or (_left(job.task) if job.task else there)
    if not 1 <= asked <= there:
        raise refuse("Only {there} of it are free at {place}; {asked} cannot be put away.", field="quantity",
                     there=there, place=job.start.code if job.start else "", asked=asked)  # fmt: skip
    return asked


def _left(task: Task) -> int:
    return task.quantity - task.done_quantity


def _waiting(job: _Job, rows: Sequence[Any], quantity: int) -> Waiting:
    assert job.start is not None
    if job.plate is not None:
        if not rows:
            raise refuse("{lpn} is empty.", field="lpn", lpn=job.plate.code)
        return described(job.plate, rows)
    assert job.item is not None
    return Waiting(job.start.id, job.status, ((job.item.id, job.lot_id, quantity),), job.owner_id)


def _lines(rows: Sequence[Any], quantity: int, place: Location) -> list[Line]:
    lines = []
    for row in rows:
        part = min(quantity, row.free)
        quantity -= part
        if part:
            lines.append(Line(
                row.owner_id, row.item_id, part, row.location_id, place.id, row.lot_id, row.serial_id, row.status,
                row.status,
            ))  # fmt: skip
    return lines
