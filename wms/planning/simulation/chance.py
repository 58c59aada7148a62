"""What can be said from so many tries: quantiles, means with their 95 % confidence interval, and shares.

Means use Student's t, shares the interval of Wilson (1927), which stays between 0 and 1 with few tries too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Z = 1.959964
_SMALL = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776}


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over all tries: its mean within `low` and `high` (95 %), and the day in ten, two and ten that is worse.

    `p10`, `p50` and `p90` are quantiles, of the days themselves; `low` and `high` say how well the mean is known.
    """

    mean: float
    low: float
    high: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Share:
    """How often something happened, and the range its probability lies in (95 %)."""

    value: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Raises ValueError without values."""
    if not len(values):
        raise ValueError("nothing was tried")
    seen = np.array(values, np.float64)
    p10, p50, p90 = (float(q) for q in np.quantile(seen, (0.1, 0.5, 0.9)))
    mean, half = float(seen.mean()), half_width(values)
    return Spread(mean, mean - half, mean + half, p10, p50, p90)


def half_width(values: Sequence[float]) -> float:
    """Half of the mean's 95 % confidence interval; 0 for a single value, of which nothing is known."""
    count = len(values)
    if count < 2:
        return 0.0
    return student(count - 1) * float(np.std(np.array(values, np.float64), ddof=1)) / math.sqrt(count)


def student(freedom: int) -> float:
    """The 97.5 % point of Student's t (Abramowitz and Stegun 26.7.5 above four degrees of freedom)."""
    if freedom in _SMALL:
        return _SMALL[freedom]
    g1 = (Z**3 + Z) / 4
    g2 = (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96
    g3 = (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384
    return Z + g1 / freedom + g2 / freedom**2 + g3 / freedom**3


def share(hits: int, tries: int) -> Share:
    """Raises ValueError when nothing was tried."""
    if tries < 1:
        raise ValueError("nothing was tried")
    p, z2 = hits / tries, Z * Z
    middle = (p + z2 / (2 * tries)) / (1 + z2 / tries)
    half = Z * math.sqrt(p * (1 - p) / tries + z2 / (4 * tries * tries)) / (1 + z2 / tries)
    return Share(p, max(0.0, middle - half), min(1.0, middle + half))
