"""Releasing orders wave by wave and moving them about: compiled code on the day's arrays.

A unit is only ever moved to where every capacity, the scarce stock and the do-not-mix rule allow it, so each state is
a feasible plan; what finds no wave stays unreleased at its price.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wms.planning.compiled import njit
from wms.planning.waves.units import NEVER, Day, Flags, Ints

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

    Most targets are drawn from the waves of units that share an aisle. Returns the cost now and the least cost. What is
    only tried is given arrays one by one: handing over all of `day` costs more than the trial.
    """
    units, waves = day.cost.shape[0], day.capacity.shape[0]
    wave, members, sizes, load, groups, opened = (
        state.wave, state.members, state.sizes, state.load, state.groups, state.opened
    )
    costs, use, capacity, group, clash, fair = day.cost, day.use, day.capacity, day.group, day.clash, day.fair
    start, aisle, step, user_start, user = day.aisle_start, day.aisle, day.step, day.user_start, day.user
    factor, heat = (cold / warm) ** (1.0 / max(1, moves)), warm
    for _ in range(moves):
        heat *= factor
        unit = below(units)
        here, other, swap = wave[unit], -1, np.random.random() < 0.5
        target = below(waves + 1)
        if day.aisle_price and np.random.random() < GUIDED:
            friend = _neighbour(start, aisle, user_start, user, unit)
            target = wave[friend] if friend >= 0 else target
        if here == target or not day.movable[unit] or costs[unit, target] >= NEVER:
            continue
        if swap:
            if sizes[target] == 0:
                continue
            other = members[target, below(sizes[target])]
            if day.aisle_price and np.random.random() < PAIRED:
                friend = _neighbour(start, aisle, user_start, user, members[here, below(sizes[here])])
                other = friend if friend >= 0 and wave[friend] == target else other
            if not day.movable[other] or costs[other, here] >= NEVER:
                continue
            if not _admits(use, capacity, load, group, groups, clash, here, other, unit):
                continue
        if not _admits(use, capacity, load, group, groups, clash, target, unit, other):
            continue
        change = _price_of_move(costs, start, aisle, opened, step, unit, here, target)
        work = use[unit, 0]
        if swap:
            change += _price_of_move(costs, start, aisle, opened, step, other, target, here)
            change += _shared_aisles(start, aisle, opened, step, unit, other, here, target)
            work -= use[other, 0]
        change += _unevenness(load, fair, day.uneven_price, here, -work)
        change += _unevenness(load, fair, day.uneven_price, target, work)
        if change <= -heat * np.log(1.0 - np.random.random()) and _carry_out(day, state, unit, other, target):
            cost += change
            if cost < least:
                least = cost
                best[:] = wave
    return cost, least


@njit(cache=True)
def below(limit: int) -> int:
    """A random number from 0 to below the limit."""
    return int(np.random.random() * limit)


@njit(cache=True)
def _neighbour(start: Ints, aisle: Ints, user_start: Ints, user: Ints, unit: int) -> int:
    """A random unit that shares an aisle with this one; −1 when it visits none."""
    first, last = start[unit], start[unit + 1]
    if first == last:
        return -1
    here = aisle[first + below(last - first)]
    return int(user[user_start[here] + below(user_start[here + 1] - user_start[here])])


@njit(cache=True)
def _admits(
    use: Ints, capacity: Ints, load: Ints, group: Ints, groups: Ints, clash: Flags, wave: int, unit: int, leaving: int
) -> bool:
    """Whether the unit may join the wave when `leaving` (or nobody: -1) leaves it, scarce stock apart."""
    if wave == capacity.shape[0]:
        return True
    for resource in range(use.shape[1]):
        freed = use[leaving, resource] if leaving >= 0 else 0
        added = use[unit, resource] - freed
        if added > 0 and load[wave, resource] + added > capacity[wave, resource]:
            return False
    for other in range(clash.shape[0]):
        if clash[group[unit], other]:
            present = groups[wave, other] - (leaving >= 0 and group[leaving] == other)
            if present:
                return False
    return True


@njit(cache=True)
def _price_of_move(
    costs: Ints, start: Ints, aisle: Ints, opened: Ints, step: Ints, unit: int, source: int, target: int
) -> int:
    """What the unit's own cost and its aisles change by, going from one wave to another."""
    change = costs[unit, target] - costs[unit, source]
    for place in range(start[unit], start[unit + 1]):
        if target < opened.shape[0]:
            change += step[opened[target, aisle[place]]]
        if source < opened.shape[0]:
            change -= step[opened[source, aisle[place]] - 1]
    return int(change)


@njit(cache=True)
def _unevenness(load: Ints, fair: Ints, price: int, wave: int, added: int) -> int:
    """What that many more picking seconds in the wave change by at the price of uneven work."""
    if price == 0 or wave == len(fair):
        return 0
    above = load[wave, 0] - fair[wave]
    return int(price * (max(0, above + added) - max(0, above)))


@njit(cache=True)
def _shared_aisles(
    start: Ints, aisle: Ints, opened: Ints, step: Ints, unit: int, other: int, here: int, there: int
) -> int:
    """Takes back what two single moves count for aisles that both units use, where nothing changes."""
    change = np.int64(0)
    first, second = start[unit], start[other]
    while first < start[unit + 1] and second < start[other + 1]:
        mine, theirs = aisle[first], aisle[second]
        if mine == theirs:
            for wave in (here, there):
                if wave < opened.shape[0]:
                    change += step[opened[wave, mine] - 1] - step[opened[wave, mine]]
        first, second = first + (mine <= theirs), second + (theirs <= mine)
    return int(change)


@njit(cache=True)
def _carry_out(day: Day, state: State, unit: int, other: int, target: int) -> bool:
    """Move the unit, and `other` (if not -1) to where it came from; not where scarce stock forbids it."""
    here, waves = state.wave[unit], day.capacity.shape[0]
    shift(day, state, unit, here, -1)
    if other >= 0:
        shift(day, state, other, target, -1)
    if target == waves or fits(day, state, unit, target):
        shift(day, state, unit, target, 1)
        if other < 0 or here == waves or fits(day, state, other, here):
            enter(state, unit, target)
            if other >= 0:
                shift(day, state, other, here, 1)
                enter(state, other, here)
            return True
        shift(day, state, unit, target, -1)
    shift(day, state, unit, here, 1)
    if other >= 0:
        shift(day, state, other, target, 1)
    return False


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
