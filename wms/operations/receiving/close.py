"""The truck is empty: the receipt is closed, and what differs from the announcement is written down.

Short and over are told from the announcement's lines, damaged and wrong items from what was received. Goods stay at the
dock; directed putaway (ProposePutaway for this receipt) comes next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select

from wms.base.errors import refuse
from wms.model.inbound import Asn, AsnLine, Discrepancy, Receipt, ReceiptLine
from wms.model.words import AsnState, DiscrepancyKind, ReceiptState, Status
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit

Difference = tuple[DiscrepancyKind, int, int | None]
"""What differs: kind, item, and the announced line (None: what was not announced)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReceipt(Command):
    """Close a receipt and record what was over, short, damaged or not announced."""

    receipt: str = arg("The receipt's number", refers="receipt")
    more_to_come: bool = arg("The rest of the announcement comes with another truck", False)


@handles("receiving.close", "receipts", "asns", "discrepancies")
def close_receipt(command: CloseReceipt, unit: Unit) -> Answer:
    receipt = find.receipt(unit.session, command.receipt)
    if receipt.state is not ReceiptState.OPEN:
        raise refuse("The receipt {number} is closed.", field="receipt", number=receipt.number)
    found = _differences(unit, receipt, final=not command.more_to_come)
    _less_reported(found, reported(unit, receipt))
    rows = _record(unit, receipt, +found)
    receipt.state = ReceiptState.CLOSED
    receipt.closed_at = unit.now
    if receipt.asn_id is not None and not command.more_to_come:
        unit.session.get_one(Asn, receipt.asn_id).state = AsnState.CLOSED
    values = {"receipt": receipt.number, "count": rows, **_totals(+found)}
    return Answer("{receipt} is closed with {count} discrepancies.", values, receipt.number)


def reported(unit: Unit, receipt: Receipt) -> Counter[tuple[DiscrepancyKind, int]]:
    """What was written down for this receipt so far, by kind and item."""
    counted: Counter[tuple[DiscrepancyKind, int]] = Counter()
    for row in unit.session.scalars(select(Discrepancy).where(Discrepancy.receipt_id == receipt.id)):
        counted[row.kind, row.item_id] += row.quantity
    return counted


def _less_reported(found: Counter[Difference], known: Counter[tuple[DiscrepancyKind, int]]) -> None:
    """Take off what was reported already, whichever announced line it was reported for."""
    for difference in found:
        part = min(found[difference], known[difference[:2]])
        found[difference] -= part
        known[difference[:2]] -= part


def _differences(unit: Unit, receipt: Receipt, *, final: bool) -> Counter[Difference]:
    announced = _announced(unit, receipt)
    found: Counter[Difference] = Counter()
    if final:
        for line in announced:
            found[DiscrepancyKind.SHORT, line.item_id, line.id] = max(0, line.announced - line.received)
            found[DiscrepancyKind.OVER, line.item_id, line.id] = max(0, line.received - line.announced)
    items = {line.item_id for line in announced}
    for piece in _received(unit, receipt):
        if piece.status is Status.DAMAGED:
            found[DiscrepancyKind.DAMAGED, piece.item_id, piece.asn_line_id] += piece.quantity
        if receipt.asn_id is not None and piece.asn_line_id is None:
            kind = DiscrepancyKind.OVER if piece.item_id in items else DiscrepancyKind.WRONG_ITEM
            found[kind, piece.item_id, None] += piece.quantity
    return found


def _received(unit: Unit, receipt: Receipt) -> Sequence[Any]:
    """What was received and not taken back, added up by item, announced line and status."""
    key = (ReceiptLine.item_id, ReceiptLine.asn_line_id, ReceiptLine.status)
    kept = func.sum(ReceiptLine.quantity - ReceiptLine.reversed).label("quantity")
    summed = select(*key, kept).where(ReceiptLine.receipt_id == receipt.id)
    return unit.session.execute(summed.group_by(*key)).all()


def _announced(unit: Unit, receipt: Receipt) -> Sequence[Any]:
    if receipt.asn_id is None:
        return []
    columns = select(AsnLine.id, AsnLine.item_id, AsnLine.announced, AsnLine.received)
    return unit.session.execute(columns.where(AsnLine.asn_id == receipt.asn_id).order_by(AsnLine.line)).all()


def _record(unit: Unit, receipt: Receipt, found: Counter[Difference]) -> int:
    rows = [
        {"receipt_id": receipt.id, "kind": kind, "item_id": item_id, "asn_line_id": asn_line_id, "quantity": quantity,
         "note": ""}
        for (kind, item_id, asn_line_id), quantity in found.items()
    ]  # fmt: skip
    if rows:
        unit.session.execute(insert(Discrepancy), rows)
    return len(rows)


def _totals(found: Counter[Difference]) -> dict[str, int]:
    totals: Counter[str] = Counter({kind.value: 0 for kind in DiscrepancyKind})
    for (kind, _, _), quantity in found.items():
        totals[kind.value] += quantity
    return dict(totals)
