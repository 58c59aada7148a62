"""An independent judge of a day's waves: every rule from the orders themselves, and what the plan costs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from wms.planning.plan import Violation
from wms.planning.waves.problem import Release, Wave, WaveOrder, WavePlan, WaveProblem, labour_s, portion


def check(problem: WaveProblem, plan: WavePlan) -> list[Violation]:
    """Every broken rule; empty when the waves may be released so."""
    orders = {order.order_id: order for order in problem.orders}
    waves = {wave.wave_id: wave for wave in problem.waves}
    for release in plan.releases:
        if release.order_id not in orders or (release.wave_id is not None and release.wave_id not in waves):
            text = f"Order {release.order_id} or wave {release.wave_id} is not known."
            return [Violation("identity", f"order {release.order_id}", 1, text)]
    judge = _Judge(problem, plan, orders, waves)
    return [*judge.lines(), *judge.times(), *judge.capacities(), *judge.stock(), *judge.apart()]


def objective(problem: WaveProblem, plan: WavePlan) -> int:
    """What the plan costs, recomputed from its releases."""
    orders = {order.order_id: order for order in problem.orders}
    index = {wave.wave_id: number for number, wave in enumerate(problem.waves)}
    prices, total = problem.prices, 0
    picking: Counter[int] = Counter()
    opened: set[tuple[int, int]] = set()
    for release in plan.releases:
        order = orders[release.order_id]
        if release.wave_id is None:
            total += prices.unreleased * order.weight
            continue
        late = index[release.wave_id] - _last_safe(problem, order)
        started = (order.order_id, release.wave_id) in problem.fixed
        total += late * prices.late * order.weight if late > 0 else (0 if started else -late * prices.early)
        for number in release.lines:
            line = order.lines[number]
            opened.add((release.wave_id, line.aisle_id))
            picking[release.wave_id] += line.pick_s
    return total + prices.aisle * len(opened) + prices.uneven * _uneven(problem, picking)


def _last_safe(problem: WaveProblem, order: WaveOrder) -> int:
    ends = [wave.end_s + problem.handling_s <= order.cutoff_s for wave in problem.waves]
    return max((number for number, safe in enumerate(ends) if safe), default=-1)


def _uneven(problem: WaveProblem, picking: Counter[int]) -> int:
    """Picking seconds above each wave's share of all work, by the people it has."""
    work = sum(line.pick_s for order in problem.orders for line in order.lines)
    people = {wave.wave_id: labour_s(problem, wave)[0] for wave in problem.waves}
    everybody = max(1, sum(people.values()))
    return sum(max(0, picking[wave_id] - -(-seconds * work // everybody)) for wave_id, seconds in people.items())


class _Judge:
    def __init__(
        self, problem: WaveProblem, plan: WavePlan, orders: dict[int, WaveOrder], waves: dict[int, Wave]
    ) -> None:
        self.problem, self.orders, self.waves = problem, orders, waves
        self.plan = plan
        self.started = dict(problem.fixed)
        self.in_wave: dict[int, list[Release]] = defaultdict(list)
        for release in plan.releases:
            if release.wave_id is not None:
                self.in_wave[release.wave_id].append(release)

    def _is_started(self, release: Release) -> bool:
        return self.started.get(release.order_id, object()) == release.wave_id

    def lines(self) -> Iterator[Violation]:
        """Each line once; orders that ship complete or have started in one piece, and these where they were."""
        named: dict[int, Counter[int]] = defaultdict(Counter)
        pieces: Counter[int] = Counter()
        for release in self.plan.releases:
            named[release.order_id].update(release.lines)
            pieces[release.order_id] += 1
        for order in self.problem.orders:
            who = f"order {order.order_id}"
            wrong = sum(abs(named[order.order_id][n] - 1) for n in {*range(len(order.lines)), *named[order.order_id]})
            if wrong or not pieces[order.order_id]:
                yield Violation("lines", who, max(1, wrong), f"{who}: not every line is planned exactly once.")
            if order.ship_complete and pieces[order.order_id] > 1:
                text = f"{who} ships complete, yet is split."
                yield Violation("ship complete", who, pieces[order.order_id] - 1, text)
        for order_id, wave_id in self.problem.fixed:
            if not any(r.order_id == order_id and r.wave_id == wave_id for r in self.plan.releases):
                text = f"Order {order_id} has started in wave {wave_id} and must stay there."
                yield Violation("started", f"order {order_id}", 1, text)

    def times(self) -> Iterator[Violation]:
        """No release into a closed wave, before the order is ready, or after a hard cut-off."""
        for wave_id, releases in self.in_wave.items():
            wave = self.waves[wave_id]
            for release in releases:
                order = self.orders[release.order_id]
                late = wave.end_s + self.problem.handling_s - order.cutoff_s
                early = order.ready_s - wave.start_s
                who = f"order {order.order_id}"
                if self._is_started(release):
                    continue
                if wave.closed:
                    yield Violation("closed wave", who, 1, f"{who} joins wave {wave_id}, which is closed.")
                if early > 0:
                    yield Violation("ready", who, early, f"{who} starts {early} s before it is ready.")
                if order.hard and late > 0:
                    yield Violation("cut-off", who, late, f"{who} misses its hard cut-off by {late} s.")

    def capacities(self) -> Iterator[Violation]:
        """Picking, packing, staging and dock of each wave; what has started may exceed them, nothing may be added."""
        for wave_id, releases in self.in_wave.items():
            wave = self.waves[wave_id]
            picking, packing = labour_s(self.problem, wave)
            limits = {"picking": picking, "packing": packing, "staging": wave.staging, "dock": wave.dock}
            for constraint, limit in limits.items():
                added = sum(self._use(r, constraint) for r in releases if not self._is_started(r))
                begun = sum(self._use(r, constraint) for r in releases if self._is_started(r))
                excess = added + begun - limit
                if excess > 0 and added:
                    text = f"Wave {wave_id} needs {excess} more {constraint} than there is."
                    yield Violation(constraint, f"wave {wave_id}", excess, text)

    def _use(self, release: Release, constraint: str) -> int:
        order = self.orders[release.order_id]
        if constraint == "picking":
            return sum(order.lines[number].pick_s for number in release.lines)
        amount = {"packing": order.pack_s, "staging": order.staging, "dock": order.dock}[constraint]
        return portion(amount, order, len(release.lines))

    def stock(self) -> Iterator[Violation]:
        """By each wave no more is drawn of an item than has arrived; what has started may have overdrawn it."""
        known = {stock.item_id for stock in self.problem.stock}
        drawn: Counter[int] = Counter()
        added: set[int] = set()
        for wave in self.problem.waves:
            for release in self.in_wave.get(wave.wave_id, ()):
                order = self.orders[release.order_id]
                for number in release.lines:
                    drawn[order.lines[number].item_id] += order.lines[number].quantity
                    if not self._is_started(release):
                        added.add(order.lines[number].item_id)
            for item in known & added:
                there = sum(s.quantity for s in self.problem.stock if s.item_id == item and s.from_s <= wave.start_s)
                if drawn[item] > there:
                    text = f"By wave {wave.wave_id} item {item} lacks {drawn[item] - there}."
                    yield Violation("stock", f"item {item}", drawn[item] - there, text)

    def apart(self) -> Iterator[Violation]:
        """Groups that may not meet do not share a wave."""
        for wave_id, releases in self.in_wave.items():
            groups = {self.orders[r.order_id].group for r in releases}
            movable = {self.orders[r.order_id].group for r in releases if not self._is_started(r)}
            for one, other in self.problem.apart:
                if {one, other} <= groups and movable & {one, other}:
                    text = f"Groups {one} and {other} would share wave {wave_id}."
                    yield Violation("do not mix", f"wave {wave_id}", 1, text)
