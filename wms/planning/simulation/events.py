"""What happens next: a heap of moments. Of things at the same moment the one arranged first happens first."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from wms.base.errors import Cancelled
from wms.base.jobs import Stop

GLANCE = 2_048
"""How many events pass between two looks at whether somebody wants an end (a few milliseconds)."""


class Events:
    """The clock of one simulated day, in milliseconds. What an event does may arrange others, never in the past."""

    def __init__(self) -> None:
        self.now = 0
        self.count = 0
        self._heap: list[tuple[int, int, Callable[[Any], None], Any]] = []

    def at(self, moment: int, action: Callable[[Any], None], what: Any = None) -> None:
        """Call `action(what)` at `moment`, or at once when that is past."""
        self.count += 1
        heappush(self._heap, (max(moment, self.now), self.count, action, what))

    def run(self, stop: Stop) -> None:
        """Until nothing is left to happen. Raises Cancelled when `stop` says so before."""
        heap, done = self._heap, 0
        while heap:
            self.now, _, action, what = heappop(heap)
            action(what)
            done += 1
            if done % GLANCE == 0 and stop():
                raise Cancelled("The day was not run to its end.")
