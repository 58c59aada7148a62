"""What arrived: receipts that are open, what was received on them, and what differed from the announcement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from wms.model.inbound import Asn, AsnLine, Discrepancy, Receipt, ReceiptLine
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.party import Owner, Party
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.words import DiscrepancyKind, ReceiptState, Status
from wms.queries.pieces import counted, each_gtin, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt."""

    receipt: str = col("Receipt")
    state: ReceiptState = col("State")
    supplier: str = col("Supplier")
    supplier_name: str = col("Name")
    asn: str | None = col("ASN")
    dock: str = col("Dock")
    owner: str = col("Owner")
    opened_at: datetime = col("Opened", "moment")
    closed_at: datetime | None = col("Closed", "moment")
    lines: int = col("Lines", "number")
    quantity: int = col("Received", "quantity")


@dataclass(frozen=True, slots=True)
class ReceiptLineRow:
    """One posted piece of a receipt; `reversed` of it was taken back."""

    receipt: str = col("Receipt")
    asn_line: int | None = col("ASN line", "number")
    item: str = col("Item")
    item_name: str = col("Name")
    gtin: str = col("GTIN")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    lpn: str = col("LPN")
    status: Status = col("Status")
    quantity: int = col("Received", "quantity")
    reversed: int = col("Taken back", "quantity")
    announced: int | None = col("Announced", "quantity")
    posting: int = col("Posting", "id")
    id: int = col("Receipt line", "id")


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """One difference between ASN and receipt."""

    receipt: str = col("Receipt")
    supplier: str = col("Supplier")
    asn: str | None = col("ASN")
    asn_line: int | None = col("ASN line", "number")
    item: str = col("Item")
    item_name: str = col("Name")
    kind: DiscrepancyKind = col("Kind")
    quantity: int = col("Quantity", "quantity")
    note: str = col("Note")
    id: int = col("Discrepancy", "id")


@question(ReceiptRow, key=("receipt",), sort=("receipt",), topics=("receipts",))
def open_receipts(supplier: str = "", dock: str = "") -> Selected:
    """Receipts still being worked on."""
    return _receipts(supplier, dock).where(Receipt.state == ReceiptState.OPEN)


@question(ReceiptRow, key=("receipt",), sort=("-receipt",), topics=("receipts",))
def receipts(receipt: str = "", supplier: str = "", dock: str = "", asn: str = "") -> Selected:
    """All receipts, the newest first."""
    return only(_receipts(supplier, dock), (Receipt.number, receipt), (Asn.number, asn))


def _receipts(supplier: str, dock: str) -> Selected:
    its = ReceiptLine.receipt_id == Receipt.id
    statement = (
        select(
            Receipt.number.label("receipt"), Receipt.state, Party.code.label("supplier"),
            Party.name.label("supplier_name"), Asn.number.label("asn"), Location.code.label("dock"),
            Owner.code.label("owner"), Receipt.opened_at, Receipt.closed_at,
            select(counted()).where(its).scalar_subquery().label("lines"),
            select(total(ReceiptLine.quantity - ReceiptLine.reversed)).where(its).scalar_subquery().label("quantity"),
        )
        .join(Party, Party.id == Receipt.supplier_id)
        .join(Location, Location.id == Receipt.dock_id)
        .join(Owner, Owner.id == Receipt.owner_id)
        .outerjoin(Asn, Asn.id == Receipt.asn_id)
    )  # fmt: skip
    return only(statement, (Party.code, supplier), (Location.code, dock))


@question(ReceiptLineRow, key=("id",), sort=("id",), topics=("receipts",))
def receipt_lines(receipt: str = "", item: str = "") -> Selected:
    """What was received, piece by piece as it was posted."""
    statement = (
        select(
            Receipt.number.label("receipt"), AsnLine.line.label("asn_line"), Item.sku.label("item"),
            Item.name.label("item_name"), each_gtin().label("gtin"), Lot.code.label("lot"), Lot.expiry,
            Serial.code.label("serial"), Lpn.code.label("lpn"), ReceiptLine.status, ReceiptLine.quantity,
            ReceiptLine.reversed, AsnLine.announced, ReceiptLine.posting_id.label("posting"), ReceiptLine.id,
        )
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .join(Item, Item.id == ReceiptLine.item_id)
        .join(Lot, Lot.id == ReceiptLine.lot_id)
        .join(Serial, Serial.id == ReceiptLine.serial_id)
        .join(Lpn, Lpn.id == ReceiptLine.lpn_id)
        .outerjoin(AsnLine, AsnLine.id == ReceiptLine.asn_line_id)
    )  # fmt: skip
    return only(statement, (Receipt.number, receipt), (Item.sku, item))


@question(DiscrepancyRow, key=("id",), sort=("-id",), topics=("discrepancies", "receipts"))
def discrepancies(receipt: str = "", supplier: str = "", kind: DiscrepancyKind | None = None) -> Selected:
    """What differed between announcement and receipt, the newest first."""
    statement = (
        select(
            Receipt.number.label("receipt"), Party.code.label("supplier"), Asn.number.label("asn"),
            AsnLine.line.label("asn_line"), Item.sku.label("item"), Item.name.label("item_name"), Discrepancy.kind,
            Discrepancy.quantity, Discrepancy.note, Discrepancy.id,
        )
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .join(Party, Party.id == Receipt.supplier_id)
        .join(Item, Item.id == Discrepancy.item_id)
        .outerjoin(Asn, Asn.id == Receipt.asn_id)
        .outerjoin(AsnLine, AsnLine.id == Discrepancy.asn_line_id)
    )  # fmt: skip
    return only(statement, (Receipt.number, receipt), (Party.code, supplier), (Discrepancy.kind, kind))
