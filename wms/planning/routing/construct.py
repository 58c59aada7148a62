"""A quick walk that always exists where every stop can be reached: a policy's, or the nearest stop next."""

from __future__ import annotations

import itertools

from wms.base.errors import refuse
from wms.planning.floor.parallel import ParallelFloor
from wms.planning.routing.improve import Walk, ends_of
from wms.planning.routing.policies import Picks, walk_by
from wms.planning.routing.problem import RouteProblem


def walk_policy(problem: RouteProblem, policy: str) -> Walk:
    """The walk of a named policy. Refused where the policy is not defined: it needs one open block and one door."""
    floor = problem.floor
    if not isinstance(floor, ParallelFloor) or floor.blocks > 1:
        raise refuse("The policy {policy} needs a floor of one block.", field="policy", policy=policy)
    start, end = ends_of(problem)
    if start != end or len(start.doors) > 1:
        raise refuse("The policy {policy} needs a walk that ends at the door it began.", field="policy", policy=policy)
    if floor.blocked or floor.one_way or problem.vehicle.barred or not problem.vehicle.turns:
        raise refuse("The policy {policy} needs open aisles and a picker who can turn.", field="policy", policy=policy)
    door = start.doors[0]
    picks: Picks = {}
    for stop in problem.stops:
        aisle, y = stop.place
        picks.setdefault(aisle, []).append(y)
    front, back = floor.cross_y[door.cross], floor.cross_y[1 - door.cross]
    line = walk_by(policy, picks, (door.aisle, front), back)
    length = sum(floor.distance(a, b) for a, b in itertools.pairwise(line)) + 2 * door.distance
    gate = ("depot", start.name)
    return Walk((gate, *line, gate), length, 0.0, policy)
