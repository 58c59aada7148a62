"""Choosing places and walk together, against trying every choice."""

import dataclasses
import itertools
import random

import pytest

from wms.base.errors import Cancelled, Refused
from wms.base.jobs import Progress, Stop, Watch
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import ParallelFloor, regular_floor
from wms.planning.plan import Infeasible
from wms.planning.routing.problem import RouteProblem
from wms.planning.routing.problem import Stop as Pick
from wms.planning.routing.scattered.check import check
from wms.planning.routing.scattered.problem import ScatteredParams, ScatteredProblem
from wms.planning.routing.scattered.solve import solve
from wms.planning.routing.solve import solve as solve_route


def best_of_all_choices(problem: ScatteredProblem) -> float:
    best = float("inf")
    for size in range(len(problem.offers) + 1):
        for chosen in itertools.combinations(problem.offers, size):
            if all(sum(s.quantity for s in chosen if s.item == item) >= q for item, q in problem.demand):
                route = RouteProblem(problem.floor, chosen, problem.start)
                best = min(best, solve_route(route).objective)
    return best


def random_problem(rng: random.Random, floor: ParallelFloor, offers: int) -> ScatteredProblem:
    places = [(a, y) for a in range(len(floor.aisle_x)) for y in floor.cell_y]
    stock = tuple(
        Pick(rng.choice(places), item=rng.choice("ABC"), quantity=rng.choice((1, 1, 2, 3))) for _ in range(offers)
    )
    supply = {item: sum(s.quantity for s in stock if s.item == item) for item in "ABC"}
    demand = tuple((item, rng.randint(1, supply[item])) for item in "ABC" if supply[item])
    return ScatteredProblem(floor, stock, demand)


def one_block(rng: random.Random) -> ParallelFloor:
    return regular_floor(
        aisles=rng.randint(1, 5), cells=rng.randint(2, 7), aisle_gap=rng.randint(1, 9), cell_gap=rng.randint(1, 5),
        end_gap=rng.randint(1, 4), depot_at_bottom=rng.random() < 0.5,
    )


def test_on_one_block_the_choice_is_the_best_of_all_choices():
    rng = random.Random(31)
    for _ in range(150):
        problem = random_problem(rng, one_block(rng), rng.randint(1, 8))
        plan = solve(problem)
        best = best_of_all_choices(problem)
        assert plan.objective == best, problem
        assert plan.bound <= best


def test_on_several_blocks_the_choice_is_the_best_of_all_choices():
    rng = random.Random(32)
    floor = regular_floor(aisles=3, cells=6, aisle_gap=7, cell_gap=3, end_gap=2, blocks=2)
    for _ in range(25):
        problem = random_problem(rng, floor, rng.randint(1, 6))
        assert solve(problem, ScatteredParams(rounds=20)).objective == best_of_all_choices(problem)


def test_one_more_place_never_lengthens_the_proven_walk():
    rng = random.Random(33)
    for _ in range(40):
        problem = random_problem(rng, one_block(rng), 7)
        more = dataclasses.replace(problem, offers=(*problem.offers, Pick((0, problem.floor.cell_y[0]), item="A")))
        assert best_of_all_choices(more) <= best_of_all_choices(problem)
        assert solve(more).objective <= solve(problem).objective


def large_problem(seed: int) -> ScatteredProblem:
    rng = random.Random(seed)
    floor = regular_floor(aisles=20, cells=40, aisle_gap=30, cell_gap=10, end_gap=10)
    offers = tuple(
        Pick((rng.randrange(20), rng.choice(floor.cell_y)), item=str(rng.randrange(25)), quantity=rng.randint(1, 3))
        for _ in range(250)
    )
    supply = {item: sum(s.quantity for s in offers if s.item == item) for item in {s.item for s in offers}}
    return ScatteredProblem(floor, offers, tuple((item, min(4, q)) for item, q in sorted(supply.items())))


def test_the_same_seed_gives_the_same_choice():
    params = ScatteredParams(seed=3, rounds=10)
    assert solve(large_problem(34), params).solution == solve(large_problem(34), params).solution


def test_a_deadline_still_gives_a_checked_choice_with_a_bound():
    plan = solve(large_problem(35), watch=Watch(stop=Stop(0.0)))
    assert 0 <= plan.bound <= plan.objective


def test_progress_tells_length_and_bound():
    heard: list[Progress] = []
    plan = solve(large_problem(36), ScatteredParams(rounds=12), Watch(report=heard.append))
    assert len(heard) > 3
    assert heard[-1].objective >= plan.objective >= heard[-1].bound > 0


def test_cancelled_before_it_began_gives_nothing():
    stop = Stop()
    stop.cancel()
    with pytest.raises(Cancelled):
        solve(large_problem(37), watch=Watch(stop=stop))


def test_an_item_that_is_short_is_named_with_what_lacks():
    floor = regular_floor(aisles=2, cells=3, aisle_gap=5, cell_gap=1, end_gap=1)
    problem = ScatteredProblem(floor, (Pick((0, 1), item="A", quantity=2),), (("A", 5), ("B", 1)))
    with pytest.raises(Infeasible) as refusal:
        solve(problem)
    assert [(v.subject, v.excess) for v in refusal.value.violations] == [("A", 3), ("B", 1)]


def test_an_item_only_behind_a_closed_aisle_is_short():
    plain = regular_floor(aisles=2, cells=3, aisle_gap=5, cell_gap=1, end_gap=1)
    floor = dataclasses.replace(plain, blocked=frozenset({(1, 0)}))
    offers = (Pick((1, 2), item="A"), Pick((0, 2), item="B"))
    with pytest.raises(Infeasible, match="Item A"):
        solve(ScatteredProblem(floor, offers, (("A", 1), ("B", 1))))
    assert solve(ScatteredProblem(floor, offers, (("B", 1),))).objective == 4


def test_on_a_graph_the_nearer_place_is_chosen():
    arcs = ((0, 1, 9), (1, 0, 9), (0, 2, 4), (2, 0, 5), (2, 1, 1), (1, 2, 1))
    floor = GraphFloor(3, arcs, {0: 0, 1: 1, 2: 2})
    problem = ScatteredProblem(floor, (Pick(1, item="A"), Pick(2, item="A")), (("A", 1),), start=0)
    assert solve(problem).objective == 9


def test_nothing_asked_for_is_no_walk():
    floor = regular_floor(aisles=2, cells=3, aisle_gap=5, cell_gap=1, end_gap=1)
    assert solve(ScatteredProblem(floor, (Pick((0, 1), item="A"),), ())).objective == 0
    assert solve(ScatteredProblem(floor, (), (("A", 0),))).objective == 0


def test_nonsense_is_refused_with_every_fault():
    floor = regular_floor(aisles=2, cells=3, aisle_gap=5, cell_gap=1, end_gap=1)
    offers = (Pick((9, 9), item="A"), Pick((0, 1), item="A", quantity=-1))
    with pytest.raises(Refused) as refusal:
        solve(ScatteredProblem(floor, offers, (("A", 1), ("A", 2), ("B", -1))))
    assert len(refusal.value.problems) == 4


@pytest.mark.parametrize("fault", ["demand", "supply", "length"])
def test_the_judge_catches_planted_faults(fault: str):
    problem = large_problem(38)
    plan = solve(problem, ScatteredParams(rounds=2))
    takes, route = plan.solution.takes, plan.solution.route
    wrong = {
        "demand": dataclasses.replace(plan.solution, takes=takes[:-1]),
        "supply": dataclasses.replace(plan.solution, takes=(dataclasses.replace(takes[0], quantity=99), *takes[1:])),
        "length": dataclasses.replace(plan.solution, route=dataclasses.replace(route, length=route.length + 1)),
    }[fault]
    assert check(problem, plan) == []
    assert fault in {v.constraint for v in check(problem, dataclasses.replace(plan, solution=wrong))}
