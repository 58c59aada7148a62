"""Somebody at the dock sees that something is wrong: it is reported with a note, and a photo when there is one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from wms.base.errors import Problems
from wms.base.quantities import MAX_QUANTITY
from wms.model.inbound import AsnLine, Discrepancy, Receipt, ReceiptLine
from wms.model.item import Item
from wms.model.words import DiscrepancyKind
from wms.operations import attaching, find
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDiscrepancy(Command):
    """Report what is over, short, damaged or not what was announced; closing does not count it again."""

    receipt: str = arg("The receipt's number", refers="receipt")
    item: str = arg("The item", refers="item")
    kind: DiscrepancyKind = arg("over, short, damaged or wrong_item")
    quantity: int = arg("How many", unit="base units")
    note: str = arg("What was seen", "")
    photo: str = arg("The photo's file name", "")
    content: str = arg("The photo itself (JPEG, PNG, WebP or PDF, at most 5 MB), as base64", "", longest=8_000_000)


@handles("receiving.report", "receipts", "discrepancies")
def report_discrepancy(command: ReportDiscrepancy, unit: Unit) -> Answer:
    receipt = find.receipt(unit.session, command.receipt)
    problems = Problems()
    item = tried(problems, find.item, unit.session, command.item)
    if not 1 <= command.quantity <= MAX_QUANTITY:
        problems.add("The quantity must be at least 1, and not absurdly large.", field="quantity",
                     found=command.quantity)  # fmt: skip
    elif item is not None:
        _check_received(unit, receipt, item, command, problems)
    photo = None
    if command.content or command.photo:
        photo = attaching.judged(command.photo, command.content, problems)
    problems.refuse()
    assert item is not None
    unit.session.add(Discrepancy(
        receipt_id=receipt.id, asn_line_id=_announced_line(unit, receipt, item, command.kind), item_id=item.id,
        kind=command.kind, quantity=command.quantity, note=command.note,
    ))  # fmt: skip
    if photo:
        attaching.attach(unit, receipt.number, *photo)
    values = {"quantity": command.quantity, "sku": item.sku, "kind": command.kind.value, "receipt": receipt.number}
    return Answer("{quantity} {sku} reported on {receipt}: {kind}.", values, receipt.number)


def _check_received(
    unit: Unit, receipt: Receipt, item: Item, command: ReportDiscrepancy, problems: Problems
) -> None:
    """What is damaged, over or wrong must have come; what is short must have been announced."""
    if command.kind is DiscrepancyKind.SHORT:
        asked = select(func.sum(AsnLine.announced)).where(AsnLine.asn_id == receipt.asn_id, AsnLine.item_id == item.id)
        text = "Only {most} {sku} were announced; {quantity} of them cannot be short."
    else:
        left = ReceiptLine.quantity - ReceiptLine.reversed
        asked = select(func.sum(left)).where(ReceiptLine.receipt_id == receipt.id, ReceiptLine.item_id == item.id)
        text = "Only {most} {sku} were received on this receipt, not {quantity}."
    most = unit.session.scalar(asked) or 0
    if command.quantity > most:
        problems.add(text, field="quantity", most=most, sku=item.sku, quantity=command.quantity,
                     found=command.quantity, expected=f"at most {most}")  # fmt: skip


def _announced_line(unit: Unit, receipt: Receipt, item: Item, kind: DiscrepancyKind) -> int | None:
    """The first announced line of the item; what was not announced has none."""
    if receipt.asn_id is None or kind is DiscrepancyKind.WRONG_ITEM:
        return None
    first = select(AsnLine.id).where(AsnLine.asn_id == receipt.asn_id, AsnLine.item_id == item.id)
    return unit.session.scalar(first.order_by(AsnLine.line).limit(1))
