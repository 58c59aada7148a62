"""A walk through the building and its stops: how far along the way each stop is, and where one is after so far.

All lengths are millimetres along the way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import hypot

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: the place's code, where it is on the way, and its number (from 1)."""

    number: int
    code: str
    along: float
    at: Point


class Track:
    """The way through `points`, with stops in the order they are made; `stands` are where the stops' places are."""

    def __init__(self, points: Sequence[Point], codes: Sequence[str], stands: Sequence[Point]) -> None:
        self.points = [*points] or [*stands]
        self._marks = [0.0, *accumulate(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(self.points))]
        self.stops = self._placed(codes, stands)

    @property
    def length(self) -> float:
        """How long the whole way is."""
        return self._marks[-1]

    def at(self, along: float) -> Point:
        """Where one is after so far."""
        if len(self.points) < 2:
            return self.points[0] if self.points else (0.0, 0.0)
        leg = min(bisect_right(self._marks, along) - 1, len(self.points) - 2)
        leg = max(leg, 0)
        long = self._marks[leg + 1] - self._marks[leg]
        share = min(max((along - self._marks[leg]) / long, 0.0), 1.0) if long else 0.0
        (x1, y1), (x2, y2) = self.points[leg], self.points[leg + 1]
        return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share

    def until(self, along: float) -> list[Point]:
        """The part of the way that lies behind one after so far."""
        passed = [point for point, mark in zip(self.points, self._marks, strict=False) if mark < along]
        return [*passed, self.at(along)] if self.points else []

    def _placed(self, codes: Sequence[str], stands: Sequence[Point]) -> list[Stop]:
        """Each stop is where the way comes nearest to its place, never before the stop it follows."""
        made: list[Stop] = []
        along = 0.0
        for number, (code, stand) in enumerate(zip(codes, stands, strict=True), 1):
            along = self._nearest(stand, along)
            made.append(Stop(number, code, along, self.at(along)))
        return made

    def _nearest(self, stand: Point, after: float) -> float:
        best, found = float("inf"), after
        for leg, (start, end) in enumerate(pairwise(self.points)):
            if self._marks[leg + 1] < after:
                continue
            along = max(after, self._marks[leg] + _foot(start, end, stand))
            x, y = self.at(along)
            far = hypot(x - stand[0], y - stand[1])
            if far < best - 1:
                best, found = far, along
        return found


def _foot(start: Point, end: Point, stand: Point) -> float:
    """How far from `start` the leg comes nearest to the stand."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = hypot(dx, dy)
    if not long:
        return 0.0
    return min(max(((stand[0] - start[0]) * dx + (stand[1] - start[1]) * dy) / long, 0.0), long)
