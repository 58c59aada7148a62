"""What stands on a licence plate: the plate, what lies on it, the plates nested on it, and so on down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from wms.base.errors import refuse
from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.words import LpnKind, Status
from wms.queries.question import col, computed


@dataclass(frozen=True, slots=True)
class LpnContentRow:
    """One line of the tree, at its `depth`: a plate (no item), or stock that lies on the plate above."""

    place: int = col("Place", "number")
    depth: int = col("Depth", "number")
    lpn: str = col("LPN")
    parent: str = col("Stands on")
    kind: LpnKind = col("Kind")
    location: str | None = col("Location")
    item: str | None = col("Item")
    item_name: str | None = col("Name")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    status: Status | None = col("Status")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")


@computed(LpnContentRow, key=("place",), sort=("place",), topics=("stock",))
def lpn_contents(connection: Connection, start: int | None, lpn: str) -> Iterator[LpnContentRow]:
    """Everything on a licence plate, as a tree: each plate, then what lies on it, then the plates that stand on it."""
    root = connection.execute(_plates().where(Lpn.code == lpn)).one_or_none()
    if root is None:
        raise refuse("There is no licence plate {code}.", field="lpn", code=lpn)
    for place, row in enumerate(_tree(connection, root), 1):
        yield LpnContentRow(place, *row)


def _tree(connection: Connection, root: Any) -> Iterator[tuple[Any, ...]]:
    """The rows without their place, plate by plate; plates are read layer by layer, their stock in one go."""
    plates, children, layer = [root], dict[int, list[Any]](), [root]
    while layer:
        found = connection.execute(_plates().where(Lpn.parent_id.in_([one.id for one in layer])).order_by(Lpn.code))
        layer = list(found)
        for one in layer:
            children.setdefault(one.parent_id, []).append(one)
        plates += layer
    lying: dict[int, list[Any]] = {}
    for row in connection.execute(_lying([one.id for one in plates])):
        lying.setdefault(row.lpn_id, []).append(row)
    waiting = [(0, "", root)]
    while waiting:
        depth, parent, one = waiting.pop()
        yield depth, one.code, parent, one.kind, one.place, None, None, "", None, "", None, 0, 0
        for row in lying.get(one.id, ()):
            yield (depth + 1, one.code, parent, one.kind, one.place, row.sku, row.name, row.lot, row.expiry, row.serial,
                   row.status, row.on_hand, row.allocated)  # fmt: skip
        waiting += [(depth + 1, one.code, child) for child in reversed(children.get(one.id, ()))]


def _plates() -> Any:
    place = Location.code.label("place")
    found = select(Lpn.id, Lpn.code, Lpn.kind, Lpn.parent_id, place)
    return found.outerjoin(Location, Location.id == Lpn.location_id).where(Lpn.id > 0)


def _lying(plates: list[int]) -> Any:
    return (
        select(
            stock.c.lpn_id, Item.sku, Item.name, Lot.code.label("lot"), Lot.expiry, Serial.code.label("serial"),
            stock.c.status, stock.c.on_hand, stock.c.allocated,
        )
        .join(Item, Item.id == stock.c.item_id)
        .join(Lot, Lot.id == stock.c.lot_id)
        .join(Serial, Serial.id == stock.c.serial_id)
        .where(stock.c.lpn_id.in_(plates))
        .order_by(Item.sku, Lot.code, Serial.code, stock.c.id)
    )  # fmt: skip
