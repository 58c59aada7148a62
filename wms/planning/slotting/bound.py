"""How little re-slotting could leave to be walked at best: a bound that no plan within the limit of moves goes below.

Three arguments, of which the best counts. *What a move can save*: goods that leave a walk shorten it by no more than a
detour to them from the next stop that is left, for else the walk before could have been shortened by that detour; the
detours are taken along a shortest tree of the walk's stops, so that they hold whichever of them leave together. *What
is left*: no walk is shorter than the mean way to and from its stops. And without orders each pick's way is counted
itself, which is no bound but the cost. To these come reach and the price of each move. Then at most so many loads move,
no two to one place: of this the Lagrangian relaxation is taken, with a price on each place and on moving at all.

Where walks of many stops are measured by a rule of thumb, they may be longer than need be; how much at most is told by
Held and Karp's bound (1970, one-trees), and given away as well. Distances must obey the triangle inequality.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Stop
from wms.planning.compiled import njit
from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.improve import cost_of, doors
from wms.planning.slotting.problem import SlottingProblem
from wms.planning.slotting.search import Bench
from wms.planning.slotting.trips import EXACT

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]
ROUNDS, TREES, LARGEST = 120, 30, 12_000_000
"""Rounds of prices, of one-trees, and the most (load, place) pairs that are held at once."""
NEVER = 1e15


@dataclass(frozen=True, slots=True)
class _Choice:
    """Loads that may move (rows) and places they may take (columns); `home` is the column of each, −1 for none."""

    loads: Ints
    places: Ints
    home: Ints
    price: Reals


def least(problem: SlottingProblem, arrays: SlottingArrays, bench: Bench, stop: Stop | None = None) -> int:
    """The bound in millimetres of walks and moves together, for the bench as it stands today (nothing moved).

    When the stop says so prices are raised no further, which makes it lower. Raises Cancelled.
    """
    stop = stop or Stop()
    before = cost_of(bench) + doors(problem)
    loads = np.flatnonzero(bench.movable)
    places = _places(bench)
    if not len(loads) or not len(places) or bench.limit < 1:
        return before
    if len(loads) * len(places) > LARGEST:
        return _wholesale(problem, arrays, bench, before, loads, places, stop)
    choice = _choice(bench, loads, places)
    if not problem.orders:
        return before + _saved(choice, bench.limit, stop)
    detours, doubts, all_doubts = _detours(bench, stop)
    saved = choice.price - detours[loads][:, None]
    found = [before + _saved(_at(choice, saved - doubts[loads][:, None]), bench.limit, stop)]
    if all_doubts:
        found.append(before - all_doubts + _saved(_at(choice, saved), bench.limit, stop))
    share = arrays.walk_weight[loads] / arrays.scale
    ways = bench.walk[places][None, :] - bench.walk[bench.home[loads]][:, None]
    still = arrays.cost(bench.fences.where) // arrays.scale
    found.append(still + _saved(_at(choice, choice.price + share[:, None] * ways), bench.limit, stop))
    return min(before, max(0, *found))


def _places(bench: Bench) -> Ints:
    """Places that may be used and are not held by what stays."""
    holder = bench.fences.at
    stays = (holder >= 0) & ~bench.movable[np.maximum(holder, 0)]
    return np.flatnonzero(bench.usable & ~stays)


def _choice(bench: Bench, loads: Ints, places: Ints) -> _Choice:
    column = np.full(len(bench.walk), -1, np.int64)
    column[places] = np.arange(len(places))
    return _Choice(loads, places, column[bench.home[loads]], _prices(bench, loads, places))


def _at(choice: _Choice, price: Reals) -> _Choice:
    return _Choice(choice.loads, choice.places, choice.home, price)


def _prices(b: Bench, loads: Ints, places: Ints) -> Reals:
    """(loads, places) what a move changes by itself: its price, reach, and ways that do not depend on other goods."""
    homes = b.home[loads]
    walk = b.walk_cost[loads][:, None] * (b.walk[places][None, :] - b.walk[homes][:, None])
    reach = b.reach_cost[loads][:, None] * (b.reach[places][None, :] - b.reach[homes][:, None])
    price = (walk + reach + b.handling + b.haul * between(b, homes, places)).astype(np.float64)
    price[~b.fences.allowed[b.fences.kind[loads]][:, b.fences.type_of[places]]] = NEVER
    price[homes[:, None] == places[None, :]] = NEVER
    return price


def between(b: Bench, ones: Ints, others: Ints) -> Ints:
    """The walk from each of `ones` (locations) to each of `others`; as `way_between` for many."""
    if b.by_table:
        return np.asarray(b.trips.way[np.ix_(b.trips.place[ones], b.trips.place[others])], np.int64)
    y, z = b.along[ones][:, None], b.along[others][None, :]
    round_ = np.minimum(y + z, 2 * b.walks.depth - y - z) + np.abs(b.across[ones][:, None] - b.across[others][None, :])
    return np.asarray(np.where(b.fences.aisle[ones][:, None] == b.fences.aisle[others][None, :], np.abs(y - z), round_))


def _saved(choice: _Choice, limit: int, stop: Stop) -> int:
    """The least change (≤ 0) that moves of at most `limit` loads can make, relaxed; by subgradient steps on prices."""
    price, homes = choice.price, choice.home
    own = homes >= 0
    toll, rent = _first_toll(price.min(axis=1), limit), np.zeros(len(choice.places))
    best, step = -np.inf, max(1.0, float(-np.minimum(price.min(axis=1), 0).mean()))
    for turn in range(ROUNDS):
        stop.raise_if_cancelled()
        if turn and stop():
            break
        goal = (price + rent).argmin(axis=1)
        going = price[np.arange(len(goal)), goal] + rent[goal] + toll
        staying = np.where(own, rent[homes], 0.0)
        moves = going < staying
        value = float(np.minimum(going, staying).sum() - rent.sum() - toll * limit)
        best = max(best, value)
        used = np.bincount(goal[moves], minlength=len(rent)) + np.bincount(homes[~moves & own], minlength=len(rent))
        length = step / (1 + turn / 8)
        rent = np.maximum(0.0, rent + length * (used - 1))
        toll = max(0.0, toll + length * (int(moves.sum()) - limit) / max(1, limit))
    return int(np.floor(min(0.0, best)))


def _first_toll(gains: Reals, limit: int) -> float:
    """The price on moving at which just so many loads want to move, while no place costs anything."""
    wanted = np.sort(np.minimum(gains, 0.0))
    return float(-wanted[limit]) if limit < len(wanted) else 0.0


def _wholesale(
    problem: SlottingProblem, arrays: SlottingArrays, bench: Bench, before: int, loads: Ints, places: Ints,
    stop: Stop,
) -> int:
    """The same for a very large house: places may be taken by several, so that only the best of each load counts."""
    nothing = (np.zeros(arrays.units), np.zeros(arrays.units), 0)
    detours, doubts, all_doubts = _detours(bench, stop) if problem.orders else nothing
    share = arrays.walk_weight / arrays.scale if problem.orders else np.zeros(arrays.units)
    part = max(1, LARGEST // len(places))
    three: list[list[Reals]] = [[], [], []]
    for first in range(0, len(loads), part):
        stop.raise_if_cancelled()
        some = loads[first : first + part]
        price = _prices(bench, some, places)
        ways = bench.walk[places][None, :] - bench.walk[bench.home[some]][:, None]
        kept = price.min(axis=1) - detours[some]
        for found, gains in zip(three, (kept - doubts[some], kept, (price + share[some][:, None] * ways).min(axis=1)),
                                strict=True):  # fmt: skip
            found.append(gains)
    best = [float(np.sort(np.minimum(np.concatenate(gains), 0.0))[: bench.limit].sum()) for gains in three]
    if not problem.orders:
        return before + int(np.floor(best[1]))
    still = arrays.cost(bench.fences.where) // arrays.scale
    return min(before, max(0, *(int(np.floor(value)) for value in (
        before + best[0], before - all_doubts + best[1], still + best[2]))))  # fmt: skip


def _detours(b: Bench, stop: Stop) -> tuple[Reals, Reals, int]:
    """(U,) how much at most the walks of a load grow shorter when it leaves them; (U,) and in all: how much longer
    than need be its walks are measured at most.
    """
    detours, doubts, whole = np.zeros(len(b.home)), np.zeros(len(b.home)), 0.0
    walked = b.trips if b.by_table else b.walks
    for order, (weight, length) in enumerate(zip(walked.weight, walked.length, strict=True)):
        stop.raise_if_cancelled()
        units = b.rows[b.row_starts[order] : b.row_starts[order + 1]]
        movable, where = b.movable[units], b.fences.where[units]
        if movable.any():
            out, door = _ways(b, where)
            detours[units] += weight * _tree(out, door, movable)
            if b.by_table and len(np.unique(b.trips.place[where])) > EXACT:
                doubt = weight * max(0.0, length - _one_trees(out / 2.0, door / 2.0, float(length)))
                doubts[units] += doubt
                whole += doubt
    return detours, doubts, int(whole)


def _ways(b: Bench, where: Ints) -> tuple[Reals, Reals]:
    """The ways there and back between the stops of a walk, and between each stop and where the walk begins or ends.

    In one block of aisles the latter have the way to the depot's door in them, which makes the bound a little lower.
    """
    there = between(b, where, where)
    if not b.by_table:
        return (there + there.T).astype(np.float64), b.walk[where].astype(np.float64)
    way, place = b.trips.way, b.trips.place[where]
    begin, end = (way[door, place] + way[place, door] for door in (b.trips.begin, b.trips.end))
    return (there + there.T).astype(np.float64), np.minimum(begin, end).astype(np.float64)


@njit(cache=True)
def _tree(out: Reals, door: Reals, movable: NDArray[np.bool_]) -> Reals:
    """The detour to each stop from the one it hangs on in the shortest tree; what stays hangs on nothing."""
    n = len(door)
    near, done = door.copy(), ~movable
    for i in range(n):
        if done[i]:
            near[i] = 0.0
            for j in range(n):
                if movable[j]:
                    near[j] = min(near[j], out[i, j])
    while True:
        best = -1
        for i in range(n):
            if not done[i] and (best < 0 or near[i] < near[best]):
                best = i
        if best < 0:
            return near
        done[best] = True
        for j in range(n):
            if not done[j]:
                near[j] = min(near[j], out[best, j])


@njit(cache=True)
def _one_trees(way: Reals, door: Reals, longest: float) -> float:
    """Held and Karp's bound on the round through all stops and the door; `way` and `door` are one way."""
    n = len(door)
    price, best = np.zeros(n), 0.0
    step = longest / (2.0 * n)
    for _ in range(TREES):
        key, parent, done, degree = np.full(n, np.inf), np.full(n, -1), np.zeros(n, np.bool_), np.zeros(n)
        total, at = -2.0 * price.sum(), 0
        done[0] = True
        for _ in range(n - 1):
            for j in range(n):
                value = way[at, j] + price[at] + price[j]
                if not done[j] and value < key[j]:
                    key[j], parent[j] = value, at
            at = -1
            for j in range(n):
                if not done[j] and (at < 0 or key[j] < key[at]):
                    at = j
            done[at] = True
            total += key[at]
            degree[at] += 1
            degree[parent[at]] += 1
        order = np.argsort(door + price)
        for near in order[:2]:
            total += door[near] + price[near]
            degree[near] += 1
        best = max(best, total)
        off = degree - 2.0
        size = (off * off).sum()
        if size == 0:
            break
        price += step * off / np.sqrt(size)
        step *= 0.9
    return best
