"""Any drawing as a walkable graph: lines are cut where they meet, and where somebody stops on them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Hashable, Sequence

from wms.base.errors import refuse
from wms.operations.planning.drawing import Drawing, Line, Stand
from wms.operations.planning.laid import Laid, Spot, begins

Point = tuple[int, int]


def lay_graph(drawn: Drawing, start: int, stops: Sequence[int]) -> Laid:
    """The graph for walks from `start` over `stops` (location ids). Raises Refused when every line is blocked."""
    from wms.planning.floor.graph import GraphFloor

    lines = [line for line in drawn.lines if not line.blocked]
    if not lines:
        raise refuse("Every aisle of this site is blocked.", field="aisles")
    on: dict[int, set[Point]] = {line.line_id: _ends(line) for line in lines}
    joined: set[int] = set()
    for one, other in itertools.combinations(lines, 2):
        met = _meeting(one, other)
        if met is not None:
            on[one.line_id].add(met)
            on[other.line_id].add(met)
            joined |= {one.line_id, other.line_id}
    spots: dict[int, Spot] = {}
    for number in dict.fromkeys((start, *stops)):
        spots[number] = _spot(drawn.stands[number], lines, on, joined)
    names: dict[Point, int] = {}
    arcs: list[tuple[int, int, int]] = []
    for line in lines:
        _cut(line, on[line.line_id], names, arcs)
    begin, way = spots[start], (spots[start].depth if spots[start].into < 0 else 0)
    known: dict[Hashable, int] = dict(names.items())
    known["start"] = len(names)
    arcs += [(known[begin.place], known["start"], way), (known["start"], known[begin.place], way)]
    return Laid(GraphFloor(len(known), tuple(arcs), known), "start", start, spots | {start: begins(begin)})


def _ends(line: Line) -> set[Point]:
    return {(line.x1, line.y1), (line.x2, line.y2)}


def _spot(stand: Stand, lines: Sequence[Line], on: dict[int, set[Point]], joined: Collection[int]) -> Spot:
    """The nearest point of the stand's own line; when it has none, across the open floor of any line.

    A line that meets no other leads nowhere; nobody walks to it.
    """
    own = [line for line in lines if line.line_id == stand.line_id]
    leading = [line for line in lines if line.line_id in joined] or lines
    line, point = min(
        ((line, _nearest(line, stand)) for line in own or leading), key=lambda pair: _straight(pair[1], stand)
    )
    on[line.line_id].add(point)
    return Spot(point) if own else Spot(point, -stand.location_id, _straight(point, stand))


def _straight(point: Point, stand: Stand) -> int:
    return abs(point[0] - stand.x) + abs(point[1] - stand.y)


def _nearest(line: Line, stand: Stand) -> Point:
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    along = (stand.x - line.x1) * dx + (stand.y - line.y1) * dy
    share = max(0.0, min(1.0, along / (dx * dx + dy * dy))) if dx or dy else 0.0
    return round(line.x1 + share * dx), round(line.y1 + share * dy)


def _meeting(one: Line, other: Line) -> Point | None:
    """Where two lines meet, to the millimetre; for lines along each other, an end of one that lies on the other."""
    ax, ay, bx, by = one.x2 - one.x1, one.y2 - one.y1, other.x2 - other.x1, other.y2 - other.y1
    turn = ax * by - ay * bx
    if turn == 0:
        return next((end for end in sorted(_ends(one)) if _lies_on(end, other)), None) or next(
            (end for end in sorted(_ends(other)) if _lies_on(end, one)), None
        )
    cx, cy = other.x1 - one.x1, other.y1 - one.y1
    s, t = (cx * by - cy * bx) / turn, (cx * ay - cy * ax) / turn
    if not (0 <= s <= 1 and 0 <= t <= 1):
        return None
    return round(one.x1 + s * ax), round(one.y1 + s * ay)


def _lies_on(point: Point, line: Line) -> bool:
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    px, py = point[0] - line.x1, point[1] - line.y1
    return dx * py == dy * px and 0 <= px * dx + py * dy <= dx * dx + dy * dy


def _cut(line: Line, points: set[Point], names: dict[Point, int], arcs: list[tuple[int, int, int]]) -> None:
    """The line's stretches between its points as arcs, both ways unless it is one-way."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    ahead = sorted(points, key=lambda point: (point[0] - line.x1) * dx + (point[1] - line.y1) * dy)
    for a, b in itertools.pairwise(ahead):
        u, v = names.setdefault(a, len(names)), names.setdefault(b, len(names))
        length = round(math.dist(a, b))
        arcs.append((u, v, length))
        if not line.one_way:
            arcs.append((v, u, length))
    for point in ahead:
        names.setdefault(point, len(names))
