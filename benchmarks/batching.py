"""Which orders share a walk: the Bahçeci–Öncan, Henn–Wäscher, Muter–Öncan and Foodmart instances."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.batching_files import read_batching
from benchmarks.picking_files import KeywordFile, read_keywords
from benchmarks.references import Result, reference_of, references, report, sampled
from wms.base.jobs import Stop, Watch
from wms.planning.batching.problem import BatchParams, BatchProblem
from wms.planning.batching.solve import solve, walks
from wms.planning.plan import Infeasible

SECONDS = 10.0


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Solve every instance below the folder with `limit` processor seconds each and print the table."""
    values = references(data)
    results: list[Result] = []
    for path in sampled(path for path in data.rglob("*.txt") if _is_batching(path)):
        if not results:
            _warm_up(path)
        results.append(_solve(path, limit or SECONDS, reference_of(values, path)))
    report("batching", results, json_file)


def _is_batching(path: Path) -> bool:
    with path.open(encoding="latin-1") as file:
        head = file.read(400)
    return "Order_batching" in head or (head.startswith("//") and "NbBoxesTrolley" in head)


def _warm_up(path: Path) -> None:
    """Let every kernel be compiled before the clock runs."""
    problem, _ = read_batching(path)
    for prove in (False, True):
        solve(problem, BatchParams(rounds=12, moves=100, prove=prove), Watch(stop=Stop(120.0, cpu=True)))


def _solve(path: Path, limit: float, reference: float | None) -> Result:
    name = f"{path.parent.name}/{path.name}"
    problem, scale = read_batching(path)
    start = time.process_time()
    try:
        plan = solve(problem, BatchParams(rounds=10**6), Watch(stop=Stop(limit, cpu=True)))
    except Infeasible:
        return Result(name, float("inf"), None, time.process_time() - start, False, None, reference)
    seconds = time.process_time() - start
    file = None if scale == 100 else read_keywords(path)
    told = [
        {"orders": [problem.orders[n].key for n in batch.orders],
         "walk": _walk(problem, batch.orders, walk.solution.order, file)}
        for batch, walk in zip(plan.solution.batches, walks(problem, plan), strict=True)
    ]
    bound = None if plan.bound is None else plan.bound / scale
    return Result(name, plan.objective / scale, bound, seconds, True, told, reference)


def _walk(
    problem: BatchProblem, orders: tuple[int, ...], order: tuple[int, ...], file: KeywordFile | None
) -> list[tuple[int, ...]]:
    """The stops in walking order: aisle, cell, quantity, article; on layouts: product and quantity."""
    stops = [stop for n in orders for stop in problem.orders[n].stops]
    if file is None:
        return [(int(stops[i].item), stops[i].quantity) for i in order]
    at = {sku.article: sku for sku in file.skus}
    picked = [(at[int(stops[i].item)], stops[i].quantity) for i in order]
    return [(sku.aisle, sku.cell, quantity, sku.article) for sku, quantity in picked]
