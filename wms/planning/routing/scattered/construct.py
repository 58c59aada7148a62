"""The shelves as arrays for the compiled search on one open block."""

from __future__ import annotations

import math

import numpy as np

from wms.planning.floor.parallel import ParallelFloor
from wms.planning.routing.scattered.problem import ScatteredProblem
from wms.planning.routing.scattered.search import Shelves


def suits_one_block(problem: ScatteredProblem) -> bool:
    """Whether the compiled search applies: one open block, one door, a picker who can turn."""
    floor = problem.floor
    if not isinstance(floor, ParallelFloor) or floor.blocks > 1 or floor.cross_y[0] != 0:
        return False
    plain = not (floor.one_way or floor.blocked or problem.vehicle.barred) and problem.vehicle.turns
    return plain and len(floor.depot(str(problem.start)).doors) == 1


def as_shelves(problem: ScatteredProblem) -> tuple[Shelves, list[int]]:
    """The arrays, and the number of the offer behind each place (−1 for the depot)."""
    floor = problem.floor
    assert isinstance(floor, ParallelFloor)
    door = floor.depot(str(problem.start)).doors[0]
    wanted = {item: i for i, (item, quantity) in enumerate(problem.demand) if quantity > 0}
    rows = [(*stop.place, wanted[stop.item], stop.quantity, n)
            for n, stop in enumerate(problem.offers) if stop.item in wanted and stop.quantity > 0]
    rows.append((door.aisle, floor.cross_y[door.cross], -1, 1, -1))
    table = np.array(sorted(rows), np.int64)
    aisle, y, item, quantity, offer = (column.copy() for column in table.T)
    starts = np.searchsorted(aisle, np.arange(len(floor.aisle_x) + 1)).astype(np.int64)
    real = np.flatnonzero(item >= 0)
    by_item = real[np.argsort(item[real], kind="stable")].astype(np.int64)
    item_starts = np.searchsorted(item[by_item], np.arange(len(problem.demand) + 1)).astype(np.int64)
    demand = np.array([max(0, quantity) for _, quantity in problem.demand], np.int64)
    shelves = Shelves(floor.lanes.aisle_x, floor.cross_y[1], aisle, y, item, quantity, starts, demand, by_item,
                      item_starts)
    return shelves, offer.tolist()


def length_unit(shelves: Shelves) -> int:
    """What every closed walk's length is a multiple of: it passes every stretch an even number of times in all."""
    gaps = np.diff(shelves.aisle_x).tolist()
    return 2 * math.gcd(shelves.depth, *gaps, *shelves.y.tolist()) or 1
