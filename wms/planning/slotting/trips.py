"""The same for floors of any shape: an order's walk over a table of distances.

Up to nine stops exactly, by dynamic programming over subsets (Held & Karp 1962); more by cheapest insertion, then 2-opt
where the table is symmetric, and moving single stops. Distances may differ by direction.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit

Ints = NDArray[np.int64]
EXACT = 9
FAR = 1 << 60
REMEMBERED = 1 << 16


class Trips(NamedTuple):
    """P places, O orders, L locations. Fixed: `way` (P, P), `begin`, `end` places of the depot, `place` (L,) of each
    location, order i visits the units `stops[starts[i]:starts[i + 1]]`, `weight` (O,). Changing: `length` (O,).

    The same few places are asked for again and again, so walks that were worked out are remembered: `key` (M,) is the
    sum of the `code` (P,) of the places, 0 where nothing is kept, and `known` (M,) the length.
    """

    way: Ints
    begin: int
    end: int
    place: Ints
    starts: Ints
    stops: Ints
    weight: Ints
    length: Ints
    code: NDArray[np.uint64]
    key: NDArray[np.uint64]
    known: Ints


def trips_of(
    way: Ints, begin: int, end: int, place: Ints, starts: Ints, stops: Ints, weight: Ints, where: Ints
) -> Trips:
    """The orders' walks with units lying at `where` (U,)."""
    code = np.random.default_rng(len(way)).integers(1, 2**64, len(way), np.uint64)
    kept = REMEMBERED if len(way) > 1 else 1
    found = Trips(way, begin, end, place, starts, stops, weight, np.zeros(len(weight), np.int64), code,
                  np.zeros(kept, np.uint64), np.zeros(kept, np.int64))
    trips_at(found, where)
    return found


@njit(cache=True)
def trip(way: Ints, begin: int, end: int, stops: Ints) -> int:
    """The shortest walk found from `begin` over all `stops` (places, repeats allowed) to `end`; exact up to nine."""
    places = np.unique(stops)
    if len(places) == 0:
        return 0
    if len(places) == 1:
        return int(way[begin, places[0]] + way[places[0], end])
    if len(places) <= EXACT:
        return _exact(way, begin, end, places)
    return _inserted(way, begin, end, places)


@njit(cache=True)
def _exact(way: Ints, begin: int, end: int, places: Ints) -> int:
    n = len(places)
    best = np.full((1 << n, n), FAR, np.int64)
    for i in range(n):
        best[1 << i, i] = way[begin, places[i]]
    for done in range(1, 1 << n):
        for i in range(n):
            here = best[done, i]
            if here < FAR:
                for j in range(n):
                    if not done >> j & 1:
                        value = here + way[places[i], places[j]]
                        if value < best[done | 1 << j, j]:
                            best[done | 1 << j, j] = value
    least = FAR
    for i in range(n):
        least = min(least, best[(1 << n) - 1, i] + way[places[i], end])
    return int(least)


@njit(cache=True)
def _inserted(way: Ints, begin: int, end: int, places: Ints) -> int:
    walk = np.empty(len(places) + 2, np.int64)
    walk[0], walk[1] = begin, end
    count = 2
    for stop in places:
        best, spot = FAR, 1
        for x in range(1, count):
            extra = way[walk[x - 1], stop] + way[stop, walk[x]] - way[walk[x - 1], walk[x]]
            if extra < best:
                best, spot = extra, x
        for x in range(count, spot, -1):
            walk[x] = walk[x - 1]
        walk[spot] = stop
        count += 1
    while _reversed(way, walk) or _reinserted(way, walk):
        pass
    return _length(way, walk)


@njit(cache=True)
def _length(way: Ints, walk: Ints) -> int:
    total = 0
    for x in range(len(walk) - 1):
        total += way[walk[x], walk[x + 1]]
    return int(total)


@njit(cache=True)
def _reversed(way: Ints, walk: Ints) -> bool:
    """One improving reversal of a stretch, judged by both directions' lengths."""
    for i in range(1, len(walk) - 2):
        there = back = 0
        for j in range(i + 1, len(walk) - 1):
            there += way[walk[j - 1], walk[j]]
            back += way[walk[j], walk[j - 1]]
            old = way[walk[i - 1], walk[i]] + there + way[walk[j], walk[j + 1]]
            if way[walk[i - 1], walk[j]] + back + way[walk[i], walk[j + 1]] < old:
                walk[i:j + 1] = walk[i:j + 1][::-1].copy()
                return True
    return False


@njit(cache=True)
def _reinserted(way: Ints, walk: Ints) -> bool:
    """One improving move of a single stop."""
    n = len(walk)
    for i in range(1, n - 1):
        a, stop, b = walk[i - 1], walk[i], walk[i + 1]
        gain = way[a, stop] + way[stop, b] - way[a, b]
        for j in range(n - 1):
            if j in (i - 1, i):
                continue
            c, d = walk[j], walk[j + 1]
            if way[c, stop] + way[stop, d] - way[c, d] < gain:
                if j < i:
                    walk[j + 2:i + 1] = walk[j + 1:i].copy()
                    walk[j + 1] = stop
                else:
                    walk[i:j] = walk[i + 1:j + 1].copy()
                    walk[j] = stop
                return True
    return False


@njit(cache=True)
def replaced(t: Trips, where: Ints, order: int, unit: int, target: int) -> int:
    """The order's walk when `unit` lies at location `target` and all others at `where`."""
    first, last = t.starts[order], t.starts[order + 1]
    places, key = np.empty(last - first, np.int64), np.uint64(0)
    for x in range(first, last):
        stop = t.stops[x]
        places[x - first] = t.place[target if stop == unit else where[stop]]
        key += t.code[places[x - first]]
    slot = key % np.uint64(len(t.key))
    if t.key[slot] == key:
        return int(t.known[slot])
    length = trip(t.way, t.begin, t.end, places)
    t.key[slot], t.known[slot] = key, length
    return length


@njit(cache=True)
def trips_at(t: Trips, where: Ints) -> None:
    """Measure every order's walk with units lying at `where`."""
    for order in range(len(t.length)):
        if t.starts[order + 1] > t.starts[order]:
            unit = t.stops[t.starts[order]]
            t.length[order] = replaced(t, where, order, unit, where[unit])
