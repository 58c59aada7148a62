"""The walk told step by step, as a picker reads it: walk here, pick that, cross over there."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from wms.planning.routing.check import step_length
from wms.planning.routing.problem import Place, Route, RouteProblem

WALK, PICK, END = "walk", "pick", "end"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the walk: its kind, where it ends, how far it leads, the stop picked (or None), and its sentence."""

    kind: str
    place: Place
    length: int
    stop: int | None
    text: str


def steps(problem: RouteProblem, route: Route) -> list[Step]:
    """The walk as steps. Straight stretches without a pick are told as one; lengths add up to the route's."""
    waiting: dict[Place, list[int]] = {}
    for stop in route.order:
        waiting.setdefault(problem.stops[stop].place, []).append(stop)
    told = [_pick(problem, stop) for stop in waiting.pop(route.line[0], [])]
    far, origin = 0, route.line[0]
    for i, (a, b) in enumerate(itertools.pairwise(route.line), start=1):
        far += step_length(problem, a, b) or 0
        ahead = route.line[i + 1] if i + 1 < len(route.line) else None
        if b in waiting or ahead is None or _direction(a, b) != _direction(b, ahead):
            if far:
                told.append(Step(WALK, b, far, None, _walk_text(origin, b, far)))
            far, origin = 0, b
            told += [_pick(problem, stop) for stop in waiting.pop(b, [])]
    told.append(Step(END, route.line[-1], 0, None, "The walk ends here."))
    return told


def _direction(a: Place, b: Place) -> tuple[object, ...]:
    """Along an aisle (up or down), across the aisles (left or right), or to and from a depot."""
    if not (isinstance(a, tuple) and isinstance(b, tuple)) or "depot" in (a[0], b[0]) or len(a) != 2 or len(b) != 2:
        return (a, b)
    if a[0] == b[0]:
        return ("aisle", a[0], b[1] > a[1])
    return ("across", a[1], b[0] > a[0])


def _walk_text(a: Place, b: Place, far: int) -> str:
    metres = f"{far / 1000:.1f} m"
    kind = _direction(a, b)
    if kind[0] == "aisle":
        return f"Walk {'down' if kind[2] else 'up'} aisle {kind[1]}, {metres}."
    if kind[0] == "across":
        return f"Cross over from aisle {a[0]} to aisle {b[0]}, {metres}."
    return f"Walk to {_place_name(b)}, {metres}."


def _place_name(place: Place) -> str:
    if isinstance(place, tuple):
        return f"depot {place[1]}" if place[0] == "depot" else f"aisle {place[0]}"
    return str(place)


def _pick(problem: RouteProblem, number: int) -> Step:
    stop = problem.stops[number]
    what = f"{stop.quantity} × {stop.item}" if stop.item else f"{stop.quantity}"
    where = ", ".join(part for part in (stop.location, stop.side, f"level {stop.level}" if stop.level else "") if part)
    return Step(PICK, stop.place, 0, number, f"Pick {what}{' at ' + where if where else ''}.")
