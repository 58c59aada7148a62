"""The walk of one batch: in which order its places are visited, and how long the way is."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from wms.base.errors import Refused
from wms.base.jobs import Watch
from wms.operations.planning.drawing import Drawing
from wms.operations.planning.floor import lay
from wms.operations.planning.laid import Laid

if TYPE_CHECKING:
    from wms.planning.plan import Plan
    from wms.planning.routing.problem import Route, RouteProblem

QUICK_ROUNDS = 40
"""Rounds of the search on floors that are no parallel aisles; there walks are good, not proven."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Location ids in walking order, the way in millimetres, and a proven lower bound on it."""

    order: tuple[int, ...]
    length: int
    bound: int
    method: str
    either_way: bool = True

    def beginning_low(self, sequence: Mapping[int, int]) -> tuple[int, ...]:
        """The order, turned round where that is as long and begins nearer to the start of the pick sequence."""
        if self.either_way and self.order and sequence[self.order[0]] > sequence[self.order[-1]]:
            return self.order[::-1]
        return self.order


def walk(
    drawn: Drawing, start: int, stops: Sequence[int], *, seed: int = 0, prove: bool = False, watch: Watch | None = None
) -> Walk:
    """The shortest walk from the location `start` over `stops` (ids) and back.

    Raises Refused or Infeasible, naming each location no way leads to.
    """
    from wms.planning.routing.problem import RouteParams
    from wms.planning.routing.solve import solve

    laid = lay(drawn, start, stops)
    params = RouteParams(seed=seed, rounds=400 if prove else QUICK_ROUNDS, prove=prove)
    plan = solve(problem_of(laid, stops, drawn), params, watch)
    beyond = aside(laid, stops)
    bound = plan.bound if plan.bound is not None else 0
    return Walk(in_order(laid, stops, plan), round(plan.objective) + beyond, round(bound) + beyond, plan.method,
                not any(line.one_way for line in drawn.lines))


def quick_walk(drawn: Drawing, start: int, stops: Sequence[int]) -> Walk | None:
    """As `walk`, None where the drawing does not allow one: whoever waits for the walk goes on without."""
    from wms.planning.plan import Infeasible

    try:
        return walk(drawn, start, stops)
    except (Refused, Infeasible):
        return None


@cache
def warm_up() -> None:
    """Load the compiled walks, or compile them the first time after an installation, before anybody waits for them."""
    from wms.planning.floor.parallel import regular_floor
    from wms.planning.routing.problem import RouteProblem, Stop
    from wms.planning.routing.solve import solve

    for blocks in (1, 2):
        floor = regular_floor(aisles=2, cells=4, aisle_gap=3, cell_gap=1, end_gap=1, blocks=blocks)
        solve(RouteProblem(floor, tuple(Stop((aisle, aisle + 1), str(aisle)) for aisle in range(2))))


def length_in_order(drawn: Drawing, start: int, stops: Sequence[int]) -> int:
    """How long the walk is when the stops are visited in the order given: the yardstick for a planned one."""
    from wms.planning.floor.parallel import ParallelFloor

    laid = lay(drawn, start, stops)
    spots = [laid.spots[number] for number in stops]
    if isinstance(laid.floor, ParallelFloor):
        graph = laid.floor.graph({spot.place for spot in spots})
        begin: Any = ("depot", "start")
    else:
        graph, begin = laid.floor, laid.start
    names = [begin, *(spot.place for spot in spots), begin]
    way = sum(graph.distance_between(a, b) for a, b in itertools.pairwise(names) if a != b)
    return way + sum(2 * depth for depth in _visits(laid, stops))


def problem_of(laid: Laid, stops: Sequence[int], drawn: Drawing) -> RouteProblem:
    """The routing problem: one stop a place, whatever lies behind it."""
    from wms.planning.routing.problem import RouteProblem, Stop

    places = _places(laid, stops)
    return RouteProblem(laid.floor, tuple(Stop(p, drawn.stands[its[0]].code) for p, its in places.items()), laid.start)


def aside(laid: Laid, stops: Sequence[int]) -> int:
    """What is walked beside the floor's own ways: from the start, and into dead ends as deep as needed."""
    deepest: dict[int, int] = {}
    for number in (laid.origin, *stops):
        spot = laid.spots[number]
        deepest[spot.into] = max(deepest.get(spot.into, 0), spot.depth)
    return 2 * sum(deepest.values())


def in_order(laid: Laid, stops: Sequence[int], plan: Plan[Route]) -> tuple[int, ...]:
    """Location ids as the walk comes to them; in a dead end from its mouth inwards."""
    places = list(_places(laid, stops).values())
    return tuple(number for stop in plan.solution.order for number in places[stop])


def _places(laid: Laid, stops: Sequence[int]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = {}
    for number in dict.fromkeys(stops):
        found.setdefault(laid.spots[number].place, []).append(number)
    for its in found.values():
        its.sort(key=lambda number: (laid.spots[number].into, laid.spots[number].depth))
    return found


def _visits(laid: Laid, stops: Sequence[int]) -> list[int]:
    """How deep each visit of a dead end leads; stops in a row in the same one are one visit.

    The walk begins and ends at its origin; a dead end it lies in is visited first.
    """
    found: list[int] = []
    last = 0
    for number in (laid.origin, *stops):
        spot = laid.spots[number]
        if spot.into and spot.into == last:
            found[-1] = max(found[-1], spot.depth)
        elif spot.into:
            found.append(spot.depth)
        last = spot.into
    return found
