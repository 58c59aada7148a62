"""What is stocked: the item, its packaging levels, its home at a forward pick location, and what a kit is made of.

Stock is always counted in the base unit; a packaging level says how many base units it holds.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, Versioned, choice, one_of, refers
from wms.model.words import Hazard, Level, Rotation, Temperature


class Item(Versioned, Base):
    """A trade item. `cost_minor` is the standard cost of one base unit in minor units of money."""

    __tablename__ = "item"

    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    family: Mapped[str] = mapped_column(default="")
    temperature: Mapped[Temperature] = choice(Temperature, Temperature.AMBIENT)
    hazard: Mapped[Hazard] = choice(Hazard, Hazard.NONE)
    rotation: Mapped[Rotation] = choice(Rotation, Rotation.FIFO)
    lot_tracked: Mapped[bool] = mapped_column(default=False)
    serial_tracked: Mapped[bool] = mapped_column(default=False)
    expiry_tracked: Mapped[bool] = mapped_column(default=False)
    inspect_on_receipt: Mapped[bool] = mapped_column(default=False)
    shelf_life_days: Mapped[int] = mapped_column(default=0)
    minimum_remaining_days: Mapped[int] = mapped_column(default=0)
    cost_minor: Mapped[int] = mapped_column(default=0)
    velocity: Mapped[str] = mapped_column(default="")
    fragile: Mapped[bool] = mapped_column(default=False)
    keep_upright: Mapped[bool] = mapped_column(default=False)
    substitute_id: Mapped[int | None] = refers("item")
    active: Mapped[bool] = mapped_column(default=True)

    @classmethod
    def constraints(cls) -> tuple[CheckConstraint, ...]:
        return (
            one_of("temperature", Temperature), one_of("hazard", Hazard), one_of("rotation", Rotation),
            CheckConstraint("NOT expiry_tracked OR lot_tracked", name="expiry_needs_lot"),
        )  # fmt: skip


class PackagingLevel(Base):
    """One unit of handling: `units` base units, with its own GTIN, outer dimensions and gross weight."""

    __tablename__ = "packaging_level"

    item_id: Mapped[int] = refers("item", index=False)
    level: Mapped[Level] = choice(Level)
    units: Mapped[int]
    gtin: Mapped[str] = mapped_column(default="")
    length_mm: Mapped[int] = mapped_column(default=0)
    width_mm: Mapped[int] = mapped_column(default=0)
    height_mm: Mapped[int] = mapped_column(default=0)
    weight_g: Mapped[int] = mapped_column(default=0)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            one_of("level", Level), UniqueConstraint("item_id", "level"),
            CheckConstraint("units >= 1", name="units"),
            CheckConstraint("level <> 'each' OR units = 1", name="each_is_one"),
            Index("uq_packaging_level_gtin", "gtin", unique=True, sqlite_where=text("gtin <> ''"),
                  postgresql_where=text("gtin <> ''")),
        )  # fmt: skip


class SlotAssignment(Base):
    """The item lives at this forward pick location; refill when below `minimum`, up to `maximum` base units."""

    __tablename__ = "slot_assignment"

    item_id: Mapped[int] = refers("item")
    location_id: Mapped[int] = refers("location")
    minimum: Mapped[int] = mapped_column(default=0)
    maximum: Mapped[int] = mapped_column(default=0)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return UniqueConstraint("item_id", "location_id"), CheckConstraint("minimum <= maximum", name="range")


class KitComponent(Base):
    """One kit holds `quantity` base units of the component."""

    __tablename__ = "kit_component"

    kit_id: Mapped[int] = refers("item", index=False)
    component_id: Mapped[int] = refers("item")
    quantity: Mapped[int]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return UniqueConstraint("kit_id", "component_id"), CheckConstraint("quantity >= 1", name="quantity")
