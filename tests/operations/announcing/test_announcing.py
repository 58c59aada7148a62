"""Announcements: registered whole or not at all, changed only while the truck is not here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Refused, Stale
from wms.model.inbound import Asn
from wms.model.words import AsnState, Level
from wms.operations.announcing.amend import AmendAsn, AmendedLine, CancelAsn
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import AnnouncedDelivery, RegisterAsn, RegisterAsns
from wms.operations.receiving.check_in import CheckIn

TOMORROW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
PENS = AnnouncedLine(item="PEN", quantity=10, level=Level.CASE)
MILK = AnnouncedLine(item="MILK", quantity=40, lot="L1", expiry=date(2026, 3, 20), lpn="340123450000000018")
USUAL = RegisterAsn(supplier="SUP", expected=TOMORROW, lines=(PENS, MILK))


def announced(app: App, number: str) -> tuple[AsnState, list[tuple[int, int, str]]]:
    with app.database.writing() as session:
        asn = session.scalars(select(Asn).where(Asn.number == number)).one()
        return asn.state, [(line.line, line.announced, line.lot_code) for line in asn.lines]


def told(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[int | None, str]]:
    return [(p.row, p.field) for p in refused.value.problems]


def test_an_announcement_counts_base_units_and_is_numbered(app: App) -> None:
    number = app.run(USUAL).document
    assert number == "ASN-000001"
    assert announced(app, number) == (AsnState.EXPECTED, [(1, 120, ""), (2, 40, "L1")])


def test_all_that_is_wrong_with_an_announcement_is_told_at_once(app: App) -> None:
    lines = (
        AnnouncedLine(item="NOSUCH", quantity=1),
        AnnouncedLine(item="PEN", quantity=-3),
        AnnouncedLine(item="PEN", quantity=10**15),
        AnnouncedLine(item="PEN", quantity=1, lot="L1"),
        AnnouncedLine(item="MILK", quantity=1, expiry=date(2020, 1, 1)),
        AnnouncedLine(item="PEN", quantity=1, level=Level.PALLET),
        PENS,
    )
    with pytest.raises(Refused) as refused:
        app.run(RegisterAsn(supplier="NOBODY", expected=TOMORROW, lines=lines, dock="LANE-1", owner="X", site="Y"))
    assert told(refused) == [
        (None, "supplier"), (None, "owner"), (None, "site"), (None, "dock"), (1, "item"), (2, "quantity"),
        (3, "quantity"), (4, "lot"), (5, "expiry"), (6, "level"),
    ]  # fmt: skip
    assert app.run(USUAL).document == "ASN-000001"


def test_an_announcement_without_lines_is_refused(app: App) -> None:
    with pytest.raises(Refused, match="no lines"):
        app.run(replace(USUAL, lines=()))


def test_one_licence_plate_carries_the_same_goods_once(app: App) -> None:
    with pytest.raises(Refused) as refused:
        app.run(replace(USUAL, lines=(MILK, MILK)))
    assert told(refused) == [(1, "lpn"), (2, "lpn")]


def test_a_number_and_a_suppliers_reference_are_used_once(app: App) -> None:
    app.run(replace(USUAL, number="A-7", reference="S-1"))
    with pytest.raises(Refused) as refused:
        app.run(replace(USUAL, number="A-7", reference="S-1"))
    assert told(refused) == [(None, "number"), (None, "reference")]


def test_a_cancelled_announcement_frees_its_reference(app: App) -> None:
    first = app.run(replace(USUAL, reference="S-1")).document
    app.run(CancelAsn(asn=first, reason="truck broke down"))
    assert app.run(replace(USUAL, reference="S-1")).document == "ASN-000002"


def test_many_deliveries_are_announced_together_or_not_at_all(app: App) -> None:
    good = AnnouncedDelivery(supplier="SUP", expected=TOMORROW, lines=(PENS, MILK))
    bad = replace(good, lines=(AnnouncedLine(item="NOSUCH", quantity=1),))
    with pytest.raises(Refused) as refused:
        app.run(RegisterAsns(deliveries=(good, bad)))
    assert told(refused) == [(3, "item")]
    assert app.run(RegisterAsns(deliveries=(good, good))).values["last"] == "ASN-000002"


def test_lines_are_changed_added_and_removed(app: App) -> None:
    number = app.run(USUAL).document
    lines = (AmendedLine(line=1, item="PEN", quantity=7), AmendedLine(item="VALVE", quantity=3))
    app.run(AmendAsn(asn=number, lines=lines, remove=(2,), dock="DOCK-2", expected=TOMORROW))
    assert announced(app, number) == (AsnState.EXPECTED, [(1, 7, ""), (3, 3, "")])


def test_an_amendment_names_every_line_that_is_wrong(app: App) -> None:
    number = app.run(USUAL).document
    lines = (AmendedLine(line=9, item="PEN", quantity=7), AmendedLine(line=1, item="PEN", quantity=0))
    with pytest.raises(Refused) as refused:
        app.run(AmendAsn(asn=number, lines=lines, remove=(1,), dock="R-01-01"))
    assert told(refused) == [(None, "dock"), (2, "quantity"), (None, "lines"), (None, "lines")]
    with pytest.raises(Refused, match="No line would be left"):
        app.run(AmendAsn(asn=number, remove=(1, 2)))


def test_a_form_opened_before_somebody_elses_change_is_refused(app: App) -> None:
    number = app.run(USUAL).document
    app.run(AmendAsn(asn=number, lines=(AmendedLine(line=1, item="PEN", quantity=7),), version=1))
    for late in (AmendAsn(asn=number, remove=(2,), version=1), CancelAsn(asn=number, reason="x", version=1)):
        with pytest.raises(Stale):
            app.run(late)


def test_what_has_arrived_is_neither_amended_nor_cancelled(app: App) -> None:
    number = app.run(USUAL).document
    app.run(CheckIn(dock="DOCK-1", asn=number))
    for late in (AmendAsn(asn=number, remove=(1,)), CancelAsn(asn=number, reason=" ")):
        with pytest.raises(Refused, match="only an expected delivery"):
            app.run(late)


def test_a_cancelled_delivery_is_not_checked_in(app: App) -> None:
    number = app.run(USUAL).document
    app.run(CancelAsn(asn=number, reason="sold elsewhere"))
    with pytest.raises(Refused, match="is cancelled"):
        app.run(CheckIn(dock="DOCK-1", asn=number))
