"""One picker, one walk: the SPRP instances (one block) and the walks on the Foodmart and Kris floors (several blocks).

A route's seconds count finding the walk and the sequence of its stops, not reading the file. OR-tools and LKH (elkai)
walk the same stops in a process of their own where they are installed.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks import layout_files
from benchmarks.picking_files import SCALE, KeywordFile, read_keywords
from benchmarks.references import Result, reference_of, references, report
from wms.planning.floor.parallel import ParallelFloor
from wms.planning.routing.blocks import Ends
from wms.planning.routing.euler import draw_walk
from wms.planning.routing.improve import ends_for
from wms.planning.routing.problem import RouteProblem
from wms.planning.routing.problem import Stop as Pick
from wms.planning.routing.solve import solve
from wms.planning.routing.states import tables

REPEATS = 20
WALKS_PER_FLOOR = 5


@dataclass(frozen=True)
class Case:
    """A walk to find: name, problem, units to one of the file's, and what is taken at each stop."""

    name: str
    problem: RouteProblem
    scale: int
    takes: tuple[tuple[int, int, int, int], ...] = ()
    reference: float | None = None


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Walk every instance below the folder and print the table; the peers get `limit` seconds a walk (1)."""
    cases = list(_cases(data))
    results = [_solve(case) for case in cases]
    for peer in ("elkai", "ortools"):
        results = _compare(peer, cases, results, limit or 1.0)
    report("routing", results, json_file)


def _cases(data: Path) -> list[Case]:
    values, cases = references(data), []
    for path in sorted(data.rglob("*.txt")):
        with path.open(encoding="latin-1") as file:
            head = file.read(400)
        if head.startswith("//"):
            cases += _floor_cases(path)
        elif "Single_picker_routing" in head and "scattered" not in head:
            cases.append(_sprp_case(path, reference_of(values, path)))
    return cases


def _sprp_case(path: Path, reference: float | None) -> Case:
    file: KeywordFile = read_keywords(path)
    wanted = dict(file.orders[0])
    skus = [sku for sku in file.skus if sku.article in wanted]
    stops = tuple(Pick(file.place(sku), item=str(sku.article), quantity=wanted[sku.article]) for sku in skus)
    takes = tuple((sku.aisle, sku.cell, wanted[sku.article], sku.article) for sku in skus)
    return Case(f"{path.parent.name}/{path.name}", RouteProblem(file.floor, stops), SCALE, takes, reference)


def _floor_cases(path: Path) -> list[Case]:
    """Walks over random products of a published floor: 10, 20, … of them."""
    layout = layout_files.read_layout(layout_files.read_sections(path))
    places = sorted({p for p in layout.places.values() if isinstance(p, tuple) and p[0] != "depot"})
    rng, cases = random.Random(path.name), []
    for n in range(1, WALKS_PER_FLOOR + 1):
        chosen = rng.sample(places, min(len(places), 10 * n))
        problem = RouteProblem(layout.floor, tuple(Pick(place) for place in chosen), layout.start)
        cases.append(Case(f"{path.parent.name}/{path.name}#{n}", problem, layout_files.SCALE))
    return cases


def _solve(case: Case) -> Result:
    plan = solve(case.problem)
    route = plan.solution
    walk = [case.takes[n] for n in route.order] if case.takes else list(route.order)
    group = "" if case.takes else f"walks on {case.name.split('/')[0]}"
    return Result(case.name, plan.objective / case.scale, None if plan.bound is None else plan.bound / case.scale,
                  _seconds(case.problem), True, walk, case.reference, group=group)


def _seconds(problem: RouteProblem) -> float:
    """Processor seconds of the compiled search for the walk, the mean of many repeats."""
    floor = problem.floor
    if not isinstance(floor, ParallelFloor):
        start = time.process_time()
        solve(problem)
        return time.process_time() - start
    depot = floor.depot(str(problem.start))
    stops = np.array(sorted({stop.place for stop in problem.stops}), np.int64).reshape(-1, 2)
    ends: Ends
    ends, first, _ = ends_for(floor, depot, depot, len(stops))
    states, aisle, y = tables(len(floor.cross_y), ends.apart), stops[:, 0].copy(), stops[:, 1].copy()
    draw_walk(floor.lanes, states, ends, True, aisle, y, first)
    start = time.process_time()
    for _ in range(REPEATS):
        draw_walk(floor.lanes, states, ends, True, aisle, y, first)
    return (time.process_time() - start) / REPEATS


def _compare(peer: str, cases: list[Case], results: list[Result], limit: float) -> list[Result]:
    """Let the peer walk the same stops, as a matrix of distances; the results with its answers."""
    suited = [i for i, case in enumerate(cases) if isinstance(case.problem.floor, ParallelFloor)]
    chosen = suited[:: max(1, len(suited) // 60)]
    question: dict[str, Any] = {"limit": limit, "matrices": [_matrix(cases[i].problem) for i in chosen]}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.routing_peer", peer], input=json.dumps(question), capture_output=True,
        text=True, check=False,
    )
    if done.returncode != 0:
        print(f"{peer}: skipped, {done.stderr.strip().splitlines()[-1] if done.stderr else 'it failed'}")
        return results
    answers = json.loads(done.stdout)
    worse = [length / cases[i].scale / max(results[i].objective, 1e-9) - 1
             for i, (length, _) in zip(chosen, answers, strict=True)]
    faster = [seconds / max(results[i].seconds, 1e-9) for i, (_, seconds) in zip(chosen, answers, strict=True)]
    print(f"{peer}: {len(chosen)} walks, on average {100 * sum(worse) / len(worse):.3f} % longer than ours "
          f"(worst {100 * max(worse):.3f} %, shorter than ours {sum(w < -1e-9 for w in worse)} times), "
          f"takes {median(faster):.0f} times as long (median)")
    found = list(results)
    for i, (length, seconds) in zip(chosen, answers, strict=True):
        peers = {**found[i].peers, peer: (length / cases[i].scale, seconds)}
        found[i] = replace(found[i], peers=peers)
    return found


def _matrix(problem: RouteProblem) -> list[list[int]]:
    floor = problem.floor
    assert isinstance(floor, ParallelFloor)
    places = list(dict.fromkeys(stop.place for stop in problem.stops))
    depot = floor.depot(str(problem.start)).name
    graph = floor.graph(places, depots=(depot,))
    nodes = [graph.names["depot", depot], *(graph.names[place] for place in places)]
    return [[int(d) for d in row] for row in graph.distances[np.ix_(nodes, nodes)]]
