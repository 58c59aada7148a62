"""Which goods to move when only few may be moved: the exchanges that promise most, tried, and partly taken back again.

A stop costs an order about the way from its nearest other stop and back. Summed over all orders of all goods this tells
roughly, and for all goods and places at once, what an exchange would bring. The most promising exchanges are measured
by the true walks; those that bring most for each further load that leaves its home are made, until no more may be
moved. Then some chains and cycles are sent home again, and other goods have their turn. The best state is kept.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Progress, Watch
from wms.planning.portion import portion
from wms.planning.slotting.bound import between
from wms.planning.slotting.fences import exchange, keeps
from wms.planning.slotting.improve import cost_of
from wms.planning.slotting.moves import Shift, groups
from wms.planning.slotting.search import Bench, change, more_away

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]

LARGEST = 12_000_000
"""More (load, place) pairs than these are not held at once."""
FIRST, LATER = 20_000, 10_000
"""How many exchanges are measured in the first round, and in each later one."""
KEPT = 60
"""How many places are considered of each load."""
FREE = 0.25
"""What an exchange that moves no further load counts as, where one that moves one more counts as one more."""
RENEWED = 3
"""After so many rounds the estimates are made anew."""
MEASURING = 0.3
"""The share of the time left that one round may spend on measuring."""
BACK = (0.1, 0.4)
"""The share of chains and cycles that are sent home between two rounds."""


@dataclass
class Chooser:
    """The search on a bench that begins with everything at home or somewhere better. `bench` follows."""

    bench: Bench
    seed: int

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)
        self.price = _prices(self.bench)
        self.estimate: Reals | None = None

    def run(self, watch: Watch, rounds: int, bound: float, constant: int) -> tuple[Ints, int]:
        """The best (U,) locations of so many rounds, or until the watch stops, and their cost."""
        bench = self.bench
        best, least = bench.fences.where.copy(), cost_of(bench)
        for number in range(rounds):
            if watch.stop() or not self._round(number, watch):
                break
            cost = cost_of(bench)
            if cost < least:
                best, least = bench.fences.where.copy(), cost
            else:
                go_to(bench, best)
            watch.report(Progress("choosing what to move", objective=float(least + constant), bound=bound))
            if number < rounds - 1:
                self._send_some_home()
        go_to(bench, best)
        return best, least

    def _round(self, number: int, watch: Watch) -> bool:
        """Make exchanges until nothing promising is left; False when the watch stopped before anything was tried."""
        if number % RENEWED == 0 or self.estimate is None:
            self.estimate = _estimate(self.bench, watch)
        if self.estimate is None:
            return False
        candidates = self._candidates(FIRST if number == 0 else LATER)
        worth: list[tuple[float, int, int, int]] = []
        measuring = portion(watch, MEASURING).stop
        for unit, place in candidates:
            if measuring():
                break
            value = self._value(unit, place)
            if value < 0:
                worth.append((value, unit, place, 0))
        self._make(worth, watch)
        return True

    def _candidates(self, most: int) -> list[tuple[int, int]]:
        """(load, place) of the most promising exchanges, the best first."""
        bench, whole = self.bench, self.estimate
        assert whole is not None
        units, at = np.arange(len(bench.home)), bench.fences.at
        where = bench.fences.where
        cost = whole + self.price
        gain = cost[units, where][:, None] - cost  # of a load that goes to a place
        held = at >= 0
        gain[:, held] += gain[at[held]][:, where].T  # and of the load there that goes back
        barred = ~bench.usable | (held & ~bench.movable[np.maximum(at, 0)])
        gain[:, barred] = -np.inf
        gain[~bench.movable] = -np.inf
        gain[units, where] = -np.inf
        kept = min(KEPT, gain.shape[1] - 1)
        places = np.argpartition(-gain, kept, axis=1)[:, :kept]
        value = np.take_along_axis(gain, places, axis=1).ravel()
        order = np.argsort(-value, kind="stable")[: 2 * most]
        found: dict[tuple[int, int], tuple[int, int]] = {}
        order = order[value[order] > -np.inf]
        for unit, place in zip((order // kept).tolist(), places.ravel()[order].tolist(), strict=True):
            if len(found) >= most:
                break
            other = int(at[place])
            found.setdefault((min(unit, other), max(unit, other)) if other >= 0 else (unit, ~place), (unit, place))
        return list(found.values())

    def _value(self, unit: int, place: int) -> float:
        """What an exchange brings for each further load it moves (below 0 is better); 0 where it may not be made."""
        bench = self.bench
        if not keeps(bench.fences, unit, place):
            return 0.0
        more = int(more_away(bench, unit, place))
        if more > 0 and bench.away[0] + more > bench.limit:
            return 0.0
        return min(0.0, float(change(bench, unit, place, False, np.inf, 0.0))) / (max(more, 0) + FREE)

    def _make(self, worth: list[tuple[float, int, int, int]], watch: Watch) -> None:
        """The best first; what the exchanges before have changed is measured anew."""
        heapq.heapify(worth)
        made = 0
        while worth and not watch.stop():
            value, unit, place, known = heapq.heappop(worth)
            if known != made:
                value = self._value(unit, place)
                if value < 0 and worth and value > worth[0][0]:
                    heapq.heappush(worth, (value, unit, place, made))
                    continue
            if value < 0:
                _exchange(self.bench, unit, place)
                made += 1

    def _send_some_home(self) -> None:
        where, home = self.bench.fences.where, self.bench.home
        away = np.flatnonzero(where != home).tolist()
        share = self.rng.uniform(*BACK)
        for group in groups([Shift(unit, int(home[unit]), int(where[unit])) for unit in away]):
            if self.rng.random() < share:
                for shift in group:
                    if where[shift.load] != shift.source:
                        _exchange(self.bench, shift.load, shift.source)


def go_to(bench: Bench, wanted: Ints) -> None:
    """Exchange until everything lies as wanted (U,)."""
    for unit in np.flatnonzero(bench.fences.where != wanted).tolist():
        if bench.fences.where[unit] != wanted[unit]:
            _exchange(bench, unit, int(wanted[unit]))


def _exchange(bench: Bench, unit: int, place: int) -> None:
    more = more_away(bench, unit, place)
    change(bench, unit, place, True, 0.0, 0.0)
    bench.away[0] += more
    exchange(bench.fences, unit, place)


def suits(bench: Bench) -> bool:
    """Whether there are orders to walk, and few enough pairs of loads and places to estimate all of them."""
    return bool(len(bench.rows)) and 1 < len(bench.home) * len(bench.walk) <= LARGEST and len(bench.walk) > 1


def _prices(bench: Bench) -> Reals:
    """(U, L) what a load costs at a place whatever else lies where: its move, its reach."""
    places = np.arange(len(bench.walk))
    price = (bench.handling + bench.haul * between(bench, bench.home, places)).astype(np.float64)
    price[np.arange(len(bench.home)), bench.home] = 0.0
    return price + bench.reach_cost[:, None] * bench.reach[None, :]


def _estimate(bench: Bench, watch: Watch) -> Reals | None:
    """(U, L) the way there and back from a place to the nearest other stop, over all orders of a load by weight.

    None when the watch stops first.
    """
    places = np.arange(len(bench.walk))
    ways = between(bench, places, places)
    ways = (ways + ways.T).astype(np.float64)
    door = bench.walk.astype(np.float64)
    found = np.zeros((len(bench.home), len(places)))
    weights = (bench.trips if bench.by_table else bench.walks).weight
    for order, weight in enumerate(weights.tolist()):
        if watch.stop():
            return None
        units = bench.rows[bench.row_starts[order] : bench.row_starts[order + 1]]
        if len(units) == 1:
            found[units[0]] += weight * door
            continue
        there = ways[bench.fences.where[units]]
        first, second = np.partition(there, 1, axis=0)[:2]
        nearest, next_nearest = np.minimum(door, first), np.minimum(door, second)
        for unit, own in zip(units.tolist(), there, strict=True):
            found[unit] += weight * np.where(own <= first, next_nearest, nearest)
    return found
