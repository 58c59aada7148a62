"""May the goods lie where somebody put them? Hard rules cannot be argued with; a change of mind needs a reason."""

from __future__ import annotations

from collections import Counter

from wms.base.errors import Problems
from wms.model.site import Location, Zone
from wms.model.words import PICKABLE
from wms.model.work import Task
from wms.operations import fitting
from wms.operations.putting_away.places import places
from wms.operations.putting_away.problem import Load
from wms.operations.putting_away.segregation import SEGREGATION
from wms.operations.putting_away.waiting import Waiting
from wms.operations.unit import Unit
from wms.planning.putaway.rules import Dangers, misses

GEOMETRY = ("free position", "floor size", "height")
"""The planner's rules that are hard for pallets beyond those of `fitting`."""


def refuse_unfit(
    unit: Unit, waiting: Waiting, start: Location, place: Location, task: Task | None, reason: str
) -> None:
    """Raise Refused with every rule the place breaks for these goods, and when a change of mind has no reason."""
    problems = Problems()
    load = Load(unit, [waiting])
    fitting.check_exit(start, problems, field="from_location")
    if place.id == start.id:
        problems.add("The goods would not go anywhere.", field="location")
    fitting.judge(unit.session, [
        fitting.Arrival(place, load.items[item_id], quantity, lot_id, waiting.lpn_height_mm, field="location")
        for item_id, lot_id, quantity in waiting.contents
    ], problems)  # fmt: skip
    zone = unit.session.get_one(Zone, place.zone_id)
    told = _planner_rules(unit, load, waiting, start, place, zone, task, problems)
    advised = task is not None and task.to_location_id not in (None, place.id)
    if (advised or told) and not reason.strip():
        text = "{place} is not the proposed place; say why it was taken." if advised else "{place}: {why}. Say why."
        problems.add(text, field="reason", place=place.code, why=", ".join(told))
    problems.refuse()


def _planner_rules(
    unit: Unit, load: Load, waiting: Waiting, start: Location, place: Location, zone: Zone, task: Task | None,
    problems: Problems,
) -> list[str]:  # fmt: skip
    """Note what the planner's hard rules say; return its advice that was not followed."""
    dangerous = load.dangerous and zone.purpose in PICKABLE
    near = Location.id == place.id
    if dangerous and place.aisle_id is not None:
        near |= (Location.aisle_id == place.aisle_id) & Zone.purpose.in_(PICKABLE)
    _, spots = places(unit, start, near, but_task=task.id if task else 0)
    spot = next(one for one in spots if one.place_id == place.id)
    pallet = load.pallet(0, waiting, zone.purpose, Counter([(spot.length_mm, spot.width_mm, spot.height_mm)]))
    found = list(misses(pallet, spot))
    if waiting.on_pallet:
        for miss in found:
            if miss.constraint in GEOMETRY:
                problems.add("{place}: {words}.", field="location", place=place.code, words=miss.words)
    apart = Dangers(SEGREGATION, spots).against(pallet, spot) if dangerous else None
    if apart:
        problems.add("{place}: {words}.", field="location", place=place.code, words=apart.words)
    advice = [miss.words for miss in found if miss.constraint == "fixed item"]
    return advice + ([] if zone.purpose in waiting.purposes else [f"it is a place for {zone.purpose.value}"])
