"""Slotting, measured: against today's customs, published instances, its own bound at size, and on real later orders.

Parts, each run where its files (or none) are needed: storage and routing together (`slaprp`), affinity (`qaplib`), a
large house with every rule, real orders (tuned on the first weeks, judged on the later ones by the routing planner's
exact walks), and re-slotting (real orders; published questions with their authors' answers).
"""

from __future__ import annotations

import json
import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.references import sampled
from benchmarks.slotting_files import (
    Lines,
    Published,
    obstacle_table,
    read_qap,
    read_reslotting,
    read_retail,
    read_slaprp,
)
from benchmarks.slotting_house import large_house
from wms.base.jobs import Stop, Watch
from wms.operations.planning import warm
from wms.planning.floor.parallel import regular_floor
from wms.planning.slotting import baselines
from wms.planning.slotting.affine import by_affinity
from wms.planning.slotting.affinity import aged_orders
from wms.planning.slotting.arrays import arrays_of
from wms.planning.slotting.check import check, cost
from wms.planning.slotting.problem import PastOrder, PickLocation, SlottedItem, SlottingParams, SlottingProblem
from wms.planning.slotting.reslot import ReslotParams, reslot
from wms.planning.slotting.solve import answer_of, solve

Rows = list[dict[str, Any]]
ITEMS, AISLES, CELLS = 2_000, 20, 50
SPLIT = 0.7
HORIZON_DAYS = 36
SLAPRP_SECONDS, QAP_SECONDS, SEARCH_SECONDS, SIZE_SECONDS, PUBLISHED_SECONDS = 2.0, 10.0, 60.0, 60.0, 10.0


def run(data: Path, limit: float | None = None, json_file: Path | None = None) -> None:
    """Print the tables for what is found below `data`; `limit` replaces the seconds of each search."""
    _warm_up()
    rows: Rows = []
    parts: tuple[Callable[[Path, float | None], Rows], ...] = (_slaprp, _qaplib, _size, _real, _published)
    for part in parts:
        rows += part(data, limit)
    if json_file:
        json_file.write_text(json.dumps(rows, indent=1))


def _warm_up() -> None:
    """Let every kernel be compiled before a clock runs: small questions of each kind, ended by their steps."""
    warm.slotting()
    rng = np.random.default_rng(0)
    flow, way = (rng.integers(0, 9, (2, 12, 12)) for _ in range(2))
    for one, other in ((flow[0], way[0]), (flow[0], way[1] + way[1].T)):
        by_affinity(one, other, children=4)
    floor = regular_floor(aisles=3, cells=5, aisle_gap=3_000, cell_gap=1_000, end_gap=1_000)
    places = tuple(PickLocation(n, 0, n // 10, floor.cell_y[n % 10 // 2], n % 2, place=n) for n in range(30))
    orders = tuple(PastOrder(tuple(sorted(rng.choice(12, 3, replace=False).tolist()))) for _ in range(20))
    items, today = tuple(SlottedItem(n, 2) for n in range(12)), {n: (29 - n,) for n in range(12)}
    table = tuple(tuple(1_000 * abs(i - j) for j in range(30)) for i in range(30))
    for walked in ({"floor": floor}, {"walks": table}):
        for asked in (orders, ()):
            problem = SlottingProblem(items, places, orders=asked, **walked)
            solve(problem, SlottingParams(steps=500))
            reslot(replace(problem, current=today), ReslotParams(steps=500, in_one_walk="walks" in walked))


def _watch(seconds: float) -> Watch:
    return Watch(stop=Stop(seconds, cpu=True))


def _line(name: str, text: str) -> None:
    print(f"{name:<28} {text}", flush=True)


def _slaprp(data: Path, limit: float | None) -> Rows:
    """Storage and routing decided together, against the cube-per-order index and random slotting."""
    rows: Rows = []
    for path in sampled(data.rglob("SLAP-PRP_*.txt")):
        problem = read_slaprp(path)
        plan = solve(problem, SlottingParams(), _watch(limit or SLAPRP_SECONDS))
        arrays = arrays_of(problem)
        coi = cost(problem, answer_of(problem, arrays, baselines.coi_slotting(problem, arrays)))
        anyhow = cost(problem, answer_of(problem, arrays, baselines.random_slotting(arrays, 1)))
        feasible = not check(problem, dict(plan.solution.locations))
        rows.append({
            "instance": path.name, "objective": plan.objective, "bound": plan.bound, "seconds": plan.seconds,
            "feasible": feasible, "solution": {str(i): list(p) for i, p in plan.solution.locations.items()},
            "coi": coi, "random": anyhow, "set": "SLAPRP", "reference": coi, "against": "cube-per-order",
        })
    if rows:
        better = [1 - row["objective"] / row["coi"] for row in rows]
        chance = [1 - row["objective"] / row["random"] for row in rows]
        gaps = [1 - row["bound"] / row["objective"] for row in rows]
        _line("SLAPRP", f"{len(rows)} instances, {sum(row['feasible'] for row in rows)} feasible, below COI mean "
              f"{np.mean(better):.1%} worst {min(better):.1%}, below random {np.mean(chance):.1%}, own bound gap mean "
              f"{np.mean(gaps):.1%} worst {max(gaps):.1%}, {np.mean([row['seconds'] for row in rows]):.1f} s each "
              "(bar: 15 % below COI)")
    return rows


def _qaplib(data: Path, limit: float | None) -> Rows:
    """Affinity alone, against the best known values."""
    rows: Rows = []
    for path in sampled(data.rglob("qaplib/*.dat")):
        flow, way, best = read_qap(path)
        plan = by_affinity(flow, way, _watch(limit or QAP_SECONDS if len(flow) >= 50 else 1.0))
        rows.append({
            "instance": path.name, "objective": plan.objective, "bound": plan.bound, "seconds": plan.seconds,
            "feasible": True, "solution": list(plan.solution), "best_known": best, "n": len(flow),
            "set": f"QAPLIB {_by_size(len(flow))}", "reference": best or None, "against": "best known",
        })
    known = [row for row in rows if row["best_known"]]
    for label in SIZES:
        chosen = [row for row in known if _by_size(row["n"]) == label]
        if chosen:
            gaps = [row["objective"] / row["best_known"] - 1 for row in chosen]
            _line("QAPLIB " + label, f"{len(chosen)} instances, {sum(g <= 0 for g in gaps)} best known, gap mean "
                  f"{np.mean(gaps):.3%} worst {max(gaps):.3%}, {np.mean([r['seconds'] for r in chosen]):.1f} s each"
                  + (" (bar: 0.1 %)" if label == "n = 100" else ""))
    return rows


SIZES = {"n < 50": 49, "50 ≤ n < 100": 99, "n = 100": 100, "n > 100": 9999}


def _by_size(n: int) -> str:
    return next(label for label, most in SIZES.items() if n <= most)


def _size(data: Path, limit: float | None) -> Rows:
    """10,000 items and 20,000 locations under every rule, against the proven bound."""
    del data
    problem = large_house()
    begun = time.process_time()
    plan = solve(problem, SlottingParams(), _watch(limit or SIZE_SECONDS))
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    _line("size", f"{len(problem.items)} items × {len(problem.locations)} locations: gap to the proven bound "
          f"{plan.gap:.3%}, {seconds:.1f} s, {memory:.2f} GB (bars: 0.5 %, 60 s, 2 GB)")
    return [{
        "instance": "large house", "objective": plan.objective, "bound": plan.bound, "seconds": seconds,
        "set": "slotting at size", "feasible": not check(problem, dict(plan.solution.locations)),
        "solution": {str(i): list(p) for i, p in plan.solution.locations.items()},
    }]


def real_problem(lines: Lines, until: int, depot_aisle: int) -> tuple[SlottingProblem, list[tuple[int, ...]]]:
    """The items most ordered before order `until`, those orders weighed by age, and the later orders."""
    counted = Counter(code for order in lines.orders[:until] for code in order)
    top = sorted(sorted(counted, key=lambda code: (-counted[code], code))[:ITEMS])
    number = {code: i for i, code in enumerate(top)}
    known = [tuple(sorted(number[code] for code in order if code in number)) for order in lines.orders]
    now: datetime = lines.days[until - 1]
    past = aged_orders(
        ((now - day).total_seconds() / 86_400, order)
        for day, order in zip(lines.days[:until], known[:until], strict=True) if order
    )
    floor = regular_floor(
        aisles=AISLES, cells=CELLS, aisle_gap=5_000, cell_gap=1_000, end_gap=1_000, depot_aisle=depot_aisle)
    places = tuple(
        PickLocation(i, 0, i // (2 * CELLS), floor.cell_y[i % (2 * CELLS) // 2], i % 2) for i in range(ITEMS)
    )
    items = tuple(SlottedItem(i, counted[code]) for i, code in enumerate(top))
    return SlottingProblem(items, places, orders=past, floor=floor), [order for order in known[until:] if order]


def _judge(problem: SlottingProblem, orders: list[tuple[int, ...]], where: dict[int, tuple[int, ...]]) -> int:
    """The later orders' exact walks, all of one weight."""
    return cost(replace(problem, orders=tuple(PastOrder(order) for order in orders)), where)


def _real(data: Path, limit: float | None) -> Rows:
    """Real orders: every slotting made from the first weeks, walked by the later ones."""
    rows: Rows = []
    for path in sorted(data.rglob("online_retail.csv.gz")):
        lines = read_retail(path)
        until = int(SPLIT * len(lines.orders))
        for where, depot in (("corner", 0), ("middle", AISLES // 2)):
            rows += _real_floor(lines, until, depot, where, limit)
        rows += _real_moves(lines, limit)
    return rows


def _real_floor(lines: Lines, until: int, depot: int, name: str, limit: float | None) -> Rows:
    problem, later = real_problem(lines, until, depot)
    arrays = arrays_of(problem)
    made = {
        "random": baselines.random_slotting(arrays, 1), "ABC": baselines.abc_slotting(arrays, 1),
        "closest free": baselines.closest_free(arrays), "COI": baselines.coi_slotting(problem, arrays),
    }
    judged = {what: _judge(problem, later, answer_of(problem, arrays, where)) for what, where in made.items()}
    plan = solve(problem, SlottingParams(), _watch(limit or SEARCH_SECONDS))
    judged["plan"] = _judge(problem, later, dict(plan.solution.locations))
    table = ", ".join(f"{what} {length / judged['random'] - 1:+.1%}" for what, length in judged.items())
    _line(f"real orders, depot {name}", f"{len(later)} later orders, against random: {table}; plan below COI "
          f"{1 - judged['plan'] / judged['COI']:.1%} at {plan.seconds:.0f} s (bar: 26 %)")
    return [{
        "instance": f"online_retail depot {name}", "objective": judged["plan"], "bound": None, "seconds": plan.seconds,
        "feasible": True, "solution": {str(i): list(p) for i, p in plan.solution.locations.items()}, **judged,
        "set": "slotting real orders", "reference": judged["COI"], "against": "cube-per-order",
    }]


def _real_moves(lines: Lines, limit: float | None) -> Rows:
    """Today's slotting is the cube-per-order one of the first half; moves from the 70 % seen, judged on the rest.

    A move costs a minute's walk to handle and its way there and back, set against the walks of `HORIZON_DAYS`.
    """
    half, until = len(lines.orders) // 2, int(SPLIT * len(lines.orders))
    problem, later = real_problem(lines, until, 0)
    seen = Counter(item for order, _ in zip(_items(lines, problem, half), range(half), strict=False) for item in order)
    early = replace(problem, orders=(), items=tuple(replace(i, picks=seen[i.item_id]) for i in problem.items))
    arrays = arrays_of(problem)
    today = answer_of(problem, arrays, baselines.coi_slotting(early, arrays))
    recent = sum((lines.days[until - 1] - day).days < HORIZON_DAYS for day in lines.days[:until])
    worth = max(1, sum(order.weight for order in problem.orders) // recent)
    asked = replace(problem, current=today, horizon_days=HORIZON_DAYS * worth)
    params = ReslotParams(60_000 * worth, 2 * worth, moves_a_day=ITEMS * 8 // 100 // 3, days=5, most=ITEMS * 8 // 100)
    plan = reslot(asked, params, _watch(limit or SEARCH_SECONDS))
    before, after = _judge(problem, later, today), _judge(problem, later, plan.solution.locations)
    moved = sum(today[i] != place for i, place in plan.solution.locations.items())
    moving, moves = plan.solution.moving_mm // worth, plan.solution.moves
    _line("re-slotting, real orders", f"{moved} of {ITEMS} items moved ({moved / ITEMS:.1%}) in {len(moves)} moves: "
          f"later walks {1 - after / before:.1%} shorter, {1 - (after + moving) / before:.1%} with the moves paid "
          f"from them (bar: 7 % with 8 % moved), {plan.seconds:.0f} s")
    return [{
        "instance": "online_retail re-slotting", "objective": after, "bound": None, "seconds": plan.seconds,
        "feasible": moved <= ITEMS * 8 // 100, "before": before, "after": after, "moving": moving, "moved": moved,
        "set": "re-slotting real orders", "reference": before, "against": "doing nothing",
        "solution": [[m.load, m.source, m.target, m.day] for m in plan.solution.moves],
    }]


def _items(lines: Lines, problem: SlottingProblem, until: int) -> list[tuple[int, ...]]:
    """The first orders' items, as the problem numbers them."""
    counted = Counter(code for order in lines.orders[: int(SPLIT * len(lines.orders))] for code in order)
    top = sorted(sorted(counted, key=lambda code: (-counted[code], code))[: len(problem.items)])
    number = {code: i for i, code in enumerate(top)}
    return [tuple(number[code] for code in order if code in number) for order in lines.orders[:until]]


def _published(data: Path, limit: float | None) -> Rows:
    """The published re-slotting questions: walks and moves together, against nothing and against the authors."""
    rows: Rows = []
    for parent in sorted(data.rglob("tsplib_parent.json")):
        table = obstacle_table(json.loads(parent.read_text()))
        for folder in sampled(path for path in (parent.parent / "instances").iterdir() if path.is_dir()):
            rows.append(_one_published(read_reslotting(folder, table), table, folder.name, limit))
    if rows:
        wins = sum(row["objective"] < row["authors"] for row in rows)
        sure = sum(row["objective"] / row["before"] < row["authors_published_ratio"] for row in rows)
        _line("re-slotting, published", f"{len(rows)} questions: better than the authors' answer {wins} "
              f"({wins / len(rows):.0%}; by their own published ratio {sure / len(rows):.0%}), worse than nothing "
              f"{sum(row['objective'] > row['before'] for row in rows)}, mean walks and moves "
              f"{np.mean([row['objective'] / row['before'] for row in rows]) - 1:+.1%} against nothing, authors "
              f"{np.mean([row['authors'] / row['before'] for row in rows]) - 1:+.1%} (bar: 95 % better)")
    return rows


def _one_published(asked: Published, table: np.ndarray[Any, Any], name: str, limit: float | None) -> dict[str, Any]:
    problem = asked.problem
    params = ReslotParams(0, 0, len(asked.movable), 1, spots=asked.spots, choice=asked.movable, in_one_walk=True)
    plan = reslot(problem, params, _watch(limit or PUBLISHED_SECONDS))
    before = plan.solution.before_mm
    theirs: dict[int, tuple[int, ...]] = dict(problem.current) | {sku: (to,) for sku, to in asked.answer.items()}
    ours = plan.solution.after_mm + _moving(problem, plan.solution.locations, table)
    if ours >= before:
        ours, moves = before, 0
    else:
        moves = len(plan.solution.moves)
    walked = sum(int(table[a, b]) for a, b in zip(asked.path, asked.path[1:], strict=False))
    ends = (asked.path[0], asked.path[-1]) if asked.path else (problem.start_place, problem.end_place)
    depot = int(table[problem.start_place, ends[0]] + table[ends[1], problem.end_place]) if asked.path else 0
    return {
        "instance": name, "objective": ours, "bound": None, "seconds": plan.seconds, "feasible": True, "before": before,
        "authors": cost(problem, theirs) + walked + depot, "moves": moves, "set": "re-slotting published",
        "reference": cost(problem, theirs) + walked + depot, "against": "the authors",
        "authors_published_ratio": asked.published_after / asked.published_before,
        "solution": {str(i): list(p) for i, p in plan.solution.locations.items()} if moves else {},
    }


def _moving(problem: SlottingProblem, where: dict[int, tuple[int, ...]], table: np.ndarray[Any, Any]) -> int:
    """One walk with the load in hand, round every cycle of locations, the nearest next; begun where that is best."""
    following = {problem.current[sku][0]: place[0] for sku, place in where.items() if problem.current[sku] != place}
    return min((_carried(problem, dict(following), table, first) for first in following), default=0)


def _carried(problem: SlottingProblem, following: dict[int, int], table: np.ndarray[Any, Any], first: int) -> int:
    """The length of the walk that begins with the load at `first`."""
    total, here = 0, problem.start_place
    start = first
    while following:
        total += int(table[here, start])
        here = start
        while here in following:
            beyond = following.pop(here)
            total += int(table[here, beyond])
            here = beyond
        start = min(following, key=lambda place: int(table[here, place]), default=here)
    return total + int(table[here, problem.end_place])
