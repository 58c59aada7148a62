"""A day is tried again and again under different luck; every try is judged before it counts."""

from __future__ import annotations

import time
from dataclasses import dataclass

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.planning.plan import CheckFailed, Infeasible
from wms.planning.simulation.check import check
from wms.planning.simulation.day import Day, day_of
from wms.planning.simulation.figures import Figures, figures
from wms.planning.simulation.problem import SimulationParams, SimulationProblem, contradictions
from wms.planning.simulation.run import run


@dataclass(frozen=True, slots=True)
class Simulated:
    """What came out: the days by seed, and the figures over all of them. `stopped` when fewer were run than asked."""

    problem: SimulationProblem
    days: tuple[Day, ...]
    figures: Figures
    seconds: float
    stopped: bool


def simulate(problem: SimulationProblem, params: SimulationParams, watch: Watch | None = None) -> Simulated:
    """Run the day under each seed; cancelled or out of time, as many as were finished.

    Raises Infeasible naming everything that makes the day impossible, Cancelled when not even one day was finished.
    """
    wrong = tuple(contradictions(problem))
    if wrong:
        raise Infeasible(*wrong)
    started, watch = time.perf_counter(), watch or Watch()
    days: list[Day] = []
    for seed in range(params.first_seed, params.first_seed + max(1, params.seeds)):
        watch.report(Progress("trying the day", len(days), max(1, params.seeds)))
        try:
            watched = run(problem, seed, watch.stop)
        except Cancelled:
            break
        wrong = tuple(check(watched))
        if wrong:
            raise CheckFailed(*wrong)
        days.append(day_of(watched, params.bin_s, len(problem.orders)))
        if watch.stop():
            break
    if not days:
        raise Cancelled("The day was not run to its end even once.")
    told = figures(problem, days, params.bin_s)
    return Simulated(problem, tuple(days), told, time.perf_counter() - started, len(days) < max(1, params.seeds))
