"""How many wait somewhere, as it goes up and down over the day."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


class Steps:
    """A count that changes at moments (milliseconds, never going back)."""

    def __init__(self) -> None:
        self.moments: list[int] = []
        self.counts: list[int] = []
        self.count = 0

    def change(self, moment: int, by: int) -> None:
        """From now on there are so many more, or fewer."""
        self.count += by
        if self.moments and self.moments[-1] == moment:
            self.counts[-1] = self.count
        else:
            self.moments.append(moment)
            self.counts.append(self.count)

    def means(self, width: int, bins: int) -> NDArray[np.float64]:
        """The mean count in each of `bins` stretches of `width` milliseconds, exactly (an integral, not a sample)."""
        edges = np.arange(bins + 1, dtype=np.float64) * width
        moments = np.array([0, *self.moments, edges[-1] + width], np.float64)
        counts = np.array([0, *self.counts], np.float64)
        area = np.concatenate(([0.0], np.cumsum(counts * np.diff(moments))))
        return np.asarray(np.diff(np.interp(edges, moments, area)) / width)

def most_at_once(stays: Iterable[tuple[int, int, int]]) -> int:
    """The greatest sum of the third values of stays [from, until) that overlap."""
    steps = sorted(step for since, until, size in stays for step in ((since, 1, size), (until, 0, -size)))
    total = most = 0
    for _, _, size in steps:
        total += size
        most = max(most, total)
    return most
