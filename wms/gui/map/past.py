"""A day of the past, to be looked at at any second of it: where each person was, and which goods were just moved.

Where somebody was is known only where something was recorded: at a move's place, at its moment. Between two of these
one stays where one was and walks so as to be there in time, at a walker's pace, along the aisle to the cross-aisle that
is the least way round, and along it. Seconds count from the day's beginning; plain data, no widgets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import hypot
from typing import Any

from wms.gui.map.floor import Floor, Place
from wms.gui.map.track import Point, Track

PACE_MM_S, TRAIL_S, SEEN_S = 1_200, 180, 45
"""How fast people walk; for how long their way is shown behind them; and for how long goods that were moved are."""

PICKS = frozenset({"ConfirmPick", "ConfirmPicks"})


@dataclass(frozen=True, slots=True)
class Step:
    """Something recorded: when, by whom, and the places; `at` is where the person stood then."""

    second: float
    person: str
    what: str
    source: str
    target: str
    at: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A person as they are shown: where, the way behind them, and the last thing they did with how long ago."""

    person: str
    here: Point
    behind: tuple[Point, ...]
    last: Step | None
    ago: float


class Past:
    """One day. `steps` are in the order they were made; `persons` are logins in the order of the alphabet."""

    def __init__(self, floor: Floor, steps: Sequence[Step]) -> None:
        self._stands = {place.code: (float(place.x), float(place.y)) for place in floor.places}
        self._crosses = sorted({walk.y1 for walk in floor.walks if walk.cross and walk.y1 == walk.y2})
        self.steps = [step for step in steps if step.at in self._stands]
        self._of: dict[str, list[Step]] = defaultdict(list)
        for step in self.steps:
            self._of[step.person].append(step)
        self._seconds = {person: [step.second for step in its] for person, its in self._of.items()}
        self._all = [step.second for step in self.steps]
        self._ways: dict[tuple[str, str], Track] = {}

    @property
    def persons(self) -> list[str]:
        """Everybody who did something."""
        return sorted(self._of)

    @property
    def span(self) -> tuple[float, float]:
        """The first and the last second in which anything happened; (0, 0) for an empty day."""
        return (self._all[0], self._all[-1]) if self._all else (0.0, 0.0)

    def people(self, second: float, only: str = "") -> list[Seen]:
        """Where everybody (or one) is who has begun by then."""
        found = []
        for person in [only] if only in self._of else self.persons if not only else []:
            place = bisect_right(self._seconds[person], second) - 1
            if place >= 0:
                last = self._of[person][place]
                behind = self._behind(person, second)
                found.append(Seen(person, behind[-1], tuple(behind), last, second - last.second))
        return found

    def goods(self, second: float, only: str = "") -> list[Step]:
        """What was moved from one place to another shortly before, the newest last."""
        first, last = bisect_right(self._all, second - SEEN_S), bisect_right(self._all, second)
        return [step for step in self.steps[first:last] if step.source in self._stands and step.target in self._stands
                and step.source != step.target and (not only or step.person == only)]  # fmt: skip

    def next_after(self, second: float, only: str = "") -> float | None:
        """When something is recorded next."""
        seconds = self._seconds.get(only, []) if only else self._all
        place = bisect_right(seconds, second)
        return seconds[place] if place < len(seconds) else None

    def _behind(self, person: str, second: float) -> list[Point]:
        """The way of the last minutes, its end being where the person is."""
        steps, seconds = self._of[person], self._seconds[person]
        now = bisect_right(seconds, second) - 1
        first = max(0, bisect_right(seconds, second - TRAIL_S) - 1)
        points: list[Point] = [self._stands[steps[first].at]]
        for before, after in zip(steps[first:now], steps[first + 1 : now + 1], strict=True):
            points += self._way(before.at, after.at).points[1:]
        if now + 1 < len(steps):
            before, after = steps[now], steps[now + 1]
            way = self._way(before.at, after.at)
            left = (after.second - second) * PACE_MM_S
            gap = max(1e-9, after.second - before.second)
            along = way.length * (second - before.second) / gap if way.length > gap * PACE_MM_S else way.length - left
            if along > 0:
                points += way.until(along)[1:]
        return points

    def _way(self, one: str, other: str) -> Track:
        known = self._ways.get((one, other))
        if known is None:
            a, b = self._stands[one], self._stands[other]
            known = self._ways[one, other] = Track(way_round(a, b, self._crosses), [], [])
        return known


def way_round(a: Point, b: Point, crosses: Sequence[float]) -> list[Point]:
    """From one stand to another: within an aisle straight, else by the cross-aisle with the least way round."""
    if a == b:
        return [a]
    if abs(a[0] - b[0]) < 1 or not crosses:
        return [a, b]
    best = min(crosses, key=lambda y: abs(a[1] - y) + abs(b[1] - y))
    points = [a, (a[0], float(best)), (b[0], float(best)), b]
    return [point for place, point in enumerate(points)
            if place == 0 or hypot(point[0] - points[place - 1][0], point[1] - points[place - 1][1]) > 0]  # fmt: skip


def steps_of(rows: Iterable[Any], begin: datetime, places: Mapping[str, Place]) -> list[Step]:
    """Rows of the question `replay` as steps: one stands where goods are put down, or else where they are taken up.

    What is picked lies in a tote, which the books know at the bench where it is bound for: pickers stand at the shelf.
    """
    found = []
    for row in rows:
        taken = row.source in places and (row.kind in PICKS or row.target not in places)
        at = row.source if taken else row.target
        what = f"{row.quantity:,} {row.item}"
        found.append(Step((row.recorded_at - begin).total_seconds(), row.login, what, row.source, row.target, at))
    return found
