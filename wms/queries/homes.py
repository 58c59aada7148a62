"""Which item lives where and when its place is refilled, what kits are made of, and whose stock is kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from wms.ledger.views import stock
from wms.model.item import Item, KitComponent, SlotAssignment
from wms.model.party import Owner
from wms.model.site import Location, Zone
from wms.queries.pieces import of_stock, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class SlotRow:
    """An item's home at a forward pick location, and what lies there now."""

    item: str = col("Item")
    item_name: str = col("Name")
    velocity: str = col("Velocity")
    location: str = col("Location")
    zone: str = col("Zone")
    minimum: int = col("Minimum", "quantity")
    maximum: int = col("Maximum", "quantity")
    on_hand: int = col("On hand", "quantity")


@dataclass(frozen=True, slots=True)
class KitComponentRow:
    """One part of a kit."""

    kit: str = col("Kit")
    kit_name: str = col("Kit's name")
    item: str = col("Item")
    item_name: str = col("Name")
    quantity: int = col("Pieces in one kit", "quantity")


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """One whose stock is kept here."""

    owner: str = col("Owner")
    name: str = col("Name")


@question(SlotRow, key=("item", "location"), sort=("location", "item"), topics=("slots", "stock", "items"))
def slots(item: str = "", location: str = "", zone: str = "") -> Selected:
    """Which item lives at which forward pick location, and when it is refilled there."""
    there = (stock.c.item_id == SlotAssignment.item_id) & (stock.c.location_id == SlotAssignment.location_id)
    statement = (
        select(
            Item.sku.label("item"), Item.name.label("item_name"), Item.velocity, Location.code.label("location"),
            Zone.code.label("zone"), SlotAssignment.minimum, SlotAssignment.maximum,
            of_stock(total(stock.c.on_hand), there).label("on_hand"),
        )
        .select_from(SlotAssignment)
        .join(Item, Item.id == SlotAssignment.item_id)
        .join(Location, Location.id == SlotAssignment.location_id)
        .join(Zone, Zone.id == Location.zone_id)
    )  # fmt: skip
    return only(statement, (Item.sku, item), (Location.code, location), (Zone.code, zone))


@question(KitComponentRow, key=("kit", "item"), sort=("kit", "item"), topics=("items",))
def kit_components(kit: str = "", item: str = "") -> Selected:
    """What each kit is assembled from."""
    part = aliased(Item)
    statement = (
        select(
            Item.sku.label("kit"), Item.name.label("kit_name"), part.sku.label("item"),
            part.name.label("item_name"), KitComponent.quantity,
        )
        .select_from(KitComponent)
        .join(Item, Item.id == KitComponent.kit_id)
        .join(part, part.id == KitComponent.component_id)
    )  # fmt: skip
    return only(statement, (Item.sku, kit), (part.sku, item))


@question(OwnerRow, key=("owner",), sort=("owner",), topics=("parties",))
def owners() -> Selected:
    """Everybody whose stock is kept here, with or without stock."""
    return select(Owner.code.label("owner"), Owner.name)
