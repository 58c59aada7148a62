"""Past walks, weighted so that each item is walked to as often as the forecast expects: slotting's demand.

Orders of the past are kept as they were (what is asked for together stays together); each counts more or less often.
The weights are found by iterative scaling (Darroch & Ratcliff 1972), and rounded so that no part of a walk is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wms.base.jobs import Watch
from wms.operations.planning.expecting import MOST_LIKELY, Past, expected

ROUNDS = 40
MOST, LEAST = 8.0, 0.125
"""No item is expected to be asked for more than so many times as often as before, or as seldom."""
CHANGED = 1.25


def ratios(past: Past, days: int, watch: Watch) -> dict[int, float]:
    """By item: visits a day that are expected in the next four weeks, against those of the last `days` days."""
    if not past:
        return {}
    ahead = 28
    coming = expected(Past(past.first_day, past.daily, {}), ahead, MOST_LIKELY, watch)
    found = {}
    for item, daily in past.daily.items():
        before = sum(daily[-days:]) / days
        if before:
            found[item] = min(MOST, max(LEAST, coming[item] / ahead / before))
    return found


def changed(of: Mapping[int, float]) -> int:
    """How many items are asked for at least a quarter more or less often."""
    return sum(ratio >= CHANGED or ratio <= 1 / CHANGED for ratio in of.values())


def weights(walks: Sequence[tuple[int, ...]], of: Mapping[int, float], times: int) -> list[int]:
    """How often each walk counts: `times` where nothing changes, else so that items come near to their ratio."""
    if not of or not walks:
        return [times] * len(walks)
    import numpy as np

    items = {item: number for number, item in enumerate(sorted({item for walk in walks for item in walk}))}
    which = np.array([items[item] for walk in walks for item in walk], np.int64)
    sizes = np.array([len(walk) for walk in walks], np.int64)
    owner = np.repeat(np.arange(len(walks)), sizes)
    wanted = np.bincount(which, minlength=len(items)) * np.array([of.get(item, 1.0) for item in items])
    weight = np.ones(len(walks))
    for _ in range(ROUNDS):
        now = np.bincount(which, weight[owner], len(items))
        step = np.log(np.maximum(wanted, 1e-9) / np.maximum(now, 1e-9))
        weight *= np.exp(np.bincount(owner, step[which], len(walks)) / np.maximum(1, sizes))
    total = np.cumsum(weight * times)
    return [int(whole) for whole in np.diff(np.floor(total + 0.5), prepend=0.0)]
