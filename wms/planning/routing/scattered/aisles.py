"""Passing over the aisles forwards and backwards, so that one aisle's change is judged without a new walk.

`ahead[a]` holds the shortest beginning up to aisle a for each of the seven states of the one-block method, `behind[a]`
the shortest ending after it. A change inside aisle a then costs one combination of the two. States: 0 odd-odd,
1 even-zero, 2 zero-even, 3 even-even joined, 4 even-even in two pieces, 5 nothing yet, 6 finished.
"""

from __future__ import annotations

import numpy as np

from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

FAR = 1 << 50
STATES = 7


@njit(cache=True, inline="always")
def pick_states(before: Ints, after: Ints, empty: bool, through: int, top: int, bottom: int, gap: int) -> None:
    """One aisle: from the states when entering it to those when its picks are done."""
    uu, e0, oe, ee1, ee2, none = before[0], before[1], before[2], before[3], before[4], before[5]
    twice = 2 * through
    if empty:
        after[0] = min(uu, min(e0, oe, ee1, ee2) + through)
        after[1], after[2], after[4], after[5], after[6] = e0, oe, ee2, none, before[6]
        after[3] = min(ee1, uu + through, min(e0, oe, ee2) + twice)
    else:
        partial = min(top, bottom, gap)
        after[0] = min(uu + min(partial, twice), min(e0, oe, none, ee1, ee2) + through)
        after[1] = min(e0, none) + top
        after[2] = min(oe, none) + bottom
        after[3] = min(uu + through, ee1 + partial, min(e0, oe, none, ee2) + twice)
        after[4] = min(ee2 + partial, e0 + min(bottom, gap), oe + min(top, gap), none + gap)
        after[5] = after[6] = FAR


@njit(cache=True, inline="always")
def cross_states(before: Ints, after: Ints, dx: int) -> None:
    """From one aisle to the next, `dx` away."""
    uu, e0, oe, ee1, ee2 = before[0], before[1], before[2], before[3], before[4]
    after[0], after[4], after[5] = uu + 2 * dx, ee2 + 4 * dx, before[5]
    after[1], after[2], after[3] = min(e0, ee1) + 2 * dx, min(oe, ee1) + 2 * dx, ee1 + 4 * dx
    after[6] = min(before[6], e0, oe, ee1)


@njit(cache=True)
def _back_over_aisle(after: Ints, before: Ints, empty: bool, through: int, top: int, bottom: int, gap: int) -> None:
    """`pick_states` read backwards: the cheapest ending from each state when entering the aisle."""
    uu, e0, oe, ee1, ee2 = after[0], after[1], after[2], after[3], after[4]
    twice = 2 * through
    if empty:
        before[0] = min(uu, ee1 + through)
        before[1] = min(e0, uu + through, ee1 + twice)
        before[2] = min(oe, uu + through, ee1 + twice)
        before[3] = min(ee1, uu + through)
        before[4] = min(ee2, uu + through, ee1 + twice)
        before[5], before[6] = after[5], after[6]
    else:
        partial = min(top, bottom, gap)
        before[0] = min(uu + min(partial, twice), ee1 + through)
        before[1] = min(uu + through, e0 + top, ee1 + twice, ee2 + min(bottom, gap))
        before[2] = min(uu + through, oe + bottom, ee1 + twice, ee2 + min(top, gap))
        before[3] = min(uu + through, ee1 + partial)
        before[4] = min(uu + through, ee1 + twice, ee2 + partial)
        before[5] = min(uu + through, e0 + top, oe + bottom, ee1 + twice, ee2 + gap)
        before[6] = FAR


@njit(cache=True)
def _back_over_cross(after: Ints, before: Ints, dx: int) -> None:
    """`cross_states` read backwards."""
    done = after[6]
    before[0] = after[0] + 2 * dx
    before[1] = min(after[1] + 2 * dx, done)
    before[2] = min(after[2] + 2 * dx, done)
    before[3] = min(after[1] + 2 * dx, after[2] + 2 * dx, after[3] + 4 * dx, done)
    before[4], before[5], before[6] = after[4] + 4 * dx, after[5], done


@njit(cache=True)
def aisle_ways(first: int, last: int, gap: int, depth: int) -> tuple[int, int, int]:
    """Lengths of picking an aisle from the top, from the bottom, and around its largest gap."""
    return 2 * last, 2 * (depth - first), 2 * (depth - gap)


@njit(cache=True)
def sweep(aisle_x: Ints, depth: int, first: Ints, last: Ints, gap: Ints, ahead: Ints, behind: Ints) -> int:
    """Fill `ahead` and `behind` (A, 7) for the stops given per aisle (first > last: none); the walk's length."""
    n = len(aisle_x)
    state, after = np.full(STATES, FAR, np.int64), np.empty(STATES, np.int64)
    state[5] = 0
    for a in range(n):
        if a > 0:
            cross_states(after, state, aisle_x[a] - aisle_x[a - 1])
        ahead[a] = state
        top, bottom, around = aisle_ways(first[a], last[a], gap[a], depth)
        pick_states(state, after, first[a] > last[a], depth, top, bottom, around)
    length = int(min(after[1], after[2], after[3], after[6]))
    state[:] = FAR
    state[1] = state[2] = state[3] = state[6] = 0
    for a in range(n - 1, -1, -1):
        behind[a] = state
        top, bottom, around = aisle_ways(first[a], last[a], gap[a], depth)
        _back_over_aisle(state, after, first[a] > last[a], depth, top, bottom, around)
        if a > 0:
            _back_over_cross(after, state, aisle_x[a] - aisle_x[a - 1])
    return length


@njit(cache=True)
def changed_length(ahead: Ints, behind: Ints, depth: int, first: int, last: int, gap: int, after: Ints) -> int:
    """The walk's length when one aisle's stops change to `first`, `last`, `gap`; rows of that aisle are given."""
    top, bottom, around = aisle_ways(first, last, gap, depth)
    pick_states(ahead, after, first > last, depth, top, bottom, around)
    best = FAR
    for s in range(STATES):
        best = min(best, after[s] + behind[s])
    return best
