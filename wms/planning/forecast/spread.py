"""From a week's level to days and to how sure it is: the days of the week, and the item's own ups and downs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SHARED = 40.0
"""Sales days of an item's own that weigh as much as the whole house's days of the week."""


def weekday_shares(daily: Floats, first_day: int) -> Floats:
    """(N, 7) the share of a week's demand on each weekday, Monday first; rows add up to 1.

    `daily` (N, T) ends the day before `first_day` (a proleptic ordinal). What counts is on how many days an item sold,
    not how much, so that one large order does not make a weekday; an item's own days are blended with those of all.
    """
    weekday = (first_day - daily.shape[1] + np.arange(daily.shape[1]) + 6) % 7
    sold = np.stack([(daily[:, weekday == day] > 0).sum(axis=1) for day in range(7)], axis=1).astype(float)
    house = sold.sum(axis=0)
    house = house / house.sum() if house.sum() > 0 else np.full(7, 1 / 7)
    blended = sold + SHARED * house
    return np.asarray(blended / blended.sum(axis=1, keepdims=True))


def quantiles(weeks: Floats, level: Floats, wanted: tuple[float, ...], span: float) -> Floats:
    """(N, Q) quantiles of the demand over `span` weeks: the item's own spread about its mean, moved to `level`.

    The item's past totals over as many weeks (one, where the past is too short) relative to their mean, at the
    wanted ranks; independent weeks make a longer span narrower by the root.
    """
    block = max(1, min(round(span), weeks.shape[1] // 6))
    sums = np.cumsum(np.concatenate([np.zeros((len(weeks), 1)), weeks], axis=1), axis=1)
    totals = sums[:, block:] - sums[:, :-block]
    mean = totals.mean(axis=1, keepdims=True)
    ratio = np.where(mean > 0, totals / np.where(mean > 0, mean, 1.0), 1.0)
    ranks = np.quantile(ratio, np.array(wanted), axis=1).T
    narrowed = 1 + (ranks - 1) * np.sqrt(block / max(span, block))
    return np.asarray(np.maximum(0.0, narrowed) * (level * span)[:, None])
