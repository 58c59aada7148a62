"""Choosing storage places for a walk through one block: greedy insertion and iterated local search, compiled.

A choice is a set of places whose quantities cover the demand. One item at a time gives up its places and takes the
best others; now and then several items, or everything in one aisle, are chosen anew. Lengths are exact throughout.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints
from wms.planning.routing.scattered.aisles import FAR, STATES, changed_length, sweep

Flags = NDArray[np.bool_]


class Shelves(NamedTuple):
    """Places sorted by (aisle, y): `aisle`, `y`, `item`, `quantity` (m,); the depot is a place of item −1.

    `starts` (A + 1,) finds an aisle's places, `demand` (I,) is what must be covered, `by_item` (m,) lists the places
    of each item from `item_starts` (I + 1,) on.
    """

    aisle_x: Ints
    depth: int
    aisle: Ints
    y: Ints
    item: Ints
    quantity: Ints
    starts: Ints
    demand: Ints
    by_item: Ints
    item_starts: Ints


class Walked(NamedTuple):
    """The aisles of a choice, `first`, `last`, `gap` (A,), and the sweeps over them (A, 7)."""

    first: Ints
    last: Ints
    gap: Ints
    ahead: Ints
    behind: Ints


@njit(cache=True)
def _measure_aisle(shelves: Shelves, chosen: Flags, a: int, extra: int, without: int) -> tuple[int, int, int]:
    """First, last and largest gap of the chosen places of an aisle, with one place more and one less (−1: none)."""
    first, last, gap = shelves.depth + 1, -1, 0
    for place in range(shelves.starts[a], shelves.starts[a + 1]):
        if (chosen[place] or place == extra) and place != without:
            if last < 0:
                first = shelves.y[place]
            else:
                gap = max(gap, shelves.y[place] - last)
            last = shelves.y[place]
    return first, last, gap


@njit(cache=True)
def walk(shelves: Shelves, chosen: Flags, walked: Walked) -> int:
    """The length of the walk over a choice; fills `walked`."""
    for a in range(len(shelves.aisle_x)):
        walked.first[a], walked.last[a], walked.gap[a] = _measure_aisle(shelves, chosen, a, -1, -1)
    return sweep(shelves.aisle_x, shelves.depth, walked.first, walked.last, walked.gap, walked.ahead, walked.behind)


@njit(cache=True)
def new_walked(aisles: int) -> Walked:
    """Empty arrays for `walk`."""
    return Walked(
        np.empty(aisles, np.int64), np.empty(aisles, np.int64), np.empty(aisles, np.int64),
        np.empty((aisles, STATES), np.int64), np.empty((aisles, STATES), np.int64),
    )


@njit(cache=True)
def _with_place(shelves: Shelves, chosen: Flags, walked: Walked, place: int, scratch: Ints) -> int:
    """The walk's length with one place more."""
    a = shelves.aisle[place]
    first, last, gap = _measure_aisle(shelves, chosen, a, place, -1)
    return changed_length(walked.ahead[a], walked.behind[a], shelves.depth, first, last, gap, scratch)


@njit(cache=True)
def _missing(shelves: Shelves, chosen: Flags, item: int) -> int:
    """How much of an item's demand is not covered."""
    left = int(shelves.demand[item])
    for k in range(shelves.item_starts[item], shelves.item_starts[item + 1]):
        if chosen[shelves.by_item[k]]:
            left -= shelves.quantity[shelves.by_item[k]]
    return max(0, left)


@njit(cache=True)
def cover(shelves: Shelves, chosen: Flags, walked: Walked, item: int, length: int, scratch: Ints) -> int:
    """Choose places for an item until its demand is covered, each the cheapest for what it gives; the new length."""
    missing = _missing(shelves, chosen, item)
    while missing > 0:
        best, best_cost, ties = -1, np.inf, 0
        for k in range(shelves.item_starts[item], shelves.item_starts[item + 1]):
            place = shelves.by_item[k]
            if chosen[place]:
                continue
            added = _with_place(shelves, chosen, walked, place, scratch) - length
            cost = added / min(missing, shelves.quantity[place])
            ties = ties + 1 if cost == best_cost else 1
            if cost < best_cost or (cost == best_cost and np.random.randint(ties) == 0):
                best, best_cost = place, cost
        chosen[best] = True
        missing -= shelves.quantity[best]
        length = walk(shelves, chosen, walked)
    return length


@njit(cache=True)
def drop_needless(shelves: Shelves, chosen: Flags, walked: Walked, length: int, scratch: Ints) -> int:
    """Leave out places whose item is covered without them, those that save most first; the new length."""
    while True:
        best, best_length, best_quantity = -1, FAR, 0
        for place in range(len(chosen)):
            item = shelves.item[place]
            if not chosen[place] or item < 0:
                continue
            chosen[place] = False
            needed = _missing(shelves, chosen, item) > 0
            chosen[place] = True
            if needed:
                continue
            a = shelves.aisle[place]
            first, last, gap = _measure_aisle(shelves, chosen, a, -1, place)
            new = changed_length(walked.ahead[a], walked.behind[a], shelves.depth, first, last, gap, scratch)
            if new < best_length or (new == best_length and shelves.quantity[place] < best_quantity):
                best, best_length, best_quantity = place, new, shelves.quantity[place]
        if best < 0:
            return length
        chosen[best] = False
        length = walk(shelves, chosen, walked)


@njit(cache=True)
def _give_up(shelves: Shelves, chosen: Flags, item: int) -> None:
    for k in range(shelves.item_starts[item], shelves.item_starts[item + 1]):
        chosen[shelves.by_item[k]] = False


@njit(cache=True)
def descend(shelves: Shelves, chosen: Flags, walked: Walked, length: int, scratch: Ints) -> int:
    """Let item after item choose its places anew until none gains; the new length."""
    items = len(shelves.demand)
    kept = chosen.copy()
    idle = 0
    order = np.random.permutation(items)
    at = 0
    while idle < items:
        item = order[at % items]
        at += 1
        kept[:] = chosen
        _give_up(shelves, chosen, item)
        base = walk(shelves, chosen, walked)
        new = cover(shelves, chosen, walked, item, base, scratch)
        new = drop_needless(shelves, chosen, walked, new, scratch)
        idle = 0 if new < length else idle + 1
        if new <= length:
            length = new
        else:
            chosen[:] = kept
    return walk(shelves, chosen, walked)


@njit(cache=True)
def _shake(shelves: Shelves, chosen: Flags) -> None:
    """Give up a few items, or everything chosen in a random aisle or two neighbouring ones."""
    if np.random.random() < 0.5:
        for _ in range(2 + np.random.randint(3)):
            _give_up(shelves, chosen, np.random.randint(len(shelves.demand)))
        return
    while True:
        place = np.random.randint(len(chosen))
        if chosen[place]:
            break
    a, wide = shelves.aisle[place], np.random.randint(2)
    for other in range(len(chosen)):
        if a <= shelves.aisle[other] <= a + wide and shelves.item[other] >= 0:
            chosen[other] = False


@njit(cache=True)
def iterate(shelves: Shelves, chosen: Flags, rounds: int, enough: int, seed: int) -> int:
    """`rounds` of shaking and descending from a choice (changed to the best met); ends early at length `enough`."""
    np.random.seed(seed)
    walked, scratch = new_walked(len(shelves.aisle_x)), np.empty(STATES, np.int64)
    length = _complete(shelves, chosen, walked, scratch)
    best = chosen.copy()
    for _ in range(rounds):
        if length <= enough:
            break
        chosen[:] = best
        _shake(shelves, chosen)
        new = _complete(shelves, chosen, walked, scratch)
        if new <= length:
            length = new
            best[:] = chosen
    chosen[:] = best
    return length


@njit(cache=True)
def _complete(shelves: Shelves, chosen: Flags, walked: Walked, scratch: Ints) -> int:
    """Cover all demand, drop what is needless, and descend; the length."""
    length = walk(shelves, chosen, walked)
    for item in np.random.permutation(len(shelves.demand)):
        length = cover(shelves, chosen, walked, item, length, scratch)
    length = drop_needless(shelves, chosen, walked, length, scratch)
    return descend(shelves, chosen, walked, length, scratch)
