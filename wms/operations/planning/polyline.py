"""A batch's walk as a line on the floor, with its stops in order: what a map draws.

The line follows the aisles by the shortest way from stop to stop; a location off the aisles is reached across the
open floor, first along one wall of the building, then along the other.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.site import Location
from wms.model.words import TaskState
from wms.model.work import Proposal, Task
from wms.operations import find
from wms.operations.planning.drawing import Drawing, Stand, drawing
from wms.operations.planning.floor import Parallel, lay
from wms.operations.planning.laid import Laid, Spot

if TYPE_CHECKING:
    from wms.planning.floor.graph import GraphFloor

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class WayStop:
    """One pick of the walk, where its location stands; stops at one place follow each other."""

    nr: int
    location: str
    x_mm: int
    y_mm: int
    task: str
    order: str
    quantity: int
    done: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A walk from where goods are dropped over its stops and back: a line of points (x, y) in millimetres.

    `at` says for each stop how many points of the line lie before it, so that a part of the walk can be drawn.
    """

    batch: str
    length_mm: int
    points: tuple[Point, ...]
    stops: tuple[WayStop, ...]
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Walked:
    """A walk as the books tell it: (location id, task, order, quantity, done) in order, and where it begins."""

    batch: str
    start: int
    picks: tuple[tuple[int, str, str, int, bool], ...]
    drawn: Drawing


def of_batch(session: Session, *, batch: str) -> Walked:
    """The walk of a batch as it is ordered now, done stops too. Raises Refused for a batch without stops."""
    found = find.by(session, Batch, Batch.number, batch, "batch")
    rows = session.execute(
        select(Task.from_location_id, Task.number, Order.number.label("order"), Task.quantity, Task.state,
               Task.to_location_id)
        .join(OrderLine, OrderLine.id == Task.order_line_id).join(Order, Order.id == OrderLine.order_id)
        .where(Task.batch_id == found.id, Task.state != TaskState.CANCELLED, Task.from_location_id.is_not(None),
               Task.to_location_id.is_not(None))
        .order_by(Task.sequence, Task.id)
    ).all()  # fmt: skip
    if not rows:
        raise refuse("The batch {number} has no stops.", field="batch", number=batch)
    picks = tuple((row[0] or 0, row.number, row.order, row.quantity, row.state is TaskState.DONE) for row in rows)
    site_id = session.get_one(Wave, found.wave_id).site_id
    return _walked(session, batch, site_id, rows[0].to_location_id or 0, picks)


def of_plan(session: Session, *, proposal: str, nr: int = 1) -> Walked:
    """The walk of the plan's `nr`th batch. Raises Refused for plans without walks."""
    found = find.by(session, Proposal, Proposal.number, proposal, "proposal")
    content = found.plan.get("content", {})
    batches = content.get("batches", [content] if "stops" in content else [])
    if not 1 <= nr <= len(batches) or "stops" not in batches[nr - 1]:
        raise refuse("{number} plans no walk {nr}.", field="proposal", number=proposal, nr=nr)
    stops = batches[nr - 1]["stops"]
    task = find.by(session, Task, Task.number, stops[0]["task"], "task")
    places = find.many(session, Location, Location.code, {stop["location"] for stop in stops})
    picks = tuple((places[stop["location"]].id, stop["task"], stop["order"], stop["quantity"], False) for stop in stops)
    return _walked(session, content.get("batch", str(nr)), task.site_id, task.to_location_id or 0, picks)


def _walked(
    session: Session, batch: str, site_id: int, start: int, picks: tuple[tuple[int, str, str, int, bool], ...]
) -> Walked:
    return Walked(batch, start, picks, drawing(session, site_id, {start, *(pick[0] for pick in picks)}))


def drawn(walk: Walked) -> Way:
    """The line of the walk. Raises Refused or Infeasible, naming what no way leads to."""
    places = [place for place, _ in itertools.groupby(pick[0] for pick in walk.picks)]
    laid = lay(walk.drawn, walk.start, places)
    pen = _Pen(walk.drawn.stands[walk.start], _map(walk.drawn, laid))
    ends = [pen.visit(laid.spots[place], walk.drawn.stands[place]) for place in places]
    pen.home()
    return Way(walk.batch, _length(pen.points), tuple(pen.points), *_stops(walk, ends))


@dataclass(frozen=True, slots=True)
class _Map:
    """The floor as a graph, what its beginning is called, and where its places are drawn."""

    graph: GraphFloor
    begin: Any
    where: Callable[[Any], Point]


def _map(drawn: Drawing, laid: Laid) -> _Map:
    from wms.planning.floor.parallel import ParallelFloor

    floor = laid.floor
    if not isinstance(floor, ParallelFloor):
        return _Map(floor, laid.start, lambda name: name)
    parallel = Parallel.of(drawn)
    turned = parallel is not None and parallel.turned

    def where(name: Any) -> Point:
        x, y = (floor.aisle_x[name[1]], floor.cross_y[name[2]]) if name[0] == "cross" else (
            floor.aisle_x[name[0]], name[1])  # fmt: skip
        return (y, x) if turned else (x, y)

    return _Map(floor.graph({spot.place for spot in laid.spots.values()}), ("depot", "start"), where)


class _Pen:
    """Draws the line leg by leg. `aside` is the way back out of a dead end or off the open floor."""

    def __init__(self, begin: Stand, on: _Map) -> None:
        self.begin, self.on = begin, on
        self.names = {number: name for name, number in on.graph.names.items()}
        self.points: list[Point] = [(begin.x, begin.y)]
        self.here: Any = on.begin
        self.aside: list[Point] = []
        self.into = 0

    def visit(self, spot: Spot, stand: Stand) -> int:
        """On to the next stop; how many points the line has there."""
        if spot.into and spot.into == self.into:  # further on in the same dead end
            back = self.aside[-1] if self.aside else self.points[-1]
            self._across(_along(back, stand))
            self.aside = [back] if self.points[-1] != back else []
            return len(self.points)
        self._leave()
        self._walk(spot.place)
        before = len(self.points)
        if spot.into < 0:
            self._across((stand.x, stand.y))
        elif spot.into:
            self._across(_along(self.points[-1], stand))
        self.into, self.aside = spot.into, self.points[before - 1 : -1][::-1]
        return len(self.points)

    def home(self) -> None:
        """Back to where the walk began."""
        self._leave()
        self._walk(self.on.begin)

    def _leave(self) -> None:
        self.points += self.aside
        self.into, self.aside = 0, []

    def _walk(self, place: Any) -> None:
        graph = self.on.graph
        graph.distance_between(self.here, place)
        for number in graph.path(graph.names[self.here], graph.names[place])[1:]:
            name = self.names[number]
            self._across((self.begin.x, self.begin.y) if name == self.on.begin else self.on.where(name),
                         straight=name != self.on.begin and self.here != self.on.begin)  # fmt: skip
            self.here = name
        self.here = place

    def _across(self, to: Point, *, straight: bool = False) -> None:
        """Straight on along an aisle; across the open floor along x, then along y."""
        for point in ((to,) if straight else ((to[0], self.points[-1][1]), to)):
            if point != self.points[-1]:
                self.points.append(point)


def _along(mouth: Point, stand: Stand) -> Point:
    """Where one stands in a dead end: as far along its line as the stand, from a mouth on the same line."""
    if abs(stand.x - mouth[0]) > abs(stand.y - mouth[1]):
        return stand.x, mouth[1]
    return mouth[0], stand.y


def _length(points: Sequence[Point]) -> int:
    return round(sum(math.dist(a, b) for a, b in itertools.pairwise(points)))


def _stops(walk: Walked, ends: Sequence[int]) -> tuple[tuple[WayStop, ...], tuple[int, ...]]:
    stops, at, group = [], [], -1
    last = 0
    for nr, (place, task, order, quantity, done) in enumerate(walk.picks, 1):
        group += place != last
        last = place
        stand = walk.drawn.stands[place]
        stops.append(WayStop(nr, stand.code, stand.x, stand.y, task, order, quantity, done))
        at.append(ends[group])
    return tuple(stops), tuple(at)
