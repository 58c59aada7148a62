"""The rules of thumb warehouses walk by: S-shape, return, midpoint, largest gap and combined.

They are there because supervisors know them and may choose them, and as the yardstick beside the shortest walk. They
are defined for one block whose depot lies on a cross-aisle (Petersen 1997; Roodbergen & de Koster 2001). The picker
walks to the first aisle with picks, works through to the last, and returns. "Front" is the depot's cross-aisle.
"""

from __future__ import annotations

import itertools

from wms.planning.routing.problem import COMBINED, LARGEST_GAP, MIDPOINT, RETURN, S_SHAPE

Line = list[tuple[int, int]]
Picks = dict[int, list[int]]


def walk_by(policy: str, picks: Picks, depot: tuple[int, int], back: int) -> Line:
    """The places walked through. `picks` gives each aisle's stops (y); `depot` (aisle, y); `back` the far y."""
    aisles = {aisle: sorted(ys) for aisle, ys in sorted(picks.items()) if ys}
    line = [depot]
    if aisles:
        line += _WAYS[policy](aisles, depot[1], back)
        line.append((line[-1][0], depot[1]))
        line.append(depot)
    return [place for i, place in enumerate(line) if i == 0 or place != line[i - 1]]


def _there_and_back(aisle: int, ys: list[int], at: int) -> Line:
    """Into the aisle from its end `at` as far as needed, and out again."""
    farthest = max(ys, key=lambda y: abs(y - at))
    inward = sorted(ys, key=lambda y: abs(y - at))
    return [(aisle, at), *((aisle, y) for y in inward if y != farthest), (aisle, farthest), (aisle, at)]


def _through(aisle: int, ys: list[int], at: int, to: int) -> Line:
    return [(aisle, at), *((aisle, y) for y in sorted(ys, key=lambda y: abs(y - at))), (aisle, to)]


def _return(aisles: Picks, front: int, _back: int) -> Line:
    return [place for aisle, ys in aisles.items() for place in _there_and_back(aisle, ys, front)]


def _s_shape(aisles: Picks, front: int, back: int) -> Line:
    line: Line = []
    at, to = front, back
    for i, (aisle, ys) in enumerate(aisles.items()):
        if i == len(aisles) - 1 and at == front:
            line += _there_and_back(aisle, ys, front)
        else:
            line += _through(aisle, ys, at, to)
            at, to = to, at
    return line


def _around(aisles: Picks, front: int, back: int, from_front: dict[int, list[int]]) -> Line:
    """Through the first aisle to the back, there pick what is nearer, through the last, and the rest from the front."""
    names = list(aisles)
    if len(names) == 1:
        return _there_and_back(names[0], aisles[names[0]], front)
    line = _through(names[0], aisles[names[0]], front, back)
    for aisle in names[1:-1]:
        behind = [y for y in aisles[aisle] if y not in from_front[aisle]]
        line += _there_and_back(aisle, behind, back) if behind else []
    line += _through(names[-1], aisles[names[-1]], back, front)
    for aisle in reversed(names[1:-1]):
        line += _there_and_back(aisle, from_front[aisle], front) if from_front[aisle] else []
    return line


def _midpoint(aisles: Picks, front: int, back: int) -> Line:
    halves = {a: [y for y in ys if abs(y - front) <= abs(y - back)] for a, ys in aisles.items()}
    return _around(aisles, front, back, halves)


def _largest_gap(aisles: Picks, front: int, back: int) -> Line:
    from_front = {}
    for aisle, ys in aisles.items():
        inward = [front, *sorted(ys, key=lambda y: abs(y - front)), back]
        gaps = [abs(b - a) for a, b in itertools.pairwise(inward)]
        from_front[aisle] = inward[1 : 1 + gaps.index(max(gaps))]
    return _around(aisles, front, back, from_front)


def _combined(aisles: Picks, front: int, back: int) -> Line:
    """Aisle by aisle, walk through or return, whichever is shorter in the end (a two-state dynamic programme)."""
    far = 1 << 60
    best: dict[int, tuple[int, Line]] = {front: (0, []), back: (far, [])}
    for aisle, ys in aisles.items():
        after: dict[int, tuple[int, Line]] = {}
        for at, to in ((front, back), (back, front)):
            stay, cross = best[at], best[to]
            into = max(abs(y - at) for y in ys)
            ways = (
                (stay[0] + 2 * into, stay[1], _there_and_back(aisle, ys, at)),
                (cross[0] + abs(front - back), cross[1], _through(aisle, ys, to, at)),
            )
            length, before, here = min(ways, key=lambda way: way[0])
            after[at] = (min(length, far), before + here)
        best = after
    return best[front][1]


_WAYS = {
    S_SHAPE: _s_shape, RETURN: _return, MIDPOINT: _midpoint, LARGEST_GAP: _largest_gap, COMBINED: _combined,
}
