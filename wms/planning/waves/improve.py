"""Improving a day's waves: annealing that first gathers orders around aisles, then counts only what is true.

An aisle's price falls due at its first order, so that a single move seldom pays: the aisle closes only with its last
order. While it is warm the search therefore sees a price that falls with the crowd; the blend fades to the true price.
"""

from __future__ import annotations

import numpy as np

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.planning.highs import run
from wms.planning.waves.construct import first_state, round_off, state_of
from wms.planning.waves.model import build_programme
from wms.planning.waves.problem import WaveParams, WaveProblem
from wms.planning.waves.search import State, anneal, seed_search, total_cost
from wms.planning.waves.units import NEVER, Day, Ints, Model, steps

SETTLING, SETTLED = 50, 300
"""The search for who is released at all is so many times shorter than the one for aisles, and makes no more than so
many moves a unit: settled for longer without aisles, a day is worse to gather (by 2 % on 500 orders in ten seconds).
"""

SCALE = 64
"""Prices are searched in fractions of their unit, for the blended aisle price needs them."""

PIECE = 150_000
"""Moves between two looks at the clock."""

WARM, COLD, FADED = 0.35, 0.015, 0.9

SPENT, COOLED = (0.0, 0.05, 0.8, 1.0), (0.0, 0.15, 0.62, 1.0)
"""How far it has cooled after what share of the moves: most of them where orders gather, few while everything melts."""


def improve(
    problem: WaveProblem, model: Model, params: WaveParams, watch: Watch, start: Ints | None = None
) -> Ints:
    """The best waves found: `params.rounds` annealings of `params.moves` moves each, or until the watch stops."""
    plain = scaled(model.day)
    state = first_state(problem, model, plain) if start is None else state_of(plain, start)
    best, least = state.wave.copy(), total_cost(plain, state)
    if not model.units:
        return best
    seed_search(params.seed)
    if start is None:
        watch.report(Progress("planning waves", 0, params.moves, least / SCALE))
        moves = min(params.moves // SETTLING, SETTLED * len(model.units))
        settled = _settle(problem, model, plain, moves, watch)
        if not watch.stop() or total_cost(plain, state_of(plain, settled)) < least:
            best, least = settled, total_cost(plain, state_of(plain, settled))
    for round_number in range(params.rounds):
        if watch.stop():
            break
        first = start is None and round_number == 0
        heat, share = (1.0 if first else 0.3), (0.7 if params.prove else 1.0)
        best, least = _cool(plain, state_of(plain, best), best, least, params.moves, watch, heat, share)
    return best


def _settle(problem: WaveProblem, model: Model, plain: Day, moves: int, watch: Watch) -> Ints:
    """Which orders can be released at all, and roughly when: the programme relaxed, without aisles, then rounded."""
    blind = model.day._replace(aisle_price=0, step=steps(len(model.units), 0, 0.0))
    chosen = _relaxed(blind, watch)
    day = plain._replace(aisle_price=0, step=steps(len(model.units), 0, 0.0))
    state = round_off(problem, model, day, chosen)
    best, least = state.wave.copy(), total_cost(day, state)
    pieces = max(1, moves // PIECE)
    hot, coolest = 10.0 * unit_price(day), 0.1 * unit_price(day)
    for piece in range(pieces):
        if watch.stop():
            break
        ends = [hot * (coolest / hot) ** (step / pieces) for step in (piece, piece + 1)]
        _, least = anneal(day, state, best, total_cost(day, state), least, min(PIECE, max(1, moves)), *ends)
    return best


def _relaxed(blind: Day, watch: Watch) -> Ints:
    """What the relaxed programme leaves no doubt about: the wave of each such unit, −1 for the others."""
    chosen = np.full(len(blind.cost), -1, np.int64)
    try:
        programme = build_programme(blind, whole=False, each_aisle=False, stop=watch.stop)
    except Cancelled:
        return chosen
    solved = run(programme.problem, watch, doing="relaxing the waves", seconds=5.0)
    for (unit, wave), variable in programme.x.items():
        if solved.values and solved.values[variable.name] > 0.99:
            chosen[unit] = wave
    return chosen


def scaled(day: Day) -> Day:
    """The same day with all prices times SCALE."""
    cost = day.cost.copy()
    cost[cost < NEVER] *= SCALE
    price = day.aisle_price * SCALE
    return day._replace(
        cost=cost, aisle_price=price, uneven_price=day.uneven_price * SCALE, step=steps(len(cost), price, 0.0)
    )


def unit_price(day: Day) -> float:
    """What one ordinary decision costs: an aisle, or where none has a price, the usual difference between waves."""
    if day.aisle_price:
        return float(day.aisle_price)
    allowed = day.cost[:, :-1][day.cost[:, :-1] < NEVER]
    return float(max(1.0, allowed.mean())) if allowed.size else 1.0


def _cool(
    plain: Day, state: State, best: Ints, least: int, moves: int, watch: Watch, heat: float, share: float
) -> tuple[Ints, int]:
    """One annealing from `state`; the best waves and their true cost."""
    price, pieces = unit_price(plain), max(1, moves // PIECE)
    warm, cold = WARM * price * heat, COLD * price
    clock = _Clock(pieces, watch, share)
    for piece in range(pieces):
        done, then = pace(clock.done(piece)), pace(clock.done(piece + 1))
        gathering = heat * max(0.0, 1.0 - done / FADED) if plain.aisle_price else 0.0
        day = plain._replace(step=steps(len(plain.cost), plain.aisle_price, gathering)) if gathering else plain
        hot, cool = (warm * (cold / warm) ** moment for moment in (done, then))
        seen = least if not gathering else -NEVER
        anneal(day, state, best, total_cost(day, state), seen, min(PIECE, moves), hot, cool)
        now = total_cost(plain, state)
        if gathering and now < least:
            best, least = state.wave.copy(), now
        elif not gathering:
            least = min(least, total_cost(plain, state_of(plain, best)))
        watch.report(Progress("planning waves", piece + 1, pieces, least / SCALE))
        if watch.stop() or then >= 1.0:
            break
    return best, least


def pace(spent: float) -> float:
    """How far the cooling is after a share of its moves or time, both from 0 to 1."""
    return float(np.interp(spent, SPENT, COOLED))


class _Clock:
    """How far a cooling has come: by its moves, or by the deadline where that comes first.

    A search cut off while it is warm would be worthless; so where the machine is too slow for its moves it cools
    faster, and is done after `share` of the time that is left.
    """

    def __init__(self, pieces: int, watch: Watch, share: float) -> None:
        self.pieces, self.stop = pieces, watch.stop
        self.begun, self.left = watch.stop.elapsed(), watch.stop.left() * share

    def done(self, piece: int) -> float:
        """The share of the cooling that is over before that piece, at most 1."""
        by_moves = piece / self.pieces
        by_time = (self.stop.elapsed() - self.begun) / self.left if 0 < self.left < float("inf") else 0.0
        return min(1.0, max(by_moves, by_time))
