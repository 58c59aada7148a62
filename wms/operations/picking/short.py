"""The picker finds less than the books say: the claim is let go, the rest is found elsewhere, the place is counted.

What cannot be found anywhere stays open on the order as a back-order. Until the place is counted nobody else is sent
there for this item.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select

from wms.base.errors import Problems
from wms.ledger import allocations
from wms.ledger.views import allocations as claims
from wms.model.order import OrderLine
from wms.model.site import Location
from wms.model.words import AllocationState, Purpose, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import settings, tasks
from wms.operations.allocating import demand, reasons, shelves
from wms.operations.allocating.allocate import taken
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.ordering.held import UNFINISHED
from wms.operations.picking import handing, stops, totes
from wms.operations.picking.confirm import into_tote
from wms.operations.picking.stops import Stop
from wms.operations.unit import Answer, Unit
from wms.operations.waving.release import SPACING, pick_task, to_pick
from wms.planning.allocation.problem import AllocationProblem
from wms.planning.allocation.solve import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShortPick(Command):
    """Less is there than was asked for: take what there is, and look for the rest elsewhere."""

    task: str = arg("The pick task's number", refers="task")
    quantity: int = arg("How many base units were there and taken", 0, unit="base units")
    reason: str = arg("What was wrong: missing, damaged, not to be reached …")
    tote: str = arg("The tote it goes into; empty: one named after the order", "", refers="lpn")


@handles("picking.short", "tasks", "stock", "orders")
def report_short_pick(command: ReportShortPick, unit: Unit) -> Answer:
    stop = stops.read(unit, command.task)
    problems = Problems()
    stops.check(stop, problems, short=True)
    check_short(stop, command.quantity, command.reason, problems)
    problems.refuse()
    stops.begin(unit, stop.batch)
    found, count = short(unit, stop, command.quantity, command.reason, command.tote or totes.of_stop(unit, stop))
    stops.started(unit, stop.batch)
    states.refresh(unit, [stop.order_id])
    stops.finished(unit, stop.batch)
    missing = stop.task.quantity - stop.task.done_quantity
    values = {"task": stop.task.number, "missing": missing, "elsewhere": sum(quantity for _, quantity in found),
              "places": [place for place, _ in found], "count": count}  # fmt: skip
    return Answer("{missing} were missing; {elsewhere} of them are found elsewhere. The place will be counted.",
                  values, stop.task.number)  # fmt: skip


def check_short(stop: Stop, quantity: int, reason: str, problems: Problems, row: int | None = None) -> None:
    """Note what is wrong with a report of less than the task asks for."""
    if not 0 <= quantity < stop.left:
        problems.add("Short means less than the {left} that are left to take.", field="quantity", row=row,
                     left=stop.left, found=quantity)  # fmt: skip
    if quantity and stop.claim is not AllocationState.OPEN:
        problems.add("Nothing there is held for the order {order} any more.", field="quantity", row=row,
                     order=stop.order, found=quantity, expected=0)  # fmt: skip
    if not reason.strip():
        problems.add("Say what was wrong.", field="reason", row=row)


def short(unit: Unit, stop: Stop, quantity: int, reason: str, tote: str) -> tuple[list[tuple[str, int]], str]:
    """Take what there is, and replace the rest. Returns where it is found (place, quantity), and the count task."""
    task, missing = stop.task, stop.left - quantity
    tasks.claim(unit, task)
    if quantity:
        into_tote(unit, stop, quantity, tote)
    if stop.claim is AllocationState.OPEN and task.allocation_id is not None:
        allocations.release(unit.session, [task.allocation_id], unit.now)
    task.reason = f"Short: {reason}"
    unit.session.flush()
    tasks.complete(unit, task, quantity, short=True)
    count = _doubt(unit, stop, reason)
    return _replace(unit, stop, missing), count


def _doubt(unit: Unit, stop: Stop, reason: str) -> str:
    """The doubt that a count will settle; one for the item at the place is enough, however many pickers complain."""
    task = stop.task
    waiting = unit.session.scalar(select(Task.number).where(
        Task.kind == TaskKind.COUNT, Task.state.in_(UNFINISHED), Task.from_location_id == task.from_location_id,
        Task.item_id == task.item_id, Task.order_line_id.is_not(None)))  # fmt: skip
    if waiting:
        return waiting
    number = unit.number("T")
    unit.session.add(Task(
        number=number, kind=TaskKind.COUNT, state=TaskState.OPEN, priority=2, site_id=task.site_id,
        document=stop.order, order_line_id=task.order_line_id, owner_id=task.owner_id, item_id=task.item_id,
        lot_id=task.lot_id, from_location_id=task.from_location_id, created_at=unit.now, reason=f"Short pick: {reason}",
    ))  # fmt: skip
    unit.session.flush()
    return number


def _replace(unit: Unit, stop: Stop, missing: int) -> list[tuple[str, int]]:
    task = stop.task
    assert task.order_line_id is not None
    wanted = demand.of_line(unit, task.order_line_id, missing)
    found = shelves.read(unit, task.site_id, {stop.item.id}, _walk_on(unit, stop))
    holders = shelves.holders(unit, found, [stop.item.id])
    day = unit.now.date().toordinal()
    asked = AllocationProblem(wanted.orders, wanted.lines, found.stock, day, reasons.window(unit), holders)
    answer = solve(asked, watch=unit.watch).solution
    takes = [taken(take, found.rows[take.row_id], "replaces a short pick") for take in answer.takes]
    ids = allocations.allocate(unit.session, takes, unit.now)
    line = unit.session.get_one(OrderLine, task.order_line_id)
    line.unallocated_reason = reasons.told(unit, wanted, answer.shorts).get(line.id, "")
    return _walk_there(unit, stop, ids) if ids else []


def _walk_on(unit: Unit, stop: Stop) -> shelves.Walk:
    """What lies ahead on this walk is near; to turn back costs, and the reserve costs more."""
    detour = settings.value(unit.session, "allocating.reserve_detour_mm")

    def walk(row: Any) -> int:
        ahead = row.pick_sequence - stop.pick_sequence
        back = detour // 2 if ahead < 0 else 0
        return int(abs(ahead) * 1_000 + back + (detour if row.purpose is Purpose.RESERVE else 0))

    return walk


def _walk_there(unit: Unit, stop: Stop, ids: Sequence[int]) -> list[tuple[str, int]]:
    """Picks of what was found elsewhere: on the same walk, or as work of the people whose zone it lies in."""
    rows = to_pick(unit.session, claims.c.id.in_(ids))
    own = [row for row in rows if handing.stays(unit, stop, row)]
    others: dict[int, list[Any]] = {}
    for row in rows:
        if row not in own:
            others.setdefault(row.zone_id, []).append(row)
    numbers = iter(unit.numbers("T", len(rows)))
    fresh = _on_the_way(unit, stop, own, numbers)
    for zone_id, its in others.items():
        fresh += handing.handed(unit, stop, zone_id, its, numbers)
    unit.session.connection().execute(insert(Task.metadata.tables["task"]), fresh)
    return [(row.place, row.quantity) for row in rows]


def _on_the_way(unit: Unit, stop: Stop, rows: Sequence[Any], numbers: Iterator[str]) -> list[dict[str, Any]]:
    task = stop.task
    ahead = unit.session.execute(
        select(Task.sequence, Location.pick_sequence)
        .join(Location, Location.id == Task.from_location_id)
        .where(Task.batch_id == task.batch_id, Task.state.in_(UNFINISHED))
    ).all()
    last = unit.session.scalar(select(func.max(Task.sequence)).where(Task.batch_id == task.batch_id)) or 0
    fresh = []
    for row, number in zip(rows, numbers, strict=False):
        before = [sequence for sequence, place in ahead if place <= row.pick_sequence]
        sequence = max(before, default=task.sequence) if row.pick_sequence >= stop.pick_sequence else last + SPACING
        fresh.append(pick_task(unit, row, number, task.batch_id or 0, sequence, task.site_id, task.to_location_id or 0))
    return fresh
