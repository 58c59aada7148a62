"""Ordering: what may be entered, changed, split, held and cancelled, and what may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Denied, Refused, Stale
from wms.model.people import User
from wms.model.words import Level
from wms.operations import fields
from wms.operations.ordering.amend import AmendedLine, AmendOrder
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnteredOrder, EnterOrder, EnterOrders
from wms.operations.ordering.hold import HoldOrder, PrioritiseOrder, ReleaseOrderHold
from wms.operations.ordering.lines import OrderedLine
from wms.operations.ordering.split import SplitLine, SplitOrder

Rows = Callable[..., list[tuple[Any, ...]]]
DAY = datetime(2026, 3, 3, tzinfo=UTC)
NEXT_DAY = DAY + timedelta(days=1)

def pens(quantity: int = 5, **more: Any) -> OrderedLine:
    return OrderedLine(item="PEN", quantity=quantity, **more)


def entered(app: App, *lines: OrderedLine, **more: Any) -> str:
    return app.run(EnterOrder(customer="CUS", lines=lines or (pens(),), **more)).document


def ordered(rows: Rows, number: str) -> list[int]:
    found = rows("SELECT l.ordered FROM order_line l JOIN orders o ON o.id = l.order_id"
                      " WHERE o.number = ? ORDER BY l.line", number)  # fmt: skip
    return [quantity for (quantity,) in found]


def test_a_case_is_ordered_in_pieces_and_the_address_is_the_customers(app: App, rows: Rows) -> None:
    number = entered(app, pens(2, level=Level.CASE), OrderedLine(item="14000000000003", quantity=1))
    assert ordered(rows, number) == [24, 12]
    found = rows("SELECT number, state, address FROM orders")
    assert found == [(number, "entered", "1 High Street\nTown")]


def test_an_order_without_dates_is_due_a_day_after_its_entry(app: App, rows: Rows, clock: SetClock) -> None:
    entered(app)
    tomorrow = (clock() + timedelta(hours=24)).timestamp() * 1_000_000
    assert rows("SELECT due_at, cutoff_at FROM orders") == [(tomorrow, tomorrow)]


def test_every_problem_of_every_order_is_told_at_once_and_nothing_is_entered(app: App, rows: Rows) -> None:
    orders = (
        EnteredOrder(customer="CUS", lines=(pens(), OrderedLine(item="NOSUCH", quantity=1), pens(0))),
        EnteredOrder(customer="NOBODY", number="A", priority=11, lines=(pens(1, level=Level.PALLET),)),
        EnteredOrder(customer="CUS", number="A", carrier="NOBODY", due=DAY, cutoff=NEXT_DAY, lines=()),
    )
    with pytest.raises(Refused) as refused:
        app.run(EnterOrders(orders=orders))
    told = sorted((p.row, p.field) for p in refused.value.problems)
    assert told == [
        (2, "item"), (3, "quantity"), (4, "customer"), (4, "level"), (4, "number"), (4, "priority"),
        (5, "carrier"), (5, "cutoff"), (5, "lines"), (5, "number"),
    ]  # fmt: skip
    assert rows("SELECT count(*) FROM orders") == [(0,)]


def test_an_order_number_is_used_once(app: App) -> None:
    entered(app, number="WEB-1")
    with pytest.raises(Refused, match="already"):
        entered(app, number="WEB-1")


def test_our_own_numbers_pass_over_those_a_file_brought(app: App) -> None:
    entered(app, number="O-000001")
    assert entered(app) == "O-000002"


def test_many_orders_are_entered_in_one_step(app: App, rows: Rows) -> None:
    orders = tuple(EnteredOrder(customer="CUS", lines=(pens(1), pens(2), pens(3))) for _ in range(700))
    app.run(EnterOrders(orders=orders))
    found = rows("SELECT count(*), sum(ordered), count(DISTINCT order_id) FROM order_line")
    assert found == [(2_100, 4_200, 700)]


def test_no_orders_are_nothing_to_enter(app: App) -> None:
    with pytest.raises(Refused, match="no orders"):
        app.run(EnterOrders(orders=()))


def test_an_amendment_changes_strikes_and_adds_lines(app: App, rows: Rows) -> None:
    number = entered(app, pens(5), pens(6))
    lines = (AmendedLine(line=1, quantity=9), AmendedLine(line=2, quantity=0))
    app.run(AmendOrder(order=number, lines=lines, add=(pens(3),), carrier="CAR", ship_complete=True))
    assert ordered(rows, number) == [9, 3]
    assert rows("SELECT ship_complete, carrier_id IS NOT NULL FROM orders") == [(1, 1)]


def test_whoever_saw_an_older_order_neither_amends_nor_cancels_it(app: App, rows: Rows) -> None:
    number = entered(app, pens(5))
    app.run(AmendOrder(order=number, lines=(AmendedLine(line=1, quantity=9),), version=1))
    for late in (AmendOrder(order=number, reference="X", version=1), CancelOrder(order=number, reason="x", version=1)):
        with pytest.raises(Stale):
            app.run(late)
    app.run(CancelOrder(order=number, reason="x", version=2))
    assert rows("SELECT state FROM orders") == [("cancelled",)]


def test_an_amendment_tells_all_its_problems_at_once(app: App, clock: SetClock) -> None:
    number = entered(app)
    lines = (AmendedLine(line=7, quantity=1), AmendedLine(line=1, quantity=-1))
    late = clock() + timedelta(days=9)
    with pytest.raises(Refused) as refused:
        app.run(AmendOrder(order=number, lines=lines, add=(OrderedLine(item="X", quantity=1),), cutoff=late))
    assert [p.field for p in refused.value.problems] == ["line", "quantity", "item", "cutoff"]


def test_a_split_moves_what_is_asked_to_an_order_of_its_own(app: App, rows: Rows) -> None:
    number = entered(app, pens(5), pens(6))
    fresh = app.run(SplitOrder(order=number, lines=(SplitLine(line=1, quantity=2), SplitLine(line=2, quantity=6))))
    assert (ordered(rows, number), ordered(rows, fresh.document)) == ([3], [2, 6])


def test_a_whole_order_is_not_split_off(app: App) -> None:
    with pytest.raises(Refused, match="whole order"):
        app.run(SplitOrder(order=entered(app)))


def test_a_held_order_cannot_be_amended_until_it_is_released(app: App, rows: Rows) -> None:
    number = entered(app)
    app.run(HoldOrder(order=number, reason="not paid"))
    with pytest.raises(Refused, match="is held"):
        app.run(AmendOrder(order=number, add=(pens(),)))
    app.run(ReleaseOrderHold(order=number))
    app.run(AmendOrder(order=number, add=(pens(),)))
    assert ordered(rows, number) == [5, 5]


def test_only_a_held_order_is_released_and_a_hold_needs_a_reason(app: App) -> None:
    number = entered(app)
    with pytest.raises(Refused, match="not held"):
        app.run(ReleaseOrderHold(order=number))
    with pytest.raises(Refused, match="Say why"):
        app.run(HoldOrder(order=number, reason=" "))


def test_a_priority_is_between_one_and_nine(app: App, rows: Rows) -> None:
    number = entered(app)
    app.run(PrioritiseOrder(order=number, priority=1))
    assert rows("SELECT priority FROM orders") == [(1,)]
    with pytest.raises(Refused, match="between 1 and 9"):
        app.run(PrioritiseOrder(order=number, priority=0))


def test_a_cancelled_order_is_final(app: App, rows: Rows) -> None:
    number = entered(app)
    app.run(CancelOrder(order=number, reason="changed their mind"))
    assert rows("SELECT state FROM orders") == [("cancelled",)]
    for command in (CancelOrder(order=number, reason="again"), AmendOrder(order=number), SplitOrder(order=number)):
        with pytest.raises(Refused, match="is cancelled"):
            app.run(command)


def test_an_order_is_read_from_plain_text_and_lists(app: App, rows: Rows) -> None:
    values = {"customer": "CUS", "due": "2026-03-05T12:00:00+00:00", "ship_complete": "yes",
              "lines": '[{"item": "PEN", "quantity": "2", "level": "case"}]'}  # fmt: skip
    assert ordered(rows, app.run(fields.read(EnterOrder, values)).document) == [24]
    values = {"customer": "CUS", "due": "tomorrow", "lines": '[{"item": "PEN", "quantity": "1,5"}]'}
    with pytest.raises(Refused) as refused:
        fields.read(EnterOrder, values)
    assert sorted(p.field for p in refused.value.problems) == ["due", "quantity"]


def test_who_may_not_order_enters_nothing(app: App, rows: Rows) -> None:
    with app.database.writing() as session:
        session.add(User(login="guest", name="Guest"))
    with pytest.raises(Denied, match=r"ordering\.enter"):
        app.run(EnterOrder(customer="CUS", lines=(pens(),)), login="guest")
    assert rows("SELECT count(*) FROM orders") == [(0,)]
