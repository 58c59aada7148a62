"""Places and walk together on floors of several blocks and on graphs: local search with exact or good walks."""

from __future__ import annotations

import random
from collections.abc import Iterable

from wms.base.jobs import Progress, Watch
from wms.planning.floor.parallel import ParallelFloor
from wms.planning.routing.improve import suits_aisle_method, walk_aisles, walk_graph
from wms.planning.routing.problem import RouteParams, RouteProblem
from wms.planning.routing.scattered.problem import ScatteredParams, ScatteredProblem

NO_WALK = 1 << 60
QUICK = RouteParams(rounds=0, prove=False)


class Search:
    """Chosen offers (by number), their walk's length, and a simple proven bound."""

    def __init__(self, problem: ScatteredProblem, params: ScatteredParams) -> None:
        self.problem, self.params = problem, params
        self._rng = random.Random(params.seed)
        self._lengths: dict[frozenset[object], int] = {}
        self._offers: dict[str, list[int]] = {item: [] for item, quantity in problem.demand if quantity > 0}
        for n, stop in enumerate(problem.offers):
            if stop.item in self._offers and stop.quantity > 0 and self.measure([n]) < NO_WALK:
                self._offers[stop.item].append(n)
        self.chosen = self._complete(set())
        self.length = self.measure(self.chosen)
        nearest = [min(self.measure([n]) for n in offers) for offers in self._offers.values() if offers]
        self.bound = max(nearest, default=0) if isinstance(problem.floor, ParallelFloor) else 0

    def measure(self, chosen: Iterable[int]) -> int:
        """Length of the walk over offers."""
        stops = tuple(self.problem.offers[n] for n in sorted(chosen))
        places = frozenset(stop.place for stop in stops)
        if places not in self._lengths:
            route = RouteProblem(self.problem.floor, stops, self.problem.start, vehicle=self.problem.vehicle)
            walk = walk_aisles(route) if suits_aisle_method(route) else walk_graph(route, QUICK, Watch())
            self._lengths[places] = NO_WALK if walk is None else walk.length
        return self._lengths[places]

    def missing(self, chosen: set[int], item: str) -> int:
        """What of an item's demand the chosen offers do not cover."""
        offered = sum(self.problem.offers[n].quantity for n in self._offers[item] if n in chosen)
        return max(0, dict(self.problem.demand)[item] - offered)

    def _cover(self, chosen: set[int], item: str) -> None:
        while missing := self.missing(chosen, item):
            free = [n for n in self._offers[item] if n not in chosen]
            if not free:
                return
            here = self.measure(chosen)
            chosen.add(min(free, key=lambda n: (self.measure({*chosen, n}) - here)
                           / min(missing, self.problem.offers[n].quantity)))

    def _drop_needless(self, chosen: set[int]) -> None:
        for n in sorted(chosen, key=lambda n: self.problem.offers[n].quantity):
            if not self.missing(chosen - {n}, self.problem.offers[n].item):
                chosen.discard(n)

    def _complete(self, chosen: set[int]) -> set[int]:
        """Cover all demand, then let item after item choose anew until none gains."""
        items = sorted(self._offers)
        self._rng.shuffle(items)
        for item in items:
            self._cover(chosen, item)
        self._drop_needless(chosen)
        length, idle, at = self.measure(chosen), 0, 0
        while idle < len(items):
            trial = chosen.difference(self._offers[items[at % len(items)]])
            self._cover(trial, items[at % len(items)])
            self._drop_needless(trial)
            new = self.measure(trial)
            idle, at = (0 if new < length else idle + 1), at + 1
            if new <= length:
                chosen, length = trial, new
        return chosen

    def run(self, watch: Watch) -> None:
        """Give up a few items at random and choose them anew, round after round."""
        for number in range(self.params.rounds):
            watch.report(Progress("Choosing places", number, self.params.rounds, self.length, self.bound))
            if watch.stop() or self.length <= self.bound:
                return
            items = self._rng.sample(sorted(self._offers), min(3, len(self._offers)))
            trial = self._complete(self.chosen.difference(*(self._offers[item] for item in items)))
            if self.measure(trial) <= self.length:
                self.chosen, self.length = trial, self.measure(trial)
