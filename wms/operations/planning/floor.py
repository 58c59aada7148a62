"""The drawn building becomes a floor that routes are planned on.

Parallel aisles between cross-aisles that reach from wall to wall become a `ParallelFloor`, on which walks are exact;
any other drawing becomes a walkable graph. Three customs hold for both. A location is reached from the middle of its
aisle. A location without an aisle is reached straight across the open floor. An aisle that ends between two
cross-aisles is a dead end: whoever enters it walks to the deepest stop and back, so it counts as a stop at its mouth
and twice that depth, which is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wms.base.errors import Problems
from wms.operations.planning.drawing import Drawing, Line, Stand
from wms.operations.planning.graph import lay_graph
from wms.operations.planning.laid import Laid, Spot, begins

if TYPE_CHECKING:
    from wms.planning.floor.parallel import ParallelFloor


def lay(drawn: Drawing, start: int, stops: Sequence[int]) -> Laid:
    """The floor for walks from the location `start` over the locations `stops` (ids) and back.

    Raises Refused naming every location no line leads to.
    """
    _refuse_strangers(drawn, (start, *stops))
    parallel = Parallel.of(drawn)
    if parallel is None or not parallel.begins_at_crossing(start):
        return lay_graph(drawn, start, stops)
    return parallel.lay(start, stops)


def _refuse_strangers(drawn: Drawing, location_ids: Sequence[int]) -> None:
    problems = Problems()
    if not drawn.lines:
        problems.add("No aisle is drawn on this site; register its aisles first.", field="aisles")
    by_id = {line.line_id: line for line in drawn.lines}
    for stand in (drawn.stands[number] for number in dict.fromkeys(location_ids)):
        line = by_id.get(stand.line_id)
        if line is not None and line.blocked:
            problems.add("{location} lies in the aisle {aisle}, which is blocked.", field="location",
                         location=stand.code, aisle=line.code)  # fmt: skip
    problems.refuse()


@dataclass(frozen=True, slots=True)
class Parallel:
    """A drawing of parallel aisles. Coordinates are turned so that aisles run along y."""

    drawn: Drawing
    turned: bool
    cross_y: tuple[int, ...]
    reach: tuple[int, int]
    aisles: dict[int, tuple[int, int, int, Line]]

    @classmethod
    def of(cls, drawn: Drawing) -> Parallel | None:
        """The drawing as parallel aisles, None when it is something else."""
        across = [line for line in drawn.lines if line.cross and not line.blocked]
        picking = [line for line in drawn.lines if not line.cross]
        turned = bool(picking) and all(line.level for line in picking)
        straight = all(line.level if turned else line.upright for line in picking)
        if not picking or not straight or not all(line.upright if turned else line.level for line in across):
            return None
        aisles = {line.line_id: (*_upright(line, turned), line) for line in picking}
        spans = [(*_upright(line, not turned), line) for line in across]
        met = [s for s in spans if any(low <= s[0] <= high for _, low, high, _ in aisles.values())]
        xs = [x for x, _, _, _ in aisles.values()]
        whole = all(low <= min(xs) and max(xs) <= high and not line.one_way for _, low, high, line in met)
        levels = tuple(sorted({y for y, _, _, _ in met}))
        if len(levels) < 2 or not whole:
            return None
        reach = (max(low for _, low, _, _ in met), min(high for _, _, high, _ in met))
        return cls(drawn, turned, levels, reach, aisles)

    def lay(self, start: int, stops: Sequence[int]) -> Laid:
        """The floor with these stops; Refused when the aisle of one meets no cross-aisle."""
        self._refuse_islands((start, *stops))
        ids = list(dict.fromkeys((start, *stops)))
        loose = {number: self._loose(self.drawn.stands[number]) for number in ids if not self._aisle(number)}
        bars = sorted({x for x, _, _, _ in self.aisles.values()} | {x for x, _, _ in loose.values()})
        column = {x: number for number, x in enumerate(bars)}
        spots = {number: self._spot(number, column, loose) for number in ids}
        floor = self._floor(bars, column, spots[start])
        return Laid(floor, "start", start, spots | {start: begins(spots[start])})

    def begins_at_crossing(self, start: int) -> bool:
        """Whether walks from there begin at a cross-aisle; from the middle of an aisle both ways lie open."""
        aisle = self._aisle(start)
        if aisle is None:
            return True
        _, low, high, _ = aisle
        met = [level for level in self.cross_y if low <= level <= high]
        stand = self.drawn.stands[start]
        y = max(low, min(high, stand.x if self.turned else stand.y))
        return not met or y <= met[0] or y >= met[-1] or y in met

    def _aisle(self, location_id: int) -> tuple[int, int, int, Line] | None:
        return self.aisles.get(self.drawn.stands[location_id].line_id)

    def _loose(self, stand: Stand) -> tuple[int, int, int]:
        """A stand off the aisles: the x it is reached at, the number of its cross-aisle, and how far it is from it."""
        x, y = (stand.y, stand.x) if self.turned else (stand.x, stand.y)
        near = min(range(len(self.cross_y)), key=lambda k: abs(self.cross_y[k] - y))
        within = max(self.reach[0], min(self.reach[1], x))
        return within, near, abs(self.cross_y[near] - y) + abs(x - within)

    def _spot(self, number: int, column: dict[int, int], loose: dict[int, tuple[int, int, int]]) -> Spot:
        aisle = self._aisle(number)
        if aisle is None:
            x, near, depth = loose[number]
            return Spot((column[x], self.cross_y[near]), -number, depth)
        x, low, high, line = aisle
        stand = self.drawn.stands[number]
        y = max(low, min(high, stand.x if self.turned else stand.y))
        met = [level for level in self.cross_y if low <= level <= high]
        mouth = max(met[0], min(met[-1], y))
        return Spot((column[x], mouth), 0 if mouth == y else 2 * line.line_id + (y > mouth), abs(y - mouth))

    def _floor(self, bars: list[int], column: dict[int, int], begin: Spot) -> ParallelFloor:
        from wms.planning.floor.parallel import DOWN, UP, Depot, Door, ParallelFloor

        passable: set[tuple[int, int]] = set()
        ways: dict[tuple[int, int], int] = {}
        for x, low, high, line in self.aisles.values():
            for block in range(len(self.cross_y) - 1):
                if low <= self.cross_y[block] and self.cross_y[block + 1] <= high and not line.blocked:
                    passable.add((column[x], block))
                    if line.one_way:
                        forth = line.x2 > line.x1 if self.turned else line.y2 > line.y1
                        ways[column[x], block] = DOWN if forth else UP
        every = {(aisle, block) for aisle in range(len(bars)) for block in range(len(self.cross_y) - 1)}
        aisle, y = begin.place
        depots = (Depot("start", (Door(aisle, self.cross_y.index(y), begin.depth if begin.into < 0 else 0),)),)
        one_way = tuple((a, b, way) for (a, b), way in sorted(ways.items()))
        return ParallelFloor(tuple(bars), self.cross_y, (), depots, (0,), frozenset(every - passable), one_way)

    def _refuse_islands(self, location_ids: Sequence[int]) -> None:
        problems = Problems()
        for number in dict.fromkeys(location_ids):
            aisle = self._aisle(number)
            if aisle is not None and not any(aisle[1] <= level <= aisle[2] for level in self.cross_y):
                problems.add("No walk leads to {location}: its aisle {aisle} meets no cross-aisle.", field="location",
                             location=self.drawn.stands[number].code, aisle=aisle[3].code)  # fmt: skip
        problems.refuse()


def _upright(line: Line, turned: bool) -> tuple[int, int, int]:
    """The line's place across, and its two ends along, lowest first."""
    if turned:
        return line.y1, min(line.x1, line.x2), max(line.x1, line.x2)
    return line.x1, min(line.y1, line.y2), max(line.y1, line.y2)
