"""The judge finds each planted mistake, and names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from wms.base.jobs import Stop
from wms.planning.simulation.check import check
from wms.planning.simulation.run import Run, run


def _first_stop(day: Run, **of: int) -> tuple[tuple[int, int, int, int], ...]:
    line, who, begin, end = day.stops[0]
    return ((of.get("line", line), of.get("who", who), begin + of.get("by", 0), end), *day.stops[1:])


def _two_at_once(day: Run) -> Run:
    _batch, who, begin, end = day.walks[0]
    other = next(n for n in range(1, len(day.walks)) if day.walks[n][1] == who)
    moved = (day.walks[other][0], who, begin, end)
    return replace(day, walks=(*day.walks[:other], moved, *day.walks[other + 1 :]))


def _crowded(day: Run) -> Run:
    aisle_id, who, since, until, _ = day.visits[0]
    others = tuple((aisle_id, other, since, until, 0) for other in range(4) if other != who)
    return replace(day, visits=(*day.visits, *others))


def _sooner(moments: tuple[int, ...]) -> tuple[int, ...]:
    place = max(range(len(moments)), key=lambda n: moments[n])
    return (*moments[:place], 1, *moments[place + 1 :])


def _lazy(day: Run) -> Run:
    first = day.pickers[0]
    return replace(day, pickers=(replace(first, on={**first.on, "idle": 0}), *day.pickers[1:]))


def _tight(day: Run) -> Run:
    return replace(day, problem=replace(day.problem, house=replace(day.problem.house, staging=5)))


def _one_dock(day: Run) -> Run:
    return replace(day, problem=replace(day.problem, house=replace(day.problem.house, docks=1)))


def _slow_mover(day: Run) -> Run:
    later = tuple(replace(one, seconds=one.seconds + 7_000) for one in day.problem.replenishments)
    return replace(day, problem=replace(day.problem, replenishments=later))


def _released_later(day: Run) -> Run:
    later = tuple(replace(batch, release_s=batch.release_s + 20_000) for batch in day.problem.batches)
    return replace(day, problem=replace(day.problem, batches=later))


def _short_shift(day: Run) -> Run:
    early = tuple(replace(person, end_s=1) for person in day.problem.house.packers)
    return replace(day, problem=replace(day.problem, house=replace(day.problem.house, packers=early)))


def _backwards(day: Run) -> Run:
    """What was the first stop of a one-way aisle is taken to lie at its far end."""
    aisle = next(a.aisle_id for a in day.problem.aisles if a.one_way)
    seen: dict[int, int] = {}
    for batch in day.problem.batches:
        for stop in batch.stops:
            seen[stop.line_id] = -stop.along_mm if stop.aisle_id == aisle else stop.along_mm
    turned = tuple(
        replace(batch, stops=tuple(replace(s, along_mm=seen[s.line_id]) for s in batch.stops))
        for batch in day.problem.batches
    )
    return replace(day, problem=replace(day.problem, batches=turned))


MISTAKES: tuple[tuple[str, Callable[[Run], Run]], ...] = (
    ("lines", lambda day: replace(day, stops=day.stops[1:])),
    ("lines", lambda day: replace(day, stops=(*day.stops, day.stops[0]))),
    ("walks", lambda day: replace(day, walks=(*day.walks, day.walks[0]))),
    ("walks", lambda day: replace(day, stops=_first_stop(day, who=9))),
    ("walking time", lambda day: replace(day, stops=_first_stop(day, by=-60_000))),
    ("two places", _two_at_once),
    ("aisle", _crowded),
    ("picked", lambda day: replace(day, picked=_sooner(day.picked))),
    ("order of work", lambda day: replace(day, out=_sooner(day.out))),
    ("order of work", lambda day: replace(day, staged=_sooner(day.staged))),
    ("order of work", lambda day: replace(day, packed=_sooner(day.packed))),
    ("orders", lambda day: replace(day, docks=(*day.docks, day.docks[0]))),
    ("time", _lazy),
    ("staging", _tight),
    ("docks", _one_dock),
    ("goods", _slow_mover),
    ("release", _released_later),
    ("shift", _short_shift),
    ("one-way", _backwards),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "mistake"), MISTAKES, ids=[f"{n} {rule}" for n, (rule, _) in enumerate(MISTAKES)])
def test_a_planted_mistake_is_found(dicey, rule, mistake):
    day = run(dicey(2, pickers=4, capacity=2), 1, Stop())
    assert check(day) == []
    assert rule in {violation.constraint for violation in check(mistake(day))}
