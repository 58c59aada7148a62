"""The drawn building becomes a floor whose distances are those of the drawing."""

from __future__ import annotations

import itertools
import random

import pytest

from wms.base.errors import Refused
from wms.operations.planning.drawing import Drawing, Line, Stand
from wms.operations.planning.floor import Parallel, lay
from wms.operations.planning.graph import lay_graph
from wms.operations.planning.walks import aside, length_in_order, problem_of, quick_walk, walk
from wms.planning.routing.solve import solve

LINES = (
    Line(1, "A", False, 1_000, 0, 1_000, 20_000),
    Line(2, "B", False, 4_000, 0, 4_000, 10_000),
    Line(3, "C", False, 6_000, 10_000, 6_000, 20_000),
    Line(4, "D", False, 8_000, 0, 8_000, 6_000),  # ends in front of the second cross-aisle
    Line(5, "X1", True, 0, 0, 9_000, 0),
    Line(6, "X2", True, 0, 10_000, 9_000, 10_000),
    Line(7, "X3", True, 0, 20_000, 9_000, 20_000),
    Line(8, "X0", True, 0, -3_000, 9_000, -3_000),  # meets no aisle
)
STANDS = {
    1: Stand(1, "BENCH", 0, 2_000, -1_500),
    2: Stand(2, "A-1", 1, 1_000, 4_000),
    3: Stand(3, "B-1", 2, 4_000, 8_000),
    4: Stand(4, "C-1", 3, 6_000, 13_000),
    5: Stand(5, "D-1", 4, 8_000, 2_000),
    6: Stand(6, "D-2", 4, 8_000, 5_000),
}
DRAWN = Drawing(LINES, STANDS)


def turned(drawn: Drawing) -> Drawing:
    """The same building lying on its side."""
    lines = tuple(Line(o.line_id, o.code, o.cross, o.y1, o.x1, o.y2, o.x2, o.one_way, o.blocked) for o in drawn.lines)
    return Drawing(lines, {k: Stand(k, s.code, s.line_id, s.y, s.x) for k, s in drawn.stands.items()})


def test_a_dead_end_is_walked_to_its_deepest_stop_and_back():
    assert walk(DRAWN, 1, [5, 6]).length == 2 * (1_500 + 6_000 + 5_000)


def test_a_walk_goes_through_aisles_and_not_through_walls():
    # To C at 13 m: along A or B up to the second cross-aisle, there to C, and back the same way.
    assert walk(DRAWN, 1, [4]).length == 2 * (1_500 + 10_000 + 4_000 + 3_000)


def test_no_cross_aisle_that_meets_no_aisle_is_walked_on():
    found = Parallel.of(DRAWN)
    assert found is not None
    assert found.cross_y == (0, 10_000, 20_000)


@pytest.mark.parametrize("seed", range(6))
def test_exact_walks_equal_the_best_of_all_orders(seed):
    stops = random.Random(seed).sample([2, 3, 4, 5, 6], 4)
    best = min(length_in_order(DRAWN, 1, order) for order in itertools.permutations(stops))
    assert walk(DRAWN, 1, stops).length == best


@pytest.mark.parametrize("start", [1, 2, 5])
def test_the_graph_of_the_same_drawing_measures_the_same(start):
    stops = [number for number in (2, 3, 4, 6) if number != start]
    laid = lay_graph(DRAWN, start, stops)
    on_graph = solve(problem_of(laid, stops, DRAWN)).objective + aside(laid, stops)
    assert walk(DRAWN, start, stops).length == on_graph


def test_a_building_on_its_side_is_as_long():
    assert walk(turned(DRAWN), 1, [2, 3, 4, 6]).length == walk(DRAWN, 1, [2, 3, 4, 6]).length


def test_a_planned_walk_is_no_longer_than_any_given_order():
    stops = [6, 2, 4, 3, 5]
    assert walk(DRAWN, 1, stops).length <= length_in_order(DRAWN, 1, stops)


def test_an_aisle_that_meets_no_cross_aisle_is_named():
    island = Drawing((*LINES, Line(9, "E", False, 9_000, 12_000, 9_000, 18_000)),
                     {**STANDS, 9: Stand(9, "E-1", 9, 9_000, 15_000)})
    with pytest.raises(Refused, match="No walk leads to E-1: its aisle E meets no cross-aisle"):
        walk(island, 1, [2, 9])
    assert quick_walk(island, 1, [2, 9]) is None


def test_a_site_without_aisles_says_so():
    with pytest.raises(Refused, match="No aisle is drawn"):
        lay(Drawing((), STANDS), 1, [2])


def test_a_blocked_aisle_is_walked_around_and_its_stops_are_named():
    closed = Drawing(tuple(Line(*(getattr(o, n) for n in Line.__slots__[:-1]), blocked=o.code == "A") for o in LINES),
                     STANDS)
    assert walk(closed, 1, [4]).length == walk(DRAWN, 1, [4]).length  # B leads there as well
    with pytest.raises(Refused, match="A-1 lies in the aisle A, which is blocked"):
        walk(closed, 1, [2])


def test_a_one_way_aisle_is_left_at_its_other_end():
    one_way = Drawing(tuple(Line(*(getattr(o, n) for n in Line.__slots__[:-2]), one_way=o.code == "A") for o in LINES),
                      STANDS)
    assert walk(one_way, 1, [2]).length > walk(DRAWN, 1, [2]).length
