"""The end of receiving: what differs is written down, what was entered wrongly is taken back."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Refused
from wms.model.inbound import Asn, Discrepancy, Inspection
from wms.model.records import Attachment
from wms.model.words import AsnState, DiscrepancyKind, InspectionState
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.close import CloseReceipt
from wms.operations.receiving.receive import ReceivedLine, ReceiveLine, ReceiveLines
from wms.operations.receiving.report import ReportDiscrepancy
from wms.operations.receiving.reverse import ReverseReceiptLine

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 40).decode()


def announced(app: App) -> tuple[str, str]:
    """An announcement of 100 pens, 50 valves and 10 litres of milk, checked in: (asn, receipt)."""
    lines = (
        AnnouncedLine(item="PEN", quantity=100), AnnouncedLine(item="VALVE", quantity=50),
        AnnouncedLine(item="MILK", quantity=10),
    )  # fmt: skip
    asn = app.run(RegisterAsn(supplier="SUP", expected=datetime(2026, 3, 2, tzinfo=UTC), lines=lines)).document
    return asn, app.run(CheckIn(dock="DOCK-1", asn=asn)).document


def differences(app: App) -> list[tuple[str, int, str]]:
    with app.database.writing() as session:
        rows = session.scalars(select(Discrepancy).order_by(Discrepancy.kind, Discrepancy.quantity))
        return [(row.kind.value, row.quantity, row.note) for row in rows]


def received(app: App, asn: str) -> list[int]:
    with app.database.writing() as session:
        return [line.received for line in session.scalars(select(Asn).where(Asn.number == asn)).one().lines]


def on_hand(app: App) -> int:
    with app.database.reading() as connection:
        return connection.exec_driver_sql("SELECT coalesce(sum(on_hand), 0) FROM stock").scalar_one()


def asn_state(app: App, asn: str) -> AsnState:
    with app.database.writing() as session:
        return session.scalars(select(Asn.state).where(Asn.number == asn)).one()


def test_closing_writes_down_what_was_over_short_damaged_and_wrong(app: App) -> None:
    asn, receipt = announced(app)
    lines = (
        ReceivedLine(item="PEN", quantity=105),
        ReceivedLine(item="PEN", quantity=20, unannounced=True),
        ReceivedLine(item="VALVE", quantity=44),
        ReceivedLine(item="VALVE", quantity=2, damaged=True),
        ReceivedLine(item="KIT", quantity=3, unannounced=True),
    )
    app.run(ReceiveLines(receipt=receipt, lines=lines))
    answer = app.run(CloseReceipt(receipt=receipt))
    assert differences(app) == [
        ("damaged", 2, ""), ("over", 10, ""), ("over", 15, ""), ("short", 4, ""), ("short", 10, ""),
        ("wrong_item", 3, ""),
    ]  # fmt: skip
    assert (answer.values["count"], answer.values["over"], answer.values["short"]) == (6, 25, 14)
    assert asn_state(app, asn) is AsnState.CLOSED


def test_a_receipt_is_closed_once_and_takes_no_more_lines(app: App) -> None:
    _, receipt = announced(app)
    app.run(CloseReceipt(receipt=receipt))
    for late in (CloseReceipt(receipt=receipt), ReceiveLine(receipt=receipt, item="PEN", quantity=1)):
        with pytest.raises(Refused, match="is closed"):
            app.run(late)
    with pytest.raises(Refused, match="no receipt R-404"):
        app.run(CloseReceipt(receipt="R-404"))


def test_a_second_truck_may_bring_the_rest(app: App) -> None:
    asn, first = announced(app)
    app.run(ReceiveLine(receipt=first, item="PEN", quantity=60))
    app.run(CloseReceipt(receipt=first, more_to_come=True))
    assert (asn_state(app, asn), differences(app)) == (AsnState.ARRIVED, [])
    second = app.run(CheckIn(dock="DOCK-2", asn=asn)).document
    app.run(ReceiveLine(receipt=second, item="PEN", quantity=40))
    app.run(CloseReceipt(receipt=second))
    assert differences(app) == [("short", 10, ""), ("short", 50, "")]


def test_what_was_reported_before_is_not_counted_again(app: App) -> None:
    _, receipt = announced(app)
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=100, damaged=True))
    app.run(ReportDiscrepancy(receipt=receipt, item="PEN", kind=DiscrepancyKind.DAMAGED, quantity=30, note="wet"))
    app.run(CloseReceipt(receipt=receipt))
    assert differences(app) == [
        ("damaged", 30, "wet"), ("damaged", 70, ""), ("short", 10, ""), ("short", 50, ""),
    ]  # fmt: skip


def test_a_photo_is_kept_with_the_receipt(app: App) -> None:
    _, receipt = announced(app)
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=5))
    app.run(ReportDiscrepancy(
        receipt=receipt, item="PEN", kind=DiscrepancyKind.DAMAGED, quantity=5, photo="crushed.png", content=PNG,
    ))  # fmt: skip
    with app.database.writing() as session:
        kept = session.scalars(select(Attachment)).one()
        assert (kept.document, kept.name, kept.media_type, len(kept.content)) == (
            receipt, "crushed.png", "image/png", 48,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("not base64!", "not base64"),
        (base64.b64encode(b"MZ\x90 a program").decode(), "Only JPEG"),
        ("A" * 7_000_000, "at most 5242880 bytes"),
    ],
)
def test_a_photo_must_be_one_and_not_too_large(app: App, content: str, match: str) -> None:
    _, receipt = announced(app)
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=5))
    kind = DiscrepancyKind.DAMAGED
    with pytest.raises(Refused, match=match):
        app.run(ReportDiscrepancy(receipt=receipt, item="PEN", kind=kind, quantity=1, photo="a.png", content=content))
    assert differences(app) == []


@pytest.mark.parametrize(
    ("item", "kind", "quantity", "fields"),
    [
        ("NOSUCH", DiscrepancyKind.DAMAGED, 0, ["item", "quantity"]),
        ("PEN", DiscrepancyKind.DAMAGED, 6, ["quantity"]),
        ("PEN", DiscrepancyKind.SHORT, 101, ["quantity"]),
        ("PEN", DiscrepancyKind.OVER, -1, ["quantity"]),
        ("KIT", DiscrepancyKind.WRONG_ITEM, 1, ["quantity"]),
    ],
)
def test_a_report_must_be_possible(
    app: App, item: str, kind: DiscrepancyKind, quantity: int, fields: list[str]
) -> None:
    _, receipt = announced(app)
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=5))
    with pytest.raises(Refused) as refused:
        app.run(ReportDiscrepancy(receipt=receipt, item=item, kind=kind, quantity=quantity))
    assert [p.field for p in refused.value.problems] == fields


def test_a_line_is_taken_back_in_parts_and_the_announcement_follows(app: App) -> None:
    asn, receipt = announced(app)
    lines = (ReceivedLine(item="KIT", quantity=1, unannounced=True), ReceivedLine(item="PEN", quantity=100))
    app.run(ReceiveLines(receipt=receipt, lines=lines))
    app.run(ReverseReceiptLine(receipt=receipt, line=2, quantity=30, reason="counted twice"))
    assert (received(app, asn), on_hand(app)) == ([70, 0, 0], 71)
    app.run(ReverseReceiptLine(receipt=receipt, line=2, reason="wrong truck"))
    assert (received(app, asn), on_hand(app)) == ([0, 0, 0], 1)
    with pytest.raises(Refused, match="taken back already"):
        app.run(ReverseReceiptLine(receipt=receipt, line=2, reason="again"))


def test_taking_back_is_judged_first(app: App) -> None:
    _, receipt = announced(app)
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=10))
    with pytest.raises(Refused) as refused:
        app.run(ReverseReceiptLine(receipt=receipt, line=1, quantity=11, reason=" "))
    assert [p.field for p in refused.value.problems] == ["quantity", "reason"]
    for line in (0, 2, -1, 10**18):
        with pytest.raises(Refused, match="has no line"):
            app.run(ReverseReceiptLine(receipt=receipt, line=line, reason="x"))
    assert on_hand(app) == 10


def test_taking_back_after_the_close_is_one_more_shortage(app: App) -> None:
    _, receipt = announced(app)
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=102))
    app.run(CloseReceipt(receipt=receipt))
    app.run(ReverseReceiptLine(receipt=receipt, line=1, quantity=12, reason="miscounted"))
    assert ("short", 10, "A received line was taken back.") in differences(app)


def test_what_is_taken_back_need_not_be_inspected(app: App) -> None:
    _, receipt = announced(app)
    app.run(ReceiveLine(receipt=receipt, item="VALVE", quantity=10))
    app.run(ReverseReceiptLine(receipt=receipt, line=1, quantity=4, reason="miscounted"))
    app.run(ReverseReceiptLine(receipt=receipt, line=1, quantity=6, reason="miscounted"))
    with app.database.writing() as session:
        inspection = session.scalars(select(Inspection)).one()
        assert (inspection.quantity, inspection.state) == (0, InspectionState.CANCELLED)


def test_a_serial_taken_back_may_be_received_again(app: App) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="DRILL", quantity=2, serials=("S1", "S2")))
    app.run(ReverseReceiptLine(receipt=receipt, line=2, reason="it was another drill"))
    app.run(ReceiveLine(receipt=receipt, item="DRILL", quantity=1, serials=("S2",)))
    assert on_hand(app) == 2


def test_goods_on_a_plate_are_taken_back_and_received_again_on_it(app: App) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    milk = ReceiveLine(receipt=receipt, item="MILK", quantity=8, lot="L1", expiry=date(2026, 3, 20), lpn="P1")
    app.run(milk)
    app.run(ReverseReceiptLine(receipt=receipt, line=1, reason="other lot"))
    app.run(ReceiveLine(receipt=receipt, item="MILK", quantity=8, lot="L2", expiry=date(2026, 3, 21), lpn="P1"))
    assert on_hand(app) == 8
