"""Putaway: one pallet with its reasons, a truckload as cheaply as brute force, and every rule kept."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from wms.base.jobs import Stop, Watch
from wms.planning.plan import Infeasible
from wms.planning.putaway.check import check, objective_mm
from wms.planning.putaway.problem import (
    Content,
    Mixing,
    Pallet,
    Place,
    PutawayProblem,
    Scope,
    Segregation,
    Stowage,
)
from wms.planning.putaway.solve import solve
from wms.planning.putaway.suggest import suggest


def pallet(number: int, item: int = 1, **known: object) -> Pallet:
    """A euro pallet, one metre high, 400 kg."""
    size = {"length_mm": 1200, "width_mm": 800, "height_mm": 1000, "weight_g": 400_000}
    return Pallet(number, item, **{**size, **known})  # type: ignore[arg-type]


def place(number: int, **known: object) -> Place:
    """A free pallet position that bears a tonne."""
    size = {"length_mm": 1250, "width_mm": 900, "height_mm": 1500, "weight_g": 1_000_000}
    return Place(number, **{**size, "aisle_id": number, **known})  # type: ignore[arg-type]


APART = Segregation("3", "5.1", Scope.AISLE)


def random_load(rng: random.Random) -> PutawayProblem:
    """Up to four pallets and four places, every rule in play, small enough for brute force."""
    pallets = tuple(
        pallet(
            n, rng.randrange(3), lot_id=rng.randrange(2), height_mm=rng.choice([800, 1600]),
            weight_g=rng.choice([200_000, 600_000]), hazard=rng.choice(["", "", "3", "5.1"]),
            visits_per_week=rng.randrange(4),
        )
        for n in range(rng.randrange(1, 5))
    )
    places = tuple(
        place(
            n, slots=rng.choice([1, 1, 2, 3]), height_mm=rng.choice([1000, 1800]), aisle_id=rng.randrange(2),
            mixing=rng.choice(list(Mixing)), hazards=frozenset(rng.choice([("3", "5.1"), ("3",)])),
            contents=rng.choice([(), (Content(1, 0),), (Content(2, 1, "3"),)]), walk_mm=rng.randrange(9) * 1000,
            pick_mm=rng.randrange(9) * 1000, volume_mm3=rng.choice([None, 2 * 10**9]),
        )
        for n in range(4)
    )
    rules = rng.choice([(), (APART,), (APART, Segregation("3", "3", Scope.LOCATION))])
    return PutawayProblem(pallets, places, rules)


def brute_force(problem: PutawayProblem) -> int:
    """The least cost over every way to place or not to place each pallet."""
    options = [None, *(place.place_id for place in problem.places)]
    ids = [pallet.pallet_id for pallet in problem.pallets]
    stowages = (Stowage(tuple(zip(ids, chosen, strict=True))) for chosen in product(options, repeat=len(ids)))
    return min(objective_mm(problem, stowage) for stowage in stowages if not check(problem, stowage))


def test_a_truckload_costs_exactly_what_brute_force_finds():
    rng = random.Random(3)
    for _ in range(120):
        problem = random_load(rng)
        plan = solve(problem)
        assert plan.objective == brute_force(problem)
        assert plan.bound == plan.objective


def test_one_pallet_alone_goes_where_its_suggestion_says():
    rng = random.Random(4)
    for _ in range(60):
        problem = random_load(rng)
        problem = replace(problem, pallets=problem.pallets[:1])
        plan = solve(problem)
        if plan.solution.place_of[0][1] is None:
            with pytest.raises(Infeasible):
                suggest(problem, problem.pallets[0])
        else:
            assert suggest(problem, problem.pallets[0]).choices[0].cost_mm == plan.objective


def test_the_suggestion_says_what_each_choice_costs_and_why():
    near, full = place(1, walk_mm=5000, pick_mm=1000), place(2, walk_mm=6000, contents=(Content(1, 7),))
    answer = suggest(PutawayProblem((), (near, full)), pallet(9, lot_id=7, visits_per_week=2))
    assert [choice.place_id for choice in answer.choices] == [2, 1]
    assert all(choice.cost_mm == sum(term.cost_mm for term in choice.terms) for choice in answer.choices)
    assert "lies with the same item" in [term.words for term in answer.choices[0].terms]
    assert "2 visits a week over 1.0 m" in [term.words for term in answer.choices[1].terms]


@pytest.mark.parametrize(
    ("constraint", "excess", "bad"),
    [
        ("height", 100, place(1, height_mm=900)),
        ("weight", 1000, place(1, weight_g=399_000)),
        ("floor size", 50, place(1, length_mm=1150, width_mm=1150)),
        ("volume", 1, place(1, volume_mm3=1200 * 800 * 1000 - 1)),
        ("free position", 1, place(1, slots=0)),
        ("temperature", 1, place(1, temperature="frozen")),
        ("zone purpose", 1, place(1, purpose="forward")),
        ("hazard class", 1, place(1, hazards=frozenset({"8"}))),
        ("fixed item", 1, place(1, fixed_item=5)),
        ("mixing", 1, place(1, contents=(Content(2),))),
        ("blocked", 1, place(1, blocked="broken beam")),
    ],
)
def test_a_pallet_without_a_place_learns_which_rule_and_by_how_much(constraint: str, excess: int, bad: Place):
    with pytest.raises(Infeasible) as refusal:
        suggest(PutawayProblem((), (bad,)), pallet(9, hazard="3" if constraint == "hazard class" else ""))
    assert [(v.constraint, v.excess) for v in refusal.value.violations] == [(constraint, excess)]


def test_a_pallet_may_be_turned_unless_it_must_not():
    crosswise = PutawayProblem((), (place(1, length_mm=900, width_mm=1250),))
    assert suggest(crosswise, pallet(1)).choices
    with pytest.raises(Infeasible):
        suggest(crosswise, pallet(1, turnable=False))


def test_segregated_classes_do_not_share_an_aisle_even_when_they_arrive_together():
    everywhere = frozenset({"3", "5.1"})
    places = (
        place(1, aisle_id=1, hazards=everywhere), place(2, aisle_id=1, hazards=everywhere, walk_mm=10),
        place(3, aisle_id=2, hazards=everywhere, walk_mm=99_000),
    )
    load = (pallet(1, hazard="3"), pallet(2, hazard="5.1"))
    assert {place_id for _, place_id in solve(PutawayProblem(load, places, (APART,))).solution.place_of} == {1, 3}
    lying = replace(places[2], contents=(Content(8, None, "3"),), mixing=Mixing.ANYTHING)
    with pytest.raises(Infeasible, match="segregation"):
        suggest(PutawayProblem((), (lying,), (APART,)), load[1])


def test_what_finds_no_place_is_told_with_its_reason():
    plan = solve(PutawayProblem((pallet(1), pallet(2), pallet(3, height_mm=2000)), (place(1),)))
    assert [place_id for _, place_id in plan.solution.place_of].count(None) == 2
    assert any("the rest of the load needs all of them" in reason for reason in plan.reasons)
    assert any("500 mm too low" in reason for reason in plan.reasons)


def test_another_place_never_makes_the_load_dearer():
    rng = random.Random(6)
    for _ in range(30):
        problem = random_load(rng)
        more = replace(problem, places=(*problem.places, place(99, walk_mm=3000)))
        assert solve(more).objective <= solve(problem).objective


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("free position", ((1, 1), (2, 1), (3, None))),
        ("mixing", ((1, 2), (2, None), (3, 2))),
        ("weight", ((1, 2), (2, 2), (3, None))),
        ("height", ((1, 3), (2, None), (3, None))),
        ("segregation", ((1, None), (2, 5), (3, 6))),
        ("identity", ((1, None), (2, None))),
        ("identity", ((1, 77), (2, None), (3, None))),
        ("volume", ((1, 4), (2, None), (3, None))),
        ("floor size", ((1, 7), (2, None), (3, None))),
        ("hazard class", ((1, None), (2, 1), (3, None))),
    ],
)
def test_the_checker_finds_a_planted_mistake(constraint: str, wrong: tuple[tuple[int, int | None], ...]):
    load = (pallet(1), pallet(2, hazard="3"), pallet(3, item=2, hazard="5.1"))
    everywhere = frozenset({"3", "5.1"})
    places = (
        place(1), place(2, slots=2, weight_g=700_000), place(3, height_mm=10), place(4, volume_mm3=1),
        place(5, aisle_id=8, hazards=everywhere), place(6, aisle_id=8, hazards=everywhere), place(7, length_mm=100),
    )
    found = check(PutawayProblem(load, places, (APART,)), Stowage(wrong))
    assert constraint in {violation.constraint for violation in found}


def test_hostile_problems_end_well():
    assert solve(PutawayProblem((), ())).objective == 0
    nowhere = solve(PutawayProblem((pallet(1),), ()))
    assert nowhere.solution.place_of == ((1, None),)
    assert "no place at all" in nowhere.reasons[0]
    with pytest.raises(Infeasible):
        solve(PutawayProblem((pallet(1), pallet(1)), (place(1),)))


def test_a_cancelled_truckload_still_has_its_quick_stowage():
    stop = Stop()
    stop.cancel()
    plan = solve(PutawayProblem((pallet(1),), (place(1),)), watch=Watch(stop=stop))
    assert plan.solution.place_of == ((1, 1),)
    assert plan.bound is None
