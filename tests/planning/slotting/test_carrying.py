"""Moves in one walk: its length by hand, the search's own sum of it, and that it is counted where moves are chosen."""

import itertools

import numpy as np
import pytest

from wms.planning.slotting.carrying import carried, carrying_of
from wms.planning.slotting.check import cost
from wms.planning.slotting.problem import PastOrder, PickLocation, SlottedItem, SlottingProblem
from wms.planning.slotting.reslot import ReslotParams, reslot

LINE = np.abs(np.arange(10)[:, None] - np.arange(10)[None, :])


def walk(moves: dict[int, int], places: int = 10) -> int:
    """The walk along a line of places, from place 0 and back, that makes these moves (from, to)."""
    home = np.array(sorted(moves), np.int64)
    where = np.array([moves[source] for source in sorted(moves)], np.int64)
    c = carrying_of(home, where, places, True)
    return carried(LINE, 0, 0, np.arange(places), c)


def cycle_of(begin: int, moves: dict[int, int]) -> list[int]:
    """The places of the cycle from here on; empty when it is a chain."""
    members, here = [begin], moves[begin]
    while here in moves and here != begin:
        members.append(here)
        here = moves[here]
    return members if here == begin else []


def by_hand(moves: dict[int, int]) -> int:
    """The same, played load by load."""
    left, here, total = dict(moves), 0, 0
    while left:
        chained = {source for source in left if source not in left.values()}
        behind = set()
        for head in chained:
            while left.get(head) in left:
                head = left[head]
                behind.add(head)
        begin = min(sorted(left.keys() - behind), key=lambda source: abs(here - source))
        if set(left) == set(cycle_of(begin, left)):
            begin = min(cycle_of(begin, left), key=lambda source: abs(here - source) + source)
        total += abs(here - begin)
        here = begin
        while here in left:
            total += abs(here - left[here])
            here = left.pop(here)
    return total + here


def test_a_cycle_is_entered_where_it_is_nearest_and_left_there():
    assert walk({3: 7, 7: 3}) == 3 + 4 + 4 + 3


def test_the_last_cycle_is_entered_where_the_way_there_and_back_is_shortest():
    way = np.full((4, 4), 5, np.int64) - 5 * np.eye(4, dtype=np.int64)
    way[0, 1], way[1, 0], way[0, 2], way[2, 0] = 3, 9, 4, 4
    c = carrying_of(np.array([1, 2]), np.array([2, 1]), 4, True)
    assert carried(way, 0, 0, np.arange(4), c) == 4 + 5 + 5 + 4


def test_a_chain_begins_at_its_head():
    assert walk({5: 2, 2: 8}) == 5 + 3 + 6 + 8


def test_nobody_walks_for_nothing():
    assert walk({}) == 0


def test_random_moves_are_walked_as_by_hand():
    rng = np.random.default_rng(4)
    for _ in range(500):
        sources = rng.choice(9, int(rng.integers(1, 7)), replace=False) + 1
        targets = rng.choice(9, len(sources), replace=False) + 1
        moves = {int(a): int(b) for a, b in zip(sources, targets, strict=True) if a != b}
        assert walk(moves) == by_hand(moves), moves


def shop(rng: np.random.Generator, items: int = 8) -> SlottingProblem:
    """Some items along a corridor, one a place, in the wrong order."""
    table = tuple(tuple(int(abs(a - b)) * 100 for b in range(items + 1)) for a in range(items + 1))
    places = tuple(PickLocation(n, 0, place=n) for n in range(1, items + 1))
    today = rng.permutation(items) + 1
    orders = tuple(
        PastOrder(tuple(sorted(rng.choice(items, int(rng.integers(1, 4)), replace=False).tolist()))) for _ in range(12)
    )
    return SlottingProblem(
        tuple(SlottedItem(n, 1) for n in range(items)), places, orders=orders, walks=table,
        current={n: (int(today[n]),) for n in range(items)},
    )


@pytest.mark.parametrize("seed", range(4))
def test_moves_in_one_walk_count_as_long_as_that_walk_is(seed: int):
    problem = shop(np.random.default_rng(seed))
    plan = reslot(problem, ReslotParams(0, 0, 20, 1, steps=4_000, in_one_walk=True))
    answer = plan.solution
    moves = {problem.current[i][0]: place for i, (place,) in answer.locations.items()
             if problem.current[i] != (place,)}  # fmt: skip
    table = np.array(problem.walks)
    begun = sorted(moves)
    c = carrying_of(np.array(begun, np.int64), np.array([moves[a] for a in begun], np.int64), 9, True)
    assert answer.moving_mm == carried(table, 0, 0, np.arange(9), c)
    assert answer.after_mm == cost(problem, answer.locations)
    assert plan.objective == answer.after_mm + answer.moving_mm <= answer.before_mm


@pytest.mark.parametrize("seed", range(5))
def test_the_best_moves_in_one_walk_are_found_in_a_small_shop(seed: int):
    problem = shop(np.random.default_rng(100 + seed), items=5)
    plan = reslot(problem, ReslotParams(0, 0, 20, 1, steps=12_000, in_one_walk=True))
    table, today = np.array(problem.walks), [problem.current[i][0] for i in range(5)]
    totals = []
    for order in itertools.permutations(today):
        where = {i: (place,) for i, place in enumerate(order)}
        c = carrying_of(np.array(today, np.int64), np.array(order, np.int64), len(table), True)
        totals.append(cost(problem, where) + carried(table, 0, 0, np.arange(len(table)), c))
    assert plan.objective == min(totals)
