"""One item's trips at the least time: a shortest path over how much has been moved before which step.

Reserve leaves in the order of its age, so a state is a single number, the units moved so far. In a best plan each
trip ends where a pallet ends, where the location is full, or where a step's need is just met (an exchange argument:
between such points a trip's end can slide without changing which trips are made). That leaves a few dozen states,
and the shortest path over them is exact.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from wms.planning.replenishment.problem import Reserve
from wms.planning.replenishment.timeline import Step


@dataclass(frozen=True, slots=True)
class Haul:
    """A trip before it has a mover and a time: from a reserve row, for a step. Room for it exists from `release_s`."""

    row: Reserve
    quantity: int
    step: Step
    seconds: int
    release_s: int


@dataclass(frozen=True, slots=True)
class _Path:
    cost: int
    moved: int
    before: _Path | None
    haul: Haul | None


def hauls(rows: Sequence[Reserve], steps: Sequence[Step], split_s: int, fill_up: bool) -> tuple[list[Haul], int]:
    """The trips of least total time that meet every step, and that time. `rows` are in the order of leaving."""
    ends = list(accumulate(row.quantity for row in rows))
    stops = _stops(ends, steps)
    paths = {0: _Path(0, 0, None, None)}
    for step in steps:
        paths = _meet(step, paths, rows, ends, stops, split_s)
    best = min(paths.values(), key=lambda path: (path.cost, -path.moved if fill_up else path.moved))
    return _trace(best, steps), best.cost


def _stops(ends: list[int], steps: Sequence[Step]) -> list[int]:
    """Every amount at which a trip may end, ascending."""
    total = ends[-1] if ends else 0
    return sorted({stop for stop in (*ends, *(s.least for s in steps), *(s.most for s in steps)) if 0 < stop <= total})


def _meet(
    step: Step, paths: dict[int, _Path], rows: Sequence[Reserve], ends: list[int], stops: list[int], split_s: int
) -> dict[int, _Path]:
    """From the states before the step to those that meet it, by any number of trips."""
    reached = dict(paths)
    for moved in sorted({*paths, *(stop for stop in stops if stop <= step.most)}):
        path = reached.get(moved)
        if path is None:
            continue
        index = bisect_right(ends, moved)
        if index == len(rows):
            continue
        for stop in stops[bisect_right(stops, moved) :]:
            if stop > min(step.most, ends[index]):
                break
            seconds = rows[index].trip_s + (split_s if stop < ends[index] else 0)
            cost = path.cost + seconds
            if stop not in reached or cost < reached[stop].cost:
                reached[stop] = _Path(cost, stop, path, Haul(rows[index], stop - moved, step, seconds, step.opens_s))
    return {moved: path for moved, path in reached.items() if moved >= step.least}


def _trace(path: _Path | None, steps: Sequence[Step]) -> list[Haul]:
    """The trips along the path, each allowed as early as the location has room for all it has then received."""
    found: list[Haul] = []
    while path is not None:
        if path.haul is not None:
            moved = path.moved
            opens = next(step.opens_s for step in steps if step.most >= moved)
            found.append(replace(path.haul, release_s=opens))
        path = path.before
    return found[::-1]
