"""A received line was entered wrongly: it is taken back by a linked reversal, and the papers are put right with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update

from wms.base.errors import Problems, refuse
from wms.ledger import reversal
from wms.ledger.views import moves
from wms.model.inbound import Asn, AsnLine, Discrepancy, Inspection, Receipt, ReceiptLine
from wms.model.item import Item
from wms.model.words import AsnState, DiscrepancyKind, InspectionState, Status
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseReceiptLine(Command):
    """Take back a received line, or a part of it, as long as the goods still lie as they were received."""

    receipt: str = arg("The receipt's number", refers="receipt")
    line: int = arg("Which of the receipt's lines, counted from 1 as they were received")
    reason: str = arg("Why it was wrong")
    quantity: int = arg("How many to take back; 0: all that is left of the line", 0, unit="base units")


@handles("receiving.reverse", "receipts", "stock", "asns", "discrepancies", "inspections")
def reverse_receipt_line(command: ReverseReceiptLine, unit: Unit) -> Answer:
    receipt = find.receipt(unit.session, command.receipt)
    line = _line(unit, receipt, command.line)
    quantity = command.quantity or line.quantity - line.reversed
    _check(command, line, quantity)
    header = unit.header(receipt.number, reason=command.reason, reverses_id=line.posting_id)
    posted = reversal.reverse(unit.session, header, {_move_of(unit, line): quantity})
    _correct(unit, receipt, line, quantity)
    sku = unit.session.get_one(Item, line.item_id).sku
    values = {"quantity": quantity, "sku": sku, "receipt": receipt.number, "posting": posted.posting_id}
    return Answer("{quantity} {sku} of {receipt} taken back.", values, receipt.number)


def _line(unit: Unit, receipt: Receipt, number: int) -> ReceiptLine:
    lines = select(ReceiptLine).where(ReceiptLine.receipt_id == receipt.id).order_by(ReceiptLine.id)
    found = unit.session.scalar(lines.offset(number - 1).limit(1)) if 1 <= number <= 10**9 else None
    if found is None:
        raise refuse("{receipt} has no line {line}.", field="line", receipt=receipt.number, line=number)
    return found


def _check(command: ReverseReceiptLine, line: ReceiptLine, quantity: int) -> None:
    problems = Problems()
    left = line.quantity - line.reversed
    if not left:
        problems.add("This line was taken back already.", field="line")
    elif not 1 <= quantity <= left:
        problems.add("{left} are left of this line; {quantity} cannot be taken back.", field="quantity", left=left,
                     quantity=quantity, found=quantity)  # fmt: skip
    if not command.reason.strip():
        problems.add("Say why the line was wrong.", field="reason")
    problems.refuse()


def _move_of(unit: Unit, line: ReceiptLine) -> int:
    """The line's own move: lines and moves of a posting were written in the same order."""
    before = select(func.count()).where(ReceiptLine.posting_id == line.posting_id, ReceiptLine.id < line.id)
    place = unit.session.scalar(before) or 0
    its_moves = select(moves.c.seq).where(moves.c.posting_id == line.posting_id).order_by(moves.c.seq)
    seq: int = unit.session.scalars(its_moves.offset(place).limit(1)).one()
    return seq


def _correct(unit: Unit, receipt: Receipt, line: ReceiptLine, quantity: int) -> None:
    line_left = ReceiptLine.quantity - ReceiptLine.reversed
    hit = unit.session.scalar(
        update(ReceiptLine).where(ReceiptLine.id == line.id, line_left >= quantity)
        .values(reversed=ReceiptLine.reversed + quantity).returning(ReceiptLine.id)
    )  # fmt: skip
    if hit is None:
        raise refuse("This line was taken back already.", field="line")
    if line.asn_line_id is not None:
        _correct_announcement(unit, receipt, line, quantity)
    if line.status is Status.INSPECTION:
        _shrink_inspections(unit, receipt, line, quantity)


def _correct_announcement(unit: Unit, receipt: Receipt, line: ReceiptLine, quantity: int) -> None:
    """The announced line has received less; when it was closed already, that is one more shortage."""
    announced = unit.session.get_one(AsnLine, line.asn_line_id)
    short_before = max(0, announced.announced - announced.received)
    announced.received -= quantity
    short = max(0, announced.announced - announced.received) - short_before
    if short and unit.session.get_one(Asn, announced.asn_id).state is AsnState.CLOSED:
        unit.session.add(Discrepancy(
            receipt_id=receipt.id, asn_line_id=announced.id, item_id=announced.item_id, kind=DiscrepancyKind.SHORT,
            quantity=short, note="A received line was taken back.",
        ))  # fmt: skip


def _shrink_inspections(unit: Unit, receipt: Receipt, line: ReceiptLine, quantity: int) -> None:
    """What is not there need not be inspected."""
    waiting = select(Inspection).where(
        Inspection.receipt_id == receipt.id, Inspection.item_id == line.item_id, Inspection.lot_id == line.lot_id,
        Inspection.state == InspectionState.OPEN,
    ).order_by(Inspection.id.desc())  # fmt: skip
    for inspection in unit.session.scalars(waiting):
        part = min(quantity, inspection.quantity - inspection.passed - inspection.failed)
        inspection.quantity -= part
        quantity -= part
        if inspection.quantity == inspection.passed + inspection.failed:
            inspection.state = _ended(inspection)
            inspection.decided_at = unit.now


def _ended(inspection: Inspection) -> InspectionState:
    if not inspection.quantity:
        return InspectionState.CANCELLED
    return InspectionState.FAILED if inspection.failed else InspectionState.PASSED
