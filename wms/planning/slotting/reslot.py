"""Re-slotting: the few moves from today's slotting that pay for themselves within the horizon.

The search starts from doing nothing and counts every move at its price, so what it brings back is never worse. Moves
hang together in chains and cycles; each of these must earn its own cost or is left out, and those that earn most come
first when a day's moves are limited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation
from wms.planning.portion import Portion, portion
from wms.planning.slotting.arrays import SlottingArrays, arrays_of
from wms.planning.slotting.bound import least
from wms.planning.slotting.check import check, cost
from wms.planning.slotting.faults import refuse_contradictions
from wms.planning.slotting.fences import exchange, fences_of, overload, total_broken
from wms.planning.slotting.improve import Moves, bench_of, cost_of, doors, improve, one_block
from wms.planning.slotting.moves import Move, Shift, check_moves, executable, groups
from wms.planning.slotting.problem import ItemReason, SlottingParams, SlottingProblem
from wms.planning.slotting.promising import Chooser, go_to, suits
from wms.planning.slotting.report import Reporter
from wms.planning.slotting.search import Bench, change
from wms.planning.slotting.solve import answer_of
from wms.planning.slotting.tables import with_table

Ints = NDArray[np.int64]
HOT, WARM, MILD, COLD = 0.25, 0.1, 0.06, 0.01
"""Where the coolings begin: from today, where all moves are one walk, and after goods were chosen to be moved."""
CHOOSING, ROUNDS, STEPS_A_ROUND = 0.7, 1_000, 2_000
"""The share of the time for choosing, its most rounds, and how many steps of a repeatable run each stands for."""
SPANS = (0.1, 0.15, 0.25, 0.5)
"""The shares of the time of the coolings where all moves are one walk, every second one hotter."""
SHORT_S, FEWEST, FEW = 0.4, 12, 40
"""With few goods in one walk many coolings of so many seconds are better than long ones; at least so many are made."""
PROVING = 0.1
"""The share of the time that may go into the bound."""
METHOD = "the most promising exchanges by true walks, then annealing with every move at its price"


@dataclass(frozen=True, slots=True)
class ReslotParams:
    """One move costs `handling_mm` and `haul` times its way (1: one way with the load; 2: and back).

    At most `moves_a_day` on each of `days` days, moves aside included, and of at most `most` loads (None: as many as
    the days allow). `spots` restricts the locations that may be used, `choice` the items that may be moved (both by
    id; empty: all). Made `in_one_walk`, with a load in hand from place to place, moves cost that walk besides.
    """

    handling_mm: int = 30_000
    haul: int = 2
    moves_a_day: int = 50
    days: int = 5
    seed: int = 0
    steps: int | None = None
    spots: frozenset[int] = frozenset()
    choice: frozenset[int] = frozenset()
    most: int | None = None
    in_one_walk: bool = False

    @property
    def loads(self) -> int:
        """How many loads may be moved."""
        made = self.moves_a_day * self.days
        return made if self.most is None else min(made, self.most)


@dataclass(frozen=True, slots=True)
class Reslotting:
    """Moves in an order that works (`load` counts facings in the order of items); walks before and after, and moving.

    `before_mm` > `after_mm` + `moving_mm`, or there are no moves.
    """

    moves: tuple[Move, ...]
    locations: dict[int, tuple[int, ...]]
    before_mm: int
    after_mm: int
    moving_mm: int
    items: tuple[ItemReason, ...] = ()


def reslot(
    problem: SlottingProblem, params: ReslotParams | None = None, watch: Watch | None = None
) -> Plan[Reslotting]:
    """The moves worth making. The objective is walks and moves together in millimetres of the horizon.

    Every item needs all its locations in `problem.current`. Raises `Infeasible` where one has none; doing nothing is
    always an answer, so there is no other reason to fail; `Cancelled` before the search has begun. The bound is that of
    `bound.least`.
    """
    params, watch = params or ReslotParams(), watch or Watch()
    begun = watch.stop.elapsed()
    refuse_contradictions(problem)
    _all_have_a_place(problem)
    table = bool(problem.orders) and (params.in_one_walk or not one_block(problem))
    problem = with_table(problem) if table else problem
    arrays = arrays_of(problem)
    if not arrays.units:
        return Plan(Reslotting((), {}, 0, 0, 0), 0, None, 0.0, params.seed, METHOD)
    watch.stop.raise_if_cancelled()
    bench = _bench(problem, arrays, params)
    watch.stop.raise_if_cancelled()
    reporter = Reporter(problem)
    watch.stop.raise_if_cancelled()
    before, bound = cost(problem, dict(problem.current)), _bound(problem, arrays, bench, watch)
    go_to(bench, _searched(bench, params, watch, bound, doors(problem)))
    kept = _worth_it(problem, bench, params)
    answer = _answer(problem, arrays, bench, kept, before, params, reporter)
    if answer.moves and answer.after_mm + answer.moving_mm >= before:
        go_to(bench, bench.home)
        answer = _answer(problem, arrays, bench, [], before, params, reporter)
    _checked(problem, bench, answer, params)
    reasons = tuple(item.message for item in answer.items[:20])
    total = answer.after_mm + answer.moving_mm
    return Plan(answer, total, bound, watch.stop.elapsed() - begun, params.seed, METHOD, reasons)


def _bound(problem: SlottingProblem, arrays: SlottingArrays, bench: Bench, watch: Watch) -> int:
    """What is proven in a small share of the time; nothing when that is cancelled."""
    watch.report(Progress("proving how much can be saved"))
    try:
        return least(problem, arrays, bench, Portion(watch.stop, PROVING))
    except Cancelled:
        return 0


def _searched(bench: Bench, params: ReslotParams, watch: Watch, bound: int, constant: int) -> Ints:
    """The best locations (U,) of several coolings, each from where the last one ended.

    One walk for all moves makes the first move dear and the next ones cheap: few moves and many are far apart, and a
    single cooling ends at either.
    """
    best, least_cost = bench.fences.where.copy(), cost_of(bench)
    if watch.stop():
        return best
    hot = WARM if params.in_one_walk else HOT
    if not params.in_one_walk and suits(bench):
        rounds = ROUNDS if params.steps is None else max(1, params.steps // STEPS_A_ROUND)
        chooser = Chooser(bench, params.seed)
        best, least_cost = chooser.run(portion(watch, CHOOSING), rounds, bound, constant)
        hot = MILD
    bench.carrying.out[0] = params.in_one_walk
    spans = (1.0,) if not params.in_one_walk else SPANS if len(bench.choice) > FEW else _short(params, watch)
    for number, span in enumerate(spans):
        steps = None if params.steps is None else round(params.steps * span)
        where, found = improve(
            bench, SlottingParams(params.seed + number, steps), portion(watch, span / sum(spans[number:])), bound,
            hot=hot * (1 + number % 2), cold=COLD, doing="looking for moves that pay", constant=constant,
        )
        if found < least_cost:
            best, least_cost = where, found
    return best


def _short(params: ReslotParams, watch: Watch) -> tuple[float, ...]:
    """Equal spans, as many as the time allows; a run of so many steps must not depend on the clock."""
    left = watch.stop.left()
    count = max(FEWEST, int(left / SHORT_S)) if params.steps is None and left < float("inf") else FEWEST
    return (1 / count,) * count


def _all_have_a_place(problem: SlottingProblem) -> None:
    found = [
        Violation("today's location", str(item.item_id), float(item.facings),
                  f"Item {item.item_id} has {len(problem.current.get(item.item_id, ()))} locations today, "
                  f"not {item.facings}.")
        for item in problem.items if len(problem.current.get(item.item_id, ())) != item.facings
    ]
    if found:
        raise Infeasible(*found)


def _bench(problem: SlottingProblem, arrays: SlottingArrays, params: ReslotParams) -> Bench:
    index = {place.location_id: number for number, place in enumerate(problem.locations)}
    today = np.array([index[p] for item in problem.items for p in problem.current[item.item_id]], np.int64)
    fences = fences_of(problem, arrays, today, _pins(problem, arrays, today))
    spots = np.array(sorted(index[place] for place in params.spots), np.int64) if params.spots else None
    choice = None
    if params.choice:
        chosen = [problem.items[item].item_id in params.choice for item in arrays.item_of]
        choice = np.flatnonzero(chosen)
    moves = Moves(params.handling_mm, params.haul, params.loads, params.in_one_walk)
    return bench_of(problem, arrays, fences, moves, choice, spots)


def _pins(problem: SlottingProblem, arrays: SlottingArrays, today: Ints) -> Ints:
    """Families that lie together today stay in their aisle; those that do not are left as they are."""
    pins = np.full(arrays.units, -1, np.int64)
    families = np.array([problem.items[item].family for item in arrays.item_of])
    for family in problem.rules.together:
        mine = families == family
        aisles = set(arrays.aisle[today[mine]].tolist())
        if len(aisles) == 1:
            pins[mine] = aisles.pop()
    return pins


def _worth_it(problem: SlottingProblem, bench: Bench, params: ReslotParams) -> list[Shift]:
    """The shifts of chains and cycles that pay, best first, as many as the days allow; the bench follows."""
    shifts = _shifts(bench)
    worth: list[tuple[float, list[Shift]]] = []
    wrong = _wrong(bench)
    for group in groups(shifts):
        loss = _send_home(bench, group)
        if loss > 0 or _wrong(bench) > wrong:
            _send_out(bench, group)
            worth.append((loss / len(group), group))
    worth.sort(key=lambda pair: (-pair[0], pair[1][0].load))
    kept: list[Shift] = []
    allowed = params.loads
    for _, group in worth:
        candidate = [*kept, *group]
        if _days(problem, bench, candidate, params) <= params.days and len(candidate) <= allowed:
            kept = candidate
        else:
            _send_home(bench, group)
    if _wrong(bench) > wrong:
        _send_home(bench, kept)
        return []
    return kept


def _wrong(bench: Bench) -> int:
    return int(total_broken(bench.fences) + overload(bench.fences))


def _shifts(bench: Bench) -> list[Shift]:
    where = bench.fences.where
    away = np.flatnonzero(where != bench.home).tolist()
    return [Shift(unit, int(bench.home[unit]), int(where[unit])) for unit in away]


def _carry(bench: Bench, unit: int, place: int) -> int:
    if bench.fences.where[unit] == place:
        return 0
    difference = int(change(bench, unit, place, True, 0.0, 0.0))
    exchange(bench.fences, unit, place)
    return difference


def _send_home(bench: Bench, group: Sequence[Shift]) -> int:
    """Undo a chain or cycle; returns what that costs."""
    return sum(_carry(bench, shift.load, shift.source) for shift in group)


def _send_out(bench: Bench, group: Sequence[Shift]) -> int:
    return sum(_carry(bench, shift.load, shift.target) for shift in group)


def _moves(problem: SlottingProblem, bench: Bench, shifts: Sequence[Shift], params: ReslotParams) -> list[Move]:
    fences = bench.fences
    taken = set(bench.home.tolist()) | set(fences.where.tolist())
    usable = set(bench.spots.tolist()) - taken

    def suits(unit: int, place: int) -> bool:
        return bool(fences.allowed[fences.kind[unit], fences.type_of[place]])

    return executable(shifts, usable, suits, params.moves_a_day)


def _days(problem: SlottingProblem, bench: Bench, shifts: Sequence[Shift], params: ReslotParams) -> int:
    return 1 + max((move.day for move in _moves(problem, bench, shifts, params)), default=-1)


def _answer(
    problem: SlottingProblem, arrays: SlottingArrays, bench: Bench, shifts: list[Shift], before: int,
    params: ReslotParams, reporter: Reporter,
) -> Reslotting:  # fmt: skip
    locations = answer_of(problem, arrays, bench.fences.where)
    after = cost(problem, locations) if shifts else before
    moving = cost_of(bench) + doors(problem) - after
    name = {number: place.location_id for number, place in enumerate(problem.locations)} | {-1: -1}
    moves = tuple(
        replace(move, source=name[move.source], target=name[move.target])
        for move in _moves(problem, bench, shifts, params)
    )
    return Reslotting(moves, locations, before, after, moving, reporter.reasons(locations))


def _checked(problem: SlottingProblem, bench: Bench, answer: Reslotting, params: ReslotParams) -> None:
    """Raise `CheckFailed` when a rule is broken that was whole today, or when the moves cannot be made as listed."""
    faults = check(problem, answer.locations)
    if faults:  # what was broken today may stay so
        known = {(fault.constraint, fault.subject) for fault in check(problem, dict(problem.current))}
        faults = [fault for fault in faults if (fault.constraint, fault.subject) not in known]
    today, wanted = {}, {}
    unit = 0
    for item in problem.items:
        for old, new in zip(problem.current[item.item_id], answer.locations[item.item_id], strict=True):
            today[unit], wanted[unit] = old, new
            unit += 1
    faults += [
        Violation("move order", "moves", 1.0, message)
        for message in check_moves(today, wanted, answer.moves, params.moves_a_day)
    ]
    if faults:
        raise CheckFailed(*faults)
