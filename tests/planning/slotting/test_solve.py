"""Slotting as a whole: brute force, what must hold when a house changes, planted mistakes, stops, hostile problems."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Stop, Watch
from wms.planning.floor.parallel import regular_floor
from wms.planning.plan import Infeasible
from wms.planning.slotting.check import check, cost
from wms.planning.slotting.problem import (
    PastOrder,
    PickLocation,
    SlottedItem,
    SlottingParams,
    SlottingProblem,
    SlottingRules,
)
from wms.planning.slotting.reslot import ReslotParams, reslot
from wms.planning.slotting.solve import solve

FLOOR = regular_floor(aisles=3, cells=4, aisle_gap=4_000, cell_gap=1_000, end_gap=1_000, depot_aisle=1)
QUICK = SlottingParams(seed=1, steps=4_000)


def places(count: int = 24, levels: int = 1) -> tuple[PickLocation, ...]:
    """Locations of the small floor: three aisles, four cells, two sides, some levels, the last aisle chilled."""
    spots = [(a, c, s, v) for a in range(3) for c in range(4) for s in range(2) for v in range(levels)]
    return tuple(
        PickLocation(
            100 + n, 2 * (abs(a - 1) * 4_000 + 5_000 - FLOOR.cell_y[c] + 0), a, FLOOR.cell_y[c], s, v, 800, 600, 400,
            50_000, "cold" if a == 2 else "main", frozenset({"chilled", "ambient"} if a == 2 else {"ambient"}), 2 * v,
        )
        for n, (a, c, s, v) in enumerate(spots)
    )[:count]


def items(count: int, rng: np.random.Generator, **more: object) -> tuple[SlottedItem, ...]:
    return tuple(SlottedItem(i, int(rng.integers(0, 50)), **more) for i in range(count))  # type: ignore[arg-type]


def orders(count: int, items_: int, rng: np.random.Generator) -> tuple[PastOrder, ...]:
    return tuple(
        PastOrder(tuple(rng.choice(items_, int(rng.integers(1, 4)), replace=False).tolist()), int(rng.integers(1, 4)))
        for _ in range(count)
    )


def best_of_all(problem: SlottingProblem) -> int | None:
    """The least cost of all sound slottings, one by one."""
    best = None
    for row in itertools.permutations(problem.locations, len(problem.items)):
        where = {item.item_id: (place.location_id,) for item, place in zip(problem.items, row, strict=True)}
        if not check(problem, where):
            value = cost(problem, where)
            best = value if best is None else min(best, value)
    return best


def test_without_rules_between_neighbours_the_plan_is_optimal_and_proves_it():
    rng = np.random.default_rng(1)
    for _ in range(25):
        goods = tuple(
            SlottedItem(i, int(rng.integers(0, 50)), 100, 100, 100, int(rng.choice([10, 30_000])),
                        "chilled" if rng.random() < 0.2 else "ambient") for i in range(4))
        stands = tuple(rng.permutation(np.array(places(24, 2), object))[:6])
        problem = SlottingProblem(goods, stands, SlottingRules(heavy_g=20_000, heavy_top_level=0))
        best = best_of_all(problem)
        if best is None:
            with pytest.raises(Infeasible):
                solve(problem)
        else:
            plan = solve(problem)
            assert plan.objective == best == plan.bound


def test_with_rules_between_neighbours_the_plan_is_sound_and_as_good_as_any():
    rng = np.random.default_rng(2)
    exact = 0
    for _ in range(12):
        goods = tuple(
            SlottedItem(i, int(rng.integers(1, 50)), look_alike="a" if i < 2 else "", hazard="3" if i == 2 else "",
                        family="f" if i > 2 else "") for i in range(5))
        goods = (*goods[:4], replace(goods[4], hazard="5.1"))
        problem = SlottingProblem(goods, places(24)[::4], SlottingRules(together=frozenset({"f"}), away_mm=2_000))
        best, plan = best_of_all(problem), solve(problem)
        assert best is not None
        assert plan.bound is not None
        assert plan.bound <= best <= plan.objective
        exact += plan.objective == best
    assert exact >= 6


def test_with_orders_the_search_comes_to_the_best_of_all_small_slottings_or_next_to_it():
    rng = np.random.default_rng(3)
    exact = 0
    for _ in range(8):
        problem = SlottingProblem(items(5, rng), places()[::4], orders=orders(8, 5, rng), floor=FLOOR)
        plan = solve(problem, QUICK)
        best = best_of_all(problem)
        assert best is not None
        assert plan.bound is not None
        assert plan.bound <= best <= plan.objective <= 1.05 * best
        exact += plan.objective == best
    assert exact >= 4


def test_floors_of_several_blocks_are_walked_by_a_table():
    floor = regular_floor(aisles=3, cells=4, aisle_gap=4_000, cell_gap=1_000, end_gap=1_000, blocks=2)
    stands = tuple(
        PickLocation(n, 0, a, floor.cell_y[c]) for n, (a, c) in enumerate(itertools.product(range(3), range(4))))
    rng = np.random.default_rng(4)
    problem = SlottingProblem(items(5, rng), stands[::2], orders=orders(8, 5, rng), floor=floor)
    plan = solve(problem, QUICK)
    assert plan.objective > 0
    assert check(problem, dict(plan.solution.locations)) == []


def test_one_more_location_never_makes_the_proven_least_larger():
    rng = np.random.default_rng(5)
    goods, all_places = items(10, rng), places()
    costs = [solve(SlottingProblem(goods, all_places[:count])).objective for count in range(10, 25)]
    assert costs == sorted(costs, reverse=True)


def test_longer_aisles_never_shorten_the_walks_and_twice_the_picks_cost_twice():
    rng = np.random.default_rng(6)
    goods = items(12, rng)
    near = solve(SlottingProblem(goods, places())).objective
    far = solve(SlottingProblem(goods, tuple(replace(p, walk_mm=p.walk_mm + 500) for p in places()))).objective
    twice = solve(SlottingProblem(tuple(replace(i, picks=2 * i.picks) for i in goods), places())).objective
    assert far >= near
    assert twice == 2 * near


def test_the_work_is_spread_and_facings_are_given():
    rng = np.random.default_rng(7)
    goods = tuple(SlottedItem(i, int(rng.integers(5, 50)), facings=1 + i % 2) for i in range(12))
    problem = SlottingProblem(goods, places(48, 2), SlottingRules(aisle_share_permille=400))
    plan = solve(problem)
    assert check(problem, dict(plan.solution.locations)) == []
    assert plan.bound is not None
    assert plan.bound <= plan.objective
    assert all(len(plan.solution.locations[item.item_id]) == item.facings for item in goods)


@pytest.mark.parametrize(
    ("constraint", "where"),
    [
        ("facings", {0: (100, 101)}), ("location", {0: (999,)}), ("one facing a location", {0: (101,)}),
        ("item", {77: (110,)}), ("width and depth", {0: (123,)}), ("height", {0: (122,)}), ("weight", {0: (121,)}),
        ("condition", {5: (105,)}), ("zone", {6: (120,)}), ("heavy low", {7: (119,)}), ("look-alikes", {1: (102,)}),
        ("family together", {2: (118,)}), ("families apart", {4: (107,)}), ("hazard segregation", {3: (105,)}),
        ("aisle workload", {6: (105,)}),
    ],
)
def test_the_checker_finds_each_planted_mistake(constraint: str, where: dict[int, tuple[int, ...]]):
    stands = list(places())
    stands[23] = replace(stands[23], width_mm=100)
    stands[22] = replace(stands[22], height_mm=100)
    stands[21] = replace(stands[21], max_weight_g=100)
    stands[19] = replace(stands[19], level=3)
    goods = (
        SlottedItem(0, 30, 300, 300, 300, 300, look_alike="x"), SlottedItem(1, 10, look_alike="x"),
        SlottedItem(2, 10, family="set", hazard="3"), SlottedItem(3, 10, hazard="5.1", family=""),
        SlottedItem(4, 10, family="soap"), SlottedItem(5, 10, condition="chilled"),
        SlottedItem(6, 10, zones=frozenset({"main"})), SlottedItem(7, 10, weight_g=30_000),
        SlottedItem(8, 10, family="set"), SlottedItem(9, 20, family="food"),
    )
    rules = SlottingRules(
        heavy_g=20_000, together=frozenset({"set"}), apart=frozenset({("soap", "food")}), aisle_share_permille=640)
    problem = SlottingProblem(goods, tuple(stands), rules)
    chosen = {0: 100, 1: 104, 2: 106, 3: 108, 4: 110, 5: 116, 6: 112, 7: 114, 8: 101, 9: 103}
    sound = {item: (place,) for item, place in chosen.items()}
    assert check(problem, sound) == []
    assert constraint in {fault.constraint for fault in check(problem, sound | where)}


@pytest.mark.parametrize(
    ("goods", "rules", "constraint", "subject"),
    [
        ((SlottedItem(1, 5, height_mm=450),), SlottingRules(), "height", "1"),
        ((SlottedItem(1, 5, weight_g=50_100),), SlottingRules(), "weight", "1"),
        ((SlottedItem(1, 5, condition="frozen"),), SlottingRules(), "condition", "1"),
        (tuple(SlottedItem(i, 1) for i in range(25)), SlottingRules(), "locations", "all items"),
        (tuple(SlottedItem(i, 1, condition="chilled") for i in range(9)), SlottingRules(), "locations", None),
        ((SlottedItem(1, 10),), SlottingRules(aisle_share_permille=200), "aisle workload", "all aisles"),
        (tuple(SlottedItem(i, 1, family="f") for i in range(9)), SlottingRules(together=frozenset({"f"})),
         "family together", "f"),
        ((SlottedItem(1, 5), SlottedItem(1, 5)), SlottingRules(), "identity", "1"),
        ((SlottedItem(1, -5),), SlottingRules(), "numbers", "1"),
        ((SlottedItem(1, 5, hazard="12"),), SlottingRules(), "hazard", "1"),
        ((SlottedItem(1, 5, facings=0),), SlottingRules(), "facings", "1"),
    ],
)
def test_what_cannot_be_is_named_with_its_item(goods, rules, constraint: str, subject: str | None):
    with pytest.raises(Infeasible) as found:
        solve(SlottingProblem(goods, places(), rules))
    first = found.value.violations[0]
    assert first.constraint == constraint
    assert subject in (first.subject, None)
    assert first.excess > 0


def test_by_how_much_an_item_is_too_high_is_told():
    with pytest.raises(Infeasible) as found:
        solve(SlottingProblem((SlottedItem(1, 5, height_mm=450),), places()))
    assert found.value.violations[0].excess == 50
    assert "50 mm too large" in str(found.value)


@pytest.mark.parametrize("picks", [0, 1, 10**9])
def test_hostile_houses_are_answered(picks: int):
    assert solve(SlottingProblem((), places())).objective == 0
    assert solve(SlottingProblem((), ())).objective == 0
    one = solve(SlottingProblem((SlottedItem(1, picks),), places()[:1]))
    assert one.solution.locations == {1: (100,)}
    ties = SlottingProblem(tuple(SlottedItem(i, picks) for i in range(24)), places())
    assert solve(ties).gap == 0.0
    with pytest.raises(Infeasible):
        solve(SlottingProblem((SlottedItem(1, picks),), ()))


def test_the_same_seed_gives_the_same_plan():
    rng = np.random.default_rng(8)
    problem = SlottingProblem(items(20, rng), places(), orders=orders(40, 20, rng), floor=FLOOR)
    one, two = solve(problem, QUICK), solve(problem, QUICK)
    assert one.solution == two.solution


def test_progress_tells_objective_and_bound_and_a_deadline_still_gives_a_sound_plan():
    rng = np.random.default_rng(9)
    problem = SlottingProblem(items(20, rng), places(), orders=orders(40, 20, rng), floor=FLOOR)
    seen: list[Progress] = []
    plan = solve(problem, watch=Watch(seen.append, Stop(0.6)))
    assert check(problem, dict(plan.solution.locations)) == []
    assert seen[-1].objective == plan.objective
    assert seen[-1].bound == plan.bound
    assert check(problem, dict(solve(problem, watch=Watch(stop=Stop(0.0))).solution.locations)) == []


def test_a_cancel_ends_the_work():
    rng = np.random.default_rng(10)
    problem = SlottingProblem(items(20, rng), places(), orders=orders(40, 20, rng), floor=FLOOR)
    stop = Stop()
    stop.cancel()
    with pytest.raises(Cancelled):
        solve(problem, watch=Watch(stop=stop))
    later = Stop()
    plan = solve(problem, watch=Watch(lambda p: later.cancel() if p.doing == "shortening the walks" else None, later))
    assert check(problem, dict(plan.solution.locations)) == []


def today(problem: SlottingProblem, rng: np.random.Generator) -> SlottingProblem:
    spots = rng.permutation([place.location_id for place in problem.locations])[: len(problem.items)].tolist()
    where = {item.item_id: (spot,) for item, spot in zip(problem.items, spots, strict=True)}
    return replace(problem, current=where)


def test_re_slotting_never_costs_more_than_it_saves_and_keeps_to_its_days():
    rng = np.random.default_rng(11)
    for case in range(10):
        asked = today(SlottingProblem(items(15, rng), places(), orders=orders(60, 15, rng), floor=FLOOR), rng)
        params = ReslotParams(handling_mm=int(rng.integers(0, 60_000)), moves_a_day=3, days=2, seed=case, steps=3_000)
        answer = reslot(asked, params).solution
        assert answer.after_mm + answer.moving_mm <= answer.before_mm
        assert answer.before_mm == cost(asked, dict(asked.current))
        assert answer.after_mm == cost(asked, answer.locations)
        assert len(answer.moves) <= 6
        assert {move.day for move in answer.moves} <= {0, 1}


def test_moves_that_cost_too_much_are_not_made_and_free_ones_are():
    rng = np.random.default_rng(12)
    asked = today(SlottingProblem(items(15, rng), places(), orders=orders(60, 15, rng), floor=FLOOR), rng)
    assert reslot(asked, ReslotParams(handling_mm=10**9, steps=2_000)).solution.moves == ()
    free = reslot(asked, ReslotParams(handling_mm=0, haul=0, steps=6_000)).solution
    assert free.moves
    assert free.after_mm < free.before_mm
    assert all(reason.message for reason in free.items)


def test_no_more_loads_are_moved_than_asked_for_however_many_moves_the_days_allow():
    rng = np.random.default_rng(14)
    asked = today(SlottingProblem(items(15, rng), places(), orders=orders(60, 15, rng), floor=FLOOR), rng)
    free = ReslotParams(handling_mm=0, haul=0, steps=6_000)
    moved = []
    for most in (None, 5, 2, 0):
        where = reslot(asked, replace(free, most=most)).solution.locations
        moved.append(sum(asked.current[item] != place for item, place in where.items()))
    assert moved[0] > 5
    assert [count <= most for count, most in zip(moved[1:], (5, 2, 0), strict=True)] == [True] * 3
    assert moved[1] > 0


def test_an_item_without_a_place_today_cannot_be_re_slotted():
    rng = np.random.default_rng(13)
    with pytest.raises(Infeasible) as found:
        reslot(SlottingProblem(items(2, rng), places()))
    assert [violation.subject for violation in found.value.violations] == ["0", "1"]
