"""What people did in a stretch of time, move by move, for the map to play it again: who, when, from where to where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from wms.base.clock import at, utc_now
from wms.ledger.views import moves
from wms.model.item import Item
from wms.model.people import User
from wms.model.site import Location
from wms.queries.pieces import only
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One move of goods by a person; a place is empty where goods came from or went to the world outside."""

    seq: int = col("Move", "number")
    recorded_at: datetime = col("When", "moment")
    login: str = col("Person")
    name: str = col("Name")
    kind: str = col("Command")
    document: str = col("Document")
    item: str = col("Item")
    quantity: int = col("Quantity", "quantity")
    source: str = col("From")
    target: str = col("To")


@question(ReplayRow, key=("seq",), sort=("seq",), topics=("stock",))
def replay(begin: datetime | None = None, hours: int = 24, login: str = "") -> Selected:
    """The moves of the hours after `begin` (this day's first, in UTC), in the order they were made."""
    first = begin or at(utc_now().date())
    source, target = aliased(Location), aliased(Location)
    statement = (
        select(
            moves.c.seq, moves.c.recorded_at, User.login, User.name, moves.c.kind, moves.c.document,
            Item.sku.label("item"), moves.c.quantity, case((source.id > 0, source.code), else_="").label("source"),
            case((target.id > 0, target.code), else_="").label("target"),
        )
        .select_from(moves)
        .join(Item, Item.id == moves.c.item_id).join(User, User.id == moves.c.user_id)
        .join(source, source.id == moves.c.from_location_id).join(target, target.id == moves.c.to_location_id)
        .where(moves.c.recorded_at >= first, moves.c.recorded_at < first + timedelta(hours=hours))
    )  # fmt: skip
    return only(statement, (User.login, login))
