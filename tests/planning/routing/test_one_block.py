"""The compiled one-block walk against trying every order of the stops."""

import itertools
import random

import numpy as np

from wms.planning.floor.parallel import ParallelFloor, regular_floor
from wms.planning.routing.oneblock import walk_length, walk_lengths


def shortest_by_trying_all(floor: ParallelFloor, depot: tuple[int, int], stops: list[tuple[int, int]]) -> int:
    best = 1 << 60
    for order in itertools.permutations(stops):
        walk = [depot, *order, depot]
        best = min(best, sum(floor.distance(a, b) for a, b in itertools.pairwise(walk)))
    return best


def random_case(rng: random.Random) -> tuple[ParallelFloor, tuple[int, int], list[tuple[int, int]]]:
    floor = regular_floor(
        aisles=rng.randint(1, 5), cells=rng.randint(1, 6), aisle_gap=rng.randint(1, 9), cell_gap=rng.randint(1, 5),
        end_gap=rng.randint(1, 4), depot_at_bottom=rng.random() < 0.5,
    )
    depot = (rng.randrange(len(floor.aisle_x)), rng.choice((0, floor.cross_y[-1])))
    places = [(a, y) for a in range(len(floor.aisle_x)) for y in floor.cell_y]
    return floor, depot, rng.sample(places, min(len(places), rng.randint(1, 6)))


def length(floor: ParallelFloor, depot: tuple[int, int], stops: list[tuple[int, int]]) -> int:
    aisle, y = np.array(stops, np.int64).reshape(-1, 2).T.copy()
    return int(walk_length(floor.lanes.aisle_x, floor.cross_y[-1], *depot, aisle, y))


def test_the_walk_is_as_short_as_the_best_of_all_orders():
    rng = random.Random(1)
    for _ in range(1500):
        floor, depot, stops = random_case(rng)
        assert length(floor, depot, stops) == shortest_by_trying_all(floor, depot, stops), (floor, depot, stops)


def test_many_walks_at_once_are_the_walks_one_by_one():
    rng = random.Random(2)
    floor = regular_floor(aisles=9, cells=20, aisle_gap=30, cell_gap=10, end_gap=15)
    walks = [[(rng.randrange(9), rng.choice(floor.cell_y)) for _ in range(rng.randint(0, 9))] for _ in range(50)]
    offsets = np.cumsum([0, *(len(w) for w in walks)])
    aisle, y = np.array([stop for w in walks for stop in w], np.int64).T.copy()
    lengths = walk_lengths(floor.lanes.aisle_x, floor.cross_y[-1], 0, floor.cross_y[-1], offsets, aisle, y)
    assert list(lengths) == [length(floor, (0, floor.cross_y[-1]), w) if w else 0 for w in walks]


def test_a_longer_aisle_never_shortens_a_walk():
    rng = random.Random(3)
    for _ in range(2000):
        floor, depot, stops = random_case(rng)
        at_bottom = depot[1] > 0
        longer = floor.cross_y[-1] + rng.randint(1, 9)
        aisle, y = np.array(stops, np.int64).T.copy()
        after = walk_length(floor.lanes.aisle_x, longer, depot[0], longer if at_bottom else 0, aisle, y)
        assert after >= length(floor, depot, stops)


def test_one_more_stop_never_shortens_a_walk():
    rng = random.Random(4)
    for _ in range(2000):
        floor, depot, stops = random_case(rng)
        assert length(floor, depot, stops[:-1]) <= length(floor, depot, stops)


def test_a_walk_to_nowhere_has_no_length():
    floor = regular_floor(aisles=3, cells=4, aisle_gap=5, cell_gap=1, end_gap=1)
    assert length(floor, (1, 0), []) == 0
