"""The bound on re-slotting: never above what the best of all plans costs, and near it where little can be saved."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest

from wms.planning.floor.parallel import Depot, Door, ParallelFloor
from wms.planning.slotting import bound
from wms.planning.slotting.arrays import arrays_of
from wms.planning.slotting.check import cost
from wms.planning.slotting.problem import PastOrder, PickLocation, SlottedItem, SlottingParams, SlottingProblem
from wms.planning.slotting.reslot import ReslotParams, _bench, reslot
from wms.planning.slotting.search import way_between
from wms.planning.slotting.solve import solve

ITEMS, PLACES = 5, 6
HANDLING = 2_000


def by_table(seed: int) -> SlottingProblem:
    """Points in a town of right angles, orders of some of five items."""
    rng = random.Random(seed)
    points = [(0, 0), *((rng.randrange(1, 40) * 1_000, rng.randrange(1, 30) * 1_000) for _ in range(PLACES))]
    table = tuple(tuple(abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in points) for a in points)
    places = tuple(PickLocation(100 + i, 2 * table[0][i + 1], place=i + 1, aisle=i, y_mm=points[i + 1][1],
                                reach_s=rng.choice((0, 0, 3))) for i in range(PLACES))  # fmt: skip
    return SlottingProblem(_items(rng), places, orders=_orders(rng), walks=table, current=_today())


def by_aisles(seed: int) -> SlottingProblem:
    """The same on parallel aisles with a door some way off."""
    rng = random.Random(seed)
    floor = ParallelFloor((0, 4_000, 8_000), (0, 20_000), (), (Depot("door", (Door(0, 1, 1_500),)),))
    spots = rng.sample([(aisle, y) for aisle in range(3) for y in range(1_000, 20_000, 2_000)], PLACES)
    places = tuple(PickLocation(100 + i, 0, aisle=aisle, y_mm=y) for i, (aisle, y) in enumerate(spots))
    return SlottingProblem(_items(rng), places, orders=_orders(rng), floor=floor, current=_today())


def by_picks(seed: int) -> SlottingProblem:
    """Without orders: each pick its own way."""
    made = by_table(seed)
    return replace(made, orders=(), walks=())


def _items(rng: random.Random) -> tuple[SlottedItem, ...]:
    return tuple(SlottedItem(i, rng.randrange(1, 30)) for i in range(ITEMS))


def _orders(rng: random.Random) -> tuple[PastOrder, ...]:
    return tuple(PastOrder(tuple(rng.sample(range(ITEMS), rng.randrange(1, 5))), rng.randrange(1, 5)) for _ in range(8))


def _today() -> dict[int, tuple[int, ...]]:
    return {i: (100 + i,) for i in range(ITEMS)}


def cheapest(problem: SlottingProblem, limit: int) -> int:
    """The best of all plans, by trying each."""
    bench = _bench(problem, arrays_of(problem), ReslotParams())
    best = cost(problem, dict(problem.current))
    for homes in permutations(range(PLACES), ITEMS):
        away = [i for i in range(ITEMS) if homes[i] != i]
        if len(away) <= limit:
            walks = cost(problem, {i: (100 + homes[i],) for i in range(ITEMS)})
            best = min(best, walks + sum(HANDLING + int(way_between(bench, i, homes[i])) for i in away))
    return best


def params(limit: int) -> ReslotParams:
    return ReslotParams(handling_mm=HANDLING, haul=1, moves_a_day=limit, days=1, steps=500)


@pytest.mark.parametrize("limit", [1, 2, 5])
@pytest.mark.parametrize("house", [by_table, by_aisles, by_picks])
def test_no_plan_costs_less_than_the_bound(house, limit):
    for seed in range(6):
        problem = house(seed)
        assert bound.least(problem, arrays_of(problem), _bench(problem, arrays_of(problem), params(limit))) <= \
            cheapest(problem, limit)  # fmt: skip


def test_a_house_too_large_for_prices_of_places_gets_a_bound_that_is_no_better(monkeypatch):
    for house in (by_table, by_picks):
        problem = house(3)
        arrays = arrays_of(problem)
        fine = bound.least(problem, arrays, _bench(problem, arrays, params(2)))
        monkeypatch.setattr(bound, "LARGEST", 7)
        coarse = bound.least(problem, arrays, _bench(problem, arrays, params(2)))
        monkeypatch.undo()
        assert coarse <= fine <= cheapest(problem, 2)


def test_where_each_pick_counts_alone_the_bound_is_near_the_best():
    shares = []
    for seed in range(6):
        problem = by_picks(seed)
        least = bound.least(problem, arrays_of(problem), _bench(problem, arrays_of(problem), params(2)))
        shares.append(least / cheapest(problem, 2))
    assert sum(shares) / len(shares) > 0.97


def test_walks_of_many_stops_are_held_against_trees_and_not_against_a_rule_of_thumb():
    rng = random.Random(5)
    points = [(0, 0), *((rng.randrange(60) * 1_000, rng.randrange(60) * 1_000) for _ in range(16))]
    table = tuple(tuple(abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in points) for a in points)
    places = tuple(PickLocation(100 + i, 2 * table[0][i + 1], place=i + 1, aisle=i) for i in range(16))
    items = tuple(SlottedItem(i, 9) for i in range(15))
    problem = SlottingProblem(items, places, orders=(PastOrder(tuple(range(15)), 3),), walks=table,
                              current={i: (100 + i,) for i in range(15)})  # fmt: skip
    plan = reslot(problem, ReslotParams(handling_mm=0, haul=0, moves_a_day=1, days=1, steps=2_000))
    assert plan.bound is not None
    assert plan.gap is not None
    assert 0.6 * plan.objective < plan.bound <= plan.objective


def test_a_plan_of_moves_tells_how_far_it_may_be_from_the_best():
    for house in (by_table, by_aisles, by_picks):
        plan = reslot(house(1), params(3))
        assert plan.bound is not None
        assert plan.bound <= plan.objective <= plan.solution.before_mm


def test_nothing_to_choose_leaves_the_walks_as_they_are():
    problem = by_picks(2)
    some = replace(params(3), choice=frozenset({0}), spots=frozenset({101}))  # the only place is held by what stays
    plan = reslot(problem, some)
    assert plan.objective == plan.bound == plan.solution.before_mm
    assert plan.gap == 0.0


def test_the_way_to_a_distant_door_counts_once_in_the_bound_of_a_new_slotting():
    for seed in range(3):
        problem = replace(by_aisles(seed), orders=tuple(PastOrder((item,)) for item in range(ITEMS)))
        plan = solve(problem, SlottingParams(steps=1_000))
        assert plan.bound == plan.objective
