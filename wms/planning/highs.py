"""How every planner runs a PuLP model: HiGHS in this process, watched, stopped at once, believed where it proves.

The solver works in a thread of its own while the caller's thread reports progress and watches for the stop. A solver
that does not notice the stop in time is left to end by itself (its time limit is set), so a cancel never waits. Only
the end of the program does: a solver still at work then would take the whole process down with it.
"""

from __future__ import annotations

import atexit
import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import pulp

from wms.base.jobs import Progress, Watch

POLL_S = 0.05
GRACE_S = 0.1
FAREWELL_S = 10.0
"""How long the end of the program waits for a solver that was left to itself."""

_left: list[threading.Thread] = []


@dataclass(frozen=True, slots=True)
class Solved:
    """What a solver run proved. `values` are by variable name, empty when no feasible point was found.

    `bound` is proven for the model's own sense; `optimal` and `infeasible` are proofs as well.
    """

    values: Mapping[str, float]
    objective: float | None
    bound: float | None
    optimal: bool
    infeasible: bool


def run(
    model: pulp.LpProblem, watch: Watch, *, doing: str, seconds: float = 60.0, gap: float = 0.0,
    start: Mapping[str, float] | None = None, seed: int = 0, **options: Any,
) -> Solved:
    """Solve `model` until the watch's stop or `seconds` (wall), from `start` (variable name → value) if given.

    `options` are HiGHS options, e.g. `solver="ipm"` for a dense linear programme. Two models may not share one thread.
    """
    limit = min(seconds, 5 * watch.stop.left() + 5)  # the stop itself may count CPU time, the solver counts wall time
    if seconds <= 0 or watch.stop():
        return Solved({}, None, None, False, False)
    hold = _Run(model, limit, gap, seed, options, start)
    hold.thread.start()
    deadline_met = False
    while not hold.done.wait(POLL_S):
        watch.report(Progress(doing, objective=hold.objective, bound=hold.bound))
        if watch.stop():
            hold.interrupt, deadline_met = True, True
            break
    if deadline_met and not hold.done.wait(GRACE_S):
        _left[:] = [*(thread for thread in _left if thread.is_alive()), hold.thread]
        return Solved({}, None, hold.bound, False, False)
    return hold.answer()


def wait_for_solvers() -> None:
    """Let solvers that were told to stop end before the interpreter does."""
    for thread in _left:
        thread.join(FAREWELL_S)


atexit.register(wait_for_solvers)


class _Run:
    """One run in its thread: the model is handed over, solved, and its numbers are there for the asking."""

    def __init__(
        self, model: pulp.LpProblem, limit: float, gap: float, seed: int, options: dict[str, Any],
        start: Mapping[str, float] | None,
    ) -> None:
        self.model, self.start = model, start
        self.interrupt = False
        self.objective: float | None = None
        self.bound: float | None = None
        self.failure: BaseException | None = None
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.columns = model.variables()
        self.solver = pulp.HiGHS(msg=False, timeLimit=limit, gapRel=gap, random_seed=seed, **options)

    def _hand_over(self) -> None:
        model = self.model
        self.solver.createAndConfigureSolver(model)
        self.solver.buildSolverModel(model)
        self.highs = model.solverModel
        if model.objective is not None and model.objective.constant:
            sign = -1 if model.sense == pulp.LpMaximize else 1
            self.highs.changeObjectiveOffset(sign * model.objective.constant)
        self.highs.setCallback(self._callback, None)
        for kind in ("kCallbackMipInterrupt", "kCallbackSimplexInterrupt", "kCallbackIpmInterrupt"):
            self.highs.startCallback(getattr(highspy.cb.HighsCallbackType, kind))
        if self.start:
            self.offer(self.start)

    def offer(self, start: Mapping[str, float]) -> None:
        """Hand the solver a point to begin from; one that breaks a rule is ignored by it."""
        solution = highspy.HighsSolution()
        solution.col_value = [float(start.get(column.name, 0.0)) for column in self.columns]
        self.highs.setSolution(solution)

    def _work(self) -> None:
        try:
            self._hand_over()
            if not self.interrupt:
                self.highs.run()
        except Exception as error:  # noqa: BLE001 (told to the caller's thread, which raises it)
            self.failure = error
        finally:
            self.done.set()

    def _callback(self, kind: Any, _message: str, out: Any, answer: Any, _user: Any) -> None:
        answer.user_interrupt = self.interrupt
        if kind == highspy.cb.HighsCallbackType.kCallbackMipInterrupt:
            self.objective = self._sense(out.mip_primal_bound)
            self.bound = self._sense(out.mip_dual_bound)

    def _sense(self, value: float) -> float | None:
        if not math.isfinite(value) or abs(value) >= highspy.kHighsInf:
            return None
        return -value if self.model.sense == pulp.LpMaximize else value

    def answer(self) -> Solved:
        """What the finished run says, read only where its own status vouches for it."""
        if self.failure is not None:
            raise self.failure
        info, status = self.highs.getInfo(), self.highs.getModelStatus()
        optimal = status == highspy.HighsModelStatus.kOptimal
        infeasible = status == highspy.HighsModelStatus.kInfeasible
        whole = any(column.cat == pulp.LpInteger for column in self.columns)
        bound = self._sense(info.mip_dual_bound) if whole else None
        if info.primal_solution_status != 2:
            return Solved({}, None, bound, False, infeasible)
        objective = self._sense(info.objective_function_value)
        values = dict(zip((c.name for c in self.columns), self.highs.getSolution().col_value, strict=True))
        return Solved(values, objective, bound if whole else objective if optimal else None, optimal, False)
