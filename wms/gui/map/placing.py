"""Where goods lie on the drawing: places that stand above each other share one spot beside their aisle.

A location says where one stands to reach it. Shelves and racks are drawn beside the aisle, odd positions to the left
of the way up and even ones to the right; what stands on the open floor is drawn around that point, inside its zone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from wms.gui.map.floor import FREE, Floor, Place, Walk, Zone

_UNKNOWN_MM, _NEAR_MM, _HALF_AISLE_MM = 800, 400, 1_000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the floor, in mm from its lower left corner."""

    x: float
    y: float
    width: float
    depth: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.width / 2, self.y + self.depth / 2


@dataclass(frozen=True, slots=True)
class Spot:
    """One rectangle of the map, with the places that stand there from the floor up."""

    box: Box
    zone: str
    places: tuple[Place, ...]

    def at(self, level: int) -> Place | None:
        """The place on a level; those without levels (a dock) are on every level."""
        return next((place for place in self.places if place.level in (level, 0)), None)


@dataclass(frozen=True, slots=True)
class Region:
    """A zone as it is drawn; `foot` is how much is free below its places, for its name."""

    zone: Zone
    box: Box
    foot: float


def spots(floor: Floor) -> list[Spot]:
    """Every place of the floor, those above each other together, in the order of their codes."""
    zones = {zone.code: zone for zone in floor.zones}
    walks = {walk.code: walk for walk in floor.walks}
    room = _half_aisles(floor, walks)
    found: defaultdict[tuple[str, Box], list[Place]] = defaultdict(list)
    for place in floor.places:
        walk = walks.get(place.aisle)
        beside = walk is not None and place.type not in FREE and _distance(walk, place) < _NEAR_MM
        box = _beside(place, walk, room[place.aisle]) if walk and beside else _around(place, zones.get(place.zone))
        found[place.zone, box].append(place)
    return [
        Spot(box, zone, tuple(sorted(places, key=lambda place: (place.level, place.code))))
        for (zone, box), places in found.items()
    ]


def regions(floor: Floor, drawn: Iterable[Spot]) -> list[Region]:
    """The zones as they are drawn. One without a rectangle gets the one around its places; without places, none."""
    of_zone: defaultdict[str, list[Box]] = defaultdict(list)
    for spot in drawn:
        of_zone[spot.zone].append(spot.box)
    made: list[Region] = []
    for zone in floor.zones:
        inside = around(of_zone[zone.code])
        box = Box(zone.x, zone.y, zone.width, zone.depth) if zone.width > 0 and zone.depth > 0 else inside
        if box is not None:
            made.append(Region(zone, box, max(0.0, inside.y - box.y) if inside else box.depth))
    return made


def around(boxes: Iterable[Box]) -> Box | None:
    """The smallest rectangle that holds all of them."""
    kept = list(boxes)
    if not kept:
        return None
    left, low = min(box.x for box in kept), min(box.y for box in kept)
    return Box(left, low, max(b.x + b.width for b in kept) - left, max(b.y + b.depth for b in kept) - low)


def _half_aisles(floor: Floor, walks: dict[str, Walk]) -> dict[str, float]:
    """How far from its line an aisle's shelves begin: half of what its neighbour in the zone leaves free."""
    zones: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for place in floor.places:
        if place.aisle in walks:
            known = zones[place.zone].get(place.aisle, 0)
            zones[place.zone][place.aisle] = max(known, place.depth)
    rooms: dict[str, float] = {}
    for depths in zones.values():
        pitch = _pitch([walks[code] for code in depths])
        for code, depth in depths.items():
            free = pitch / 2 - depth if pitch else _HALF_AISLE_MM
            rooms[code] = min(max(free, _HALF_AISLE_MM / 2), 2 * _HALF_AISLE_MM)
    return rooms


def _pitch(walks: list[Walk]) -> int:
    """The least distance between neighbouring aisles of a zone; 0 when there is but one."""
    across = [sorted({walk.x1 if _upright(walk) else walk.y1 for walk in walks if _upright(walk) is way})
              for way in (True, False)]  # fmt: skip
    return min((b - a for line in across for a, b in pairwise(line)), default=0)


def _upright(walk: Walk) -> bool:
    return abs(walk.y2 - walk.y1) >= abs(walk.x2 - walk.x1)


def _distance(walk: Walk, place: Place) -> int:
    return abs(place.x - walk.x1) if _upright(walk) else abs(place.y - walk.y1)


def _beside(place: Place, walk: Walk, half_aisle: float) -> Box:
    width, depth = place.width or _UNKNOWN_MM, place.depth or _UNKNOWN_MM
    out = half_aisle if place.position % 2 == 0 else -half_aisle - depth
    if _upright(walk):
        return Box(place.x + out, place.y - width / 2, depth, width)
    return Box(place.x - width / 2, place.y + out, width, depth)


def _around(place: Place, zone: Zone | None) -> Box:
    width, depth = place.width or _UNKNOWN_MM, place.depth or _UNKNOWN_MM
    x, y = place.x - width / 2, place.y - depth / 2
    if zone is not None and zone.width >= width and zone.depth >= depth:
        x = min(max(x, zone.x), zone.x + zone.width - width)
        y = min(max(y, zone.y), zone.y + zone.depth - depth)
    return Box(x, y, width, depth)
