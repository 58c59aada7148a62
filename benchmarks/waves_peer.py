"""One other solver on one made-up day: `python -m benchmarks.waves_peer SOLVER ORDERS WAVES SEED AISLE SECONDS`.

All get the very same programme, each unit and aisle with its own row, and the same CPU time.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pulp

from benchmarks.waves_days import day
from wms.base.jobs import Stop, Watch
from wms.planning.waves.model import build_programme
from wms.planning.waves.problem import Prices
from wms.planning.waves.units import build

Answer = tuple[float | None, float | None]


def highs(problem: pulp.LpProblem, seconds: float) -> Answer:
    """HiGHS in this process, stopped by CPU time."""
    from wms.planning.highs import run

    solved = run(problem, Watch(stop=Stop(seconds, cpu=True)), doing="measuring", seconds=5 * seconds)
    return solved.objective, solved.bound


def cbc(problem: pulp.LpProblem, seconds: float) -> Answer:
    """CBC as PuLP ships it; its bound is read from its log."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        problem.solve(pulp.PULP_CBC_CMD(timeLimit=seconds, threads=1, logPath=str(log), timeMode="cpu"))
        bounds = [line.split()[-1] for line in log.read_text().splitlines() if line.startswith("Lower bound:")]
    found = problem.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible) and _sound(problem)
    value = pulp.value(problem.objective) if found else None
    optimal = found and problem.sol_status == pulp.LpSolutionOptimal
    return value, value if optimal else float(bounds[-1]) if bounds else None


def _sound(problem: pulp.LpProblem) -> bool:
    """Whether the values are a solution: stopped early, CBC hands over those of a relaxation as if they were one."""
    whole = all(abs(v.varValue - round(v.varValue)) < 1e-6 for v in problem.variables() if v.cat == pulp.LpInteger)
    return whole and problem.valid(1e-4)


def cp_sat(problem: pulp.LpProblem, seconds: float) -> Answer:
    """CP-SAT with its own integers (all of the programme's numbers are whole), stopped by CPU time."""
    from ortools.sat.python import cp_model

    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    of = {v.name: model.new_int_var(0, int(v.upBound or 10**9), v.name) for v in problem.variables()}
    for row in problem._constraints.values():
        total = cp_model.LinearExpr.weighted_sum([of[v.name] for v in row], [int(value) for value in row.values()])
        right = int(-row.constant)
        if row.sense == pulp.LpConstraintEQ:
            model.add(total == right)
        else:
            model.add(total <= right if row.sense == pulp.LpConstraintLE else total >= right)
    terms = list(problem.objective.items())
    model.minimize(cp_model.LinearExpr.weighted_sum([of[v.name] for v, _ in terms], [int(value) for _, value in terms]))
    solver.parameters.num_workers = 8  # its strategies need company; the CPU time of all of them counts
    solver.parameters.max_time_in_seconds = 5 * seconds
    threading.Thread(target=_stop_in_time, args=(solver, time.process_time() + seconds), daemon=True).start()
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (solver.objective_value if found else None), solver.best_objective_bound


def _stop_in_time(solver: Any, end: float) -> None:
    while time.process_time() < end:
        time.sleep(0.05)
    solver.stop_search()


SOLVERS = {"highs": highs, "cbc": cbc, "cp-sat": cp_sat}


def main(solver: str, orders: int, waves: int, seed: int, price: int, seconds: float) -> None:
    """Solve and print objective, bound and CPU seconds (child processes included)."""
    model = build(day(orders, waves, seed, Prices(aisle=price)))
    programme = build_programme(model.day, whole=True, each_aisle=True)
    before, began = os.times(), time.perf_counter()
    value, bound = SOLVERS[solver](programme.problem, seconds)
    after = os.times()
    busy = sum(after[:4]) - sum(before[:4])
    answer = {"objective": value, "bound": bound, "seconds": busy or time.perf_counter() - began}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:6]), float(sys.argv[6]))
