"""How much is here, summed up: by item, location, lot, licence plate, owner or status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, select

from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.party import Owner
from wms.model.site import Location, Zone
from wms.model.tracking import Lot
from wms.model.words import LocationStatus, LocationType, LpnKind, Purpose, Status
from wms.queries.pieces import ZERO, counted, of_stock, only, stock_sums, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class StockByItemRow:
    """All stock of one item."""

    item: str = col("Item")
    item_name: str = col("Name")
    family: str = col("Family")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    held: int = col("Held", "quantity")
    available: int = col("Available", "quantity")
    locations: int = col("Locations", "number")


@dataclass(frozen=True, slots=True)
class StockByLocationRow:
    """All stock at one location."""

    location: str = col("Location")
    zone: str = col("Zone")
    purpose: Purpose = col("Purpose")
    type: LocationType = col("Type")
    status: LocationStatus = col("Location status")
    items: int = col("Items", "number")
    lpns: int = col("LPNs", "number")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    held: int = col("Held", "quantity")
    available: int = col("Available", "quantity")


@dataclass(frozen=True, slots=True)
class StockByLotRow:
    """All stock of one lot."""

    item: str = col("Item")
    item_name: str = col("Name")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    held: int = col("Held", "quantity")
    available: int = col("Available", "quantity")
    locations: int = col("Locations", "number")
    id: int = col("Lot", "id")


@dataclass(frozen=True, slots=True)
class StockByLpnRow:
    """What stands on one licence plate, not counting plates nested on it."""

    lpn: str = col("LPN")
    kind: LpnKind = col("Kind")
    location: str = col("Location")
    items: int = col("Items", "number")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    held: int = col("Held", "quantity")
    available: int = col("Available", "quantity")


@dataclass(frozen=True, slots=True)
class StockByOwnerRow:
    """All stock of one owner."""

    owner: str = col("Owner")
    owner_name: str = col("Name")
    items: int = col("Items", "number")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    held: int = col("Held", "quantity")
    available: int = col("Available", "quantity")


@dataclass(frozen=True, slots=True)
class StockByStatusRow:
    """All stock of one status."""

    status: Status = col("Status")
    lines: int = col("Stock lines", "number")
    items: int = col("Items", "number")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")


@question(StockByItemRow, key=("item",), sort=("item",), topics=("stock",))
def stock_by_item(item: str = "", family: str = "") -> Selected:
    """How much of each item is here; items without stock are left out."""
    its = stock.c.item_id == Item.id
    statement = select(
        Item.sku.label("item"), Item.name.label("item_name"), Item.family, *stock_sums(its),
        of_stock(counted(stock.c.location_id), its).label("locations"),
    )  # fmt: skip
    return only(statement.where(exists().where(its)), (Item.sku, item), (Item.family, family))


@question(StockByLocationRow, key=("location",), sort=("location",), topics=("stock", "locations"))
def stock_by_location(location: str = "", zone: str = "") -> Selected:
    """How much lies at each location; empty locations are left out."""
    its = stock.c.location_id == Location.id
    statement = select(
        Location.code.label("location"), Zone.code.label("zone"), Zone.purpose, Location.type, Location.status,
        of_stock(counted(stock.c.item_id), its).label("items"), _plates(its).label("lpns"), *stock_sums(its),
    ).join(Zone, Zone.id == Location.zone_id)  # fmt: skip
    return only(statement.where(exists().where(its)), (Location.code, location), (Zone.code, zone))


@question(StockByLotRow, key=("id",), sort=("item", "lot"), topics=("stock",), lead={"item": Item.sku})
def stock_by_lot(item: str = "", lot: str = "") -> Selected:
    """How much of each lot is here, with its expiry."""
    its = (stock.c.lot_id == Lot.id) & (stock.c.lot_id > ZERO)
    statement = select(
        Item.sku.label("item"), Item.name.label("item_name"), Lot.code.label("lot"), Lot.expiry, *stock_sums(its),
        of_stock(counted(stock.c.location_id), its).label("locations"), Lot.id,
    ).outerjoin(Item, Item.id == Lot.item_id)  # fmt: skip
    statement = statement.where(Lot.id > ZERO, exists().where(its))
    return only(statement, (Item.sku, item), (Lot.code, lot))


@question(StockByLpnRow, key=("lpn",), sort=("lpn",), topics=("stock",))
def stock_by_lpn(lpn: str = "", location: str = "") -> Selected:
    """How much stands on each licence plate on the site; empty plates are left out."""
    its = (stock.c.lpn_id == Lpn.id) & (stock.c.lpn_id > ZERO)
    statement = select(
        Lpn.code.label("lpn"), Lpn.kind, Location.code.label("location"),
        of_stock(counted(stock.c.item_id), its).label("items"), *stock_sums(its),
    ).join(Location, Location.id == Lpn.location_id)  # fmt: skip
    return only(statement.where(Lpn.id > ZERO, exists().where(its)), (Lpn.code, lpn), (Location.code, location))


@question(StockByOwnerRow, key=("owner",), sort=("owner",), topics=("stock",))
def stock_by_owner() -> Selected:
    """How much each owner has here."""
    usable = stock.c.status == Status.AVAILABLE
    return (
        select(
            Owner.code.label("owner"), Owner.name.label("owner_name"), counted(stock.c.item_id).label("items"),
            total(stock.c.on_hand).label("on_hand"), total(stock.c.allocated).label("allocated"),
            total(case((usable, 0), else_=stock.c.free)).label("held"),
            total(case((usable, stock.c.free), else_=0)).label("available"),
        )
        .join(stock, stock.c.owner_id == Owner.id)
        .group_by(Owner.id, Owner.code, Owner.name)
    )  # fmt: skip


@question(StockByStatusRow, key=("status",), sort=("status",), topics=("stock",))
def stock_by_status(item: str = "") -> Selected:
    """How much stock is available, in inspection, held, damaged or bonded."""
    statement = select(
        stock.c.status, counted().label("lines"), counted(stock.c.item_id).label("items"),
        total(stock.c.on_hand).label("on_hand"), total(stock.c.allocated).label("allocated"),
    ).group_by(stock.c.status)  # fmt: skip
    if item:
        statement = statement.join(Item, Item.id == stock.c.item_id).where(Item.sku == item)
    return statement


def _plates(its: ColumnElement[bool]) -> ColumnElement[Any]:
    return of_stock(counted(stock.c.lpn_id), its, stock.c.lpn_id > ZERO)
