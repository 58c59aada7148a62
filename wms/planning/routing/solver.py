"""A PuLP model handed to HiGHS inside this process, so that it stops when the watch says so and tells its bound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import highspy
import pulp

from wms.base.jobs import Progress, Stop, Watch

_CALLS = highspy.cb.HighsCallbackType
_INTERRUPTS = [_CALLS.kCallbackSimplexInterrupt, _CALLS.kCallbackIpmInterrupt, _CALLS.kCallbackMipInterrupt]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: `feasible` when the variables hold an answer, `optimal` when it is proven best.

    `impossible` when it is proven that there is no answer.
    """

    feasible: bool
    impossible: bool
    optimal: bool
    objective: float
    bound: float


class Portion(Stop):
    """A part of somebody else's time: ends when the whole does, or after `share` of what was left of it."""

    def __init__(self, whole: Stop, share: float) -> None:
        super().__init__()
        self._whole = whole
        self._until = whole.elapsed() + share * whole.left()

    def __call__(self) -> bool:
        return self._whole() or self._whole.elapsed() >= self._until

    def left(self) -> float:
        return min(self._whole.left(), max(0.0, self._until - self._whole.elapsed()))


def solve_model(model: pulp.LpProblem, watch: Watch, *, doing: str = "", mip: bool = True, **options: Any) -> Answer:
    """Solve a minimising model on one thread until it is proven or the watch stops it.

    The answer's values are left in the model's variables. `options` are HiGHS options.
    """

    def ask(kind: Any, _message: str, out: Any, given: Any, _data: Any) -> None:
        if watch.stop():
            given.user_interrupt = 1
        elif doing and kind == _CALLS.kCallbackMipInterrupt:
            watch.report(Progress(doing, objective=out.mip_primal_bound, bound=out.mip_dual_bound))

    if math.isfinite(watch.stop.left()):
        # HiGHS counts wall time, the watch perhaps processor time; the callback is exact, this only backs it up.
        options.setdefault("time_limit", 2 * watch.stop.left() + 0.05)
    solver = pulp.HiGHS(
        mip=mip, msg=False, threads=1, callbackTuple=(ask, None), callbacksToActivate=_INTERRUPTS, gapRel=0.0, **options
    )
    model.solve(solver)
    highs = model.solverModel
    info, status = highs.getInfo(), highs.getModelStatus()
    optimal = status == highspy.HighsModelStatus.kOptimal
    integer = mip and model.isMIP()
    feasible = optimal or (integer and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible)
    if integer:
        bound = float(info.mip_dual_bound)
    else:
        bound = float(info.objective_function_value) if optimal else float("-inf")
    impossible = status == highspy.HighsModelStatus.kInfeasible
    return Answer(feasible, impossible, optimal, float(info.objective_function_value), bound)
