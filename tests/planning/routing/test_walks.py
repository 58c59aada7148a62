"""Walks on every kind of floor: exact against trying all orders, drawn, judged, and refused where there is none."""

import dataclasses
import itertools
import random

import pytest

from wms.base.errors import Cancelled, Refused
from wms.base.jobs import Progress, Stop, Watch
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import DOWN, UP, Depot, Door, ParallelFloor, Vehicle, regular_floor
from wms.planning.plan import Infeasible
from wms.planning.routing import problem as words
from wms.planning.routing.check import check
from wms.planning.routing.draw import PICK, steps
from wms.planning.routing.problem import RouteParams, RouteProblem
from wms.planning.routing.problem import Stop as Pick
from wms.planning.routing.solve import solve


def shortest_by_trying_all(problem: RouteProblem) -> int:
    floor = problem.floor
    graph, start, end = floor, problem.start, problem.start if problem.end is None else problem.end
    if isinstance(floor, ParallelFloor):
        start = ("depot", floor.depot(problem.start).name)
        end = start if problem.end is None else ("depot", floor.depot(problem.end).name)
        graph = floor.graph([stop.place for stop in problem.stops], problem.vehicle, (start[1], end[1]))
    best = 1 << 60
    for order in itertools.permutations({stop.place for stop in problem.stops}):
        walk = [graph.names[place] for place in (start, *order, end)]
        best = min(best, sum(int(graph.distances[a, b]) for a, b in itertools.pairwise(walk)))
    return best


def random_floor(rng: random.Random, **more: object) -> ParallelFloor:
    blocks, aisles = rng.randint(1, 3), rng.randint(1, 4)
    plain = regular_floor(
        aisles=aisles, cells=blocks * rng.randint(1, 4), aisle_gap=rng.randint(1, 9), cell_gap=rng.randint(1, 5),
        end_gap=rng.randint(1, 4), blocks=blocks,
    )
    depots = tuple(
        Depot(name, tuple(
            Door(a, rng.randrange(blocks + 1), rng.randint(0, 20)) for a in rng.sample(range(aisles), doors)
        ))
        for name, doors in (("gate", 1), ("office", 1), ("hall", rng.randint(1, aisles)))
    )
    fields = {"depots": depots, **more}
    return dataclasses.replace(plain, **fields)


def random_stops(rng: random.Random, floor: ParallelFloor, most: int = 5) -> tuple[Pick, ...]:
    places = [(a, y) for a in range(len(floor.aisle_x)) for y in {*floor.cell_y, *floor.cross_y}]
    return tuple(Pick(place) for place in rng.choices(places, k=rng.randint(0, most)))


@pytest.mark.parametrize(("start", "end"), [("gate", None), ("gate", "office"), ("hall", None), ("hall", "gate")])
def test_walks_through_any_number_of_blocks_are_as_short_as_the_best_of_all_orders(start: str, end: str | None):
    rng = random.Random(start + str(end))
    for _ in range(250):
        floor = random_floor(rng)
        problem = RouteProblem(floor, random_stops(rng, floor), start, end)
        plan = solve(problem)
        assert plan.objective == shortest_by_trying_all(problem), problem
        assert plan.gap == 0


def test_walks_with_closed_and_one_way_aisles_are_as_short_as_the_best_of_all_orders():
    rng = random.Random(11)
    solved = 0
    for _ in range(300):
        plain = random_floor(rng)
        stretches = [(a, b) for a in range(len(plain.aisle_x)) for b in range(plain.blocks)]
        blocked = frozenset(rng.sample(stretches, rng.randint(0, len(stretches) // 2)))
        one_way = tuple((a, b, rng.choice((UP, DOWN))) for a, b in stretches if rng.random() < 0.3)
        floor = dataclasses.replace(plain, blocked=blocked, one_way=one_way if rng.random() < 0.5 else ())
        problem = RouteProblem(floor, random_stops(rng, floor, 4), "gate", rng.choice((None, "office")))
        try:
            plan = solve(problem)
        except Infeasible:
            assert shortest_by_trying_all(problem) >= 1 << 50
            continue
        solved += 1
        assert plan.objective == shortest_by_trying_all(problem), problem
    assert solved > 100


def test_a_truck_that_cannot_turn_never_walks_less_and_leaves_at_the_far_end():
    rng = random.Random(12)
    truck = Vehicle("truck", turns=False)
    for _ in range(300):
        floor = random_floor(rng)
        problem = RouteProblem(floor, random_stops(rng, floor), "gate")
        assert solve(dataclasses.replace(problem, vehicle=truck)).objective >= solve(problem).objective


def test_the_truck_that_cannot_turn_finds_the_shortest_walk_of_whole_aisles():
    rng = random.Random(13)
    for _ in range(60):
        floor = regular_floor(aisles=rng.randint(1, 4), cells=3, aisle_gap=rng.randint(1, 9), cell_gap=4, end_gap=2)
        aisles = rng.sample(range(len(floor.aisle_x)), rng.randint(1, len(floor.aisle_x)))
        stops = tuple(Pick((a, floor.cell_y[1])) for a in aisles)
        problem = RouteProblem(floor, stops, vehicle=Vehicle("truck", turns=False))
        assert solve(problem).objective == whole_aisles(floor, aisles)


def whole_aisles(floor: ParallelFloor, aisles: list[int]) -> int:
    depth, best = floor.cross_y[-1], 1 << 60
    for order in itertools.permutations(aisles):
        for ways in itertools.product((0, depth), repeat=len(order)):
            at, length = (0, depth), depth * len(order)
            for aisle, y in zip(order, ways, strict=True):
                length += floor.distance(at, (aisle, y))
                at = (aisle, depth - y)
            best = min(best, length + floor.distance(at, (0, depth)))
    return best


def random_graph(rng: random.Random, stops: int) -> RouteProblem:
    size = stops + 3
    arcs = [(u, v, rng.randint(1, 50)) for u in range(size) for v in range(size) if u != v and rng.random() < 0.5]
    ring = [(u, (u + 1) % size, 60) for u in range(size)]
    floor = GraphFloor(size, tuple(arcs + ring), {i: i for i in range(size)})
    return RouteProblem(floor, tuple(Pick(i) for i in rng.sample(range(size), stops)), 0, rng.choice((None, 1)))


def test_walks_on_irregular_floors_are_as_short_as_the_best_of_all_orders():
    rng = random.Random(14)
    for _ in range(150):
        problem = random_graph(rng, rng.randint(0, 6))
        assert solve(problem).objective == shortest_by_trying_all(problem)


def test_many_stops_on_an_irregular_floor_are_proven_by_the_integer_programme():
    problem = random_graph(random.Random(15), 13)
    plan = solve(problem)
    assert plan.gap == 0
    assert solve(problem, RouteParams(prove=False)).objective >= plan.objective


def test_the_same_seed_gives_the_same_walk():
    problem = random_graph(random.Random(16), 25)
    params = RouteParams(seed=5, prove=False)
    assert solve(problem, params).solution == solve(problem, params).solution


def test_policies_are_true_walks_and_never_shorter_than_the_shortest():
    rng = random.Random(17)
    for _ in range(200):
        floor = regular_floor(aisles=rng.randint(1, 8), cells=6, aisle_gap=7, cell_gap=3, end_gap=2)
        problem = RouteProblem(floor, random_stops(rng, floor, 12))
        lengths = {p: solve(problem, RouteParams(policy=p)).objective for p in words.POLICIES}
        assert min(lengths.values()) == lengths[words.SHORTEST]
        assert lengths[words.COMBINED] <= min(lengths[words.S_SHAPE], lengths[words.RETURN])


def test_policies_on_an_example_done_by_hand():
    floor = regular_floor(aisles=3, cells=4, aisle_gap=10, cell_gap=2, end_gap=2)  # depth 10, cells at 2, 4, 6, 8
    problem = RouteProblem(floor, (Pick((0, 8)), Pick((1, 2)), Pick((1, 8)), Pick((2, 4))))
    found = {p: solve(problem, RouteParams(policy=p)).objective for p in words.POLICIES}
    assert found == {"return": 4 + 16 + 12 + 40, "s-shape": 20 + 12 + 40, "midpoint": 28 + 40, "largest gap": 28 + 40,
                     "combined": 4 + 20 + 40, "shortest": 4 + 20 + 40}


def test_a_policy_without_meaning_on_this_floor_is_refused():
    floor = regular_floor(aisles=3, cells=4, aisle_gap=10, cell_gap=2, end_gap=2, blocks=2)
    with pytest.raises(Refused, match="one block"):
        solve(RouteProblem(floor, ()), RouteParams(policy=words.S_SHAPE))


def test_the_drawn_steps_pick_everything_and_add_up():
    rng = random.Random(18)
    for _ in range(100):
        floor = random_floor(rng)
        problem = RouteProblem(floor, random_stops(rng, floor), "hall")
        plan = solve(problem)
        told = steps(problem, plan.solution)
        assert sum(step.length for step in told) == plan.objective
        assert [step.stop for step in told if step.kind == PICK] == list(plan.solution.order)


def test_levels_and_picks_take_time():
    floor = dataclasses.replace(
        regular_floor(aisles=1, cells=2, aisle_gap=10, cell_gap=1000, end_gap=1000), reach_seconds=(0, 20)
    )
    problem = RouteProblem(floor, (Pick((0, 1000), level=1, seconds=7),), vehicle=Vehicle("cart", speed=800))
    assert solve(problem).solution.seconds == 4000 // 800 + 20 + 7


def planted(rng: random.Random) -> tuple[RouteProblem, object]:
    floor = regular_floor(aisles=4, cells=6, aisle_gap=7, cell_gap=3, end_gap=2, blocks=2)
    problem = RouteProblem(floor, tuple(Pick((a, rng.choice(floor.cell_y))) for a in range(4)))
    return problem, solve(problem)


@pytest.mark.parametrize("fault", ["length", "visit", "walkable", "ends", "bound"])
def test_the_judge_catches_planted_faults(fault: str):
    problem, plan = planted(random.Random(19))
    route = plan.solution
    wrong = {
        "length": {"solution": dataclasses.replace(route, length=route.length - 1)},
        "visit": {"solution": dataclasses.replace(route, order=route.order[:-1])},
        "walkable": {"solution": dataclasses.replace(route, line=(route.line[0], (3, 2), *route.line[1:]))},
        "ends": {"solution": dataclasses.replace(route, line=route.line[:-1])},
        "bound": {"bound": plan.objective + 1},
    }[fault]
    assert check(problem, plan) == []
    assert fault in {v.constraint for v in check(problem, dataclasses.replace(plan, **wrong))}


def test_the_judge_sees_a_truck_turning_in_an_aisle():
    floor = regular_floor(aisles=1, cells=3, aisle_gap=1, cell_gap=5, end_gap=5)
    problem = RouteProblem(floor, (Pick((0, 15)),))
    plan = solve(problem)
    truck = dataclasses.replace(problem, vehicle=Vehicle("truck", turns=False))
    assert [v.constraint for v in check(truck, plan)] == ["turning"]


def test_a_stop_nobody_can_reach_is_named():
    floor = dataclasses.replace(
        regular_floor(aisles=2, cells=3, aisle_gap=9, cell_gap=5, end_gap=5), blocked=frozenset({(1, 0)})
    )
    with pytest.raises(Infeasible, match="B-07"):
        solve(RouteProblem(floor, (Pick((0, 5)), Pick((1, 10), location="B-07"))))


def test_a_disconnected_graph_is_infeasible():
    floor = GraphFloor(3, ((0, 1, 4), (1, 0, 4)), {0: 0, 1: 1, 2: 2})
    with pytest.raises(Infeasible, match="Stop 1"):
        solve(RouteProblem(floor, (Pick(1), Pick(2)), 0))


def test_nonsense_is_refused_with_every_fault():
    floor = regular_floor(aisles=2, cells=3, aisle_gap=9, cell_gap=5, end_gap=5)
    problem = RouteProblem(floor, (Pick((5, 5)), Pick((0, 99))), start="moon", vehicle=Vehicle("boat", speed=0))
    with pytest.raises(Refused) as refusal:
        solve(problem, RouteParams(policy="zigzag"))
    assert len(refusal.value.problems) == 5


def test_no_stops_is_a_walk_of_no_length():
    floor = regular_floor(aisles=2, cells=3, aisle_gap=9, cell_gap=5, end_gap=5)
    assert solve(RouteProblem(floor, ())).objective == 0


def test_huge_distances_do_not_overflow():
    floor = regular_floor(aisles=3, cells=4, aisle_gap=10**12, cell_gap=10**12, end_gap=10**12, blocks=2)
    stops = tuple(Pick((a, y)) for a in range(3) for y in floor.cell_y)
    assert solve(RouteProblem(floor, stops)).objective % 10**12 == 0


def test_a_cancelled_walk_is_not_planned():
    stop = Stop()
    stop.cancel()
    with pytest.raises(Cancelled):
        solve(random_graph(random.Random(20), 5), watch=Watch(stop=stop))


def test_a_deadline_still_gives_a_walk_with_its_bound():
    plan = solve(random_graph(random.Random(21), 30), watch=Watch(stop=Stop(0.0)))
    assert 0 < plan.bound <= plan.objective


def test_progress_tells_length_and_bound():
    heard: list[Progress] = []
    solve(random_graph(random.Random(22), 30), RouteParams(prove=False), Watch(report=heard.append))
    assert all(p.bound <= p.objective for p in heard if p.bound is not None)
    assert len(heard) >= 2
