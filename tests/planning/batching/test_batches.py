"""Batches against trying every partition; carts, judges, refusals, deadlines."""

import dataclasses
import random
from collections.abc import Iterator

import numpy as np
import pytest

from wms.base.errors import Refused
from wms.base.jobs import Progress, Stop, Watch
from wms.planning.batching.check import check
from wms.planning.batching.ground import batch_length, prepare
from wms.planning.batching.problem import Batch, Batches, BatchOrder, BatchParams, BatchProblem, Cart
from wms.planning.batching.solve import solve, walks
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import ON_FOOT, ParallelFloor, Vehicle, regular_floor
from wms.planning.plan import Infeasible
from wms.planning.routing.problem import RouteProblem
from wms.planning.routing.problem import Stop as Pick
from wms.planning.routing.solve import solve as solve_route

QUICK = BatchParams(rounds=2, moves=2_000)


def partitions(items: list[int]) -> Iterator[list[list[int]]]:
    if not items:
        yield []
        return
    head, *rest = items
    for parts in partitions(rest):
        yield [[head], *parts]
        for i, part in enumerate(parts):
            yield [*parts[:i], [head, *part], *parts[i + 1 :]]


def fits(problem: BatchProblem, part: list[int]) -> bool:
    chosen = tuple(problem.orders[n] for n in part)
    return all(sum(uses) <= limit for _, limit, uses in problem.cart.limits(chosen))


def best_of_all_partitions(problem: BatchProblem) -> float:
    lengths: dict[tuple[int, ...], float] = {}

    def length(part: list[int]) -> float:
        key = tuple(sorted(part))
        if key not in lengths:
            stops = tuple(stop for n in key for stop in problem.orders[n].stops)
            lengths[key] = solve_route(RouteProblem(problem.floor, stops, problem.start)).objective
        return lengths[key]

    plans = (parts for parts in partitions(list(range(len(problem.orders)))) if all(fits(problem, p) for p in parts))
    return min(sum(length(part) for part in parts) for parts in plans)


def random_orders(rng: random.Random, floor: ParallelFloor, count: int) -> tuple[BatchOrder, ...]:
    places = [(a, y) for a in range(len(floor.aisle_x)) for y in floor.cell_y]
    return tuple(
        BatchOrder(
            f"O{n}", tuple(Pick(rng.choice(places), quantity=rng.randint(1, 3)) for _ in range(rng.randint(1, 4))),
            weight=rng.randint(1, 9), volume=rng.randint(1, 9), boxes=rng.randint(1, 2),
        )
        for n in range(count)
    )


def random_cart(rng: random.Random) -> Cart:
    return rng.choice((
        Cart(pieces=rng.randint(12, 20)), Cart(weight=rng.randint(9, 20), orders=3), Cart(boxes=rng.randint(2, 5),
        mixed=False), Cart(boxes=3, box_volume=rng.randint(5, 9)), Cart(lines=rng.randint(4, 9)), Cart(),
    ))


def random_problem(rng: random.Random, orders: int, blocks: int = 1) -> BatchProblem:
    floor = regular_floor(
        aisles=rng.randint(2, 6), cells=4 * blocks, aisle_gap=rng.randint(2, 9), cell_gap=rng.randint(1, 5), end_gap=2,
        blocks=blocks, depot_at_bottom=rng.random() < 0.5,
    )
    return BatchProblem(floor, random_orders(rng, floor, orders), random_cart(rng))


@pytest.mark.parametrize("blocks", [1, 2])
def test_few_orders_are_batched_as_well_as_the_best_of_all_partitions(blocks: int):
    rng = random.Random(40 + blocks)
    for _ in range(40):
        problem = random_problem(rng, rng.randint(1, 6), blocks)
        plan = solve(problem, QUICK)
        assert plan.objective == best_of_all_partitions(problem), problem
        assert plan.gap == 0


def test_the_search_alone_is_never_better_than_the_best_and_keeps_an_honest_bound():
    rng = random.Random(43)
    for _ in range(20):
        problem = random_problem(rng, 6)
        plan = solve(problem, dataclasses.replace(QUICK, prove=False))
        best = best_of_all_partitions(problem)
        assert plan.bound <= best <= plan.objective


def test_lengths_by_bits_are_the_lengths_of_routes():
    rng = random.Random(44)
    for _ in range(150):
        blocks = rng.randint(1, 3)
        problem = random_problem(rng, rng.randint(1, 5), blocks)
        vehicle = rng.choice((ON_FOOT, Vehicle("truck", turns=False)))
        ground = prepare(problem.floor, [order.places for order in problem.orders], "", vehicle)
        members = np.arange(len(problem.orders))
        mine = batch_length(ground, members, len(members), np.empty(ground.depot.shape, np.uint64))
        stops = tuple(stop for order in problem.orders for stop in order.stops)
        assert mine == solve_route(RouteProblem(problem.floor, stops, vehicle=vehicle)).objective


def test_many_stops_in_an_aisle_need_more_than_one_word_of_bits():
    floor = regular_floor(aisles=2, cells=200, aisle_gap=5, cell_gap=1, end_gap=1)
    orders = tuple(BatchOrder(str(n), tuple(Pick((n % 2, y)) for y in floor.cell_y[n::3])) for n in range(3))
    plan = solve(BatchProblem(floor, orders, Cart()), QUICK)
    assert plan.objective == 2 * (201 + 5)


def large_problem(seed: int, orders: int = 40) -> BatchProblem:
    rng = random.Random(seed)
    floor = regular_floor(aisles=10, cells=30, aisle_gap=50, cell_gap=10, end_gap=15)
    return BatchProblem(floor, random_orders(rng, floor, orders), Cart(pieces=30))


def test_a_roomier_cart_never_lengthens_the_proven_plan():
    for seed in range(45, 50):
        problem = random_problem(random.Random(seed), 6)
        tight = dataclasses.replace(problem, cart=Cart(pieces=14))
        roomy = dataclasses.replace(problem, cart=Cart(pieces=16))
        assert solve(roomy, QUICK).objective <= solve(tight, QUICK).objective


def test_the_same_seed_gives_the_same_batches():
    params = BatchParams(seed=4, rounds=3, moves=3_000, prove=False)
    assert solve(large_problem(50), params).solution == solve(large_problem(50), params).solution


def test_searching_improves_on_merging():
    problem = large_problem(51)
    heard: list[Progress] = []
    plan = solve(problem, dataclasses.replace(QUICK, prove=False), Watch(report=heard.append))
    merged = next(p.objective for p in heard if p.doing == "Merging orders")
    assert plan.objective < merged
    assert all(p.bound <= p.objective for p in heard if p.objective is not None and p.bound is not None)


def test_a_deadline_in_the_past_still_gives_checked_batches():
    plan = solve(large_problem(52), watch=Watch(stop=Stop(0.0)))
    assert 0 < plan.bound <= plan.objective


def test_cancelling_returns_the_best_batches_so_far():
    stop = Stop()
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) > 5:
            stop.cancel()

    plan = solve(large_problem(53, 60), watch=Watch(listen, stop))
    assert plan.objective > 0
    assert len(heard) < 20


def test_walks_of_a_plan_pick_all_of_it():
    problem = large_problem(54, 12)
    plan = solve(problem, QUICK)
    drawn = walks(problem, plan)
    assert sum(walk.objective for walk in drawn) == plan.objective
    assert sum(len(walk.solution.order) for walk in drawn) == sum(len(order.stops) for order in problem.orders)


def test_orders_on_an_irregular_floor_are_batched():
    arcs = tuple((u, v, abs(u - v) * 3 + 1) for u in range(6) for v in range(6) if u != v)
    floor = GraphFloor(6, arcs, {n: n for n in range(6)})
    orders = tuple(BatchOrder(str(n), (Pick(n),)) for n in range(1, 6))
    plan = solve(BatchProblem(floor, orders, Cart(orders=2), start=0), QUICK)
    assert len(plan.solution.batches) == 3
    assert plan.bound is None


@pytest.mark.parametrize("fault", ["every order once", "pieces", "length", "objective", "bound"])
def test_the_judge_catches_planted_faults(fault: str):
    problem = large_problem(55, 10)
    plan = solve(problem, QUICK)
    batches = plan.solution.batches
    everything = Batch(tuple(range(10)), sum(batch.length for batch in batches))
    wrong = {
        "every order once": {"solution": Batches(batches[1:])},
        "pieces": {"solution": Batches((everything,))},
        "length": {"solution": Batches((dataclasses.replace(batches[0], length=batches[0].length - 2), *batches[1:]))},
        "objective": {"objective": plan.objective - 10},
        "bound": {"bound": plan.objective + 1},
    }[fault]
    assert check(problem, plan) == []
    assert fault in {v.constraint for v in check(problem, dataclasses.replace(plan, **wrong))}


def test_an_order_larger_than_a_cart_is_named_with_the_excess():
    problem = large_problem(56, 4)
    heavy = dataclasses.replace(problem.orders[2], weight=50)
    orders = (*problem.orders[:2], heavy, problem.orders[3])
    with pytest.raises(Infeasible) as refusal:
        solve(dataclasses.replace(problem, orders=orders, cart=Cart(weight=20)))
    assert [(v.constraint, v.subject, v.excess) for v in refusal.value.violations] == [("weight", "O2", 30)]


def test_an_order_behind_a_closed_aisle_is_named():
    problem = large_problem(57, 3)
    floor = dataclasses.replace(problem.floor, blocked=frozenset({(9, 0)}))
    lost = BatchOrder("lost", (Pick((9, floor.cell_y[4])),))
    with pytest.raises(Infeasible, match="lost"):
        solve(dataclasses.replace(problem, floor=floor, orders=(BatchOrder("a", (Pick((0, 15)),)), lost)))


def test_no_orders_one_order_and_empty_orders():
    problem = large_problem(58, 1)
    assert solve(dataclasses.replace(problem, orders=())).objective == 0
    assert len(solve(problem, QUICK).solution.batches) == 1
    nothing = BatchOrder("nothing", ())
    assert solve(dataclasses.replace(problem, orders=(nothing,)), QUICK).objective == 0


def test_orders_that_are_all_alike_do_not_confuse_it():
    problem = large_problem(59, 1)
    alike = tuple(dataclasses.replace(problem.orders[0], key=str(n)) for n in range(9))
    cart = Cart(orders=3)
    plan = solve(dataclasses.replace(problem, orders=alike, cart=cart), QUICK)
    assert len(plan.solution.batches) == 3
    assert plan.gap == 0


def test_nonsense_is_refused_with_every_fault():
    problem = large_problem(60, 2)
    bad = BatchOrder("O0", (Pick((99, 0), quantity=-1),), weight=-1)
    with pytest.raises(Refused) as refusal:
        solve(dataclasses.replace(problem, orders=(problem.orders[0], bad)))
    assert len(refusal.value.problems) == 4


def test_mixed_boxes_leave_room_for_the_largest_piece():
    cart = Cart(boxes=2, box_volume=10)
    orders = tuple(BatchOrder(str(n), (), volume=6, piece_volume=6) for n in range(3))
    (_, room, _), = cart.limits(orders)
    assert room == 10
