"""Which places are worth looking at for a load: of thousands of equal empty ones, only the best few can be chosen.

Nothing is lost by it. A place that holds, or is kept for, something else refuses the load anyway; and among empty
places that are alike but for the way, a load of n parts never needs more than the n with the least cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from heapq import nsmallest
from typing import Any

from wms.operations.putting_away.problem import VISITS_PER_WEEK
from wms.planning.putaway.problem import Mixing, Place, PutawayWeights

SPARE = 5
"""Places beyond those needed, so that second choices can be named."""
_WEIGHTS = PutawayWeights()


def open_to(spots: Sequence[Place], items: Collection[int]) -> list[Place]:
    """The places that might take one of these items: empty ones, mixed ones, and those that hold or await the item."""
    return [place for place in spots if _may_take(place, items)]


def kinds(spots: Sequence[Place]) -> list[Place]:
    """One empty place of each kind, and every place that holds something: enough to learn what fits at all."""
    first = {_kind(place): place for place in reversed(spots) if not place.contents}
    return [*first.values(), *(place for place in spots if place.contents)]


def best(spots: Sequence[Place], parts: int) -> list[Place]:
    """The places that a load of so many parts could be given, in their first order."""
    alike: dict[Any, list[Place]] = defaultdict(list)
    for place in spots:
        if not place.contents:
            alike[_kind(place)].append(place)
    kept = {place.place_id for place in spots if place.contents}
    for places in alike.values():
        for visits in {1, *VISITS_PER_WEEK.values()}:
            nearest = nsmallest(parts + SPARE, places, key=lambda place: (_cost(place, visits), place.place_id))
            kept |= {place.place_id for place in nearest}
    return [place for place in spots if place.place_id in kept]


def _may_take(place: Place, items: Collection[int]) -> bool:
    if place.slots < 1 or place.blocked or (place.fixed_item is not None and place.fixed_item not in items):
        return False
    return place.mixing is Mixing.ANYTHING or all(content.item_id in items for content in place.contents)


def _kind(place: Place) -> tuple[Any, ...]:
    return (
        place.length_mm, place.width_mm, place.height_mm, place.weight_g, place.slots, place.volume_mm3, place.purpose,
        place.temperature, place.hazards, place.mixing, place.fixed_item,
    )  # fmt: skip


def _cost(place: Place, visits: int) -> int:
    return place.walk_mm + visits * place.pick_mm + place.reach_s * _WEIGHTS.reach_mm_per_s
