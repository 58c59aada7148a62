"""Taking several batches of a plan apart at once and choosing anew, by an integer programme over batches met before.

Which batches: one at random, then those that share its orders in batches the linear programme finds nearly as good.
How many: as many orders as the programme can regroup in a moment, which is learnt as it goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from wms.base.jobs import Watch
from wms.planning.batching.choose import partition
from wms.planning.batching.ground import Words
from wms.planning.batching.master import from_bits, to_bits
from wms.planning.floor.lanes import Ints
from wms.planning.highs import run

Plan = list[tuple[int, ...]]

OFFERED = 600
FRIENDS = 8_000
NODES, LONGEST_S = 10, 1.0
"""How far one choice is pursued: so many branches. The seconds only guard against a slow machine."""


@dataclass
class Regrouping:
    """Batches to choose from, the best first: `bits` (m, W), `lengths` (m,). All lengths are multiples of `unit`."""

    orders: int
    rng: np.random.Generator
    many: float = 40.0
    bits: Words = field(default_factory=lambda: np.zeros((0, 1), np.uint64))
    lengths: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    unit: int = 1

    def offer(self, bits: Words, lengths: Ints) -> None:
        """The batches to choose from."""
        self.bits, self.lengths = bits, lengths
        self.unit = max(1, int(np.gcd.reduce(lengths))) if len(lengths) else 1

    def regroup(self, plan: Plan, lengths: list[int], watch: Watch) -> Plan:
        """The plan with some of its batches chosen anew; the same plan when that finds nothing shorter."""
        free = self._apart(plan)
        orders = sorted(order for b in free for order in plan[b])
        mask = to_bits([tuple(orders)], self.orders)[0]
        inside = np.flatnonzero(((self.bits & ~mask) == 0).all(axis=1))[:OFFERED]
        bits = np.concatenate([to_bits([plan[b] for b in free], self.orders), self.bits[inside]])
        old = np.array([lengths[b] for b in free], np.int64)
        chosen = self._choose(bits, np.concatenate([old, self.lengths[inside]]), orders, len(free), watch)
        self.many = max(2.0, min(float(self.orders), self.many * (0.8 if chosen is None else 1.03)))
        if chosen is None:
            return plan
        return [plan[b] for b in range(len(plan)) if b not in free] + [from_bits(bits[i], self.orders) for i in chosen]

    def _apart(self, plan: Plan) -> list[int]:
        """The batches to take apart."""
        batch_of = {order: b for b, batch in enumerate(plan) for order in batch}
        free = {int(self.rng.integers(len(plan)))}
        orders = [order for b in free for order in plan[b]]
        for _ in range(8 * self.orders):
            if len(orders) >= self.many:
                break
            for other in self._friends(orders[int(self.rng.integers(len(orders)))]):
                if batch_of[other] not in free:
                    free.add(batch_of[other])
                    orders += plan[batch_of[other]]
        return sorted(free)

    def _friends(self, order: int) -> tuple[int, ...]:
        """The orders of a good batch that holds this one."""
        flag = np.uint64(1 << (order % 64))
        good = np.flatnonzero(self.bits[:FRIENDS, order // 64] & flag)
        if not len(good):
            return (order,)
        return from_bits(self.bits[good[min(len(good) - 1, int(self.rng.exponential(10.0)))]], self.orders)

    def _choose(self, bits: Words, lengths: Ints, orders: list[int], kept: int, watch: Watch) -> list[int] | None:
        """The rows chosen; None when it was given up before anything better than the first `kept` rows was found."""
        model, picks = partition(bits, lengths, orders)
        start = {pick.name: float(i < kept) for i, pick in enumerate(picks)}
        solved = run(model, watch, doing="Regrouping batches", seconds=LONGEST_S, start=start, threads=1,
                     mip_abs_gap=self.unit - 0.5, mip_max_nodes=NODES)
        if solved.objective is None or solved.objective > lengths[:kept].sum() - 0.5:
            return list(range(kept)) if solved.optimal else None
        return [i for i, pick in enumerate(picks) if solved.values[pick.name] > 0.5]
