"""What will be ordered: each item's demand in the coming weeks, from the order lines of the past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Watch
from wms.model.item import Item
from wms.model.types import to_micros
from wms.operations.planning.expecting import DAY, EPOCH, LEAST_DAYS, by_day
from wms.operations.planning.made import Made, made

KIND = "forecast"
_QUANTILES = (0.05, 0.5, 0.8, 0.95)


@dataclass(frozen=True, slots=True)
class History:
    """Each item's sku and its daily demand (base units) up to yesterday; the forecast begins on `first_day`."""

    first_day: int
    days: int
    skus: dict[int, str]
    daily: dict[int, tuple[int, ...]]


def read(session: Session, *, now: datetime, days: int = 28) -> History:
    """What was ordered per item and day before today (UTC). Raises Refused when nothing was."""
    today = to_micros(now) // DAY
    found = by_day(session, now, 0)
    for days_of in found.values():
        days_of.pop(today, None)
    found = {item: days_of for item, days_of in found.items() if days_of}
    if not found:
        raise refuse("No order was entered before today: there is nothing to forecast from.", field="days")
    known = today - min(min(its) for its in found.values())
    if known < LEAST_DAYS:
        raise refuse("The books know the orders of {days} days; a forecast needs those of {least}.", field="days",
                     days=known, least=LEAST_DAYS)  # fmt: skip
    skus = {item: sku for item, sku in session.execute(select(Item.id, Item.sku)) if item in found}
    daily = {item: tuple(its.get(d, 0) for d in range(min(its), today)) for item, its in found.items()}
    return History(EPOCH + today, days, skus, daily)


def solve(known: History, seed: int, watch: Watch) -> Made:
    """Every item by the method that did best for it on its own past."""
    from wms.planning.forecast.problem import ForecastParams, ForecastProblem, ItemDemand
    from wms.planning.forecast.solve import solve as plan_forecast

    items = tuple(ItemDemand(item, daily) for item, daily in sorted(known.daily.items()))
    problem = ForecastProblem(items, known.first_day, known.days, _QUANTILES)
    plan = plan_forecast(problem, ForecastParams(seed=seed), watch)
    said = [
        {"item": known.skus[one.item_id], "week": round(one.weekly, 2), "method": one.method,
         "low": round(one.week_quantiles[0], 2), "week_quantiles": [round(q, 2) for q in one.week_quantiles[1:]],
         "error": None if one.rmsse is None else round(one.rmsse, 3),
         "naive_error": None if one.naive_rmsse is None else round(one.naive_rmsse, 3),
         "daily": [round(quantity, 3) for quantity in one.daily]}
        for one in plan.solution.items
    ]  # fmt: skip
    said.sort(key=lambda one: (-float(str(one["week"])), str(one["item"])))
    rows = [(one["item"], one["week"], *_list(one["week_quantiles"]), one["method"]) for one in said]
    reasons = [re.sub(r"\b[Ii]tem (\d+)", lambda m: f"item {known.skus[int(m[1])]}", text) for text in plan.reasons]
    return made(KIND, plan, summary=f"{len(said)} items, {known.days} days ahead.", unit="RMSSE in the back-test",
                columns=("item", "a week", "half of weeks", "4 of 5 weeks", "19 of 20 weeks", "method"), rows=rows,
                content={"days": known.days, "first": date.fromordinal(known.first_day).isoformat(),
                         "items": said}, reasons=reasons)  # fmt: skip


def _list(value: object) -> list[float]:
    return value if isinstance(value, list) else []
