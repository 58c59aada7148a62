"""Slotting as one call: exact core, rules between neighbours, then the search that knows the orders."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation
from wms.planning.slotting.arrays import SlottingArrays, arrays_of
from wms.planning.slotting.baselines import coi_slotting
from wms.planning.slotting.check import check, cost
from wms.planning.slotting.construct import core
from wms.planning.slotting.faults import refuse_contradictions
from wms.planning.slotting.fences import Fences, fences_of
from wms.planning.slotting.improve import bench_of, cost_of, doors, improve, one_block
from wms.planning.slotting.mend import mend, polish
from wms.planning.slotting.problem import Slotting, SlottingParams, SlottingProblem
from wms.planning.slotting.report import Reporter
from wms.planning.slotting.tables import with_table

Ints = NDArray[np.int64]
METHOD_PICKS = "exact transportation over location classes, then exchanges that keep apart what must be apart"
METHOD_ORDERS = "exact transportation over location classes, then annealing of exchanges by true walks"
POLISH_ROUNDS = 12


def solve(
    problem: SlottingProblem, params: SlottingParams | None = None, watch: Watch | None = None
) -> Plan[Slotting]:
    """Slot every item. The objective is millimetres walked (and reached) in the horizon, the bound is proven.

    Without a deadline the search takes up to a minute. Raises `Infeasible` when an item has no place or the rules
    between neighbours could not be kept, and `Cancelled` when stopped before a sound slotting was found.
    """
    params, watch = params or SlottingParams(), watch or Watch()
    begun = watch.stop.elapsed()
    refuse_contradictions(problem)
    problem = with_table(problem) if problem.orders and not one_block(problem) else problem
    watch.report(Progress("reading items and locations", 0, len(problem.items)))
    arrays = arrays_of(problem)
    if not arrays.units:
        return Plan(Slotting({}, None, 0), 0, 0, watch.stop.elapsed() - begun, params.seed, METHOD_PICKS)
    reporter = Reporter(problem)
    before = cost(problem, dict(problem.current)) if _complete(problem) else None
    base = core(problem, arrays, watch)
    bound = None if base.bound is None else max(0, base.bound // arrays.scale)
    fences = _sound(problem, arrays, base.where, base.pins, params, watch)
    if problem.orders:
        where, method = _by_orders(problem, arrays, fences, params, watch, bound), METHOD_ORDERS
    else:
        polish(arrays, fences, params.seed, POLISH_ROUNDS, watch)
        where, method = fences.where, METHOD_PICKS
    answer = answer_of(problem, arrays, where)
    after = checked(problem, answer)
    watch.report(Progress("slotted", 100, 100, float(after), bound))
    items = reporter.reasons(answer)
    seconds = watch.stop.elapsed() - begun
    return Plan(
        Slotting(answer, before, after, items), after, bound, seconds, params.seed, method,
        tuple(item.message for item in items[:20]),
    )


def checked(problem: SlottingProblem, answer: Mapping[int, tuple[int, ...]]) -> int:
    """The cost of an answer that the independent check finds sound. Raises `CheckFailed` otherwise."""
    faults = check(problem, dict(answer))
    if faults:
        raise CheckFailed(*faults)
    return cost(problem, dict(answer))


def answer_of(problem: SlottingProblem, arrays: SlottingArrays, where: Ints) -> dict[int, tuple[int, ...]]:
    """Item → location ids, from the location index of each unit."""
    answer: dict[int, list[int]] = {item.item_id: [] for item in problem.items}
    for unit, place in enumerate(where):
        answer[problem.items[arrays.item_of[unit]].item_id].append(problem.locations[place].location_id)
    return {item: tuple(places) for item, places in answer.items()}


def _sound(
    problem: SlottingProblem, arrays: SlottingArrays, where: Ints, pins: Ints, params: SlottingParams, watch: Watch
) -> Fences:
    fences = fences_of(problem, arrays, where, pins)
    if not mend(arrays, fences, params.seed, watch):
        if watch.stop.cancelled:
            raise Cancelled("The slotting was cancelled before a sound one was found.")
        faults = check(problem, answer_of(problem, arrays, fences.where))
        if faults:
            when = " in the time given" if watch.stop() else ""
            note = f"No slotting was found{when} that keeps every rule between neighbours; this remained: "
            raise Infeasible(*(Violation(f.constraint, f.subject, f.excess, note + f.message) for f in faults[:20]))
    return fences


def _by_orders(
    problem: SlottingProblem, arrays: SlottingArrays, fences: Fences, params: SlottingParams, watch: Watch,
    bound: int | None,
) -> Ints:
    bench = bench_of(problem, arrays, fences)
    custom = _custom(problem, arrays, fences, params, watch)
    if custom is not None:
        rival = bench_of(problem, arrays, custom)
        bench = rival if cost_of(rival) < cost_of(bench) else bench
    where, _ = improve(bench, params, watch, bound, constant=doors(problem))
    return where


def _custom(
    problem: SlottingProblem, arrays: SlottingArrays, fences: Fences, params: SlottingParams, watch: Watch
) -> Fences | None:
    """The cube-per-order slotting, often the better start; None where it cannot be made sound."""
    if (fences.pin >= 0).any():
        return None
    try:
        rival = fences_of(problem, arrays, coi_slotting(problem, arrays), fences.pin)
    except ValueError:
        return None
    return rival if mend(arrays, rival, params.seed, watch) else None


def _complete(problem: SlottingProblem) -> bool:
    return all(len(problem.current.get(item.item_id, ())) == item.facings for item in problem.items)
