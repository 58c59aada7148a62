"""The problem as arrays: a unit for each facing, and kinds of units that fit the same types of location.

Whether a load fits depends only on the location's type (size, strength, zone, conditions, level), of which a house has
few; units that fit the same types are of one kind. Everything after this works on kinds and types.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wms.planning.slotting.problem import PickLocation, SlottedItem, SlottingProblem, SlottingRules

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class SlottingArrays:
    """U units, L locations, K kinds, T types. `allowed[kind, type]`; `reach` and `walk` are millimetres for one pick.

    `pick_weight` and `walk_weight` (U,) multiply `reach` and `walk` in the cost that is additive over units; it is the
    objective without orders and a lower bound of it with them.
    """

    item_of: Ints
    kind: Ints
    type_of: Ints
    allowed: Bools
    walk: Ints
    reach: Ints
    aisle: Ints
    pick_weight: Ints
    walk_weight: Ints
    scale: int

    @property
    def units(self) -> int:
        """How many facings there are in all."""
        return len(self.item_of)

    def cost(self, where: Ints) -> int:
        """The additive cost of units at locations `where`, in millimetres times `scale`."""
        return int((self.walk_weight * self.walk[where] + self.pick_weight * self.reach[where]).sum())


def arrays_of(problem: SlottingProblem) -> SlottingArrays:
    """Read the problem into arrays, units in the order of items and facings."""
    facings = np.array([item.facings for item in problem.items], np.int64)
    item_of = np.repeat(np.arange(len(problem.items)), facings)
    types, type_of = _types(problem.locations)
    kinds, kind = _kinds(problem.items, types, problem.rules)
    picks = _shares(np.array([item.picks for item in problem.items], np.int64), facings)
    pick_weight, walk_weight, scale = weights(problem, item_of, picks)
    return SlottingArrays(
        item_of, kind[item_of], type_of, kinds,
        round_trips(problem),
        np.array([place.reach_s * problem.speed_mm_s for place in problem.locations], np.int64),
        np.array([place.aisle for place in problem.locations], np.int64),
        pick_weight, walk_weight, scale,
    )


def round_trips(problem: SlottingProblem) -> Ints:
    """(L,) the walk to each location and back: the caller's own, or where orders walk the floor the floor's."""
    places = problem.locations
    if problem.orders and problem.walks:
        there = [problem.walks[problem.start_place][place.place] for place in places]
        back = [problem.walks[place.place][problem.end_place] for place in places]
        return np.array(there, np.int64) + np.array(back, np.int64)
    if problem.orders and problem.floor is not None:
        depot = problem.floor.depot().doors[0]
        at = np.array(problem.floor.aisle_x)[[place.aisle for place in places]]
        along = np.array([place.y_mm for place in places]) - problem.floor.cross_y[depot.cross]
        across = at - problem.floor.aisle_x[depot.aisle]
        return np.asarray(2 * (np.abs(along) + np.abs(across) + depot.distance), np.int64)
    return np.array([place.walk_mm for place in places], np.int64)


def _shares(picks: Ints, facings: Ints) -> Ints:
    """Each item's picks spread over its facings, the first ones taking what does not divide."""
    item_of = np.repeat(np.arange(len(picks)), facings)
    number = np.arange(len(item_of)) - np.repeat(np.cumsum(facings) - facings, facings)
    return picks[item_of] // facings[item_of] + (number < picks[item_of] % facings[item_of])


SHARE = 1_000
"""Parts an order's walk is divided into when its items share it."""


def weights(problem: SlottingProblem, item_of: Ints, picks: Ints) -> tuple[Ints, Ints, int]:
    """Per unit the weight of reach and of walk, and their scale.

    Without orders both are the picks. With orders each order's walk is at least the walk to and from any one of its
    stops, hence at least their mean: every stop carries an equal share of it, rounded down.
    """
    if not problem.orders:
        return picks, picks, 1
    visits, shares = np.zeros(len(item_of), np.int64), np.zeros(len(item_of), np.int64)
    for units, weight in zip(order_units(problem), (order.weight for order in problem.orders), strict=True):
        for unit in units:
            visits[unit] += weight * SHARE
            shares[unit] += weight * SHARE // len(units)
    return visits, shares, SHARE


def order_units(problem: SlottingProblem) -> list[list[int]]:
    """Per order the units its walk visits: the facings of an item take turns, so that they empty evenly."""
    first, facings, turn = {}, {}, {}
    at = 0
    for item in problem.items:
        first[item.item_id], facings[item.item_id], turn[item.item_id] = at, item.facings, 0
        at += item.facings
    rows = []
    for order in problem.orders:
        row = []
        for item_id in order.items:
            row.append(first[item_id] + turn[item_id] % facings[item_id])
            turn[item_id] += 1
        rows.append(sorted(row))
    return rows


def _types(locations: tuple[PickLocation, ...]) -> tuple[list[PickLocation], Ints]:
    numbers: dict[tuple[object, ...], int] = {}
    examples: list[PickLocation] = []
    type_of = np.empty(len(locations), np.int64)
    for i, place in enumerate(locations):
        key = (place.width_mm, place.depth_mm, place.height_mm, place.max_weight_g, place.zone, place.conditions,
               place.level)
        if key not in numbers:
            numbers[key] = len(examples)
            examples.append(place)
        type_of[i] = numbers[key]
    return examples, type_of


def _kinds(items: tuple[SlottedItem, ...], types: list[PickLocation], rules: SlottingRules) -> tuple[Bools, Ints]:
    """(K, T) what each kind may use, and the kind of each item."""
    if not items or not types:
        return np.zeros((1, len(types)), np.bool_), np.zeros(len(items), np.int64)
    size = np.array([(i.width_mm, i.depth_mm, i.height_mm, i.weight_g) for i in items], np.int64)
    fits = np.empty((len(items), len(types)), np.bool_)
    for t, place in enumerate(types):
        straight = (size[:, 0] <= place.width_mm) & (size[:, 1] <= place.depth_mm)
        turned = (size[:, 1] <= place.width_mm) & (size[:, 0] <= place.depth_mm)
        fits[:, t] = (straight | turned) & (size[:, 2] <= place.height_mm) & (size[:, 3] <= place.max_weight_g)
        if place.level > rules.heavy_top_level:
            fits[:, t] &= size[:, 3] < rules.heavy_g
        fits[:, t] &= [i.condition in place.conditions and (not i.zones or place.zone in i.zones) for i in items]
    kinds, kind = np.unique(fits, axis=0, return_inverse=True)
    return kinds, kind.reshape(-1).astype(np.int64)
