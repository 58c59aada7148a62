"""Replenishment: full before the wave that needs it, with the cheapest trips, and honest when it cannot be."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from wms.base.errors import Cancelled
from wms.base.jobs import Stop, Watch
from wms.planning.plan import Infeasible
from wms.planning.replenishment.check import check
from wms.planning.replenishment.problem import (
    Expected,
    Forward,
    Lack,
    Replenishment,
    ReplenishmentParams,
    ReplenishmentProblem,
    Reserve,
    Trip,
    WaveNeed,
)
from wms.planning.replenishment.solve import solve


def random_item(rng: random.Random) -> ReplenishmentProblem:
    """One item with a few pallets and waves, in small numbers."""
    maximum = rng.randrange(2, 9)
    forward = Forward(1, 7, rng.randrange(maximum + 1), rng.randrange(maximum + 1), maximum)
    rows = tuple(Reserve(n, 7, rng.randrange(1, 7), rng.randrange(30, 90), n) for n in range(rng.randrange(5)))
    needs = tuple(WaveNeed(n, 7, 1000 * (n + 1), rng.randrange(1, 12), 600) for n in range(rng.randrange(4)))
    expected = (Expected(7, rng.randrange(12)),) if rng.random() < 0.5 else ()
    return ReplenishmentProblem((forward,), rows, needs, expected, split_s=rng.choice([0, 20]))


def brute_force(problem: ReplenishmentProblem) -> int:
    """The least trip time for one item, trying every quantity of every trip, unit by unit."""
    forward, rows = problem.forwards[0], sorted(problem.reserve, key=lambda row: row.age_day)
    lots: list[int] = []
    available = forward.on_hand + sum(row.quantity for row in rows)
    for need in problem.needs:
        served = min(need.quantity, available - sum(lots))
        while served > 0:
            lots.append(min(served, forward.maximum))
            served -= lots[-1]
    expected = max((e.quantity for e in problem.expected), default=0)
    target = min(forward.maximum, max(forward.minimum, expected), available - sum(lots))

    @cache
    def cost(lot: int, level: int, index: int, left: int) -> int:
        if index < len(rows) and left == 0:
            return cost(lot, level, index + 1, rows[index + 1].quantity if index + 1 < len(rows) else 0)
        need = lots[lot] if lot < len(lots) else target
        options = [10**9]
        if level >= need:
            options = [0 if lot == len(lots) else cost(lot + 1, level - need, index, left)]
        for quantity in range(1, min(left, forward.maximum - level) + 1 if index < len(rows) else 0):
            seconds = rows[index].trip_s + (problem.split_s if quantity < left else 0)
            options.append(seconds + cost(lot, level + quantity, index, left - quantity))
        return min(options)

    return cost(0, forward.on_hand, 0, rows[0].quantity if rows else 0)


def test_trip_time_equals_brute_force_on_random_items():
    rng = random.Random(2)
    for _ in range(500):
        problem = random_item(rng)
        plan = solve(problem)
        assert plan.objective == brute_force(problem)
        assert sum(trip.seconds for trip in plan.solution.trips) == plan.objective
        assert not check(problem, plan.solution)


def test_a_refill_comes_before_the_wave_that_would_be_blocked():
    problem = ReplenishmentProblem(
        (Forward(1, 7, 10, 0, 50),), (Reserve(1, 7, 40, 120),), (WaveNeed(3, 7, 3600, 30),),
    )
    (trip,) = solve(problem).solution.trips
    assert (trip.wave_id, trip.quantity, trip.deadline_s, trip.late_s) == (3, 40, 3600, 0)
    assert trip.finish_s <= 3600


def test_below_its_minimum_a_location_is_refilled_and_otherwise_left_alone():
    low = ReplenishmentProblem((Forward(1, 7, 4, 5, 50),), (Reserve(1, 7, 40, 120),))
    assert [trip.quantity for trip in solve(low).solution.trips] == [40]
    assert [trip.quantity for trip in solve(low, ReplenishmentParams(fill_up=False)).solution.trips] == [40]
    enough = replace(low, forwards=(Forward(1, 7, 5, 5, 50),))
    assert not solve(enough).solution.trips


def test_the_forecast_brings_stock_that_no_wave_asks_for_yet():
    problem = ReplenishmentProblem((Forward(1, 7, 6, 5, 50),), (Reserve(1, 7, 20, 120),), expected=(Expected(7, 15),))
    (trip,) = solve(problem).solution.trips
    assert "forecast expects 15" in trip.why


def test_the_oldest_reserve_moves_first_even_from_farther_away():
    rows = (Reserve(1, 7, 10, 30, age_day=9), Reserve(2, 7, 10, 300, age_day=1))
    (trip,) = solve(ReplenishmentProblem((Forward(1, 7, 0, 5, 50),), rows)).solution.trips
    assert trip.row_id == 2


def test_a_wave_larger_than_the_location_is_refilled_while_it_runs():
    problem = ReplenishmentProblem(
        (Forward(1, 7, 10, 0, 10),), (Reserve(1, 7, 10, 60), Reserve(2, 7, 10, 60)),
        (WaveNeed(1, 7, 1000, 30, lasts_s=3000),),
    )
    assert [(trip.start_s, trip.late_s) for trip in solve(problem).solution.trips] == [(2000, 0), (3000, 0)]


def test_urgent_trips_go_first_and_too_few_movers_are_told():
    forwards = tuple(Forward(n, n, 0, 0, 10) for n in range(4))
    rows = tuple(Reserve(n, n, 10, 600) for n in range(4))
    needs = tuple(WaveNeed(n, n, 2000 - 100 * n, 10) for n in range(4))
    problem = ReplenishmentProblem(forwards, rows, needs)
    plan = solve(problem)
    assert [trip.item_id for trip in plan.solution.trips] == [3, 2, 1, 0]
    assert [trip.late_s for trip in plan.solution.trips] == [0, 0, 0, 400]
    assert any("400 s late" in reason for reason in plan.reasons)
    assert all(trip.late_s == 0 for trip in solve(replace(problem, movers=2)).solution.trips)


def test_what_reserve_cannot_cover_is_a_lack_of_that_wave():
    problem = ReplenishmentProblem(
        (Forward(1, 7, 5, 3, 50),), (Reserve(1, 7, 5, 60),), (WaveNeed(1, 7, 100, 8), WaveNeed(2, 7, 200, 8)),
    )
    assert solve(problem).solution.lacks == (Lack(7, 2, 6), Lack(7, None, 3))


def test_one_more_mover_never_makes_the_latest_trip_later():
    rng = random.Random(9)
    for _ in range(100):
        forwards = tuple(Forward(n, n, 0, 5, 10) for n in range(6))
        rows = tuple(Reserve(n, n, 10, rng.randrange(60, 900)) for n in range(6))
        needs = tuple(WaveNeed(n, n, rng.randrange(500, 2000), 10) for n in range(6))
        problem = ReplenishmentProblem(forwards, rows, needs)
        worst = [
            max(trip.finish_s for trip in solve(replace(problem, movers=movers)).solution.trips) for movers in (1, 2)
        ]
        assert worst[1] <= worst[0]


GOOD = Trip(1, 1, 7, 10, 60, 0, 100, 0, 0, 1, "")


@pytest.mark.parametrize(
    ("constraint", "trips"),
    [
        ("reserve", (replace(GOOD, quantity=11),)),
        ("capacity", (GOOD, replace(GOOD, row_id=2, start_s=60))),
        ("wave demand", ()),
        ("movers", (replace(GOOD, mover=1),)),
        ("movers", (replace(GOOD, start_s=-1),)),
        ("rotation", (replace(GOOD, row_id=2),)),
        ("level at the horizon", (GOOD,)),
        ("identity", (replace(GOOD, row_id=3),)),
        ("quantity", (replace(GOOD, quantity=0),)),
    ],
)
def test_the_checker_finds_a_planted_mistake(constraint: str, trips: tuple[Trip, ...]):
    problem = ReplenishmentProblem(
        (Forward(1, 7, 0, 4, 12),), (Reserve(1, 7, 10, 60), Reserve(2, 7, 10, 60, 1), Reserve(3, 8, 9, 60)),
        (WaveNeed(1, 7, 100, 10),),
    )
    assert constraint in {violation.constraint for violation in check(problem, Replenishment(trips, ()))}


def test_contradictions_are_refused_all_at_once():
    problem = ReplenishmentProblem(
        (Forward(1, 7, -1, 9, 5), Forward(2, 7, 0, 0, 5)), (Reserve(1, 7, 0, 5),), (WaveNeed(1, 7, 0, 0),), movers=0,
    )
    with pytest.raises(Infeasible) as refusal:
        solve(problem)
    assert {violation.constraint for violation in refusal.value.violations} == {
        "one forward location", "minimum and maximum", "on hand", "reserve", "quantity", "movers",
    }


def test_an_empty_warehouse_and_an_item_without_a_forward_location_are_no_trouble():
    assert solve(ReplenishmentProblem((), ())).objective == 0
    plan = solve(ReplenishmentProblem((), (), (WaveNeed(1, 5, 0, 3),)))
    assert any("Item 5 has no forward pick location" in reason for reason in plan.reasons)


def test_cancelling_gives_no_half_plan():
    stop = Stop()
    stop.cancel()
    with pytest.raises(Cancelled):
        solve(ReplenishmentProblem((Forward(1, 7, 0, 1, 5),), ()), watch=Watch(stop=stop))
