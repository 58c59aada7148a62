"""How full a container gets: Bischoff & Ratcliff's instances, with their orientation rules, beside py3dbp.

`--limit` is the CPU time of one instance (5 s). The peer runs in a process of its own with the same boxes; it knows no
orientation rules, so it may turn every box as it likes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.references import sampled
from wms.base.jobs import Stop, Watch
from wms.planning.cartons.check import check_load
from wms.planning.cartons.load import solve_load
from wms.planning.cartons.problem import Carton, Load, LoadProblem, PackItem

SECONDS = 5.0
PEER_SECONDS = 120
UNLIMITED_G = 10**12


@dataclass(frozen=True)
class Result:
    """One instance: the share of the container filled by us and (if it ran) by the peer."""

    group: str
    fill: float
    bound: float
    seconds: float
    feasible: bool
    peer_fill: float | None
    peer_seconds: float | None


def instances(data: Path) -> list[Path]:
    """Every file of that format below the folder, set by set, in the order of its numbers."""
    files = [path for path in data.rglob("*.json") if '"large_object"' in path.read_text(encoding="utf-8")[:300]]
    return sorted(sampled(files), key=lambda path: (str(path.parent), len(path.stem), path.stem))


def read(path: Path) -> LoadProblem:
    """One published instance; the item's place in the file is its id."""
    content = json.loads(path.read_text(encoding="utf-8"))
    hull = content["large_object"]["measurement"]
    items = tuple(_pack_item(number, item) for number, item in enumerate(content["small_items"]))
    return LoadProblem(Carton(0, hull["x"], hull["y"], hull["z"], UNLIMITED_G, 0), items)


def _pack_item(number: int, item: dict[str, Any]) -> PackItem:
    size, rules = item["measurement"], item["constraint"]["orientation"]
    ways = tuple(name for name, allowed in rules.items() if allowed)
    return PackItem(number, size["x"], size["y"], size["z"], item["quantity"], 0, ways)


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Solve every instance, print a line a set, and write the loads where another program can check them."""
    seconds = limit or SECONDS
    found = instances(data)
    if not found:
        print(f"No container loading instances under {data}.")
        return
    solve_load(read(found[0]), watch=Watch(stop=Stop(0.1)))  # compiles once, outside every measured time
    answers: list[dict[str, Any]] = []
    results: list[Result] = []
    for path in found:
        group = path.parent.name
        result, answer = _one(path, group, seconds)
        results.append(result)
        answers.append(answer)
    _print(results, seconds)
    if json_file is not None:
        json_file.write_text(json.dumps(answers), encoding="utf-8")


def _one(path: Path, group: str, seconds: float) -> tuple[Result, dict[str, Any]]:
    problem = read(path)
    began = time.process_time()
    plan = solve_load(problem, watch=Watch(stop=Stop(seconds, cpu=True)))
    took = time.process_time() - began
    feasible = not check_load(problem, plan.solution)
    room = problem.container.volume
    peer_fill, peer_seconds = _peer(path)
    result = Result(group, plan.objective / room, (plan.bound or room) / room, took, feasible, peer_fill, peer_seconds)
    answer = {
        "instance": f"{group}/{path.name}", "objective": plan.objective, "bound": plan.bound, "seconds": round(took, 3),
        "feasible": feasible, "solution": _boxes(plan.solution),
        "reference": room, "against": "full container", "more": True,
        "peers": {} if peer_fill is None else {"py3dbp": (peer_fill * room, peer_seconds)},
    }
    return result, answer


def _boxes(load: Load) -> list[list[int]]:
    """Each box as item, corner and size."""
    return [[p.item_id, p.x, p.y, p.z, p.dx, p.dy, p.dz] for p in load.packed.pieces]


def _peer(path: Path) -> tuple[float | None, float | None]:
    """What py3dbp fills, in a process of its own; nothing where it is not installed or takes too long."""
    command = [sys.executable, "-m", "benchmarks.cartons_peer", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PEER_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, None
    if done.returncode:
        return None, None
    answer = json.loads(done.stdout)
    return answer["fill"], answer["seconds"]


def _print(results: list[Result], seconds: float) -> None:
    print(f"Container loading with orientation rules, {seconds:g} s CPU an instance (fill in % of the container)")
    print(f"{'set':<12}{'count':>6}{'solved':>8}{'mean':>8}{'worst':>8}{'bound':>8}{'s':>7}{'py3dbp':>9}{'its s':>8}")
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.group].append(result)
    for name, group in [*sorted(groups.items()), ("all", results)]:
        print(_line(name, group))


def _line(name: str, group: list[Result]) -> str:
    peers = [r for r in group if r.peer_fill is not None]
    peer_fill = f"{100 * _mean([r.peer_fill or 0 for r in peers]):.2f}" if peers else "–"
    peer_seconds = f"{_mean([r.peer_seconds or 0 for r in peers]):.1f}" if peers else "–"
    return (
        f"{name:<12}{len(group):>6}{sum(r.feasible for r in group):>8}{100 * _mean([r.fill for r in group]):>8.2f}"
        f"{100 * min(r.fill for r in group):>8.2f}{100 * _mean([r.bound for r in group]):>8.2f}"
        f"{_mean([r.seconds for r in group]):>7.2f}{peer_fill:>9}{peer_seconds:>8}"
    )


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
