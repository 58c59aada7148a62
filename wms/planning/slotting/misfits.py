"""Why there is no room: which item fits nowhere and by how much, or which items crowd the same few locations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.planning.plan import Infeasible, Violation
from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.fences import aisle_cap
from wms.planning.slotting.problem import PickLocation, SlottedItem, SlottingProblem, SlottingRules

Ints = NDArray[np.int64]


def misfits(problem: SlottingProblem, arrays: SlottingArrays) -> None:
    """Raise `Infeasible` naming each item that fits no location at all, and what the best location lacks."""
    homeless = np.flatnonzero(~arrays.allowed.any(axis=1))
    items = sorted(set(arrays.item_of[np.isin(arrays.kind, homeless)].tolist()))
    if items and problem.locations:
        examples = [problem.locations[i] for i in np.unique(arrays.type_of, return_index=True)[1]]
        raise Infeasible(*(_closest(problem.items[i], examples, problem.rules) for i in items))
    if arrays.units > len(problem.locations):
        message = f"{arrays.units} facings need a location each, and there are only {len(problem.locations)}."
        raise Infeasible(Violation("locations", "all items", float(arrays.units - len(problem.locations)), message))
    _overworked(problem)


def _overworked(problem: SlottingProblem) -> None:
    """Raise `Infeasible` where the aisles' shares cannot add up to all picks, or one facing alone exceeds them."""
    cap, aisles = aisle_cap(problem), len({place.aisle for place in problem.locations})
    picks = sum(item.picks for item in problem.items)
    if cap * aisles < picks:
        message = f"{aisles} aisles with at most {cap} picks each cannot take {picks} picks."
        raise Infeasible(Violation("aisle workload", "all aisles", float(picks - cap * aisles), message))
    found = []
    for item in problem.items:
        alone = -(-item.picks // item.facings)
        if alone > cap:
            message = f"One facing of item {item.item_id} has {alone} picks, more than an aisle's share of {cap}."
            found.append(Violation("aisle workload", str(item.item_id), float(alone - cap), message))
    if found:
        raise Infeasible(*found)


def lacks(item: SlottedItem, place: PickLocation, rules: SlottingRules) -> list[Violation]:
    """What keeps an item from a location, each with its excess in millimetres, grams or levels."""
    name, where = str(item.item_id), place.location_id
    found = [
        Violation("zone", name, 1.0, f"Item {name} must not lie in zone {place.zone or 'without a name'}.")
    ] if item.zones and place.zone not in item.zones else []
    if item.condition not in place.conditions:
        found.append(Violation("condition", name, 1.0, f"Item {name} needs {item.condition}; location {where} is not."))
    found += _sizes(item, place)
    if item.weight_g > place.max_weight_g:
        excess = item.weight_g - place.max_weight_g
        message = f"Item {name} loads location {where} with {item.weight_g} g, {excess} g more than it bears."
        found.append(Violation("weight", name, float(excess), message))
    if item.weight_g >= rules.heavy_g and place.level > rules.heavy_top_level:
        excess = place.level - rules.heavy_top_level
        message = f"Item {name} is heavy and must not lie above level {rules.heavy_top_level}; location {where} does."
        found.append(Violation("heavy low", name, float(excess), message))
    return found


def _sizes(item: SlottedItem, place: PickLocation) -> list[Violation]:
    straight = (item.width_mm - place.width_mm, item.depth_mm - place.depth_mm)
    turned = (item.depth_mm - place.width_mm, item.width_mm - place.depth_mm)
    base = min(max(straight), max(turned))
    over = {"width and depth": base, "height": item.height_mm - place.height_mm}
    return [
        Violation(
            what, str(item.item_id), float(excess),
            f"Item {item.item_id} is {excess} mm too large for location {place.location_id} in {what}.",
        )
        for what, excess in over.items() if excess > 0
    ]


def _closest(item: SlottedItem, places: list[PickLocation], rules: SlottingRules) -> Violation:
    """What the location that lacks least lacks: one thing rather than two, a few millimetres rather than a zone."""
    options = [lacks(item, place, rules) for place in places]
    best = min(options, key=lambda found: (len(found), sum(_grave(lack) for lack in found)))
    worst = max(best, key=_grave)
    message = f"Item {item.item_id} fits no location. The nearest to fit: {worst.message}"
    return Violation(worst.constraint, worst.subject, worst.excess, message)


def _grave(lack: Violation) -> float:
    return lack.excess / {"width and depth": 1e3, "height": 1e3, "weight": 1e4}.get(lack.constraint, 1e-2)


def crowded(problem: SlottingProblem, arrays: SlottingArrays, unit: int, class_of: Ints, reached: Ints) -> Infeasible:
    """All locations a stuck unit could come by are full of units that can go nowhere else (Hall's condition)."""
    rooms = np.isin(class_of, reached)
    types: NDArray[np.bool_] = np.zeros(arrays.allowed.shape[1], np.bool_)
    types[arrays.type_of[rooms]] = True
    elsewhere = (arrays.allowed & ~types).sum(axis=1)[arrays.kind]
    crowd = int((elsewhere == 0).sum())
    item = problem.items[int(arrays.item_of[unit])]
    excess = max(1, crowd - int(rooms.sum()))
    message = (
        f"Item {item.item_id} finds no location: {int(rooms.sum())} locations fit it or what could make way for it, "
        f"and {max(crowd, int(rooms.sum()) + 1)} facings can lie only there; {excess} too many."
    )
    return Infeasible(Violation("locations", str(item.item_id), float(excess), message))
