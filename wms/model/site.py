"""The building: site, zones, aisles to walk along, and locations to put goods in.

Coordinates are millimetres from the building's lower left corner; an aisle's line is where people walk.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, Versioned, choice, one_of, refers
from wms.model.words import Hazard, LocationStatus, LocationType, Mixing, Purpose, Temperature

SUPPLIER, CUSTOMER, ADJUSTMENT, SCRAP, ASSEMBLY, TRANSIT = -1, -2, -3, -4, -5, -6
VIRTUAL = {
    SUPPLIER: "SUPPLIER", CUSTOMER: "CUSTOMER", ADJUSTMENT: "ADJUSTMENT",
    SCRAP: "SCRAP", ASSEMBLY: "ASSEMBLY", TRANSIT: "TRANSIT",
}  # fmt: skip


class Site(Base):
    """One warehouse or depot. `company_prefix` is the GS1 prefix its SSCCs are made from."""

    __tablename__ = "site"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    gln: Mapped[str] = mapped_column(default="")
    company_prefix: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    currency: Mapped[str] = mapped_column(default="GBP")
    width_mm: Mapped[int] = mapped_column(default=0)
    depth_mm: Mapped[int] = mapped_column(default=0)


class Zone(Base):
    """A part of the site with one purpose, one climate and one hazard class; drawn as a rectangle."""

    __tablename__ = "zone"

    site_id: Mapped[int] = refers("site")
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    purpose: Mapped[Purpose] = choice(Purpose)
    temperature: Mapped[Temperature] = choice(Temperature, Temperature.AMBIENT)
    hazard: Mapped[Hazard] = choice(Hazard, Hazard.NONE)
    x_mm: Mapped[int] = mapped_column(default=0)
    y_mm: Mapped[int] = mapped_column(default=0)
    width_mm: Mapped[int] = mapped_column(default=0)
    depth_mm: Mapped[int] = mapped_column(default=0)

    @classmethod
    def constraints(cls) -> tuple[CheckConstraint, ...]:
        return one_of("purpose", Purpose), one_of("temperature", Temperature), one_of("hazard", Hazard)


class Aisle(Base):
    """A walkable line from (x1, y1) to (x2, y2). A cross-aisle joins picking aisles and has no locations."""

    __tablename__ = "aisle"

    site_id: Mapped[int] = refers("site")
    code: Mapped[str] = mapped_column(unique=True)
    cross: Mapped[bool] = mapped_column(default=False)
    x1_mm: Mapped[int]
    y1_mm: Mapped[int]
    x2_mm: Mapped[int]
    y2_mm: Mapped[int]
    one_way: Mapped[bool] = mapped_column(default=False)
    blocked: Mapped[bool] = mapped_column(default=False)


class Location(Versioned, Base):
    """One storage address. Limits of 0 mean unlimited. Virtual locations have the negative ids named above."""

    __tablename__ = "location"
    table_options = {"sqlite_autoincrement": True}  # so that the first real location is 1, above the virtual ones

    site_id: Mapped[int | None] = refers("site")
    zone_id: Mapped[int | None] = refers("zone")
    aisle_id: Mapped[int | None] = refers("aisle")
    code: Mapped[str] = mapped_column(unique=True)
    type: Mapped[LocationType] = choice(LocationType)
    status: Mapped[LocationStatus] = choice(LocationStatus, LocationStatus.OPEN)
    mixing: Mapped[Mixing] = choice(Mixing, Mixing.ANY)
    bay: Mapped[int] = mapped_column(default=0)
    level: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)
    x_mm: Mapped[int] = mapped_column(default=0)
    y_mm: Mapped[int] = mapped_column(default=0)
    z_mm: Mapped[int] = mapped_column(default=0)
    width_mm: Mapped[int] = mapped_column(default=0)
    depth_mm: Mapped[int] = mapped_column(default=0)
    height_mm: Mapped[int] = mapped_column(default=0)
    max_weight_g: Mapped[int] = mapped_column(default=0)
    max_volume_mm3: Mapped[int] = mapped_column(default=0)
    pick_sequence: Mapped[int] = mapped_column(default=0)

    @classmethod
    def constraints(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            one_of("type", LocationType), one_of("status", LocationStatus), one_of("mixing", Mixing),
            CheckConstraint("(id < 0) = (type = 'virtual')", name="virtual_ids_are_negative"),
            CheckConstraint("id < 0 OR (site_id IS NOT NULL AND zone_id IS NOT NULL)", name="has_a_zone"),
            Index("ix_location_pick_sequence", "pick_sequence"),
        )  # fmt: skip
