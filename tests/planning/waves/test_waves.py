"""Waves: as cheap as brute force on small days, every rule kept, started work kept, and a reason for each failure."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from wms.base.jobs import Progress, Stop, Watch
from wms.planning.plan import Infeasible
from wms.planning.waves.check import check, objective
from wms.planning.waves.explain import one_more_picker
from wms.planning.waves.problem import (
    Prices,
    Release,
    Shift,
    Stock,
    Wave,
    WaveLine,
    WaveOrder,
    WaveParams,
    WavePlan,
    WaveProblem,
)
from wms.planning.waves.solve import solve, waves_of

HOUR = 3600
CREW = (Shift(0, HOUR, 1, 1),)
QUICK = WaveParams(moves=60_000)


def line(item: int = 1, quantity: int = 1, aisle: int = 1, pick_s: int = 60) -> WaveLine:
    """One line of a minute's work."""
    return WaveLine(item, quantity, aisle, pick_s)


def hours(count: int, **known: int) -> tuple[Wave, ...]:
    """That many one-hour waves with room for everything unless said otherwise."""
    return tuple(Wave(n, n * HOUR, (n + 1) * HOUR, **{"staging": 999, "dock": 999, **known}) for n in range(count))


def small_lines(rng: random.Random) -> tuple[WaveLine, ...]:
    """One or two lines of ten minutes."""
    return tuple(line(rng.randrange(3), rng.randint(1, 3), rng.randrange(4), 600) for _ in range(rng.randint(1, 2)))


def small_day(rng: random.Random) -> WaveProblem:
    """Up to five orders and three waves with every rule in play."""
    orders = tuple(
        WaveOrder(
            n, small_lines(rng),
            rng.randint(1, 3) * HOUR, rng.randint(1, 2), rng.choice((0, 0, HOUR)), rng.random() < 0.5,
            rng.random() < 0.5, 300, 1, 1, rng.randrange(3),
        )
        for n in range(rng.randint(1, 5))
    )
    stock = (Stock(0, rng.randrange(6)), Stock(0, 3, HOUR)) if rng.random() < 0.6 else ()
    fixed = ((0, 0),) if rng.random() < 0.2 else ()
    prices = Prices(early=rng.randint(0, 2), aisle=rng.choice((0, 3)), uneven=rng.choice((0, 0, 1)))
    shifts = (Shift(0, 3 * HOUR, rng.choice((1, 1, 2)), 1),)
    waves = hours(3, staging=rng.randint(1, 4), dock=rng.randint(2, 4))
    return WaveProblem(orders, waves, shifts, stock, ((0, 1),), fixed, 0, prices)


def brute_force(problem: WaveProblem, pattern: WavePlan) -> int:
    """The least cost over every way to give the pattern's releases a wave or none."""
    options = [None, *(wave.wave_id for wave in problem.waves)]
    plans = (
        WavePlan(tuple(replace(r, wave_id=w) for r, w in zip(pattern.releases, chosen, strict=True)))
        for chosen in product(options, repeat=len(pattern.releases))
    )
    return min(objective(problem, plan) for plan in plans if not check(problem, plan))


def test_small_days_cost_exactly_what_brute_force_finds():
    rng = random.Random(31)
    for _ in range(60):
        problem = small_day(rng)
        plan = solve(problem, QUICK)
        if len(plan.solution.releases) <= 6:
            assert plan.objective == brute_force(problem, plan.solution)
        assert plan.bound is not None
        assert plan.bound <= plan.objective


def test_without_an_aisle_price_the_plan_is_proven_best():
    rng = random.Random(32)
    for _ in range(20):
        problem = small_day(rng)
        plan = solve(replace(problem, prices=replace(problem.prices, aisle=0)), QUICK)
        assert plan.gap == 0.0


def test_the_same_seed_gives_the_same_waves():
    problem = small_day(random.Random(33))
    assert solve(problem, QUICK).solution == solve(problem, QUICK).solution


def test_an_order_is_released_as_late_as_is_safe():
    order = WaveOrder(1, (line(),), 2 * HOUR)
    problem = WaveProblem((order,), hours(4), (Shift(0, 4 * HOUR, 1, 1),))
    assert [r.wave_id for r in solve(problem, QUICK).solution.releases] == [1]
    careful = replace(problem, handling_s=60)
    assert [r.wave_id for r in solve(careful, QUICK).solution.releases] == [0]


def test_orders_of_one_aisle_are_released_together_when_opening_it_costs():
    orders = tuple(WaveOrder(n, (line(aisle=n % 2, pick_s=600),), (1 + n % 3) * HOUR) for n in range(6))
    problem = WaveProblem(orders, hours(3), (Shift(0, 3 * HOUR, 1, 1),), prices=Prices(early=1, aisle=10))
    gathered = solve(problem, QUICK)
    opened = {(r.wave_id, r.order_id % 2) for r in gathered.solution.releases}
    assert len(opened) < 6
    assert len({(r.wave_id, r.order_id % 2) for r in solve(replace(problem, prices=Prices())).solution.releases}) == 6


def test_what_has_started_stays_when_the_day_is_planned_again():
    orders = tuple(WaveOrder(n, (line(pick_s=1800),), 3 * HOUR, ship_complete=True) for n in range(3))
    waves = (replace(hours(1)[0], closed=True), *hours(3)[1:])
    problem = WaveProblem(orders, waves, (Shift(0, 3 * HOUR, 1, 1),), fixed=((2, 0),))
    plan = solve(problem, QUICK).solution
    assert {r.order_id: r.wave_id for r in plan.releases}[2] == 0
    assert all(r.wave_id != 0 for r in plan.releases if r.order_id != 2)


def test_lines_of_a_scarce_item_wait_for_goods_and_the_rest_does_not():
    order = WaveOrder(1, (line(1, 5), line(2, 1), line(3, 1)), HOUR, hard=False)
    problem = WaveProblem((order,), hours(2), (Shift(0, 2 * HOUR, 1, 1),), (Stock(1, 5, HOUR),))
    assert {r.lines: r.wave_id for r in solve(problem, QUICK).solution.releases} == {(1, 2): 0, (0,): 1}
    complete = replace(problem, orders=(replace(order, ship_complete=True),))
    assert [r.wave_id for r in solve(complete, QUICK).solution.releases] == [1]


@pytest.mark.parametrize(
    ("problem", "cause"),
    [
        (WaveProblem((WaveOrder(1, (line(pick_s=4000),), HOUR),), hours(1), CREW), "400 s of picking"),
        (WaveProblem((WaveOrder(1, (line(),), HOUR, pack_s=3610),), hours(1), CREW), "10 s of packing"),
        (WaveProblem((WaveOrder(1, (line(),), HOUR, dock=4),), hours(1, dock=1), CREW), "3 of dock"),
        (WaveProblem((WaveOrder(1, (line(),), HOUR),), hours(1), CREW, (Stock(1, 0),)), "1 of item 1"),
        (WaveProblem((WaveOrder(1, (line(),), 10),), hours(1), CREW), "no open wave"),
    ],
)
def test_an_unreleased_order_says_what_stands_in_its_way(problem: WaveProblem, cause: str):
    plan = solve(problem, QUICK)
    assert plan.solution.releases[0].wave_id is None
    assert cause in plan.reasons[0]


def test_a_late_order_says_what_stood_before_it():
    hour = (line(pick_s=HOUR),)
    orders = (WaveOrder(1, hour, HOUR, hard=False), WaveOrder(2, hour, HOUR, 2, hard=False))
    plan = solve(WaveProblem(orders, hours(2), (Shift(0, 2 * HOUR, 1, 1),)), QUICK)
    assert plan.reasons == ("Order 1 is 1 waves late: wave 0: 3600 s of picking missing.",)


def test_groups_that_may_not_meet_take_different_waves():
    orders = (WaveOrder(1, (line(),), 2 * HOUR, group=1), WaveOrder(2, (line(),), 2 * HOUR, group=2))
    problem = WaveProblem(orders, hours(2), (Shift(0, 2 * HOUR, 1, 1),), apart=((1, 2),))
    assert {r.wave_id for r in solve(problem, QUICK).solution.releases} == {0, 1}


def test_one_more_picker_is_worth_what_it_releases():
    orders = tuple(WaveOrder(n, (line(pick_s=3000),), HOUR) for n in range(2))
    problem = WaveProblem(orders, hours(1), (Shift(0, HOUR, 1, 1),))
    plan = solve(problem, QUICK).solution
    (change,) = one_more_picker(problem, waves_of(problem, plan), QUICK, Watch())
    assert (change.unreleased_before, change.unreleased_after) == (1, 0)
    assert change.cost_after < change.cost_before


def test_one_more_picker_never_costs():
    rng = random.Random(34)
    for _ in range(10):
        problem = small_day(rng)
        plan = solve(problem, QUICK).solution
        changes = one_more_picker(problem, waves_of(problem, plan), QUICK, Watch())
        assert all(change.cost_after <= change.cost_before for change in changes if not problem.prices.uneven)


GOOD = (Release(1, (0,), 1), Release(2, (0, 1), 0))


@pytest.mark.parametrize(
    ("constraint", "releases"),
    [
        ("identity", (*GOOD, Release(9, (0,), 0))),
        ("lines", (GOOD[0], Release(2, (0,), 0))),
        ("lines", (GOOD[0],)),
        ("ship complete", (GOOD[0], Release(2, (0,), 0), Release(2, (1,), 0))),
        ("started", (Release(1, (0,), 2), GOOD[1])),
        ("cut-off", (GOOD[0], Release(2, (0, 1), 2))),
        ("ready", (Release(1, (0,), 0), GOOD[1])),
        ("closed wave", (GOOD[0], Release(2, (0, 1), 3))),
        ("do not mix", (GOOD[0], Release(2, (0, 1), 1))),
        ("stock", (GOOD[0], Release(2, (0, 1), 0))),
        ("picking", (GOOD[0], Release(2, (0, 1), 0))),
        ("packing", (GOOD[0], Release(2, (0, 1), 0))),
        ("staging", (GOOD[0], Release(2, (0, 1), 0))),
        ("dock", (GOOD[0], Release(2, (0, 1), 0))),
    ],
)
def test_the_checker_finds_a_planted_mistake(constraint: str, releases: tuple[Release, ...]):
    scarce = {"stock": (Stock(5, 0),)}.get(constraint, ())
    waves = hours(4, staging=0 if constraint == "staging" else 9, dock=0 if constraint == "dock" else 9)
    people = Shift(0, 4 * HOUR, 0 if constraint == "picking" else 1, 0 if constraint == "packing" else 1)
    orders = (
        WaveOrder(1, (line(),), 3 * HOUR, ready_s=HOUR, group=1),
        WaveOrder(2, (line(), line(5)), 2 * HOUR, ship_complete=True, pack_s=60, staging=1, dock=1, group=2),
    )
    fixed = ((1, 1),) if constraint == "started" else ()
    problem = WaveProblem(orders, (*waves[:3], replace(waves[3], closed=True)), (people,), scarce, ((1, 2),), fixed)
    assert constraint in {violation.constraint for violation in check(problem, WavePlan(releases))}


def test_good_waves_have_nothing_wrong():
    orders = (WaveOrder(1, (line(),), 3 * HOUR), WaveOrder(2, (line(), line(5)), 2 * HOUR))
    problem = WaveProblem(orders, hours(3), (Shift(0, 3 * HOUR, 1, 1),))
    assert not check(problem, WavePlan(GOOD))


def test_contradictory_days_are_refused():
    order = WaveOrder(1, (line(quantity=-2),), HOUR)
    overlapping = (Wave(1, 0, 100, 1, 1), Wave(1, 50, 150, 1, 1))
    with pytest.raises(Infeasible) as refusal:
        solve(WaveProblem((order,), overlapping, (), fixed=((7, 1),)))
    assert [(v.constraint, v.excess) for v in refusal.value.violations] == [
        ("identity", 1), ("waves", 50), ("identity", 1), ("amount", 2),
    ]


def test_empty_days_and_days_without_people_end_well():
    assert solve(WaveProblem((), (), ())).objective == 0
    assert solve(WaveProblem((), hours(2), ())).objective == 0
    alone = WaveProblem((WaveOrder(1, (line(),), HOUR),), (), ())
    assert solve(alone, QUICK).solution.releases[0].wave_id is None
    nobody = solve(WaveProblem((WaveOrder(1, (line(),), HOUR),), hours(1), ()), QUICK)
    assert "60 s of picking missing" in nobody.reasons[0]


def test_a_cancel_keeps_a_feasible_day_and_progress_is_told():
    stop = Stop(60)
    told: list[Progress] = []

    def listen(progress: Progress) -> None:
        told.append(progress)
        stop.cancel()

    problem = small_day(random.Random(35))
    plan = solve(problem, WaveParams(moves=10**9), Watch(listen, stop))
    assert not check(problem, plan.solution)
    assert told
