"""Better batches until the deadline: annealing, then turns of column generation, diving and annealing.

Annealing fills a pool of good batches and gives a first plan. The linear programme over the pool, enlarged by pricing,
knows which batches go well together; a dive turns it into a plan by settling batches one after the other. Later dives
keep a random part of the best plan. When dives stop helping, the plan is heated up again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from wms.base.jobs import Progress, Watch
from wms.planning.batching.annealing import Carts, anneal, new_answer, new_memory
from wms.planning.batching.columns import Columns
from wms.planning.batching.ground import BLOCKS, ONE_BLOCK, Ground
from wms.planning.batching.problem import BatchParams

Plan = list[tuple[int, ...]]

CHUNK = {ONE_BLOCK: 100_000, BLOCKS: 4_000}
SLOW_CHUNK = 1_000
PATIENCE = 8
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
        self.rng = np.random.default_rng(self.params.seed)
        self.chunk = min(CHUNK.get(self.ground.kind, SLOW_CHUNK), 2_000 * len(self.carts.uses))
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
                            prices[0], prices[1], self.params.seed * 7919 + self._chunks)
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
        """Keep a random part of the plan, dive for the rest, and polish."""
        share = self.rng.uniform(0.2, 0.7)
        kept = [plan[i] for i in self.rng.permutation(len(plan))[: int(len(plan) * share)]]
        dived = self.columns.dive(kept, noise, 4, self.watch, self.rng)
        return self.anneal(dived, 2, 0.008, 0.0005)

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

    def turn(self) -> None:
        """One turn: a partial dive from the current plan, or a heating when dives have stopped helping."""
        plan, found = self.partial_dive(self._current, 0.1)
        self._idle = 0 if found < self._current_length else self._idle + 1
        if found <= self._current_length:
            self._current, self._current_length = plan, found
        self.keep(plan, found)
        if self._idle >= PATIENCE:
            self._current, self._current_length = self.anneal(self.best, 8, 0.02, 0.001, MILD)
            self.columns.settle_prices(20, self.watch, 100)
            self._idle = 0
            self.keep(self._current, self._current_length)
