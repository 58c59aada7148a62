"""Where a load goes, decided from what was read: no database is asked here, so nobody waits while it is thought about.

Pallets choose before loose goods, which take no pallet position; what its proper kind of zone does not take tries the
second one. What is decided first is gone for those that come after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wms.base.errors import Problem, Problems
from wms.base.jobs import Watch
from wms.model.site import Location, Zone
from wms.model.words import PICKABLE, Purpose, TaskKind, TaskState
from wms.operations import settings
from wms.operations.putting_away import candidates
from wms.operations.putting_away.places import UNLIMITED_SLOTS, places
from wms.operations.putting_away.problem import Load
from wms.operations.putting_away.segregation import SEGREGATION
from wms.operations.putting_away.waiting import Waiting
from wms.operations.unit import Unit
from wms.planning.plan import Plan
from wms.planning.putaway.construct import Choices, Floor, possible, stow
from wms.planning.putaway.problem import Pallet, Place, PutawayParams, PutawayProblem, Stowage
from wms.planning.putaway.rules import cost_mm, terms
from wms.planning.putaway.solve import solve
from wms.planning.putaway.suggest import refusals_of

SECOND_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Arrived:
    """What waits at `start`, and the building with what is still free of it; location codes by id."""

    start: Location
    waiting: tuple[Waiting, ...]
    load: Load
    spots: tuple[Place, ...]
    codes: dict[int, str]
    model_limit: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision: what goes where, why, what that costs (millimetres), and where else it might."""

    waiting: Waiting
    pallet: Pallet
    location_id: int
    reason: str
    cost: int
    choices: list[dict[str, str]]


@dataclass(slots=True)
class Decided:
    """All decisions, what found no place and why, and the plans behind it, one for each group that was placed."""

    placed: list[Placed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    plans: list[Plan[Stowage]] = field(default_factory=list)


def arrived(unit: Unit, start: Location, waiting: Sequence[Waiting]) -> Arrived:
    """Everything that deciding needs, read together."""
    load = Load(unit, waiting)
    wanted = {purpose for one in waiting for purpose in one.purposes} | (set(PICKABLE) if load.dangerous else set())
    codes, spots = places(unit, start, Location.site_id == start.site_id, Zone.purpose.in_(wanted))
    limit = settings.value(unit.session, "putaway.model_limit")
    return Arrived(start, tuple(waiting), load, tuple(spots), codes, limit)


def decide(known: Arrived, seconds: float, watch: Watch, seed: int = 0) -> Decided:
    """A place for everything that can have one; `seconds` are for the exact model of each group."""
    load, decided, apart = known.load, Decided(), Problems()
    for one in known.waiting:
        load.check_together(one, apart)
    told = {problem.values["what"] for problem in apart.found}
    decided.problems += apart.found
    stage = _Stage(known, seconds, watch, seed, decided)
    for on_pallet in (True, False):
        rest = [one for one in known.waiting if load.name(one) not in told and one.on_pallet is on_pallet]
        unplaced: list[Problem] = []
        for step in (0, 1):
            rest, unplaced = stage.place(rest, step, unplaced, loose=not on_pallet)
        decided.problems += unplaced
    return decided


class _Stage:
    """The building while groups are placed one after another."""

    def __init__(self, known: Arrived, seconds: float, watch: Watch, seed: int, decided: Decided) -> None:
        self.known, self.seconds, self.watch, self.seed, self.decided = known, seconds, watch, seed, decided
        self.now = {place.place_id: place for place in known.spots}

    def place(
        self, waiting: Sequence[Waiting], step: int, before: list[Problem], *, loose: bool
    ) -> tuple[list[Waiting], list[Problem]]:
        """Serve each from its first (step 0) or second (step 1) kind of zone: who is left, and why."""
        load, codes = self.known.load, self.known.codes
        wanted = {one.purposes[step] for one in waiting if len(one.purposes) > step}
        if not wanted:
            return list(waiting), before
        spots = self._spots(wanted, loose)
        roomy = spots if load.dangerous else candidates.open_to(spots, load.items)
        left = [one for one in waiting if len(one.purposes) <= step]
        parts = self._parts([one for one in waiting if len(one.purposes) > step], step, roomy)
        pallets = tuple(pallet for _, pallet in parts)
        near = roomy if load.dangerous else candidates.best(roomy, len(parts))
        problem = PutawayProblem(pallets, tuple(near), SEGREGATION)
        whole = PutawayProblem(pallets, tuple(spots), SEGREGATION)
        choices = possible(problem)
        place_of = self._decide(problem, choices)
        told = [] if step == 0 else [p for p in before if p.values["what"] in {load.name(one) for one in left}]
        for one, pallet in parts:
            place_id = place_of[pallet.pallet_id]
            if place_id is None:
                left.append(one)
                told.append(_why_not(load.name(one), whole, pallet, bool(choices[pallet.pallet_id]), codes))
            else:
                self.decided.placed.append(_decision(one, pallet, place_id, problem, choices, codes))
        self._store(pallets, place_of, spots)
        return left, told

    def _spots(self, wanted: set[Purpose], loose: bool) -> list[Place]:
        """The places of these kinds as they are now; what lies across the aisle matters to dangerous goods.

        Any number of loose goods shares the room of one pallet position.
        """
        seen = {purpose.value for purpose in (wanted | set(PICKABLE) if self.known.load.dangerous else wanted)}
        spots = [place for place in self.now.values() if place.purpose in seen]
        if not loose:
            return spots
        return [replace(place, slots=UNLIMITED_SLOTS) if place.slots > 0 else place for place in spots]

    def _parts(
        self, waiting: Sequence[Waiting], step: int, roomy: Sequence[Place]
    ) -> list[tuple[Waiting, Pallet]]:
        """What waits as the planner's pallets; loose goods in parts that places can take."""
        load, some = self.known.load, candidates.kinds(roomy)
        rooms = {purpose: _rooms(roomy, purpose) for purpose in {one.purposes[step] for one in waiting}}
        parts: list[tuple[Waiting, Pallet]] = []
        for one in waiting:
            purpose = one.purposes[step]
            split = load.split(one, purpose, [place for place in some if place.purpose == purpose.value])
            parts += [(part, load.pallet(n, part, purpose, rooms[purpose])) for n, part in enumerate(split, len(parts))]
        return parts

    def _decide(self, problem: PutawayProblem, choices: Choices) -> dict[int, int | None]:
        """The exact model for a truckload; the quick rule for one piece, for very many, or without time to think."""
        if len(problem.pallets) < 2 or len(problem.pallets) > self.known.model_limit or not self.seconds:
            return stow(problem, choices)
        plan = solve(problem, PutawayParams(seconds=self.seconds, seed=self.seed), self.watch)
        self.decided.plans.append(plan)
        return dict(plan.solution.place_of)

    def _store(self, pallets: Sequence[Pallet], place_of: dict[int, int | None], spots: Sequence[Place]) -> None:
        taken = {place_id for place_id in place_of.values() if place_id is not None}
        floor = Floor(PutawayProblem((), tuple(place for place in spots if place.place_id in taken)))
        for pallet in pallets:
            place_id = place_of[pallet.pallet_id]
            if place_id is not None:
                floor.store(pallet, floor.now[place_id])
        for place_id, place in floor.now.items():
            unlimited = self.now[place_id].slots if place.slots > UNLIMITED_SLOTS // 2 else place.slots
            self.now[place_id] = replace(place, slots=unlimited)


def _rooms(spots: Sequence[Place], purpose: Purpose) -> Counter[tuple[int, int, int]]:
    """How many places of the kind there are of each length, width and height."""
    return Counter((p.length_mm, p.width_mm, p.height_mm) for p in spots if p.purpose == purpose.value)


def _decision(
    one: Waiting, pallet: Pallet, place_id: int, problem: PutawayProblem, choices: Choices, codes: dict[int, str]
) -> Placed:
    best = [place for _, place in choices[pallet.pallet_id] if place.place_id != place_id][:SECOND_CHOICES]
    chosen = next(place for _, place in choices[pallet.pallet_id] if place.place_id == place_id)
    others = [{"location": codes[place.place_id], "reason": _words(pallet, place, problem)} for place in best]
    cost = cost_mm(pallet, chosen, problem.weights)
    return Placed(one, pallet, place_id, _words(pallet, chosen, problem), cost, others)


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


def task_row(unit: Unit, number: str, start: Location, document: str, placed: Placed) -> dict[str, Any]:
    """The columns of the putaway task for one decision."""
    one = placed.waiting
    single = len(one.contents) == 1
    return {
        "number": number, "kind": TaskKind.PUTAWAY, "state": TaskState.OPEN, "site_id": start.site_id,
        "document": document, "owner_id": one.owner_id, "item_id": one.contents[0][0] if single else None,
        "lot_id": one.contents[0][1] if single else 0, "status": one.status, "lpn_id": one.lpn_id,
        "from_location_id": start.id, "to_location_id": placed.location_id, "quantity": one.quantity,
        "created_at": unit.now, "reason": placed.reason, "choices": placed.choices,
    }  # fmt: skip
