"""The judge of a forecast: every item once, no negative or missing number, days that add up, quantiles that ascend."""

from __future__ import annotations

import math
from itertools import pairwise

from wms.planning.forecast.problem import Forecast, ForecastProblem, ItemForecast
from wms.planning.plan import Violation

CLOSE = 1e-6


def check(problem: ForecastProblem, answer: Forecast) -> list[Violation]:
    """Every fault of the answer; an empty list when it is sound."""
    asked, given = [item.item_id for item in problem.items], [item.item_id for item in answer.items]
    if asked != given:
        odd = float(len(set(asked) ^ set(given)))
        return [Violation("items", "forecast", odd, "Not the items that were asked for.")]
    found: list[Violation] = []
    for item in answer.items:
        found += _item(problem, item)
    return found


def _item(problem: ForecastProblem, item: ItemForecast) -> list[Violation]:
    name, found = str(item.item_id), []
    numbers = (*item.daily, item.weekly, *item.week_quantiles, *item.horizon_quantiles)
    if any(not math.isfinite(number) or number < 0 for number in numbers):
        found.append(Violation("numbers", name, 1.0, f"Item {name} has a negative or missing number."))
        return found
    if len(item.daily) != problem.horizon_days:
        excess = abs(len(item.daily) - problem.horizon_days)
        found.append(Violation("horizon", name, float(excess), f"Item {name} is forecast for {len(item.daily)} days."))
    for begin in range(0, len(item.daily) - 6, 7):
        difference = abs(sum(item.daily[begin : begin + 7]) - item.weekly)
        if difference > CLOSE * max(1.0, item.weekly):
            found.append(Violation("week", name, difference, f"Item {name}'s days do not add up to its week."))
            break
    order = sorted(range(len(problem.quantiles)), key=problem.quantiles.__getitem__)
    for row in (item.week_quantiles, item.horizon_quantiles):
        if len(row) != len(order) or any(row[a] > row[b] + CLOSE for a, b in pairwise(order)):
            found.append(Violation("quantiles", name, 1.0, f"Item {name}'s quantiles do not ascend."))
    return found
