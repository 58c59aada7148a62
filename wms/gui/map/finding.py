"""Which spot lies under the pointer, and which is the next one in a direction: arithmetic over all boxes at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wms.gui.map.placing import Spot

_SIDEWAYS = 3.0


class Finder:
    """Finds spots by their number in the list it was made from; points are mm."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        boxes = np.array(
            [(s.box.x, s.box.y, s.box.x + s.box.width, s.box.y + s.box.depth) for s in spots], float
        ).reshape(-1, 4)
        self._left, self._low, self._right, self._high = boxes.T
        self._x, self._y = (self._left + self._right) / 2, (self._low + self._high) / 2

    def at(self, x: float, y: float, slack: float = 0.0) -> int | None:
        """The spot at a point, or the nearest one within `slack` of it; None where there is none."""
        if not self._x.size:
            return None
        far = np.hypot(_beyond(x, self._left, self._right), _beyond(y, self._low, self._high))
        best = int(np.argmin(far))
        return best if far[best] <= slack else None

    def toward(self, start: int, dx: int, dy: int) -> int | None:
        """The next spot from `start` in a direction (dx, dy: -1, 0 or 1); what lies aside counts as farther away."""
        east, north = self._x - self._x[start], self._y - self._y[start]
        ahead = east * dx + north * dy
        aside = np.abs(east * dy) + np.abs(north * dx)
        cost = np.where((ahead > 1) & (aside <= 2 * ahead + 1), ahead + _SIDEWAYS * aside, np.inf)
        if not np.isfinite(cost).any():
            cost = np.where(ahead > 1, ahead + _SIDEWAYS * aside, np.inf)
        best = int(np.argmin(cost))
        return best if np.isfinite(cost[best]) else None

    def within(self, left: float, low: float, right: float, high: float, most: int) -> list[int] | None:
        """The spots that can be seen in a rectangle; None when these are more than `most`."""
        seen = (self._left < right) & (self._right > left) & (self._low < high) & (self._high > low)
        found = np.flatnonzero(seen)
        return [int(number) for number in found] if found.size <= most else None


def _beyond(value: float, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """How far outside of each span a value is; 0 inside."""
    found: np.ndarray = np.maximum(np.maximum(low - value, value - high), 0.0)
    return found
