"""Wave planning as one call: a first plan in a moment, the search, the proof as far as it goes, then the judge."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.planning.highs import Solved, run
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation
from wms.planning.waves.check import check, objective
from wms.planning.waves.construct import state_of
from wms.planning.waves.explain import troubles
from wms.planning.waves.improve import improve
from wms.planning.waves.model import Programme, build_programme
from wms.planning.waves.problem import Release, WaveParams, WavePlan, WaveProblem
from wms.planning.waves.search import total_cost
from wms.planning.waves.units import Ints, Model, build

SMALL = 6000
"""Up to so many (order, aisle, wave) triples the programme with an aisle price is solved as a whole."""


def solve(
    problem: WaveProblem, params: WaveParams | None = None, watch: Watch | None = None
) -> Plan[WavePlan]:
    """Choose the wave of every order at the least price (see `Prices`). Stopped early it returns its best so far.

    Orders that find no wave stay unreleased, each with its reason. Raises `Infeasible` for a contradictory problem.
    """
    params, watch = params or WaveParams(), watch or Watch()
    started = time.perf_counter()
    contradictions = list(_contradictions(problem))
    if contradictions:
        raise Infeasible(*contradictions)
    watch.report(Progress("preparing the waves"))
    model = build(problem)
    waves, bound, method = improve(problem, model, params, watch), None, "relaxed programme, then annealing"
    if params.prove and not watch.stop():
        better, bound = _prove(model, waves, params, watch)
        if better is not None and not check(problem, _plan(problem, model, better)):
            waves, method = better, "annealing, then the whole programme (PuLP, HiGHS)"
    plan = _plan(problem, model, waves)
    broken = check(problem, plan)
    if broken:
        raise CheckFailed(*broken)
    cost = objective(problem, plan)
    seconds = time.perf_counter() - started
    reasons = tuple(trouble.message for trouble in troubles(problem, model, waves))
    return Plan(plan, cost, None if bound is None else min(bound, cost), seconds, params.seed, method, reasons)


def _prove(model: Model, waves: Ints, params: WaveParams, watch: Watch) -> tuple[Ints | None, int | None]:
    """A bound; and better waves where the whole programme is small or simple enough to be solved far."""
    day, count = model.day, model.day.capacity.shape[0]
    small = len(day.aisle) * count <= SMALL
    whole = small or not day.aisle_price
    try:
        programme = build_programme(day, whole=whole, each_aisle=small, stop=watch.stop)
    except Cancelled:
        return None, None
    start = _start(model, programme, waves) if whole else None
    solved = run(
        programme.problem, watch, doing="proving the waves", seconds=params.prove_s, start=start, seed=params.seed
    )
    bound = None if solved.bound is None else max(0, math.ceil(solved.bound - 1e-4))
    return (_better(model, programme, solved, waves, count) if whole else None), bound


def _better(model: Model, programme: Programme, solved: Solved, waves: Ints, count: int) -> Ints | None:
    """The programme's waves where they cost less than ours."""
    if not solved.values:
        return None
    found = programme.waves_of(dict(solved.values), len(waves), count)
    value, ours = (total_cost(model.day, state_of(model.day, chosen)) for chosen in (found, waves))
    return found if value < ours else None


def _start(model: Model, programme: Programme, waves: Ints) -> dict[str, float]:
    """Our waves as values of every variable of the programme."""
    state, day = state_of(model.day, waves), model.day
    values = {variable.name: float(waves[unit] == wave) for (unit, wave), variable in programme.x.items()}
    for wave in range(day.capacity.shape[0]):
        values[f"e_{wave}"] = float(max(0, state.load[wave, 0] - day.fair[wave]))
        for group in range(day.clash.shape[0]):
            values[f"y_{group}_{wave}"] = float(state.groups[wave, group] > 0)
        for aisle in range(day.aisles):
            values[f"z_{wave}_{aisle}"] = float(state.opened[wave, aisle] > 0)
    return values


def _plan(problem: WaveProblem, model: Model, waves: Ints) -> WavePlan:
    releases = []
    for unit, wave in zip(model.units, waves.tolist(), strict=True):
        wave_id = problem.waves[wave].wave_id if wave < len(problem.waves) else None
        releases.append(Release(problem.orders[unit.order].order_id, unit.lines, wave_id))
    return WavePlan(tuple(releases))


def waves_of(problem: WaveProblem, plan: WavePlan) -> Ints:
    """A plan's waves in the form the search works on, for `one_more_picker`. The plan must come from this problem."""
    model = build(problem)
    index = {wave.wave_id: number for number, wave in enumerate(problem.waves)}
    chosen = {(r.order_id, r.lines): r.wave_id for r in plan.releases}
    waves = model.safe.copy()
    for number, unit in enumerate(model.units):
        wave_id = chosen[problem.orders[unit.order].order_id, unit.lines]
        waves[number] = len(index) if wave_id is None else index[wave_id]
    return waves


def _contradictions(problem: WaveProblem) -> Iterator[Violation]:
    yield from _doubles("order", [order.order_id for order in problem.orders])
    yield from _doubles("wave", [wave.wave_id for wave in problem.waves])
    yield from _doubles("started order", [order_id for order_id, _ in problem.fixed])
    rising = sorted(problem.waves, key=lambda wave: wave.start_s)
    if list(problem.waves) != rising:
        yield Violation("waves", "problem", 1, "The waves must be given in the order of their start.")
    for earlier, later in pairwise(rising):
        overlap = earlier.end_s - later.start_s
        if overlap > 0:
            text = f"Waves {earlier.wave_id} and {later.wave_id} overlap by {overlap} s; people would count twice."
            yield Violation("waves", f"wave {later.wave_id}", overlap, text)
    orders, waves = {o.order_id for o in problem.orders}, {w.wave_id for w in problem.waves}
    for order_id, wave_id in problem.fixed:
        if order_id not in orders or wave_id not in waves:
            text = f"Order {order_id} has started in wave {wave_id}, and one of the two is not known."
            yield Violation("identity", f"order {order_id}", 1, text)
    for order in problem.orders:
        amounts = (order.weight, order.pack_s, order.staging, order.dock, *(x.pick_s for x in order.lines))
        least = min((*amounts, *(line.quantity for line in order.lines)))
        if least < 0:
            text = f"Order {order.order_id} has a negative amount ({least})."
            yield Violation("amount", f"order {order.order_id}", -least, text)


def _doubles(what: str, ids: list[int]) -> Iterator[Violation]:
    for number, count in Counter(ids).items():
        if count > 1:
            yield Violation("identity", f"{what} {number}", count - 1, f"The {what} {number} is given {count} times.")
