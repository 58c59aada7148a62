"""Readers of the Foodmart and Kris instances: an irregular-looking graph that is really parallel aisles and a depot.

The files list all shortest walks. The reader rebuilds the aisles from the coordinates and intersections, checks every
listed walk against them, and falls back to the graph of arcs where they differ. Distances are scaled to integers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import Depot, Door, ParallelFloor
from wms.planning.routing.problem import Place

SCALE = 100
_NAME = re.compile(r"aisle (\d+) bloc (\d+) rank (\d+)")


@dataclass(frozen=True)
class Sections:
    """A file's blocks of lines by the comment above them."""

    lines: dict[str, list[str]]

    def numbers(self, title: str) -> list[list[Fraction]]:
        """The rows under a title as numbers."""
        return [[Fraction(part) for part in line.split()] for line in self.lines[self._find(title)]]

    def number(self, title: str) -> int:
        """The single whole number under a title."""
        return int(self.numbers(title)[0][0])

    def text(self, title: str) -> list[str]:
        """The rows under a title."""
        return self.lines[self._find(title)]

    def _find(self, title: str) -> str:
        return next(name for name in self.lines if name.startswith(title))


def read_sections(path: Path) -> Sections:
    """Split a file at its `//` lines."""
    lines: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("//"):
            current = lines.setdefault(line[2:].strip(), [])
        elif line.strip():
            current.append(line.strip())
    return Sections(lines)


@dataclass(frozen=True)
class Layout:
    """The floor, the place of each location number, and the name of the start."""

    floor: ParallelFloor | GraphFloor
    places: dict[int, Place]
    start: Place


def read_layout(sections: Sections) -> Layout:
    """Parallel aisles where they reproduce every listed walk, else the graph."""
    walks = {(int(u), int(v)): round(d * SCALE) for u, v, d in sections.numbers("LocStart")}
    layout = _parallel(sections)
    if layout is not None and _agrees(layout, walks):
        return layout
    return _graph(sections)


def _arcs(sections: Sections) -> Iterator[tuple[int, int, int]]:
    for u, v, d in sections.numbers("Start End Distance"):
        yield int(u), int(v), round(d * SCALE)


def _graph(sections: Sections) -> Layout:
    start, end = sections.number("DepartingDepot"), sections.number("ArrivalDepot")
    arcs = [(start if u == end else u, start if v == end else v, d) for u, v, d in _arcs(sections)]
    both = arcs + [(v, u, d) for u, v, d in arcs]
    size = 1 + max(max(u, v) for u, v, _ in arcs)
    floor = GraphFloor(size, tuple(both), {n: n for n in range(size)})
    return Layout(floor, {n: n for n in range(size)}, start)


def _coordinates(sections: Sections) -> dict[int, tuple[int, int, str, tuple[int, int] | None]]:
    """Per vertex: x, y, its kind (product, intersection, depot), and (aisle, block) where it has one."""
    title = "Vertices coordinates" if any(t.startswith("Vertices") for t in sections.lines) else "Loc x y"
    found = {}
    for line in sections.text(title):
        number, x, y, name = line.split(maxsplit=3)
        where = _NAME.search(name)
        spot = (int(where[1]), int(where[2])) if where else None
        found[int(number)] = (round(Fraction(x) * SCALE), round(Fraction(y) * SCALE), name.strip('"').split()[0], spot)
    return found


def _parallel(sections: Sections) -> Layout | None:
    vertices = _coordinates(sections)
    start, end = sections.number("DepartingDepot"), sections.number("ArrivalDepot")
    crossings = {n: spot for n, (_, _, kind, spot) in vertices.items() if kind == "intersection" and spot}
    if not crossings:
        return None
    arcs = list(_arcs(sections))
    aisle_x = _positions({spot[0]: vertices[n][0] for n, spot in crossings.items()})
    cross_y = _cross_positions(arcs, crossings)
    if aisle_x is None or cross_y is None:
        return None
    places: dict[int, Place] = dict.fromkeys((start, end), ("depot", "depot"))
    for n, (_, _, kind, spot) in vertices.items():
        if kind == "product" and spot:
            y = _along(n, spot, arcs, crossings, cross_y)
            if y is None:
                return None
            places[n] = (spot[0], y)
    doors = {crossings[v]: d for u, v, d in arcs if u in (start, end) and v in crossings}
    depot = Depot("depot", tuple(Door(a, k, d) for (a, k), d in sorted(doors.items())))
    floor = ParallelFloor(aisle_x, cross_y, (), (depot,))
    return Layout(floor, places, "depot")


def _positions(found: dict[int, int]) -> tuple[int, ...] | None:
    if sorted(found) != list(range(len(found))):
        return None
    xs = tuple(found[a] for a in sorted(found))
    return tuple(x - xs[0] for x in xs) if all(b > a for a, b in itertools.pairwise(xs)) else None


def _cross_positions(
    arcs: list[tuple[int, int, int]], crossings: dict[int, tuple[int, int]]
) -> tuple[int, ...] | None:
    """Distances between cross-aisles, from walking along aisles: through products where some lie between."""
    graph: dict[int, list[tuple[int, int]]] = {}
    for u, v, d in arcs:
        graph.setdefault(u, []).append((v, d))
    deep: dict[int, int] = {0: 0}
    number = {spot: n for n, spot in crossings.items()}
    for block in range(max(k for _, k in crossings.values())):
        lengths = {_walk_down(number[spot], number[spot[0], block + 1], graph, crossings)
                   for spot in crossings.values() if spot[1] == block and (spot[0], block + 1) in number}
        if len(lengths) != 1 or None in lengths:
            return None
        deep[block + 1] = deep[block] + (lengths.pop() or 0)
    return tuple(deep[k] for k in sorted(deep))


def _walk_down(
    start: int, end: int, graph: dict[int, list[tuple[int, int]]], crossings: dict[int, tuple[int, int]]
) -> int | None:
    """The length from one crossing to the next along the aisle, through products only."""
    best, queue = {start: 0}, [start]
    for u in queue:
        for v, d in graph.get(u, []):
            if (v == end or v not in crossings) and best[u] + d < best.get(v, 1 << 60):
                best[v] = best[u] + d
                if v != end:
                    queue.append(v)
    return best.get(end)


def _along(
    product: int, spot: tuple[int, int], arcs: list[tuple[int, int, int]], crossings: dict[int, tuple[int, int]],
    cross_y: tuple[int, ...],
) -> int | None:
    """How far along its aisle a product lies."""
    graph: dict[int, list[tuple[int, int]]] = {}
    for u, v, d in arcs:
        graph.setdefault(u, []).append((v, d))
    top = next(n for n, found in crossings.items() if found == spot)
    way = _walk_down(top, product, graph, crossings)
    return None if way is None else cross_y[spot[1]] + way


def _agrees(layout: Layout, walks: dict[tuple[int, int], int]) -> bool:
    """Whether the aisles give every listed walk (to one unit of rounding per arc)."""
    floor = layout.floor
    assert isinstance(floor, ParallelFloor)
    for (u, v), length in walks.items():
        if u not in layout.places or v not in layout.places:
            continue
        a, b = layout.places[u], layout.places[v]
        ends = [place for place in (a, b) if place[0] == "depot"]
        if not ends:
            mine = floor.distance(a, b)
        else:
            other = b if a[0] == "depot" else a
            mine = 0 if other[0] == "depot" else min(
                door.distance + floor.distance((door.aisle, floor.cross_y[door.cross]), other)
                for door in floor.depots[0].doors
            )
        if mine != length:
            return False
    return True
