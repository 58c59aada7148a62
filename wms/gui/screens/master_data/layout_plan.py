"""The building while it is drawn: zones, aisles and docks that are moved and resized, each step a new plan.

A plan is never changed, so that any step can be taken back. Whatever stands on the moved thing goes with it: an aisle
takes the locations that are reached from it, a zone those that stand on its open floor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wms.gui.map.floor import DOCK, Floor, Place, Walk, Zone
from wms.model.words import Hazard, LocationType, Mixing, Purpose, Temperature
from wms.operations.command import Command
from wms.operations.master_data.buildings import RegisterAisle, RegisterSite, RegisterZone
from wms.operations.master_data.locations import LocationLine, RegisterLocations
from wms.operations.master_data.removing import RemoveAisle, RemoveLocations, RemoveZone

ZONE, AISLE = "zone", "aisle"
LEAST_MM = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """What can be taken hold of: its kind (zone, aisle or dock) and its code."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A floor, and the lines of its locations that were generated and are not saved yet, by code."""

    floor: Floor
    lines: Mapping[str, LocationLine] = field(default_factory=dict)

    def find(self, piece: Piece) -> Zone | Walk | Place | None:
        """The thing itself; None when it is not there."""
        return next((one for one in self._of(piece.kind) if one.code == piece.code), None)

    def things(self) -> Iterator[tuple[Piece, Zone | Walk | Place]]:
        """Everything that can be taken hold of, docks first: they lie on top."""
        for kind in (DOCK, AISLE, ZONE):
            for one in self._of(kind):
                yield Piece(kind, one.code), one

    def _of(self, kind: str) -> Iterable[Zone | Walk | Place]:
        of: dict[str, tuple[Any, ...]] = {ZONE: self.floor.zones, AISLE: self.floor.walks, DOCK: self.floor.docks}
        return of[kind]

    # --- steps -----------------------------------------------------------------------------------------------------

    def with_piece(self, kind: str, thing: Zone | Walk | Place, instead: str = "") -> Plan:
        """With this thing, in the place of the one called `instead`, or new."""
        if isinstance(thing, Zone):
            return self._with(zones=_put(self.floor.zones, thing, instead))
        if isinstance(thing, Walk):
            return self._with(walks=_put(self.floor.walks, thing, instead))
        lines = dict(self.lines)
        if not instead or instead in lines:
            lines.pop(instead, None)
            lines[thing.code] = _dock_line(thing)
        return replace(self._with(places=_put(self.floor.places, thing, instead)), lines=lines)

    def without(self, piece: Piece) -> Plan:
        """Without a piece."""
        kept = tuple(one for one in self._of(piece.kind) if one.code != piece.code)
        if piece.kind != DOCK:
            return self._with(**{"zones" if piece.kind == ZONE else "walks": kept})
        places = tuple(one for one in self.floor.places if one.code != piece.code)
        lines = {code: line for code, line in self.lines.items() if code != piece.code}
        return replace(self._with(places=places), lines=lines)

    def standing_on(self, piece: Piece) -> int:
        """How many locations lie in a zone or are reached from an aisle; those of docks are their own."""
        if piece.kind == DOCK:
            return 0
        belongs = "zone" if piece.kind == ZONE else "aisle"
        return sum(getattr(place, belongs) == piece.code for place in self.floor.places)

    def moved(self, piece: Piece, dx: int, dy: int) -> Plan:
        """With the piece moved, and what stands on it; nothing goes beyond the building's lower left corner."""
        thing = self.find(piece)
        if thing is None:
            return self
        low, left = _corner(thing)
        dx, dy = max(dx, -low), max(dy, -left)
        plan = self.with_piece(piece.kind, _shifted(thing, dx, dy), piece.code)
        if isinstance(thing, Place):
            return plan
        goes = _reached_from if isinstance(thing, Walk) else _stands_in
        places = tuple(_shifted(one, dx, dy) if goes(one, thing) else one for one in plan.floor.places)
        return plan._with(places=places)

    def resized(self, piece: Piece, dx: int, dy: int) -> Plan:
        """With its upper right corner (an aisle's end) moved; it never becomes smaller than half a metre."""
        thing = self.find(piece)
        if isinstance(thing, Walk):
            end = replace(thing, x2=max(0, thing.x2 + dx), y2=max(0, thing.y2 + dy))
            return self if (end.x1, end.y1) == (end.x2, end.y2) else self.with_piece(AISLE, end, piece.code)
        if thing is None:
            return self
        wide, deep = max(LEAST_MM, thing.width + dx), max(LEAST_MM, thing.depth + dy)
        return self.with_piece(piece.kind, replace(thing, width=wide, depth=deep), piece.code)

    def with_locations(self, lines: Iterable[LocationLine]) -> Plan:
        """With these locations, new or instead of those of the same code."""
        given = {line.code: line for line in lines}
        places = {place.code: place for place in self.floor.places} | {c: place_of(li) for c, li in given.items()}
        return replace(self._with(places=tuple(places.values())), lines={**self.lines, **given})

    def sized(self, width: int, depth: int) -> Plan:
        """With a building of another size."""
        return self._with(width=width, depth=depth)

    def _with(self, **parts: Any) -> Plan:
        return replace(self, floor=replace(self.floor, **parts))

    # --- what it amounts to ------------------------------------------------------------------------------------------

    def commands(self, before: Floor) -> list[Command]:
        """What makes the warehouse as it is drawn: first the building, then zones and aisles, then all locations."""
        floor = self.floor
        found: list[Command] = []
        if (floor.width, floor.depth) != (before.width, before.depth):
            found.append(RegisterSite(code=floor.site, width_mm=floor.width, depth_mm=floor.depth))
        known_zones, known_walks = set(before.zones), set(before.walks)
        found += [_zone_command(floor.site, zone) for zone in floor.zones if zone not in known_zones]
        found += [_aisle_command(floor.site, walk) for walk in floor.walks if walk not in known_walks]
        lines = self._changed_lines(before)
        found += [RegisterLocations(lines=lines)] if lines else []
        return [*found, *self._removals(before)]

    def _removals(self, before: Floor) -> list[Command]:
        """What the warehouse still has and the drawing no longer: locations first, then what they stood in."""
        gone = {kind: [piece.code for piece, _ in Plan(before).things() if piece.kind == kind and not self.find(piece)]
                for kind in (DOCK, AISLE, ZONE)}  # fmt: skip
        docks: list[Command] = [RemoveLocations(locations=tuple(gone[DOCK]))] if gone[DOCK] else []
        aisles = [RemoveAisle(code=code) for code in gone[AISLE]]
        return [*docks, *aisles, *(RemoveZone(code=code) for code in gone[ZONE])]

    def _changed_lines(self, before: Floor) -> tuple[LocationLine, ...]:
        stood = {place.code: place for place in before.places}
        return tuple(
            replace(self.lines.get(place.code) or _place_line(place), x_mm=place.x, y_mm=place.y)
            for place in self.floor.places
            if place.code in self.lines or stood.get(place.code) != place
        )


def place_of(line: LocationLine) -> Place:
    """The location of a line, as it is drawn."""
    kind = line.type.value if line.type is not None else ""
    return Place(line.code, line.zone or "", line.aisle or "", line.bay or 0, line.level or 0, line.position or 0, kind,
                 "open", line.x_mm or 0, line.y_mm or 0, line.width_mm or 0, line.depth_mm or 0)  # fmt: skip


def _put(row: tuple[Any, ...], thing: Any, instead: str) -> tuple[Any, ...]:
    if any(one.code == instead for one in row):
        return tuple(thing if one.code == instead else one for one in row)
    return (*row, thing)


def _shifted(thing: Any, dx: int, dy: int) -> Any:
    if isinstance(thing, Walk):
        return replace(thing, x1=thing.x1 + dx, x2=thing.x2 + dx, y1=thing.y1 + dy, y2=thing.y2 + dy)
    return replace(thing, x=thing.x + dx, y=thing.y + dy)


def _corner(thing: Zone | Walk | Place) -> tuple[int, int]:
    if isinstance(thing, Walk):
        return min(thing.x1, thing.x2), min(thing.y1, thing.y2)
    return thing.x, thing.y


def _reached_from(place: Place, walk: Any) -> bool:
    return place.aisle == walk.code and place.type != DOCK


def _stands_in(place: Place, zone: Any) -> bool:
    return place.zone == zone.code and not place.aisle


def _zone_command(site: str, zone: Zone) -> RegisterZone:
    return RegisterZone(
        code=zone.code, site=site, name=zone.name, purpose=Purpose(zone.purpose), hazard=Hazard(zone.hazard),
        temperature=Temperature(zone.temperature), x_mm=zone.x, y_mm=zone.y, width_mm=zone.width, depth_mm=zone.depth,
    )  # fmt: skip


def _aisle_command(site: str, walk: Walk) -> RegisterAisle:
    return RegisterAisle(
        code=walk.code, site=site, x1_mm=walk.x1, y1_mm=walk.y1, x2_mm=walk.x2, y2_mm=walk.y2, cross=walk.cross,
        one_way=walk.one_way, blocked=walk.blocked,
    )  # fmt: skip


def _place_line(place: Place) -> LocationLine:
    return LocationLine(code=place.code, zone=place.zone or None, width_mm=place.width, depth_mm=place.depth)


def _dock_line(place: Place) -> LocationLine:
    return LocationLine(code=place.code, zone=place.zone, type=LocationType.DOCK, mixing=Mixing.ANY,
                        width_mm=place.width, depth_mm=place.depth)  # fmt: skip
