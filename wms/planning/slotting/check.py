"""The judge of a slotting: looks at the plain problem and the answer only, and recomputes everything in its own way."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from wms.planning.plan import Violation
from wms.planning.routing.oneblock import walk_length
from wms.planning.slotting.misfits import lacks
from wms.planning.slotting.problem import PickLocation, SlottedItem, SlottingProblem
from wms.planning.slotting.segregation import Segregation, segregation
from wms.planning.slotting.trips import trip

Lies = list[tuple[SlottedItem, PickLocation]]


def check(problem: SlottingProblem, locations: dict[int, tuple[int, ...]]) -> list[Violation]:
    """Every broken rule of the answer `locations` (item → locations); an empty list when it is sound."""
    found = _places(problem, locations)
    if found:
        return found
    by_id = {place.location_id: place for place in problem.locations}
    lies = [(item, by_id[place]) for item in problem.items for place in locations[item.item_id]]
    for item, place in lies:
        found += lacks(item, place, problem.rules)
    found += _look_alikes(problem, lies)
    found += _families(problem, lies)
    found += _hazards(problem, lies) if problem.rules.segregate else []
    found += _aisles(problem, locations, by_id)
    return found


def _places(problem: SlottingProblem, locations: dict[int, tuple[int, ...]]) -> list[Violation]:
    """Each item has as many locations as facings, all of them known, none used twice."""
    found: list[Violation] = []
    known = {place.location_id for place in problem.locations}
    used: Counter[int] = Counter()
    for item in problem.items:
        given = locations.get(item.item_id, ())
        used.update(given)
        if len(given) != item.facings:
            message = f"Item {item.item_id} has {len(given)} locations and needs {item.facings}."
            found.append(Violation("facings", str(item.item_id), float(abs(item.facings - len(given))), message))
        found += [
            Violation("location", str(item.item_id), 1.0, f"Item {item.item_id} lies at the unknown location {place}.")
            for place in given if place not in known
        ]
    for place, times in sorted(used.items()):
        if times > 1:
            message = f"Location {place} is given to {times} facings."
            found.append(Violation("one facing a location", str(place), float(times - 1), message))
    strangers = set(locations) - {item.item_id for item in problem.items}
    found += [Violation("item", str(i), 1.0, f"There is no item {i} to slot.") for i in sorted(strangers)]
    return found


def _look_alikes(problem: SlottingProblem, lies: Lies) -> list[Violation]:
    """Side by side is next in the row, or right above."""
    if not any(item.look_alike for item, _ in lies):
        return []
    in_row, in_bay = _numbered(problem, "level", "y_mm"), _numbered(problem, "y_mm", "level")
    groups: dict[tuple[str, int, int], Lies] = defaultdict(list)
    for item, place in lies:
        if item.look_alike:
            groups[item.look_alike, place.aisle, place.side].append((item, place))
    found = []
    for members in groups.values():
        for (a, p), (b, q) in combinations(members, 2):
            row, bay = (abs(number[p.location_id] - number[q.location_id]) == 1 for number in (in_row, in_bay))
            beside, above = row and p.level == q.level, bay and p.y_mm == q.y_mm and abs(p.level - q.level) == 1
            if a.item_id != b.item_id and (beside or above):
                message = f"Items {a.item_id} and {b.item_id} look alike and lie side by side."
                found.append(Violation("look-alikes", str(a.item_id), 1.0, message))
    return found


def _numbered(problem: SlottingProblem, line: str, along: str) -> dict[int, int]:
    """Numbers locations so that neighbours on a line (a row, or a bay's levels) have consecutive ones."""
    order = sorted(
        problem.locations,
        key=lambda p: (p.aisle, p.side, getattr(p, line), getattr(p, along), p.location_id),
    )
    return {place.location_id: number for number, place in enumerate(order)}


def _families(problem: SlottingProblem, lies: Lies) -> list[Violation]:
    aisles: dict[str, set[int]] = defaultdict(set)
    for item, place in lies:
        if item.family:
            aisles[item.family].add(place.aisle)
    found = [
        Violation("family together", name, float(len(aisles[name]) - 1),
                  f"Family {name} must lie in one aisle and lies in {len(aisles[name])}.")
        for name in sorted(problem.rules.together) if len(aisles[name]) > 1
    ]
    for one, other in sorted(problem.rules.apart):
        shared = sorted(aisles[one] & aisles[other]) if one != other else []
        if shared:
            message = f"Families {one} and {other} must keep apart and share aisles {shared}."
            found.append(Violation("families apart", one, float(len(shared)), message))
    return found


def _hazards(problem: SlottingProblem, lies: Lies) -> list[Violation]:
    """Every two hazard classes present, compared load by load."""
    by_class: dict[str, Lies] = defaultdict(list)
    for item, place in lies:
        if item.hazard:
            by_class[item.hazard].append((item, place))
    zones = _zones(problem) if by_class else {}
    found = []
    for one, other in combinations(sorted(by_class), 2):
        grade = segregation(one, other)
        if grade:
            found += _too_close(problem, zones, by_class[one], by_class[other], grade)
    return found


Boxes = dict[str, tuple[int, int, int, int]]


def _zones(problem: SlottingProblem) -> Boxes:
    """The outline of each zone: first and last across, first and last along."""
    outlines: Boxes = {}
    for place in problem.locations:
        across = problem.floor.aisle_x[place.aisle] if problem.floor else place.aisle * problem.rules.far_mm
        a, b, c, d = outlines.get(place.zone, (across, across, place.y_mm, place.y_mm))
        outlines[place.zone] = (min(a, across), max(b, across), min(c, place.y_mm), max(d, place.y_mm))
    return outlines


def _apart(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> int:
    """The wider of the two gaps between outlines; negative where they overlap both ways."""
    return max(one[0] - other[1], other[0] - one[1], one[2] - other[3], other[2] - one[3])


def _too_close(
    problem: SlottingProblem, zones: Boxes, ours: Lies, theirs: Lies, grade: Segregation
) -> list[Violation]:
    found = []
    for item, place in ours:
        for other, there in theirs:
            excess = _shortfall(problem, zones, place, there, grade)
            if excess > 0:
                message = (
                    f"Items {item.item_id} (class {item.hazard}) and {other.item_id} (class {other.hazard}) must be "
                    f"{grade.name.lower().replace('_', ' ')} and lie at {place.location_id} and {there.location_id}."
                )
                found.append(Violation("hazard segregation", str(item.item_id), excess, message))
    return found


def _shortfall(
    problem: SlottingProblem, zones: Boxes, one: PickLocation, other: PickLocation, grade: Segregation
) -> float:
    """How much is missing from the distance asked for: millimetres, or 1 for a wrong aisle or zone."""
    if grade == Segregation.AWAY_FROM:
        return float(problem.rules.away_mm - abs(one.y_mm - other.y_mm)) if one.aisle == other.aisle else 0.0
    if one.aisle == other.aisle or (grade >= Segregation.COMPARTMENT and one.zone == other.zone):
        return 1.0
    if grade == Segregation.LONGITUDINALLY:
        return float(max(0, problem.rules.far_mm - _apart(zones[one.zone], zones[other.zone])))
    return 0.0


def _aisles(
    problem: SlottingProblem, locations: dict[int, tuple[int, ...]], by_id: dict[int, PickLocation]
) -> list[Violation]:
    """No aisle has more than its share of the picks; an item's picks are spread over its facings."""
    share = problem.rules.aisle_share_permille
    if share >= 1_000:
        return []
    load: Counter[int] = Counter()
    for item in problem.items:
        for facing, place in enumerate(locations[item.item_id]):
            more = facing < item.picks % item.facings
            load[by_id[place].aisle] += item.picks // item.facings + more
    most = sum(item.picks for item in problem.items) * share // 1_000
    return [
        Violation("aisle workload", str(aisle), float(picks - most),
                  f"Aisle {aisle} has {picks} picks, {picks - most} more than its share.")
        for aisle, picks in sorted(load.items()) if picks > most
    ]


def cost(problem: SlottingProblem, locations: dict[int, tuple[int, ...]]) -> int:
    """The objective in millimetres, from the plain problem: the orders' walks and reaches, or those of the picks."""
    by_id = {place.location_id: place for place in problem.locations}
    if not problem.orders:
        return sum(
            (item.picks // item.facings + (facing < item.picks % item.facings))
            * (by_id[place].walk_mm + by_id[place].reach_s * problem.speed_mm_s)
            for item in problem.items for facing, place in enumerate(locations[item.item_id])
        )
    return _orders_cost(problem, locations, by_id)


def _orders_cost(
    problem: SlottingProblem, locations: dict[int, tuple[int, ...]], by_id: dict[int, PickLocation]
) -> int:
    turn: Counter[int] = Counter()
    total = 0
    for order in problem.orders:
        stops = []
        for item in order.items:
            places = locations[item]
            stops.append(by_id[places[turn[item] % len(places)]])
            turn[item] += 1
        if stops:
            total += order.weight * (walk(problem, stops) + sum(p.reach_s for p in stops) * problem.speed_mm_s)
    return total


def walk(problem: SlottingProblem, stops: list[PickLocation]) -> int:
    """The walk over some locations, by the routing planner's exact kernel or over the table of distances."""
    if problem.walks:
        places = np.array([p.place for p in stops], np.int64)
        return int(trip(problem.table, problem.start_place, problem.end_place, places))
    floor = problem.floor
    assert floor is not None
    door, top = floor.depots[0].doors[0], floor.cross_y[0]
    aisle = np.array([p.aisle for p in stops], np.int64)
    y = np.array([p.y_mm - top for p in stops], np.int64)
    depth = floor.cross_y[-1] - top
    across, depot = np.array(floor.aisle_x, np.int64), floor.cross_y[door.cross] - top
    length = walk_length(across, depth, door.aisle, depot, aisle, y)
    return int(length) + 2 * door.distance
