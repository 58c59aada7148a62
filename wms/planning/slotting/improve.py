"""The search from a first slotting to the deadline: cooled slowly, watched, and keeping the best it has seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Progress, Watch
from wms.planning.slotting.arrays import SlottingArrays, order_units
from wms.planning.slotting.carrying import Carrying, carried, carrying_of
from wms.planning.slotting.fences import Fences
from wms.planning.slotting.problem import SlottingParams, SlottingProblem
from wms.planning.slotting.search import Bench, anneal, move_cost
from wms.planning.slotting.trips import Trips, trips_of
from wms.planning.slotting.walks import Walks, walks_of

Ints = NDArray[np.int64]
HOT, COLD, SLACK = 0.35, 0.007, 0.04
"""Temperatures and allowance of the search as parts of a mean order's walk."""
TOGETHER = 0.8
DEFAULT_SECONDS = 60.0


@dataclass(frozen=True)
class Moves:
    """What re-slotting may do: cost of one move in millimetres (`handling`, and `haul` times the way), and how many.

    Made `in_one_walk` they cost that walk besides.
    """

    handling: int = 0
    haul: int = 0
    limit: int = 1 << 40
    in_one_walk: bool = False


def one_block(problem: SlottingProblem) -> bool:
    """Whether the exact walk through one block of aisles holds for this problem's floor."""
    floor = problem.floor
    if floor is None or problem.walks or floor.blocks != 1 or floor.blocked or floor.one_way:
        return False
    return len(floor.depots) == 1 and len(floor.depots[0].doors) == 1


def bench_of(
    problem: SlottingProblem, arrays: SlottingArrays, fences: Fences, moves: Moves | None = None,
    choice: Ints | None = None, spots: Ints | None = None,
) -> Bench:
    """Everything the compiled search needs, with units lying as `fences` says."""
    starts, stops, weight = _rows(problem)
    by_table = bool(problem.orders) and not one_block(problem)
    units, places = arrays.units, len(problem.locations)
    walks = _walks(problem, arrays, fences, *((starts, stops, weight) if not by_table else _no_rows()))
    trips = _trips(problem, fences, *((starts, stops, weight) if by_table else _no_rows()), by_table=by_table)
    unit_starts, unit_orders = _turned(starts, stops, units)
    moves = moves or Moves()
    home = _home(problem, arrays) if problem.current else np.full(units, -1, np.int64)
    away = np.array([int(((home >= 0) & (home != fences.where)).sum())], np.int64)
    nothing = np.zeros(units, np.int64)
    choice = np.arange(units) if choice is None else choice
    spots = np.arange(places) if spots is None else spots
    floor = problem.floor
    across = np.array([floor.aisle_x[p.aisle] if floor else 0 for p in problem.locations], np.int64)
    return Bench(
        fences, walks, trips, by_table, unit_starts, unit_orders, starts, stops, arrays.walk, arrays.reach,
        nothing if problem.orders else arrays.walk_weight, arrays.pick_weight // arrays.scale, home, moves.handling,
        moves.haul, moves.limit, away, across, _along(problem),
        choice, spots, np.isin(np.arange(units), choice), np.isin(np.arange(places), spots),
        _carrying(trips, home, fences, moves.in_one_walk and by_table),
    )


def _carrying(trips: Trips, home: Ints, fences: Fences, on: bool) -> Carrying:
    found = carrying_of(home, fences.where, len(fences.at), on)
    if on:
        found.length[0] = carried(trips.way, trips.begin, trips.end, trips.place, found)
    return found


def cost_of(bench: Bench) -> int:
    """The objective and the moves, from the state of the bench."""
    where = bench.fences.where
    total = int((bench.walk_cost * bench.walk[where] + bench.reach_cost * bench.reach[where]).sum())
    total += int((bench.walks.weight * bench.walks.length).sum() + (bench.trips.weight * bench.trips.length).sum())
    if bench.handling or bench.haul:
        moved = np.flatnonzero(bench.home != where).tolist()
        total += sum(move_cost(bench, unit, int(where[unit])) for unit in moved)
    return total + int(bench.carrying.length[0])


def improve(
    bench: Bench, params: SlottingParams, watch: Watch, bound: float | None, *, hot: float = HOT, cold: float = COLD,
    size: float | None = None, doing: str = "shortening the walks", constant: int = 0,
) -> tuple[Ints, int]:
    """Search until the watch stops it; returns the best (U,) locations and their cost.

    Temperatures are `hot` to `cold` times `size` (a mean order's walk by default). With `params.steps` the run is
    repeatable to the last exchange; with a deadline the cooling follows the clock.
    """
    size = size or mean_size(bench)
    best, best_cost = bench.fences.where.copy(), cost_of(bench)
    if not len(bench.choice) or len(bench.spots) < 2 or size <= 0:
        return best, best_cost
    cost, block, done = best_cost, 500, 0
    seconds = min(watch.stop.left(), DEFAULT_SECONDS)
    begun = watch.stop.elapsed()
    anneal(bench, params.seed, 0, 1.0, 0.0, 0.0)
    begun, last = watch.stop.elapsed(), watch.stop.elapsed()
    while not watch.stop():
        now = watch.stop.elapsed()
        part = done / params.steps if params.steps is not None else (now - begun) / seconds
        if part >= 1.0:
            break
        count = block if params.steps is None else min(block, params.steps - done)
        gained, _ = anneal(bench, -1, count, size * hot * (cold / hot) ** part, SLACK * size, TOGETHER)
        cost, done = cost + gained, done + count
        if cost < best_cost:
            best, best_cost = bench.fences.where.copy(), cost
        spent = watch.stop.elapsed() - now
        if params.steps is None:  # a run of so many steps must not depend on the machine's speed
            block = max(50, min(200_000, block * 2 if spent < 0.04 else block // 2 if spent > 0.1 else block))
        if now - last > 0.1:
            last = now
            watch.report(Progress(doing, int(part * 100), 100, float(best_cost + constant), bound))
    return best, best_cost


def mean_size(bench: Bench) -> float:
    """The yardstick of temperatures: the mean order's walk times its weight, or the mean unit's additive cost."""
    lengths = bench.walks.length * bench.walks.weight if not bench.by_table else bench.trips.length * bench.trips.weight
    if len(lengths):
        return float(lengths.mean())
    return float((bench.walk_cost * bench.walk[bench.fences.where]).mean()) if len(bench.walk_cost) else 0.0


def doors(problem: SlottingProblem) -> int:
    """The part of the walks no slotting changes: from the depot to the aisles and back, once an order."""
    if not one_block(problem) or problem.floor is None:
        return 0
    once = 2 * problem.floor.depots[0].doors[0].distance
    return sum(once * order.weight for order in problem.orders if order.items)


def _rows(problem: SlottingProblem) -> tuple[Ints, Ints, Ints]:
    """Orders as rows of units, equal ones as one with their weights added, the heaviest first."""
    together: dict[tuple[int, ...], int] = {}
    for row, order in zip(order_units(problem), problem.orders, strict=True):
        if row:
            together[tuple(row)] = together.get(tuple(row), 0) + order.weight
    rows = sorted(together.items(), key=lambda pair: -pair[1])
    starts = np.concatenate([[0], np.cumsum([len(row) for row, _ in rows])]).astype(np.int64)
    stops = np.array([unit for row, _ in rows for unit in row], np.int64)
    return starts, stops, np.array([weight for _, weight in rows], np.int64)


def _no_rows() -> tuple[Ints, Ints, Ints]:
    return np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)


def _turned(starts: Ints, stops: Ints, units: int) -> tuple[Ints, Ints]:
    """From the units of each order to the orders of each unit, both ascending."""
    order_of = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    by_unit = np.argsort(stops, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(stops, minlength=units))]).astype(np.int64)
    return first, order_of[by_unit].astype(np.int64)


def _along(problem: SlottingProblem) -> Ints:
    """(L,) each location's way along its aisle from the depot's end."""
    y = np.array([place.y_mm for place in problem.locations], np.int64)
    if problem.floor is None:
        return y
    return np.abs(y - problem.floor.cross_y[problem.floor.depots[0].doors[0].cross])


def _walks(
    problem: SlottingProblem, arrays: SlottingArrays, fences: Fences, starts: Ints, stops: Ints, weight: Ints
) -> Walks:
    floor = problem.floor
    if floor is None or not one_block(problem):
        nothing = np.zeros(1, np.int64)
        return walks_of(nothing, 1, 0, nothing, nothing, *_no_rows()[:2], _no_rows()[2], fences.where)
    return walks_of(
        np.array(floor.aisle_x, np.int64), floor.cross_y[-1] - floor.cross_y[0], floor.depots[0].doors[0].aisle,
        _along(problem), arrays.aisle, starts, stops, weight, fences.where,
    )


def _trips(
    problem: SlottingProblem, fences: Fences, starts: Ints, stops: Ints, weight: Ints, *, by_table: bool
) -> Trips:
    way = problem.table if problem.walks and by_table else np.zeros((1, 1), np.int64)
    place = np.array([max(0, p.place) if by_table else 0 for p in problem.locations], np.int64)
    return trips_of(way, problem.start_place, problem.end_place, place, starts, stops, weight, fences.where)


def _home(problem: SlottingProblem, arrays: SlottingArrays) -> Ints:
    """(U,) where each unit lies today, −1 where it has no place yet."""
    index = {place.location_id: number for number, place in enumerate(problem.locations)}
    home = np.full(arrays.units, -1, np.int64)
    at = 0
    for item in problem.items:
        for facing, location in enumerate(problem.current.get(item.item_id, ())[: item.facings]):
            home[at + facing] = index[location]
        at += item.facings
    return home
