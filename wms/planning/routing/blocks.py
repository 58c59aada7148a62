"""The shortest walk through parallel aisles with any number of cross-aisles, exactly.

The walk is built aisle by aisle: pick each block in one of six ways, then walk 0, 1 or 2 times along each cross-aisle
to the next aisle. For every state of `states.Tables` only the shortest way to reach it is kept. Walks may start and
end at different crossings, some stretches may be closed, and vehicles may be unable to turn inside an aisle.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints, Lanes
from wms.planning.routing.states import MUST_TOUCH, ODD, Tables

FAR = 1 << 60


class Ends(NamedTuple):
    """Where a walk begins and ends.

    `door` (A, K): length of the way from the depot to each crossing, −1 where there is none, used when the depot has
    several doors; `asked` (A, K): what each crossing must be (see `states`), used when start and end are crossings.
    """

    door: Ints
    asked: NDArray[np.int8]
    apart: bool
    first: int
    last: int


def ends_at_crossings(lanes: Lanes, start: tuple[int, int], end: tuple[int, int]) -> Ends:
    """Walks from crossing `start` = (aisle, cross-aisle) to crossing `end`."""
    shape = (len(lanes.aisle_x), len(lanes.cross_y))
    asked = np.zeros(shape, np.int8)
    asked[start] = asked[end] = MUST_TOUCH if start == end else ODD
    aisles = sorted((start[0], end[0]))
    return Ends(np.full(shape, -1, np.int64), asked, False, aisles[0], aisles[1])


def ends_at_doors(lanes: Lanes, doors: list[tuple[int, int, int]]) -> Ends:
    """Walks from and to a depot with several doors (aisle, cross-aisle, distance)."""
    shape = (len(lanes.aisle_x), len(lanes.cross_y))
    door = np.full(shape, -1, np.int64)
    for aisle, cross, distance in doors:
        door[aisle, cross] = distance
    aisles = [aisle for aisle, _, _ in doors]
    return Ends(door, np.zeros(shape, np.int8), True, min(aisles), max(aisles))


@njit(cache=True)
def way_costs(lanes: Lanes, turns: bool, aisle: Ints, y: Ints) -> Ints:
    """Length of each way to pick each block: (A, K − 1, 6), FAR where a way is not possible.

    Stops are sorted by (aisle, y). A stop on an inner cross-aisle counts to the block above it.
    """
    blocks = len(lanes.cross_y) - 1
    cost = np.full((len(lanes.aisle_x), blocks, 6), FAR, np.int64)
    for a in range(len(lanes.aisle_x)):
        for b in range(blocks):
            cost[a, b, 0] = 0
            if lanes.passable[a, b]:
                cost[a, b, 1] = lanes.cross_y[b + 1] - lanes.cross_y[b]
                cost[a, b, 2] = 2 * cost[a, b, 1]
    i = 0
    while i < len(aisle):
        a, b = aisle[i], 0
        while y[i] > lanes.cross_y[b + 1]:
            b += 1
        above, below = lanes.cross_y[b], lanes.cross_y[b + 1]
        first, last, gap = y[i], y[i], 0
        while i + 1 < len(aisle) and aisle[i + 1] == a and y[i + 1] <= below:
            i += 1
            gap, last = max(gap, y[i] - last), y[i]
        i += 1
        cost[a, b, 0] = FAR
        if last == above or (turns and lanes.passable[a, b]):
            cost[a, b, 3] = 2 * (last - above)
        if first == below or (turns and lanes.passable[a, b]):
            cost[a, b, 4] = 2 * (below - first)
        if lanes.passable[a, b] and turns and gap > 0:
            cost[a, b, 5] = 2 * (below - above - gap)
    return cost


@njit(cache=True)
def _advance(
    value: Ints, live: Ints, count: int, fresh: Ints, fresh_live: Ints, table: NDArray[np.int32], price: Ints,
    came: NDArray[np.int32], chose: NDArray[np.int8], trace: bool,
) -> int:
    """One piece of walking: every live state tries every choice c at `price[c]`; the number of live states after."""
    after = 0
    for k in range(count):
        s = live[k]
        base = value[s]
        value[s] = FAR
        for c in range(len(price)):
            t = table[c, s]
            if t < 0 or price[c] >= FAR:
                continue
            if fresh[t] >= FAR:
                fresh_live[after] = t
                after += 1
            if base + price[c] < fresh[t]:
                fresh[t] = base + price[c]
                if trace:
                    came[t], chose[t] = s, c
    return after


@njit(cache=True)
def walk_states(
    lanes: Lanes, tables: Tables, ends: Ends, cost: Ints, came: NDArray[np.int32], chose: NDArray[np.int8]
) -> tuple[int, int]:
    """The length of the shortest walk, FAR when there is none, and its final state. `cost` comes from `way_costs`.

    `came`, `chose` (steps, S) receive how each state was reached, for `read_choices`; give them 0 rows when only the
    length is wanted.
    """
    crossings = ends.asked.shape[1]
    states = tables.vertical.shape[2]
    trace = len(came) > 0
    none_came, none_chose = np.zeros(1, np.int32), np.zeros(1, np.int8)
    value, fresh = np.full(states, FAR, np.int64), np.full(states, FAR, np.int64)
    live, fresh_live = np.empty(states, np.int64), np.empty(states, np.int64)
    value[0] = live[0] = 0
    count, step = 1, 0
    across, door = np.zeros(3, np.int64), np.zeros(3, np.int64)
    lo, hi = aisle_range(ends, cost)
    for a in range(lo, hi + 1):
        for part in range(2 * crossings - 1 + (crossings if ends.apart else 0)):
            if part < crossings - 1:
                table, price = tables.vertical[part], cost[a, part]
            elif part < 2 * crossings - 1 and ends.apart:
                i = part - crossings + 1
                way = ends.door[a, i]
                door[1], door[2] = (way, 2 * way) if way >= 0 else (FAR, FAR)
                table, price = tables.door[i], door
            else:
                i = part - crossings + 1 - (crossings if ends.apart else 0)
                dx = lanes.aisle_x[a + 1] - lanes.aisle_x[a] if a < hi else FAR
                across[1], across[2] = dx, min(FAR, 2 * dx)
                table, price = tables.across[i, ends.asked[a, i]], across
            count = _advance(value, live, count, fresh, fresh_live, table, price,
                             came[step] if trace else none_came, chose[step] if trace else none_chose, trace)
            value, fresh, live, fresh_live = fresh, value, fresh_live, live
            step += 1
    return closing(value, tables, ends.apart)


@njit(cache=True)
def aisle_range(ends: Ends, cost: Ints) -> tuple[int, int]:
    """The first and last aisle the walk has to do with: those of the ends and of the stops.

    Where a stretch is closed the way around it may lead through any aisle.
    """
    lo, hi = ends.first, ends.last
    if cost[:, :, 1].max() >= FAR:
        return 0, len(cost) - 1
    for a in range(len(cost)):
        for b in range(cost.shape[1]):
            if cost[a, b, 0] >= FAR:
                lo, hi = min(lo, a), max(hi, a)
    return lo, hi


@njit(cache=True)
def closing(value: Ints, tables: Tables, apart: bool) -> tuple[int, int]:
    """The shortest finished walk among the states after the last aisle, and its state."""
    best = 0
    for s in range(1, len(value)):
        ends_well = tables.close[MUST_TOUCH, s] >= 0 if apart else s == tables.done
        if ends_well and value[s] < value[best]:
            best = s
    return value[best], best


@njit(cache=True)
def read_choices(came: NDArray[np.int32], chose: NDArray[np.int8], steps: int, final: int) -> NDArray[np.int8]:
    """The choice made at each step of the best walk, read backwards from its final state."""
    choice = np.zeros(steps, np.int8)
    s = final
    for step in range(steps - 1, -1, -1):
        choice[step] = chose[step, s]
        s = came[step, s]
    return choice


@njit(cache=True)
def blocks_length(lanes: Lanes, tables: Tables, ends: Ends, turns: bool, aisle: Ints, y: Ints) -> int:
    """The shortest walk over stops sorted by (aisle, y); FAR when some stop cannot be reached; 0 without stops."""
    if len(aisle) == 0 and (ends.apart or ends.asked.max() == MUST_TOUCH):
        return 0
    cost = way_costs(lanes, turns, aisle, y)
    return walk_states(lanes, tables, ends, cost, np.zeros((0, 1), np.int32), np.zeros((0, 1), np.int8))[0]
