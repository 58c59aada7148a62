"""A slotting plan held to walks it was not made from: how long they are with today's homes, and with the new ones.

Each walk is the shortest there is through the building, as a released batch would be walked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wms.base.jobs import Progress, Watch
from wms.operations.planning.drawing import Drawing
from wms.operations.planning.floor import lay
from wms.operations.planning.laid import Laid
from wms.operations.planning.walks import QUICK_ROUNDS, aside, problem_of

MOST = 400
"""No more walks than these are measured, spread evenly over all of them."""

Homes = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """So many later walks, and their length in millimetres with the homes of today and with the new ones."""

    walks: int
    before_mm: int
    after_mm: int


def judged(
    drawn: Drawing, start: int, walks: Sequence[tuple[int, ...]], before: Homes, after: Homes, watch: Watch
) -> Judged | None:
    """Walk them all, before and after; as many as the time allows. None where there is no walk to judge by."""
    laid = lay(drawn, start, sorted({place for homes in (before, after) for its in homes.values() for place in its}))
    chosen = [walks[n * len(walks) // min(len(walks), MOST)] for n in range(min(len(walks), MOST))]
    turns: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    count, lengths = 0, [0, 0]
    for walk in chosen:
        if watch.stop.cancelled and count:
            break
        for side, homes in enumerate((before, after)):
            lengths[side] += _length(drawn, laid, _places(walk, homes, turns[side]))
        count += 1
        watch.report(Progress("trying it on later orders", count, len(chosen)))
    return Judged(count, *lengths) if count else None


def _places(walk: tuple[int, ...], homes: Homes, turn: Counter[int]) -> list[int]:
    """Where the items are picked; those with several homes take turns."""
    found = []
    for item in walk:
        found.append(homes[item][turn[item] % len(homes[item])])
        turn[item] += 1
    return found


def _length(drawn: Drawing, laid: Laid, places: Sequence[int]) -> int:
    from wms.planning.routing.problem import RouteParams
    from wms.planning.routing.solve import solve

    plan = solve(problem_of(laid, places, drawn), RouteParams(rounds=QUICK_ROUNDS))
    return round(plan.objective) + aside(laid, places)
