"""A price on every item instead of the duty to take it: the walk that earns most, a bound, and where to look.

Lagrangian relaxation of the demand. With prices given, each aisle's ways of walking (through, so far from the top, so
far from the bottom, all but one gap) earn what they pass, and the one-block method finds the walk with the least length
less earnings. That is a lower bound on every walk that covers the demand; its places, completed, are good answers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints
from wms.planning.routing.scattered.search import Flags, Shelves

Reals = NDArray[np.float64]

DUTY = 1e12
"""The earnings for passing the depot: more than any walk."""

NONE, THROUGH, TWICE, TOP, BOTTOM, AROUND = range(6)
UU, E0, OE, EE1, EE2, NOTHING, DONE = range(7)
NEVER = 1e18


class Ways(NamedTuple):
    """Per aisle the net length of each way (A, 6), and the places up to which the ways reach (A, 4)."""

    net: Reals
    reach: Ints


@njit(cache=True)
def price_ways(shelves: Shelves, value: Reals, ways: Ways) -> None:
    """Fill the ways of every aisle; `value` (m,) is what passing a place earns."""
    depth = shelves.depth
    for a in range(len(shelves.aisle_x)):
        lo, hi = shelves.starts[a], shelves.starts[a + 1]
        total = value[lo:hi].sum()
        ways.net[a, NONE], ways.net[a, THROUGH], ways.net[a, TWICE] = 0.0, depth - total, 2.0 * depth - total
        ways.net[a, TOP] = ways.net[a, BOTTOM] = ways.net[a, AROUND] = NEVER
        passed, best_top, top_at = 0.0, NEVER, -1
        for k in range(lo, hi):
            here = 2.0 * (depth - shelves.y[k]) - (total - passed)
            if here < ways.net[a, BOTTOM]:
                ways.net[a, BOTTOM], ways.reach[a, 1] = here, k
            if best_top + here < ways.net[a, AROUND]:
                ways.net[a, AROUND], ways.reach[a, 2], ways.reach[a, 3] = best_top + here, top_at, k
            passed += value[k]
            here = 2.0 * shelves.y[k] - passed
            if here < best_top:
                best_top, top_at = here, k
        ways.net[a, TOP], ways.reach[a, 0] = best_top, top_at


@njit(cache=True)
def _offer(after: Reals, came: NDArray[np.int8], way: NDArray[np.int8], t: int, s: int, cost: float, w: int) -> None:
    if cost < after[t]:
        after[t], came[t], way[t] = cost, s, w


@njit(cache=True)
def _pick(state: Reals, net: Reals, after: Reals, came: NDArray[np.int8], way: NDArray[np.int8]) -> None:
    """Every state walks the aisle in every way open to it."""
    after[:] = NEVER
    for s in range(7):
        if state[s] >= NEVER:
            continue
        _offer(after, came, way, s, s, state[s], NONE)
        if s == DONE:
            continue
        _offer(after, came, way, EE1 if s == UU else UU, s, state[s] + net[THROUGH], THROUGH)
        _offer(after, came, way, UU if s == UU else EE1, s, state[s] + net[TWICE], TWICE)
        top, bottom, around = s, s, s
        if s == E0:
            bottom = around = EE2
        elif s == OE:
            top = around = EE2
        elif s == NOTHING:
            top, bottom, around = E0, OE, EE2
        _offer(after, came, way, top, s, state[s] + net[TOP], TOP)
        _offer(after, came, way, bottom, s, state[s] + net[BOTTOM], BOTTOM)
        _offer(after, came, way, around, s, state[s] + net[AROUND], AROUND)


@njit(cache=True)
def _cross(after: Reals, state: Reals, came: NDArray[np.int8], dx: float) -> None:
    """On to the next aisle, or finished."""
    state[:] = NEVER
    for s, t, cost in ((UU, UU, 2 * dx), (E0, E0, 2 * dx), (EE1, E0, 2 * dx), (OE, OE, 2 * dx), (EE1, OE, 2 * dx),
                       (EE1, EE1, 4 * dx), (EE2, EE2, 4 * dx), (NOTHING, NOTHING, 0.0), (DONE, DONE, 0.0),
                       (E0, DONE, 0.0), (OE, DONE, 0.0), (EE1, DONE, 0.0)):
        if after[s] + cost < state[t]:
            state[t], came[t] = after[s] + cost, s


@njit(cache=True)
def best_walk(shelves: Shelves, value: Reals, ways: Ways, passed: Flags) -> float:
    """The least length less earnings; `passed` (m,) tells the places this walk passes."""
    n = len(shelves.aisle_x)
    price_ways(shelves, value, ways)
    state, after = np.full(7, NEVER), np.full(7, NEVER)
    state[NOTHING] = 0.0
    picked, way = np.zeros((n, 7), np.int8), np.zeros((n, 7), np.int8)
    crossed = np.zeros((n, 7), np.int8)
    for a in range(n):
        if a > 0:
            _cross(after, state, crossed[a], float(shelves.aisle_x[a] - shelves.aisle_x[a - 1]))
        _pick(state, ways.net[a], after, picked[a], way[a])
    s = DONE
    for t in (E0, OE, EE1):
        if after[t] < after[s]:
            s = t
    best = after[s]
    passed[:] = False
    for a in range(n - 1, -1, -1):
        _mark(shelves, ways, a, way[a, s], passed)
        s = picked[a, s]
        if a > 0:
            s = crossed[a, s]
    return float(best)


@njit(cache=True)
def _mark(shelves: Shelves, ways: Ways, a: int, way: int, passed: Flags) -> None:
    """The places an aisle's way passes."""
    lo, hi = shelves.starts[a], shelves.starts[a + 1]
    if way in (THROUGH, TWICE):
        passed[lo:hi] = True
    elif way == TOP:
        passed[lo : ways.reach[a, 0] + 1] = True
    elif way == BOTTOM:
        passed[ways.reach[a, 1] : hi] = True
    elif way == AROUND:
        passed[lo : ways.reach[a, 2] + 1] = True
        passed[ways.reach[a, 3] : hi] = True


@njit(cache=True)
def ascend(
    shelves: Shelves, prices: Reals, aim: float, steps: int, pace: float, ways: Ways, passed: Flags, best_prices: Reals,
    best: float,
) -> tuple[float, float]:
    """`steps` of subgradient ascent; (best bound, pace). `passed` holds the last walk's places, for completing."""
    m, items = len(shelves.item), len(shelves.demand)
    value, lack = np.empty(m), np.empty(items)
    idle = 0
    for _ in range(steps):
        for place in range(m):
            item = shelves.item[place]
            value[place] = DUTY if item < 0 else prices[item] * min(shelves.quantity[place], shelves.demand[item])
        bound = best_walk(shelves, value, ways, passed) + DUTY + (prices * shelves.demand).sum()
        lack[:] = shelves.demand
        for place in range(m):
            if passed[place] and shelves.item[place] >= 0:
                lack[shelves.item[place]] -= min(shelves.quantity[place], shelves.demand[shelves.item[place]])
        idle += 1
        if bound > best + 1e-6:
            best, idle = bound, 0
            best_prices[:] = prices
        elif idle >= 10:
            pace, idle = pace * 0.7, 0
        for i in range(items):
            if prices[i] <= 0 and lack[i] < 0:
                lack[i] = 0
        norm = (lack * lack).sum()
        if norm < 1e-9 or best >= aim - 1e-3:
            break
        prices += pace * max(aim - bound, 1e-3 * aim) / norm * lack
        for i in range(items):
            prices[i] = max(prices[i], 0.0)
    return best, pace
