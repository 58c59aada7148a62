"""Returns: never more than was shipped, the very goods that were shipped, and each piece goes where it belongs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Refused
from wms.ledger import allocations
from wms.ledger.posting import Header
from wms.ledger.proof.prove import prove
from wms.ledger.views import stock
from wms.model.inbound import Inspection
from wms.model.order import Order, OrderLine
from wms.model.site import CUSTOMER
from wms.model.words import Disposition, InspectionState, Level, Stage
from wms.operations.inspecting import PassInspection
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.returning.open import CloseReturn, OpenReturn
from wms.operations.returning.receive import ReceiveReturnLine
from wms.operations.returning.reverse import ReverseReturnLine

MILK = ReceivedLine(item="MILK", quantity=6, lot="L1", expiry=date(2026, 3, 20))
DRILLS = ReceivedLine(item="DRILL", quantity=2, serials=("S1", "S2"))


def shipped(app: App, *goods: ReceivedLine) -> str:
    """An order of exactly these goods, received and shipped from the dock."""
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLines(receipt=receipt, lines=goods))
    wanted = tuple(OrderedLine(item=line.item, quantity=line.quantity) for line in goods)
    number = app.run(EnterOrder(customer="CUS", lines=wanted)).document
    with app.database.writing() as session:
        order = session.scalars(select(Order).where(Order.number == number)).one()
        lines = {line.item_id: line.id for line in order.lines}
        rows = session.execute(select(stock).where(stock.c.free > 0)).all()
        takes = [allocations.Take(lines[row.item_id], row.free, row.owner_id, row.item_id, row.location_id, row.lot_id,
                                  row.serial_id) for row in rows]  # fmt: skip
        held = allocations.allocate(session, takes, app.clock())
        header = Header("Ship", number, 1, app.clock())
        packed = [allocations.Carry(one, take.quantity, take.location_id + 1, 0, Stage.PACKED)
                  for one, take in zip(held, takes, strict=True)]  # fmt: skip
        _, carried = allocations.carry(session, header, packed)
        gone = [allocations.Carry(one.moved_id or 0, take.quantity, CUSTOMER)
                for one, take in zip(carried, takes, strict=True)]  # fmt: skip
        allocations.carry(session, header, gone)
    return number


def lying(app: App) -> dict[tuple[str, str], int]:
    """Base units by location and status."""
    with app.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT l.code, s.status, sum(s.on_hand) FROM stock s JOIN location l ON l.id = s.location_id GROUP BY 1, 2"
        )
        return {(row[0], row[1]): row[2] for row in rows}


def scrapped(app: App) -> int:
    with app.database.reading() as connection:
        text = "SELECT coalesce(sum(CASE WHEN to_location_id = -4 THEN quantity ELSE -quantity END), 0) FROM moves"
        return connection.exec_driver_sql(text + " WHERE -4 IN (to_location_id, from_location_id)").scalar_one()


def returned(app: App) -> list[int]:
    with app.database.writing() as session:
        return list(session.scalars(select(OrderLine.returned).order_by(OrderLine.id)))


def back(
    number: str, item: str, quantity: int, what: Disposition = Disposition.RESTOCK, **more: Any
) -> ReceiveReturnLine:
    return ReceiveReturnLine(number=number, item=item, quantity=quantity, disposition=what, **more)


def test_returned_goods_are_restocked_inspected_or_scrapped(app: App) -> None:
    number = app.run(OpenReturn(order=shipped(app, ReceivedLine(item="PEN", quantity=10)), reason="too many")).document
    app.run(back(number, "PEN", 5))
    app.run(back(number, "PEN", 3, Disposition.INSPECT, condition="box torn"))
    app.run(back(number, "PEN", 2, Disposition.SCRAP))
    assert lying(app) == {("RET-1", "available"): 5, ("RET-1", "inspection"): 3}
    assert (scrapped(app), returned(app)) == (2, [10])


def test_what_is_to_be_inspected_has_an_inspection(app: App) -> None:
    number = app.run(OpenReturn(order=shipped(app, ReceivedLine(item="PEN", quantity=10)))).document
    app.run(back(number, "PEN", 3, Disposition.INSPECT))
    with app.database.writing() as session:
        inspection = session.scalars(select(Inspection.number)).one()
    app.run(PassInspection(inspection=inspection))
    assert lying(app) == {("RET-1", "available"): 3}


def test_no_more_comes_back_than_was_shipped(app: App) -> None:
    order = shipped(app, ReceivedLine(item="PEN", quantity=12))
    first = app.run(OpenReturn(order=order)).document
    second = app.run(OpenReturn(order=order)).document
    app.run(back(first, "PEN", 8))
    with pytest.raises(Refused, match="Only 4 of these were shipped"):
        app.run(back(second, "PEN", 1, level=Level.CASE))
    app.run(back(second, "PEN", 4))
    with pytest.raises(Refused, match="Nothing that was shipped"):
        app.run(OpenReturn(order=order))


def test_only_the_lots_and_serials_that_were_shipped_come_back(app: App) -> None:
    number = app.run(OpenReturn(order=shipped(app, MILK, DRILLS))).document
    known = {"lot": "L2", "expiry": date(2026, 3, 20)}
    for wrong, field in (
        (back(number, "MILK", 1, **known), "lot"),
        (back(number, "DRILL", 1, serials=("S9",)), "serials"),
        (back(number, "KIT", 1), "quantity"),
    ):
        with pytest.raises(Refused) as refused:
            app.run(wrong)
        assert [p.field for p in refused.value.problems] == [field]
    app.run(back(number, "MILK", 6, lot="L1"))
    app.run(back(number, "DRILL", 1, serials=("S2",)))
    with pytest.raises(Refused, match="Only 0 of these"):
        app.run(back(number, "DRILL", 1, serials=("S2",)))
    assert lying(app) == {("RET-1", "available"): 7}


def test_a_blind_return_takes_what_comes(app: App) -> None:
    number = app.run(OpenReturn(customer="CUS", reason="no paper")).document
    app.run(back(number, "PEN", 1, level=Level.CASE))
    app.run(back(number, "DRILL", 1, Disposition.INSPECT, serials=("S7",)))
    app.run(back(number, "MILK", 2, Disposition.SCRAP, lot="OLD", expiry=date(2026, 1, 1)))
    assert lying(app) == {("RET-1", "available"): 12, ("RET-1", "inspection"): 1}
    assert scrapped(app) == 2


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ({"item": "NOSUCH"}, ["item"]),
        ({"item": "PEN", "quantity": 0}, ["quantity"]),
        ({"item": "PEN", "quantity": -4, "location": "R-01-01", "lot": "L1"}, ["quantity", "location", "lot"]),
        ({"item": "PEN", "quantity": 10**15}, ["quantity", "location", "location"]),
        ({"item": "PEN", "level": Level.PALLET, "location": "NOWHERE"}, ["level", "location"]),
        ({"item": "MILK"}, ["lot", "expiry"]),
        ({"item": "MILK", "lot": "OLD", "expiry": date(2026, 1, 1)}, ["disposition"]),
        ({"item": "DRILL", "quantity": 2, "serials": ("A", "A")}, ["serials"]),
        ({"item": "PEN", "serials": ("A",)}, ["serials"]),
    ],
)
def test_everything_wrong_with_a_returned_line_is_told_at_once(
    app: App, line: dict[str, Any], fields: list[str]
) -> None:
    number = app.run(OpenReturn(customer="CUS")).document
    with pytest.raises(Refused) as refused:
        app.run(back(number, **{"quantity": 1, **line}))
    assert [p.field for p in refused.value.problems] == fields
    assert lying(app) == {}


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({}, ["customer"]),
        ({"order": "O-404"}, ["order"]),
        ({"customer": "NOBODY", "owner": "NOBODY", "site": "NOWHERE"}, ["customer", "owner", "site"]),
    ],
)
def test_a_return_needs_an_order_or_a_customer(app: App, asked: dict[str, str], fields: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        app.run(OpenReturn(**asked))
    assert [p.field for p in refused.value.problems] == fields


def test_what_was_never_shipped_cannot_come_back(app: App) -> None:
    order = app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=5),))).document
    with pytest.raises(Refused, match="Nothing that was shipped"):
        app.run(OpenReturn(order=order))


def test_a_closed_return_takes_nothing_more(app: App) -> None:
    number = app.run(OpenReturn(customer="CUS")).document
    app.run(back(number, "PEN", 4))
    assert app.run(CloseReturn(number=number)).values["quantity"] == 4
    for late in (back(number, "PEN", 1), CloseReturn(number=number)):
        with pytest.raises(Refused, match="is closed"):
            app.run(late)


@pytest.mark.parametrize("what", list(Disposition))
def test_a_line_entered_wrongly_is_taken_back(app: App, what: Disposition) -> None:
    number = app.run(OpenReturn(order=shipped(app, ReceivedLine(item="PEN", quantity=10)))).document
    app.run(back(number, "PEN", 4, what))
    app.run(ReverseReturnLine(number=number, line=1, reason="other customer"))
    assert (lying(app), scrapped(app), returned(app)) == ({}, 0, [0])
    with app.database.reading() as connection:
        assert prove(connection).ok
    with pytest.raises(Refused, match="taken back already"):
        app.run(ReverseReturnLine(number=number, line=1, reason="again"))
    app.run(back(number, "PEN", 10))
    with app.database.writing() as session:
        states = list(session.scalars(select(Inspection.state)))
    assert states == ([InspectionState.CANCELLED] if what is Disposition.INSPECT else [])


def test_there_is_no_line_beyond_the_last(app: App) -> None:
    number = app.run(OpenReturn(customer="CUS")).document
    for line in (0, 1, -3):
        with pytest.raises(Refused, match="has no line"):
            app.run(ReverseReturnLine(number=number, line=line, reason="x"))
