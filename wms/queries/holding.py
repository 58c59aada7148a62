"""What may not be used, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from wms.ledger.views import moves
from wms.model.inbound import Hold
from wms.model.item import Item
from wms.model.words import HoldState
from wms.queries.pieces import counted, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold: what was put aside when it was placed. `item` is the first of its items."""

    hold: str = col("Hold")
    state: HoldState = col("State")
    reason: str = col("Reason", "told")
    item: str = col("Item")
    items: int = col("Items", "number")
    places: int = col("Places", "number")
    quantity: int = col("Held", "quantity")
    placed_at: datetime = col("Placed", "moment")
    released_at: datetime | None = col("Released", "moment")


@question(HoldRow, key=("hold",), sort=("-hold",), topics=("holds",))
def open_holds(item: str = "") -> Selected:
    """Holds that are still in force, the newest first."""
    return holds(item=item, state=HoldState.HELD)


@question(HoldRow, key=("hold",), sort=("-hold",), topics=("holds",))
def holds(hold: str = "", item: str = "", state: HoldState | None = None) -> Selected:
    """All holds, the newest first."""
    its = moves.c.posting_id == Hold.posting_id
    names = select(func.min(Item.sku)).join(moves, moves.c.item_id == Item.id).where(its)
    statement = select(
        Hold.number.label("hold"), Hold.state, Hold.reason, names.scalar_subquery().label("item"),
        select(counted(moves.c.item_id)).where(its).scalar_subquery().label("items"),
        select(counted(moves.c.from_location_id)).where(its).scalar_subquery().label("places"),
        select(total(moves.c.quantity)).where(its).scalar_subquery().label("quantity"),
        Hold.placed_at, Hold.released_at,
    )  # fmt: skip
    if item:
        of_item = select(moves.c.posting_id).join(Item, Item.id == moves.c.item_id)
        statement = statement.where(of_item.where(its, Item.sku == item).correlate(Hold).exists())
    return only(statement, (Hold.number, hold), (Hold.state, state))
