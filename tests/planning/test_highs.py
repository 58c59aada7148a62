"""The solver in harness: what it proves is read, what it does not prove is not, and it lets go when told to."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pulp

from wms.base.jobs import Stop, Watch
from wms.planning.highs import run


def knapsack(sense: int) -> pulp.LpProblem:
    """Three things of which two fit."""
    model = pulp.LpProblem("knapsack", sense)
    take = model.add_variable_dicts("take", range(3), cat=pulp.LpBinary)
    model += pulp.lpSum((5, 4, 3)[n] * take[n] for n in range(3)) + 10
    model += (
        pulp.lpSum(take.values()) <= 2 if sense == pulp.LpMaximize else pulp.lpSum(take.values()) >= 2
    )
    return model


def test_both_senses_are_solved_with_the_constant_counted():
    best = run(knapsack(pulp.LpMaximize), Watch(), doing="testing")
    least = run(knapsack(pulp.LpMinimize), Watch(), doing="testing")
    assert (best.objective, best.bound, best.optimal) == (19, 19, True)
    assert (least.objective, least.bound, least.optimal) == (17, 17, True)
    assert best.values["take_2"] == 0


def test_an_infeasible_model_has_no_values():
    model = knapsack(pulp.LpMinimize)
    model += pulp.lpSum(model.variables()) <= 1
    answer = run(model, Watch(), doing="testing")
    assert answer.infeasible
    assert not answer.values


def test_a_linear_programme_has_its_own_optimum_as_bound():
    model = pulp.LpProblem("line", pulp.LpMinimize)
    x = model.add_variable("x", 0)
    model += 2 * x
    model += x >= 3
    answer = run(model, Watch(), doing="testing")
    assert (answer.objective, answer.bound) == (6, 6)


def hard(rng: random.Random) -> pulp.LpProblem:
    """A market split: small, and beyond any solver's patience."""
    model = pulp.LpProblem("split", pulp.LpMinimize)
    x = [model.add_variable(f"x{n}", cat=pulp.LpBinary) for n in range(60)]
    slack = [model.add_variable(f"s{n}{sign}", 0) for n in range(6) for sign in "+-"]
    model += pulp.lpSum(slack)
    for n in range(6):
        weights = [rng.randrange(100) for _ in x]
        total = pulp.lpSum(w * v for w, v in zip(weights, x, strict=True))
        model += total + slack[2 * n] - slack[2 * n + 1] == sum(weights) // 2
    return model


def test_a_cancel_from_another_thread_ends_a_long_run_with_its_best_answer():
    stop = Stop(60)
    seen: list[str] = []
    threading.Timer(0.6, stop.cancel).start()
    began = time.process_time()
    answer = run(hard(random.Random(1)), Watch(lambda p: seen.append(p.doing), stop), doing="splitting")
    assert not answer.optimal
    assert time.process_time() - began < 30
    assert "splitting" in seen


def test_a_starting_point_is_kept_when_there_is_no_time_to_beat_it():
    model = knapsack(pulp.LpMaximize)
    answer = run(model, Watch(), doing="testing", start={"take_1": 1.0, "take_2": 1.0}, mip_max_nodes=0)
    assert answer.objective is not None
    assert answer.objective >= 17


LEAVING = """
import sys
sys.path.insert(0, {folder!r})
import random
from test_highs import Stop, Watch, hard, run
run(hard(random.Random(2)), Watch(stop=Stop(0.3)), doing="leaving")
"""


def test_a_program_that_leaves_a_solver_behind_ends_well():
    code = LEAVING.format(folder=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
