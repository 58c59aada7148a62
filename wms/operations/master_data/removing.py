"""Taking away what was drawn by mistake: a zone or an aisle without locations, a location where nothing ever was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select

from wms.base.errors import Problems
from wms.model.base import metadata
from wms.model.site import Aisle, Location, Zone
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveZone(Command):
    """Take a zone off the building; no location lies in it any more."""

    code: str = arg("The zone's code", refers="zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAisle(Command):
    """Take an aisle off the building; no location is reached from it any more."""

    code: str = arg("The aisle's code", refers="aisle")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLocations(Command):
    """Take locations off the building that were never used; used ones are closed instead, as their moves name them."""

    locations: tuple[str, ...] = arg("Their codes", refers="location")


@handles("master_data.sites", "sites", "locations")
def remove_zone(command: RemoveZone, unit: Unit) -> Answer:
    zone = find.by(unit.session, Zone, Zone.code, command.code, "code")
    _empty(unit, Location.zone_id == zone.id, "{count} locations lie in zone {code}, {example} among them. Take them "
           "away first, or enter them in another zone.", command.code)  # fmt: skip
    unit.session.execute(delete(Zone).where(Zone.id == zone.id))
    return Answer("Zone {code} is taken off the building.", {"code": command.code}, command.code)


@handles("master_data.sites", "sites", "locations")
def remove_aisle(command: RemoveAisle, unit: Unit) -> Answer:
    aisle = find.by(unit.session, Aisle, Aisle.code, command.code, "code")
    _empty(unit, Location.aisle_id == aisle.id, "{count} locations are reached from aisle {code}, {example} among them."
           " Take them away first, or enter them in another aisle.", command.code)  # fmt: skip
    unit.session.execute(delete(Aisle).where(Aisle.id == aisle.id))
    return Answer("Aisle {code} is taken off the building.", {"code": command.code}, command.code)


@handles("master_data.locations", "locations")
def remove_locations(command: RemoveLocations, unit: Unit) -> Answer:
    problems = Problems()
    if not command.locations:
        problems.add("Name at least one location.", field="locations")
    known = find.many(unit.session, Location, Location.code, command.locations)
    used = _used(unit, [place.id for place in known.values()])
    for row, code in enumerate(command.locations, 1):
        place = known.get(code)
        if place is None or place.id < 0:
            problems.add("There is no location {code}.", field="locations", row=row, code=code)
        elif place.id in used:
            problems.add("Goods or work were at {code}: close it instead, its past names it.", field="locations",
                         row=row, code=code)  # fmt: skip
    problems.refuse()
    for chunk in find.chunks([place.id for place in known.values()]):
        unit.session.execute(delete(Location).where(Location.id.in_(chunk)))
    return Answer("{count} locations are taken off the building.", {"count": len(known)})


def _empty(unit: Unit, inside: Any, template: str, code: str) -> None:
    """Refuse while locations belong to it."""
    count = unit.session.scalar(select(func.count()).where(inside)) or 0
    example = unit.session.scalar(select(func.min(Location.code)).where(inside))
    problems = Problems()
    if count:
        problems.add(template, field="code", count=count, code=code, example=example)
    problems.refuse()


def _used(unit: Unit, ids: Sequence[int]) -> set[int]:
    """Which of these locations any row of any table speaks of: moves, tasks, homes, counts, deliveries."""
    found: set[int] = set()
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is Location.__table__.c.id for key in column.foreign_keys):
                for chunk in find.chunks(ids):
                    found |= set(unit.session.scalars(select(column).where(column.in_(chunk)).distinct()))
    return found
