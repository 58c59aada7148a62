"""People who take the next piece of work when they are free: pickers their walks, packers their orders.

They come at the start of their shift, take a break when it is due and what they are at is done, begin nothing after
their shift, and finish what they have begun. Who has nothing to do waits, and is the first to be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from wms.planning.simulation.events import Events
from wms.planning.simulation.problem import Person
from wms.planning.simulation.steps import Steps

Key = tuple[int, ...]


@dataclass(slots=True, eq=False)
class Worker:
    """One person's day. `spent` are milliseconds by what they were spent on; together they are the time at work."""

    number: int
    person: Person
    factor: float
    spent: dict[str, int] = field(default_factory=dict)
    breaks: list[tuple[int, int]] = field(default_factory=list)
    idle_since: int = -1
    came: int = 0
    left: int = 0
    jobs: int = 0

    def spend(self, what: str, time: int) -> None:
        """Note time spent."""
        self.spent[what] = self.spent.get(what, 0) + time


class Crew:
    """Workers and the work that waits for them: first their own, then what is anybody's, smallest key first.

    `work(worker, job)` must end in `free(worker)`.
    """

    def __init__(
        self, events: Events, people: tuple[Person, ...], factors: list[float], work: Callable[[Worker, Any], None]
    ) -> None:
        self._events, self._work = events, work
        self.workers = [Worker(n, who, factor) for n, (who, factor) in enumerate(zip(people, factors, strict=True))]
        self._waiting: list[tuple[Key, int]] = []
        self._own: list[list[tuple[Key, int]]] = [[] for _ in people]
        self.queue = Steps()
        self._idle: list[Worker] = []
        self.held = False
        for worker in self.workers:
            worker.breaks = sorted((a * 1_000, b * 1_000) for a, b in worker.person.breaks if b > worker.person.start_s)
            events.at(worker.person.start_s * 1_000, self._come, worker)

    def offer(self, key: Key, job: int, who: int = -1) -> None:
        """A piece of work that waits from now on, for one of them (by their place) or for anybody (−1)."""
        heappush(self._waiting if who < 0 else self._own[who], (key, job))
        self.queue.change(self._events.now, 1)
        self.wake()

    def wake(self) -> None:
        """Whoever has nothing to do looks for work, the one who has waited longest first."""
        for worker in tuple(self._idle):
            if self._work_for(worker):
                self._idle.remove(worker)
                self._rise(worker)
                self._start(worker)

    def _work_for(self, worker: Worker) -> bool:
        return not self.held and bool(self._waiting or self._own[worker.number])

    def free(self, worker: Worker) -> None:
        """They have finished what they were at."""
        now = self._events.now
        if worker.breaks and worker.breaks[0][0] <= now:
            start, end = worker.breaks.pop(0)
            worker.spend("rest", end - start)
            self._events.at(now + end - start, self.free, worker)
        elif now >= worker.person.end_s * 1_000:
            worker.left = now
        elif self._work_for(worker):
            self._start(worker)
        else:
            worker.idle_since = now
            self._idle.append(worker)

    def _come(self, worker: Worker) -> None:
        worker.came = self._events.now
        for moment in (*(start for start, _ in worker.breaks), worker.person.end_s * 1_000):
            self._events.at(moment, self._disturb, worker)
        self.free(worker)

    def _disturb(self, worker: Worker) -> None:
        """A break is due, or the shift is over: for those who have nothing to do, at once."""
        if worker in self._idle:
            self._idle.remove(worker)
            self._rise(worker)
            self.free(worker)

    def _rise(self, worker: Worker) -> None:
        worker.spend("idle", self._events.now - worker.idle_since)
        worker.idle_since = -1

    def _start(self, worker: Worker) -> None:
        own = self._own[worker.number]
        _, job = heappop(own or self._waiting)
        self.queue.change(self._events.now, -1)
        worker.jobs += 1
        self._work(worker, job)
