"""What is kept of each day that was run: the figures, not every step. Any day can be run again by its seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wms.planning.simulation.run import Run, Spent

PICKING = ("walk", "pick", "setup", "aisle", "crowd", "goods", "other", "rest", "idle")
PACKING = ("pack", "lane", "rest", "idle")
"""What people's time is spent on: waiting before or in an aisle, being slowed there, waiting for goods, for a lane."""


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """One day's figures; `late` counts known orders. `out_s` by order (−1: never), newcomers last; `cutoffs` by each.

    `pickers` and `packers` are everybody's seconds by what they were spent on; `queues` mean lengths by stretch of the
    day; `lines` those done in each stretch; `aisles` the seconds lost at each by waiting and company;
    `walks` the seconds of each by its batch.
    """

    seed: int
    finish_s: int
    picked_s: int
    packed_s: int
    late: int
    newcomers: int
    late_newcomers: int
    out_s: NDArray[np.int64]
    cutoffs: dict[int, int]
    done: int
    short: int
    left: int
    pickers: dict[str, float]
    packers: dict[str, float]
    queues: dict[str, NDArray[np.float64]]
    lines: NDArray[np.int64]
    aisles: dict[int, float]
    walks: dict[int, float]


def day_of(run: Run, bin_s: int, known: int) -> Day:
    """The figures of a run of which the first `known` orders are no newcomers."""
    out = np.array(run.out, np.int64)
    out_s = np.where(out < 0, -1, -(-out // 1_000))
    ends = np.array([end for _, _, _, end in run.stops], np.int64)
    finish = max(int(out_s.max(initial=0)), int(-(-ends.max(initial=0) // 1_000)))
    bins = finish // bin_s + 1
    cutoffs: Counter[int] = Counter({order.cutoff_s: 0 for order in run.problem.orders[:known]})
    late = [number for number in range(len(run.out)) if run.late(number)]
    cutoffs.update(run.problem.orders[number].cutoff_s for number in late if number < known)
    short = sum(run.short[line] for line, _, _, _ in run.stops)
    waits: Counter[int] = Counter(run.slowed)
    for aisle_id, _, _, _, waited in run.visits:
        waits[aisle_id] += waited
    return Day(
        run.seed, finish, int(-(-ends.max(initial=0) // 1_000)), _packed(run),
        sum(number < known for number in late), len(run.out) - known, sum(number >= known for number in late), out_s,
        dict(cutoffs), len(run.stops), short, len(run.problem.lines) - len(run.stops),
        _total(run.pickers, PICKING, max((end for *_, end in run.walks), default=0)),
        _total(run.packers, PACKING, max((end for *_, end in run.benches), default=0)),
        {name: steps.means(bin_s * 1_000, bins) for name, steps in run.queues.items()},
        np.bincount(ends // (bin_s * 1_000), minlength=bins)[:bins].astype(np.int64),
        {aisle_id: waited / 1_000 for aisle_id, waited in waits.items()},
        {batch_id: (end - begin) / 1_000 for batch_id, _, begin, end in run.walks},
    )  # fmt: skip


def _packed(run: Run) -> int:
    """When the last order that takes packing was packed (seconds)."""
    ends = [end for order, _, _, end in run.benches if run.problem.orders[order].pack_s > 0]
    return -(-max(ends, default=0) // 1_000)


def _total(people: tuple[Spent, ...], names: tuple[str, ...], last: int) -> dict[str, float]:
    """Everybody's seconds. Once the crew's last work is done, waiting for the shift's end is not counted."""
    total = {name: sum(who.on.get(name, 0) for who in people) for name in names}
    after = sum(min(who.on.get("idle", 0), max(0, who.left - max(who.came, last))) for who in people)
    return {name: (time - (after if name == "idle" else 0)) / 1_000 for name, time in total.items()}
