"""How far it is from stop to stop, in which aisle each lies and how deep, and in which order a walk visits them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wms.base.errors import Refused
from wms.operations.planning.drawing import Drawing, Line
from wms.operations.planning.floor import lay
from wms.operations.planning.laid import Laid, Spot
from wms.operations.planning.walks import quick_walk


@dataclass(frozen=True)
class Ways:
    """The ways of one building from the drop at `drop_id`, over any of the locations drawn."""

    drawn: Drawing
    drop_id: int

    def legs(self, stops: Sequence[int]) -> list[int]:
        """Millimetres from the drop to the first stop, from each to the next, and back to the drop.

        Where the building is not drawn so that one can walk it, ways are measured along its walls.
        """
        from wms.planning.plan import Infeasible

        if not stops:
            return [0]
        try:
            return _walked(lay(self.drawn, self.drop_id, stops), stops)
        except (Refused, Infeasible):
            stands = [self.drawn.stands[number] for number in (self.drop_id, *stops, self.drop_id)]
            return [abs(a.x - b.x) + abs(a.y - b.y) for a, b in itertools.pairwise(stands)]

    def aisle(self, location_id: int) -> tuple[int, int]:
        """The aisle a location lies in (0: none), and how deep in its walking direction (mm)."""
        stand = self.drawn.stands[location_id]
        line = self.lines.get(stand.line_id)
        return (0, 0) if line is None else (stand.line_id, abs(stand.x - line.x1) + abs(stand.y - line.y1))

    def order(self, stops: dict[int, int]) -> list[int]:
        """The locations (id → pick sequence) as the shortest walk visits them, or in pick sequence."""
        found = quick_walk(self.drawn, self.drop_id, list(stops))
        return list(found.beginning_low(stops)) if found else sorted(stops, key=lambda place: (stops[place], place))

    @cached_property
    def lines(self) -> dict[int, Line]:
        """The aisles with locations, by id."""
        return {line.line_id: line for line in self.drawn.lines if not line.cross}


def _walked(laid: Laid, stops: Sequence[int]) -> list[int]:
    """The legs of the walk that visits the stops in this order; out of a dead end, and into another."""
    from wms.planning.floor.parallel import ParallelFloor

    spots = [laid.spots[number] for number in stops]
    begin: Any = ("depot", "start") if isinstance(laid.floor, ParallelFloor) else laid.start
    graph = laid.floor.graph({s.place for s in spots}) if isinstance(laid.floor, ParallelFloor) else laid.floor
    home = Spot(begin, laid.spots[laid.origin].into, laid.spots[laid.origin].depth)
    found = []
    for a, b in itertools.pairwise((home, *spots, home)):
        if a.into and a.into == b.into:
            found.append(abs(a.depth - b.depth))
        else:
            between = graph.distance_between(a.place, b.place) if a.place != b.place else 0
            found.append(a.depth + between + b.depth)
    return found
