"""Loading one container: well filled, by the rules, better with more time, and never more than there is."""

from __future__ import annotations

import random

import pytest

from wms.base.jobs import Progress, Stop, Watch
from wms.planning.cartons.check import check_load
from wms.planning.cartons.load import solve_load
from wms.planning.cartons.problem import THIS_SIDE_UP, Carton, LoadParams, LoadProblem, PackItem
from wms.planning.plan import Infeasible

CONTAINER = Carton(0, 587, 233, 220, 10**9, 0)
NARROW = LoadParams(most_blocks=2000, widest=2)


def goods(rng: random.Random, kinds: int = 6) -> tuple[PackItem, ...]:
    """Enough boxes of several kinds to fill the container about once."""
    items = []
    for number in range(kinds):
        x, y, z = rng.randrange(30, 120), rng.randrange(25, 100), rng.randrange(20, 80)
        quantity = max(1, CONTAINER.volume // kinds // (x * y * z))
        ways = THIS_SIDE_UP if rng.random() < 0.5 else ("xyz", "yxz", "xzy", "zxy")
        items.append(PackItem(number, x, y, z, quantity, 1000 * number, ways))
    return tuple(items)


def test_a_container_is_filled_by_the_rules():
    rng = random.Random(21)
    for number in range(6):
        problem = LoadProblem(CONTAINER, goods(rng), supported=number % 2 == 0)
        plan = solve_load(problem, NARROW)
        assert not check_load(problem, plan.solution)
        assert plan.bound is not None
        assert 0.75 * plan.bound < plan.objective <= plan.bound


def test_the_same_search_gives_the_same_load():
    problem = LoadProblem(CONTAINER, goods(random.Random(22)))
    assert solve_load(problem, NARROW).solution == solve_load(problem, NARROW).solution


def test_a_wider_search_is_never_worse():
    problem = LoadProblem(CONTAINER, goods(random.Random(23)))
    volumes = [solve_load(problem, LoadParams(most_blocks=2000, widest=width)).objective for width in (1, 2, 4)]
    assert volumes == sorted(volumes)


def test_the_weight_limit_holds_to_the_gram():
    bricks = PackItem(1, 100, 100, 100, quantity=20, weight_g=700)
    plan = solve_load(LoadProblem(Carton(0, 500, 500, 500, 6_999, 0), (bricks,)), NARROW)
    assert len(plan.solution.packed.pieces) == 9
    assert plan.solution.behind == ((1, 11),)


def test_when_all_fits_all_is_loaded_and_the_bound_is_met():
    plan = solve_load(LoadProblem(CONTAINER, (PackItem(1, 50, 50, 50, quantity=7),)))
    assert plan.objective == plan.bound == 7 * 50**3
    assert plan.solution.behind == ()


def test_what_is_too_large_stays_behind_with_its_reason():
    plan = solve_load(LoadProblem(CONTAINER, (PackItem(1, 600, 10, 10), PackItem(2, 10, 10, 10))), NARROW)
    assert plan.solution.behind == ((1, 1),)
    assert any("larger or heavier" in reason for reason in plan.reasons)


def test_progress_is_told_and_a_cancel_keeps_the_best_so_far():
    stop = Stop(60)
    seen: list[float] = []

    def listen(progress: Progress) -> None:
        if progress.objective is not None:
            seen.append(progress.objective)
            stop.cancel()

    problem = LoadProblem(CONTAINER, goods(random.Random(24)))
    plan = solve_load(problem, watch=Watch(listen, stop))
    assert plan.objective >= seen[0] > 0
    assert len(seen) < 60


def test_empty_and_impossible_loads():
    assert solve_load(LoadProblem(CONTAINER, ())).objective == 0
    with pytest.raises(Infeasible):
        solve_load(LoadProblem(CONTAINER, (PackItem(1, 0, 5, 5), PackItem(2, 5, 5, 5), PackItem(2, 5, 5, 5))))
