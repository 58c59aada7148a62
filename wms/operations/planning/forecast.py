"""What will be ordered: each item's demand in the coming weeks, from the order lines of the past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Watch
from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.types import to_micros
from wms.model.words import OrderState
from wms.operations.planning.made import Made, made

KIND = "forecast"
HISTORY_DAYS = 730
LEAST_DAYS = 14
_DAY = 86_400_000_000
_QUANTILES = (0.5, 0.8, 0.95)
_EPOCH = datetime(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class History:
    """Each item's sku and its daily demand (base units) up to yesterday; the forecast begins on `first_day`."""

    first_day: int
    days: int
    skus: dict[int, str]
    daily: dict[int, tuple[int, ...]]


def read(session: Session, *, now: datetime, days: int = 28) -> History:
    """What was ordered per item and day before today (UTC). Raises Refused when nothing was."""
    today = to_micros(now) // _DAY
    day = type_coerce(Order.entered_at, BigInteger)
    whole = (day - day % _DAY).label("day")
    rows = session.execute(
        select(OrderLine.item_id, whole, func.sum(OrderLine.ordered))
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.state != OrderState.CANCELLED, Order.entered_at >= now - timedelta(days=HISTORY_DAYS),
               OrderLine.substitutes_id.is_(None))
        .group_by(OrderLine.item_id, whole)
    )  # fmt: skip
    found: dict[int, dict[int, int]] = {}
    for item, when, quantity in rows:
        if int(when) // _DAY < today:
            found.setdefault(item, {})[int(when) // _DAY] = int(quantity)
    if not found:
        raise refuse("No order was entered before today: there is nothing to forecast from.", field="days")
    known = today - min(min(by_day) for by_day in found.values())
    if known < LEAST_DAYS:
        raise refuse("The books know the orders of {days} days; a forecast needs those of {least}.", field="days",
                     days=known, least=LEAST_DAYS)  # fmt: skip
    skus = {item: sku for item, sku in session.execute(select(Item.id, Item.sku)) if item in found}
    daily = {item: tuple(by_day.get(d, 0) for d in range(min(by_day), today)) for item, by_day in found.items()}
    return History(_EPOCH + today, days, skus, daily)


def solve(known: History, seed: int, watch: Watch) -> Made:
    """Every item by the method that did best for it on its own past."""
    from wms.planning.forecast.problem import ForecastParams, ForecastProblem, ItemDemand
    from wms.planning.forecast.solve import solve as plan_forecast

    items = tuple(ItemDemand(item, daily) for item, daily in sorted(known.daily.items()))
    problem = ForecastProblem(items, known.first_day, known.days, _QUANTILES)
    plan = plan_forecast(problem, ForecastParams(seed=seed), watch)
    said = [
        {"item": known.skus[one.item_id], "week": round(one.weekly, 2), "method": one.method,
         "week_quantiles": [round(q, 2) for q in one.week_quantiles],
         "daily": [round(quantity, 3) for quantity in one.daily]}
        for one in plan.solution.items
    ]  # fmt: skip
    said.sort(key=lambda one: (-float(str(one["week"])), str(one["item"])))
    rows = [(one["item"], one["week"], *_list(one["week_quantiles"]), one["method"]) for one in said]
    reasons = [re.sub(r"\b[Ii]tem (\d+)", lambda m: f"item {known.skus[int(m[1])]}", text) for text in plan.reasons]
    return made(KIND, plan, summary=f"{len(said)} items, {known.days} days ahead.", unit="RMSSE in the back-test",
                columns=("item", "a week", "half of weeks", "4 of 5 weeks", "19 of 20 weeks", "method"), rows=rows,
                content={"days": known.days, "items": said}, reasons=reasons)  # fmt: skip


def _list(value: object) -> list[float]:
    return value if isinstance(value, list) else []
