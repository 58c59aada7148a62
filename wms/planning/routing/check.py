"""The judge of walks: it measures the line on the floor by itself and sees that every stop lies on it."""

from __future__ import annotations

import itertools

from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import DOWN, ParallelFloor
from wms.planning.plan import Plan, Violation
from wms.planning.routing.problem import Place, Route, RouteProblem


def check(problem: RouteProblem, plan: Plan[Route]) -> list[Violation]:
    """Every broken rule: a step nobody can walk, a stop passed over or picked twice, a wrong length, end or bound."""
    route = plan.solution
    found = _check_order(problem, route) + _check_ends(problem, route)
    length = 0
    for a, b in itertools.pairwise(route.line):
        step = step_length(problem, a, b)
        if step is None:
            found.append(Violation("walkable", f"{a}-{b}", 1, f"Nobody can walk from {a} straight to {b}."))
        length += step or 0
    if length != route.length or route.length != plan.objective:
        message = f"The walk measures {length}, the plan says {route.length} and {plan.objective}."
        found.append(Violation("length", "walk", abs(length - plan.objective), message))
    if plan.bound is not None and plan.bound > plan.objective + 1e-6:
        found.append(Violation("bound", "walk", plan.bound - plan.objective, "The bound lies above the walk."))
    return found + _check_turns(problem, route)


def _check_order(problem: RouteProblem, route: Route) -> list[Violation]:
    found = []
    if sorted(route.order) != list(range(len(problem.stops))):
        found.append(Violation("visit", "order", 1, "The picks do not name every stop exactly once."))
    reached = {place: i for i, place in reversed(list(enumerate(route.line)))}
    last = -1
    for stop in route.order:
        where = reached.get(problem.stops[stop].place) if 0 <= stop < len(problem.stops) else None
        if where is None:
            found.append(Violation("visit", f"stop {stop}", 1, f"The walk passes over stop {stop}."))
        elif where < last:
            found.append(Violation("visit", f"stop {stop}", 1, f"Stop {stop} comes before the pick listed earlier."))
        else:
            last = where
    return found


def _check_ends(problem: RouteProblem, route: Route) -> list[Violation]:
    start, end = _ends(problem)
    if not route.line or route.line[0] != start or route.line[-1] != end:
        return [Violation("ends", "walk", 1, f"The walk must lead from {start} to {end}.")]
    return []


def _ends(problem: RouteProblem) -> tuple[Place, Place]:
    if isinstance(problem.floor, GraphFloor):
        return problem.start, problem.start if problem.end is None else problem.end
    start = ("depot", problem.floor.depot(str(problem.start)).name)
    return start, start if problem.end is None else ("depot", problem.floor.depot(str(problem.end)).name)


def step_length(problem: RouteProblem, a: Place, b: Place) -> int | None:
    """Length of one straight step, None when nobody can take it."""
    floor = problem.floor
    if isinstance(floor, GraphFloor):
        u, v = floor.names.get(a, a), floor.names.get(b, b)
        arcs = [length for i, j, length in floor.arcs if (i, j) == (u, v)]
        return 0 if u == v else min(arcs, default=None)
    if _is_depot(a) or _is_depot(b):
        return _door_length(floor, a, b) if _is_depot(a) else _door_length(floor, b, a)
    return _aisle_length(problem, floor, a, b)


def _is_depot(place: Place) -> bool:
    return isinstance(place, tuple) and place[0] == "depot"


def _door_length(floor: ParallelFloor, depot: Place, place: Place) -> int | None:
    if depot == place:
        return 0
    doors = floor.depot(depot[1]).doors
    lengths = [door.distance for door in doors if (door.aisle, floor.cross_y[door.cross]) == place]
    return min(lengths, default=None)


def _aisle_length(problem: RouteProblem, floor: ParallelFloor, a: Place, b: Place) -> int | None:
    (i, y), (j, z) = a, b
    if i != j:
        return abs(floor.aisle_x[i] - floor.aisle_x[j]) if y == z and y in floor.cross_y else None
    ways = {(aisle, block): way for aisle, block, way in floor.one_way}
    for block, (top, bottom) in enumerate(itertools.pairwise(floor.cross_y)):
        if min(y, z) < bottom and max(y, z) > top:
            closed = (i, block) in floor.blocked or i in problem.vehicle.barred
            wrong = ways.get((i, block), 0) not in (0, DOWN if z > y else -DOWN)
            if closed or wrong:
                return None
    return int(abs(y - z))


def _check_turns(problem: RouteProblem, route: Route) -> list[Violation]:
    """A truck that cannot turn must not reverse its direction inside an aisle."""
    if problem.vehicle.turns or isinstance(problem.floor, GraphFloor):
        return []
    found, heading = [], 0
    for a, b in itertools.pairwise(route.line):
        if _is_depot(a) or _is_depot(b) or a[0] != b[0]:
            heading = 0
            continue
        aisle, y = a
        now = (b[1] > y) - (b[1] < y)
        if y in problem.floor.cross_y:
            heading = 0
        if now and heading and now != heading:
            message = f"{problem.vehicle.name} cannot turn in aisle {aisle}."
            found.append(Violation("turning", f"aisle {aisle}", 1, message))
        heading = now or heading
    return found
