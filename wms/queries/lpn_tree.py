"""Licence plates as they stand on one another: those that stand on none, what is on one of them, and the way to one.

A plate tells how much it carries in all, its own goods and those of every plate on it. Only what is looked at is added
up: plates are read in batches, each batch with the plates below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, Connection, func, select

from wms.base.errors import refuse
from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.party import Owner
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.words import LpnKind, Status
from wms.queries.question import col, computed

BATCH, MOST_FOUND = 200, 1_000


@dataclass(frozen=True, slots=True)
class LpnNodeRow:
    """A licence plate with all it carries (no item), or goods that lie on the plate `lpn` itself."""

    place: int = col("Place", "id")
    lpn: str = col("LPN")
    kind: LpnKind = col("Kind")
    location: str | None = col("Location")
    plates: int = col("LPNs on it", "number")
    lines: int = col("Stock lines", "number")
    item: str | None = col("Item")
    item_name: str | None = col("Name")
    lot: str | None = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str | None = col("Serial")
    status: Status | None = col("Status")
    owner: str | None = col("Owner")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    free: int = col("Not allocated", "quantity")


@dataclass(frozen=True, slots=True)
class LpnStepRow:
    """One plate on the way from the one on the floor to the one that is looked for."""

    place: int = col("Place", "number")
    lpn: str = col("LPN")


@computed(LpnNodeRow, key=("lpn",), sort=("lpn",), topics=("stock", "lpns"))
def lpn_roots(
    connection: Connection, start: str | None, find: str = "", location: str = ""
) -> Iterator[LpnNodeRow]:
    """The licence plates on the site that stand on no other; `find`: only those that are or carry such a plate."""
    wanted = _plates().where(Lpn.parent_id.is_(None), Lpn.location_id.is_not(None))
    wanted = wanted.where(Location.code == location) if location else wanted
    wanted = wanted.where(Lpn.id.in_(_climbed(connection, find))) if find else wanted
    batch = wanted.where(Lpn.code >= start) if start is not None else wanted
    while rows := connection.execute(batch.order_by(Lpn.code).limit(BATCH)).all():
        yield from _told(connection, rows)
        batch = wanted.where(Lpn.code > rows[-1].code)


@computed(LpnNodeRow, key=("place",), sort=("place",), topics=("stock", "lpns"))
def lpn_on(connection: Connection, start: int | None, lpn: str) -> Iterator[LpnNodeRow]:
    """What is on a licence plate: the goods that lie on it, then the plates that stand on it."""
    plate = _named(connection, lpn)
    goods = connection.execute(_goods(plate.id)).all()
    for place, row in enumerate(goods, 1):
        yield LpnNodeRow(place, plate.code, plate.kind, plate.location, 0, 0, *row)
    on_it = connection.execute(_plates().where(Lpn.parent_id == plate.id).order_by(Lpn.code)).all()
    yield from _told(connection, on_it, len(goods))


@computed(LpnStepRow, key=("place",), sort=("place",), topics=("lpns",))
def lpn_path(connection: Connection, start: int | None, lpn: str) -> Iterator[LpnStepRow]:
    """The plates one goes through to reach a licence plate: the one on the floor first, the plate itself last."""
    at = _named(connection, lpn)
    way = [at]
    while at.parent_id is not None:
        at = connection.execute(_plates().where(Lpn.id == at.parent_id)).one()
        way.insert(0, at)
    for place, row in enumerate(way, 1):
        yield LpnStepRow(place, row.code)


def _named(connection: Connection, lpn: str) -> Any:
    found = connection.execute(_plates().where(Lpn.code == lpn)).one_or_none()
    if found is None:
        raise refuse("There is no licence plate {code}.", field="lpn", code=lpn)
    return found


def _climbed(connection: Connection, find: str) -> list[int]:
    """The plates on the floor below all whose code contains the text; of very many, below the first of them."""
    wanted = select(Lpn.id, Lpn.parent_id).where(Lpn.id > 0)
    layer = connection.execute(wanted.where(Lpn.code.icontains(find, autoescape=True)).limit(MOST_FOUND)).all()
    found: set[int] = set()
    while layer:
        found |= {row.id for row in layer if row.parent_id is None}
        above = {row.parent_id for row in layer if row.parent_id is not None}
        layer = connection.execute(wanted.where(Lpn.id.in_(above))).all()
    return sorted(found)


def _told(connection: Connection, plates: Sequence[Any], before: int = 0) -> Iterator[LpnNodeRow]:
    """These plates, each with all it carries; numbered after the `before` rows that were told already."""
    ids = [one.id for one in plates]
    on_it = _counts(connection, select(Lpn.parent_id, func.count()).where(Lpn.parent_id.in_(ids)), Lpn.parent_id)
    its = select(stock.c.lpn_id, func.count()).where(stock.c.lpn_id.in_(ids))
    lines = _counts(connection, its, stock.c.lpn_id)
    tree = _below(ids)
    sums = select(tree.c.root, func.sum(stock.c.on_hand), func.sum(stock.c.allocated))
    carried = connection.execute(sums.join(stock, stock.c.lpn_id == tree.c.id).group_by(tree.c.root))
    pieces = {root: (int(here), int(held)) for root, here, held in carried}
    for place, one in enumerate(plates, before + 1):
        here, held = pieces.get(one.id, (0, 0))
        yield LpnNodeRow(place, one.code, one.kind, one.location, on_it.get(one.id, 0), lines.get(one.id, 0),
                         None, None, None, None, None, None, None, here, held, here - held)  # fmt: skip


def _counts(connection: Connection, counted: Any, by: Any) -> dict[int, int]:
    return {row[0]: row[1] for row in connection.execute(counted.group_by(by))}


def _below(ids: Sequence[int]) -> CTE:
    """Each of these plates and every plate on it, all the way up, beside the one it belongs to."""
    tree = select(Lpn.id, Lpn.id.label("root")).where(Lpn.id.in_(ids)).cte("carried", recursive=True)
    return tree.union_all(select(Lpn.id, tree.c.root).where(Lpn.parent_id == tree.c.id))


def _plates() -> Any:
    found = select(Lpn.id, Lpn.code, Lpn.kind, Lpn.parent_id, Location.code.label("location"))
    return found.outerjoin(Location, Location.id == Lpn.location_id).where(Lpn.id > 0)


def _goods(plate: int) -> Any:
    return (
        select(
            Item.sku, Item.name, Lot.code.label("lot"), Lot.expiry, Serial.code.label("serial"), stock.c.status,
            Owner.code.label("owner"), stock.c.on_hand, stock.c.allocated, stock.c.free,
        )
        .join(Item, Item.id == stock.c.item_id)
        .join(Lot, Lot.id == stock.c.lot_id)
        .join(Serial, Serial.id == stock.c.serial_id)
        .join(Owner, Owner.id == stock.c.owner_id)
        .where(stock.c.lpn_id == plate)
        .order_by(Item.sku, Lot.code, Serial.code, stock.c.id)
    )  # fmt: skip
