"""The shortest walk through one block of parallel aisles, exactly: the kernel everything else measures with.

Ratliff & Rosenthal (1983): pass over the aisles once and remember, for each of seven ways the walk so far may touch
the top and the bottom of the current aisle, the shortest length that reaches it. Per aisle there are five ways to pick
(walk through, from the top and back, from the bottom and back, leave the largest gap out, through and back) and per
pair of aisles four ways to cross over. Time grows linearly with the aisles; a walk of ten aisles takes about 0.3 µs.

Lengths are int64 in the floor's unit. `y` runs from 0 at the top cross-aisle to `depth` at the bottom one.
"""

from __future__ import annotations

import numpy as np

from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

FAR = 1 << 60


@njit(cache=True, inline="always")
def pick_aisle(
    uu: int, e0: int, oe: int, ee1: int, ee2: int, none: int, through: int, top: int, bottom: int, gap: int,
) -> tuple[int, int, int, int, int, int]:
    """Add one aisle's picks to the six open states, given the length of each way to pick it.

    States, as degree parity at (top, bottom) of the aisle: `uu` odd-odd; `e0` even-zero; `oe` zero-even; `ee1`
    even-even in one piece; `ee2` even-even in two pieces; `none` nothing walked yet.
    """
    partial = min(top, bottom, gap)
    twice = 2 * through
    both = min(bottom, gap)
    either = min(top, gap)
    new_uu = min(uu + min(partial, twice), min(e0, oe, none, ee1, ee2) + through)
    new_e0 = min(e0, none) + top
    new_oe = min(oe, none) + bottom
    new_ee1 = min(uu + through, ee1 + partial, min(e0, oe, none, ee2) + twice)
    new_ee2 = min(ee2 + partial, e0 + both, oe + either, none + gap)
    return new_uu, new_e0, new_oe, new_ee1, new_ee2, FAR


@njit(cache=True, inline="always")
def cross_over(uu: int, e0: int, oe: int, ee1: int, ee2: int, dx: int) -> tuple[int, int, int, int, int]:
    """Walk on to the next aisle, `dx` away, along the top, the bottom or both cross-aisles."""
    return (
        uu + 2 * dx, min(e0, ee1) + 2 * dx, min(oe, ee1) + 2 * dx, ee1 + 4 * dx, ee2 + 4 * dx,
    )


@njit(cache=True)
def tour_length(aisle_x: Ints, depth: int, first: Ints, last: Ints, gap: Ints, start: int, end: int) -> int:
    """The shortest closed walk over all stops of the aisles `start` … `end` (both included).

    `first`, `last` (A,): nearest and farthest stop from the top in each aisle, first > last where there is none;
    `gap` (A,): the largest distance between neighbouring stops of the aisle. The depot must be among the stops, as a
    stop at 0 or `depth` of its aisle, and no stop may lie outside `start` … `end`.
    """
    uu = e0 = oe = ee1 = ee2 = FAR
    none = 0
    for a in range(start, end + 1):
        if a > start:
            uu, e0, oe, ee1, ee2 = cross_over(uu, e0, oe, ee1, ee2, aisle_x[a] - aisle_x[a - 1])
        if first[a] > last[a]:
            new_uu = min(uu, min(e0, oe, ee1, ee2) + depth)
            ee1 = min(ee1, uu + depth, min(e0, oe, ee2) + 2 * depth)
            uu = new_uu
        else:
            uu, e0, oe, ee1, ee2, none = pick_aisle(
                uu, e0, oe, ee1, ee2, none, depth, 2 * last[a], 2 * (depth - first[a]), 2 * (depth - gap[a])
            )
    return min(e0, oe, ee1, none)


@njit(cache=True)
def walk_length(aisle_x: Ints, depth: int, depot_aisle: int, depot_y: int, aisle: Ints, y: Ints) -> int:
    """The shortest closed walk from the depot over stops given in any order.

    `aisle_x` (A,) ascending; `depth` length of every aisle; the depot is the crossing of `depot_aisle` with the top
    (`depot_y` = 0) or the bottom (`depot_y` = `depth`); `aisle`, `y` (n,) the stops, repeats allowed.
    """
    n_aisles = len(aisle_x)
    key = np.empty(len(aisle) + 1, np.int64)
    key[-1] = depot_aisle * (depth + 1) + depot_y
    for i in range(len(aisle)):
        key[i] = aisle[i] * (depth + 1) + y[i]
    key.sort()
    first = np.full(n_aisles, depth + 1, np.int64)
    last = np.full(n_aisles, -1, np.int64)
    gap = np.zeros(n_aisles, np.int64)
    for k in key:
        a, where = k // (depth + 1), k % (depth + 1)
        if last[a] < 0:
            first[a] = where
        else:
            gap[a] = max(gap[a], where - last[a])
        last[a] = where
    return tour_length(aisle_x, depth, first, last, gap, key[0] // (depth + 1), key[-1] // (depth + 1))


@njit(cache=True)
def walk_lengths(
    aisle_x: Ints, depth: int, depot_aisle: int, depot_y: int, offsets: Ints, aisle: Ints, y: Ints
) -> Ints:
    """`walk_length` of many walks: walk i visits the stops `offsets[i]` … `offsets[i + 1] − 1`. Returns (m,)."""
    lengths = np.zeros(len(offsets) - 1, np.int64)
    for i in range(len(lengths)):
        lo, hi = offsets[i], offsets[i + 1]
        if hi > lo:
            lengths[i] = walk_length(aisle_x, depth, depot_aisle, depot_y, aisle[lo:hi], y[lo:hi])
    return lengths
