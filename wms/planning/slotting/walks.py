"""How far the orders walk, kept up to date exchange by exchange: the exact walk through one block of aisles.

The walk is that of Ratliff & Rosenthal (1983). For each order the search keeps, aisle by aisle, which places are
visited, the shortest ways to pick the aisle, the dynamic programme from the left up to it and the cost to go from it to
the right; an exchange touches two aisles, so only the stretch between them is computed again (0.1 µs an order).

Places count from the cross-aisle where the depot is. States, as degrees at (far end, depot end): `uu` odd-odd, `near`
zero-even, `far` even-zero, `one` even-even in one piece, `two` even-even in two pieces.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Masks = NDArray[np.uint64]
Counts = NDArray[np.unsignedinteger]
FAR = 1 << 29
"""Farther than any walk; lengths are kept in 32 bits, so a floor's walks must stay below 500 km."""


class Walks(NamedTuple):
    """O orders, A aisles, R places along an aisle in W words of 64, L locations.

    Fixed: `y` (R,) from the depot's end, `rank` and `aisle` (L,), `cross` (A,) twice the way to the next aisle,
    `depth`, `door` the depot's aisle, `weight` (O,). Changing: `mask` (O, A, W), `stops` (O, A, R), `ways` (O, A, 3)
    lengths near-and-back (−1: no stop), far-and-back, largest gap left out; `prefix` and `togo` (O, A, 5), `last` (O,)
    the last aisle needed, `length` (O,).
    """

    y: Ints
    rank: Ints
    aisle: Ints
    cross: Ints
    depth: int
    door: int
    weight: Ints
    mask: Masks
    stops: Counts
    ways: Small
    prefix: Small
    togo: Small
    last: Ints
    length: Ints


_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_PLACES = np.zeros(64, np.int64)
for _bit in range(64):
    _PLACES[(0x03F79D71B4CB0A89 << _bit & (1 << 64) - 1) >> 58] = _bit


@njit(cache=True, inline="always")
def _lowest_bit(bits: Any) -> int:
    """The place of the lowest set bit of a uint64, by multiplication with a de Bruijn sequence."""
    lowest = bits & (~bits + np.uint64(1))
    return int(_PLACES[(lowest * _DE_BRUIJN) >> np.uint64(58)])


@njit(cache=True)
def _ways(
    mask: Masks, stops: Counts, ys: Ints, depth: int, order: int, aisle: int, drop: int, add: int
) -> tuple[int, int, int]:
    """The ways to pick an aisle when place `drop` is visited no more and place `add` is as well (−1: none)."""
    first, before, gap = -1, 0, 0
    one = np.uint64(1)
    for word in range(mask.shape[2]):
        bits = mask[order, aisle, word]
        if drop >= 0 and drop >> 6 == word and stops[order, aisle, drop] == 1:
            bits &= ~(one << np.uint64(drop & 63))
        if add >= 0 and add >> 6 == word:
            bits |= one << np.uint64(add & 63)
        while bits != 0:
            y = ys[(word << 6) + _lowest_bit(bits)]
            if first < 0:
                first, before = y, 0
            gap = max(gap, y - before)
            before = y
            bits &= bits - one
    if first < 0:
        return -1, 0, 0
    gap = max(gap, depth - before)
    return 2 * before, 2 * (depth - first), 2 * (depth - gap)


@njit(cache=True)
def _begin(near: int, far: int, gap: int, door: bool, depth: int) -> tuple[int, int, int, int, int]:
    """The states after the first aisle needed."""
    if near < 0:
        return depth, 0, FAR, 2 * depth, FAR
    if door:
        return depth, near, FAR, 2 * depth, min(gap, far)
    return depth, near, far, 2 * depth, gap


@njit(cache=True)
def _pick(
    uu: int, n: int, f: int, one: int, two: int, near: int, far: int, gap: int, door: bool, depth: int
) -> tuple[int, int, int, int, int]:
    """The states after picking one more aisle; the depot's end of the door's aisle must be touched."""
    if near < 0:
        new_f, new_two = (FAR, min(two, f)) if door else (f, two)
        return (
            min(uu, depth + min(n, f, one, two)), n, new_f,
            min(uu + depth, one, 2 * depth + min(n, f, two)), new_two,
        )
    least = min(near, far, gap)
    new_two = min(two + least, n + min(far, gap), f + min(near, gap))
    new_f = f + far
    if door:
        new_f, new_two = FAR, min(new_two, f + far)
    return (
        min(uu + least, depth + min(n, f, one, two)), n + near, new_f,
        min(uu + depth, one + least, 2 * depth + min(n, f, two)), new_two,
    )


@njit(cache=True)
def _togo(
    g: Small, near: int, far: int, gap: int, door: bool, depth: int
) -> tuple[int, int, int, int, int]:
    """The cost to go before an aisle is picked, from that after it."""
    uu, n, f, one, two = g[0], g[1], g[2], g[3], g[4]
    if near < 0:
        return (
            min(uu, depth + one), min(depth + uu, n, 2 * depth + one),
            min(depth + uu, 2 * depth + one, two if door else f), min(depth + uu, one),
            min(depth + uu, 2 * depth + one, two),
        )
    least = min(near, far, gap)
    return (
        min(least + uu, depth + one),
        min(depth + uu, near + n, 2 * depth + one, min(far, gap) + two),
        min(depth + uu, 2 * depth + one, min(near, gap) + two, far + (two if door else f)),
        min(depth + uu, least + one), min(depth + uu, 2 * depth + one, least + two),
    )


@njit(cache=True)
def _store(row: Small, uu: int, n: int, f: int, one: int, two: int) -> None:
    row[0], row[1], row[2], row[3], row[4] = min(uu, FAR), min(n, FAR), min(f, FAR), min(one, FAR), min(two, FAR)


@njit(cache=True)
def measure(w: Walks, order: int) -> int:
    """The order's walk from scratch; fills its prefixes and costs to go."""
    ways, aisles = w.ways[order], len(w.cross)
    low = high = w.door
    for a in range(aisles):
        if ways[a, 0] >= 0:
            low, high = min(low, a), max(high, a)
    w.last[order] = high
    uu = n = f = one = two = best = FAR
    for a in range(aisles):
        _store(w.prefix[order, a], uu if a > low else -1, n, f, one, two)
        if a < low or a > high:
            continue
        if a == low:
            uu, n, f, one, two = _begin(ways[a, 0], ways[a, 1], ways[a, 2], a == w.door, w.depth)
        else:
            uu, n, f, one, two = _pick(
                uu, n, f, one, two, ways[a, 0], ways[a, 1], ways[a, 2], a == w.door, w.depth)
        if a == high:
            best = min(n, f, one)
        c = w.cross[a]
        uu, n, f, one, two = uu + c, min(n, one) + c, min(f, one) + c, one + 2 * c, two + 2 * c
    _fill_togo(w, order, high)
    _fill_beyond(w, order, high, uu, n, f, one, two)
    return best


@njit(cache=True)
def _fill_togo(w: Walks, order: int, high: int) -> None:
    togo, ways = w.togo[order], w.ways[order]
    for a in range(len(w.cross) - 1, -1, -1):
        if a >= high:
            _store(togo[a], FAR, 0, 0, 0, FAR)
            continue
        near, far, gap = ways[a + 1, 0], ways[a + 1, 1], ways[a + 1, 2]
        uu, n, f, one, two = _togo(togo[a + 1], near, far, gap, a + 1 == w.door, w.depth)
        c = w.cross[a]
        _store(togo[a], uu + c, n + c, f + c, min(n + c, f + c, one + 2 * c), two + 2 * c)


@njit(cache=True)
def _fill_beyond(w: Walks, order: int, high: int, uu: int, n: int, f: int, one: int, two: int) -> None:
    """Prefixes of the aisles to the right of the last one needed, where nothing is picked."""
    for a in range(high + 1, len(w.cross)):
        _store(w.prefix[order, a], uu, n, f, one, two)
        uu, n, f, one, two = _pick(uu, n, f, one, two, -1, 0, 0, False, w.depth)
        c = w.cross[a]
        uu, n, f, one, two = uu + c, min(n, one) + c, min(f, one) + c, one + 2 * c, two + 2 * c


@njit(cache=True)
def _changed(
    ways: Small, prefix: Small, togo: Small, cross: Ints, depth: int, door: int, ends_here: bool, a: int, b: int,
    at_a: tuple[int, int, int], at_b: tuple[int, int, int],
) -> int:
    """An order's walk with the ways of aisles a ≤ b replaced: from the prefix before a to the cost to go after b."""
    end = b
    while ends_here and end > a and end != door and (at_b[0] if end == b else ways[end, 0]) < 0:
        end -= 1
    start = prefix[a]
    uu, n, f, one, two = int(start[0]), int(start[1]), int(start[2]), int(start[3]), int(start[4])
    begun = bool(uu >= 0)
    for x in range(a, end + 1):
        if x == a:
            near, far, gap = at_a
        elif x == b:
            near, far, gap = at_b
        else:
            near, far, gap = int(ways[x, 0]), int(ways[x, 1]), int(ways[x, 2])
        if begun:
            uu, n, f, one, two = _pick(uu, n, f, one, two, near, far, gap, x == door, depth)
        elif near >= 0 or x == door:
            uu, n, f, one, two = _begin(near, far, gap, x == door, depth)
            begun = True
        if begun and x < end:
            c = cross[x]
            uu, n, f, one, two = uu + c, min(n, one) + c, min(f, one) + c, one + 2 * c, two + 2 * c
    if ends_here:
        return int(min(n, f, one))
    g = togo[b]
    return int(min(uu + g[0], n + g[1], f + g[2], one + g[3], two + g[4]))


@njit(cache=True)
def _renew(w: Walks, order: int, aisle: int, ways: tuple[int, int, int]) -> None:
    w.ways[order, aisle, 0], w.ways[order, aisle, 1], w.ways[order, aisle, 2] = ways


@njit(cache=True)
def _mark(w: Walks, order: int, place: int, by: int) -> None:
    """One more (+1) or one less (−1) stop at a location."""
    aisle, rank = w.aisle[place], w.rank[place]
    w.stops[order, aisle, rank] += by
    bit = np.uint64(1) << np.uint64(rank & 63)
    if w.stops[order, aisle, rank] > 0:
        w.mask[order, aisle, rank >> 6] |= bit
    else:
        w.mask[order, aisle, rank >> 6] &= ~bit


@njit(cache=True)
def moved(w: Walks, order: int, source: int, target: int) -> int:
    """Move one of the order's stops from location `source` to `target`; its walk then."""
    a, b, r, s = w.aisle[source], w.aisle[target], w.rank[source], w.rank[target]
    if a == b:
        if r == s:
            return int(w.length[order])
        at_a = _ways(w.mask, w.stops, w.y, w.depth, order, a, r, s)
        at_b = at_a
    else:
        at_a = _ways(w.mask, w.stops, w.y, w.depth, order, a, r, -1)
        at_b = _ways(w.mask, w.stops, w.y, w.depth, order, b, -1, s)
    _mark(w, order, source, -1)
    _mark(w, order, target, 1)
    _renew(w, order, a, at_a)
    _renew(w, order, b, at_b)
    w.length[order] = measure(w, order)
    return int(w.length[order])


@njit(cache=True)
def would_walk(
    mask: Masks, stops: Counts, ys: Ints, ways: Small, prefix: Small, togo: Small, last: Ints, cross: Ints, depth: int,
    door: int, order: int, a: int, r: int, b: int, s: int,
) -> int:
    """The order's walk were one of its stops to move from place r of aisle a to place s of aisle b ((a, r) ≠ (b, s)).

    It is asked for millions of times, and so is given arrays one by one: handing over a whole `Walks` costs more than
    the walk.
    """
    if a == b:
        at_a = _ways(mask, stops, ys, depth, order, a, r, s)
        at_b = at_a
    else:
        at_a = _ways(mask, stops, ys, depth, order, a, r, -1)
        at_b = _ways(mask, stops, ys, depth, order, b, -1, s)
    if a > b:
        a, b, at_a, at_b = b, a, at_b, at_a
    ends_here = b >= last[order]
    return _changed(ways[order], prefix[order], togo[order], cross, depth, door, ends_here, a, b, at_a, at_b)


@njit(cache=True)
def _lay_out(w: Walks, starts: Ints, stops: Ints, where: Ints) -> None:
    for order in range(len(w.length)):
        for x in range(starts[order], starts[order + 1]):
            _mark(w, order, where[stops[x]], 1)
        for aisle in range(len(w.cross)):
            _renew(w, order, aisle, _ways(w.mask, w.stops, w.y, w.depth, order, aisle, -1, -1))
        w.length[order] = measure(w, order)


def walks_of(
    aisle_x: Ints, depth: int, door: int, from_depot: Ints, aisle: Ints, starts: Ints, stops: Ints, weight: Ints,
    where: Ints,
) -> Walks:
    """The walks of orders whose units lie at `where` (U,).

    `from_depot` (L,) is each location's way along its aisle from the depot's end, `door` the depot's aisle; order i
    visits the units `stops[starts[i]:starts[i + 1]]`.
    """
    orders, aisles = len(starts) - 1, len(aisle_x)
    y, rank = np.unique(from_depot, return_inverse=True)
    words = max(1, -(-len(y) // 64))
    crowd = np.bincount(aisle * len(y) + rank.reshape(-1)).max(initial=0)
    small = np.uint8 if crowd < 256 else np.uint16
    cross = np.zeros(aisles, np.int64)
    cross[:-1] = 2 * np.diff(aisle_x)
    w = Walks(
        y.astype(np.int64), rank.reshape(-1).astype(np.int64), aisle, cross, depth, door, weight,
        np.zeros((orders, aisles, words), np.uint64), np.zeros((orders, aisles, max(1, len(y))), small),
        np.zeros((orders, aisles, 3), np.int32), np.zeros((orders, aisles, 5), np.int32),
        np.zeros((orders, aisles, 5), np.int32), np.zeros(orders, np.int64), np.zeros(orders, np.int64),
    )
    _lay_out(w, starts, stops, where)
    return w
