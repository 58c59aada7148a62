"""The proven best batches where all batches can be listed: linear programme, reduced-cost fixing, integer programme."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from wms.base.jobs import Progress, Watch
from wms.planning.batching.annealing import Carts
from wms.planning.batching.choose import choose
from wms.planning.batching.ground import Ground, Words, evaluations
from wms.planning.batching.improve import Plan, Search
from wms.planning.batching.listing import count_batches, list_batches
from wms.planning.batching.master import from_bits
from wms.planning.batching.pricing import Reals, offer_pool
from wms.planning.floor.lanes import Ints
from wms.planning.portion import portion

TRIES = 2_000_000
"""Orders tried between two looks at the clock while batches are counted."""
OFFER = 300
MOST_COLUMNS = 12_000
POOLED = 100_000
SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Listing:
    """All batches that fit a cart: orders as bits (m, W) and lengths (m,)."""

    bits: Words
    lengths: Ints


def list_all(ground: Ground, carts: Carts, most: int, watch: Watch) -> Listing | None:
    """Every batch, or None when there are more than `most` or time ran out."""
    count = _count(carts, most, watch)
    if count is None:
        return None
    n, shape = len(carts.uses), ground.depot.shape
    bits, lengths = np.zeros((count, -(-n // 64)), np.uint64), np.zeros(count, np.int64)
    path, state = np.zeros(n + 1, np.int64), np.zeros(3, np.int64)
    stops, load = np.zeros((n + 1, *shape), np.uint64), np.zeros((n + 1, len(carts.room)), np.int64)
    stops[0] = ground.depot
    chunk = evaluations(ground, n) // 2
    while not list_batches(ground, carts, path, state, stops, load, lengths, bits, chunk):
        watch.report(Progress("Listing all batches", int(state[2]), count))
        if watch.stop():
            return None
    return Listing(bits, lengths)


def _count(carts: Carts, most: int, watch: Watch) -> int | None:
    """How many batches there are; None when more than `most`, or when time ran out."""
    n = len(carts.uses)
    path, state = np.zeros(n + 1, np.int64), np.zeros(3, np.int64)
    load = np.zeros((n + 1, len(carts.room)), np.int64)
    while not count_batches(carts, path, state, load, most, TRIES):
        if watch.stop():
            return None
    return int(state[2]) if state[2] <= most else None


class Proof:
    """A search beside the list of all batches: its exact bound, and the choice among those that still matter."""

    def __init__(self, search: Search, listing: Listing, watch: Watch) -> None:
        self.search, self.listing, self.watch = search, listing, watch
        self.unit = max(1, int(np.gcd.reduce(listing.lengths)))
        self.costs: Reals | None = None
        self.floor_value = 0.0
        self._tried = 0

    def bound(self) -> bool:
        """Solve the linear programme over all batches and raise the search's bound. False when time ran out."""
        search, master = self.search, self.search.columns.master
        search.columns.offer(search.best)
        while True:
            master.solve()
            costs = master.costs(self.listing.bits, self.listing.lengths)
            if costs.min() >= -1e-6:
                break
            if self.watch.stop():
                return False
            rows = np.argpartition(costs, min(OFFER, len(costs) - 1))[:OFFER]
            rows = rows[costs[rows] < -1e-6]
            master.add(self.listing.bits[rows], self.listing.lengths[rows])
        self.costs, self.floor_value = costs, master.proven()
        search.bound = max(search.bound, self._round_up(self.floor_value))
        self._fill_pool()
        return True

    def _round_up(self, bound: float) -> int:
        """The bound as a multiple of what every length is a multiple of."""
        return self.unit * math.ceil((bound - 1e-3) / self.unit)

    def _fill_pool(self) -> None:
        """Give the search the batches that can still be part of a better plan, the most promising first."""
        rows = self._open_rows()
        assert self.costs is not None
        if len(rows) > POOLED:
            rows = rows[np.argpartition(self.costs[rows], POOLED)[:POOLED]]
        best = rows[np.argsort(self.costs[rows], kind="stable")]
        offer_pool(self.search.memory, self.listing.bits[best], self.listing.lengths[best])

    def _open_rows(self) -> Ints:
        """The batches cheap enough to be part of a plan better than the best known."""
        assert self.costs is not None
        gap = self.search.length - self.floor_value
        return np.flatnonzero(self.costs < gap - self.unit + 1e-3)

    def finish(self) -> bool:
        """True when the best plan is proven, after trying to choose among the batches left when they are few."""
        search = self.search
        if search.length <= search.bound:
            return True
        if self.costs is None or search.length == self._tried:
            return False
        rows = self._open_rows()
        if len(rows) > MOST_COLUMNS:
            return False
        self._tried = search.length
        part = portion(self.watch, SHARE)
        choice = choose(self.listing.bits[rows], self.listing.lengths[rows], search.columns.orders, part)
        if choice.rows is not None:
            chosen = rows[choice.rows]
            plan: Plan = [from_bits(self.listing.bits[row], search.columns.orders) for row in chosen]
            search.keep(plan, int(self.listing.lengths[chosen].sum()))
        if choice.proven:
            search.bound = search.length
        elif math.isfinite(choice.bound):
            search.bound = max(search.bound, min(search.length, self._round_up(choice.bound)))
        return choice.proven
