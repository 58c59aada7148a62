"""What the warehouse knows before anything moves: items and their packaging, locations, parties."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from wms.model.item import Item, PackagingLevel
from wms.model.party import Party
from wms.model.site import Aisle, Location, Site, Zone
from wms.model.words import (
    Hazard,
    Level,
    LocationStatus,
    LocationType,
    Mixing,
    PartyKind,
    Purpose,
    Rotation,
    Temperature,
)
from wms.queries.pieces import each_gtin, only
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item, with all that import and export know of it."""

    sku: str = col("Item")
    name: str = col("Name")
    gtin: str = col("GTIN")
    family: str = col("Family")
    temperature: Temperature = col("Temperature")
    hazard: Hazard = col("Hazard")
    rotation: Rotation = col("Rotation")
    lot_tracked: bool = col("By lot", "flag")
    serial_tracked: bool = col("By serial", "flag")
    expiry_tracked: bool = col("By expiry", "flag")
    inspect_on_receipt: bool = col("Inspect on receipt", "flag")
    shelf_life_days: int = col("Shelf life (days)", "number")
    minimum_remaining_days: int = col("Minimum remaining life (days)", "number")
    cost_minor: int = col("Standard cost", "money")
    velocity: str = col("Velocity")
    fragile: bool = col("Fragile", "flag")
    keep_upright: bool = col("Keep upright", "flag")
    substitute: str | None = col("Substitute")
    active: bool = col("Active", "flag")


@dataclass(frozen=True, slots=True)
class PackagingLevelRow:
    """One unit of handling of an item."""

    item: str = col("Item")
    item_name: str = col("Name")
    level: Level = col("Level")
    units: int = col("Pieces", "quantity")
    gtin: str = col("GTIN")
    length_mm: int = col("Length", "mm")
    width_mm: int = col("Width", "mm")
    height_mm: int = col("Height", "mm")
    weight_g: int = col("Weight", "grams")


@dataclass(frozen=True, slots=True)
class LocationRow:
    """One storage address."""

    code: str = col("Location")
    site: str = col("Site")
    zone: str = col("Zone")
    purpose: Purpose = col("Purpose")
    aisle: str | None = col("Aisle")
    bay: int = col("Bay", "number")
    level: int = col("Level", "number")
    position: int = col("Position", "number")
    type: LocationType = col("Type")
    status: LocationStatus = col("Status")
    mixing: Mixing = col("Mixing")
    temperature: Temperature = col("Temperature")
    hazard: Hazard = col("Hazard")
    pick_sequence: int = col("Pick sequence", "number")
    max_weight_g: int = col("Weight limit", "grams")
    max_volume_mm3: int = col("Volume limit (mm³)", "number")
    width_mm: int = col("Width", "mm")
    depth_mm: int = col("Depth", "mm")
    height_mm: int = col("Height", "mm")
    x_mm: int = col("X", "mm")
    y_mm: int = col("Y", "mm")
    z_mm: int = col("Z", "mm")


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One supplier, customer or carrier."""

    kind: PartyKind = col("Kind")
    code: str = col("Code")
    name: str = col("Name")
    gln: str = col("GLN")
    address: str = col("Address")
    country: str = col("Country")
    email: str = col("E-mail")
    minimum_remaining_days: int = col("Minimum remaining life (days)", "number")
    active: bool = col("Active", "flag")


@question(ItemRow, key=("sku",), sort=("sku",), topics=("items",))
def items(family: str = "", active: bool | None = None) -> Selected:
    """All items."""
    other = aliased(Item)
    statement = select(
        Item.sku, Item.name, each_gtin().label("gtin"), Item.family, Item.temperature, Item.hazard, Item.rotation,
        Item.lot_tracked, Item.serial_tracked, Item.expiry_tracked, Item.inspect_on_receipt, Item.shelf_life_days,
        Item.minimum_remaining_days, Item.cost_minor, Item.velocity, Item.fragile, Item.keep_upright,
        select(other.sku).where(other.id == Item.substitute_id).scalar_subquery().label("substitute"), Item.active,
    )  # fmt: skip
    return only(statement, (Item.family, family), (Item.active, active))


@question(PackagingLevelRow, key=("item", "level"), sort=("item", "units"), topics=("items",))
def packaging_levels(item: str = "") -> Selected:
    """The units each item is handled in: pieces, inners, cases, pallets."""
    statement = select(
        Item.sku.label("item"), Item.name.label("item_name"), PackagingLevel.level, PackagingLevel.units,
        PackagingLevel.gtin, PackagingLevel.length_mm, PackagingLevel.width_mm, PackagingLevel.height_mm,
        PackagingLevel.weight_g,
    ).join(Item, Item.id == PackagingLevel.item_id)  # fmt: skip
    return only(statement, (Item.sku, item))


@question(LocationRow, key=("code",), sort=("code",), topics=("locations",))
def locations(
    zone: str = "", purpose: Purpose | None = None, aisle: str = "", status: LocationStatus | None = None
) -> Selected:
    """All storage addresses of the building."""
    its_aisle = select(Aisle.code).where(Aisle.id == Location.aisle_id).scalar_subquery()
    statement = (
        select(
            Location.code, Site.code.label("site"), Zone.code.label("zone"), Zone.purpose, its_aisle.label("aisle"),
            Location.bay, Location.level, Location.position, Location.type, Location.status, Location.mixing,
            Zone.temperature, Zone.hazard, Location.pick_sequence, Location.max_weight_g, Location.max_volume_mm3,
            Location.width_mm, Location.depth_mm, Location.height_mm, Location.x_mm, Location.y_mm, Location.z_mm,
        )
        .join(Zone, Zone.id == Location.zone_id)
        .join(Site, Site.id == Location.site_id)
    )  # fmt: skip
    return only(statement, (Zone.code, zone), (Zone.purpose, purpose), (its_aisle, aisle), (Location.status, status))


@question(PartyRow, key=("kind", "code"), sort=("kind", "code"), topics=("parties",))
def parties(kind: PartyKind | None = None, active: bool | None = None) -> Selected:
    """Suppliers, customers and carriers."""
    statement = select(
        Party.kind, Party.code, Party.name, Party.gln, Party.address, Party.country, Party.email,
        Party.minimum_remaining_days, Party.active,
    )  # fmt: skip
    return only(statement, (Party.kind, kind), (Party.active, active))
