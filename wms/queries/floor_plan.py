"""The building as a drawing: rectangles and lines, in millimetres from its lower left corner, ready for a screen.

Locations are kept where one stands to reach them. They are drawn beside their aisle, on their own side, and never
outside of their zone; addresses above each other are one rectangle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from wms.model.site import Aisle, Location, Site, Zone
from wms.model.words import LocationType, Purpose
from wms.queries.pieces import counted, only
from wms.queries.question import col, computed

OFFSET_MM = 1_500
"""From the middle of an aisle to the middle of its racks, where no other aisle says how far they can be."""


@dataclass(frozen=True, slots=True)
class ShapeRow:
    """One shape: a site, a zone or a place as a rectangle, an aisle or cross-aisle as a line.

    A rectangle has its lower left corner and its extents; a line leads from (x, y) to (x + width, y + depth), which
    may be negative. `code` is the lowest address, `places` how many stand there above each other.
    """

    nr: int = col("Shape", "id")
    kind: str = col("Kind")
    code: str = col("Code")
    zone: str = col("Zone")
    purpose: Purpose | None = col("Purpose")
    type: LocationType | None = col("Type")
    x_mm: int = col("X", "mm")
    y_mm: int = col("Y", "mm")
    width_mm: int = col("Width", "mm")
    depth_mm: int = col("Depth", "mm")
    places: int = col("Places", "number")
    blocked: bool = col("Blocked", "flag")
    one_way: bool = col("One way", "flag")


@computed(ShapeRow, key=("nr",), sort=("nr",), topics=("locations", "sites"))
def floor_plan(connection: Connection, start: int | None, site: str = "", zone: str = "") -> Iterator[ShapeRow]:
    """The floor to draw, what lies below first: the site, its zones, aisles and cross-aisles, docks and locations."""
    for nr, shape in enumerate(_shapes(connection, site, zone), 1):
        yield ShapeRow(nr, *shape)


Shape = tuple[str, str, str, Purpose | None, LocationType | None, int, int, int, int, int, bool, bool]


def _shapes(connection: Connection, site: str, zone: str) -> Iterator[Shape]:
    if not zone:
        yield from _sites(connection, site)
    zones = {row.id: row for row in connection.execute(_zones(site, zone))}
    for row in zones.values():
        yield "zone", row.code, row.code, row.purpose, None, *_rectangle(row), 0, False, False
    aisles = connection.execute(_aisles(site)).all()
    for row in aisles if not zone else ():
        line = (row.x1_mm, row.y1_mm, row.x2_mm - row.x1_mm, row.y2_mm - row.y1_mm)
        kind = "cross-aisle" if row.cross else "aisle"
        yield kind, row.code, "", None, None, *line, 0, row.blocked, row.one_way
    pitch = _pitches(aisles)
    for row in connection.execute(_places(site, zone)):
        its = zones[row.zone_id]
        kind = "dock" if row.type is LocationType.DOCK else "location"
        yield kind, row.code, its.code, its.purpose, row.type, *_placed(row, its, pitch), row.places, False, False


def _sites(connection: Connection, site: str) -> Iterator[Shape]:
    query = only(select(Site.code, Site.width_mm, Site.depth_mm).order_by(Site.id), (Site.code, site))
    for row in connection.execute(query):
        yield "site", row.code, "", None, None, 0, 0, row.width_mm, row.depth_mm, 0, False, False


def _zones(site: str, zone: str) -> Any:
    query = select(Zone.id, Zone.code, Zone.purpose, Zone.x_mm, Zone.y_mm, Zone.width_mm, Zone.depth_mm)
    query = query.join(Site, Site.id == Zone.site_id)
    return only(query, (Site.code, site), (Zone.code, zone)).order_by(Zone.id)


def _aisles(site: str) -> Any:
    query = select(Aisle.id, Aisle.code, Aisle.cross, Aisle.x1_mm, Aisle.y1_mm, Aisle.x2_mm, Aisle.y2_mm,
                   Aisle.blocked, Aisle.one_way).join(Site, Site.id == Aisle.site_id)  # fmt: skip
    return only(query, (Site.code, site)).order_by(Aisle.cross, Aisle.id)


def _places(site: str, zone: str) -> Any:
    at = (Location.zone_id, Location.aisle_id, Location.x_mm, Location.y_mm, Location.position, Location.width_mm,
          Location.depth_mm, Location.type)  # fmt: skip
    query = select(func.min(Location.code).label("code"), counted().label("places"), *at, Aisle.x1_mm, Aisle.x2_mm,
                   Aisle.y1_mm, Aisle.y2_mm)  # fmt: skip
    query = query.join(Site, Site.id == Location.site_id).join(Zone, Zone.id == Location.zone_id)
    query = query.outerjoin(Aisle, Aisle.id == Location.aisle_id).group_by(*at, Aisle.id)
    return only(query, (Site.code, site), (Zone.code, zone)).order_by("code")


def _rectangle(row: Any) -> tuple[int, int, int, int]:
    return row.x_mm, row.y_mm, row.width_mm, row.depth_mm


def _pitches(aisles: Any) -> dict[bool, list[int]]:
    """Where the upright (True) and the level picking aisles run, sorted."""
    found: dict[bool, set[int]] = {True: set(), False: set()}
    for row in aisles:
        if not row.cross:
            upright = row.x1_mm == row.x2_mm
            found[upright].add(row.x1_mm if upright else row.y1_mm)
    return {upright: sorted(where) for upright, where in found.items()}


def _placed(row: Any, zone: Any, pitch: dict[bool, list[int]]) -> tuple[int, int, int, int]:
    """The location's rectangle: a rack's width runs along its aisle, any other location's along x."""
    along, deep = row.width_mm or 1_000, row.depth_mm or 1_000
    x, y = row.x_mm, row.y_mm
    wide, high = along, deep
    if row.aisle_id is not None and row.position:
        upright = row.x1_mm == row.x2_mm
        side = (1 if row.position % 2 == 0 else -1) * _away(row.x1_mm if upright else row.y1_mm, deep, pitch[upright])
        wide, high = (deep, along) if upright else (along, deep)
        x, y = (x + side, y) if upright else (x, y + side)
    left, low = x - wide // 2, y - high // 2
    if zone.width_mm and zone.depth_mm:
        left = max(zone.x_mm, min(left, zone.x_mm + zone.width_mm - wide))
        low = max(zone.y_mm, min(low, zone.y_mm + zone.depth_mm - high))
    return left, low, wide, high


def _away(line: int, deep: int, others: list[int]) -> int:
    """From the middle of the aisle to the middle of its rack: racks of two aisles stand back to back."""
    gaps = [abs(other - line) for other in others if other != line]
    return max(deep // 2, min(gaps) // 2 - deep // 2) if gaps else OFFSET_MM
