"""Ways from stop to stop: together as long as the walk, also where no aisle is drawn; aisles and their depth."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from wms.app.simulating import simulate
from wms.base.jobs import Watch
from wms.operations.planning.drawing import Drawing, Line, Stand
from wms.operations.planning.walks import length_in_order, walk
from wms.operations.simulating.scenario import scenario
from wms.operations.simulating.ways import Ways
from wms.operations.simulating.wish import Wish
from wms.planning.simulation.problem import contradictions


def test_the_legs_of_a_walk_add_up_to_its_length(worked):
    known = simulate(worked, Wish(plan="now"), seeds=1).known
    ways, dice = Ways(known.drawn, known.drop_id), random.Random(3)
    places = sorted({pick.location_id for pick in known.picks})
    sequence = {pick.location_id: pick.pick_sequence for pick in known.picks}
    for _ in range(6):
        stops = dice.sample(places, 9)
        assert sum(ways.legs(stops)) == length_in_order(known.drawn, known.drop_id, stops)
        shortest = ways.order({place: sequence[place] for place in stops})
        assert sum(ways.legs(shortest)) == walk(known.drawn, known.drop_id, stops).length
    assert ways.legs([]) == [0]


def floor(*lines: Line) -> Drawing:
    """A drop at the origin and two locations in aisle 1."""
    stands = {1: Stand(1, "DROP", 0, 0, 0), 2: Stand(2, "A", 1, 5_000, 2_000), 3: Stand(3, "B", 1, 5_000, 9_000)}
    return Drawing(lines, stands)


def test_without_aisles_ways_go_along_the_walls():
    ways = Ways(floor(), 1)
    assert ways.legs([2, 3]) == [7_000, 7_000, 14_000]
    assert ways.aisle(2) == (0, 0)
    assert ways.order({3: 2, 2: 1}) == [2, 3]


def test_a_location_lies_as_deep_as_its_aisle_is_walked():
    down = Line(1, "A1", False, 5_000, 10_000, 5_000, 0, one_way=True)
    assert Ways(floor(down), 1).aisle(3) == (1, 1_000)


@pytest.mark.parametrize("against", [False, True])
def test_an_aisle_somebody_walks_against_is_no_one_way_aisle_to_them(worked, against):
    known = simulate(worked, Wish(plan="now"), seeds=1).known
    made = scenario(known, Wish(plan="now"), 0, Watch())
    aisle = next(stop.aisle_id for batch in made.problem.batches for stop in batch.stops if stop.aisle_id)
    lines = tuple(replace(line, one_way=line.line_id == aisle) for line in known.drawn.lines)
    if against:
        lines = tuple(
            replace(line, x1=line.x2, y1=line.y2, x2=line.x1, y2=line.y1) if line.line_id == aisle else line
            for line in lines
        )
    tried = scenario(replace(known, drawn=replace(known.drawn, lines=lines)), Wish(plan="now"), 0, Watch())
    assert list(contradictions(tried.problem)) == []
