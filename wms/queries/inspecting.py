"""What waits for a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms.model.inbound import Inspection, Receipt
from wms.model.item import Item
from wms.model.tracking import Lot
from wms.model.words import InspectionState
from wms.queries.pieces import only
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection; `waiting` is what has not been judged yet."""

    inspection: str = col("Inspection")
    state: InspectionState = col("State")
    receipt: str | None = col("Receipt")
    item: str = col("Item")
    item_name: str = col("Name")
    lot: str = col("Lot")
    quantity: int = col("Quantity", "quantity")
    passed: int = col("Passed", "quantity")
    failed: int = col("Failed", "quantity")
    waiting: int = col("Waiting", "quantity")
    note: str = col("Note")
    decided_at: datetime | None = col("Decided", "moment")


@question(InspectionRow, key=("inspection",), sort=("inspection",), topics=("inspections", "receipts"))
def open_inspections(item: str = "", receipt: str = "") -> Selected:
    """Goods that wait for a judgement."""
    return inspections(item=item, receipt=receipt, state=InspectionState.OPEN)


@question(InspectionRow, key=("inspection",), sort=("-inspection",), topics=("inspections", "receipts"))
def inspections(
    inspection: str = "", item: str = "", receipt: str = "", state: InspectionState | None = None
) -> Selected:
    """All inspections, the newest first."""
    statement = (
        select(
            Inspection.number.label("inspection"), Inspection.state, Receipt.number.label("receipt"),
            Item.sku.label("item"), Item.name.label("item_name"), Lot.code.label("lot"), Inspection.quantity,
            Inspection.passed, Inspection.failed,
            (Inspection.quantity - Inspection.passed - Inspection.failed).label("waiting"), Inspection.note,
            Inspection.decided_at,
        )
        .join(Item, Item.id == Inspection.item_id)
        .join(Lot, Lot.id == Inspection.lot_id)
        .outerjoin(Receipt, Receipt.id == Inspection.receipt_id)
    )  # fmt: skip
    return only(
        statement, (Inspection.number, inspection), (Item.sku, item), (Receipt.number, receipt),
        (Inspection.state, state),
    )  # fmt: skip
