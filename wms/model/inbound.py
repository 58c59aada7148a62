"""What comes in: the announcement (ASN), the receipt, what differed, what must be inspected, what is held."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wms.model.base import Base, Versioned, choice, one_of, refers
from wms.model.words import AsnState, DiscrepancyKind, HoldState, InspectionState, ReceiptState, Status


class Asn(Versioned, Base):
    """Goods a supplier has announced."""

    __tablename__ = "asn"

    number: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = refers("site", index=False)
    owner_id: Mapped[int] = refers("owner", index=False)
    supplier_id: Mapped[int] = refers("party")
    expected_at: Mapped[datetime]
    dock_id: Mapped[int | None] = refers("location")
    state: Mapped[AsnState] = choice(AsnState, AsnState.EXPECTED)
    reference: Mapped[str] = mapped_column(default="")
    lines: Mapped[list[AsnLine]] = relationship(order_by="AsnLine.line", cascade="all, delete-orphan")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", AsnState),)


class AsnLine(Base):
    """One announced item; `received` follows the receipts. Quantities in base units."""

    __tablename__ = "asn_line"

    asn_id: Mapped[int] = refers("asn", index=False)
    line: Mapped[int]
    item_id: Mapped[int] = refers("item")
    announced: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    lot_code: Mapped[str] = mapped_column(default="")
    expiry: Mapped[date | None]
    lpn_code: Mapped[str] = mapped_column(default="")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("asn_id", "line"),
            CheckConstraint("announced >= 1", name="announced"),
            CheckConstraint("received >= 0", name="received"),
        )


class Receipt(Versioned, Base):
    """What really arrived, at which dock; without an ASN it is a blind receipt."""

    __tablename__ = "receipt"

    number: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = refers("site", index=False)
    owner_id: Mapped[int] = refers("owner", index=False)
    supplier_id: Mapped[int] = refers("party")
    asn_id: Mapped[int | None] = refers("asn")
    dock_id: Mapped[int] = refers("location")
    state: Mapped[ReceiptState] = choice(ReceiptState, ReceiptState.OPEN)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", ReceiptState),)


class ReceiptLine(Base):
    """One posted piece of a receipt, in base units; `posting_id` is its place in the ledger.

    `reversed` is how much of it was taken back because it had been entered wrongly.
    """

    __tablename__ = "receipt_line"

    receipt_id: Mapped[int] = refers("receipt")
    asn_line_id: Mapped[int | None] = refers("asn_line")
    item_id: Mapped[int] = refers("item", index=False)
    lot_id: Mapped[int] = refers("lot", index=False, default=0)
    serial_id: Mapped[int] = refers("serial", index=False, default=0)
    lpn_id: Mapped[int] = refers("lpn", index=False, default=0)
    status: Mapped[Status] = choice(Status)
    quantity: Mapped[int]
    reversed: Mapped[int] = mapped_column(default=0)
    posting_id: Mapped[int] = refers("posting")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            one_of("status", Status), CheckConstraint("quantity >= 1", name="quantity"),
            CheckConstraint("0 <= reversed AND reversed <= quantity", name="reversed"),
        )  # fmt: skip


class Discrepancy(Base):
    """A difference between ASN and receipt, in base units."""

    __tablename__ = "discrepancy"

    receipt_id: Mapped[int] = refers("receipt")
    asn_line_id: Mapped[int | None] = refers("asn_line", index=False)
    item_id: Mapped[int] = refers("item", index=False)
    kind: Mapped[DiscrepancyKind] = choice(DiscrepancyKind)
    quantity: Mapped[int]
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return one_of("kind", DiscrepancyKind), CheckConstraint("quantity >= 1", name="quantity")


class Inspection(Versioned, Base):
    """Received or returned goods that wait for a judgement, in status `inspection`; parts may be judged apart."""

    __tablename__ = "inspection"

    number: Mapped[str] = mapped_column(unique=True)
    receipt_id: Mapped[int | None] = refers("receipt")
    owner_id: Mapped[int | None] = refers("owner", index=False)
    item_id: Mapped[int] = refers("item")
    lot_id: Mapped[int] = refers("lot", index=False, default=0)
    quantity: Mapped[int]
    passed: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    state: Mapped[InspectionState] = choice(InspectionState, InspectionState.OPEN)
    note: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            one_of("state", InspectionState),
            CheckConstraint("0 <= passed AND 0 <= failed AND passed + failed <= quantity", name="judged"),
        )


class Hold(Versioned, Base):
    """A reason why stock may not be used; `posting_id` moved it to status `held`."""

    __tablename__ = "hold"

    number: Mapped[str] = mapped_column(unique=True)
    reason: Mapped[str]
    state: Mapped[HoldState] = choice(HoldState, HoldState.HELD)
    posting_id: Mapped[int] = refers("posting")
    placed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", HoldState),)
