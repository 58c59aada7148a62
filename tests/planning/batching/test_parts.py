"""The parts of the search for batches, one by one: neighbours, work in portions, the count of batches, regrouping."""

import random
from itertools import combinations

import numpy as np
import pytest

from wms.base.jobs import Stop, Watch
from wms.planning.batching.annealing import Carts
from wms.planning.batching.bounds import simple_bound
from wms.planning.batching.columns import Columns, batch_lengths
from wms.planning.batching.construct import Merging, merge, savings_batches
from wms.planning.batching.exact import list_all
from wms.planning.batching.ground import Ground, prepare
from wms.planning.batching.listing import count_batches
from wms.planning.batching.master import Master, to_bits
from wms.planning.batching.memory import new_memory
from wms.planning.batching.near import neighbours
from wms.planning.batching.problem import BatchOrder, BatchParams, BatchProblem, Cart
from wms.planning.batching.regroup import Regrouping
from wms.planning.batching.solve import solve
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import ON_FOOT, regular_floor
from wms.planning.routing.problem import Stop as Pick

FLOOR = regular_floor(aisles=6, cells=20, aisle_gap=50, cell_gap=10, end_gap=15)


def some_orders(seed: int, count: int) -> tuple[Ground, Carts]:
    rng = random.Random(seed)
    places = [[(rng.randrange(6), rng.choice(FLOOR.cell_y)) for _ in range(rng.randint(1, 4))] for _ in range(count)]
    uses = np.array([[rng.randint(1, 6)] for _ in range(count)], np.int64)
    return prepare(FLOOR, places, "", ON_FOOT), Carts(uses, np.array([12], np.int64))


@pytest.mark.parametrize("blocks", [1, 2])
def test_an_order_at_the_same_places_is_the_first_neighbour(blocks: int):
    floor = regular_floor(aisles=6, cells=12, aisle_gap=50, cell_gap=10, end_gap=15, blocks=blocks)
    near, far = [(0, floor.cell_y[1]), (1, floor.cell_y[2])], [(5, floor.cell_y[-1])]
    ground = prepare(floor, [near, far, near, far], "", ON_FOOT)
    assert neighbours(ground, Watch())[:, 0].tolist() == [2, 3, 0, 1]


def test_neighbours_on_an_irregular_floor_are_close_by():
    arcs = tuple((u, v, abs(u - v) * 3 + 1) for u in range(9) for v in range(9) if u != v)
    ground = prepare(GraphFloor(9, arcs, {n: n for n in range(9)}), [(1,), (8,), (2,), (7,)], 0, ON_FOOT)
    assert neighbours(ground, Watch())[:, 0].tolist() == [2, 3, 0, 1]


def test_neighbours_are_a_list_of_all_others_even_when_there_is_no_time():
    ground, _ = some_orders(1, 12)
    hurried = neighbours(ground, Watch(stop=Stop(0.0)))
    assert all(sorted([n, *row]) == list(range(12)) for n, row in enumerate(hurried.tolist()))


def test_merging_in_small_portions_ends_with_the_same_batches():
    ground, carts = some_orders(2, 25)
    n = len(carts.uses)
    members = np.zeros((n, n), np.int64)
    members[:, 0] = np.arange(n)
    alone = batch_lengths(ground, [(order,) for order in range(n)])
    state = Merging(members, np.ones(n, np.int64), carts.uses.copy(), alone, np.full((n, n), -1, np.int64))
    portions = 1
    while not merge(ground, carts, state, 40):
        portions += 1
    merged = sorted(tuple(sorted(row[:many].tolist())) for row, many in zip(members, state.sizes, strict=True) if many)
    assert merged == savings_batches(ground, carts)
    assert portions > 5


def test_counting_in_small_portions_counts_what_fits():
    _, carts = some_orders(3, 10)
    state, path, load = np.zeros(3, np.int64), np.zeros(11, np.int64), np.zeros((11, 1), np.int64)
    while not count_batches(carts, path, state, load, 10_000, 7):
        assert state[2] <= 10_000
    sets = [c for size in range(1, 11) for c in combinations(range(10), size)]
    assert state[2] == sum(carts.uses[list(chosen)].sum() <= 12 for chosen in sets)


class StopAt(Stop):
    """Says stop from the given question on."""

    def __init__(self, question: int) -> None:
        super().__init__()
        self.left_over = question

    def __call__(self) -> bool:
        self.left_over -= 1
        return self.left_over < 0


def test_whenever_it_is_stopped_the_plan_is_whole():
    rng = random.Random(4)
    places = [(a, y) for a in range(6) for y in FLOOR.cell_y]
    orders = tuple(BatchOrder(str(n), tuple(Pick(rng.choice(places)) for _ in range(3))) for n in range(24))
    problem = BatchProblem(FLOOR, orders, Cart(pieces=12))
    params = BatchParams(rounds=20, moves=1_000)
    for question in (*range(12), *range(12, 120, 9)):
        plan = solve(problem, params, Watch(stop=StopAt(question)))
        assert sorted(order for batch in plan.solution.batches for order in batch.orders) == list(range(24))


def test_listing_is_given_up_when_there_is_no_time_to_count():
    ground, carts = some_orders(5, 30)
    everything = Carts(carts.uses, np.array([10_000], np.int64))
    assert list_all(ground, everything, 1 << 40, Watch(stop=StopAt(3))) is None


def test_the_programme_knows_that_part_of_a_cart_is_a_cart():
    master = Master(3)
    pairs = [(0, 1), (0, 2), (1, 2)]
    master.add(to_bits(pairs, 3), np.array([10, 10, 10], np.int64))
    master.solve()
    assert master.value == pytest.approx(15.0)
    master.at_least(2)
    master.solve()
    assert master.value == pytest.approx(20.0)
    assert master.proven() == pytest.approx(20.0)
    assert master.costs(to_bits(pairs, 3), np.array([10, 10, 10], np.int64)).min() == pytest.approx(0.0)


def test_the_fewest_carts_come_from_the_tightest_limit():
    ground, carts = some_orders(6, 9)
    uses = np.column_stack((carts.uses, np.ones(9, np.int64)))
    columns = Columns(ground, Carts(uses, np.array([1_000, 2], np.int64)), new_memory(9, 0), 0)
    assert columns.fewest(range(9)) == 5
    assert columns.fewest([3]) == 1
    assert columns.fewest([]) == 0


def test_regrouping_finds_a_shorter_plan_among_the_batches_it_is_offered():
    better = [(0, 2), (1, 3), (4, 5)]
    regrouping = Regrouping(6, np.random.default_rng(0))
    regrouping.offer(to_bits(better, 6), np.array([10, 12, 14], np.int64))
    assert regrouping.unit == 2
    plan = [(0, 1), (2, 3), (4, 5)]
    for _ in range(20):  # each time begins with a batch drawn at random
        plan = plan if sorted(plan) == better else regrouping.regroup(plan, [20, 20, 14], Watch())
    assert sorted(plan) == better


def test_regrouping_leaves_a_plan_alone_that_nothing_offered_betters():
    plan = [(0, 1), (2, 3)]
    regrouping = Regrouping(4, np.random.default_rng(0))
    regrouping.offer(to_bits([(0, 2), (1, 3)], 4), np.array([30, 30], np.int64))
    assert sorted(regrouping.regroup(plan, [20, 20], Watch())) == plan


def test_the_bound_counts_the_farthest_order_of_each_cart():
    uses, room = np.array([[2], [2], [2], [2], [2]], np.int64), np.array([4], np.int64)
    assert simple_bound(Carts(uses, room), np.array([70, 100, 80, 10, 90], np.int64)) == 100 + 80 + 10
    assert simple_bound(Carts(uses, np.array([3], np.int64)), np.array([30, 30, 30, 30, 30], np.int64)) == 4 * 30
    assert simple_bound(Carts(uses, np.array([99], np.int64)), np.array([70, 100, 80, 10, 90], np.int64)) == 100
    nothing = Carts(np.zeros((2, 1), np.int64), room)
    assert simple_bound(nothing, np.array([5, 7], np.int64)) == 7
