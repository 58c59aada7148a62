"""Scattered storage: places and walk chosen together, on the SPRP-SS instances."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.picking_files import SCALE, KeywordFile, read_keywords
from benchmarks.references import Result, reference_of, references, report
from wms.base.jobs import Stop, Watch
from wms.planning.plan import Infeasible
from wms.planning.routing.problem import Stop as Pick
from wms.planning.routing.scattered.problem import ScatteredProblem
from wms.planning.routing.scattered.solve import solve


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Solve every instance below the folder and print the table."""
    values = references(data)
    results: list[Result] = []
    for path in sorted(data.rglob("*.txt")):
        with path.open(encoding="latin-1") as text:
            if "Single_picker_routing" not in text.read(400):
                continue
        file = read_keywords(path)
        if not results:
            solve(problem_of(file))
        results.append(_solve(path, file, limit, reference_of(values, path)))
    report("scattered", results, json_file)


def problem_of(file: KeywordFile) -> ScatteredProblem:
    """The file as a problem; its places keep their order."""
    offers = tuple(Pick(file.place(sku), item=str(sku.article), quantity=sku.quantity) for sku in file.skus)
    return ScatteredProblem(file.floor, offers, tuple((str(a), q) for a, q in file.orders[0]))


def _solve(path: Path, file: KeywordFile, limit: float | None, reference: float | None) -> Result:
    name = f"{path.parent.name}/{path.name}"
    start = time.process_time()
    try:
        plan = solve(problem_of(file), watch=Watch(stop=Stop(limit, cpu=True)))
    except Infeasible:
        return Result(name, float("inf"), None, time.process_time() - start, False, None, reference)
    seconds = time.process_time() - start
    takes = [(file.skus[take.offer], take.quantity) for take in plan.solution.takes]
    walk = [(sku.aisle, sku.cell, quantity, sku.article) for sku, quantity in takes]
    bound = None if plan.bound is None else plan.bound / SCALE
    return Result(name, plan.objective / SCALE, bound, seconds, True, walk, reference)
