"""Batches, pickers and due times together: the Kris instances."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.batching_files import sequence_problem
from benchmarks.references import Result, reference_of, references, report, sampled
from wms.base.jobs import Stop, Watch
from wms.planning.batching.check import route_of
from wms.planning.batching.problem import Batch
from wms.planning.batching.sequencing.problem import SequenceParams, SequenceProblem, Shift
from wms.planning.batching.sequencing.solve import solve
from wms.planning.plan import Infeasible

SECONDS = 10.0


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Solve every instance below the folder with `limit` processor seconds each and print the table."""
    values = references(data)
    results: list[Result] = []
    for path in sampled(path for path in data.rglob("*.txt") if _is_sequencing(path)):
        if not results:
            _solve(path, 3.0, None)
        results.append(_solve(path, limit or SECONDS, reference_of(values, path)))
    report("sequencing", results, json_file)


def _is_sequencing(path: Path) -> bool:
    with path.open(encoding="latin-1") as file:
        return "//NbPickers" in file.read(400)


def _solve(path: Path, limit: float, reference: float | None) -> Result:
    name = f"{path.parent.name}/{path.name}"
    problem = sequence_problem(path)
    start = time.process_time()
    try:
        plan = solve(problem, SequenceParams(), Watch(stop=Stop(limit, cpu=True)))
    except Infeasible:
        return Result(name, float("inf"), None, time.process_time() - start, False, None, reference)
    seconds = time.process_time() - start
    orders = problem.orders.orders
    told = [
        {"picker": problem.pickers[shift.picker].name, "start": shift.start, "end": shift.end,
         "orders": [orders[n].key for n in shift.orders], "walk": _walk(problem, shift)}
        for shift in plan.solution.shifts
    ]
    return Result(name, plan.objective, plan.bound, seconds, True, told, reference)


def _walk(problem: SequenceProblem, shift: Shift) -> list[tuple[int, int]]:
    """Product and quantity in walking order."""
    stops = [stop for n in shift.orders for stop in problem.orders.orders[n].stops]
    order = route_of(problem.orders, Batch(shift.orders, shift.length)).solution.order
    return [(int(stops[i].item), stops[i].quantity) for i in order]
