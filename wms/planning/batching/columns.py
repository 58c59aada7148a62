"""Column generation: batches are offered to the linear programme until none found is worth having any more."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from wms.base.jobs import Watch
from wms.planning.batching.annealing import Carts
from wms.planning.batching.ground import Ground, Words, evaluations, lengths_of
from wms.planning.batching.master import Master, from_bits, to_bits
from wms.planning.batching.memory import Memory
from wms.planning.batching.pricing import Reals, climb, forget, reduced_costs, wander
from wms.planning.floor.lanes import Ints

WORTH = -1e-6
OFFER = 200
STEPS, WALK = 3, 100
KEPT_COLUMNS = 1_500
WIDE = 2_000
FULL, KEPT = 150_000, 60_000


def batch_lengths(ground: Ground, batches: list[tuple[int, ...]]) -> Ints:
    """The lengths of batches given as lists of orders."""
    starts = np.cumsum([0, *(len(batch) for batch in batches)], dtype=np.int64)
    members = np.array([order for batch in batches for order in batch], np.int64)
    return lengths_of(ground, starts, members)


class Columns:
    """The linear programme together with the pool it draws from."""

    def __init__(self, ground: Ground, carts: Carts, memory: Memory, seed: int) -> None:
        self.ground, self.carts, self.memory = ground, carts, memory
        self.orders = len(carts.uses)
        self.master = Master(self.orders)
        self.master.at_least(self.fewest(range(self.orders)))
        self._seed = seed
        self.prices: Reals = np.zeros(self.orders)
        self.offer([(order,) for order in range(self.orders)])

    def fewest(self, orders: Iterable[int]) -> int:
        """How many carts these orders need at least, by their sizes together."""
        load = self.carts.uses[list(orders)].sum(axis=0)
        rooms = zip(load.tolist(), self.carts.room.tolist(), strict=True)
        return max((-(-used // room) for used, room in rooms if room > 0), default=0)

    def offer(self, batches: list[tuple[int, ...]]) -> None:
        """Put batches into the programme."""
        self.master.add(to_bits(batches, self.orders), batch_lengths(self.ground, batches))

    def _worth_having(self) -> Ints:
        """The pool's rows most worth offering."""
        count = int(self.memory.pool_count[0])
        costs = self.master.costs(self.memory.pool_orders[:count], self.memory.pool_lengths[:count])
        if count > FULL:
            forget(self.memory, np.sort(np.argpartition(costs, KEPT)[:KEPT]))
            return self._worth_having()
        good = np.flatnonzero(costs < WORTH)
        return good[np.argsort(costs[good], kind="stable")[:OFFER]]

    def _look_for_more(self, shares: Reals, steps: int, watch: Watch) -> None:
        """Change the batches in use until they, or others met on the way, are worth more; a few at a time."""
        master, memory = self.master, self.memory
        used = np.flatnonzero(shares > 1e-6)
        costs = reduced_costs(master.bits[used], master.lengths[used], master.prices)
        keep = master.batch_price + WORTH
        before, scale = memory.pool_count[0], master.value / self.orders
        changes = STEPS * self.orders * self.orders // max(1, len(used)) + 1
        for part in self._slices(len(used), 2 * changes):
            if not watch.stop():
                climb(self.ground, self.carts, memory, master.prices, master.bits[used[part]], costs[part], STEPS, keep)
        for part in self._slices(len(used), steps) if steps and memory.pool_count[0] - before < 50 else ():
            if not watch.stop():
                self._seed += 1
                wander(self.ground, self.carts, memory, master.prices, master.bits[used[part]], costs[part], steps,
                       0.5 * scale, 0.05 * scale, keep, self._seed)

    def _slices(self, many: int, evaluated: int) -> list[slice]:
        """So many batches in parts that are done in a moment, where each of them has `evaluated` others measured."""
        part = max(1, evaluations(self.ground, self.fewest(range(self.orders))) // max(1, evaluated))
        return [slice(i, i + part) for i in range(0, many, part)]

    def generate(self, rounds: int, watch: Watch, steps: int = 0) -> Reals:
        """Up to `rounds` rounds of solving and offering; the shares of the batches at the end."""
        shares = self.master.solve()
        for _ in range(rounds):
            if watch.stop():
                break
            rows = self._worth_having()
            if len(rows) < 50:
                self._look_for_more(shares, steps, watch)
                rows = self._worth_having()
            if not self.master.add(self.memory.pool_orders[rows], self.memory.pool_lengths[rows]):
                break
            shares = self.master.solve()
        return shares

    def widen(self, gap: float, watch: Watch, rng: np.random.Generator) -> None:
        """Look around the good batches for more that are nearly as good: within a part of the `gap` to the plan."""
        memory, master = self.memory, self.master
        count = int(memory.pool_count[0])
        costs = reduced_costs(memory.pool_orders[:count], memory.pool_lengths[:count], master.prices)
        good = np.flatnonzero(costs - master.batch_price < 0.3 * gap)
        good = rng.choice(good, min(len(good), WIDE), replace=False)
        for part in self._slices(len(good), WALK):
            if watch.stop():
                return
            rows = good[part]
            wander(self.ground, self.carts, memory, master.prices, memory.pool_orders[rows], costs[rows], WALK,
                   0.15 * gap, 0.15 * gap, master.batch_price + 0.5 * gap, int(rng.integers(1 << 30)))
        self.generate(30, watch)

    def promising(self, most: int) -> tuple[Words, Ints]:
        """The pool's batches of least reduced cost, the best first: bits (m, W) and lengths (m,)."""
        count = int(self.memory.pool_count[0])
        costs = self.master.costs(self.memory.pool_orders[:count], self.memory.pool_lengths[:count])
        best = np.argsort(costs, kind="stable")[:most]
        return self.memory.pool_orders[best], self.memory.pool_lengths[best]

    def settle_prices(self, rounds: int, watch: Watch, steps: int) -> None:
        """Generate for the whole problem and remember its prices: they judge which batches to keep at hand."""
        self.generate(rounds, watch, steps)
        self.prices = self.master.prices.copy()

    def dive(self, settled: Iterable[tuple[int, ...]], noise: float, rounds: int, watch: Watch,
             rng: np.random.Generator) -> list[tuple[int, ...]]:
        """A whole plan: settle the batches the programme wants most, solve again, and so on.

        `settled` batches are kept; `noise` shakes the programme's wishes. Orders left when time is up ride alone.
        """
        self.master.trim(KEPT_COLUMNS, self.prices)
        plan: list[tuple[int, ...]] = []
        open_orders = set(range(self.orders))
        for batch in settled:
            self._settle(batch, plan, open_orders)
        while open_orders and not watch.stop():
            self.master.at_least(self.fewest(open_orders))
            shares = self.generate(rounds, watch)
            wish = shares * (1 + noise * rng.standard_normal(len(shares)))
            if not self._settle_best(shares, wish, plan, open_orders):
                break
        for order in range(self.orders):
            self.master.need(order, True)
        self.master.at_least(self.fewest(range(self.orders)))
        return plan + [(order,) for order in sorted(open_orders)]

    def _settle(self, batch: tuple[int, ...], plan: list[tuple[int, ...]], open_orders: set[int]) -> None:
        plan.append(batch)
        open_orders.difference_update(batch)
        for order in batch:
            self.master.need(order, False)

    def _settle_best(self, shares: Reals, wish: Reals, plan: list[tuple[int, ...]], open_orders: set[int]) -> int:
        """Settle the batch wished for most, and a few more that are nearly certain. How many."""
        settled = 0
        for j in np.argsort(-wish, kind="stable"):
            if shares[j] < 1e-6 or (settled and (shares[j] < 0.8 or settled >= 6)):
                break
            orders = from_bits(self.master.bits[j], self.orders)
            left = tuple(order for order in orders if order in open_orders)
            if left and (not settled or len(left) == len(orders)):
                self._settle(left, plan, open_orders)
                settled += 1
        return settled
