"""Directed putaway: the planner names a place for everything that waits at the dock, with its reasons.

Received or returned goods come before; afterwards each proposal, now a task, is confirmed by scan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from wms.base.errors import Problem, Problems, Refused, refuse
from wms.model.inbound import Receipt, ReceiptLine
from wms.model.lpn import Lpn
from wms.model.site import Location
from wms.model.work import Task
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.putting_away.decide import Decided, Placed, arrived, decide, task_row
from wms.operations.putting_away.still import misfits
from wms.operations.putting_away.waiting import Waiting, waiting_at
from wms.operations.unit import Answer, Unit

MOST_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePutaway(Command):
    """Find a place for what waits: all of a receipt, all at a location, or one licence plate. Makes putaway tasks."""

    receipt: str = arg("The receipt whose goods lie at its dock", "", refers="receipt")
    location: str = arg("The dock or other place where goods wait", "", refers="location")
    lpn: str = arg("One licence plate", "", refers="lpn")
    seconds: int = arg("How long the planner may think about a truckload", 5, unit="seconds")


def think(command: ProposePutaway, unit: Unit) -> Callable[[], tuple[list[Waiting], Decided]]:
    """Read what waits and what is free; where it goes is decided while others work."""
    start, waiting, _ = scope(command, unit)
    known = arrived(unit, start, waiting)
    return lambda: (waiting, decide(known, command.seconds, unit.watch))


@handles("putting_away.propose", "tasks", think=think)
def propose_putaway(command: ProposePutaway, unit: Unit) -> Answer:
    start, waiting, document = scope(command, unit)
    decided = _thought(unit, start, waiting) or decide(arrived(unit, start, waiting), command.seconds, unit.watch)
    if not decided.placed:
        raise Refused(*decided.problems)
    return written(unit, start, document, decided.placed, decided.problems)


def _thought(unit: Unit, start: Location, waiting: list[Waiting]) -> Decided | None:
    """What was thought out beforehand, if the same goods still wait and every place still takes them."""
    if unit.thought is None:
        return None
    before: list[Waiting] = unit.thought[0]
    decided: Decided = unit.thought[1]
    return decided if before == waiting and not misfits(unit, start, decided.placed) else None


def written(
    unit: Unit, start: Location, document: str, placed: Sequence[Placed], problems: Sequence[Problem] = ()
) -> Answer:
    """Make the putaway tasks of these decisions; `problems` tell of what found no place."""
    rows = [task_row(unit, number, start, document, one)
            for number, one in zip(unit.numbers("T", len(placed)), placed, strict=True)]  # fmt: skip
    unit.session.execute(insert(Task), rows)
    values = {"tasks": len(rows), "start": start.code, "unplaced": [str(problem.message) for problem in problems]}
    return Answer("{tasks} putaway tasks from {start}." + (" Without a place: {unplaced}" if problems else ""),
                  values, document)  # fmt: skip


def _named(command: ProposePutaway) -> list[str]:
    return [name for name in ("receipt", "location", "lpn") if getattr(command, name)]


def scope(command: ProposePutaway, unit: Unit) -> tuple[Location, list[Waiting], str]:
    """Where goods wait, what waits there, and the document it belongs to. Raises Refused when nothing waits."""
    problems = Problems()
    if len(_named(command)) != 1:
        problems.add("Name a receipt, a location or a licence plate, one of them.", field="receipt")
    if not 0 <= command.seconds <= MOST_SECONDS:
        problems.add("The planner may think 0 to {most} seconds.", field="seconds", most=MOST_SECONDS,
                     found=command.seconds)  # fmt: skip
    problems.refuse()
    start, waiting, document = _named_goods(command, unit)
    if not waiting:
        raise refuse("Nothing waits to be put away there, or tasks for it exist already.", field=_named(command)[0])
    return start, waiting, document


def _named_goods(command: ProposePutaway, unit: Unit) -> tuple[Location, list[Waiting], str]:
    session = unit.session
    if command.receipt:
        receipt = find.receipt(session, command.receipt)
        dock = session.get_one(Location, receipt.dock_id)
        return dock, waiting_at(unit, dock.id, _pieces(unit, receipt)), receipt.number
    if command.location:
        place = find.location(session, command.location)
        return place, waiting_at(unit, place.id), place.code
    plate: Lpn = find.lpn(session, command.lpn)
    if plate.location_id is None:
        raise refuse("{lpn} has left the site.", field="lpn", lpn=plate.code)
    start = session.get_one(Location, plate.location_id)
    return start, [one for one in waiting_at(unit, start.id) if one.lpn_id == plate.id], plate.code


def _pieces(unit: Unit, receipt: Receipt) -> set[tuple[int, int, int]]:
    lines = select(ReceiptLine.item_id, ReceiptLine.lot_id, ReceiptLine.lpn_id).distinct()
    return {(i, lot, lpn) for i, lot, lpn in unit.session.execute(lines.where(ReceiptLine.receipt_id == receipt.id))}
