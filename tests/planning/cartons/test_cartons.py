"""Cartons: as cheap as brute force on small orders, and never a piece where it may not lie."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from wms.base.jobs import Stop, Watch
from wms.planning.cartons.check import check
from wms.planning.cartons.problem import (
    ANY_WAY,
    THIS_SIDE_UP,
    Carton,
    CartonProblem,
    Packed,
    Packing,
    PackItem,
    Placement,
)
from wms.planning.cartons.solve import solve
from wms.planning.plan import Infeasible

SMALL, LARGE = Carton(1, 300, 200, 150, 10_000, 40), Carton(2, 600, 400, 300, 20_000, 100)


def piece_masks(item: PackItem, carton: Carton) -> list[tuple[int, int, int]]:
    """Every place of one piece in a tiny carton: the cells it fills, its base and its top."""
    masks = []
    for dx, dy, dz in item.sizes():
        for x in range(carton.x_mm - dx + 1):
            for y in range(carton.y_mm - dy + 1):
                for z in range(carton.z_mm - dz + 1):
                    mask = 0
                    for cell in ((i, j, k) for i in range(dx) for j in range(dy) for k in range(dz)):
                        place = ((x + cell[0]) * 8 + y + cell[1]) * 8 + z + cell[2]
                        mask |= 1 << place
                    masks.append((mask, z, z + dz))
    return masks


def fits_by_brute_force(items: list[PackItem], carton: Carton) -> bool:
    """Whether the pieces fit, trying every whole-millimetre position."""
    if sum(item.weight_g for item in items) > carton.most_g:
        return False
    options = [piece_masks(item, carton) for item in items]

    def place(index: int, filled: int) -> bool:
        if index == len(options):
            return True
        return any(not mask & filled and place(index + 1, filled | mask) for mask, _, _ in options[index])

    return place(0, 0)


def cheapest_by_brute_force(problem: CartonProblem) -> int:
    """The least cost over every way to share the pieces among cartons."""
    pieces = [item for item in problem.items for _ in range(item.quantity)]

    @cache
    def single(members: tuple[int, ...]) -> int:
        chosen = [pieces[n] for n in members]
        return min((c.cost for c in problem.cartons if fits_by_brute_force(chosen, c)), default=10**9)

    @cache
    def best(rest: tuple[int, ...]) -> int:
        if not rest:
            return 0
        first, others = rest[0], rest[1:]
        options = []
        for count in range(len(others) + 1):
            for more in combinations(others, count):
                left = tuple(n for n in others if n not in more)
                options.append(single((first, *more)) + best(left))
        return min(options)

    return best(tuple(range(len(pieces))))


def tiny(rng: random.Random) -> CartonProblem:
    """A few pieces of a few millimetres."""
    items = tuple(
        PackItem(
            n, rng.randrange(1, 4), rng.randrange(1, 4), rng.randrange(1, 3), rng.choice([1, 1, 2]),
            rng.randrange(5), rng.choice([ANY_WAY, THIS_SIDE_UP]),
        )
        for n in range(rng.randrange(1, 4))
    )
    cartons = (Carton(1, 3, 3, 2, 8, 5), Carton(2, 4, 3, 3, 12, rng.randrange(6, 12)), Carton(3, 3, 3, 3, 9, 7))
    return CartonProblem(items, cartons)


def order(rng: random.Random, supported: bool = False) -> CartonProblem:
    """A realistic order of up to thirty pieces."""
    items = tuple(
        PackItem(
            n, rng.randrange(30, 250), rng.randrange(30, 180), rng.randrange(20, 140), rng.randrange(1, 6),
            rng.randrange(50, 900), rng.choice([ANY_WAY, THIS_SIDE_UP]), rng.randrange(3),
        )
        for n in range(rng.randrange(1, 8))
    )
    return CartonProblem(items, (SMALL, LARGE, Carton(3, 400, 300, 200, 15_000, 60)), supported)


def test_small_orders_cost_exactly_what_brute_force_finds():
    rng = random.Random(11)
    for _ in range(100):
        problem = tiny(rng)
        plan = solve(problem)
        assert plan.objective == cheapest_by_brute_force(problem)
        assert plan.bound == plan.objective


def test_realistic_orders_pass_the_check_and_repeat_exactly():
    rng = random.Random(12)
    for number in range(12):
        problem = order(rng, supported=number % 2 == 0)
        plan = solve(problem)
        assert not check(problem, plan.solution)
        assert plan.bound is not None
        assert plan.bound <= plan.objective
        assert solve(problem).solution == plan.solution


def test_of_equal_costs_the_smaller_carton_is_taken():
    item = PackItem(1, 100, 100, 100)
    equal = (Carton(1, 300, 300, 300, 999, 50), Carton(2, 150, 150, 150, 999, 50))
    assert [packed.carton_id for packed in solve(CartonProblem((item,), equal)).solution.cartons] == [2]


def test_the_fragile_lies_on_top_even_where_it_would_fit_below():
    sturdy = PackItem(1, 100, 100, 60)
    fragile = PackItem(2, 100, 100, 30, fragility=2, orientations=THIS_SIDE_UP)
    packing = solve(CartonProblem((fragile, sturdy), (Carton(1, 100, 100, 90, 999, 1),))).solution
    assert [(piece.item_id, piece.z) for piece in packing.cartons[0].pieces] == [(1, 0), (2, 60)]


def test_this_side_up_costs_a_second_carton_where_lying_down_would_not():
    upright = PackItem(1, 100, 100, 200, quantity=2, orientations=THIS_SIDE_UP)
    flat = (Carton(1, 200, 100, 210, 999, 10), Carton(2, 100, 100, 200, 999, 7), Carton(3, 200, 100, 200, 999, 9))
    assert solve(CartonProblem((upright,), (flat[1],))).objective == 14
    assert solve(CartonProblem((upright,), flat)).objective == 9
    lower = Carton(4, 200, 200, 100, 999, 3)
    assert solve(CartonProblem((upright,), (flat[1], lower))).objective == 14
    assert solve(CartonProblem((replace(upright, orientations=ANY_WAY),), (flat[1], lower))).objective == 3


def test_weight_splits_what_size_would_not():
    heavy = PackItem(1, 50, 50, 50, quantity=3, weight_g=6_000)
    assert len(solve(CartonProblem((heavy,), (SMALL,))).solution.cartons) == 3


def test_nothing_hangs_in_the_air():
    rng = random.Random(13)
    for _ in range(6):
        for packed in solve(order(rng)).solution.cartons:
            for piece in packed.pieces:
                below = [
                    other for other in packed.pieces
                    if other.z + other.dz == piece.z and other.x < piece.x + piece.dx and piece.x < other.x + other.dx
                    and other.y < piece.y + piece.dy and piece.y < other.y + other.dy
                ]
                assert piece.z == 0 or below


def test_another_kind_of_carton_never_makes_a_small_order_dearer():
    rng = random.Random(14)
    for _ in range(40):
        problem = tiny(rng)
        more = replace(problem, cartons=(*problem.cartons, Carton(9, 4, 4, 4, 99, 9)))
        assert solve(more).objective <= solve(problem).objective


@pytest.mark.parametrize(
    ("constraint", "pieces"),
    [
        ("inside", (Placement(1, 250, 0, 0, 100, 50, 20), Placement(2, 0, 0, 0, 60, 60, 60))),
        ("overlap", (Placement(1, 0, 0, 0, 100, 50, 20), Placement(2, 50, 0, 0, 60, 60, 60))),
        ("orientation", (Placement(1, 0, 0, 0, 20, 50, 100), Placement(2, 100, 0, 0, 60, 60, 60))),
        ("fragility", (Placement(1, 0, 0, 60, 100, 50, 20), Placement(2, 0, 0, 0, 60, 60, 60))),
        ("support", (Placement(1, 0, 0, 0, 100, 50, 20), Placement(2, 100, 0, 5, 60, 60, 60))),
        ("pieces", (Placement(1, 0, 0, 0, 100, 50, 20),)),
        ("identity", (Placement(7, 0, 0, 0, 100, 50, 20),)),
        ("weight", (Placement(1, 0, 0, 0, 100, 50, 20), Placement(2, 100, 0, 0, 60, 60, 60))),
    ],
)
def test_the_checker_finds_a_planted_mistake(constraint: str, pieces: tuple[Placement, ...]):
    items = (
        PackItem(1, 100, 50, 20, orientations=THIS_SIDE_UP, weight_g=5_500),
        PackItem(2, 60, 60, 60, weight_g=5_500, fragility=1),
    )
    problem = CartonProblem(items, (SMALL,), supported=True)
    found = {violation.constraint for violation in check(problem, Packing((Packed(1, pieces),)))}
    assert constraint in found


def test_a_good_packing_has_nothing_wrong():
    items = (PackItem(1, 100, 50, 20), PackItem(2, 60, 50, 60, fragility=1))
    pieces = (Placement(1, 0, 0, 0, 100, 50, 20), Placement(2, 0, 0, 20, 60, 50, 60))
    assert not check(CartonProblem(items, (SMALL,), supported=True), Packing((Packed(1, pieces),)))


def test_a_piece_too_large_or_too_heavy_is_told_with_its_excess():
    with pytest.raises(Infeasible) as refusal:
        solve(CartonProblem((PackItem(1, 620, 10, 10), PackItem(2, 9, 9, 9, weight_g=20_500)), (SMALL, LARGE)))
    assert [(v.constraint, v.subject, v.excess) for v in refusal.value.violations] == [
        ("carton size", "item 1", 20), ("carton weight", "item 2", 500),
    ]


def test_hostile_orders_end_well():
    assert solve(CartonProblem((), (SMALL,))).objective == 0
    assert solve(CartonProblem((PackItem(1, 5, 5, 5, quantity=0),), (SMALL,))).solution.cartons == ()
    for bad in (
        CartonProblem((PackItem(1, 5, 5, 5),), ()),
        CartonProblem((PackItem(1, 5, 5, 0),), (SMALL,)),
        CartonProblem((PackItem(1, 5, 5, 5), PackItem(1, 5, 5, 5)), (SMALL,)),
    ):
        with pytest.raises(Infeasible):
            solve(bad)


def test_a_cancelled_order_still_has_a_checked_packing():
    stop = Stop()
    stop.cancel()
    problem = order(random.Random(15))
    assert not check(problem, solve(problem, watch=Watch(stop=stop)).solution)
