"""Locations are entered, one or a whole building's worth, and changed: limits, mixing, status, place on the walk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from wms.base.errors import Problems
from wms.ledger.views import stock
from wms.model.site import Aisle, Location, Zone
from wms.model.words import LocationStatus, LocationType, Mixing
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.master_data.rows import Rows, check_amounts, check_codes, taken
from wms.operations.unit import Answer, Unit

_AMOUNTS = (
    "bay", "level", "position", "x_mm", "y_mm", "z_mm", "width_mm", "depth_mm", "height_mm", "max_weight_g",
    "max_volume_mm3", "pick_sequence",
)  # fmt: skip
_KINDS = tuple(kind for kind in LocationType if kind is not LocationType.VIRTUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationLine:
    """One location as entered; empty fields keep what is stored, or take the default. Limits of 0 mean unlimited."""

    code: str = arg("The location's code", refers="location")
    zone: str | None = arg("The zone it lies in", None, refers="zone")
    aisle: str | None = arg("The aisle it is reached from", None, refers="aisle")
    type: LocationType | None = arg("How it is built", None)
    status: LocationStatus | None = arg("Whether goods may come in and go out", None)
    mixing: Mixing | None = arg("What may lie together", None)
    bay: int | None = arg("Its bay in the aisle", None)
    level: int | None = arg("Its level above the floor", None)
    position: int | None = arg("Its position in the bay", None)
    x_mm: int | None = arg("Where one stands to reach it", None, unit="mm")
    y_mm: int | None = arg("Where one stands to reach it", None, unit="mm")
    z_mm: int | None = arg("Its height above the floor", None, unit="mm")
    width_mm: int | None = arg("Inner width", None, unit="mm")
    depth_mm: int | None = arg("Inner depth", None, unit="mm")
    height_mm: int | None = arg("Inner height", None, unit="mm")
    max_weight_g: int | None = arg("What it can bear", None, unit="g")
    max_volume_mm3: int | None = arg("What it can hold", None, unit="mm³")
    pick_sequence: int | None = arg("Its place on the walk", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLocation(LocationLine, Command):
    """Change one location that exists: its status, its limits, what may lie together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLocations(Command):
    """Enter many locations at once, or change those whose codes are known: all of them, or none."""

    lines: tuple[LocationLine, ...] = arg("The locations, as a JSON list of objects")


@handles("master_data.locations", "locations")
def change_location(command: ChangeLocation, unit: Unit) -> Answer:
    find.location(unit.session, command.code, "code")
    _enter(unit, (command,))
    return Answer("Location {code} is changed.", {"code": command.code}, command.code)


@handles("master_data.locations", "locations")
def register_locations(command: RegisterLocations, unit: Unit) -> Answer:
    new, changed = _enter(unit, command.lines)
    values = {"new": new, "changed": changed, "lines": len(command.lines)}
    return Answer("{lines} locations: {new} new, {changed} changed.", values)


def _enter(unit: Unit, lines: Sequence[LocationLine]) -> tuple[int, int]:
    problems = Problems()
    check_codes(lines, "code", problems)
    zones = find.many(unit.session, Zone, Zone.code, [line.zone for line in lines if line.zone])
    aisles = find.many(unit.session, Aisle, Aisle.code, [line.aisle for line in lines if line.aisle])
    site_of = {row.id: row.site_id for row in unit.session.execute(select(Zone.id, Zone.site_id))}
    aisle_site = {row.id: row.site_id for row in unit.session.execute(select(Aisle.id, Aisle.site_id))}
    locations = Rows(unit, Location, "code", [line.code for line in lines])
    wanted = []
    for row, line in enumerate(lines, 1):
        check_amounts(line, _AMOUNTS, problems, row)
        given = taken(line, "type", "status", "mixing", *_AMOUNTS)
        given["zone_id"] = _known(zones, line.zone, "zone", problems, row)
        given["aisle_id"] = _known(aisles, line.aisle, "aisle", problems, row)
        given["site_id"] = site_of.get(given["zone_id"]) if given["zone_id"] else None
        will_be = locations.enter(line.code, given)
        _check(will_be, line, aisle_site, problems, row)
        wanted.append(will_be)
    _check_mixing(unit, locations.stored, wanted, problems)
    problems.refuse()
    return locations.save()


def _known(nouns: Mapping[str, Any], code: str | None, field: str, problems: Problems, row: int) -> int | None:
    if not code:
        return None
    if code not in nouns:
        problems.add("There is no {noun} {code}.", field=field, row=row, noun=field, code=code, found=code)
        return None
    return int(nouns[code].id)


def _check(
    will_be: Mapping[str, Any], line: LocationLine, aisle_site: Mapping[int, int], problems: Problems, row: int
) -> None:
    if will_be.get("id", 1) < 0 or will_be["type"] not in _KINDS:
        expected = ", ".join(kind.value for kind in _KINDS)
        problems.add("Say how the location is built.", field="type", row=row, found=line.type or "", expected=expected)
    if will_be["zone_id"] is None and not line.zone:
        problems.add("Say in which zone it lies.", field="zone", row=row)
    aisle = will_be["aisle_id"]
    if aisle is not None and will_be["site_id"] is not None and aisle_site[aisle] != will_be["site_id"]:
        problems.add("The aisle is at another site than the zone.", field="aisle", row=row, found=line.aisle or "")


def _check_mixing(
    unit: Unit, stored: Mapping[str, Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]], problems: Problems
) -> None:
    """A stricter rule is refused while what lies there breaks it."""
    stricter = {}
    for row, will_be in enumerate(wanted, 1):
        before = stored.get(will_be["code"])
        if before and will_be["mixing"] is not Mixing.ANY and will_be["mixing"] != before["mixing"]:
            stricter[will_be["id"]] = (row, will_be)
    held: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for chunk in find.chunks(stricter):
        found = select(stock.c.location_id, stock.c.item_id, stock.c.lot_id).where(stock.c.location_id.in_(chunk))
        for location_id, item_id, lot_id in unit.session.execute(found):
            held[location_id].add((item_id, lot_id))
    for location_id, (row, will_be) in stricter.items():
        goods = held[location_id]
        kinds = {item for item, _ in goods} if will_be["mixing"] is Mixing.ONE_ITEM else goods
        if len(kinds) > 1:
            problems.add("{count} different goods lie at {code}; empty it first.", field="mixing", row=row,
                         count=len(kinds), code=will_be["code"])  # fmt: skip
