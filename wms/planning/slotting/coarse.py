"""The core for a large house: the same transportation, with neighbouring locations seen as one class.

Locations of one type are ranked by cost and cut into classes, single ones near the depot and ever longer stretches
farther away. The exact method places the units in classes; inside a class the busiest unit gets the best location. The
prices of the classes, drawn through as a line, are prices for every single location, and those prove a bound of the
true problem: nothing of it rests on the classes. Charges per pick keep each aisle near its share of the work; they are
multipliers of the aisles' limits, so the bound stays proven for whatever charges come out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Progress, Watch
from wms.planning.compiled import njit
from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.fences import aisle_cap
from wms.planning.slotting.problem import SlottingProblem
from wms.planning.slotting.transport import Classes, Transport, spread, transport

Ints = NDArray[np.int64]
GROWTH, ROUGH = 0.1, 0.4
"""Each class is this part of the locations that rank before it: for the answer, and while looking for charges."""
BAND = 1.03
"""Units whose weights differ by less count as equal when they are placed."""
STEPS = 12
FAR = 1 << 62


@dataclass(frozen=True)
class Coarse:
    """Where each unit lies (U,), what is proven (scaled), and how much work lies beyond the aisles' shares.

    `charges` (A,) are those the bound was proven with; `answer`, `classes` and `class_of` (L,) tell of the last run.
    """

    where: Ints
    bound: int
    excess: int
    charges: Ints
    answer: Transport
    classes: Classes
    class_of: Ints


def coarse(problem: SlottingProblem, arrays: SlottingArrays, watch: Watch) -> Coarse:
    """Place all units near the least additive cost; with limits on aisles, at charges that all but keep them.

    The answer's `answer.complete` is False where the watch stopped it or a unit found no room.
    """
    aisles, cap = int(arrays.aisle.max(initial=0)) + 1, aisle_cap(problem)
    exact, charges = np.zeros(aisles), np.zeros(aisles, np.int64)
    size = float((arrays.walk + arrays.reach).max(initial=1)) / 10
    best = None
    for number in range(STEPS if problem.rules.aisle_share_permille < 1_000 and not problem.orders else 0):
        rough = _placed(arrays, charges, cap, watch, ROUGH)
        if watch.stop() or not rough.answer.complete:
            break
        best = rough if best is None or rough.bound > best.bound else best
        watch.report(Progress("spreading work over aisles", number, STEPS, None, float(best.bound)))
        load = np.bincount(arrays.aisle[rough.where], arrays.pick_weight.astype(float), minlength=aisles)
        exact = np.maximum(0, exact + size / (1 + number / 4) * np.minimum(2, load / cap - 1))
        charges = exact.astype(np.int64)
    if best is None:
        return _placed(arrays, np.zeros(aisles, np.int64), cap, watch, GROWTH)
    fine = _placed(arrays, best.charges, cap, watch, GROWTH)
    return _better(fine, best) if fine.answer.complete else best


def _better(one: Coarse, other: Coarse) -> Coarse:
    """The placing that overloads aisles less, with whichever bound is higher."""
    mine, proof = (one if one.excess <= other.excess else other), (one if one.bound >= other.bound else other)
    return replace(mine, bound=proof.bound, charges=proof.charges)


def _placed(arrays: SlottingArrays, charges: Ints, cap: int, watch: Watch, growth: float) -> Coarse:
    walk = arrays.walk + charges[arrays.aisle]
    classes, class_of, middle = _classes(arrays, walk, growth)
    answer = transport(_banded(arrays.walk_weight), _banded(arrays.pick_weight), arrays.kind, classes, watch)
    if not answer.complete:
        return Coarse(answer.class_of, 0, FAR, charges, answer, classes, class_of)
    where = _ranked(arrays, answer.class_of, class_of, walk)
    prices = _drawn_through(arrays, walk, class_of, middle, answer.price)
    bound = _proven(arrays, walk, prices) - int(charges.sum()) * cap
    load = np.bincount(arrays.aisle[where], arrays.pick_weight.astype(float))
    return Coarse(where, bound, int(np.maximum(0, load - cap).sum()), charges, answer, classes, class_of)


def _banded(weight: Ints) -> Ints:
    """Weights rounded to a geometric scale, so that there are few different ones."""
    logs = np.round(np.log(np.maximum(weight, 1)) / np.log(BAND))
    return np.where(weight > 0, np.round(BAND ** logs), 0).astype(np.int64)


def _classes(arrays: SlottingArrays, walk: Ints, growth: float) -> tuple[Classes, Ints, Ints]:
    """Classes, each location's class, and each class's series (a type and a reach)."""
    series = np.unique(np.stack([arrays.type_of, arrays.reach], axis=1), axis=0, return_inverse=True)[1].reshape(-1)
    order = np.lexsort((walk, series))
    ranked = series[order]
    rank = np.arange(len(order)) - np.searchsorted(ranked, ranked)
    cut = np.zeros(int(rank.max(initial=0)) + 1, np.int64)
    at, number = 0, 0
    while at < len(cut):
        length = max(1, int(growth * at))
        cut[at:at + length] = number
        at, number = at + length, number + 1
    key = ranked * number + cut[rank]
    class_of = np.empty(len(order), np.int64)
    names, class_of[order] = np.unique(key, return_inverse=True)
    room = np.bincount(class_of, minlength=len(names))
    middle = np.bincount(class_of, walk.astype(float), minlength=len(names)) / room
    example = np.zeros(len(names), np.int64)
    example[class_of] = np.arange(len(class_of))
    usable = arrays.allowed[:, arrays.type_of[example]]
    starts = np.concatenate([[0], np.cumsum(usable.sum(axis=1))]).astype(np.int64)
    classes = Classes(
        middle.astype(np.int64), arrays.reach[example], room.astype(np.int64), starts,
        np.nonzero(usable)[1].astype(np.int64),
    )
    return classes, class_of, series[example].astype(np.int64)


def _ranked(arrays: SlottingArrays, chosen: Ints, class_of: Ints, walk: Ints) -> Ints:
    """Inside each class the units by falling weight take the locations by rising walk."""
    units, places = np.argsort(-arrays.walk_weight, kind="stable"), np.argsort(walk, kind="stable")
    where = np.empty(arrays.units, np.int64)
    where[units] = places[spread(chosen[units], class_of[places])]
    return where


def _drawn_through(arrays: SlottingArrays, walk: Ints, class_of: Ints, series: Ints, price: Ints) -> Ints:
    """(L,) a price for each location: the classes' prices joined by straight lines along each series."""
    room = np.bincount(class_of, minlength=len(price))
    middle = np.bincount(class_of, walk.astype(float), minlength=len(price)) / room
    prices = np.zeros(len(walk), np.int64)
    of_place = series[class_of]
    for number in range(int(series.max(initial=0)) + 1):
        line, mine = np.flatnonzero(series == number), of_place == number
        prices[mine] = np.interp(walk[mine], middle[line], price[line].astype(float)).astype(np.int64)
    return np.minimum(prices, 0)


def _proven(arrays: SlottingArrays, walk: Ints, prices: Ints) -> int:
    """The bound at these prices: each unit's least reduced cost, and the prices of all locations."""
    keys, members = np.unique(
        np.stack([arrays.kind, arrays.walk_weight, arrays.pick_weight], axis=1), axis=0, return_counts=True)
    spots = np.unique(np.stack([arrays.type_of, walk, arrays.reach, prices], axis=1), axis=0)
    usable = arrays.allowed[:, spots[:, 0]]
    starts = np.concatenate([[0], np.cumsum(usable.sum(axis=1))]).astype(np.int64)
    columns = np.nonzero(usable)[1].astype(np.int64)
    least = _least(keys, spots, starts, columns)
    return int((least * members).sum() + prices.sum())


@njit(cache=True)
def _least(keys: Ints, spots: Ints, starts: Ints, columns: Ints) -> Ints:
    """(G,) the least reduced cost of each group of units over the spots its kind may use."""
    found = np.empty(len(keys), np.int64)
    for g in range(len(keys)):
        best = FAR
        kind, walks, picks = keys[g, 0], keys[g, 1], keys[g, 2]
        for x in range(starts[kind], starts[kind + 1]):
            c = columns[x]
            best = min(best, walks * spots[c, 1] + picks * spots[c, 2] - spots[c, 3])
        found[g] = best
    return found
