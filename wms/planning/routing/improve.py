"""The shortest walk: the exact method on parallel aisles, and exact or searched tours with their bound on graphs."""

from __future__ import annotations

import itertools
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from wms.base.jobs import Progress, Watch
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.lanes import Ints
from wms.planning.floor.parallel import Depot, ParallelFloor
from wms.planning.routing.blocks import FAR, Ends, ends_at_crossings, ends_at_doors
from wms.planning.routing.euler import draw_walk
from wms.planning.routing.problem import Place, RouteParams, RouteProblem
from wms.planning.routing.states import MOST_CROSS_AISLES, tables
from wms.planning.routing.tsp import (
    EXACT_STOPS,
    descend_some,
    held_karp,
    nearest_tour,
    one_tree_bound,
    search,
    tour_cost,
)
from wms.planning.routing.tsp_model import prove_tour

CHUNK = 20
PAIRS = 1_000_000
"""Pairs of stops that are looked at in some hundredths of a second: what lies between two looks at the stop."""
NO_WAY = 1 << 50


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk as found: its line and length, the proven bound, and how it was found."""

    line: tuple[Place, ...]
    length: int
    bound: float
    method: str


def suits_aisle_method(problem: RouteProblem) -> bool:
    """Whether the exact method over aisles applies; graphs and one-way aisles need a tour over stops instead."""
    floor = problem.floor
    if not isinstance(floor, ParallelFloor) or floor.one_way or len(floor.cross_y) > MOST_CROSS_AISLES:
        return False
    start, end = ends_of(problem)
    return start == end or len(start.doors) == len(end.doors) == 1


def ends_of(problem: RouteProblem) -> tuple[Depot, Depot]:
    """The depots a walk on parallel aisles begins and ends at."""
    floor = problem.floor
    assert isinstance(floor, ParallelFloor)
    start = floor.depot(str(problem.start))
    return start, start if problem.end is None else floor.depot(str(problem.end))


def walk_aisles(problem: RouteProblem) -> Walk | None:
    """The exact shortest walk on parallel aisles; None when some stop cannot be reached."""
    floor = problem.floor
    assert isinstance(floor, ParallelFloor)
    start, end = ends_of(problem)
    places = sorted({stop.place for stop in problem.stops if isinstance(stop.place, tuple)})
    if not places and start == end:
        return Walk((("depot", start.name),), 0, 0.0, "nothing to visit")
    stops = np.array(places, np.int64).reshape(-1, 2)
    lanes = floor.lanes._replace(passable=floor.lanes.passable.copy())
    lanes.passable[[a for a in problem.vehicle.barred if a < len(floor.aisle_x)]] = False
    ends, first, extra = ends_for(floor, start, end, len(places))
    length, points = draw_walk(
        lanes, tables(len(floor.cross_y), ends.apart), ends, problem.vehicle.turns,
        stops[:, 0].copy(), stops[:, 1].copy(), first,
    )
    if length >= FAR:
        return None
    line = tuple(_name(floor, start, places, int(point)) for point in points)
    if not ends.apart:
        line = (("depot", start.name), *line, ("depot", end.name))
    return Walk(line, int(length) + extra, float(length + extra), "exact over aisles")


def ends_for(floor: ParallelFloor, start: Depot, end: Depot, stops: int) -> tuple[Ends, int, int]:
    """The ends for the kernel, the number of the first point, and the length walked outside the aisles."""
    crossings = len(floor.cross_y)
    if len(start.doors) == len(end.doors) == 1:
        a, b = start.doors[0], end.doors[0]
        ends = ends_at_crossings(floor.lanes, (a.aisle, a.cross), (b.aisle, b.cross))
        return ends, a.aisle * crossings + a.cross, a.distance + b.distance
    doors = [(door.aisle, door.cross, door.distance) for door in start.doors]
    return ends_at_doors(floor.lanes, doors), len(floor.aisle_x) * crossings + stops, 0


def _name(floor: ParallelFloor, depot: Depot, places: list[tuple[int, int]], point: int) -> Place:
    crossings = len(floor.cross_y)
    stop = point - len(floor.aisle_x) * crossings
    if stop < 0:
        return (point // crossings, floor.cross_y[point % crossings])
    return places[stop] if stop < len(places) else ("depot", depot.name)


def walk_graph(problem: RouteProblem, params: RouteParams, watch: Watch) -> Walk | None:
    """The shortest walk over a graph, or over parallel aisles taken as one; None when some stop cannot be reached."""
    graph, start, end = as_graph(problem)
    places = list(dict.fromkeys(stop.place for stop in problem.stops))
    nodes = [graph.names[start], *(graph.names[place] for place in places)]
    graph.measure(watch.stop)
    d = graph.distances[np.ix_(nodes, nodes)].copy()
    d[:, 0] = graph.distances[nodes, graph.names[end]]
    d = np.minimum(d, NO_WAY)
    tour, bound, method = best_tour(d, params, watch)
    if tour_cost(d, tour) >= NO_WAY:
        return None
    ordered = [nodes[i] for i in tour] + [graph.names[end]]
    names = {number: name for name, number in graph.names.items()}
    line = [start]
    for u, v in itertools.pairwise(ordered):
        line += [names.get(node, node) for node in graph.path(u, v)[1:]]
    return Walk(tuple(_plain(place, problem) for place in line), int(tour_cost(d, tour)), bound, method)


def as_graph(problem: RouteProblem) -> tuple[GraphFloor, Hashable, Hashable]:
    """The graph to walk on and the names of the walk's ends."""
    floor = problem.floor
    if isinstance(floor, GraphFloor):
        return floor, problem.start, problem.start if problem.end is None else problem.end
    start, end = ends_of(problem)
    places = [stop.place for stop in problem.stops if isinstance(stop.place, tuple)]
    return floor.graph(places, problem.vehicle, (start.name, end.name)), ("depot", start.name), ("depot", end.name)


def _plain(place: Hashable, problem: RouteProblem) -> Place:
    """A crossing ("cross", a, k) of a parallel floor as a place (a, y)."""
    if isinstance(problem.floor, ParallelFloor) and isinstance(place, tuple) and place[0] == "cross":
        return (place[1], problem.floor.cross_y[place[2]])
    return place


def best_tour(d: Ints, params: RouteParams, watch: Watch) -> tuple[Ints, float, str]:
    """The best closed tour from stop 0 within the watch's time: (tour, proven bound, method)."""
    if len(d) <= EXACT_STOPS:
        length, tour = held_karp(d)
        return tour, float(length), "exact over subsets of stops"
    tour = nearest_tour(d)
    slices = max(1, PAIRS // len(d) ** 2)
    while not descend_some(d, tour, slices) and not watch.stop():
        pass
    bound = one_tree_bound(d, min(200, 10 * slices), float(tour_cost(d, tour)))
    rounds = min(CHUNK, slices)
    for chunk in range(-(-params.rounds // rounds)):
        length = tour_cost(d, tour)
        watch.report(Progress("Shortening the walk", chunk * rounds, params.rounds, float(length), bound))
        if watch.stop() or bound > length - 1:
            break
        tour = search(d, tour, rounds, params.seed * 1_000_003 + chunk)
    length = tour_cost(d, tour)
    bound = max(bound, float(np.ceil(one_tree_bound(d, min(400, 10 * slices), float(length)) - 1e-6)))
    if bound < length and params.prove and not watch.stop():
        proven, proof = prove_tour(d, watch)
        bound = max(bound, min(length, float(np.ceil(proof - 1e-6))))
        tour = tour if proven is None else np.array(proven, np.int64)
        return tour, bound, "integer programme over stops" if proven else "search over stops"
    return np.roll(tour, -int(np.flatnonzero(tour == 0)[0])), bound, "search over stops"
