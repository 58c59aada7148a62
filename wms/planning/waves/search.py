"""Releasing orders wave by wave and moving them about: compiled code on the day's arrays.

A unit is only ever moved to where every capacity, the scarce stock and the do-not-mix rule allow it, so each state is
a feasible plan; what finds no wave stays unreleased at its price.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wms.planning.compiled import njit
from wms.planning.waves.units import NEVER, Day, Ints

GUIDED, PAIRED = 0.9, 0.5
"""How often a target is the wave of a unit that shares an aisle; how often its partner in a swap shares one as well."""


class State(NamedTuple):
    """The wave of each unit (the number of waves: unreleased), and what that adds up to wave by wave.

    `members[w, : sizes[w]]` are the units of wave w, and `place` (units,) says where in that list each of them is.
    """

    wave: Ints
    load: Ints
    opened: Ints
    drawn: Ints
    groups: Ints
    members: Ints
    sizes: Ints
    place: Ints


def empty_state(day: Day) -> State:
    """Nothing released yet."""
    units, waves = day.cost.shape[0], day.capacity.shape[0]
    members, sizes = np.zeros((waves + 1, units), np.int64), np.zeros(waves + 1, np.int64)
    members[waves], sizes[waves] = np.arange(units), units
    return State(
        np.full(units, waves, np.int64), np.zeros_like(day.capacity), np.zeros((waves, max(1, day.aisles)), np.int64),
        np.zeros((day.stock.shape[0], waves), np.int64), np.zeros((waves, day.clash.shape[0]), np.int64),
        members, sizes, np.arange(units),
    )


@njit(cache=True)
def enter(state: State, unit: int, wave: int) -> None:
    """Write the unit's wave down, in the lists as well."""
    old, here = state.wave[unit], state.place[unit]
    last = state.members[old, state.sizes[old] - 1]
    state.members[old, here], state.place[last] = last, here
    state.sizes[old] -= 1
    state.members[wave, state.sizes[wave]], state.place[unit] = unit, state.sizes[wave]
    state.sizes[wave] += 1
    state.wave[unit] = wave


@njit(cache=True)
def fits(day: Day, state: State, unit: int, wave: int) -> bool:
    """Whether an unreleased unit may join the wave."""
    if day.cost[unit, wave] >= NEVER:
        return False
    for resource in range(day.use.shape[1]):
        use = day.use[unit, resource]
        if use and state.load[wave, resource] + use > day.capacity[wave, resource]:
            return False
    for group in range(day.clash.shape[0]):
        if state.groups[wave, group] and day.clash[day.group[unit], group]:
            return False
    for place in range(day.item_start[unit], day.item_start[unit + 1]):
        item = day.item[place]
        for later in range(wave, day.capacity.shape[0]):
            if state.drawn[item, later] + day.quantity[place] > day.stock[item, later]:
                return False
    return True


@njit(cache=True)
def shift(day: Day, state: State, unit: int, wave: int, sign: int) -> int:
    """Add the unit to the wave (sign 1) or take it out (-1), in the sums only; returns the change of cost."""
    waves = day.capacity.shape[0]
    change = sign * day.cost[unit, wave]
    if wave == waves:
        return int(change)
    before = max(0, state.load[wave, 0] - day.fair[wave])
    for resource in range(day.use.shape[1]):
        state.load[wave, resource] += sign * day.use[unit, resource]
    change += day.uneven_price * (max(0, state.load[wave, 0] - day.fair[wave]) - before)
    for place in range(day.aisle_start[unit], day.aisle_start[unit + 1]):
        aisle = day.aisle[place]
        state.opened[wave, aisle] += min(sign, 0)
        change += sign * day.step[state.opened[wave, aisle]]
        state.opened[wave, aisle] += max(sign, 0)
    state.groups[wave, day.group[unit]] += sign
    for place in range(day.item_start[unit], day.item_start[unit + 1]):
        for later in range(wave, waves):
            state.drawn[day.item[place], later] += sign * day.quantity[place]
    return int(change)


@njit(cache=True)
def release(day: Day, state: State, unit: int, wave: int) -> int:
    """Put a unit that is in no sums into a wave (or leave it unreleased); returns its cost."""
    enter(state, unit, wave)
    return shift(day, state, unit, wave, 1)


@njit(cache=True)
def release_in_turn(day: Day, state: State, order: Ints) -> int:
    """Release the units in that order, each where it costs least now; returns the cost."""
    total, waves = np.int64(0), day.capacity.shape[0]
    for unit in order:
        best, least = waves, day.cost[unit, waves]
        for wave in range(waves):
            if day.cost[unit, wave] < least and fits(day, state, unit, wave):
                change = shift(day, state, unit, wave, 1)
                shift(day, state, unit, wave, -1)
                if change < least:
                    best, least = wave, change
        total += release(day, state, unit, best)
    return int(total)


@njit(cache=True)
def anneal(
    day: Day, state: State, best: Ints, cost: int, least: int, moves: int, warm: float, cold: float
) -> tuple[int, int]:
    """Move and swap units at random while it cools from `warm` to `cold`; keeps the best waves in `best`.

    Half of the targets are drawn from the waves of units that share an aisle. Returns the cost now and the least cost.
    """
    units, waves = day.cost.shape[0], day.capacity.shape[0]
    factor = (cold / warm) ** (1.0 / max(1, moves))
    heat = warm
    for _ in range(moves):
        heat *= factor
        unit = np.random.randint(units)
        if not day.movable[unit]:
            continue
        allowance = -heat * np.log(1.0 - np.random.random())
        target = np.random.randint(waves + 1)
        if day.aisle_price and np.random.random() < GUIDED:
            target = _neighbours_wave(day, state, unit, target)
        if np.random.random() < 0.5:
            cost += _move(day, state, unit, target, allowance)
        else:
            other = _partner(day, state, unit, target)
            if other >= 0:
                cost += _swap(day, state, unit, other, allowance)
        if cost < least:
            least = cost
            best[:] = state.wave
    return cost, least


@njit(cache=True)
def _neighbours_wave(day: Day, state: State, unit: int, otherwise: int) -> int:
    """The wave of a random unit that shares an aisle with this one."""
    other = _neighbour(day, unit)
    return otherwise if other < 0 else int(state.wave[other])


@njit(cache=True)
def _partner(day: Day, state: State, unit: int, target: int) -> int:
    """A unit of the target wave, if possible one that shares an aisle with the wave the other unit leaves."""
    here = state.wave[unit]
    if day.aisle_price and np.random.random() < PAIRED and state.sizes[here] > 0:
        for _ in range(4):
            friend = state.members[here, np.random.randint(state.sizes[here])]
            other = _neighbour(day, friend)
            if other >= 0 and state.wave[other] == target:
                return other
    if state.sizes[target] == 0:
        return -1
    return int(state.members[target, np.random.randint(state.sizes[target])])


@njit(cache=True)
def _neighbour(day: Day, unit: int) -> int:
    """A random unit that shares an aisle with this one; −1 when it visits none."""
    first, last = day.aisle_start[unit], day.aisle_start[unit + 1]
    if first == last:
        return -1
    aisle = day.aisle[np.random.randint(first, last)]
    return int(day.user[np.random.randint(day.user_start[aisle], day.user_start[aisle + 1])])


@njit(cache=True)
def _admits(day: Day, state: State, wave: int, unit: int, leaving: int) -> bool:
    """Whether the unit may join the wave when `leaving` (or nobody: -1) leaves it, scarce stock apart."""
    if wave == day.capacity.shape[0]:
        return True
    for resource in range(day.use.shape[1]):
        use = day.use[unit, resource]
        freed = day.use[leaving, resource] if leaving >= 0 else 0
        if use > freed and state.load[wave, resource] + use - freed > day.capacity[wave, resource]:
            return False
    for group in range(day.clash.shape[0]):
        if day.clash[day.group[unit], group]:
            present = state.groups[wave, group] - (leaving >= 0 and day.group[leaving] == group)
            if present:
                return False
    return True


@njit(cache=True)
def _price_of_move(day: Day, state: State, unit: int, source: int, target: int) -> int:
    """What the unit's own cost and its aisles change by, going from one wave to another."""
    waves = day.capacity.shape[0]
    change = day.cost[unit, target] - day.cost[unit, source]
    if day.aisle_price:
        for place in range(day.aisle_start[unit], day.aisle_start[unit + 1]):
            aisle = day.aisle[place]
            if target < waves:
                change += day.step[state.opened[target, aisle]]
            if source < waves:
                change -= day.step[state.opened[source, aisle] - 1]
    return int(change)


@njit(cache=True)
def _unevenness(day: Day, state: State, wave: int, added: int) -> int:
    """What that many more picking seconds in the wave change by at the price of uneven work."""
    if day.uneven_price == 0 or wave == day.capacity.shape[0]:
        return 0
    above = state.load[wave, 0] - day.fair[wave]
    return int(day.uneven_price * (max(0, above + added) - max(0, above)))


@njit(cache=True)
def _move(day: Day, state: State, unit: int, target: int, allowance: float) -> int:
    """Move one unit if that costs no more than the allowance; the change of cost (0 when it stays)."""
    source = state.wave[unit]
    if source == target or day.cost[unit, target] >= NEVER or not _admits(day, state, target, unit, -1):
        return 0
    work = day.use[unit, 0]
    change = _price_of_move(day, state, unit, source, target)
    change += _unevenness(day, state, source, -work) + _unevenness(day, state, target, work)
    if change > allowance:
        return 0
    shift(day, state, unit, source, -1)
    if target < day.capacity.shape[0] and not fits(day, state, unit, target):
        shift(day, state, unit, source, 1)
        return 0
    shift(day, state, unit, target, 1)
    enter(state, unit, target)
    return change


@njit(cache=True)
def _swap(day: Day, state: State, unit: int, other: int, allowance: float) -> int:
    """Exchange the waves of two units if that costs no more than the allowance; the change of cost."""
    here, there, waves = state.wave[unit], state.wave[other], day.capacity.shape[0]
    if here == there or not day.movable[other] or day.cost[unit, there] >= NEVER or day.cost[other, here] >= NEVER:
        return 0
    if not _admits(day, state, there, unit, other) or not _admits(day, state, here, other, unit):
        return 0
    work = day.use[unit, 0] - day.use[other, 0]
    change = _price_of_move(day, state, unit, here, there) + _price_of_move(day, state, other, there, here)
    change += _shared_aisles(day, state, unit, other, here, there)
    change += _unevenness(day, state, here, -work) + _unevenness(day, state, there, work)
    if change > allowance:
        return 0
    shift(day, state, unit, here, -1)
    shift(day, state, other, there, -1)
    if there == waves or fits(day, state, unit, there):
        shift(day, state, unit, there, 1)
        if here == waves or fits(day, state, other, here):
            shift(day, state, other, here, 1)
            enter(state, unit, there)
            enter(state, other, here)
            return change
        shift(day, state, unit, there, -1)
    shift(day, state, unit, here, 1)
    shift(day, state, other, there, 1)
    return 0


@njit(cache=True)
def _shared_aisles(day: Day, state: State, unit: int, other: int, here: int, there: int) -> int:
    """Takes back what two single moves count for aisles that both units use, where nothing changes."""
    if day.aisle_price == 0:
        return 0
    change, waves = np.int64(0), day.capacity.shape[0]
    first, second = day.aisle_start[unit], day.aisle_start[other]
    while first < day.aisle_start[unit + 1] and second < day.aisle_start[other + 1]:
        aisle = day.aisle[first]
        if aisle == day.aisle[second]:
            for wave in (here, there):
                if wave < waves:
                    change += day.step[state.opened[wave, aisle] - 1] - day.step[state.opened[wave, aisle]]
        first, second = first + (aisle <= day.aisle[second]), second + (day.aisle[second] <= aisle)
    return int(change)


@njit(cache=True)
def total_cost(day: Day, state: State) -> int:
    """The cost of a state under the day's steps, from its sums."""
    total = np.int64(0)
    for unit in range(day.cost.shape[0]):
        total += day.cost[unit, state.wave[unit]]
    for wave in range(day.capacity.shape[0]):
        total += day.uneven_price * max(0, state.load[wave, 0] - day.fair[wave])
        for aisle in range(day.aisles):
            for users in range(state.opened[wave, aisle]):
                total += day.step[users]
    return int(total)


@njit(cache=True)
def seed_search(seed: int) -> None:
    """Begin the compiled random numbers anew."""
    np.random.seed(seed)
