"""The building as it is drawn: the lines people walk on, and where each location stands. Plain numbers, read once.

Planners and walks are built from this; nothing here knows how to plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.model.site import Aisle, Location
from wms.operations import find


@dataclass(frozen=True, slots=True)
class Line:
    """A walkable line from (x1, y1) to (x2, y2) in millimetres; one-way lines lead from the first end to the second."""

    line_id: int
    code: str
    cross: bool
    x1: int
    y1: int
    x2: int
    y2: int
    one_way: bool = False
    blocked: bool = False

    @property
    def upright(self) -> bool:
        """Whether it runs along y."""
        return self.x1 == self.x2

    @property
    def level(self) -> bool:
        """Whether it runs along x."""
        return self.y1 == self.y2


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a location stands, and the line it is reached from (0: from none, across the open floor)."""

    location_id: int
    code: str
    line_id: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """One site: its lines, and the stands of the locations asked for by id."""

    lines: tuple[Line, ...]
    stands: dict[int, Stand]


def drawing(session: Session, site_id: int, location_ids: Iterable[int]) -> Drawing:
    """What is drawn of the site, with these locations."""
    rows = session.execute(
        select(Aisle.id, Aisle.code, Aisle.cross, Aisle.x1_mm, Aisle.y1_mm, Aisle.x2_mm, Aisle.y2_mm, Aisle.one_way,
               Aisle.blocked)
        .where(Aisle.site_id == site_id).order_by(Aisle.id)
    )  # fmt: skip
    lines = tuple(Line(*row) for row in rows)
    stands = {
        row.id: Stand(row.id, row.code, row.aisle_id or 0, row.x_mm, row.y_mm)
        for chunk in find.chunks(sorted(set(location_ids)))
        for row in session.execute(
            select(Location.id, Location.code, Location.aisle_id, Location.x_mm, Location.y_mm)
            .where(Location.id.in_(chunk))
        )
    }  # fmt: skip
    return Drawing(lines, stands)
