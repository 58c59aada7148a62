"""Directed putaway: the planner names a place for everything that waits at the dock, with its reasons.

Received or returned goods come before; afterwards each proposal, now a task, is confirmed by scan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from wms.base.errors import Problem, Problems, Refused, refuse
from wms.model.inbound import Receipt, ReceiptLine
from wms.model.lpn import Lpn
from wms.model.site import Location, Zone
from wms.model.words import PICKABLE, Purpose, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find, settings
from wms.operations.command import Command, arg, handles
from wms.operations.putting_away import candidates
from wms.operations.putting_away.places import places
from wms.operations.putting_away.problem import Load
from wms.operations.putting_away.segregation import SEGREGATION
from wms.operations.putting_away.waiting import Waiting, waiting_at
from wms.operations.unit import Answer, Unit
from wms.planning.putaway.construct import Choices, possible, stow
from wms.planning.putaway.problem import Pallet, Place, PutawayParams, PutawayProblem
from wms.planning.putaway.rules import terms
from wms.planning.putaway.solve import solve
from wms.planning.putaway.suggest import refusals_of

SECOND_CHOICES = 4
MOST_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePutaway(Command):
    """Find a place for what waits: all of a receipt, all at a location, or one licence plate. Makes putaway tasks."""

    receipt: str = arg("The receipt whose goods lie at its dock", "", refers="receipt")
    location: str = arg("The dock or other place where goods wait", "", refers="location")
    lpn: str = arg("One licence plate", "", refers="lpn")
    seconds: int = arg("How long the planner may think about a truckload", 5, unit="seconds")


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision: what goes where, why, and where else it might."""

    waiting: Waiting
    location_id: int
    reason: str
    choices: list[dict[str, str]]


@handles("putting_away.propose", "tasks")
def propose_putaway(command: ProposePutaway, unit: Unit) -> Answer:
    start, waiting, document = _scope(command, unit)
    if not waiting:
        raise refuse("Nothing waits to be put away there, or tasks for it exist already.", field=_named(command)[0])
    load = Load(unit, waiting)
    apart = Problems()
    for one in waiting:
        load.check_together(one, apart)
    told = {p.values["what"] for p in apart.found}
    made, problems = 0, apart.found
    for on_pallet in (True, False):  # loose goods take no pallet position, so they come after the pallets
        rest = [one for one in waiting if load.name(one) not in told and one.on_pallet is on_pallet]
        unplaced: list[Problem] = []
        for step in (0, 1):
            rest, done, unplaced = _place(command, unit, load, start, rest, step, unplaced)
            _make_tasks(unit, start, document, done)
            made += len(done)
        problems = problems + unplaced
    if not made:
        raise Refused(*problems)
    values = {"tasks": made, "start": start.code, "unplaced": [str(problem.message) for problem in problems]}
    return Answer("{tasks} putaway tasks from {start}." + (" Without a place: {unplaced}" if problems else ""),
                  values, document)  # fmt: skip


def _named(command: ProposePutaway) -> list[str]:
    return [name for name in ("receipt", "location", "lpn") if getattr(command, name)]


def _scope(command: ProposePutaway, unit: Unit) -> tuple[Location, list[Waiting], str]:
    """Where goods wait, what waits there, and the document it belongs to."""
    problems = Problems()
    if len(_named(command)) != 1:
        problems.add("Name a receipt, a location or a licence plate, one of them.", field="receipt")
    if not 0 <= command.seconds <= MOST_SECONDS:
        problems.add("The planner may think 0 to {most} seconds.", field="seconds", most=MOST_SECONDS,
                     found=command.seconds)  # fmt: skip
    problems.refuse()
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


def _place(
    command: ProposePutaway, unit: Unit, load: Load, start: Location, waiting: Sequence[Waiting], step: int,
    before: list[Problem],
) -> tuple[list[Waiting], list[Placed], list[Problem]]:  # fmt: skip
    """Serve each from its first (step 0) or second (step 1) kind of zone: who is left, the decisions, and why not."""
    wanted = {one.purposes[step] for one in waiting if len(one.purposes) > step}
    if not wanted:
        return list(waiting), [], before
    seen = wanted | set(PICKABLE) if load.dangerous else wanted  # what lies across the aisle matters then
    codes, spots = places(unit, start, Location.site_id == start.site_id, Zone.purpose.in_(seen),
                          loose=not waiting[0].on_pallet)  # fmt: skip
    roomy = spots if load.dangerous else candidates.open_to(spots, load.items)
    rooms = {purpose: _rooms(roomy, purpose) for purpose in wanted}
    some = candidates.kinds(roomy)
    parts: list[tuple[Waiting, Pallet]] = []
    left = [one for one in waiting if len(one.purposes) <= step]
    for one in waiting:
        if len(one.purposes) > step:
            purpose = one.purposes[step]
            split = load.split(one, purpose, [place for place in some if place.purpose == purpose.value])
            parts += [(part, load.pallet(n, part, purpose, rooms[purpose])) for n, part in enumerate(split, len(parts))]
    pallets = tuple(pallet for _, pallet in parts)
    near = roomy if load.dangerous else candidates.best(roomy, len(parts))
    problem = PutawayProblem(pallets, tuple(near), SEGREGATION)
    whole = PutawayProblem(pallets, tuple(spots), SEGREGATION)
    choices = possible(problem)
    place_of = _decide(command, unit, problem, choices)
    done, told = [], [] if step == 0 else [p for p in before if p.values["what"] in {load.name(one) for one in left}]
    for one, pallet in parts:
        place_id = place_of[pallet.pallet_id]
        if place_id is None:
            left.append(one)
            told.append(_why_not(load.name(one), whole, pallet, bool(choices[pallet.pallet_id]), codes))
        else:
            done.append(_decision(one, pallet, place_id, problem, choices, codes))
    return left, done, told


def _rooms(spots: Sequence[Place], purpose: Purpose) -> Counter[tuple[int, int, int]]:
    """How many places of the kind there are of each length, width and height."""
    return Counter((p.length_mm, p.width_mm, p.height_mm) for p in spots if p.purpose == purpose.value)


def _decide(command: ProposePutaway, unit: Unit, problem: PutawayProblem, choices: Choices) -> dict[int, int | None]:
    """The exact model for a truckload; the quick rule for one piece, for very many, or without time to think."""
    many = len(problem.pallets) > settings.value(unit.session, "putaway.model_limit")
    if len(problem.pallets) < 2 or many or not command.seconds:
        return stow(problem, choices)
    return dict(solve(problem, PutawayParams(seconds=command.seconds), unit.watch).solution.place_of)


def _decision(
    one: Waiting, pallet: Pallet, place_id: int, problem: PutawayProblem, choices: Choices, codes: dict[int, str]
) -> Placed:
    best = [place for _, place in choices[pallet.pallet_id] if place.place_id != place_id][:SECOND_CHOICES]
    chosen = next(place for _, place in choices[pallet.pallet_id] if place.place_id == place_id)
    others = [{"location": codes[place.place_id], "reason": _words(pallet, place, problem)} for place in best]
    return Placed(one, place_id, _words(pallet, chosen, problem), others)


def _words(pallet: Pallet, place: Place, problem: PutawayProblem) -> str:
    return "; ".join(term.words for term in terms(pallet, place, problem.weights))


def _why_not(
    what: str, problem: PutawayProblem, pallet: Pallet, crowded: bool, codes: dict[int, str]
) -> Problem:
    """Which rules shut how many places, and which place misses each by least."""
    if crowded:
        return Problem("{what}: the places that would take it are needed for the rest.", {"what": what}, "lpn")
    told = [
        f"{refusal.constraint}: {refusal.places} places, nearest {codes[refusal.nearest_place_id]}"
        for refusal in refusals_of(problem, pallet)
    ] or [f"there is no place for {pallet.purpose}"]
    return Problem("{what} has no place ({why}).", {"what": what, "why": "; ".join(told)}, "lpn")


def _make_tasks(unit: Unit, start: Location, document: str, done: Sequence[Placed]) -> None:
    if not done:
        return
    rows: list[dict[str, Any]] = []
    for number, placed in zip(unit.numbers("T", len(done)), done, strict=True):
        one = placed.waiting
        single = len(one.contents) == 1
        rows.append({
            "number": number, "kind": TaskKind.PUTAWAY, "state": TaskState.OPEN, "site_id": start.site_id,
            "document": document, "owner_id": one.owner_id, "item_id": one.contents[0][0] if single else None,
            "lot_id": one.contents[0][1] if single else 0, "status": one.status, "lpn_id": one.lpn_id,
            "from_location_id": start.id, "to_location_id": placed.location_id, "quantity": one.quantity,
            "created_at": unit.now, "reason": placed.reason, "choices": placed.choices,
        })  # fmt: skip
    unit.session.execute(insert(Task), rows)
