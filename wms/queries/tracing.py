"""Where goods came from and where they went: a lot, a serial or a licence plate, from supplier to customer and back.

What is kept by lot or serial is followed exactly, through kits too: a component leads on to the kits made with it, a
kit back to its components. A licence plate is followed from plate to plate; goods without a lot or serial that were put
down loose cannot be told from others of their kind, so the trail ends where they lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from wms.base.errors import Problems
from wms.ledger.views import moves
from wms.model.inbound import Receipt
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import Order, OrderLine
from wms.model.party import Party
from wms.model.site import ASSEMBLY
from wms.model.tracking import Lot, Serial
from wms.queries.moving import named_moves
from wms.queries.pieces import ZERO
from wms.queries.question import col, computed

CHUNK = 400


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One move on the trail; `party` is the supplier it came from or the customer it went to."""

    seq: int = col("Move", "number")
    business_at: datetime = col("When", "moment")
    event: str = col("Event", "told")
    item: str = col("Item")
    lot: str = col("Lot")
    serial: str = col("Serial")
    quantity: int = col("Quantity", "quantity")
    from_location: str = col("From")
    from_lpn: str = col("From LPN")
    to_location: str = col("To")
    to_lpn: str = col("To LPN")
    document: str = col("Document")
    order: str | None = col("Order")
    party: str | None = col("Supplier or customer")
    login: str = col("Who")


@dataclass(slots=True)
class _Trail:
    """What has been found so far, and what is still to be followed."""

    forward: bool
    seqs: set[int] = field(default_factory=set)
    known: set[tuple[int, ...]] = field(default_factory=set)
    ahead: list[list[ColumnElement[bool]]] = field(default_factory=list)

    def note(self, row: Any) -> None:
        """Keep the move, and go on with what it moved: by lot or serial, or else by the plate it went to."""
        self.seqs.add(row.seq)
        plate = row.to_lpn_id if self.forward else row.from_lpn_id
        if row.lot_id or row.serial_id:
            self._follow((row.lot_id, row.serial_id), _of_thing(row.lot_id, row.serial_id, self.forward))
        elif plate:
            self._follow((plate, row.item_id, row.order_line_id or 0), _of_plate(plate, row, self.forward))

    def _follow(self, what: tuple[int, ...], where: list[ColumnElement[bool]]) -> None:
        if what not in self.known:
            self.known.add(what)
            self.ahead.append(where)


@computed(TraceRow, key=("seq",), sort=("seq",), topics=("stock",))
def trace_forward(
    connection: Connection, start: int | None, item: str = "", lot: str = "", serial: str = "", lpn: str = "",
    receipt: str = "",
) -> Iterator[TraceRow]:  # fmt: skip
    """Where a lot, a serial, a licence plate or a receipt's goods went, to the orders and customers they reached."""
    return _told(connection, _trail(connection, True, item, lot, serial, lpn, receipt, ""), start)


@computed(TraceRow, key=("seq",), sort=("seq",), topics=("stock",))
def trace_back(
    connection: Connection, start: int | None, item: str = "", lot: str = "", serial: str = "", lpn: str = "",
    order: str = "",
) -> Iterator[TraceRow]:  # fmt: skip
    """Where a lot, a serial, a licence plate or an order's goods came from, back to receipts and suppliers."""
    return _told(connection, _trail(connection, False, item, lot, serial, lpn, "", order), start)


def _trail(
    connection: Connection, forward: bool, item: str, lot: str, serial: str, lpn: str, receipt: str, order: str
) -> set[int]:
    trail = _Trail(forward)
    trail.ahead.append(_begin(item, lot, serial, lpn, receipt, order))
    while trail.ahead:
        for row in connection.execute(_moves(trail.ahead.pop())):
            trail.note(row)
            if (row.to_location_id if forward else row.from_location_id) == ASSEMBLY:
                _through_a_kit(connection, trail, row)
    return trail.seqs


def _begin(item: str, lot: str, serial: str, lpn: str, receipt: str, order: str) -> list[ColumnElement[bool]]:
    """The moves the trail begins with. Raises Refused when nothing, or too little, is named."""
    problems = Problems()
    if (lot or serial) and not item:
        problems.add("Name the item of the lot or serial.", field="item")
    if not (lot or serial or lpn or receipt or order):
        problems.add("Name a lot, a serial, a licence plate or a document.", field="lot")
    problems.refuse()
    where: list[ColumnElement[bool]] = []
    for noun, code, column in ((Lot, lot, moves.c.lot_id), (Serial, serial, moves.c.serial_id)):
        if code:
            its = select(noun.id).join(Item, Item.id == noun.item_id).where(noun.code == code, Item.sku == item)
            where += [column == its.scalar_subquery(), column > ZERO]
    if lpn:
        plate = select(Lpn.id).where(Lpn.code == lpn).scalar_subquery()
        where.append(_touches(plate))
    if receipt:
        where.append(moves.c.document == receipt)
    if order:
        lines = select(OrderLine.id).join(Order, Order.id == OrderLine.order_id).where(Order.number == order)
        where.append(moves.c.order_line_id.in_(lines))
    return where


def _moves(where: list[ColumnElement[bool]]) -> Any:
    return select(
        moves.c.seq, moves.c.posting_id, moves.c.item_id, moves.c.order_line_id, moves.c.lot_id, moves.c.serial_id,
        moves.c.from_location_id, moves.c.to_location_id, moves.c.from_lpn_id, moves.c.to_lpn_id,
    ).where(*where)  # fmt: skip


def _of_thing(lot_id: int, serial_id: int, forward: bool) -> list[ColumnElement[bool]]:
    """Each move of a serial, or of a lot kept without serials; looking back, not those that left the site."""
    one = [moves.c.serial_id == serial_id, moves.c.serial_id > ZERO]
    where = one if serial_id else [moves.c.lot_id == lot_id, moves.c.lot_id > ZERO]
    return where if forward else [*where, moves.c.to_location_id > ZERO]


def _of_plate(plate: int, row: Any, forward: bool) -> list[ColumnElement[bool]]:
    """What happened on a plate to the same item, for the same order line if there is one, since or until then."""
    where = [_touches(plate), moves.c.item_id == row.item_id]
    if row.order_line_id:
        where.append(or_(moves.c.order_line_id == row.order_line_id, moves.c.order_line_id.is_(None)))
    return [*where, moves.c.seq >= row.seq if forward else moves.c.seq <= row.seq]


def _touches(plate: Any) -> ColumnElement[bool]:
    off = (moves.c.from_lpn_id == plate) & (moves.c.from_lpn_id > ZERO)
    return or_(off, (moves.c.to_lpn_id == plate) & (moves.c.to_lpn_id > ZERO))


def _through_a_kit(connection: Connection, trail: _Trail, row: Any) -> None:
    """What the same posting made of a component, or made a kit of."""
    other = moves.c.from_location_id if trail.forward else moves.c.to_location_id
    for made in connection.execute(_moves([moves.c.posting_id == row.posting_id, other == ASSEMBLY])):
        trail.note(made)


def _told(connection: Connection, seqs: set[int], start: int | None) -> Iterator[TraceRow]:
    """The moves in human words, with the supplier of a receipt and the customer of an order."""
    wanted = sorted(seq for seq in seqs if start is None or seq >= start)
    for first in range(0, len(wanted), CHUNK):
        rows = connection.execute(named_moves(moves.c.seq.in_(wanted[first : first + CHUNK]))).all()
        suppliers = _parties(connection, Receipt, Receipt.supplier_id, {row.document for row in rows})
        customers = _parties(connection, Order, Order.customer_id, {row.order for row in rows if row.order})
        for row in sorted(rows, key=lambda row: row.seq):
            party = suppliers.get(row.document) if row.from_location == "SUPPLIER" else customers.get(row.order)
            yield TraceRow(
                row.seq, row.business_at, row.event, row.item, row.lot, row.serial, row.quantity, row.from_location,
                row.from_lpn, row.to_location, row.to_lpn, row.document, row.order, party, row.login,
            )  # fmt: skip


def _parties(connection: Connection, noun: Any, party_id: Any, numbers: set[str]) -> dict[str, str]:
    found = select(noun.number, Party.code).join(Party, Party.id == party_id).where(noun.number.in_(numbers))
    return {row.number: row.code for row in connection.execute(found)}
