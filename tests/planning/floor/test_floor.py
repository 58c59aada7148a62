"""Distances on parallel and irregular floors."""

import itertools
import random

import pytest

from wms.base.errors import Refused
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import DOWN, UP, Depot, Door, ParallelFloor, Vehicle, regular_floor
from wms.planning.plan import Infeasible


def three_blocks() -> ParallelFloor:
    return regular_floor(aisles=4, cells=9, aisle_gap=50, cell_gap=10, end_gap=15, blocks=3)


def test_the_formula_agrees_with_dijkstra():
    rng = random.Random(5)
    floor = three_blocks()
    places = [(rng.randrange(4), rng.choice(floor.cell_y)) for _ in range(25)]
    graph = floor.graph(places)
    for start in places:
        for end in places:
            assert floor.distance(start, end) == graph.distance_between(start, end)


def test_cells_lie_in_their_blocks():
    floor = three_blocks()
    assert [floor.block_of(y) for y in floor.cell_y] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert floor.block_of(0) == 0
    assert floor.block_of(floor.cross_y[-1]) == 2


def test_a_one_way_aisle_makes_the_way_back_longer():
    plain = regular_floor(aisles=2, cells=5, aisle_gap=20, cell_gap=10, end_gap=10)
    floor = ParallelFloor(plain.aisle_x, plain.cross_y, plain.cell_y, plain.depots, one_way=((0, 0, DOWN), (1, 0, UP)))
    assert floor.distance((0, 10), (0, 20)) == 10
    assert floor.distance((0, 20), (0, 10)) == 40 + 20 + 60 + 20 + 10


def test_a_blocked_aisle_is_walked_around_and_its_places_cannot_be_reached():
    plain = three_blocks()
    floor = ParallelFloor(plain.aisle_x, plain.cross_y, plain.cell_y, plain.depots, blocked=frozenset({(1, 1)}))
    above, below = plain.cell_y[2], plain.cell_y[6]
    assert floor.distance((1, above), (1, below)) == plain.distance((1, above), (1, below)) + 100
    with pytest.raises(Infeasible):
        floor.distance((0, 15), (1, plain.cell_y[4]))


def test_an_aisle_too_narrow_for_the_truck_is_closed_to_it():
    floor = three_blocks()
    truck = Vehicle("reach truck", barred=frozenset({1}))
    graph = floor.graph([(0, 15), (1, 15), (2, 15)], truck)
    assert graph.distance_between((0, 15), (2, 15)) == 130
    with pytest.raises(Infeasible):
        graph.distance_between((0, 15), (1, 15))


def test_a_depot_with_two_doors_offers_the_shorter_way():
    depot = Depot("gate", (Door(0, 0, 7), Door(3, 0, 1)))
    plain = three_blocks()
    floor = ParallelFloor(plain.aisle_x, plain.cross_y, plain.cell_y, (depot,))
    graph = floor.graph([(0, 15), (3, 15)])
    assert graph.distance_between(("depot", "gate"), (3, 15)) == 16
    assert graph.distance_between(("depot", "gate"), (0, 15)) == 22


def test_a_path_has_the_length_it_is_said_to_have():
    rng = random.Random(6)
    for _ in range(200):
        n = rng.randint(2, 12)
        arcs = {(rng.randrange(n), rng.randrange(n)): rng.randint(0, 9) for _ in range(3 * n)}
        floor = GraphFloor(n, tuple((u, v, d) for (u, v), d in arcs.items()))
        for u in range(n):
            for v in range(n):
                path = floor.path(u, v)
                if path:
                    steps = itertools.pairwise(path)
                    assert sum(arcs[step] for step in steps) == floor.distances[u, v]


@pytest.mark.parametrize(
    ("change", "word"),
    [({"aisle_x": (0, 0)}, "ascending"), ({"cross_y": (0,)}, "cross-aisles"), ({"cell_y": (99,)}, "between"),
     ({"depots": (Depot("d", ()),)}, "no door"), ({"depots": (Depot("d", (Door(7, 0),)),)}, "outside")],
)
def test_a_floor_nobody_could_walk_on_is_refused(change: dict[str, object], word: str):
    fields = {"aisle_x": (0, 10), "cross_y": (0, 50), "cell_y": (10, 20), "depots": (Depot("d", (Door(0, 1),)),)}
    with pytest.raises(Refused, match=word):
        ParallelFloor(**{**fields, **change})


def test_an_arc_of_negative_length_is_refused():
    with pytest.raises(Refused, match="negative"):
        GraphFloor(2, ((0, 1, -1),))
