"""How people of this house work, learnt from walks that were done: speed, time to begin, time of a pick, and spreads.

A walk takes: setup + way ÷ speed + stops × pick. The three are fitted to walks by least squares of the relative error,
none of them below zero and the speed within what people can do. Single picks then tell how much levels and items
differ; what is seen seldom is drawn towards the usual (shrinkage), as three picks prove little.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

SPEEDS = range(300, 3_001, 100)
"""Millimetres a second that people may be found to walk."""
LEAST_WALKS, LEAST_PICKS = 5, 30
LEVEL_WEIGHT, ITEM_WEIGHT = 20, 10
"""How many usual picks are added to those seen of a level, and of an item."""
LEAST_FACTOR, MOST_FACTOR = 0.3, 3.0


@dataclass(frozen=True, slots=True)
class Walked:
    """One walk that was done."""

    walk_mm: int
    stops: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The three figures, and how far off they are: the standard deviation of the logarithm of true ÷ fitted."""

    walk_mm_s: int
    setup_s: float
    pick_s: float
    spread: float
    walks: int

    def seconds(self, walk_mm: int, stops: int) -> float:
        """What a walk usually takes."""
        return self.setup_s + walk_mm / self.walk_mm_s + stops * self.pick_s


def fit(walks: Sequence[Walked]) -> Fitted | None:
    """The best figures; None with fewer than LEAST_WALKS walks that took any time."""
    seen = [one for one in walks if one.seconds > 0 and one.stops > 0]
    if len(seen) < LEAST_WALKS:
        return None
    tries = [_with_speed(seen, speed) for speed in SPEEDS]
    error, speed, setup, pick = min(tries)
    off = [math.log(one.seconds / max(1e-9, setup + one.walk_mm / speed + one.stops * pick)) for one in seen]
    return Fitted(speed, setup, pick, float(np.std(off)), len(seen)) if math.isfinite(error) else None


def _with_speed(walks: Sequence[Walked], speed: int) -> tuple[float, int, float, float]:
    """The least squared relative error with this speed, and the setup and pick seconds that give it."""
    weight = np.array([1 / one.seconds for one in walks])
    rest = np.array([one.seconds - one.walk_mm / speed for one in walks]) * weight
    columns = np.array([[1.0, one.stops] for one in walks]) * weight[:, None]
    found: list[tuple[float, int, float, float]] = []
    for used in ((0, 1), (1,), (0,)):
        part, *_ = np.linalg.lstsq(columns[:, used], rest, rcond=None)
        if (part >= 0).all():
            whole = np.zeros(2)
            whole[list(used)] = part
            found.append((float(((columns @ whole - rest) ** 2).sum()), speed, float(whole[0]), float(whole[1])))
    return min(found, default=(math.inf, speed, 0.0, 0.0))


def factors(seen: Iterable[tuple[Hashable, float]], weight: int) -> dict[Hashable, float]:
    """By key, how much longer than usual picks take (ratios with the mean 1 go in), drawn towards 1."""
    ratios: dict[Hashable, list[float]] = defaultdict(list)
    for key, ratio in seen:
        ratios[key].append(ratio)
    return {
        key: min(MOST_FACTOR, max(LEAST_FACTOR, (sum(its) + weight) / (len(its) + weight)))
        for key, its in ratios.items()
    }


def log_spread(values: Sequence[float], usual: float) -> float:
    """The spread of the logarithm, by the middle half so that outliers do not count; `usual` with too few values."""
    logs = np.log([value for value in values if value > 0])
    if len(logs) < LEAST_PICKS:
        return usual
    low, high = np.quantile(logs, (0.25, 0.75))
    return min(1.0, float(high - low) / 1.349)
