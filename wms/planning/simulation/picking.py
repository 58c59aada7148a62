"""The walks: a picker takes a cart, goes from stop to stop, waits before full aisles and for goods, and returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wms.planning.simulation.aisles import Aisles, Inside
from wms.planning.simulation.crew import Crew, Worker
from wms.planning.simulation.draw import Luck
from wms.planning.simulation.events import Events
from wms.planning.simulation.problem import Batch, SimulationProblem, Stop


@dataclass(slots=True)
class Walk:
    """One batch under way: the stop that is next, and the aisle its picker is in."""

    batch: Batch
    began: int
    place: int = 0
    aisle: int = 0
    mine: Inside | None = None
    since: int = 0

    @property
    def stop(self) -> Stop:
        """The stop one is at or goes to."""
        return self.batch.stops[self.place]


class Picking:
    """Everything about walks. `picked(line)` is told of each line (by its place) as soon as its stop is done."""

    def __init__(self, problem: SimulationProblem, luck: Luck, events: Events, picked: Callable[[int], None]) -> None:
        self._events, self._luck, self._pace, self._tell = events, luck, problem.pace, picked
        self._batches = problem.batches
        self._lines = {line.line_id: place for place, line in enumerate(problem.lines)}
        self._after = [line.after for line in problem.lines]
        self._walks: dict[int, Walk] = {}
        self._missing: dict[int, list[Worker]] = {one.replenishment_id: [] for one in problem.replenishments}
        self._carts = problem.house.carts or len(problem.house.pickers)
        self.aisles = Aisles(problem.aisles, self._let_in)
        self.stops: list[tuple[int, int, int, int]] = []
        self.walks: list[tuple[int, int, int, int]] = []
        self.crew = Crew(events, problem.house.pickers, luck.pickers, self._begin)
        for number in sorted(range(len(problem.batches)), key=self._turn):
            events.at(problem.batches[number].release_s * 1_000, self._release, number)

    def brought(self, replenishment_id: int) -> None:
        """The goods of a replenishment have arrived; whoever waited for them picks."""
        for worker in self._missing.pop(replenishment_id):
            walk = self._walks[worker.number]
            worker.spend("goods", self._events.now - walk.since)
            self._pick(worker, walk)

    def _turn(self, number: int) -> tuple[int, int, int]:
        batch = self._batches[number]
        return batch.release_s, batch.rank, number

    def _release(self, number: int) -> None:
        self.crew.offer((self._batches[number].rank, number), number, self._batches[number].picker)

    def _begin(self, worker: Worker, number: int) -> None:
        self._carts -= 1
        self.crew.held = self._carts == 0
        self._walks[worker.number] = Walk(self._batches[number], self._events.now)
        setup = self._took(worker, self._pace.setup_s * 1_000, "setup")
        self._events.at(self._events.now + setup, self._head, worker)

    def _head(self, worker: Worker) -> None:
        """Set out for the next stop, or home."""
        walk, now = self._walks[worker.number], self._events.now
        done = walk.place == len(walk.batch.stops)
        if walk.mine is not None:
            if not done and walk.stop.aisle_id == walk.aisle:
                self.aisles.advance(walk.aisle, walk.mine, walk.stop.along_mm, now)
            else:
                left, mine, walk.aisle, walk.mine = walk.aisle, walk.mine, 0, None
                self.aisles.leave(left, mine, now)
        way = walk.batch.home_mm if done else walk.stop.walk_mm
        time = self._took(worker, way * 1_000 // self._pace.walk_mm_s, "walk")
        self._events.at(now + time, self._end if done else self._arrive, worker)

    def _arrive(self, worker: Worker) -> None:
        """At the place, or before its aisle."""
        walk = self._walks[worker.number]
        aisle = walk.stop.aisle_id
        if aisle and walk.mine is None:
            walk.mine = self.aisles.enter(aisle, worker, walk.stop.along_mm, self._events.now)
            if walk.mine is None:
                return
            walk.aisle = aisle
        self._reach(worker, walk)

    def _let_in(self, worker: Worker, entered: Inside) -> None:
        walk = self._walks[worker.number]
        walk.aisle, walk.mine = walk.stop.aisle_id, entered
        self._reach(worker, walk)

    def _reach(self, worker: Worker, walk: Walk) -> None:
        """In the aisle: go to the place as soon as nobody stands in the way, and the goods are there."""
        if walk.mine is not None and not self.aisles.clear(walk.aisle, walk.mine, self._events.now):
            return
        missing = self._after[self._lines[walk.stop.line_id]]
        if missing in self._missing:
            walk.since = self._events.now
            self._missing[missing].append(worker)
            return
        self._pick(worker, walk)

    def _pick(self, worker: Worker, walk: Walk) -> None:
        line, now = self._lines[walk.stop.line_id], self._events.now
        time = self._took(worker, self._luck.pick_ms[line], "pick")
        if walk.aisle and self._pace.crowd:
            slower = self.aisles.slow(walk.aisle, time, self._pace.crowd)
            worker.spend("crowd", slower)
            time += slower
        self.stops.append((line, worker.number, now, now + time))
        self._events.at(now + time, self._picked, worker)

    def _picked(self, worker: Worker) -> None:
        walk = self._walks[worker.number]
        self._tell(self._lines[walk.stop.line_id])
        walk.place += 1
        self._head(worker)

    def _end(self, worker: Worker) -> None:
        """Back with the cart; the next walk after a pause as they are seen in this house."""
        now, gaps = self._events.now, self._luck.gaps_ms[worker.number]
        walk = self._walks.pop(worker.number)
        self.walks.append((walk.batch.batch_id, worker.number, walk.began, now))
        self._carts += 1
        self.crew.held = False
        self.crew.wake()
        gap = gaps[(worker.jobs - 1) % len(gaps)] if gaps else 0
        worker.spend("other", gap)
        self._events.at(now + gap, self.crew.free, worker)

    def _took(self, worker: Worker, time: int, what: str) -> int:
        """How long this person takes for it; noted."""
        own = round(time * worker.factor)
        worker.spend(what, own)
        return own
