"""Why an order is late or not released, and what one more picker would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wms.base.jobs import Watch
from wms.planning.waves.construct import state_of
from wms.planning.waves.improve import improve
from wms.planning.waves.problem import WaveParams, WaveProblem
from wms.planning.waves.search import State, total_cost
from wms.planning.waves.units import NEVER, RESOURCES, Day, Ints, Model, build, last_safe_wave

UNITS = {"picking": "s of picking", "packing": "s of packing", "staging": "of staging", "dock": "of dock"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One order that is late (`waves_late` > 0) or not released, with what stands in its way wave by wave."""

    order_id: int
    lines: tuple[int, ...]
    waves_late: int
    causes: tuple[str, ...]

    @property
    def message(self) -> str:
        """The whole story in one sentence."""
        what = f"is {self.waves_late} waves late" if self.waves_late else "is not released"
        return f"Order {self.order_id} {what}: {'; '.join(self.causes)}."


@dataclass(frozen=True, slots=True)
class Change:
    """What one more picker in a shift would do: cost, late and unreleased units before and after."""

    shift: int
    cost_before: int
    cost_after: int
    late_before: int
    late_after: int
    unreleased_before: int
    unreleased_after: int


def troubles(problem: WaveProblem, model: Model, waves: Ints) -> tuple[Trouble, ...]:
    """Every late or unreleased unit with its causes."""
    state = state_of(model.day, waves)
    return tuple(_troubles(problem, model, state))


def _troubles(problem: WaveProblem, model: Model, state: State) -> Iterator[Trouble]:
    for number, unit in enumerate(model.units):
        order = problem.orders[unit.order]
        wave, safe = int(state.wave[number]), last_safe_wave(problem, order)
        unreleased = wave == len(problem.waves)
        if not unreleased and wave <= safe:
            continue
        until = len(problem.waves) if unreleased else safe + 1
        causes = tuple(_causes(problem, model, state, number, until))
        yield Trouble(order.order_id, unit.lines, 0 if unreleased else wave - safe, causes)


def _causes(problem: WaveProblem, model: Model, state: State, unit: int, until: int) -> Iterator[str]:
    """What stands in the way of each wave that is early enough."""
    if unit in model.fixed:
        yield "it has started in this wave"
        return
    allowed = [wave for wave in range(until) if model.day.cost[unit, wave] < NEVER]
    if not allowed:
        order = problem.orders[model.units[unit].order]
        yield f"no open wave lies between its ready time {order.ready_s} s and its cut-off {order.cutoff_s} s"
    for wave in allowed:
        found = list(_obstacles(model, state, unit, wave))
        name = f"wave {problem.waves[wave].wave_id}"
        yield f"{name}: {', '.join(found) or 'there is room, at a higher cost'}"


def _obstacles(model: Model, state: State, unit: int, wave: int) -> Iterator[str]:
    day = model.day
    for resource, name in enumerate(RESOURCES):
        use = int(day.use[unit, resource])
        lack = int(state.load[wave, resource]) + use - int(day.capacity[wave, resource])
        if use and lack > 0:
            yield f"{lack} {UNITS[name]} missing"
    if any(state.groups[wave, g] and day.clash[day.group[unit], g] for g in range(day.clash.shape[0])):
        yield "a group it may not meet is in it"
    for place in range(day.item_start[unit], day.item_start[unit + 1]):
        yield from _lacking(model, day, state, place, wave)


def _lacking(model: Model, day: Day, state: State, place: int, wave: int) -> Iterator[str]:
    item = int(day.item[place])
    over = state.drawn[item, wave:] + day.quantity[place] - day.stock[item, wave:]
    lack = int(over.max())
    if lack > 0:
        yield f"{lack} of item {model.items[item]} missing"


def one_more_picker(
    problem: WaveProblem, waves: Ints, params: WaveParams, watch: Watch
) -> tuple[Change, ...]:
    """For each shift: the same plan improved with and without one more picker there, by the same search."""
    model = build(problem)
    before = improve(problem, model, params, watch, start=waves)
    changes = []
    for number, shift_ in enumerate(problem.shifts):
        if watch.stop():
            break
        more = (*problem.shifts[:number], replace(shift_, pickers=shift_.pickers + 1), *problem.shifts[number + 1 :])
        richer = replace(problem, shifts=more)
        after = improve(richer, build(richer), params, watch, start=before)
        changes.append(Change(number, *_pair(model, before, after)))
    return tuple(changes)


def _pair(model: Model, before: Ints, after: Ints) -> tuple[int, int, int, int, int, int]:
    first, second = _numbers(model, before), _numbers(model, after)
    return first[0], second[0], first[1], second[1], first[2], second[2]


def _numbers(model: Model, waves: Ints) -> tuple[int, int, int]:
    """Cost, late units and unreleased units."""
    unreleased = waves == model.day.capacity.shape[0]
    late = (waves > model.safe) & ~unreleased
    return total_cost(model.day, state_of(model.day, waves)), int(late.sum()), int(unreleased.sum())
