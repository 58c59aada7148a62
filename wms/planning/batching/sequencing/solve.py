"""Plan batches, pickers and times together: the least seconds of work with every due time met or paid for."""

from __future__ import annotations

import math

import numpy as np

from wms.base.errors import Problems
from wms.base.jobs import Progress, Watch
from wms.planning.batching.annealing import Answer, Carts, new_answer
from wms.planning.batching.construct import savings_batches
from wms.planning.batching.exact import Listing, list_all
from wms.planning.batching.ground import GRAPH, Ground, prepare
from wms.planning.batching.master import Master, from_bits, incidence, to_bits
from wms.planning.batching.memory import new_memory
from wms.planning.batching.pricing import reduced_costs
from wms.planning.batching.sequencing.check import check, cost_of
from wms.planning.batching.sequencing.clock import HARD, WHENEVER, Clock, anneal_clock, timetable
from wms.planning.batching.sequencing.model import Listed, assign
from wms.planning.batching.sequencing.problem import SequenceParams, SequenceProblem, Shift, Timetable
from wms.planning.batching.solve import carts_of, refuse_nonsense
from wms.planning.floor.lanes import Ints
from wms.planning.plan import CheckFailed, Infeasible, Plan

MOST_COLUMNS = 6_000
CHUNK = 2_000
COOLING = 12


class Search:
    """The best timetable met: its shifts, cost in seconds, and the proven bound."""

    def __init__(self, problem: SequenceProblem, params: SequenceParams, watch: Watch) -> None:
        self.problem, self.params, self.watch = problem, params, watch
        orders = problem.orders
        self.carts: Carts = carts_of(orders)
        places = [order.places for order in orders.orders]
        self.ground: Ground = prepare(orders.floor, places, orders.start, orders.vehicle, watch.stop)
        self.clock = clock_of(problem)
        self.memory = new_memory(len(orders.orders), params.seed)
        self.bound = 0.0
        self.shifts: tuple[Shift, ...] = ()
        self.cost = math.inf
        self.keep(new_answer(savings_batches(self.ground, self.carts, watch), self.carts, self.ground, self.memory))

    def keep(self, answer: Answer) -> None:
        """Put an answer on the clock and take it when it is the best so far."""
        n = len(self.clock.work)
        picker, start, line = (np.zeros(n + 1, np.int64) for _ in range(3))
        cost = timetable(self.clock, answer, picker, start, np.zeros(len(self.clock.ready), np.int64), line)
        if cost >= self.cost:
            return
        self.cost = cost
        self.shifts = tuple(
            self._shift(tuple(sorted(answer.members[b, :size].tolist())), int(answer.length[b]), int(picker[b]),
                        int(start[b]))
            for b, size in enumerate(answer.sizes) if size
        )

    def _shift(self, orders: tuple[int, ...], length: int, picker: int, start: int) -> Shift:
        clock = self.clock
        span = clock.setup + -(-length * clock.seconds // clock.per) + int(clock.work[list(orders)].sum())
        return Shift(orders, length, picker, start, start + span)

    def anneal(self) -> None:
        """Turns of annealing, each from the best timetable; every twelfth begins hot again."""
        mean = self.cost / max(1, len(self.shifts)) if self.cost < math.inf else 1.0
        batch_of = np.empty(len(self.clock.work), np.int64)
        for turn in range(self.params.turns):
            hot = 0.2 * mean * 0.7 ** (turn % COOLING)
            answer = new_answer([shift.orders for shift in self.shifts], self.carts, self.ground, self.memory)
            for chunk in range(max(1, self.params.moves // CHUNK)):
                self.watch.report(Progress("Improving the timetable", turn, self.params.turns, self.cost, self.bound))
                if self.watch.stop() or self.cost <= self.bound:
                    return
                heat = hot * 0.01 ** (chunk * CHUNK / self.params.moves)
                seed = self.params.seed * 7919 + turn * 1000 + chunk
                anneal_clock(self.ground, self.carts, self.clock, answer, batch_of, self.memory, CHUNK, heat,
                             0.8 * heat, seed)
                batches = [tuple(np.flatnonzero(batch_of == b).tolist()) for b in np.unique(batch_of)]
                self.keep(new_answer(batches, self.carts, self.ground, self.memory))

    def prove(self, listing: Listing) -> None:
        """Bound by the linear programme over all batches, then the integer programme over those still possible."""
        seconds, due = self._listed_seconds(listing)
        master = Master(len(self.clock.work))
        mine = [shift.orders for shift in self.shifts]
        master.add(to_bits(mine, master.orders), np.array([s.end - s.start for s in self.shifts], np.int64))
        costs = np.full(1, -1.0)
        while costs.min() < -1e-6:
            master.solve()
            costs = reduced_costs(listing.bits, seconds, master.prices)
            if self.watch.stop():
                return
            rows = np.argpartition(costs, min(300, len(costs) - 1))[:300]
            master.add(listing.bits[rows], seconds[rows])
        self.bound = max(self.bound, math.ceil(float(master.prices.sum()) - 1e-3))
        rows = np.flatnonzero(costs < self.cost - master.prices.sum() - 1 + 1e-3)
        if self.cost > self.bound and len(rows) <= MOST_COLUMNS and self._all_hard():
            self._assign(Listed(listing.bits[rows], seconds[rows], due[rows]), listing.lengths[rows])

    def _all_hard(self) -> bool:
        return all(due.at is None or due.weight is None for due in self.problem.dues)

    def _listed_seconds(self, listing: Listing) -> tuple[Ints, Ints]:
        clock = self.clock
        starts, rows = incidence(listing.bits, len(clock.work))
        work = np.add.reduceat(clock.work[rows], starts[:-1])
        due = np.minimum.reduceat(clock.due[rows], starts[:-1])
        return clock.setup + -(-listing.lengths * clock.seconds // clock.per) + work, due

    def _assign(self, listed: Listed, lengths: Ints) -> None:
        assigned = assign(listed, self.clock, self.watch)
        if assigned.chosen is not None:
            shifts, free = [], self.clock.ready.copy()
            for i, p in sorted(assigned.chosen, key=lambda pair: (int(listed.due[pair[0]]), pair)):
                orders = from_bits(listed.bits[i], len(self.clock.work))
                shift = self._shift(orders, int(lengths[i]), p, int(free[p]))
                free[p] = shift.end
                shifts.append(shift)
            cost = cost_of(self.problem, tuple(shifts))
            if cost < self.cost:
                self.shifts, self.cost = tuple(shifts), cost
        if assigned.proven:
            self.bound = float(self.cost)
        elif math.isfinite(assigned.bound):
            self.bound = max(self.bound, min(float(self.cost), math.ceil(assigned.bound - 1e-3)))


def clock_of(problem: SequenceProblem) -> Clock:
    """The due times, work and shifts as arrays."""
    work = [sum(stop.seconds for stop in order.stops) for order in problem.orders.orders]
    due = [WHENEVER if due.at is None else due.at for due in problem.dues]
    weight = [HARD if due.weight is None else due.weight for due in problem.dues]
    until = [WHENEVER if picker.until is None else picker.until for picker in problem.pickers]
    ready = [picker.ready for picker in problem.pickers]
    work_, due_, weight_, ready_, until_ = (np.array(v, np.int64) for v in (work, due, weight, ready, until))
    return Clock(work_, due_, weight_, ready_, until_, problem.setup, problem.seconds, problem.per)


def solve(
    problem: SequenceProblem, params: SequenceParams | None = None, watch: Watch | None = None
) -> Plan[Timetable]:
    """The timetable with the least seconds of work and lateness found; objective and bound in seconds.

    Infeasible when hard due times or shifts cannot all be kept, naming the orders and by how much they are late.
    """
    params, watch = params or SequenceParams(), watch or Watch()
    _refuse_nonsense(problem)
    if not problem.orders.orders:
        return Plan(Timetable(()), 0.0, 0.0, watch.stop.elapsed(), params.seed, "nothing to pick")
    search = Search(problem, params, watch)
    search.anneal()
    exact = search.ground.kind != GRAPH
    listing = list_all(search.ground, search.carts, params.exact_batches, watch) if exact else None
    if listing is not None:
        search.prove(listing)
    plan = _plan(search, exact)
    broken = check(problem, plan)
    late = [violation for violation in broken if violation.constraint in ("due", "shift")]
    if late:
        raise Infeasible(*late)
    if broken:
        raise CheckFailed(*broken)
    return plan


def _plan(search: Search, exact: bool) -> Plan[Timetable]:
    shifts = tuple(sorted(search.shifts, key=lambda shift: (shift.picker, shift.start)))
    cost = float(cost_of(search.problem, shifts))
    proven = search.bound >= cost
    method = "all batches listed, timetable proven" if proven else "annealing on the clock"
    busy = len({shift.picker for shift in shifts})
    last = max(shift.end for shift in shifts)
    reason = f"{len(shifts)} batches by {busy} pickers; the last one ends at second {last}."
    bound = min(search.bound, cost) if exact else None
    return Plan(Timetable(shifts), cost, bound, search.watch.stop.elapsed(), search.params.seed, method, (reason,))


def _refuse_nonsense(problem: SequenceProblem) -> None:
    refuse_nonsense(problem.orders)
    found = Problems()
    if not problem.pickers:
        found.add("There is nobody to pick.", field="pickers")
    if len(problem.dues) != len(problem.orders.orders):
        found.add("There must be one due time for each order.", field="dues", found=len(problem.dues))
    if problem.setup < 0 or problem.seconds < 0 or problem.per < 1:
        found.add("Set-up and walking times must not be negative.", field="setup")
    found.refuse()
