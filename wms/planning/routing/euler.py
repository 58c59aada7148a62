"""From the chosen pieces of walking to the walk itself: one line through all of them, drawn without lifting the pen.

The pieces form a connected graph in which every point (but start and end) has an even number of them, so Hierholzer's
method finds a walk that uses each piece once. Points are numbered: crossings a · K + k, then stops, then the depot.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints, Lanes
from wms.planning.routing.blocks import FAR, Ends, aisle_range, read_choices, walk_states, way_costs
from wms.planning.routing.states import AROUND_GAP, FROM_BOTTOM, FROM_TOP, MUST_TOUCH, TWICE, Tables


@njit(cache=True)
def _add(pieces: Ints, count: int, u: int, v: int, times: int) -> int:
    for _ in range(times):
        pieces[count, 0], pieces[count, 1] = u, v
        count += 1
    return count


@njit(cache=True)
def _block_pieces(pieces: Ints, count: int, y: Ints, lo: int, hi: int, top: int, way: int, stop_id: int) -> int:
    """The stretches walked in one block, whose stops are lo … hi − 1, picked in the given way."""
    widest, gap = -1, -1
    for i in range(lo, hi - 1):
        if y[i + 1] - y[i] > gap:
            widest, gap = i, y[i + 1] - y[i]
    for i in range(lo - 1, hi):
        times = 2 if way >= TWICE else way
        if (way == FROM_TOP and i == hi - 1) or (way == FROM_BOTTOM and i == lo - 1) or (
            way == AROUND_GAP and i == widest
        ):
            times = 0
        u = top if i == lo - 1 else stop_id + i
        v = top + 1 if i == hi - 1 else stop_id + i + 1
        count = _add(pieces, count, u, v, times)
    return count


@njit(cache=True)
def _pieces(lanes: Lanes, ends: Ends, aisle: Ints, y: Ints, choice: NDArray[np.int8], lo: int, hi: int) -> Ints:
    """All stretches walked, as (m, 2) pairs of points."""
    n_aisles, crossings = ends.asked.shape
    stop_id, depot = n_aisles * crossings, n_aisles * crossings + len(aisle)
    pieces = np.empty((2 * (len(aisle) + 3 * n_aisles * crossings), 2), np.int64)
    count, step, i = 0, 0, 0
    for a in range(lo, hi + 1):
        for b in range(crossings - 1):
            j = i
            while j < len(aisle) and aisle[j] == a and y[j] <= lanes.cross_y[b + 1]:
                j += 1
            count = _block_pieces(pieces, count, y, i, j, a * crossings + b, choice[step], stop_id)
            step, i = step + 1, j
        if ends.apart:
            for k in range(crossings):
                count = _add(pieces, count, a * crossings + k, depot, choice[step])
                step += 1
        for k in range(crossings):
            count = _add(pieces, count, a * crossings + k, (a + 1) * crossings + k, choice[step])
            step += 1
    return pieces[:count]


@njit(cache=True)
def one_line(pieces: Ints, points: int, start: int) -> Ints:
    """A walk from `start` that uses every piece once, as the sequence of its points."""
    head = np.full(points, -1, np.int64)
    follow = np.empty(2 * len(pieces), np.int64)
    for e in range(len(pieces)):
        for side in range(2):
            follow[2 * e + side] = head[pieces[e, side]]
            head[pieces[e, side]] = 2 * e + side
    used = np.zeros(len(pieces), np.bool_)
    stack, walk = np.empty(len(pieces) + 1, np.int64), np.empty(len(pieces) + 1, np.int64)
    stack[0] = start
    depth, length = 1, 0
    while depth > 0:
        u = stack[depth - 1]
        while head[u] >= 0 and used[head[u] // 2]:
            head[u] = follow[head[u]]
        if head[u] < 0:
            walk[length] = u
            length, depth = length + 1, depth - 1
        else:
            half = head[u]
            used[half // 2] = True
            stack[depth] = pieces[half // 2, 1 - half % 2]
            depth += 1
    return walk[:length][::-1].copy()


@njit(cache=True)
def draw_walk(
    lanes: Lanes, tables: Tables, ends: Ends, turns: bool, aisle: Ints, y: Ints, start: int
) -> tuple[int, Ints]:
    """The shortest walk over stops sorted by (aisle, y): its length (FAR when there is none) and its points.

    `start` is the point it begins at: a crossing a · K + k, or the depot's number when it has several doors.
    """
    if len(aisle) == 0 and (ends.apart or ends.asked.max() == MUST_TOUCH):
        return 0, np.full(1, start, np.int64)
    cost = way_costs(lanes, turns, aisle, y)
    n_aisles, crossings = ends.asked.shape
    lo, hi = aisle_range(ends, cost)
    steps = (hi - lo + 1) * (2 * crossings - 1 + (crossings if ends.apart else 0))
    came = np.empty((steps, tables.vertical.shape[2]), np.int32)
    chose = np.empty((steps, tables.vertical.shape[2]), np.int8)
    length, final = walk_states(lanes, tables, ends, cost, came, chose)
    if length >= FAR:
        return FAR, np.full(1, start, np.int64)
    choice = read_choices(came, chose, steps, final)
    pieces = _pieces(lanes, ends, aisle, y, choice, lo, hi)
    return length, one_line(pieces, n_aisles * crossings + len(aisle) + 1, start)
