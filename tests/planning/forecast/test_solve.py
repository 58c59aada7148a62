"""The forecast as a whole: sound plans, honest quantiles, planted mistakes, stops, and hostile problems."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from wms.base.jobs import Progress, Stop, Watch
from wms.planning.forecast.check import check
from wms.planning.forecast.problem import Forecast, ForecastParams, ForecastProblem, ItemDemand
from wms.planning.forecast.solve import solve
from wms.planning.forecast.spread import quantiles, weekday_shares
from wms.planning.plan import Infeasible

MONDAY = date(2026, 3, 2).toordinal()


def house(items: int = 40, days: int = 140, seed: int = 3) -> ForecastProblem:
    """Items of all paces that sell from Monday to Friday only."""
    rng = np.random.default_rng(seed)
    open_days = np.array([(MONDAY - days + d + 6) % 7 < 5 for d in range(days)])
    demand = rng.poisson(rng.gamma(0.6, 3, size=(items, 1)), size=(items, days)) * open_days
    return ForecastProblem(tuple(ItemDemand(i, tuple(map(int, row))) for i, row in enumerate(demand)), MONDAY)


def test_a_plan_holds_every_item_with_days_weeks_and_rising_quantiles():
    problem = house()
    plan = solve(problem)
    assert check(problem, plan.solution) == []
    assert len(plan.solution.items[0].daily) == 28
    assert plan.objective == pytest.approx(np.mean([i.rmsse for i in plan.solution.items if i.rmsse is not None]))


def test_closed_days_are_forecast_as_next_to_nothing():
    forecast = solve(house()).solution
    weekend = sum(item.daily[5] + item.daily[6] for item in forecast.items)
    assert weekend < 1e-9 * sum(item.weekly for item in forecast.items) + 1e-9


def test_a_weekday_of_its_own_shows_through_the_house_pattern():
    daily = np.zeros((3, 140))
    daily[0, 0::7] = 5  # one weekday only, twenty times
    daily[1:, :] = 1
    shares = weekday_shares(daily, MONDAY)
    assert shares.sum(axis=1) == pytest.approx([1, 1, 1])
    assert int(np.argmax(shares[0])) == 0
    assert shares[0, 0] > 2 * shares[1, 0] > 0


def test_the_choice_is_better_than_naive_and_no_worse_than_the_moving_average_on_the_past():
    record = dict(solve(house(items=200)).solution.record)
    plan = solve(house(items=200))
    assert plan.objective < record["naive"]
    assert min(record.values()) <= record["moving average 4"]


def test_quantiles_of_the_week_hold_about_as_often_as_they_say():
    rng = np.random.default_rng(5)
    past, future = rng.poisson(6, size=(400, 52)).astype(float), rng.poisson(6, size=400)
    bounds = quantiles(past, np.full(400, 6.0), (0.5, 0.9), 1.0)
    held = (future[:, None] <= bounds).mean(axis=0)
    assert 0.4 < held[0] < 0.75
    assert 0.83 < held[1] < 0.97


def test_a_longer_span_is_relatively_more_certain():
    weeks = np.random.default_rng(1).poisson(5, size=(50, 40)).astype(float)
    level = np.full(50, 5.0)
    one, eight = quantiles(weeks, level, (0.95,), 1.0), quantiles(weeks, level, (0.95,), 8.0)
    assert (eight / 8).mean() < one.mean()
    assert (eight > one).all()


def test_ten_times_the_demand_is_ten_times_the_forecast():
    problem = house()
    tenfold = tuple(ItemDemand(item.item_id, tuple(10 * day for day in item.daily)) for item in problem.items)
    once, ten = solve(problem).solution, solve(replace(problem, items=tenfold)).solution
    assert [i.weekly for i in ten.items] == pytest.approx([10 * i.weekly for i in once.items])


def test_the_same_question_has_the_same_answer():
    assert solve(house()).solution == solve(house()).solution


@pytest.mark.parametrize("planted", ["negative", "missing day", "sum", "order", "stranger", "nan"])
def test_the_checker_finds_a_planted_mistake(planted: str):
    problem = house(items=5)
    answer = solve(problem).solution
    item = max(answer.items, key=lambda i: i.weekly)
    wrong = {
        "negative": replace(item, daily=(-1.0, *item.daily[1:])),
        "missing day": replace(item, daily=item.daily[:-7]),
        "sum": replace(item, weekly=item.weekly + 1),
        "order": replace(item, week_quantiles=item.week_quantiles[::-1]),
        "stranger": replace(item, item_id=99),
        "nan": replace(item, weekly=float("nan")),
    }[planted]
    items = tuple(wrong if i is item else i for i in answer.items)
    assert check(problem, Forecast(items, answer.record))


def test_progress_is_told_and_a_stop_still_gives_a_sound_forecast():
    seen: list[Progress] = []
    problem = house()
    stop = Stop()
    stop.cancel()
    plan = solve(problem, watch=Watch(seen.append, stop))
    assert check(problem, plan.solution) == []
    assert {"naive", "moving average 4", "moving average 8"} <= dict(plan.solution.record).keys()
    assert len(plan.solution.record) < 6
    assert seen[-1].objective == plan.objective


@pytest.mark.parametrize(
    ("problem", "constraint"),
    [
        (ForecastProblem((ItemDemand(1, (1, -3)),), MONDAY), "numbers"),
        (ForecastProblem((ItemDemand(1, (1,)), ItemDemand(1, (1,))), MONDAY), "identity"),
        (ForecastProblem((), MONDAY, horizon_days=0), "horizon"),
        (ForecastProblem((), MONDAY, quantiles=(1.5,)), "quantiles"),
    ],
)
def test_contradictions_are_named(problem: ForecastProblem, constraint: str):
    with pytest.raises(Infeasible) as found:
        solve(problem)
    assert [violation.constraint for violation in found.value.violations] == [constraint]


@pytest.mark.parametrize(
    "items",
    [(), (ItemDemand(1, ()),), (ItemDemand(1, (0,) * 60),), (ItemDemand(1, (5,)), ItemDemand(2, ())),
     (ItemDemand(1, (10**12,) * 30), ItemDemand(2, (0,) * 29 + (1,))), (ItemDemand(7, (3,) * 800),)],
)
def test_hostile_histories_are_answered(items: tuple[ItemDemand, ...]):
    problem = ForecastProblem(items, MONDAY, horizon_days=10)
    plan = solve(problem, ForecastParams(origins=3))
    assert check(problem, plan.solution) == []
    never = {item.item_id for item in items if sum(item.daily) == 0}
    assert all(item.weekly == 0 for item in plan.solution.items if item.item_id in never)
