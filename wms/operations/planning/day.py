"""The day as the wave planner sees it: equal waves until the last cut-off, with their people, lanes and docks.

What has begun is put into the first waves, as much as the people can do in each; the plan goes around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from wms.base.jobs import Watch
from wms.operations.planning.expecting import MOST_LIKELY, expected
from wms.operations.planning.morning import Morning, Waiting
from wms.planning.portion import portion

if TYPE_CHECKING:
    from wms.planning.plan import Plan
    from wms.planning.waves.problem import WavePlan, WaveProblem

MOST_WAVES = 12
NO_LIMIT = 1 << 40
RESOURCES = ("picking", "packing", "staging", "dock")


@dataclass(frozen=True, slots=True)
class Planned:
    """A day's plan with its problem. `kept_free` is the share of everybody's time kept for orders still to come."""

    morning: Morning
    problem: WaveProblem
    plan: Plan[WavePlan]
    kept_free: float = 0.0
    to_come: int = 0

    def wave_of(self) -> dict[int, int | None]:
        """The wave of each waiting order (None: none)."""
        begun = {order.order_id for order in self.morning.begun}
        return {r.order_id: r.wave_id for r in self.plan.solution.releases if r.order_id not in begun}

    def out_at(self, wave: int) -> datetime:
        """When a wave's goods are loaded."""
        return self.morning.now + timedelta(seconds=self.problem.waves[wave].end_s + self.problem.handling_s)

    def late(self) -> list[Waiting]:
        """The waiting orders that are late or find no wave."""
        wave_of = self.wave_of()
        return [o for o in self.morning.orders
                if (wave := wave_of[o.order_id]) is None or self.out_at(wave) > o.cutoff]  # fmt: skip

    def loads(self) -> list[dict[str, list[int | None]]]:
        """Each wave's use and room (None: no limit) of pickers' and packers' seconds, lanes' litres, docks' seconds."""
        from wms.planning.waves.problem import labour_s

        use = {wave.wave_id: dict.fromkeys(RESOURCES, 0) for wave in self.problem.waves}
        orders = {order.order_id: order for order in self.problem.orders}
        for release in self.plan.solution.releases:
            if release.wave_id is not None:
                its, of = use[release.wave_id], orders[release.order_id]
                its["picking"] += sum(of.lines[n].pick_s for n in release.lines)
                for name in RESOURCES[1:]:
                    amount = of.pack_s if name == "packing" else getattr(of, name)
                    its[name] += amount * len(release.lines) // len(of.lines)
        rooms = [(*labour_s(self.problem, wave), wave.staging, wave.dock) for wave in self.problem.waves]
        return [
            {name: [use[wave.wave_id][name], None if room >= NO_LIMIT else room]
             for name, room in zip(RESOURCES, of, strict=True)}
            for wave, of in zip(self.problem.waves, rooms, strict=True)
        ]  # fmt: skip


def in_words(planned: Planned, texts: Iterable[str]) -> list[str]:
    """The planner's sentences with orders' numbers, times of day, minutes and litres instead of its own numbers."""
    known = planned.morning
    numbers = {order.order_id: order.number for order in (*known.orders, *known.begun)}
    return [_in_words(planned, numbers, text) for text in texts]


def _in_words(planned: Planned, numbers: Mapping[int, str], text: str) -> str:
    text = re.sub(r"\b([Oo]rder) (\d+)", lambda m: f"{m[1]} {numbers[int(m[2])]}", text)
    text = re.sub(r"no open wave lies between its ready time \d+ s and its cut-off \d+ s",
                  "no wave is loaded before its carrier leaves", text)  # fmt: skip
    text = text.replace("it has started in this wave", "it stays in the wave it is in")
    text = text.replace("is 1 waves late", "is a wave late")
    text = re.sub(r"\bwave (\d+): ", lambda m: f"wave from {_hour(planned, int(m[1]))}: ", text)
    text = re.sub(r"(\d+) s of (picking|packing)", lambda m: f"{-(-int(m[1]) // 60)} min of {m[2]}", text)
    return re.sub(r"(\d+) of dock", r"\1 s of a dock", re.sub(r"(\d+) of staging", r"\1 l of staging", text))


def _hour(planned: Planned, wave: int) -> str:
    starts = planned.morning.now + timedelta(seconds=planned.problem.waves[wave].start_s)
    return starts.strftime("%H:%M")


def plan_day(known: Morning, seed: int, watch: Watch, **more: Any) -> Planned:
    """The best waves found. Time is kept free for orders to come as long as no known order suffers from it."""
    lines = sum(expected(known.past, 1, MOST_LIKELY, watch).values()) if known.keep_free else 0
    free = _free(known, lines)
    if free:
        planned = _solved(known, seed, portion(watch, 0.5), free, lines, more)
        if not planned.late():
            return planned
    return _solved(known, seed, watch, 0.0, lines, more)


def _solved(known: Morning, seed: int, watch: Watch, free: float, lines: int, more: dict[str, Any]) -> Planned:
    from wms.planning.waves.problem import WaveParams
    from wms.planning.waves.solve import solve

    problem = problem_of(known, free)
    return Planned(known, problem, solve(problem, WaveParams(seed=seed, **more), watch), free, lines)


def _free(known: Morning, lines: int) -> float:
    """The share of the day that expected lines would take, not more than known work leaves, nor than is allowed."""
    count, width = _waves(known)
    seconds = count * width
    everything = (*known.orders, *known.begun)
    picks = known.pick_s * sum(len(order.lines) for order in everything) / (seconds * known.pickers)
    packs = known.pack_s * len(everything) / (seconds * known.packers)
    wanted = lines * known.pick_s / (seconds * known.pickers)
    return max(0.0, min(wanted, known.keep_free / 100, 1 - picks, 1 - packs))


def _waves(known: Morning) -> tuple[int, int]:
    """How many waves, and how many seconds each."""
    last = max(3_600, *(_until(known, order) for order in (*known.orders, *known.begun)), 0)
    count = min(MOST_WAVES, max(1, last // 3_600))
    return count, -(-last // count)


def _until(known: Morning, order: Waiting) -> int:
    return max(0, int((order.cutoff - known.now).total_seconds()))


def problem_of(known: Morning, kept_free: float = 0.0) -> WaveProblem:
    """The wave problem. A late order goes late rather than never. Wave ids count from 0, orders keep theirs."""
    from wms.planning.waves import problem as planner

    count, width = _waves(known)
    lane, docks = known.yard.staging, known.yard.docks
    at_dock = docks * width if docks and known.load_s else NO_LIMIT

    def order(o: Waiting) -> planner.WaveOrder:
        lines = tuple(planner.WaveLine(i, q, aisle, known.pick_s) for i, q, aisle in o.lines)
        return planner.WaveOrder(
            o.order_id, lines, _until(known, o), weight=10 - o.priority, hard=False, pack_s=known.pack_s,
            staging=o.litres, dock=known.load_s,
        )  # fmt: skip

    def room(n: int) -> int:
        return NO_LIMIT if lane is None else max(0, lane - (0 if n else known.yard.staged))

    return planner.WaveProblem(
        orders=tuple(order(o) for o in (*known.orders, *known.begun)),
        waves=tuple(planner.Wave(n, n * width, (n + 1) * width, room(n), at_dock) for n in range(count)),
        shifts=tuple(
            planner.Shift(n * width, (n + 1) * width - int(kept_free * width), known.pickers, known.packers)
            for n in range(count)
        ),
        fixed=tuple(_fixed(known, known.begun, count, width)),
        handling_s=known.handling_s, prices=planner.Prices(aisle=2),
    )  # fmt: skip


def _fixed(known: Morning, begun: Sequence[Waiting], count: int, width: int) -> list[tuple[int, int]]:
    """What somebody walks for comes first, then what is released, wave by wave as their first cut-offs fall due: so
    batches are handed out. What is only planned is picked as late as is safe.
    """
    due: dict[str, datetime] = {}
    for order in begun:
        due[order.wave] = min(order.cutoff, due.get(order.wave, order.cutoff))

    def turn(order: Waiting) -> tuple[bool, bool, datetime, datetime, int]:
        return not order.released, not order.started, due[order.wave], order.cutoff, order.order_id

    found, done = [], 0
    for order in sorted(begun, key=turn):
        done += known.pick_s * len(order.lines)
        wave = max(0, done - 1) // max(1, width * known.pickers)
        if not order.released:
            wave = max(wave, (_until(known, order) - known.handling_s) // width - 1)
        found.append((order.order_id, min(count - 1, max(0, wave))))
    return found
