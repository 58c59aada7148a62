"""Picking by zones: the parts of an order are picked where they lie and brought together."""

import dataclasses
import random

import pytest

from wms.base.errors import Refused
from wms.planning.batching.problem import BatchOrder, BatchParams, Cart
from wms.planning.batching.solve import solve as solve_batches
from wms.planning.batching.zones.check import check
from wms.planning.batching.zones.problem import Zone, ZonePlan, ZoneProblem, parts_of
from wms.planning.batching.zones.solve import solve
from wms.planning.floor.parallel import regular_floor
from wms.planning.routing.problem import Stop

QUICK = BatchParams(rounds=1, moves=1_000)


def two_zones(seed: int = 71, merge: int = 7) -> ZoneProblem:
    rng = random.Random(seed)
    floor = regular_floor(aisles=6, cells=8, aisle_gap=9, cell_gap=4, end_gap=3)
    places = [(a, y) for a in range(6) for y in floor.cell_y]
    orders = tuple(
        BatchOrder(str(n), tuple(Stop(rng.choice(places), quantity=2) for _ in range(3)), weight=30) for n in range(8)
    )
    zones = (Zone("left", Cart(orders=2)), Zone("right", Cart(weight=50)))
    return ZoneProblem(floor, orders, zones, {(a, y): "left" if a < 3 else "right" for a, y in places}, merge)


def test_each_zone_is_planned_for_itself_and_merges_are_paid():
    problem = two_zones()
    plan = solve(problem, QUICK)
    zones = sum(solve_batches(part, QUICK).objective for part in parts_of(problem).values())
    several = sum(len(zones) == 2 for zones in plan.solution.merges.values())
    assert several > 0
    assert plan.objective == zones + 7 * several
    assert plan.gap == 0


def test_every_piece_of_every_order_is_in_exactly_one_part():
    problem = two_zones(72)
    parts = parts_of(problem)
    for order in problem.orders:
        stops = [stop for part in parts.values() for o in part.orders if o.key == order.key for stop in o.stops]
        assert sorted(stops, key=repr) == sorted(order.stops, key=repr)


def test_one_zone_is_plain_batching():
    problem = two_zones(73)
    cart = Cart(orders=2)
    everywhere = dataclasses.replace(problem, zones=(Zone("all", cart),), zone_of=dict.fromkeys(problem.zone_of, "all"))
    plan = solve(everywhere, QUICK)
    assert plan.objective == solve_batches(parts_of(everywhere)["all"], QUICK).objective


@pytest.mark.parametrize("fault", ["objective", "zone", "merges", "every order once"])
def test_the_judge_catches_planted_faults(fault: str):
    problem = two_zones(74)
    plan = solve(problem, QUICK)
    left = plan.solution.batches["left"]
    wrong = {
        "objective": {"objective": plan.objective + 1},
        "zone": {"solution": ZonePlan({"left": left}, plan.solution.merges)},
        "merges": {"solution": ZonePlan(plan.solution.batches, {})},
        "every order once": {"solution": ZonePlan(
            {**plan.solution.batches, "left": dataclasses.replace(left, batches=left.batches[1:])}, plan.solution.merges
        )},
    }[fault]
    assert check(problem, plan) == []
    assert fault in {v.constraint for v in check(problem, dataclasses.replace(plan, **wrong))}


def test_a_place_without_a_zone_is_refused():
    with pytest.raises(Refused, match="in no zone"):
        solve(dataclasses.replace(two_zones(75), zone_of={}))
