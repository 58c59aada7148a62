"""A floor of parallel aisles crossed by two or more cross-aisles, the usual picking area.

Aisles run from the top cross-aisle to the bottom one. `y` grows downwards along an aisle, `x` from the first aisle to
the last. Everything a person can stand at is a place: an aisle and a `y` in it. Both sides of an aisle are reached
from its middle, so the side costs no walk. Distances are integers in one unit, millimetres by custom.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from wms.base.errors import Problems
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.lanes import Lanes

DOWN, UP = 1, -1

_Namer = Callable[[object], int]


@dataclass(frozen=True, slots=True)
class Door:
    """Where a depot meets the aisles: the crossing of `aisle` and cross-aisle `cross`, `distance` away from it."""

    aisle: int
    cross: int
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Depot:
    """A place walks begin or end at. With several doors the walker takes the shortest way into the aisles."""

    name: str
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """How a picker moves. `turns` is False for a truck that must leave an aisle at the far end.

    `speed` is millimetres a second, 0 when the kind may not be driven here; `barred` lists aisles too narrow for it.
    """

    name: str
    speed: int = 1000
    turns: bool = True
    barred: frozenset[int] = frozenset()


ON_FOOT = Vehicle("on foot")


@dataclass(frozen=True)
class ParallelFloor:
    """Parallel aisles. `aisle_x` and `cross_y` ascend; `cell_y` is each cell's place along every aisle.

    `blocked` and `one_way` name stretches (aisle, block), block b lying between cross-aisles b and b + 1; a one-way
    stretch has the direction DOWN or UP. `reach_seconds[level]` is the time to reach into that level.
    """

    aisle_x: tuple[int, ...]
    cross_y: tuple[int, ...]
    cell_y: tuple[int, ...]
    depots: tuple[Depot, ...]
    reach_seconds: tuple[int, ...] = (0,)
    blocked: frozenset[tuple[int, int]] = frozenset()
    one_way: tuple[tuple[int, int, int], ...] = ()
    vehicles: tuple[Vehicle, ...] = field(default=(ON_FOOT,))

    def __post_init__(self) -> None:
        """Refuse a floor nobody could walk on, naming every fault."""
        found = Problems()
        if not self.aisle_x or _not_ascending(self.aisle_x):
            found.add("Aisles must lie in ascending order and there must be at least one.", field="aisle_x")
        if len(self.cross_y) < 2 or _not_ascending(self.cross_y):
            found.add("A floor needs two or more cross-aisles in ascending order.", field="cross_y")
        elif any(not self.cross_y[0] <= y <= self.cross_y[-1] for y in self.cell_y):
            found.add("Cells must lie between the first and the last cross-aisle.", field="cell_y")
        for depot in self.depots:
            self._check_depot(depot, found)
        for aisle, block in (*self.blocked, *((a, b) for a, b, _ in self.one_way)):
            if not (0 <= aisle < len(self.aisle_x) and 0 <= block < self.blocks):
                found.add("There is no block {block} in aisle {aisle}.", aisle=aisle, block=block)
        found.refuse()

    def _check_depot(self, depot: Depot, found: Problems) -> None:
        if not depot.doors:
            found.add("Depot {name} has no door to the aisles.", name=depot.name, field="depots")
        for door in depot.doors:
            if not (0 <= door.aisle < len(self.aisle_x) and 0 <= door.cross < len(self.cross_y) and door.distance >= 0):
                found.add("Depot {name} has a door outside the floor.", name=depot.name, field="depots")

    @property
    def blocks(self) -> int:
        """How many blocks of cells lie between the cross-aisles."""
        return len(self.cross_y) - 1

    def depot(self, name: str = "") -> Depot:
        """The depot of that name; the first one when no name is given. KeyError for an unknown name."""
        if not name:
            return self.depots[0]
        return {depot.name: depot for depot in self.depots}[name]

    def block_of(self, y: int) -> int:
        """The block a place lies in; one on an inner cross-aisle belongs to the block above."""
        return max(0, min(self.blocks, int(np.searchsorted(self.cross_y, y, side="left"))) - 1)

    @cached_property
    def lanes(self) -> Lanes:
        """The floor as arrays, as the compiled kernels want it."""
        passable = np.ones((len(self.aisle_x), self.blocks), dtype=np.bool_)
        for aisle, block in self.blocked:
            passable[aisle, block] = False
        return Lanes(np.array(self.aisle_x, np.int64), np.array(self.cross_y, np.int64), passable)

    def graph(
        self, places: Iterable[tuple[int, int]] = (), vehicle: Vehicle = ON_FOOT, depots: Iterable[str] | None = None
    ) -> GraphFloor:
        """The same floor as a walkable graph: crossings `("cross", a, k)`, depots `("depot", name)`, places `(a, y)`.

        Honours one-way and blocked stretches and aisles barred for the vehicle. Only the named `depots` are part of
        it (all by default): nobody takes a short cut through a depot that is not theirs.
        """
        names: dict[object, int] = {}
        arcs: list[tuple[int, int, int]] = []

        def node(name: object) -> int:
            return names.setdefault(name, len(names))

        named = {depot.name for depot in self.depots} if depots is None else set(depots)
        self._cross_arcs(node, arcs, named)
        self._aisle_arcs(node, arcs, places, vehicle)
        return GraphFloor(len(names), tuple(arcs), names)

    def _cross_arcs(self, node: _Namer, arcs: list[tuple[int, int, int]], depots: set[str]) -> None:
        for depot in self.depots:
            for door in depot.doors if depot.name in depots else ():
                _both(arcs, node(("depot", depot.name)), node(("cross", door.aisle, door.cross)), door.distance)
        for a, (left, right) in enumerate(itertools.pairwise(self.aisle_x)):
            for k in range(len(self.cross_y)):
                _both(arcs, node(("cross", a, k)), node(("cross", a + 1, k)), right - left)

    def _aisle_arcs(
        self, node: _Namer, arcs: list[tuple[int, int, int]], places: Iterable[tuple[int, int]], vehicle: Vehicle
    ) -> None:
        ways = {(a, b): way for a, b, way in self.one_way}
        inside: dict[tuple[int, int], set[int]] = {}
        for a, y in places:
            if y in self.cross_y:
                _both(arcs, node((a, y)), node(("cross", a, self.cross_y.index(y))), 0)
            else:
                inside.setdefault((a, self.block_of(y)), set()).add(y)
        for a in range(len(self.aisle_x)):
            for b in range(self.blocks):
                line = [(self.cross_y[b], node(("cross", a, b)))]
                line += [(y, node((a, y))) for y in sorted(inside.get((a, b), ()))]
                line.append((self.cross_y[b + 1], node(("cross", a, b + 1))))
                if (a, b) in self.blocked or a in vehicle.barred:
                    continue
                for (y0, u), (y1, v) in itertools.pairwise(line):
                    if ways.get((a, b)) != UP:
                        arcs.append((u, v, y1 - y0))
                    if ways.get((a, b)) != DOWN:
                        arcs.append((v, u, y1 - y0))

    def distance(self, start: tuple[int, int], end: tuple[int, int]) -> int:
        """The shortest walk from one place to another. Infeasible when no way leads there."""
        if start == end:
            return 0
        if self.one_way or self.blocked:
            return self.graph((start, end), depots=()).distance_between(start, end)
        (a, y), (b, z) = start, end
        if a == b:
            return abs(y - z)
        detour = min(abs(y - c) + abs(z - c) for c in self.cross_y)
        return detour + abs(self.aisle_x[a] - self.aisle_x[b])


def _not_ascending(values: tuple[int, ...]) -> bool:
    return any(b <= a for a, b in itertools.pairwise(values))


def _both(arcs: list[tuple[int, int, int]], u: int, v: int, length: int) -> None:
    arcs.append((u, v, length))
    arcs.append((v, u, length))


def regular_floor(
    *, aisles: int, cells: int, aisle_gap: int, cell_gap: int, end_gap: int, depot_aisle: int = 0,
    depot_at_bottom: bool = True, depot_gap: int = 0, blocks: int = 1,
) -> ParallelFloor:
    """A floor of equal aisles: `cells` per side of each aisle, spread evenly over `blocks`, one depot on a corner.

    `aisle_gap` lies between aisle middles, `cell_gap` between cells, `end_gap` from a cross-aisle to the nearest cell,
    `depot_gap` from the crossing to the depot.
    """
    per_block = -(-cells // blocks)
    depth = (per_block - 1) * cell_gap + 2 * end_gap
    cross_y = tuple(b * depth for b in range(blocks + 1))
    cell_y = tuple(c // per_block * depth + end_gap + c % per_block * cell_gap for c in range(cells))
    door = Door(depot_aisle, blocks if depot_at_bottom else 0, depot_gap)
    return ParallelFloor(tuple(a * aisle_gap for a in range(aisles)), cross_y, cell_y, (Depot("depot", (door,)),))
