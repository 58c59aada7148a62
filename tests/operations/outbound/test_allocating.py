"""Allocating: which stock is set aside for whom, and what is said about the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.model.words import Rotation, Status
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.allocating.release import ReleaseAllocation
from wms.operations.ordering.amend import AmendedLine, AmendOrder
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.hold import HoldOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.ordering.split import SplitOrder

Rows = Callable[..., list[tuple[Any, ...]]]
Put = Callable[..., None]
Enter = Callable[..., str]
HELD = ("SELECT p.code, a.quantity FROM allocations a JOIN location p ON p.id = a.location_id"
        " WHERE a.state = 'open' ORDER BY a.id")  # fmt: skip
REASON = "SELECT unallocated_reason FROM order_line ORDER BY id"


def state(rows: Rows) -> str:
    return str(rows("SELECT state FROM orders ORDER BY id")[0][0])


def test_the_oldest_stock_goes_first_and_the_order_is_allocated(app: App, put: Put, order: Enter, rows: Rows,
                                                                books_agree: Any) -> None:  # fmt: skip
    put("PEN", "F-01-01", 10, days_old=1)
    put("PEN", "F-01-02", 10, days_old=5)
    order(("PEN", 12))
    answer = app.run(AllocateOrders())
    assert rows(HELD) == [("F-01-02", 10), ("F-01-01", 2)]
    assert (state(rows), answer.values["pieces"], answer.values["short"]) == ("allocated", 12, 0)
    books_agree()


def test_last_in_goes_first_when_that_is_asked_for(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-01", 10, days_old=1)
    put("PEN", "F-01-02", 10, days_old=5)
    order(("PEN", 2))
    app.run(AllocateOrders(rotation=Rotation.LIFO))
    assert rows(HELD) == [("F-01-01", 2)]


def test_first_expired_goes_first_and_a_fussy_customer_gets_what_lasts(app: App, put: Put, order: Enter, rows: Rows,
                                                                      clock: SetClock) -> None:  # fmt: skip
    today: date = clock().date()
    put("MILK", "C-01-01", 10, lot="OLD", expiry=today + timedelta(days=6))
    put("MILK", "C-01-02", 10, lot="NEW", expiry=today + timedelta(days=12))
    order(("MILK", 4))
    order(("MILK", 4), customer="FUSSY")
    app.run(AllocateOrders())
    assert rows(HELD) == [("C-01-01", 4), ("C-01-02", 4)]


def test_what_does_not_last_long_enough_is_told(app: App, put: Put, order: Enter, rows: Rows, clock: SetClock) -> None:
    put("MILK", "C-01-01", 10, lot="OLD", expiry=clock().date() + timedelta(days=3))
    order(("MILK", 4))
    app.run(AllocateOrders())
    assert rows(REASON)[0][0].startswith("4 missing. 10 last 3 days at most; the line asks for 5 days.")
    assert state(rows) == "entered"


def test_pieces_come_from_forward_and_whole_plates_from_the_reserve(app: App, put: Put, order: Enter,
                                                                   rows: Rows) -> None:  # fmt: skip
    put("PEN", "R-01-01", 48, lpn="P1")
    put("PEN", "F-01-08", 20)
    order(("PEN", 5))
    app.run(AllocateOrders())
    order(("PEN", 50))
    app.run(AllocateOrders(whole_lpn_first=True))
    assert rows(HELD) == [("F-01-08", 5), ("R-01-01", 48), ("F-01-08", 2)]


def test_stock_that_may_not_be_used_is_passed_over_and_told(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "DOCK-1", 3)
    put("PEN", "F-01-01", 4, status=Status.HELD)
    put("PEN", "F-01-02", 5)
    with app.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE location SET status = 'no_exit' WHERE code = 'F-01-02'")
    order(("PEN", 2))
    app.run(AllocateOrders())
    (told,) = rows(REASON)[0]
    assert "4 are on hand with the status held" in told
    assert "3 are on hand with the status not stored yet (receiving)" in told
    assert "5 are on hand with the status location closed" in told
    assert rows(HELD) == []


def test_who_has_the_stock_is_named_and_the_reason_goes_when_stock_comes(app: App, put: Put, order: Enter,
                                                                         rows: Rows) -> None:  # fmt: skip
    put("PEN", "F-01-01", 10)
    first = order(("PEN", 8))
    app.run(AllocateOrders())
    second = order(("PEN", 5))
    answer = app.run(AllocateOrders(orders=(second,)))
    assert rows(REASON)[1] == (f"3 missing. 8 are taken by order {first}. 2 are taken by this order itself.",)
    assert answer.values["shortfalls"][0]["missing"] == 3
    put("PEN", "F-01-02", 10)
    app.run(AllocateOrders())
    assert rows(REASON) == [("",), ("",)]


def test_an_order_that_ships_complete_takes_all_or_nothing(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-01", 10)
    order(("PEN", 5), ("KIT", 1), ship_complete=True)
    app.run(AllocateOrders())
    assert (rows(HELD), state(rows)) == ([], "entered")
    assert "ships complete" in rows(REASON)[0][0]
    assert "no stock" in rows(REASON)[1][0]


def test_urgent_orders_are_served_first(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-01", 5)
    order(("PEN", 5))
    order(("PEN", 5), priority=1)
    app.run(AllocateOrders())
    assert rows("SELECT allocated FROM order_line ORDER BY id") == [(0,), (5,)]


def test_each_serial_is_a_piece_of_its_own(app: App, put: Put, order: Enter, rows: Rows) -> None:
    for serial in ("S1", "S2", "S3"):
        put("DRILL", "F-01-01", 1, serial=serial)
    order(("DRILL", 2))
    app.run(AllocateOrders())
    assert len(rows(HELD)) == 2


def test_orders_after_the_cut_off_wait(app: App, put: Put, order: Enter, rows: Rows, clock: SetClock) -> None:
    put("PEN", "F-01-01", 50)
    order(("PEN", 5), cutoff=clock() + timedelta(hours=2))
    order(("PEN", 6), cutoff=clock() + timedelta(hours=9))
    app.run(AllocateOrders(cutoff=clock() + timedelta(hours=3)))
    assert rows(HELD) == [("F-01-01", 5)]


def test_unknown_held_and_cancelled_orders_are_refused_together(app: App, order: Enter) -> None:
    held, gone = order(("PEN", 1)), order(("PEN", 1))
    app.run(HoldOrder(order=held, reason="wait"))
    app.run(CancelOrder(order=gone, reason="no"))
    with pytest.raises(Refused) as refused:
        app.run(AllocateOrders(orders=(held, gone, "O-999999")))
    assert [p.row for p in refused.value.problems] == [1, 2, 3]


def test_a_release_frees_a_line_or_the_whole_order(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-01", 50)
    number = order(("PEN", 5), ("PEN", 6))
    app.run(AllocateOrders())
    app.run(ReleaseAllocation(order=number, line=2))
    assert (rows(HELD), state(rows)) == ([("F-01-01", 5)], "allocated")
    app.run(ReleaseAllocation(order=number))
    assert (rows(HELD), state(rows)) == ([], "entered")
    with pytest.raises(Refused, match="Nothing is set aside"):
        app.run(ReleaseAllocation(order=number))
    with pytest.raises(Refused, match="no line 9"):
        app.run(ReleaseAllocation(order=number, line=9))


def test_a_line_is_not_amended_below_what_is_allocated(app: App, put: Put, order: Enter) -> None:
    put("PEN", "F-01-01", 5)
    number = order(("PEN", 8))
    app.run(AllocateOrders())
    with pytest.raises(Refused, match="5 of line 1 are allocated"):
        app.run(AmendOrder(order=number, lines=(AmendedLine(line=1, quantity=4),)))
    app.run(AmendOrder(order=number, lines=(AmendedLine(line=1, quantity=5),)))


def test_what_cannot_be_had_is_split_off(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-01", 5)
    number = order(("PEN", 8), ("KIT", 2))
    app.run(AllocateOrders())
    app.run(SplitOrder(order=number))
    assert rows("SELECT order_id, ordered, allocated FROM order_line ORDER BY order_id, line") == [
        (1, 5, 5), (2, 3, 0), (2, 2, 0),
    ]  # fmt: skip


def test_a_cancelled_order_lets_go_of_its_stock(app: App, put: Put, order: Enter, rows: Rows, books_agree: Any) -> None:
    put("PEN", "F-01-01", 5)
    number = order(("PEN", 5))
    app.run(AllocateOrders())
    assert app.run(CancelOrder(order=number, reason="no")).values["released"] == 5
    assert rows("SELECT allocated, free FROM stock") == [(0, 5)]
    books_agree()


def test_a_line_may_insist_on_more_shelf_life_than_the_item(app: App, put: Put, rows: Rows, clock: SetClock) -> None:
    put("MILK", "C-01-01", 10, lot="L", expiry=clock().date() + timedelta(days=8))
    lines = tuple(OrderedLine(item="MILK", quantity=1, minimum_remaining_days=days) for days in (8, 9))
    app.run(EnterOrder(customer="CUS", lines=lines))
    app.run(AllocateOrders())
    assert rows("SELECT allocated FROM order_line ORDER BY id") == [(1,), (0,)]
