"""The luck of one day: how long each pick takes, who is quick, what is not found, which orders still come in.

Each line, order and person has its own luck under a seed, whatever plan is tried: the same seed is the same luck for
every plan, so that plans are compared on the same days (common random numbers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from wms.planning.simulation.problem import Arrivals, Batch, Line, Newcomer, Order, SimulationProblem, Stop

NEW = 1 << 40
"""Ids of what comes in during the day begin here."""


class _Of(IntEnum):
    """A stream of random numbers of its own for each kind of luck."""

    LINES, SHORT, PACKING, LOADING, PICKERS, PACKERS, GAPS, ARRIVALS = range(8)


@dataclass(frozen=True, slots=True)
class Luck:
    """Milliseconds of each line and order (by its place in the problem), factors of people, and what is short."""

    pick_ms: list[int]
    short: list[bool]
    pack_ms: list[int]
    load_ms: list[int]
    pickers: list[float]
    packers: list[float]
    gaps_ms: list[list[int]]


def luck(problem: SimulationProblem, seed: int) -> Luck:
    """The luck of this seed. `problem` is the day with its newcomers (`with_arrivals`)."""
    pace, lines, orders, house = problem.pace, problem.lines, problem.orders, problem.house
    picks = _times(seed, _Of.LINES, [line.pick_s for line in lines], pace.line_spread)
    short = _stream(seed, _Of.SHORT).random(len(lines)) < np.array([line.short for line in lines])
    extra = np.where(short, pace.short_s * 1_000, 0)
    return Luck(
        (picks + extra).tolist(), short.tolist(),
        _times(seed, _Of.PACKING, [o.pack_s for o in orders], pace.bench_spread).tolist(),
        _times(seed, _Of.LOADING, [o.load_s for o in orders], pace.bench_spread).tolist(),
        _factors(seed, _Of.PICKERS, len(house.pickers), pace.person_spread).tolist(),
        _factors(seed, _Of.PACKERS, len(house.packers), pace.person_spread).tolist(),
        [_gaps(seed, person, pace.gaps_s, len(problem.batches)) for person in range(len(house.pickers))],
    )  # fmt: skip


def with_arrivals(problem: SimulationProblem, seed: int) -> SimulationProblem:
    """The day with the orders that come in under this seed, after all that was known before."""
    if problem.arrivals is None or not problem.arrivals.like:
        return problem
    coming = _coming(problem.arrivals, _stream(seed, _Of.ARRIVALS))
    fresh = [_fresh(number, moment, like) for number, (moment, like) in enumerate(coming, 1)]
    return replace(
        problem,
        orders=problem.orders + tuple(order for order, _, _ in fresh),
        lines=problem.lines + tuple(line for _, lines, _ in fresh for line in lines),
        batches=problem.batches + tuple(batch for _, _, batch in fresh),
        arrivals=None,
    )


def _coming(arrivals: Arrivals, dice: np.random.Generator) -> list[tuple[int, Newcomer]]:
    """Moments (a Poisson process) and what comes at each."""
    hours = max(0, arrivals.until_s - arrivals.from_s) / 3_600
    count = int(dice.poisson(arrivals.per_hour * hours))
    moments = sorted((arrivals.from_s + dice.random(count) * hours * 3_600).astype(int).tolist())
    kinds = dice.integers(len(arrivals.like), size=count).tolist()
    return [(moment, arrivals.like[kind]) for moment, kind in zip(moments, kinds, strict=True)]


def _fresh(number: int, moment: int, like: Newcomer) -> tuple[Order, tuple[Line, ...], Batch]:
    """A newcomer under ids nobody else has; its walk may begin at the moment it comes in."""
    own, first = NEW + number, NEW + number * 10_000
    ids = {line.line_id: first + place for place, line in enumerate(like.lines)}
    lines = tuple(replace(line, line_id=ids[line.line_id], order_id=own, after=0) for line in like.lines)
    stops = tuple(Stop(ids[stop.line_id], stop.walk_mm, stop.aisle_id, stop.along_mm) for stop in like.batch.stops)
    batch = replace(like.batch, batch_id=own, stops=stops, release_s=moment)
    return replace(like.order, order_id=own, ready_s=moment), lines, batch


def _stream(seed: int, of: _Of, more: int = 0) -> np.random.Generator:
    return np.random.default_rng([seed, int(of), more])


def _factors(seed: int, of: _Of, count: int, spread: float) -> NDArray[np.float64]:
    """Lognormal factors with the mean 1; the first so many stay the same when there are more."""
    return np.exp(spread * _stream(seed, of).standard_normal(count) - spread * spread / 2)


def _times(seed: int, of: _Of, seconds: Sequence[float], spread: float) -> NDArray[np.int64]:
    drawn = _factors(seed, of, len(seconds), spread) * np.array(seconds, np.float64) * 1_000
    return np.rint(drawn).astype(np.int64)


def _gaps(seed: int, person: int, seen: tuple[int, ...], count: int) -> list[int]:
    if not seen:
        return []
    return [seen[place] * 1_000 for place in _stream(seed, _Of.GAPS, person).integers(len(seen), size=count).tolist()]
