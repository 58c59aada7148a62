"""The building as the map draws it: plain data read once from questions, in millimetres from the lower left corner.

A place's `x` and `y` are where one stands to reach it; where its goods lie on the drawing is worked out in `placing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

DOCK, FREE = "dock", frozenset({"dock", "bench", "lane", "floor"})
"""Kinds of places that stand on the open floor."""

AskAll = Callable[[str], Iterable[Any]]
"""Gives every row of a question."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the building with one purpose, as a rectangle."""

    code: str
    name: str
    purpose: str
    temperature: str
    hazard: str
    x: int
    y: int
    width: int
    depth: int


@dataclass(frozen=True, slots=True)
class Walk:
    """A line to walk along: an aisle, or a cross-aisle that joins aisles."""

    code: str
    cross: bool
    x1: int
    y1: int
    x2: int
    y2: int
    one_way: bool
    blocked: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A location. `level` counts from the floor, `position` tells places of one bay and level apart."""

    code: str
    zone: str
    aisle: str
    bay: int
    level: int
    position: int
    type: str
    status: str
    x: int
    y: int
    width: int
    depth: int


@dataclass(frozen=True, slots=True)
class Floor:
    """One site. `width` and `depth` are 0 where the site's size is not known."""

    site: str
    name: str
    width: int
    depth: int
    zones: tuple[Zone, ...]
    walks: tuple[Walk, ...]
    places: tuple[Place, ...]

    @property
    def docks(self) -> tuple[Place, ...]:
        """The doors of the building."""
        return tuple(place for place in self.places if place.type == DOCK)

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that shelves and racks have here, from the floor up."""
        return tuple(sorted({place.level for place in self.places if place.level > 0}))


def read_floors(ask: AskAll) -> dict[str, Floor]:
    """Every site's floor by the site's code, from the questions sites, zones, aisles and locations."""
    zones, walks, places = list(ask("zones")), list(ask("aisles")), list(ask("locations"))
    return {
        row.site: Floor(
            row.site, row.name, row.width_mm, row.depth_mm,
            tuple(_zone(zone) for zone in zones if zone.site == row.site),
            tuple(_walk(walk) for walk in walks if walk.site == row.site),
            tuple(_place(place) for place in places if place.site == row.site),
        )
        for row in ask("sites")
    }  # fmt: skip


def _zone(row: Any) -> Zone:
    return Zone(row.zone, row.name, row.purpose.value, row.temperature.value, row.hazard.value, row.x_mm, row.y_mm,
                row.width_mm, row.depth_mm)  # fmt: skip


def _walk(row: Any) -> Walk:
    return Walk(row.aisle, row.cross, row.x1_mm, row.y1_mm, row.x2_mm, row.y2_mm, row.one_way, row.blocked)


def _place(row: Any) -> Place:
    return Place(row.code, row.zone, row.aisle or "", row.bay, row.level, row.position, row.type.value,
                 row.status.value, row.x_mm, row.y_mm, row.width_mm, row.depth_mm)  # fmt: skip
