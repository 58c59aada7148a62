"""Places and walk together on one block: prices give a bound and good beginnings, local search completes them."""

from __future__ import annotations

import math

import numpy as np

from wms.base.jobs import Progress, Watch
from wms.planning.routing.scattered.construct import length_unit
from wms.planning.routing.scattered.prices import Reals, Ways, ascend
from wms.planning.routing.scattered.problem import ScatteredParams
from wms.planning.routing.scattered.search import Flags, Shelves, iterate

LEARNING = 8
STEPS = 20
DEARER = (0.7, 1.0, 1.5, 2.5)


class Search:
    """The best choice of places met so far, its walk's length, and the proven bound."""

    def __init__(self, shelves: Shelves, params: ScatteredParams) -> None:
        self.shelves, self.params = shelves, params
        self.unit = length_unit(shelves)
        self.chosen: Flags = shelves.item < 0
        self.length = int(iterate(shelves, self.chosen, 10, 0, params.seed))
        self.bound = 0
        self._rng = np.random.default_rng(params.seed)
        items = len(shelves.demand)
        self._prices: Reals = np.full(items, self.length / max(1, int(shelves.demand.sum())) / 2.0)
        self._best_prices = self._prices.copy()
        self._raw_bound, self._pace = 0.0, 1.0
        aisles = len(shelves.aisle_x)
        self._ways = Ways(np.empty((aisles, 6)), np.zeros((aisles, 4), np.int64))
        self._passed: Flags = np.zeros(len(shelves.item), np.bool_)

    def _learn(self) -> None:
        """Raise the bound."""
        self._raw_bound, self._pace = ascend(
            self.shelves, self._prices, float(self.length), STEPS, self._pace, self._ways, self._passed,
            self._best_prices, self._raw_bound,
        )
        self.bound = min(self.length, self.unit * math.ceil((self._raw_bound - 1e-3) / self.unit))

    def _wander(self) -> None:
        """A different beginning: the walk that earns most at prices thrown about."""
        thrown = self._rng.exponential(1.0, len(self._best_prices)) * self._rng.choice(DEARER)
        prices = self._best_prices * thrown
        steps = int(self._rng.integers(1, 4))
        ascend(self.shelves, prices, float(self.length), steps, 0.3, self._ways, self._passed, prices.copy(), 1e17)

    def run(self, watch: Watch) -> None:
        """Rounds until the bound is met, the rounds are used up, or the watch stops them."""
        for number in range(self.params.rounds):
            watch.report(Progress("Choosing places", number, self.params.rounds, self.length, self.bound))
            if watch.stop():
                return
            if number < LEARNING:
                self._learn()
            else:
                self._wander()
            if self.bound >= self.length:
                return
            trial = self._passed | (self.shelves.item < 0)
            length = int(iterate(self.shelves, trial, 5, self.bound, self.params.seed * 7919 + number))
            if length < self.length:
                self.length, self.chosen = length, trial
