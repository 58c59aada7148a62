"""What a forecast needs: the daily demand of each item up to yesterday, and how far ahead to look.

Days are proleptic ordinals (`date.toordinal()`), quantities base units. Days without a sale count as zero demand: a
series is as long as the house has known the item, up to `history_days`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemDemand:
    """One item's demand on consecutive days; the last entry is the day before the forecast begins."""

    item_id: int
    daily: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ForecastProblem:
    """All items; the forecast begins on `first_day` and covers `horizon_days`; `quantiles` lie between 0 and 1."""

    items: tuple[ItemDemand, ...]
    first_day: int
    horizon_days: int = 28
    quantiles: tuple[float, ...] = (0.5, 0.8, 0.95)


@dataclass(frozen=True, slots=True)
class ForecastParams:
    """`origins` is how many past weeks the methods are tried on; `trust` how many weeks of an item's own record weigh
    as much as the record of all items together."""

    origins: int = 6
    trust: float = 40.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ItemForecast:
    """Expected demand per day of the horizon and per week of it, with quantiles of the week and of the whole horizon.

    `rmsse` is the chosen method's one-week error in the back-test, in units of the naive method's error in the past;
    `naive_rmsse` what saying "as last week" would have missed by in the same weeks.
    """

    item_id: int
    method: str
    daily: tuple[float, ...]
    weekly: float
    week_quantiles: tuple[float, ...]
    horizon_quantiles: tuple[float, ...]
    rmsse: float | None
    naive_rmsse: float | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The answer: one forecast an item, in the problem's order, and each method's pooled error in the back-test."""

    items: tuple[ItemForecast, ...]
    record: tuple[tuple[str, float], ...]
