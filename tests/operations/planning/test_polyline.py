"""A walk drawn as a line is as long as it is walked, on any floor, in any order, dead ends included."""

from __future__ import annotations

import itertools
import math
import random

import pytest

from wms.operations.planning.drawing import Drawing, Line, Stand
from wms.operations.planning.polyline import Walked, drawn
from wms.operations.planning.walks import length_in_order

LINES = (
    Line(1, "A", False, 1_000, 0, 1_000, 20_000),
    Line(2, "B", False, 4_000, 0, 4_000, 10_000),
    Line(3, "C", False, 6_000, 10_000, 6_000, 20_000),
    Line(4, "D", False, 8_000, 0, 8_000, 6_000),  # ends in front of the second cross-aisle
    Line(5, "X1", True, 0, 0, 9_000, 0),
    Line(6, "X2", True, 0, 10_000, 9_000, 10_000),
    Line(7, "X3", True, 0, 20_000, 9_000, 20_000),
)
ALLEY = Line(8, "ALLEY", True, 1_000, 3_000, 4_000, 3_000)  # makes the floor irregular
STANDS = {
    1: Stand(1, "BENCH", 0, 2_000, -1_500),
    2: Stand(2, "A-1", 1, 1_000, 4_000),
    3: Stand(3, "B-1", 2, 4_000, 8_000),
    4: Stand(4, "C-1", 3, 6_000, 13_000),
    5: Stand(5, "D-1", 4, 8_000, 2_000),
    6: Stand(6, "D-2", 4, 8_000, 5_000),
    7: Stand(7, "OPEN", 0, 7_000, 22_000),
}


def turned(of: Drawing) -> Drawing:
    """The same building lying on its side."""
    lines = tuple(Line(o.line_id, o.code, o.cross, o.y1, o.x1, o.y2, o.x2) for o in of.lines)
    return Drawing(lines, {k: Stand(k, s.code, s.line_id, s.y, s.x) for k, s in of.stands.items()})


FLOORS = {
    "parallel": Drawing(LINES, STANDS), "on its side": turned(Drawing(LINES, STANDS)),
    "irregular": Drawing((*LINES, ALLEY), STANDS),
}  # fmt: skip


def way(floor: Drawing, start: int, stops: list[int]):
    return drawn(Walked("B", start, tuple((place, f"T{place}", "O", 1, False) for place in stops), floor))


@pytest.mark.parametrize("floor", FLOORS.values(), ids=list(FLOORS))
@pytest.mark.parametrize("seed", range(12))
def test_the_line_is_as_long_as_the_walk_and_touches_every_stop(floor: Drawing, seed: int) -> None:
    dice = random.Random(seed)
    stops = dice.sample([2, 3, 4, 5, 6, 7], dice.randint(1, 6))
    line = way(floor, 1, stops)
    assert line.length_mm == length_in_order(floor, 1, stops)
    assert line.points[0] == line.points[-1] == (floor.stands[1].x, floor.stands[1].y)
    for place, at in zip(stops, line.at, strict=True):
        assert line.points[at - 1] == (floor.stands[place].x, floor.stands[place].y)
    assert list(line.at) == sorted(line.at)
    assert all(a != b and math.dist(a, b) > 0 for a, b in itertools.pairwise(line.points))


def test_several_picks_at_one_place_are_one_point() -> None:
    line = way(FLOORS["parallel"], 1, [2, 2, 3, 2])
    assert [stop.location for stop in line.stops] == ["A-1", "A-1", "B-1", "A-1"]
    assert line.at[0] == line.at[1] < line.at[2] < line.at[3]


def test_a_walk_that_begins_in_an_aisle_is_drawn_from_there() -> None:
    floor = FLOORS["parallel"]
    assert way(floor, 2, [3, 4]).length_mm == length_in_order(floor, 2, [3, 4])
