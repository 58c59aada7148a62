"""From the cart to the truck: benches, lanes with so much room, docks with a queue before them, and the clock.

An order goes to the benches when its last line is picked. Packed, it is brought to a lane if there is room; otherwise
its packer waits with it. Whoever leaves first is served first, at the benches and at the docks.
"""

from __future__ import annotations

from collections import Counter, deque
from heapq import heappop, heappush

from wms.planning.simulation.crew import Crew, Worker
from wms.planning.simulation.draw import Luck
from wms.planning.simulation.events import Events
from wms.planning.simulation.problem import From, SimulationProblem
from wms.planning.simulation.steps import Steps

NEVER = -1


class Outbound:
    """Everything about orders. Moments are milliseconds by the order's place in the problem, NEVER while not yet."""

    def __init__(self, problem: SimulationProblem, luck: Luck, events: Events) -> None:
        self._events, self._luck, self._orders = events, luck, problem.orders
        self._stage_ms = problem.pace.stage_s * 1_000
        place = {order.order_id: number for number, order in enumerate(problem.orders)}
        self._order_of = [place[line.order_id] for line in problem.lines]
        self._missing = Counter(self._order_of)
        count = len(problem.orders)
        self.picked, self.packed, self.staged, self.out = ([NEVER] * count for _ in range(4))
        self.benches: list[tuple[int, int, int, int]] = []
        self.docks: list[tuple[int, int, int]] = []
        self.crew = Crew(events, problem.house.packers, luck.packers, self._pack)
        self._room = problem.house.staging or NEVER
        self._in_lanes = 0
        self._stuck: deque[tuple[Worker, int, int]] = deque()
        self._free_docks = problem.house.docks or NEVER
        self._at_docks: list[tuple[int, int]] = []
        self.dock_queue = Steps()
        for number, order in enumerate(problem.orders):
            if order.begins is not From.PICK or not self._missing[number]:
                events.at(order.ready_s * 1_000, self._given, number)

    def line_done(self, line: int) -> None:
        """A line was picked, or found short."""
        number = self._order_of[line]
        self._missing[number] -= 1
        if not self._missing[number]:
            self._to_bench(number)

    def _given(self, number: int) -> None:
        """An order that is picked or packed when the day begins."""
        if self._orders[number].begins is not From.LOAD:
            self._to_bench(number)
            return
        self._in_lanes += self._orders[number].litres
        self.picked[number] = self.packed[number] = self._events.now
        self._at_lane(number)

    def _to_bench(self, number: int) -> None:
        self.picked[number] = self._events.now
        self.crew.offer((self._orders[number].cutoff_s, number), number)

    def _pack(self, worker: Worker, number: int) -> None:
        time = round(self._luck.pack_ms[number] * worker.factor)
        worker.spend("pack", time)
        self.benches.append((number, worker.number, self._events.now, self._events.now + time))
        self._events.at(self._events.now + time, self._closed, (worker, number))

    def _closed(self, what: tuple[Worker, int]) -> None:
        worker, number = what
        self.packed[number] = self._events.now
        self._stuck.append((worker, number, self._events.now))
        self._into_lanes()

    def _into_lanes(self) -> None:
        """As many as there is room for, in the order they were packed; an empty lane takes any order."""
        while self._stuck:
            worker, number, since = self._stuck[0]
            litres = self._orders[number].litres
            if self._room != NEVER and self._in_lanes and self._in_lanes + litres > self._room:
                return
            self._stuck.popleft()
            self._in_lanes += litres
            worker.spend("lane", self._events.now - since)
            self._events.at(self._events.now + self._stage_ms, self._at_lane, number)
            self.crew.free(worker)

    def _at_lane(self, number: int) -> None:
        self.staged[number] = self._events.now
        heappush(self._at_docks, (self._orders[number].cutoff_s, number))
        self.dock_queue.change(self._events.now, 1)
        self._load()

    def _load(self) -> None:
        while self._at_docks and self._free_docks:
            _, number = heappop(self._at_docks)
            self.dock_queue.change(self._events.now, -1)
            self._free_docks -= self._free_docks != NEVER
            done = self._events.now + self._luck.load_ms[number]
            self.docks.append((number, self._events.now, done))
            self._events.at(done, self._loaded, number)

    def _loaded(self, number: int) -> None:
        self.out[number] = self._events.now
        self._in_lanes -= self._orders[number].litres
        self._free_docks += self._free_docks != NEVER
        self._into_lanes()
        self._load()
