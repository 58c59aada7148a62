"""All days together: when it ends, what is late, where time goes, where it queues, which orders are at risk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wms.planning.simulation.chance import Share, Spread, share, spread
from wms.planning.simulation.day import PACKING, PICKING, Day
from wms.planning.simulation.problem import SimulationProblem


@dataclass(frozen=True, slots=True)
class AtCutoff:
    """The orders of one cut-off, and how many of them miss it."""

    cutoff_s: int
    orders: int
    late: Spread


@dataclass(frozen=True, slots=True)
class OverTime:
    """A figure in each stretch of the day: its mean over all days, and what one day in ten goes below and above."""

    mean: tuple[float, ...]
    p10: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AtRisk:
    """One order: how likely it is late, and when it goes (median and nine days of ten; None where it does not go)."""

    order_id: int
    late: Share
    p50_s: int | None
    p90_s: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Over all days. Shares of people's time (0 to 1) add up to 1; `lines` are those done in each stretch.

    `risks` are the orders that were late at least once, the likeliest first; `aisles` the seconds lost at each.
    """

    days: int
    bin_s: int
    finish: Spread
    picked: Spread
    packed: Spread
    late: Spread
    newcomers: Spread
    late_newcomers: Spread
    cutoffs: tuple[AtCutoff, ...]
    done: Spread
    short: Spread
    left: Spread
    pickers: dict[str, Spread]
    packers: dict[str, Spread]
    queues: dict[str, OverTime]
    lines: OverTime
    aisles: tuple[tuple[int, Spread], ...]
    risks: tuple[AtRisk, ...]


def figures(problem: SimulationProblem, days: Sequence[Day], bin_s: int) -> Figures:
    """The figures of these days of one problem. Raises ValueError when there are none."""

    def over(what: Callable[[Day], float]) -> Spread:
        return spread([what(day) for day in days])

    return Figures(
        len(days), bin_s, over(lambda d: d.finish_s), over(lambda d: d.picked_s), over(lambda d: d.packed_s),
        over(lambda d: d.late),
        over(lambda d: d.newcomers), over(lambda d: d.late_newcomers),
        _cutoffs(problem, days), over(lambda d: d.done), over(lambda d: d.short), over(lambda d: d.left),
        _shares([day.pickers for day in days], PICKING), _shares([day.packers for day in days], PACKING),
        {name: _over_time([day.queues[name] for day in days]) for name in days[0].queues},
        _over_time([day.lines.astype(np.float64) for day in days]), _aisles(days), _risks(problem, days),
    )  # fmt: skip


def _cutoffs(problem: SimulationProblem, days: Sequence[Day]) -> tuple[AtCutoff, ...]:
    orders = sorted(order.cutoff_s for order in problem.orders)
    return tuple(
        AtCutoff(cutoff, orders.count(cutoff), spread([day.cutoffs[cutoff] for day in days]))
        for cutoff in sorted(set(orders))
    )


def _shares(spent: Sequence[dict[str, float]], names: Sequence[str]) -> dict[str, Spread]:
    totals = [max(1e-9, sum(one.values())) for one in spent]
    return {name: spread([one[name] / total for one, total in zip(spent, totals, strict=True)]) for name in names}


def _over_time(rows: Sequence[NDArray[np.float64]]) -> OverTime:
    longest = max(len(row) for row in rows)
    table = np.zeros((len(rows), longest))
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    p10, p90 = np.quantile(table, (0.1, 0.9), axis=0)
    return OverTime(tuple(table.mean(axis=0).tolist()), tuple(p10.tolist()), tuple(p90.tolist()))


def _aisles(days: Sequence[Day]) -> tuple[tuple[int, Spread], ...]:
    known = sorted({aisle for day in days for aisle in day.aisles})
    found = [(aisle, spread([day.aisles.get(aisle, 0.0) for day in days])) for aisle in known]
    return tuple(sorted(found, key=lambda one: (-one[1].mean, one[0])))


def _risks(problem: SimulationProblem, days: Sequence[Day]) -> tuple[AtRisk, ...]:
    known = len(problem.orders)
    if not known:
        return ()
    out = np.array([day.out_s[:known] for day in days])
    cutoffs = np.array([order.cutoff_s for order in problem.orders])
    late = ((out < 0) | (out > cutoffs)).sum(axis=0)
    ranked = np.sort(np.where(out < 0, np.iinfo(np.int64).max, out), axis=0)
    found = []
    for number in np.nonzero(late)[0].tolist():
        p50, p90 = (_moment(ranked[:, number], q) for q in (0.5, 0.9))
        found.append(AtRisk(problem.orders[number].order_id, share(int(late[number]), len(days)), p50, p90))
    return tuple(sorted(found, key=lambda one: (-one.late.value, one.order_id)))


def _moment(ranked: NDArray[np.int64], quantile: float) -> int | None:
    moment = int(ranked[min(len(ranked) - 1, int(quantile * len(ranked)))])
    return None if moment == np.iinfo(np.int64).max else moment
