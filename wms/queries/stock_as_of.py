"""What was here: the stock after any move, or at any moment, folded from the moves up to then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, select, union_all

from wms.ledger.views import moves
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.party import Owner
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.words import Status
from wms.queries.pieces import ZERO, only, total
from wms.queries.question import col, computed
from wms.queries.walks import MOST, as_of, some_items

_SAME = ("owner_id", "item_id", "lot_id", "serial_id")
_PLACE = ("status", "location_id", "lpn_id")


@dataclass(frozen=True, slots=True)
class StockAsOfRow:
    """One stock key at one place, as it was then."""

    item: str = col("Item")
    location: str = col("Location")
    lot: str = col("Lot")
    serial: str = col("Serial")
    lpn: str = col("LPN")
    status: Status = col("Status")
    owner: str = col("Owner")
    item_name: str = col("Name")
    expiry: date | None = col("Expiry", "date")
    on_hand: int = col("On hand", "quantity")


_KEY = ("item", "location", "lot", "serial", "lpn", "status", "owner")
_in_order = attrgetter(*_KEY)


@computed(StockAsOfRow, key=_KEY, sort=_KEY, topics=("stock",))
def stock_as_of(
    connection: Connection, start: str | None, seq: int | None = None, moment: datetime | None = None, item: str = "",
    location: str = "", lot: str = "", lpn: str = "", owner: str = "",
) -> Iterator[StockAsOfRow]:  # fmt: skip
    """What lay where after move `seq`, or after everything recorded by `moment`; now, when neither is named."""
    until = as_of(connection, seq, moment)
    for items in some_items(connection, start, *_wanted(item, location), size=25, then_all=True):
        fold = folded(until, list(items) if len(items) <= MOST else None)
        found = only(_named(fold), (Location.code, location), (Lot.code, lot), (Lpn.code, lpn), (Owner.code, owner))
        rows = (StockAsOfRow(*row[1:]) for row in connection.execute(found) if row[0] in items)
        yield from sorted(rows, key=_in_order)


def _wanted(item: str, location: str) -> list[ColumnElement[bool]]:
    """Only the item asked for, or only those that were ever at the location."""
    wanted: list[ColumnElement[bool]] = [Item.sku == item] if item else []
    if location:
        place = select(Location.id).where(Location.code == location).scalar_subquery()
        wanted.append(Item.id.in_(select(moves.c.item_id).where(moves.c.to_location_id == place)))
    return wanted


def folded(until: int, item_ids: list[int] | None = None) -> Subquery:
    """All that came in less all that went out up to a move, by stock key and physical place; of these items only."""
    legs = union_all(_leg("to", 1, until, item_ids), _leg("from", -1, until, item_ids)).subquery()
    keys = [legs.c[name] for name in (*_SAME, *_PLACE)]
    on_hand = total(legs.c.quantity)
    return select(*keys, on_hand.label("on_hand")).group_by(*keys).having(on_hand != 0).subquery()


def _leg(side: str, sign: int, until: int, item_ids: list[int] | None) -> Select[Any]:
    place = [moves.c[f"{side}_{name}"].label(name) for name in _PLACE]
    leg = select(*(moves.c[name] for name in _SAME), *place, (sign * moves.c.quantity).label("quantity"))
    physical = moves.c[f"{side}_location_id"] > ZERO
    leg = leg.where(moves.c.item_id.in_(item_ids)) if item_ids is not None else leg
    return leg.where(moves.c.seq <= until, physical)


def _named(fold: Subquery) -> Select[Any]:
    return (
        select(
            fold.c.item_id, Item.sku, Location.code, Lot.code, Serial.code, Lpn.code, fold.c.status, Owner.code,
            Item.name, Lot.expiry, fold.c.on_hand,
        )
        .select_from(fold)
        .join(Item, Item.id == fold.c.item_id)
        .join(Location, Location.id == fold.c.location_id)
        .join(Lot, Lot.id == fold.c.lot_id)
        .join(Serial, Serial.id == fold.c.serial_id)
        .join(Lpn, Lpn.id == fold.c.lpn_id)
        .join(Owner, Owner.id == fold.c.owner_id)
    )  # fmt: skip
