"""How much was here at any moment, summed up: by item, lot, location, licence plate, owner or status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, Subquery, null, select

from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.party import Owner
from wms.model.site import Location, Zone
from wms.model.tracking import Lot
from wms.model.words import Status
from wms.queries.pieces import ZERO, counted, total
from wms.queries.question import col, computed
from wms.queries.stock_as_of import folded
from wms.queries.walks import as_of, some_items


class SummedBy(StrEnum):
    """What one row of the answer is about."""

    ITEM = "item"
    LOT = "lot"
    LOCATION = "location"
    LPN = "lpn"
    OWNER = "owner"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class StockPastRow:
    """All stock there was of one item, lot, location, licence plate, owner or status; what a row is not about is empty.

    A licence plate's location is where the plate was then.
    """

    item: str | None = col("Item")
    item_name: str | None = col("Name")
    lot: str | None = col("Lot")
    expiry: date | None = col("Expiry", "date")
    location: str | None = col("Location")
    zone: str | None = col("Zone")
    lpn: str | None = col("LPN")
    owner: str | None = col("Owner")
    status: Status | None = col("Status")
    lines: int = col("Stock lines", "number")
    items: int = col("Items", "number")
    locations: int = col("Locations", "number")
    on_hand: int = col("On hand", "quantity")


_KEY = ("item", "lot", "location", "lpn", "owner", "status")
_NAMED = ("sku", "item_name", "lot", "expiry", "location", "zone", "lpn", "owner", "status")


@computed(StockPastRow, key=_KEY, sort=_KEY, topics=("stock",))
def stock_past(
    connection: Connection, start: str | None, by: SummedBy = SummedBy.ITEM, moment: datetime | None = None
) -> Iterator[StockPastRow]:
    """How much was here after everything recorded by `moment` (now without one), summed up by one kind of thing."""
    until = as_of(connection, None, moment)
    if by is SummedBy.ITEM:
        for items in some_items(connection, start):
            yield from _rows(connection, _by_item(folded(until, list(items))), ("item",))
    else:
        key = ("item", "lot") if by is SummedBy.LOT else (str(by),)
        yield from _rows(connection, _SUMS[by](folded(until)), key)


def _rows(connection: Connection, sums: Select[Any], key: tuple[str, ...]) -> list[StockPastRow]:
    return sorted((StockPastRow(*row) for row in connection.execute(sums)), key=attrgetter(*key))


def _summed(fold: Subquery, **named: Any) -> Select[Any]:
    """The named columns, and how much lies there."""
    columns = [named.get(name, null()).label(name) for name in _NAMED]
    return select(
        *columns, counted(), counted(fold.c.item_id), counted(fold.c.location_id), total(fold.c.on_hand)
    ).group_by(*named.values())


def _by_item(fold: Subquery) -> Select[Any]:
    return _summed(fold, sku=Item.sku, item_name=Item.name).join(Item, Item.id == fold.c.item_id)


def _by_lot(fold: Subquery) -> Select[Any]:
    sums = _summed(fold, sku=Item.sku, item_name=Item.name, lot=Lot.code, expiry=Lot.expiry)
    sums = sums.join(Item, Item.id == fold.c.item_id).join(Lot, Lot.id == fold.c.lot_id)
    return sums.where(fold.c.lot_id > ZERO)


def _by_location(fold: Subquery) -> Select[Any]:
    sums = _summed(fold, location=Location.code, zone=Zone.code)
    return sums.join(Location, Location.id == fold.c.location_id).outerjoin(Zone, Zone.id == Location.zone_id)


def _by_lpn(fold: Subquery) -> Select[Any]:
    sums = _summed(fold, lpn=Lpn.code, location=Location.code).join(Lpn, Lpn.id == fold.c.lpn_id)
    return sums.join(Location, Location.id == fold.c.location_id).where(fold.c.lpn_id > ZERO)


def _by_owner(fold: Subquery) -> Select[Any]:
    return _summed(fold, owner=Owner.code).join(Owner, Owner.id == fold.c.owner_id)


def _by_status(fold: Subquery) -> Select[Any]:
    return _summed(fold, status=fold.c.status)


_SUMS = {
    SummedBy.LOT: _by_lot, SummedBy.LOCATION: _by_location, SummedBy.LPN: _by_lpn, SummedBy.OWNER: _by_owner,
    SummedBy.STATUS: _by_status,
}  # fmt: skip
