"""Who is in which aisle: at its mouth one waits for room, in a one-way aisle behind whoever went in before.

Nobody holds one aisle while waiting for another, and in an aisle only later comers wait for earlier ones; so somebody
can always go on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wms.planning.simulation.problem import Aisle
from wms.planning.simulation.steps import Steps

FREE = Aisle(0)


@dataclass(slots=True, eq=False)
class Inside:
    """Somebody in an aisle: since when, after waiting how long, and how deep the place is they are at or go to."""

    who: Any
    since: int
    waited: int
    along_mm: int


@dataclass(slots=True)
class Way:
    """One aisle as the day goes."""

    aisle: Aisle
    inside: list[Inside] = field(default_factory=list)
    mouth: deque[tuple[Any, int, int]] = field(default_factory=deque)
    behind: list[tuple[Inside, int]] = field(default_factory=list)


class Aisles:
    """All aisles. `go_on(who, entered)` is called for those who waited, when they may go on."""

    def __init__(self, aisles: tuple[Aisle, ...], go_on: Callable[[Any, Inside], None]) -> None:
        self._known = {aisle.aisle_id: aisle for aisle in aisles}
        self._ways: dict[int, Way] = {}
        self._go_on = go_on
        self.waiting = Steps()
        self.visits: list[tuple[int, int, int, int, int]] = []
        self.slowed: dict[int, int] = {}

    def slow(self, aisle_id: int, time: int, crowd: float) -> int:
        """How much longer something takes there in the company one has now; noted."""
        others = len(self._ways[aisle_id].inside) - 1
        slower = round(time * crowd * others)
        self.slowed[aisle_id] = self.slowed.get(aisle_id, 0) + slower
        return slower

    def enter(self, aisle_id: int, who: Any, along_mm: int, now: int) -> Inside | None:
        """Go in, or (None) wait at the mouth until `go_on`."""
        way = self._way(aisle_id)
        if way.aisle.capacity and len(way.inside) >= way.aisle.capacity:
            way.mouth.append((who, along_mm, now))
            self.waiting.change(now, 1)
            return None
        entered = Inside(who, now, 0, along_mm)
        way.inside.append(entered)
        return entered

    def clear(self, aisle_id: int, mine: Inside, now: int) -> bool:
        """Whether one may walk to one's place; if not, one is told by `go_on`."""
        way = self._ways[aisle_id]
        if not way.aisle.one_way or not self._blocked(way, mine):
            return True
        way.behind.append((mine, now))
        self.waiting.change(now, 1)
        return False

    def advance(self, aisle_id: int, mine: Inside, along_mm: int, now: int) -> None:
        """Set out for another place of the same aisle."""
        mine.along_mm = along_mm
        self._let_follow(self._ways[aisle_id], now)

    def leave(self, aisle_id: int, mine: Inside, now: int) -> None:
        """Go out; whoever waits at the mouth comes in."""
        way = self._ways[aisle_id]
        way.inside.remove(mine)
        self.visits.append((aisle_id, mine.who.number, mine.since, now, mine.waited))
        self._let_follow(way, now)
        if way.mouth:
            who, along_mm, since = way.mouth.popleft()
            self.waiting.change(now, -1)
            entered = Inside(who, now, now - since, along_mm)
            way.inside.append(entered)
            who.spend("aisle", now - since)
            self._go_on(who, entered)

    def _way(self, aisle_id: int) -> Way:
        if aisle_id not in self._ways:
            self._ways[aisle_id] = Way(self._known.get(aisle_id, FREE))
        return self._ways[aisle_id]

    def _blocked(self, way: Way, mine: Inside) -> bool:
        """Whether somebody who went in before stands in the way."""
        for other in way.inside:
            if other is mine:
                return False
            if other.along_mm <= mine.along_mm:
                return True
        return False

    def _let_follow(self, way: Way, now: int) -> None:
        waiting, way.behind = way.behind, []
        for mine, since in waiting:
            if self._blocked(way, mine):
                way.behind.append((mine, since))
                continue
            self.waiting.change(now, -1)
            mine.waited += now - since
            mine.who.spend("aisle", now - since)
            self._go_on(mine.who, mine)
