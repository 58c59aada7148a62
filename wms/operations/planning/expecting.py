"""What is still to be ordered, as far as the past tells. Plans count with it where `planning.forecast` is set.

The forecast is that of `plan forecast`; here it feeds replenishment (what pickers will want), slotting (what will be
visited) and waves (which labour is not free). Without two weeks of past orders nothing is expected.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from wms.base.jobs import Watch
from wms.model.order import Order, OrderLine
from wms.model.types import to_micros
from wms.model.words import OrderState
from wms.operations import settings

HISTORY_DAYS = 730
LEAST_DAYS = 14
DAY = 86_400_000_000
MOST_LIKELY, SAFE = 0.5, 0.8
EPOCH = datetime(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Past:
    """What was asked for a day, by key, up to yesterday and so far today; empty where too little is known.

    Keys are items (their pieces or the visits they were worth), or 0 for all order lines together.
    """

    first_day: int
    daily: Mapping[int, tuple[int, ...]]
    today: Mapping[int, int]

    def __bool__(self) -> bool:
        return bool(self.daily)

    def only(self, keys: Collection[int]) -> Past:
        """The past of these keys."""
        return Past(self.first_day, {key: days for key, days in self.daily.items() if key in keys}, self.today)


NOTHING = Past(0, {}, {})


def past(session: Session, now: datetime, site_id: int, *, of: str = "pieces") -> Past:
    """The site's demand by day (UTC): `of` pieces or visits by item, or lines of the house. NOTHING where it is off."""
    if not settings.value(session, "planning.forecast"):
        return NOTHING
    found = by_day(session, now, site_id, of)
    today = to_micros(now) // DAY
    so_far = {key: days.pop(today) for key, days in found.items() if today in days}
    found = {key: days for key, days in found.items() if days}
    if not found or today - min(min(days) for days in found.values()) < LEAST_DAYS:
        return NOTHING
    daily = {key: tuple(days.get(d, 0) for d in range(min(days), today)) for key, days in found.items()}
    return Past(EPOCH + today, daily, so_far)


def by_day(session: Session, now: datetime, site_id: int, of: str = "pieces") -> dict[int, dict[int, int]]:
    """Key → day since 1970 → how much was asked for, of orders not cancelled; substitutes are not counted twice."""
    entered = type_coerce(Order.entered_at, BigInteger)
    whole = (entered - entered % DAY).label("day")
    what = func.sum(OrderLine.ordered) if of == "pieces" else func.count()
    keys = (whole,) if of == "lines" else (OrderLine.item_id, whole)
    query = (
        select(*keys, what).select_from(OrderLine).join(Order, Order.id == OrderLine.order_id)
        .where(Order.state != OrderState.CANCELLED, Order.entered_at >= now - timedelta(days=HISTORY_DAYS),
               Order.entered_at <= now, OrderLine.substitutes_id.is_(None))
        .group_by(*keys)
    )  # fmt: skip
    if site_id:
        query = query.where(Order.site_id == site_id)
    found: dict[int, dict[int, int]] = {}
    for *key, day, quantity in session.execute(query):
        found.setdefault(key[0] if key else 0, {})[int(day) // DAY] = int(quantity)
    return found


def expected(known: Past, days: int, quantile: float, watch: Watch) -> dict[int, int]:
    """By key: what will be asked for from today's midnight on in so many days, less what was so far today.

    `quantile` says how sure one wants to be; MOST_LIKELY counts the mean. Rounded up.
    """
    if not known or days < 1:
        return {}
    from wms.planning.forecast.problem import ForecastParams, ForecastProblem, ItemDemand
    from wms.planning.forecast.solve import solve

    items = tuple(ItemDemand(key, daily) for key, daily in sorted(known.daily.items()))
    answer = solve(ForecastProblem(items, known.first_day, days, (quantile,)), ForecastParams(), watch).solution
    found = {}
    for one in answer.items:
        total = sum(one.daily) if quantile == MOST_LIKELY else one.horizon_quantiles[0]
        found[one.item_id] = max(0, math.ceil(total - 1e-9) - known.today.get(one.item_id, 0))
    return found
