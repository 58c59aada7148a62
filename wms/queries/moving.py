"""What moved: every move of an item, lot, serial, licence plate, location or document, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import aliased

from wms.ledger.views import moves
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import Order, OrderLine
from wms.model.party import Owner
from wms.model.people import User
from wms.model.site import ADJUSTMENT, ASSEMBLY, CUSTOMER, SCRAP, SUPPLIER, TRANSIT, Location
from wms.model.tracking import Lot, Serial
from wms.model.words import Status
from wms.queries.pieces import ZERO, only
from wms.queries.question import Selected, col, question

COMES = {SUPPLIER: "received", CUSTOMER: "returned", ADJUSTMENT: "found", SCRAP: "unscrapped", ASSEMBLY: "assembled",
         TRANSIT: "arrived"}  # fmt: skip
GOES = {SUPPLIER: "sent back", CUSTOMER: "shipped", ADJUSTMENT: "lost", SCRAP: "scrapped", ASSEMBLY: "used in a kit",
        TRANSIT: "sent off"}  # fmt: skip
"""What a move from or to each virtual location is called."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move with its posting; `reverses_seq` is the move it takes back."""

    seq: int = col("Move", "number")
    event: str = col("Event", "told")
    kind: str = col("Command")
    document: str = col("Document")
    item: str = col("Item")
    item_name: str = col("Name")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    quantity: int = col("Quantity", "quantity")
    from_location: str = col("From")
    from_lpn: str = col("From LPN")
    from_status: Status = col("From status")
    to_location: str = col("To")
    to_lpn: str = col("To LPN")
    to_status: Status = col("To status")
    owner: str = col("Owner")
    value_minor: int = col("Value", "money")
    order: str | None = col("Order")
    order_line: int | None = col("Line", "number")
    reason: str = col("Reason", "told")
    login: str = col("Who")
    business_at: datetime = col("When", "moment")
    recorded_at: datetime = col("Recorded", "moment")
    posting_id: int = col("Posting", "number")
    reverses_seq: int | None = col("Takes back move", "number")


@question(MoveRow, key=("seq",), sort=("-seq",), topics=("stock",), lead={"seq": moves.c.seq})
def moves_of(
    item: str = "", lot: str = "", serial: str = "", lpn: str = "", location: str = "", document: str = "",
    order: str = "", owner: str = "", kind: str = "", posting: int | None = None,
) -> Selected:  # fmt: skip
    """Every move of an item, lot, serial, licence plate, location, document or order, the newest first."""
    statement = named_moves(*conditions(item, lot, serial, lpn, location))
    if order:
        of_order = select(OrderLine.id).join(Order, Order.id == OrderLine.order_id).where(Order.number == order)
        statement = statement.where(moves.c.order_line_id.in_(of_order))
    return only(statement, (moves.c.document, document), (Owner.code, owner), (moves.c.kind, kind),
                (moves.c.posting_id, posting))  # fmt: skip


def conditions(item: str, lot: str, serial: str, lpn: str, location: str) -> list[ColumnElement[bool]]:
    """What the moves of these have in common; the codes are looked up once, so that the indexes on moves are used."""
    found: list[ColumnElement[bool]] = []
    if item:
        found.append(moves.c.item_id == select(Item.id).where(Item.sku == item).scalar_subquery())
    if lot:
        found += [moves.c.lot_id.in_(_tracked(Lot, lot, item)), moves.c.lot_id > ZERO]
    if serial:
        found += [moves.c.serial_id.in_(_tracked(Serial, serial, item)), moves.c.serial_id > ZERO]
    if lpn:
        plate = select(Lpn.id).where(Lpn.code == lpn).scalar_subquery()
        off = (moves.c.from_lpn_id == plate) & (moves.c.from_lpn_id > ZERO)
        found.append(or_(off, (moves.c.to_lpn_id == plate) & (moves.c.to_lpn_id > ZERO)))
    if location:
        place = select(Location.id).where(Location.code == location).scalar_subquery()
        found.append(or_(moves.c.from_location_id == place, moves.c.to_location_id == place))
    return found


def _tracked(noun: type[Lot] | type[Serial], code: str, item: str) -> Any:
    found = select(noun.id).where(noun.code == code)
    return found.join(Item, Item.id == noun.item_id).where(Item.sku == item) if item else found


def named_moves(*where: ColumnElement[bool]) -> Selected:
    """Moves that meet the conditions, in human words: the columns of MoveRow."""
    start, target, off, onto = aliased(Location), aliased(Location), aliased(Lpn), aliased(Lpn)
    return (
        select(
            moves.c.seq, event().label("event"), moves.c.kind, moves.c.document, Item.sku.label("item"),
            Item.name.label("item_name"), Lot.code.label("lot"), Lot.expiry, Serial.code.label("serial"),
            moves.c.quantity, start.code.label("from_location"), off.code.label("from_lpn"), moves.c.from_status,
            target.code.label("to_location"), onto.code.label("to_lpn"), moves.c.to_status,
            Owner.code.label("owner"), moves.c.value_minor, Order.number.label("order"),
            OrderLine.line.label("order_line"), moves.c.reason, User.login, moves.c.business_at, moves.c.recorded_at,
            moves.c.posting_id, moves.c.reverses_seq,
        )
        .select_from(moves)
        .outerjoin(Item, Item.id == moves.c.item_id)
        .outerjoin(Lot, Lot.id == moves.c.lot_id)
        .outerjoin(Serial, Serial.id == moves.c.serial_id)
        .outerjoin(start, start.id == moves.c.from_location_id)
        .outerjoin(target, target.id == moves.c.to_location_id)
        .outerjoin(off, off.id == moves.c.from_lpn_id)
        .outerjoin(onto, onto.id == moves.c.to_lpn_id)
        .outerjoin(Owner, Owner.id == moves.c.owner_id)
        .outerjoin(User, User.id == moves.c.user_id)
        .outerjoin(OrderLine, OrderLine.id == moves.c.order_line_id)
        .outerjoin(Order, Order.id == OrderLine.order_id)
        .where(*where)
    )  # fmt: skip


def event() -> ColumnElement[str]:
    """What happened, in a word or two."""
    return case(
        (moves.c.reverses_seq.is_not(None), "taken back"),
        *((moves.c.from_location_id == place, word) for place, word in COMES.items()),
        *((moves.c.to_location_id == place, word) for place, word in GOES.items()),
        (moves.c.from_status != moves.c.to_status, "status changed"),
        else_="moved",
    )
