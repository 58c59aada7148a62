"""Floors that are no single block of aisles: a table of the walks between all places the orders may stop at."""

from __future__ import annotations

from dataclasses import replace

from wms.planning.floor.dijkstra import UNREACHED
from wms.planning.plan import Infeasible, Violation
from wms.planning.slotting.problem import SlottingProblem


def with_table(problem: SlottingProblem) -> SlottingProblem:
    """The same problem with `walks` filled from its floor: place 0 is the depot, then each spot once.

    Raises `Infeasible` naming a location no walk reaches.
    """
    if problem.walks or problem.floor is None:
        return problem
    spots = sorted({(place.aisle, place.y_mm) for place in problem.locations})
    graph = problem.floor.graph(spots)
    depot = ("depot", problem.floor.depot().name)
    nodes = [graph.names[name] for name in (depot, *spots)]
    table = graph.distances[nodes][:, nodes]
    for number, spot in enumerate(spots, start=1):
        if table[0, number] >= UNREACHED or table[number, 0] >= UNREACHED:
            lost = next(p for p in problem.locations if (p.aisle, p.y_mm) == spot)
            message = f"No walk from the depot reaches location {lost.location_id} and comes back."
            raise Infeasible(Violation("reachable", str(lost.location_id), float("inf"), message))
    row = {spot: number for number, spot in enumerate(spots, start=1)}
    places = tuple(replace(place, place=row[place.aisle, place.y_mm]) for place in problem.locations)
    return replace(
        problem, locations=places, walks=tuple(map(tuple, table.tolist())), start_place=0, end_place=0
    )
