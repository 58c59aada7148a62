"""A first plan at once: fixed orders stay, the others join in order of importance and cut-off where they cost least."""

from __future__ import annotations

import numpy as np

from wms.planning.waves.problem import WaveProblem
from wms.planning.waves.search import State, empty_state, fits, release, release_in_turn
from wms.planning.waves.units import Day, Ints, Model


def first_state(problem: WaveProblem, model: Model, day: Day) -> State:
    """A feasible state under the day's prices (2,000 orders take a few milliseconds once compiled)."""
    state = empty_state(day)
    for unit, wave in model.fixed.items():
        release(day, state, unit, wave)
    waiting = [unit for unit in range(len(model.units)) if unit not in model.fixed]

    def urgency(unit: int) -> tuple[int, int, int]:
        order = problem.orders[model.units[unit].order]
        return -order.weight, order.cutoff_s, unit

    release_in_turn(day, state, np.array(sorted(waiting, key=urgency), np.int64))
    return state


def state_of(day: Day, waves: Ints) -> State:
    """The state in which each unit is in that wave."""
    state = empty_state(day)
    for unit, wave in enumerate(waves.tolist()):
        release(day, state, unit, wave)
    return state


def round_off(problem: WaveProblem, model: Model, day: Day, chosen: Ints) -> State:
    """A feasible state that follows `chosen` (waves by unit, −1 where undecided) wherever everything allows it."""
    state, waves = empty_state(day), day.capacity.shape[0]
    for unit, wave in model.fixed.items():
        release(day, state, unit, wave)
    decided = [u for u in np.nonzero(chosen >= 0)[0].tolist() if u not in model.fixed]
    for unit in decided:
        allowed = chosen[unit] == waves or fits(day, state, unit, chosen[unit])
        if allowed:
            release(day, state, unit, chosen[unit])
        else:
            chosen[unit] = -1
    left = [u for u in np.nonzero(chosen < 0)[0].tolist() if u not in model.fixed]
    left.sort(key=lambda u: (-problem.orders[model.units[u].order].weight, u))
    release_in_turn(day, state, np.array(left, np.int64))
    return state
