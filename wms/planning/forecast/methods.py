"""The methods, each over all items at once: forecasts of the next week from every week of the past.

A method takes weekly demand (N, W) and returns (N, W + 1): column w is what it would have said of week w knowing only
the weeks before it; column W is the forecast. Column 0, where nothing is known, is zero.

Simple exponential smoothing (Brown 1956); Croston (1972) and its Syntetos–Boylan correction (2005) for intermittent
demand; Teunter–Syntetos–Babai (2011), which lets an item die; several aggregations averaged, after Petropoulos &
Kourentzes (2015). What they have in common: a level, no trend, for a season of weeks is too short to learn one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Method = Callable[[Floats], Floats]
YEAR = 52


def naive(weeks: Floats) -> Floats:
    """Next week as this week."""
    said = np.zeros((weeks.shape[0], weeks.shape[1] + 1))
    said[:, 1:] = weeks
    return said


def seasonal_naive(weeks: Floats) -> Floats:
    """Next week as the same week a year ago; as long as there is none, as this week."""
    said = naive(weeks)
    said[:, YEAR:] = weeks[:, : said.shape[1] - YEAR] if said.shape[1] > YEAR else said[:, YEAR:]
    return said


def moving_average(span: int) -> Method:
    """The mean of the last `span` weeks, or of as many as there are."""

    def method(weeks: Floats) -> Floats:
        total = np.concatenate([np.zeros((len(weeks), 1)), np.cumsum(weeks, axis=1)], axis=1)
        ends = np.arange(weeks.shape[1] + 1)
        begins = np.maximum(0, ends - span)
        return np.asarray((total - total[:, begins]) / np.maximum(1, ends - begins))

    return method


def smoothing(alpha: float) -> Method:
    """Simple exponential smoothing, begun with the plain mean of the first weeks."""

    def method(weeks: Floats) -> Floats:
        said = np.zeros((weeks.shape[0], weeks.shape[1] + 1))
        for w in range(weeks.shape[1]):
            weight = max(alpha, 1 / (w + 1))
            said[:, w + 1] = said[:, w] + weight * (weeks[:, w] - said[:, w])
        return said

    return method


def croston(alpha: float, correction: float = 1.0) -> Method:
    """Size and interval of demands smoothed apart, when there is one; `correction` 1 − α/2 makes it unbiased."""

    def method(weeks: Floats) -> Floats:
        items = len(weeks)
        size, interval, since = np.zeros(items), np.ones(items), np.zeros(items)
        said = np.zeros((items, weeks.shape[1] + 1))
        count = np.zeros(items)
        for w in range(weeks.shape[1]):
            since += 1
            sold = weeks[:, w] > 0
            weight = np.maximum(alpha, 1 / (count + 1))
            size = np.where(sold, size + weight * (weeks[:, w] - size), size)
            interval = np.where(sold, np.where(count > 0, interval + weight * (since - interval), since), interval)
            count, since = count + sold, np.where(sold, 0, since)
            said[:, w + 1] = correction * size / interval
        return said

    return method


def fading(alpha: float, beta: float) -> Method:
    """Teunter, Syntetos & Babai: the chance of a demand is smoothed every week (β), its size when there is one (α)."""

    def method(weeks: Floats) -> Floats:
        items = len(weeks)
        size, chance, count = np.zeros(items), np.zeros(items), np.zeros(items)
        said = np.zeros((items, weeks.shape[1] + 1))
        for w in range(weeks.shape[1]):
            sold = weeks[:, w] > 0
            weight = np.maximum(alpha, 1 / (count + 1))
            size = np.where(sold, size + weight * (weeks[:, w] - size), size)
            chance += max(beta, 1 / (w + 1)) * (sold - chance)
            count += sold
            said[:, w + 1] = chance * size
        return said

    return method


def aggregated(alpha: float, levels: int) -> Method:
    """The mean of smoothings of the weeks taken singly, in pairs, in threes … up to `levels`, backwards from now."""

    def method(weeks: Floats) -> Floats:
        said = np.zeros((weeks.shape[0], weeks.shape[1] + 1))
        smooth = smoothing(alpha)
        for w in range(1, weeks.shape[1] + 1):
            highest = min(levels, w)
            for level in range(1, highest + 1):
                whole = weeks[:, w % level : w].reshape(len(weeks), -1, level).sum(axis=2)
                said[:, w] += smooth(whole)[:, -1] / level / highest
        return said

    return method


def methods() -> dict[str, Method]:
    """Everything that is tried, by name; `naive` and the moving averages are the yardsticks."""
    table: dict[str, Method] = {"naive": naive, "seasonal naive": seasonal_naive}
    table |= {f"moving average {span}": moving_average(span) for span in (4, 8)}
    table |= {f"smoothing {alpha}": smoothing(alpha) for alpha in (0.05, 0.1, 0.2, 0.3)}
    table |= {f"Croston {alpha}": croston(alpha) for alpha in (0.1, 0.2)}
    table |= {f"Syntetos–Boylan {alpha}": croston(alpha, 1 - alpha / 2) for alpha in (0.1, 0.2)}
    table |= {f"fading {a}/{b}": fading(a, b) for a, b in ((0.1, 0.1), (0.1, 0.2), (0.2, 0.3))}
    table |= {f"aggregated {alpha}": aggregated(alpha, 6) for alpha in (0.1, 0.2)}
    return table
