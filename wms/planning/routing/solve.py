"""Plan one walk: the shortest one, or a named policy's with the shortest beside it as bound."""

from __future__ import annotations

from wms.base.errors import Problems
from wms.base.jobs import Progress, Watch
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import ParallelFloor
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation
from wms.planning.routing.check import check
from wms.planning.routing.construct import walk_policy
from wms.planning.routing.improve import Walk, as_graph, suits_aisle_method, walk_aisles, walk_graph
from wms.planning.routing.problem import POLICIES, SHORTEST, Route, RouteParams, RouteProblem


def solve(problem: RouteProblem, params: RouteParams | None = None, watch: Watch | None = None) -> Plan[Route]:
    """The walk over all stops; objective and bound are lengths in the floor's unit.

    Refused for places outside the floor, Infeasible for stops no way leads to (each is named).
    """
    params, watch = params or RouteParams(), watch or Watch()
    watch.stop.raise_if_cancelled()
    _refuse_nonsense(problem, params)
    shortest = walk_aisles(problem) if suits_aisle_method(problem) else walk_graph(problem, params, watch)
    if shortest is None:
        raise Infeasible(*_unreachable(problem))
    walk = shortest if params.policy == SHORTEST else walk_policy(problem, params.policy)
    plan = _plan(problem, params, watch, walk, shortest)
    broken = check(problem, plan)
    if broken:
        raise CheckFailed(*broken)
    watch.report(Progress("The walk is ready", 1, 1, plan.objective, plan.bound))
    return plan


def _plan(problem: RouteProblem, params: RouteParams, watch: Watch, walk: Walk, shortest: Walk) -> Plan[Route]:
    order = _picking_order(problem, walk)
    route = Route(order, walk.line, walk.length, _seconds(problem, walk.length))
    reasons = [f"{len(problem.stops)} stops on a walk of {walk.length}, found by: {walk.method}."]
    if walk is not shortest and shortest.length:
        longer = 100 * (walk.length - shortest.length) / shortest.length
        reasons.append(f"The shortest walk would be {shortest.length}; this policy walks {longer:.1f} % more.")
    return Plan(
        route, float(walk.length), min(shortest.bound, float(walk.length)), watch.stop.elapsed(), params.seed,
        walk.method, tuple(reasons),
    )


def _picking_order(problem: RouteProblem, walk: Walk) -> tuple[int, ...]:
    """Stops in the order the walk first comes to them."""
    reached = {place: i for i, place in reversed(list(enumerate(walk.line)))}
    return tuple(sorted(range(len(problem.stops)), key=lambda stop: reached[problem.stops[stop].place]))


def _seconds(problem: RouteProblem, length: int) -> int:
    """Walking at the vehicle's speed, reaching into levels, and picking."""
    reach = problem.floor.reach_seconds if isinstance(problem.floor, ParallelFloor) else ()
    at_stops = sum(stop.seconds + (reach[stop.level] if stop.level < len(reach) else 0) for stop in problem.stops)
    return -(-length // max(1, problem.vehicle.speed)) + at_stops


def _refuse_nonsense(problem: RouteProblem, params: RouteParams) -> None:
    found = Problems()
    if params.policy not in POLICIES:
        found.add("There is no policy {policy}.", field="policy", policy=params.policy, expected=", ".join(POLICIES))
    if problem.vehicle.speed <= 0:
        found.add("The vehicle {name} must not be driven here.", field="vehicle", name=problem.vehicle.name)
    ends = [problem.start] if problem.end is None else [problem.start, problem.end]
    for end in ends:
        if not _knows_end(problem.floor, end):
            found.add("There is no place {place} to begin or end at.", field="start", place=end)
    for number, stop in enumerate(problem.stops):
        if not knows_place(problem.floor, stop.place):
            found.add("Stop {number} at {place} is not on this floor.", row=number + 1, number=number, place=stop.place)
    if isinstance(problem.floor, ParallelFloor) and problem.floor.one_way and not problem.vehicle.turns:
        found.add("{name} cannot turn in an aisle; walks for it over one-way aisles are not planned.",
                  field="vehicle", name=problem.vehicle.name)
    found.refuse()


def _knows_end(floor: ParallelFloor | GraphFloor, end: object) -> bool:
    if isinstance(floor, GraphFloor):
        return end in floor.names
    return bool(floor.depots) if not end else end in {depot.name for depot in floor.depots}


def knows_place(floor: ParallelFloor | GraphFloor, place: object) -> bool:
    """Whether the place lies on the floor."""
    if isinstance(floor, GraphFloor):
        return place in floor.names
    if not (isinstance(place, tuple) and len(place) == 2 and all(isinstance(part, int) for part in place)):
        return False
    return bool(0 <= place[0] < len(floor.aisle_x) and floor.cross_y[0] <= place[1] <= floor.cross_y[-1])


def _unreachable(problem: RouteProblem) -> list[Violation]:
    """The stops no walk from the start reaches, or that do not lead on to the end."""
    graph, start, end = as_graph(problem)
    found = []
    for number, stop in enumerate(problem.stops):
        node = graph.names[stop.place]
        there, back = graph.path(graph.names[start], node), graph.path(node, graph.names[end])
        if not there or not back:
            message = f"Stop {number} ({stop.location or stop.place}) cannot be reached from {start} and left to {end}."
            found.append(Violation("reachable", f"stop {number}", 1, message))
    name = problem.vehicle.name
    return found or [Violation("reachable", "walk", 1, f"No walk joins all stops for a picker {name}.")]
