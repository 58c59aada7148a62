"""Goods are received at the dock: by packaging level, lot, expiry, serials and licence plate.

A line or a whole document of lines: all of it is posted, or none. Before this the truck was checked in; afterwards the
receipt is closed and the goods are put away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, insert, update

from wms.base.errors import refuse
from wms.ledger.posting import Line, Posted, post
from wms.model.inbound import AsnLine, Receipt, ReceiptLine
from wms.model.site import SUPPLIER
from wms.model.words import Level, ReceiptState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.receiving.goods import Goods, judged
from wms.operations.receiving.inspections import open_inspections
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLine:
    """Goods of one item as they came off the truck."""

    item: str = arg("Sku or GTIN; a GTIN of a case counts cases", refers="item")
    quantity: int = arg("How many units of the packaging level")
    level: Level | None = arg("each, inner, case or pallet; empty: the level of the GTIN, or each", None)
    lot: str = arg("The lot, AI(10)", "")
    expiry: date | None = arg("The expiry date, AI(17)", None)
    serials: tuple[str, ...] = arg("The serial numbers, AI(21), one for each piece", ())
    lpn: str = arg("The licence plate they stand on; made when it is new", "", refers="lpn")
    damaged: bool = arg("Received damaged", False)
    unannounced: bool = arg("Accept it although it was not announced, or too much of it", False)
    cost_minor: int = arg("What one base unit cost; empty: the item's standard cost", -1, unit="minor units")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveLine(ReceivedLine, Command):
    """Receive goods of one item into an open receipt."""

    receipt: str = arg("The receipt's number", refers="receipt")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveLines(Command):
    """Receive a whole document's lines at once: all of them, or none."""

    receipt: str = arg("The receipt's number", refers="receipt")
    lines: tuple[ReceivedLine, ...] = arg("The lines, as a JSON list of objects")


@handles("receiving.receive", "receipts", "stock", "asns")
def receive_line(command: ReceiveLine, unit: Unit) -> Answer:
    return _receive(unit, command.receipt, (command,))


@handles("receiving.receive", "receipts", "stock", "asns")
def receive_lines(command: ReceiveLines, unit: Unit) -> Answer:
    return _receive(unit, command.receipt, command.lines)


def _receive(unit: Unit, number: str, lines: Sequence[ReceivedLine]) -> Answer:
    receipt = find.receipt(unit.session, number)
    if receipt.state is not ReceiptState.OPEN:
        raise refuse("The receipt {number} is closed.", field="receipt", number=number)
    goods = judged(unit, receipt, lines)
    posted = post(unit.session, unit.header(receipt.number), [_line(receipt, one) for one in goods])
    _write_lines(unit, receipt, goods, posted)
    open_inspections(unit, receipt, goods)
    total = sum(one.quantity for one in goods)
    values = {"receipt": receipt.number, "quantity": total, "lines": len(lines), "posting": posted.posting_id}
    return Answer("{quantity} received on {lines} lines of {receipt}.", values, receipt.number)


def _line(receipt: Receipt, one: Goods) -> Line:
    return Line(
        receipt.owner_id, one.item.id, one.quantity, SUPPLIER, receipt.dock_id, one.lot_id, one.serial_id,
        one.status, one.status, 0, one.lpn_id, value_minor=one.value_minor,
    )  # fmt: skip


def _write_lines(unit: Unit, receipt: Receipt, goods: Sequence[Goods], posted: Posted) -> None:
    rows = [
        {
            "receipt_id": receipt.id, "asn_line_id": one.asn_line_id, "item_id": one.item.id, "lot_id": one.lot_id,
            "serial_id": one.serial_id, "lpn_id": one.lpn_id, "status": one.status, "quantity": one.quantity,
            "posting_id": posted.posting_id,
        }
        for one in goods
    ]  # fmt: skip
    connection = unit.session.connection()
    connection.execute(insert(ReceiptLine.__table__), rows)  # type: ignore[arg-type]
    table = AsnLine.__table__
    counted = [{"which": one.asn_line_id, "more": one.quantity} for one in goods if one.asn_line_id is not None]
    if counted:
        received = table.c.received + bindparam("more")
        connection.execute(update(table).where(table.c.id == bindparam("which")).values(received=received), counted)  # type: ignore[arg-type]
