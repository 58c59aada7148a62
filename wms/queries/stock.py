"""What is here, seen line by line: each stock key at each place, as the shelves show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.party import Owner
from wms.model.site import Location, Zone
from wms.model.tracking import Lot, Serial
from wms.model.words import Status
from wms.queries.pieces import each_gtin, key_columns, only, with_keys
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class StockLineRow:
    """One stock key at one place."""

    location: str = col("Location")
    zone: str = col("Zone")
    item: str = col("Item")
    item_name: str = col("Name")
    gtin: str = col("GTIN")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    lpn: str = col("LPN")
    status: Status = col("Status")
    owner: str = col("Owner")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    free: int = col("Not allocated", "quantity")
    since: datetime = col("In stock since", "moment")
    id: int = col("Stock line", "id")


@question(
    StockLineRow, key=("id",), sort=("item", "location"), topics=("stock",),
    lead={"item": Item.sku, "location": Location.code},
)  # fmt: skip
def stock_lines(
    item: str = "", location: str = "", zone: str = "", lot: str = "", serial: str = "", lpn: str = "",
    owner: str = "", status: Status | None = None,
) -> Selected:  # fmt: skip
    """What lies where: each item, lot, serial, status and owner at each location and licence plate."""
    columns = {column.name: column for column in key_columns()}
    statement = select(
        columns["location"], Zone.code.label("zone"), columns["item"], columns["item_name"], each_gtin().label("gtin"),
        columns["lot"], columns["expiry"], columns["serial"], columns["lpn"], stock.c.status, columns["owner"],
        stock.c.on_hand, stock.c.allocated, stock.c.free, stock.c.since, stock.c.id,
    )  # fmt: skip
    statement = with_keys(statement, stock).outerjoin(Zone, Zone.id == Location.zone_id)
    return only(
        statement, (Item.sku, item), (Location.code, location), (Zone.code, zone), (Lot.code, lot),
        (Serial.code, serial), (Lpn.code, lpn), (Owner.code, owner), (stock.c.status, status),
    )  # fmt: skip
