"""Waves on made-up days of 500 and 2,000 orders, beside CBC, HiGHS and CP-SAT on the same programme.

Three questions a size: how soon is there a feasible plan, how good is the plan after 10 s where opening an aisle costs
(against the best that anything finds in 120 s), and how small is the proven gap where it does not. All times are CPU
seconds of the process that does the work. `--limit` replaces the 120 s; a `days.json` in the data folder with rows of
[orders, waves, seed] replaces the days.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.waves_days import day
from wms.base.jobs import Stop, Watch
from wms.planning.plan import Plan
from wms.planning.waves.check import check, objective
from wms.planning.waves.construct import first_state
from wms.planning.waves.problem import Prices, WaveParams, WavePlan, WaveProblem
from wms.planning.waves.solve import solve
from wms.planning.waves.units import build

DAYS = ((500, 10, 1), (2000, 12, 1))
PEERS = ("cbc", "highs", "cp-sat")
LONG, SHORT, PROOF = 120.0, 10.0, 60.0
AISLE = 20
A_SECOND = 8_000_000
"""More moves than a CPU second allows: the deadline sets the pace."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    day: str
    who: str
    objective: float | None
    bound: float | None
    seconds: float


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Plan each day in all ways, print the table, and write our plans."""
    chosen = data / "days.json"
    days = json.loads(chosen.read_text(encoding="utf-8")) if chosen.is_file() else DAYS
    seconds = limit or LONG
    solve(day(20, 3, 0, Prices(aisle=AISLE)), WaveParams(moves=1000))  # compiles once, outside every measured time
    rows: list[Row] = []
    answers: list[dict[str, Any]] = []
    for orders, waves, seed in days:
        for price in (AISLE, 0):
            name = f"{orders} orders, {waves} waves, seed {seed}, aisle {price}"
            problem = day(orders, waves, seed, Prices(aisle=price))
            ours = _ours(problem, price, seconds)
            rows.append(_first(name, problem))
            rows += [Row(name, who, plan.objective, plan.bound, took) for who, plan, took in ours]
            peer_seconds = seconds if price else min(PROOF, seconds)
            peers = [_peer(name, peer, orders, waves, seed, price, peer_seconds) for peer in PEERS]
            rows += peers
            answers.append(_answer(name, problem, ours, peers))
    _print(rows)
    if json_file is not None:
        json_file.write_text(json.dumps(answers), encoding="utf-8")


def _first(name: str, problem: WaveProblem) -> Row:
    """The quick plan alone."""
    began = time.process_time()
    model = build(problem)
    state = first_state(problem, model, model.day)
    took = time.process_time() - began
    released = int((state.wave < len(problem.waves)).sum())
    return Row(name, f"first plan ({released} of {len(state.wave)} released)", None, None, took)


def _ours(problem: WaveProblem, price: int, seconds: float) -> list[tuple[str, Plan[WavePlan], float]]:
    """Our plans: short and long searches and a proof with an aisle price, else search and proof in 60 s."""
    if not price:
        limit = min(PROOF, seconds)
        return [("ours", *_timed(problem, WaveParams(moves=3 * A_SECOND, prove_s=limit), limit))]
    short = WaveParams(moves=int(SHORT * A_SECOND), prove=False)
    long = WaveParams(moves=int(seconds * A_SECOND), prove=False)
    return [
        (f"ours, {SHORT:g} s", *_timed(problem, short, SHORT)),
        (f"ours, {seconds:g} s", *_timed(problem, long, seconds)),
        ("ours, with its bound", *_timed(problem, WaveParams(moves=A_SECOND), seconds)),
    ]


def _timed(problem: WaveProblem, params: WaveParams, seconds: float) -> tuple[Plan[WavePlan], float]:
    began = time.process_time()
    plan = solve(problem, params, Watch(stop=Stop(seconds, cpu=True)))
    return plan, time.process_time() - began


def _answer(
    name: str, problem: WaveProblem, ours: list[tuple[str, Plan[WavePlan], float]], peers: list[Row]
) -> dict[str, Any]:
    """Our short plan, with the best bound of all of ours, beside the best that anything found, and the peers."""
    _, plan, seconds = ours[0]
    feasible = not check(problem, plan.solution) and objective(problem, plan.solution) == plan.objective
    found = [plan.objective for _, plan, _ in ours] + [row.objective for row in peers if row.objective is not None]
    return {
        "instance": name, "objective": plan.objective, "bound": max(plan.bound or 0 for _, plan, _ in ours),
        "seconds": round(seconds, 3), "feasible": feasible,
        "solution": [[r.order_id, list(r.lines), r.wave_id] for r in plan.solution.releases],
        "set": "waves with aisles" if problem.prices.aisle else "waves without aisles",
        "reference": min(found), "against": "the best found",
        "peers": {row.who: (row.objective, row.seconds) for row in peers if row.who in PEERS},
    }


def _peer(name: str, peer: str, orders: int, waves: int, seed: int, price: int, seconds: float) -> Row:
    """Another solver on the same programme in a process of its own; no objective where it found none or is missing."""
    arguments = [peer, *(str(number) for number in (orders, waves, seed, price, seconds))]
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.waves_peer", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=3 * seconds + 120, check=False)
    except subprocess.TimeoutExpired:
        return Row(name, f"{peer} (did not stop)", None, None, 3 * seconds + 120)
    if done.returncode:
        return Row(name, f"{peer} (not run: {done.stderr.strip().splitlines()[-1][:60]})", None, None, 0.0)
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    return Row(name, peer, answer["objective"], answer["bound"], answer["seconds"])


def _print(rows: list[Row]) -> None:
    print("Waves (cost in price units, less is better; gap to the best found, and proven gap to the own bound)")
    for name in dict.fromkeys(row.day for row in rows):
        print(name)
        group = [row for row in rows if row.day == name]
        best = min((row.objective for row in group if row.objective is not None), default=None)
        for row in group:
            print(_line(row, best))


def _line(row: Row, best: float | None) -> str:
    cost = "–" if row.objective is None else f"{row.objective:.0f}"
    behind = "–" if row.objective is None or not best else f"{100 * (row.objective / best - 1):.2f} %"
    proven = "–"
    if row.objective and row.bound is not None:
        proven = f"{100 * (row.objective - row.bound) / row.objective:.2f} %"
    return f"  {row.who:<44}{cost:>10}{behind:>10}{proven:>10}{row.seconds:>9.2f} s"
