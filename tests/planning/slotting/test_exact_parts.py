"""The exact parts against brute force: the transportation core, walks, trips, affinity, and the order of moves."""

import itertools

import numpy as np
import pytest

from wms.base.jobs import Watch
from wms.planning.routing.oneblock import walk_lengths
from wms.planning.slotting.affine import affinity_cost, by_affinity
from wms.planning.slotting.facings import facings_needed, units_held
from wms.planning.slotting.moves import ON_THE_TRUCK, Move, Shift, check_moves, executable, groups, is_cycle
from wms.planning.slotting.problem import PickLocation
from wms.planning.slotting.segregation import Segregation, classes, segregation
from wms.planning.slotting.transport import Classes, spread, transport
from wms.planning.slotting.trips import trip
from wms.planning.slotting.walks import Walks, moved, walks_of, would_walk


def random_core(rng: np.random.Generator):
    units, kinds, number = int(rng.integers(1, 6)), int(rng.integers(1, 4)), int(rng.integers(1, 6))
    walk_weight, pick_weight = rng.integers(0, 9, (2, units))
    usable = rng.random((kinds, number)) < 0.7
    room = rng.integers(1, 3, number)
    walk, reach = rng.integers(0, 20, (2, number))
    starts = np.concatenate([[0], np.cumsum(usable.sum(axis=1))])
    classes_ = Classes(walk, reach, room, starts, np.nonzero(usable)[1])
    return walk_weight, pick_weight, rng.integers(0, kinds, units), classes_, usable


def cheapest(walk_weight, pick_weight, kind, classes_: Classes, usable) -> int | None:
    best = None
    for choice in itertools.product(range(len(classes_.room)), repeat=len(kind)):
        fits = all(usable[k, c] for k, c in zip(kind, choice, strict=True))
        if fits and (np.bincount(choice, minlength=len(classes_.room)) <= classes_.room).all():
            cost = sum(w * classes_.walk[c] + p * classes_.reach[c]
                       for w, p, c in zip(walk_weight, pick_weight, choice, strict=True))
            best = int(cost) if best is None else min(best, int(cost))
    return best


def test_the_core_is_exact_and_proves_it_on_a_thousand_small_houses():
    rng = np.random.default_rng(1)
    for _ in range(1000):
        walk_weight, pick_weight, kind, classes_, usable = random_core(rng)
        answer = transport(walk_weight, pick_weight, kind, classes_, Watch())
        best = cheapest(walk_weight, pick_weight, kind, classes_, usable)
        assert answer.complete == (best is not None) == (not answer.unplaced)
        if answer.complete:
            chosen = answer.class_of
            assert int((walk_weight * classes_.walk[chosen] + pick_weight * classes_.reach[chosen]).sum()) == best
            assert answer.bound == best
            assert (np.bincount(chosen, minlength=len(classes_.room)) <= classes_.room).all()


def test_every_unit_of_a_class_gets_a_location_of_its_own():
    class_of = np.array([1, 0, 1, 1, 0, 2])
    where = spread(np.array([1, 0, 1]), class_of)
    assert len(set(where.tolist())) == 3
    assert class_of[where].tolist() == [1, 0, 1]


def tried(walks: Walks, order: int, source: int, target: int) -> int:
    w = walks
    return would_walk(
        w.mask, w.stops, w.y, w.ways, w.prefix, w.togo, w.last, w.cross, w.depth, w.door, order, w.aisle[source],
        w.rank[source], w.aisle[target], w.rank[target],
    )


def test_walks_equal_the_routing_planner_before_and_after_every_exchange():
    rng = np.random.default_rng(2)
    for case in range(120):
        aisles, cells = int(rng.integers(1, 6)), int(rng.integers(1, 8)) if case % 4 else int(rng.integers(65, 130))
        across = np.cumsum(rng.integers(1, 9, aisles)).astype(np.int64)
        places = np.sort(rng.choice(np.arange(300), cells, replace=False)).astype(np.int64)
        depth, door = int(rng.integers(300, 305)), int(rng.integers(aisles))
        aisle, y = np.repeat(np.arange(aisles), 2 * cells), np.tile(np.repeat(places, 2), aisles)
        where = rng.permutation(len(aisle)).astype(np.int64)
        rows = [rng.choice(len(where), int(rng.integers(1, min(len(where), 9) + 1)), replace=False) for _ in range(3)]
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        stops = np.concatenate(rows).astype(np.int64)

        def judged(where, across=across, depth=depth, door=door, starts=starts, stops=stops, aisle=aisle, y=y):
            return walk_lengths(across, depth, door, 0, starts, aisle[where[stops]], y[where[stops]])

        walks = walks_of(across, depth, door, y, aisle, starts, stops, np.ones(3, np.int64), where)
        assert (walks.length == judged(where)).all()
        for _ in range(15):
            unit, place = int(rng.integers(len(where))), int(rng.integers(len(where)))
            other, home = int(np.flatnonzero(where == place)[0]), int(where[unit])
            changed = where.copy()
            changed[unit], changed[other] = place, home
            truth, keep = judged(changed), bool(rng.random() < 0.5)
            for order, row in enumerate(rows):
                if (unit in row) != (other in row):
                    source, target = (home, place) if unit in row else (place, home)
                    assert tried(walks, order, source, target) == truth[order]
                    assert not keep or moved(walks, order, source, target) == truth[order]
            where = changed if keep else where
            assert (walks.length == judged(where)).all()


def test_trips_up_to_nine_stops_are_shortest_and_longer_ones_near_it():
    rng = np.random.default_rng(3)
    for case in range(60):
        spots = rng.integers(0, 100, (9, 2))
        way = np.abs(spots[:, None] - spots[None]).sum(axis=2).astype(np.int64)
        if case % 2:
            way += rng.integers(0, 30, way.shape)
        stops = rng.integers(2, 9, int(rng.integers(1, 7)))
        rows = itertools.permutations(set(stops))
        best = min(sum(int(way[a, b]) for a, b in itertools.pairwise((0, *row, 1))) for row in rows)
        assert trip(way, 0, 1, stops.astype(np.int64)) == best
    line = np.abs(np.arange(20)[:, None] - np.arange(20)).astype(np.int64)
    assert trip(line, 0, 0, np.arange(1, 20)) == 38
    assert trip(line, 0, 0, np.empty(0, np.int64)) == 0


@pytest.mark.parametrize("even", [True, False])
def test_affinity_finds_the_best_of_all_placings_of_six(even: bool):
    rng = np.random.default_rng(4)
    for case in range(15):
        flow, way = rng.integers(0, 9, (2, 6, 6))
        if even:
            flow, way = flow + flow.T, way + way.T if case % 2 else way
        best = min(affinity_cost(flow, way, np.array(p)) for p in itertools.permutations(range(6)))
        plan = by_affinity(flow, way, seed=case, children=4)
        assert plan.objective == best == affinity_cost(flow, way, np.array(plan.solution))


def test_dangerous_goods_are_graded_alike_from_both_sides():
    for one in classes():
        for other in classes():
            assert segregation(one, other) == segregation(other, one)
    assert segregation("3", "5.1") == Segregation.SEPARATED_FROM
    assert segregation("1.4", "2.2") == Segregation.AWAY_FROM
    assert segregation("6.2", "8") == Segregation.COMPARTMENT
    assert segregation("2.1", "1.2") == Segregation.LONGITUDINALLY
    assert segregation("9", "1.1") == Segregation.NONE


def test_facings_follow_from_what_a_location_holds():
    place = PickLocation(1, 0, width_mm=1000, depth_mm=600, height_mm=400, max_weight_g=100_000)
    assert units_held((300, 500, 200), 100, place) == 8
    assert units_held((300, 500, 200), 30_000, place) == 3
    assert units_held((300, 700, 200), 100, place) == 4
    assert facings_needed(25, 6, 1.0) == 5
    assert facings_needed(0, 6, 0.5) == 1
    with pytest.raises(ValueError):
        facings_needed(5, 0, 1.0)


def test_moves_can_be_made_in_the_order_given_for_a_thousand_random_re_slottings():
    rng = np.random.default_rng(5)
    for _ in range(1000):
        loads, places = int(rng.integers(1, 7)), int(rng.integers(7, 10))
        today = dict(enumerate(rng.permutation(places)[:loads].tolist()))
        wanted = dict(enumerate(rng.permutation(places)[:loads].tolist()))
        shifts = [Shift(load, today[load], wanted[load]) for load in today if today[load] != wanted[load]]
        free = set(range(places)) - set(today.values()) - set(wanted.values())
        refuses = bool(rng.random() < 0.3)
        a_day = int(rng.integers(2, 9))
        moves = executable(shifts, free, lambda load, place, refuses=refuses: not refuses, a_day)
        assert check_moves(today, wanted, moves, a_day) == []
        cycles = sum(is_cycle(group) for group in groups(shifts))
        assert len(moves) == len(shifts) + cycles
        on_truck = any(ON_THE_TRUCK in (move.source, move.target) for move in moves)
        assert on_truck == (cycles > 0 and (refuses or not free))


@pytest.mark.parametrize(
    "moves",
    [
        [Move(0, 1, 2)],
        [Move(0, 1, 3), Move(1, 2, 1)],
        [Move(0, 2, 3)],
        [Move(0, 1, 3), Move(0, 3, 4), Move(0, 4, 3)],
    ],
    ids=["onto another load", "load 1 not wanted there", "from where it is not", "too many on a day"],
)
def test_the_judge_of_moves_finds_a_planted_mistake(moves: list[Move]):
    assert check_moves({0: 1, 1: 2}, {0: 3, 1: 2}, moves, 2)
