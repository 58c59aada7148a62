"""Holds: a hold is a move between statuses in place, and never takes what orders own."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Refused
from wms.ledger.allocations import Take, allocate
from wms.ledger.lpns import move
from wms.ledger.posting import Header, Line, post
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import OrderLine
from wms.model.site import SCRAP, Location
from wms.model.words import Status
from wms.operations.holding import PlaceHold, ReleaseHold
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


@pytest.fixture
def stocked(app: App) -> App:
    """At DOCK-1: 20 loose pens, 30 pens on P1, milk of two lots, two drills."""
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    for line in (
        ReceiveLine(receipt=receipt, item="PEN", quantity=20),
        ReceiveLine(receipt=receipt, item="PEN", quantity=30, lpn="P1"),
        ReceiveLine(receipt=receipt, item="MILK", quantity=8, lot="L1", expiry=date(2026, 3, 20)),
        ReceiveLine(receipt=receipt, item="MILK", quantity=9, lot="L2", expiry=date(2026, 3, 21)),
        ReceiveLine(receipt=receipt, item="DRILL", quantity=2, serials=("S1", "S2")),
    ):
        app.run(line)
    return app


def held(app: App) -> list[tuple[str, int]]:
    with app.database.reading() as connection:
        text = "SELECT i.sku, s.on_hand FROM stock s JOIN item i ON i.id = s.item_id WHERE s.status = 'held'"
        return sorted(tuple(row) for row in connection.exec_driver_sql(text))


def take_pens(app: App, quantity: int) -> None:
    """An order that holds so many of the loose pens."""
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=quantity),)))
    with app.database.writing() as session:
        line_id = session.scalars(select(OrderLine.id)).one()
        dock, pen = (session.scalars(select(n.id).where(c == v)).one() for n, c, v in (
            (Location, Location.code, "DOCK-1"), (Item, Item.sku, "PEN")))  # fmt: skip
        allocate(session, [Take(line_id, quantity, 1, pen, dock)], app.clock())


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ({"item": "PEN"}, [("PEN", 20), ("PEN", 30)]),
        ({"item": "MILK", "lot": "L2"}, [("MILK", 9)]),
        ({"item": "DRILL", "serial": "S1"}, [("DRILL", 1)]),
        ({"lpn": "P1"}, [("PEN", 30)]),
        ({"location": "DOCK-1", "item": "MILK"}, [("MILK", 8), ("MILK", 9)]),
        ({"item": "PEN", "owner": "OWN", "lpn": "P1"}, [("PEN", 30)]),
    ],
)
def test_a_hold_takes_what_answers_all_that_is_said(
    stocked: App, asked: dict[str, str], what: list[tuple[str, int]]
) -> None:
    number = stocked.run(PlaceHold(reason="recall", **asked)).document
    assert held(stocked) == what
    stocked.run(ReleaseHold(hold=number))
    assert held(stocked) == []


def test_what_orders_own_is_not_held_and_that_is_said(stocked: App) -> None:
    take_pens(stocked, 15)
    answer = stocked.run(PlaceHold(reason="recall", item="PEN"))
    assert held(stocked) == [("PEN", 5), ("PEN", 30)]
    assert (answer.values["allocated"], answer.values["where"]) == (15, "DOCK-1")
    assert "15 more belong to orders" in answer.message


def test_when_all_of_it_belongs_to_orders_nothing_is_held(stocked: App) -> None:
    stocked.run(PlaceHold(reason="recall", lpn="P1"))
    take_pens(stocked, 20)
    with pytest.raises(Refused, match="All 20 of it belong to orders"):
        stocked.run(PlaceHold(reason="recall", item="PEN"))


def test_everything_wrong_with_a_hold_is_told_at_once(stocked: App) -> None:
    with pytest.raises(Refused) as refused:
        stocked.run(PlaceHold(reason=" ", lot="L1"))
    assert [p.field for p in refused.value.problems] == ["reason", "item", "item"]
    with pytest.raises(Refused) as refused:
        stocked.run(PlaceHold(reason="x", item="MILK", lot="L9", lpn="NONE", location="NOWHERE", owner="NOBODY"))
    assert [p.field for p in refused.value.problems] == ["lot", "lpn", "location", "owner"]
    assert held(stocked) == []


def test_nothing_there_is_nothing_held(stocked: App) -> None:
    with pytest.raises(Refused, match="no available stock"):
        stocked.run(PlaceHold(reason="x", location="R-01-01"))


def test_a_hold_is_released_once(stocked: App) -> None:
    number = stocked.run(PlaceHold(reason="recall", item="PEN")).document
    stocked.run(ReleaseHold(hold=number))
    with pytest.raises(Refused, match="released already"):
        stocked.run(ReleaseHold(hold=number))
    with pytest.raises(Refused, match="no hold H-404"):
        stocked.run(ReleaseHold(hold="H-404"))


def test_held_goods_are_released_where_they_are_now_and_what_is_gone_is_told(stocked: App) -> None:
    number = stocked.run(PlaceHold(reason="recall", item="PEN")).document
    with stocked.database.writing() as session:
        plate = session.scalars(select(Lpn.id).where(Lpn.code == "P1")).one()
        places = {place.code: place.id for place in session.scalars(select(Location))}
        pen = session.scalars(select(Item.id).where(Item.sku == "PEN")).one()
        header = Header("Test", "X", 1, stocked.clock())
        move(session, header, plate, places["QUA-1"])
        gone = Line(1, pen, 4, places["DOCK-1"], SCRAP, from_status=Status.HELD, to_status=Status.HELD)
        post(session, header, [gone])
    answer = stocked.run(ReleaseHold(hold=number, note="false alarm"))
    assert held(stocked) == []
    assert (answer.values["quantity"], answer.values["gone"]) == (46, 4)
