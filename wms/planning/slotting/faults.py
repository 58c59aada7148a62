"""Contradictions in a slotting problem, all told at once before any planning begins."""

from __future__ import annotations

from collections import Counter

from wms.planning.plan import Infeasible, Violation
from wms.planning.slotting.problem import SlottingProblem
from wms.planning.slotting.segregation import classes


def refuse_contradictions(problem: SlottingProblem) -> None:
    """Raise `Infeasible` for doubled ids, impossible numbers, unknown hazards, items or places."""
    found = [*_doubled(problem), *_numbers(problem), *_orders(problem), *_floor(problem), *_today(problem)]
    if found:
        raise Infeasible(*found)


def _doubled(problem: SlottingProblem) -> list[Violation]:
    items = Counter(item.item_id for item in problem.items)
    places = Counter(place.location_id for place in problem.locations)
    return [
        Violation("identity", str(number), float(times - 1), f"The {what} {number} is listed {times} times.")
        for what, counted in (("item", items), ("location", places)) for number, times in counted.items() if times > 1
    ]


def _numbers(problem: SlottingProblem) -> list[Violation]:
    known = set(classes())
    found = []
    for item in problem.items:
        name = str(item.item_id)
        sizes = (item.width_mm, item.depth_mm, item.height_mm, item.weight_g, item.picks)
        if min(sizes) < 0:
            found.append(Violation("numbers", name, float(-min(sizes)), f"Item {name} has a negative size or number."))
        if item.facings < 1:
            found.append(Violation("facings", name, float(1 - item.facings), f"Item {name} needs at least one facing."))
        if item.hazard and problem.rules.segregate and item.hazard not in known:
            found.append(Violation("hazard", name, 1.0, f"Item {name} has the unknown hazard class {item.hazard}."))
    return found


def _orders(problem: SlottingProblem) -> list[Violation]:
    known = {item.item_id for item in problem.items}
    unknown = sorted({item for order in problem.orders for item in order.items} - known)
    found = [Violation("item", str(item), 1.0, f"Orders ask for item {item}, which is not to be slotted.")
             for item in unknown]
    for number, order in enumerate(problem.orders):
        if len(set(order.items)) < len(order.items) or order.weight < 0:
            message = f"Order {number} names an item twice or has a negative weight."
            found.append(Violation("order", str(number), 1.0, message))
    return found


def _floor(problem: SlottingProblem) -> list[Violation]:
    if not problem.orders:
        return []
    if problem.walks:
        size = len(problem.walks)
        return [
            Violation("place", str(place.location_id), 1.0, f"Location {place.location_id} has no row among the walks.")
            for place in problem.locations if not 0 <= place.place < size
        ]
    if problem.floor is None:
        return [Violation("floor", "orders", 1.0, "Orders are given, but neither a floor nor walks to judge them by.")]
    low, high, aisles = problem.floor.cross_y[0], problem.floor.cross_y[-1], len(problem.floor.aisle_x)
    return [
        Violation("floor", str(place.location_id), 1.0, f"Location {place.location_id} lies outside the floor.")
        for place in problem.locations if not (0 <= place.aisle < aisles and low <= place.y_mm <= high)
    ]


def _today(problem: SlottingProblem) -> list[Violation]:
    known = {place.location_id for place in problem.locations}
    used: Counter[int] = Counter(place for places in problem.current.values() for place in places)
    return [
        Violation("location", str(place), float(times), f"Today's location {place} is unknown or holds {times} items.")
        for place, times in used.items() if place not in known or times > 1
    ]
