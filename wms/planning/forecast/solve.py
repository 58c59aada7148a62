"""The forecast as one call: tens of thousands of items in seconds, the same answer every time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Progress, Watch
from wms.planning.forecast.backtest import Record, choose, record_of
from wms.planning.forecast.check import check
from wms.planning.forecast.problem import Forecast, ForecastParams, ForecastProblem, ItemForecast
from wms.planning.forecast.spread import quantiles, weekday_shares
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation

Floats = NDArray[np.float64]
METHOD = "per item the method that did best on the past weeks, its own record blended with that of all items"


def solve(
    problem: ForecastProblem, params: ForecastParams | None = None, watch: Watch | None = None
) -> Plan[Forecast]:
    """Forecast every item. The objective is the pooled RMSSE of the chosen methods in the back-test; no bound.

    With too little time fewer methods are tried (the moving averages and the naive one always). Raises `Infeasible`
    for contradictory problems.
    """
    params, watch = params or ForecastParams(), watch or Watch()
    begun = watch.stop.elapsed()
    _refuse(problem)
    daily = daily_table(problem)
    weeks = weekly(daily)
    if not len(daily):
        return Plan(Forecast((), ()), 0.0, 0.0, watch.stop.elapsed() - begun, params.seed, METHOD)
    record = record_of(weeks, params.origins, watch)
    chosen = choose(record, params.origins, params.trust)
    answer = _answer(problem, daily, weeks, record, chosen)
    faults = check(problem, answer)
    if faults:
        raise CheckFailed(*faults)
    known = record.scale > 0
    errors = record.error[chosen, np.arange(len(chosen))][known]
    rmsse = float(np.sqrt(errors).mean()) if known.any() else 0.0
    watch.report(Progress("forecast", len(chosen), len(chosen), rmsse))
    return Plan(answer, rmsse, None, watch.stop.elapsed() - begun, params.seed, METHOD, _reasons(record, chosen))


def daily_table(problem: ForecastProblem) -> Floats:
    """(N, T) demand by day, shorter series filled with zeros before they begin."""
    length = max((len(item.daily) for item in problem.items), default=0)
    table = np.zeros((len(problem.items), length))
    for row, item in enumerate(problem.items):
        if item.daily:
            table[row, length - len(item.daily) :] = item.daily
    return table


def weekly(daily: Floats) -> Floats:
    """(N, W) totals of the seven-day weeks that end with the last day; a beginning short of a week is left out."""
    whole = daily.shape[1] // 7 * 7
    return np.asarray(daily[:, daily.shape[1] - whole :].reshape(len(daily), whole // 7, 7).sum(axis=2))


def _refuse(problem: ForecastProblem) -> None:
    found = []
    if problem.horizon_days < 1:
        found.append(Violation("horizon", "forecast", float(1 - problem.horizon_days), "The horizon has no day."))
    if any(not 0 < q < 1 for q in problem.quantiles):
        found.append(Violation("quantiles", "forecast", 1.0, "Quantiles must lie between 0 and 1."))
    seen: set[int] = set()
    for item in problem.items:
        if item.item_id in seen:
            found.append(Violation("identity", str(item.item_id), 1.0, f"Item {item.item_id} is listed twice."))
        seen.add(item.item_id)
        if item.daily and min(item.daily) < 0:
            message = f"Item {item.item_id} has a day of negative demand ({min(item.daily)}); take returns out first."
            found.append(Violation("numbers", str(item.item_id), float(-min(item.daily)), message))
    if found:
        raise Infeasible(*found)


def _answer(
    problem: ForecastProblem, daily: Floats, weeks: Floats, record: Record, chosen: NDArray[np.int64]
) -> Forecast:
    level = np.maximum(0.0, record.said[chosen, np.arange(len(chosen))])
    weekday = (problem.first_day + np.arange(problem.horizon_days) + 6) % 7
    days = level[:, None] * weekday_shares(daily, problem.first_day)[:, weekday]
    history = weeks if weeks.shape[1] else np.zeros((len(daily), 1))
    week = quantiles(history, level, problem.quantiles, 1.0)
    whole = quantiles(history, level, problem.quantiles, problem.horizon_days / 7)
    naive = next(number for number, name in enumerate(record.names) if name.startswith("naive"))
    items = tuple(
        ItemForecast(
            item.item_id, record.names[chosen[i]], tuple(days[i].tolist()), float(level[i]), tuple(week[i].tolist()),
            tuple(whole[i].tolist()), _missed(record, int(chosen[i]), i), _missed(record, naive, i),
        )
        for i, item in enumerate(problem.items)
    )
    ranking = sorted(zip(record.names, np.sqrt(record.pooled).tolist(), strict=True), key=lambda pair: pair[1])
    return Forecast(items, tuple(ranking))


def _missed(record: Record, method: int, item: int) -> float | None:
    """A method's error for an item in the back-test; None where its demand never changed."""
    return float(np.sqrt(record.error[method, item])) if record.scale[item] > 0 else None


def _reasons(record: Record, chosen: NDArray[np.int64]) -> tuple[str, ...]:
    counts = np.bincount(chosen, minlength=len(record.names))
    return tuple(
        f"{int(counts[m])} items by {record.names[m]} (error {np.sqrt(record.pooled[m]):.3f} over all items)."
        for m in np.argsort(-counts, kind="stable") if counts[m]
    )
