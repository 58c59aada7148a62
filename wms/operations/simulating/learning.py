"""How this house works, learnt from what was done on other days; what too little is known of is taken as it is set.

A walk's time is split into getting ready, walking and picking (`wms.planning.simulation.calibrate`). Pauses between
walks are those seen while work was waiting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from wms.base.jobs import Progress, Watch
from wms.operations.simulating.history import Done, Packed, Walked
from wms.operations.simulating.ways import Ways

if TYPE_CHECKING:
    from wms.planning.simulation.calibrate import Fitted

LONGEST_S = 1_800
"""What takes longer between two records was no measured piece of work: a break, a form filled in afterwards."""
LEAST_GAPS, LEAST_PACKED = 5, 5
MOST_WALKS = 300
USUAL_LINE, USUAL_PERSON, USUAL_BENCH = 0.35, 0.10, 0.30
PICK_ALONE = 2 / 3
"""The part of the set seconds of a pick that is no walking, where nothing was measured."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """The pace of this house. `walks` and `packed` say how many were measured (0: as set); `fit` how well they fit."""

    walk_mm_s: int = 1_000
    setup_s: float = 60.0
    pick_s: float = 20.0
    pack_s: float = 90.0
    short: float = 0.0
    line_spread: float = USUAL_LINE
    person_spread: float = USUAL_PERSON
    bench_spread: float = USUAL_BENCH
    gaps_s: tuple[int, ...] = ()
    levels: dict[Hashable, float] = field(default_factory=dict)
    items: dict[Hashable, float] = field(default_factory=dict)
    walks: int = 0
    days: int = 0
    packed: int = 0

    def pick(self, item_id: int, level: int) -> float:
        """Seconds one pick of the item on that level usually takes."""
        return self.pick_s * self.levels.get(level, 1.0) * self.items.get(item_id, 1.0)


def learn(
    walks: Sequence[Walked], packed: Sequence[Packed], ways: Ways, watch: Watch, *, pick_s: int, pack_s: int
) -> Learnt:
    """What these walks and packed orders teach. `pick_s` (with its share of the walk) and `pack_s` are as set.

    Raises Cancelled when nobody wants to know any more.
    """
    from wms.planning.simulation import calibrate

    recent = sorted(walks, key=lambda one: one.begun)[-MOST_WALKS:]
    legs = list(_legs(recent, ways, watch))
    seen = [calibrate.Walked(sum(its), len(one.stops), one.seconds) for one, its in zip(recent, legs, strict=True)]
    fitted = calibrate.fit(seen)
    benches = list(_packing(walks, packed))
    known = len(benches) >= LEAST_PACKED
    packing = {
        "pack_s": sum(benches) / len(benches) if known else float(pack_s), "packed": len(benches) if known else 0,
        "bench_spread": calibrate.log_spread(benches, USUAL_BENCH),
    }  # fmt: skip
    if fitted is None:
        return Learnt(pick_s=pick_s * PICK_ALONE, **packing)  # type: ignore[arg-type]
    ratios = _even([found for one, its in zip(recent, legs, strict=True) for found in _ratios(one, its, fitted)])
    levels = calibrate.factors(((stop.level, ratio) for stop, ratio in ratios), calibrate.LEVEL_WEIGHT)
    items = calibrate.factors(
        ((stop.item_id, ratio / levels[stop.level]) for stop, ratio in ratios), calibrate.ITEM_WEIGHT
    )
    stops = [stop for one in walks for stop in one.stops]
    gaps = tuple(_gaps(walks))
    return Learnt(
        fitted.walk_mm_s, fitted.setup_s, fitted.pick_s, short=sum(stop.short for stop in stops) / len(stops),
        line_spread=calibrate.log_spread([ratio for _, ratio in ratios], USUAL_LINE),
        person_spread=min(0.5, max(0.02, fitted.spread)), gaps_s=gaps if len(gaps) >= LEAST_GAPS else (),
        levels=levels, items=items, walks=fitted.walks, days=len({one.begun.date() for one in walks}),
        **packing,  # type: ignore[arg-type]
    )  # fmt: skip


def _legs(walks: Sequence[Walked], ways: Ways, watch: Watch) -> Iterator[list[int]]:
    for number, one in enumerate(walks, 1):
        watch.report(Progress("learning from other days", number, len(walks)))
        watch.stop.raise_if_cancelled()
        yield ways.legs([stop.location_id for stop in one.stops])


def _even(ratios: Sequence[tuple[Done, float]]) -> list[tuple[Done, float]]:
    """The same with the mean 1: how long picks take in all is fitted to whole walks."""
    mean = sum(ratio for _, ratio in ratios) / len(ratios) if ratios else 1.0
    return [(stop, ratio / mean) for stop, ratio in ratios]


def _ratios(walk: Walked, legs: Sequence[int], fitted: Fitted) -> Iterator[tuple[Done, float]]:
    """Each pick that was scanned by itself: how much longer than usual it took, the way to it taken off."""
    speed, usual = fitted.walk_mm_s, fitted.pick_s
    for number, (before, stop) in enumerate(pairwise(walk.stops), 1):
        took = (stop.done - before.done).total_seconds()
        if 0 < took <= LONGEST_S and usual > 0:
            yield stop, max(0.1, (took - legs[number] / speed) / usual)


def _gaps(walks: Sequence[Walked]) -> Iterator[int]:
    """Seconds between one person's walks while some other walk was waiting."""
    by_person: dict[int, list[Walked]] = defaultdict(list)
    for one in walks:
        by_person[one.picker].append(one)
    for its in by_person.values():
        for before, after in pairwise(sorted(its, key=lambda one: one.begun)):
            waited = (after.begun - before.done).total_seconds()
            waiting = after.released is not None and after.released <= before.done
            if waiting and 0 <= waited <= LONGEST_S and before.done.date() == after.begun.date():
                yield round(waited)


def _packing(walks: Sequence[Walked], packed: Sequence[Packed]) -> Iterator[float]:
    """Seconds from order to order at one bench, where the next one was there already."""
    picked: dict[int, datetime] = {}
    for one in walks:
        for stop in one.stops:
            picked[stop.order_id] = max(stop.done, picked.get(stop.order_id, stop.done))
    by_person: dict[int, list[Packed]] = defaultdict(list)
    for order in packed:
        by_person[order.packer].append(order)
    for its in by_person.values():
        for before, after in pairwise(its):
            took = (after.done - before.done).total_seconds()
            if 0 < took <= LONGEST_S and picked.get(after.order_id, before.done) <= before.done:
                yield took
