"""Allocation: the oldest stock first, the fewest touches, and an honest reason for everything that is missing."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest

from wms.base.errors import Cancelled
from wms.base.jobs import Stop, Watch
from wms.planning.allocation.check import check
from wms.planning.allocation.problem import (
    Allocation,
    AllocationParams,
    AllocationProblem,
    Cause,
    DemandLine,
    DemandOrder,
    Holding,
    Rotation,
    Short,
    StockRow,
    Take,
)
from wms.planning.allocation.solve import solve
from wms.planning.plan import Infeasible

TODAY = 700_000


def stock(row_id: int, free: int, **known: object) -> StockRow:
    """A row of item 1 with nothing allocated."""
    return StockRow(**{"row_id": row_id, "item_id": 1, "location_id": row_id, "on_hand": free, "free": free, **known})  # type: ignore[arg-type]


def one_line(quantity: int, *rows: StockRow, holdings: tuple[Holding, ...] = (), **known: object) -> AllocationProblem:
    """One order with one line for item 1."""
    line = DemandLine(**{"line_id": 1, "order_id": 1, "item_id": 1, "quantity": quantity, **known})  # type: ignore[arg-type]
    return AllocationProblem((DemandOrder(1),), (line,), rows, TODAY, holdings=holdings)


def taken(problem: AllocationProblem) -> dict[int, int]:
    """Row → quantity, over all lines."""
    result: dict[int, int] = {}
    for take in solve(problem).solution.takes:
        result[take.row_id] = result.get(take.row_id, 0) + take.quantity
    return result


def random_problem(rng: random.Random) -> AllocationProblem:
    """A few orders over a little stock, with every rule in play."""
    rows = tuple(
        StockRow(
            n, rng.randrange(3), rng.randrange(6), on_hand := rng.randrange(1, 20), rng.randrange(on_hand + 1),
            received_day=rng.randrange(3), expiry_day=rng.choice([None, TODAY + rng.randrange(-2, 9)]),
            lot_id=rng.randrange(3), lpn_id=rng.choice([None, n]), whole=rng.random() < 0.8,
            blocked=rng.choice(["", "", "", "held"]), walk_mm=rng.randrange(100),
        )
        for n in range(rng.randrange(14))
    )
    orders = tuple(DemandOrder(n, rng.randrange(2), rng.randrange(3), rng.random() < 0.3) for n in range(4))
    lines = tuple(
        DemandLine(
            n, rng.randrange(4), rng.randrange(3), rng.randrange(1, 25), rotation=rng.choice(list(Rotation)),
            min_life_days=rng.choice([0, 0, 4]), lot_id=rng.choice([None, None, None, 1]),
        )
        for n in range(rng.randrange(9))
    )
    return AllocationProblem(orders, lines, rows, TODAY, rng.choice([0, 1, 30]))


def test_first_expired_leaves_first_and_undated_stock_last():
    rows = (stock(1, 5, expiry_day=TODAY + 9), stock(2, 5), stock(3, 5, expiry_day=TODAY + 3))
    assert taken(one_line(7, *rows)) == {3: 5, 1: 2}
    assert taken(one_line(12, *rows)) == {3: 5, 1: 5, 2: 2}


def test_first_in_first_out_and_its_opposite_look_at_the_day_of_receipt():
    rows = (stock(1, 5, received_day=2), stock(2, 5, received_day=1))
    assert taken(one_line(3, *rows, rotation=Rotation.FIFO)) == {2: 3}
    assert taken(one_line(3, *rows, rotation=Rotation.LIFO)) == {1: 3}


def test_whole_plates_go_before_older_loose_stock():
    rows = (stock(1, 30, expiry_day=TODAY + 1), stock(2, 48, lpn_id=7, expiry_day=TODAY + 9))
    assert taken(one_line(50, *rows, rotation=Rotation.WHOLE_LPN)) == {2: 48, 1: 2}
    assert taken(one_line(40, *rows, rotation=Rotation.WHOLE_LPN)) == {1: 30, 2: 10}


def test_a_customer_who_asks_for_ten_days_of_life_gets_them():
    rows = (stock(1, 5, expiry_day=TODAY + 9), stock(2, 5, expiry_day=TODAY + 10))
    assert taken(one_line(5, *rows, min_life_days=10)) == {2: 5}


def test_stock_that_counts_as_equally_old_is_taken_where_fewer_touches_suffice():
    rows = (stock(1, 5, received_day=0), stock(2, 20, received_day=3))
    problem = one_line(12, *rows, rotation=Rotation.FIFO)
    assert taken(problem) == {1: 5, 2: 7}
    assert taken(replace(problem, window_days=3)) == {2: 12}


def test_a_location_the_order_visits_anyway_costs_no_walk():
    rows = (
        stock(1, 9, location_id=50, walk_mm=90),
        stock(2, 9, item_id=2, location_id=50, walk_mm=90),
        stock(3, 9, item_id=2, location_id=60, walk_mm=10),
    )
    lines = (DemandLine(1, 1, 1, 4), DemandLine(2, 1, 2, 4))
    assert taken(AllocationProblem((DemandOrder(1),), lines, rows, TODAY)) == {1: 4, 2: 4}


def test_for_one_line_touches_then_walking_equal_brute_force():
    rng = random.Random(5)
    for _ in range(400):
        rows = tuple(stock(n, rng.randrange(1, 12), walk_mm=rng.randrange(50)) for n in range(6))
        need = rng.randrange(1, sum(sorted(row.free for row in rows)[-2:]) + 1)
        used = taken(one_line(need, *rows))
        walk = sum(row.walk_mm for row in rows if row.row_id in used)
        covers = [
            (len(some), sum(row.walk_mm for row in some))
            for count in range(1, 7) for some in combinations(rows, count) if sum(row.free for row in some) >= need
        ]
        assert (len(used), walk) == min(covers)


def test_three_touches_and_more_are_still_the_fewest():
    rng = random.Random(6)
    for _ in range(200):
        rows = tuple(stock(n, rng.randrange(1, 9), walk_mm=rng.randrange(50)) for n in range(8))
        need = rng.randrange(1, sum(row.free for row in rows) + 1)
        plan = solve(one_line(need, *rows))
        assert plan.objective == plan.bound


def test_two_lines_exchange_their_shares_so_that_each_goes_to_one_place():
    rows = (stock(1, 10, walk_mm=1), stock(2, 5, walk_mm=9))
    lines = (DemandLine(1, 1, 1, 5), DemandLine(2, 2, 1, 10))
    problem = AllocationProblem((DemandOrder(1), DemandOrder(2)), lines, rows, TODAY)
    assert solve(problem, AllocationParams(improve=False)).objective == 3
    assert solve(problem).objective == 2


def test_random_problems_pass_the_check_and_repeat_exactly():
    rng = random.Random(7)
    for _ in range(600):
        problem = random_problem(rng)
        plan = solve(problem)
        assert not check(problem, plan.solution)
        assert plan.bound is not None
        assert plan.bound <= plan.objective
        assert solve(problem).solution == plan.solution
        assert all(short.reasons for short in plan.solution.shorts)


def test_more_stock_never_leaves_more_lines_short():
    rng = random.Random(8)
    for _ in range(200):
        rows = tuple(stock(n, rng.randrange(1, 9)) for n in range(4))
        lines = tuple(DemandLine(n, n, 1, rng.randrange(1, 15)) for n in range(4))
        problem = AllocationProblem(tuple(DemandOrder(n) for n in range(4)), lines, rows, TODAY)
        more = replace(problem, stock=(*rows, stock(9, rng.randrange(1, 9))))
        assert len(solve(more).solution.shorts) <= len(solve(problem).solution.shorts)


def test_urgent_orders_come_first_and_the_later_one_learns_who_has_its_stock():
    lines = (DemandLine(1, 1, 1, 6), DemandLine(2, 2, 1, 6))
    problem = AllocationProblem((DemandOrder(1, priority=5), DemandOrder(2, priority=1)), lines, (stock(1, 8),), TODAY)
    (short,) = solve(problem).solution.shorts
    assert (short.line_id, short.quantity) == (1, 4)
    assert [(reason.cause, reason.order_id, reason.quantity) for reason in short.reasons] == [
        (Cause.TAKEN, 2, 6), (Cause.TAKEN, 1, 2),
    ]


def test_an_order_that_ships_complete_gets_nothing_and_frees_its_stock():
    orders = (DemandOrder(1, ship_complete=True), DemandOrder(2))
    lines = (DemandLine(1, 1, 1, 5), DemandLine(2, 1, 2, 1), DemandLine(3, 2, 1, 5))
    answer = solve(AllocationProblem(orders, lines, (stock(1, 5),), TODAY)).solution
    assert answer.takes == (Take(3, 1, 5),)
    assert {short.line_id: short.quantity for short in answer.shorts} == {1: 5, 2: 1}
    assert [reason.cause for reason in answer.shorts[0].reasons] == [Cause.INCOMPLETE]


def test_each_cause_is_told_with_its_quantity():
    rows = (
        stock(1, 4, blocked="held"),
        stock(2, 3, lot_id=8, expiry_day=TODAY + 50),
        stock(3, 2, lot_id=9, expiry_day=TODAY + 1),
        replace(stock(4, 7, lot_id=9), free=1),
    )
    problem = one_line(20, *rows, lot_id=9, min_life_days=5, holdings=(Holding(4, 77, 6),))
    (short,) = solve(problem).solution.shorts
    assert [(reason.cause, reason.quantity, reason.order_id) for reason in short.reasons] == [
        (Cause.BLOCKED, 4, None), (Cause.OTHER_LOT, 3, None), (Cause.SHORT_LIFE, 2, None),
        (Cause.TAKEN, 6, 77), (Cause.TAKEN, 1, 1),
    ]


def test_without_any_stock_the_reason_is_plain():
    (short,) = solve(one_line(3)).solution.shorts
    assert [reason.cause for reason in short.reasons] == [Cause.NO_STOCK]


@pytest.mark.parametrize(
    ("constraint", "takes", "shorts"),
    [
        ("free stock", (Take(1, 1, 9),), ()),
        ("line quantity", (Take(1, 1, 4),), ()),
        ("usable stock", (Take(1, 2, 9),), ()),
        ("rotation", (Take(1, 3, 9),), ()),
        ("left lying", (Take(1, 1, 5),), (Short(1, 4, ()),)),
        ("identity", (Take(1, 99, 9),), ()),
        ("quantity", (Take(1, 1, -9),), ()),
    ],
)
def test_the_checker_finds_a_planted_mistake(constraint: str, takes: tuple[Take, ...], shorts: tuple[Short, ...]):
    rows = (stock(1, 5, expiry_day=TODAY + 1), stock(2, 9, blocked="held"), stock(3, 9, expiry_day=TODAY + 5))
    problem = one_line(9, *rows)
    assert constraint in {violation.constraint for violation in check(problem, Allocation(takes, shorts))}


def test_the_checker_finds_a_broken_ship_complete_and_a_passed_over_priority():
    orders = (DemandOrder(1, priority=1), DemandOrder(2, priority=2, ship_complete=True))
    lines = (DemandLine(1, 1, 1, 5), DemandLine(2, 2, 1, 4))
    problem = AllocationProblem(orders, lines, (stock(1, 5),), TODAY)
    wrong = Allocation((Take(1, 1, 2), Take(2, 1, 3)), (Short(1, 3, ()), Short(2, 1, ())))
    assert {v.constraint for v in check(problem, wrong)} == {"ship complete", "priority"}


def test_contradictory_problems_are_refused_with_every_fault():
    line = DemandLine(1, 5, 1, 0)
    problem = AllocationProblem((DemandOrder(1), DemandOrder(1)), (line,), (replace(stock(1, 2), free=3),), TODAY)
    with pytest.raises(Infeasible) as refusal:
        solve(problem)
    assert [violation.subject for violation in refusal.value.violations] == ["order 1", "line 1", "line 1", "row 1"]


def test_an_empty_day_and_huge_quantities_are_no_trouble():
    assert solve(AllocationProblem((), (), ())).solution == Allocation((), ())
    assert taken(one_line(10**12, stock(1, 10**12 - 1), stock(2, 10**12))) == {2: 10**12}


def test_cancelling_leaves_nothing_half_allocated():
    stop = Stop()
    stop.cancel()
    with pytest.raises(Cancelled):
        solve(one_line(1, stock(1, 1)), watch=Watch(stop=stop))
