"""Batches on the clock: due times, shifts, lateness, against trying everything on small cases."""

import dataclasses
import itertools
import random
from collections.abc import Iterator

import pytest

from wms.base.errors import Refused
from wms.base.jobs import Progress, Stop, Watch
from wms.planning.batching.problem import BatchOrder, BatchProblem, Cart
from wms.planning.batching.sequencing.check import check
from wms.planning.batching.sequencing.problem import Due, Picker, SequenceParams, SequenceProblem
from wms.planning.batching.sequencing.solve import solve
from wms.planning.floor.parallel import regular_floor
from wms.planning.plan import Infeasible
from wms.planning.routing.problem import RouteProblem
from wms.planning.routing.problem import Stop as Pick
from wms.planning.routing.solve import solve as solve_route

QUICK = SequenceParams(turns=6, moves=4_000)


def partitions(items: list[int]) -> Iterator[list[list[int]]]:
    if not items:
        yield []
        return
    head, *rest = items
    for parts in partitions(rest):
        yield [[head], *parts]
        for i, part in enumerate(parts):
            yield [*parts[:i], [head, *part], *parts[i + 1 :]]


def span(problem: SequenceProblem, part: list[int]) -> int:
    orders = problem.orders
    stops = tuple(stop for n in part for stop in orders.orders[n].stops)
    length = int(solve_route(RouteProblem(orders.floor, stops, orders.start)).objective)
    return problem.setup + -(-length * problem.seconds // problem.per) + sum(stop.seconds for stop in stops)


def best_of_everything(problem: SequenceProblem) -> float:
    """The least seconds over all partitions, pickers, and orders of batches, hard due times kept; inf if impossible."""
    best, spans = float("inf"), {}
    for parts in partitions(list(range(len(problem.dues)))):
        if any(len(part) > (problem.orders.cart.orders or 99) for part in parts):
            continue
        times = [spans.setdefault(tuple(p), span(problem, p)) for p in parts]
        if sum(times) >= best:
            continue
        for who in itertools.product(range(len(problem.pickers)), repeat=len(parts)):
            if all(_possible(problem, [parts[i] for i, w in enumerate(who) if w == p], spans, p)
                   for p in range(len(problem.pickers))):
                best = sum(times)
                break
    return best


def _possible(problem: SequenceProblem, mine: list[list[int]], spans: dict[tuple[int, ...], int], picker: int) -> bool:
    for order in itertools.permutations(mine):
        at, fine = problem.pickers[picker].ready, True
        for part in order:
            at += spans[tuple(part)]
            dues = [problem.dues[n].at for n in part if problem.dues[n].at is not None]
            fine = fine and at <= min(dues, default=at)
        until = problem.pickers[picker].until
        if fine and (until is None or at <= until):
            return True
    return False


def random_problem(rng: random.Random, orders: int, pickers: int) -> SequenceProblem:
    floor = regular_floor(aisles=4, cells=6, aisle_gap=9, cell_gap=4, end_gap=3, blocks=rng.randint(1, 2))
    places = [(a, y) for a in range(4) for y in floor.cell_y]
    made = tuple(
        BatchOrder(str(n), tuple(Pick(rng.choice(places), seconds=5) for _ in range(rng.randint(1, 2))))
        for n in range(orders)
    )
    dues = tuple(Due(rng.choice((None, 150, 200, 300, 400))) for _ in range(orders))
    crew = tuple(Picker(str(p), until=rng.choice((None, 400))) for p in range(pickers))
    return SequenceProblem(BatchProblem(floor, made, Cart(orders=3)), dues, crew, setup=20)


def test_small_timetables_are_the_best_of_everything():
    rng = random.Random(61)
    solved = 0
    for _ in range(40):
        problem = random_problem(rng, rng.randint(1, 5), rng.randint(1, 2))
        best = best_of_everything(problem)
        if best == float("inf"):
            with pytest.raises(Infeasible):
                solve(problem, QUICK)
            continue
        plan = solve(problem, QUICK)
        solved += 1
        assert plan.objective == best, problem
        assert plan.gap == 0
    assert solved > 15


def test_one_more_picker_never_lengthens_the_work():
    rng = random.Random(62)
    for _ in range(15):
        problem = random_problem(rng, 4, 1)
        more = dataclasses.replace(problem, pickers=(*problem.pickers, Picker("extra")))
        assert best_of_everything(more) <= best_of_everything(problem)
        try:
            alone = solve(problem, QUICK).objective
        except Infeasible:
            continue
        assert solve(more, QUICK).objective <= alone


def soft_problem(weight: int | None, orders: int = 6) -> SequenceProblem:
    problem = random_problem(random.Random(63), orders, 2)
    return dataclasses.replace(problem, dues=tuple(Due(60, weight) for _ in range(orders)), pickers=(Picker("a"),))


def test_lateness_is_paid_where_it_has_a_price_and_refused_where_it_has_none():
    paid = solve(soft_problem(3), QUICK)
    worked = sum(shift.end - shift.start for shift in paid.solution.shifts)
    assert paid.objective > worked
    with pytest.raises(Infeasible, match="after it is due"):
        solve(soft_problem(None), QUICK)


def large_problem(orders: int = 40) -> SequenceProblem:
    problem = random_problem(random.Random(64), orders, 3)
    dues = tuple(Due(600 + 40 * n, 1) for n in range(orders))
    return dataclasses.replace(problem, dues=dues, pickers=(Picker("a"), Picker("b", ready=50), Picker("c")))


def test_the_same_seed_gives_the_same_timetable():
    params = SequenceParams(seed=2, turns=2, moves=4_000, exact_batches=0)
    assert solve(large_problem(), params).solution == solve(large_problem(), params).solution


def test_a_deadline_in_the_past_still_gives_a_checked_timetable():
    plan = solve(large_problem(), watch=Watch(stop=Stop(0.0)))
    assert plan.objective >= plan.bound


def test_progress_tells_cost_and_bound_and_cancel_ends_the_work():
    stop = Stop()
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) > 3:
            stop.cancel()

    plan = solve(large_problem(), watch=Watch(listen, stop))
    assert len(heard) < 10
    told = [progress for progress in heard if progress.objective is not None]
    assert all(progress.objective >= plan.objective >= progress.bound for progress in told)
    assert told


@pytest.mark.parametrize("fault", ["one batch at a time", "duration", "shift", "due", "objective", "every order once"])
def test_the_judge_catches_planted_faults(fault: str):
    problem = dataclasses.replace(
        soft_problem(None), dues=tuple(Due(2_000) for _ in range(6)), pickers=(Picker("a", ready=10),)
    )
    plan = solve(problem, QUICK)
    shifts = plan.solution.shifts
    assert len(shifts) >= 2
    last = shifts[-1]
    length = last.end - last.start
    changed = {
        "one batch at a time": (*shifts[:-1], dataclasses.replace(last, start=20, end=20 + length)),
        "duration": (*shifts[:-1], dataclasses.replace(last, end=last.end - 1)),
        "shift": (dataclasses.replace(shifts[0], start=0, end=shifts[0].end - 10), *shifts[1:]),
        "due": (*shifts[:-1], dataclasses.replace(last, start=2_000, end=2_000 + length)),
        "objective": shifts[:-1],
        "every order once": shifts[:-1],
    }[fault]
    assert check(problem, plan) == []
    broken = check(problem, dataclasses.replace(plan, solution=dataclasses.replace(plan.solution, shifts=changed)))
    assert fault in {v.constraint for v in broken}


def test_nobody_to_pick_is_refused():
    with pytest.raises(Refused, match="nobody"):
        solve(dataclasses.replace(large_problem(3), pickers=()))


def test_no_orders_is_an_empty_timetable():
    problem = large_problem(3)
    empty = dataclasses.replace(problem, orders=dataclasses.replace(problem.orders, orders=()), dues=())
    assert solve(empty).solution.shifts == ()
