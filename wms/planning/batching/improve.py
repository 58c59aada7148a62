"""Better batches until the deadline: annealing, then turns of column generation, diving and annealing.

Annealing fills a pool of good batches and gives a first plan. The linear programme over the pool, enlarged by pricing,
knows which batches go well together; a dive turns it into a plan by settling batches one after the other. Later dives
keep a part of the plan. When dives stop helping, an integer programme regroups some batches at a time among those met;
when that stops helping as well, the plan is heated up again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from wms.base.jobs import Progress, Watch
from wms.planning.batching.annealing import Carts, anneal, new_answer
from wms.planning.batching.columns import Columns, batch_lengths
from wms.planning.batching.ground import Ground, evaluations
from wms.planning.batching.memory import new_memory
from wms.planning.batching.near import neighbours
from wms.planning.batching.problem import BatchParams
from wms.planning.batching.regroup import Regrouping

Plan = list[tuple[int, ...]]

DIVES, REGROUPS = 6, 4
"""How many dives in vain, and then how many regroupings in vain, before the plan is heated up."""
RELATED = 0.5
"""How often a dive keeps the batches least related to an order, instead of any."""
POLISHES = (2, 0.008), (4, 0.015)
"""After a dive: chunks of annealing, and from what temperature. A few large batches want more of it than many small."""
NEARLY = 40_000
MILD, STRICT = 3.0, 100.0


@dataclass
class Search:
    """The state of one search: its memory, its programme, the best plan and its length."""

    ground: Ground
    carts: Carts
    params: BatchParams
    watch: Watch
    best: Plan = field(default_factory=list)
    length: int = 0
    bound: float = 0.0

    def __post_init__(self) -> None:
        self.memory = new_memory(len(self.carts.uses), self.params.seed)
        self.columns = Columns(self.ground, self.carts, self.memory, self.params.seed)
        self.near = neighbours(self.ground, self.watch)
        self.rng = np.random.default_rng(self.params.seed)
        self.chunk = min(evaluations(self.ground, len(self.best)), 2_000 * len(self.carts.uses))
        self._chunks = 0
        self.length = int(new_answer(self.best, self.carts, self.ground, self.memory).length.sum())

    def anneal(self, plan: Plan, chunks: int, hot: float, cold: float, mild: float = 0.0) -> tuple[Plan, int]:
        """Anneal from a plan, temperatures in shares of a mean batch; the best plan met and its length."""
        answer = new_answer(plan, self.carts, self.ground, self.memory)
        scale = max(1.0, self.length / max(1, len(self.best)))
        found, best = plan, int(answer.length.sum())
        batch_of = np.empty(len(self.carts.uses), np.int64)
        for i in range(chunks):
            if self.watch.stop():
                break
            self._chunks += 1
            heats = [scale * hot * (cold / hot) ** (j / chunks) for j in (i, i + 1)]
            prices = [scale * mild * (STRICT / mild) ** (j / chunks) if mild else 0.0 for j in (i, i + 1)]
            length = anneal(self.ground, self.carts, answer, batch_of, self.memory, self.chunk, heats[0], heats[1],
                            prices[0], prices[1], self.near, self.params.seed * 7919 + self._chunks)
            if length < best:
                best = int(length)
                found = [tuple(np.flatnonzero(batch_of == b).tolist()) for b in np.unique(batch_of)]
            self.watch.report(Progress("Improving batches", objective=min(best, self.length), bound=self.bound))
        return found, best

    def keep(self, plan: Plan, length: int) -> bool:
        """Take the plan when it is the best so far."""
        if length >= self.length:
            return False
        self.best, self.length = plan, length
        self.columns.offer(plan)
        return True

    def partial_dive(self, plan: Plan, noise: float) -> tuple[Plan, int]:
        """Keep a part of the plan, dive for the rest, and polish."""
        many = int(len(plan) * self.rng.uniform(0.2, 0.7))
        line = self._farthest(plan) if self.rng.random() < RELATED else self.rng.permutation(len(plan)).tolist()
        dived = self.columns.dive([plan[b] for b in line[:many]], noise, 4, self.watch, self.rng)
        chunks, hot = POLISHES[int(self.rng.integers(len(POLISHES)))]
        return self.anneal(dived, chunks, hot, 0.0005)

    def _farthest(self, plan: Plan) -> list[int]:
        """The batches by how little a random order has in common with them, the least first."""
        batch_of = {order: b for b, batch in enumerate(plan) for order in batch}
        order = int(self.rng.integers(len(self.near)))
        line = dict.fromkeys(batch_of[other] for other in [order, *self.near[order].tolist()])
        return list(line)[::-1]

    def start(self) -> None:
        """The first plan, annealed for a short while."""
        self.keep(*self.anneal(self.best, 4, 0.05, 0.001))

    def first_dive(self) -> None:
        """The plan annealed for long; then the programme over what annealing met, and a plan from it."""
        chunks = max(4, self.params.moves * len(self.carts.uses) // 100_000)
        self.keep(*self.anneal(self.best, chunks, 0.05, 0.001, MILD))
        self.columns.offer(self.best)
        self.columns.settle_prices(30, self.watch, 100)
        self.keep(*self.anneal(self.columns.dive((), 0.0, 4, self.watch, self.rng), 2, 0.008, 0.0005))
        self._current, self._current_length, self._idle = self.best, self.length, 0
        self.regrouping = Regrouping(len(self.carts.uses), self.rng)

    def turn(self) -> None:
        """One turn: a partial dive from the current plan; when these stop helping, regrouping; then a heating."""
        if self._idle < DIVES:
            self._take(*self.partial_dive(self._current, 0.1), 0)
        elif self._idle < DIVES + REGROUPS:
            self._regroup()
        else:
            self._heat()

    def _take(self, plan: Plan, length: int, idle: int) -> None:
        """Go on from the plan unless it is longer; `idle` turns count when it is shorter."""
        self._idle = idle if length < self._current_length else self._idle + 1
        if length <= self._current_length:
            self._current, self._current_length = plan, length
        self.keep(plan, length)

    def _regroup(self) -> None:
        """Choose a part of the current plan anew; the first time in a row, look for batches to choose from."""
        if self._idle == DIVES:
            gap = max(self.length - self.columns.master.value, 0.005 * self.length)
            self.columns.settle_prices(20, self.watch, 100)
            self.columns.widen(gap, self.watch, self.rng)
            self.regrouping.offer(*self.columns.promising(NEARLY))
        lengths = batch_lengths(self.ground, self._current)
        plan = self.regrouping.regroup(self._current, lengths.tolist(), self.watch)
        self._take(plan, int(batch_lengths(self.ground, plan).sum()), DIVES + 1)

    def _heat(self) -> None:
        """Leave the best plan behind for one that is not far from it."""
        self._current, self._current_length = self.anneal(self.best, 8, 0.02, 0.001, MILD)
        self.columns.settle_prices(20, self.watch, 100)
        self._idle = 0
        self.keep(self._current, self._current_length)
