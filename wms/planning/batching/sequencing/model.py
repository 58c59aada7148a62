"""The proven timetable: which listed batches are walked, and by which picker, as an integer programme in PuLP.

A picker walks batches in the order of their due times (no other order meets hard due times when this one does not), so
a timetable exists when for each picker and each due time the batches due by then take no longer than until then.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pulp

from wms.base.jobs import Watch
from wms.planning.batching.ground import Words
from wms.planning.batching.master import incidence
from wms.planning.batching.sequencing.clock import WHENEVER, Clock
from wms.planning.floor.lanes import Ints
from wms.planning.highs import run


@dataclass(frozen=True, slots=True)
class Listed:
    """Batches offered: orders as bits (m, W), seconds and first due time of each (m,)."""

    bits: Words
    seconds: Ints
    due: Ints


@dataclass(frozen=True, slots=True)
class Assigned:
    """(row, picker) of each chosen batch, None when none was found; the bound; proven (best, or impossible)."""

    chosen: list[tuple[int, int]] | None
    bound: float
    proven: bool


def assign(listed: Listed, clock: Clock, watch: Watch) -> Assigned:
    """Choose batches and their pickers with the least seconds in all, every hard due time met."""
    model = pulp.LpProblem("timetable", pulp.LpMinimize)
    pickers, batches = len(clock.ready), len(listed.seconds)
    take = [[model.add_variable(f"x{i}_{p}", cat="Binary") for p in range(pickers)] for i in range(batches)]
    seconds = listed.seconds.tolist()
    model += pulp.LpAffineExpression([(x, seconds[i]) for i in range(batches) for x in take[i]])
    starts, rows = incidence(listed.bits, len(clock.work))
    batch_of = np.repeat(np.arange(batches), np.diff(starts))
    for order in range(len(clock.work)):
        here = batch_of[rows == order].tolist()
        model += pulp.LpAffineExpression([(x, 1) for i in here for x in take[i]]) == 1
    for p in range(pickers):
        for due in sorted({*np.unique(listed.due).tolist(), WHENEVER}):
            limit = min(due, int(clock.until[p])) - int(clock.ready[p])
            if limit < seconds_sum(seconds):
                early = np.flatnonzero(listed.due <= due).tolist()
                model += pulp.LpAffineExpression([(take[i][p], seconds[i]) for i in early]) <= limit
    solved = run(model, watch, doing="Choosing batches and pickers", seconds=math.inf, threads=1)
    chosen = None
    if solved.values:
        chosen = [(i, p) for i in range(batches) for p in range(pickers) if solved.values[take[i][p].name] > 0.5]
    bound = -math.inf if solved.bound is None else solved.bound
    return Assigned(chosen, bound, solved.optimal or solved.infeasible)


def seconds_sum(seconds: list[int]) -> int:
    """More than any picker could work."""
    return sum(seconds)
