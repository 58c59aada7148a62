"""How well suppliers deliver what they announce: their differences, against all that came from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from wms.model.inbound import Discrepancy, Receipt, ReceiptLine
from wms.model.party import Party
from wms.model.words import DiscrepancyKind
from wms.queries.periods import Span, span
from wms.queries.pieces import counted, total
from wms.queries.question import Selected, col, computed

KINDS = (DiscrepancyKind.OVER, DiscrepancyKind.SHORT, DiscrepancyKind.DAMAGED, DiscrepancyKind.WRONG_ITEM)


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """One supplier's receipts of a period. `percent` is base units in difference for 100 that were received."""

    supplier: str = col("Supplier")
    supplier_name: str = col("Name")
    receipts: int = col("Receipts", "number")
    received: int = col("Received", "quantity")
    differences: int = col("Discrepancies", "number")
    over: int = col("Over", "quantity")
    short: int = col("Short", "quantity")
    damaged: int = col("Damaged", "quantity")
    wrong_item: int = col("Wrong item", "quantity")
    percent: float | None = col("Differing", "percent")


@computed(SupplierRow, key=("supplier",), sort=("supplier",), topics=("discrepancies", "receipts"))
def discrepancies_by_supplier(
    connection: Connection, start: str | None, first: date | None = None, last: date | None = None
) -> Iterator[SupplierRow]:
    """What differed between announcement and receipt, by supplier, of receipts opened in the period (30 days)."""
    within = span(first, last)
    kinds = _kinds(connection, within)
    for code, name, receipts, received in connection.execute(_received(within)):
        its = kinds.get(code, {})
        over, short, damaged, wrong = (its.get(kind, (0, 0))[1] for kind in KINDS)
        differing = over + short + damaged + wrong
        percent = round(100 * differing / received, 2) if received else None
        yield SupplierRow(code, name, receipts, received, sum(count for count, _ in its.values()),
                          over, short, damaged, wrong, percent)  # fmt: skip


def _received(within: Span) -> Selected:
    got = select(total(ReceiptLine.quantity - ReceiptLine.reversed)).where(ReceiptLine.receipt_id == Receipt.id)
    each = (
        select(Receipt.supplier_id, got.scalar_subquery().label("received"))
        .where(Receipt.opened_at >= within[0], Receipt.opened_at < within[1]).subquery()
    )  # fmt: skip
    return (
        select(Party.code, Party.name, counted(), total(each.c.received))
        .join(Party, Party.id == each.c.supplier_id).group_by(Party.code, Party.name).order_by(Party.code)
    )  # fmt: skip


def _kinds(connection: Connection, within: Span) -> dict[str, dict[DiscrepancyKind, tuple[int, int]]]:
    """Supplier → kind → how many discrepancies, and of how many base units."""
    query = (
        select(Party.code, Discrepancy.kind, counted(), total(Discrepancy.quantity))
        .join(Receipt, Receipt.id == Discrepancy.receipt_id).join(Party, Party.id == Receipt.supplier_id)
        .where(Receipt.opened_at >= within[0], Receipt.opened_at < within[1]).group_by(Party.code, Discrepancy.kind)
    )  # fmt: skip
    found: dict[str, dict[DiscrepancyKind, tuple[int, int]]] = {}
    for code, kind, count, quantity in connection.execute(query):
        found.setdefault(code, {})[kind] = (count, quantity)
    return found
