"""Cross-docking: what an order waits for goes from the dock to its lane, and nothing else does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Refused
from wms.model.order import Order
from wms.model.words import OrderState, TaskState
from wms.model.work import Task
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.cross_docking.confirm import CancelCrossDock, ConfirmCrossDock
from wms.operations.cross_docking.propose import ProposeCrossDock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.tasks import CancelTask

LIFE = {"item": "MILK", "quantity": 10, "lot": "L1"}


def order(app: App, *lines: tuple[str, int], **more: Any) -> str:
    """An order for which allocation found nothing."""
    wanted = tuple(OrderedLine(item=item, quantity=quantity) for item, quantity in lines)
    number = app.run(EnterOrder(customer=more.pop("customer", "CUS"), lines=wanted, **more)).document
    app.run(AllocateOrders())
    return number


def received(app: App, *lines: ReceivedLine) -> str:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLines(receipt=receipt, lines=lines))
    return receipt


def tasks(app: App) -> list[Task]:
    with app.database.writing() as session:
        found = list(session.scalars(select(Task).order_by(Task.id)))
        session.expunge_all()
        return found


def state(app: App, number: str) -> tuple[OrderState, list[tuple[int, int]]]:
    with app.database.writing() as session:
        found = session.scalars(select(Order).where(Order.number == number)).one()
        return found.state, [(line.allocated, line.picked) for line in found.lines]


def lying(app: App) -> dict[str, tuple[int, int]]:
    """On hand and allocated by location."""
    with app.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT l.code, sum(s.on_hand), sum(s.allocated) FROM stock s JOIN location l ON l.id = s.location_id"
            " GROUP BY l.code"
        )
        return {row[0]: (row[1], row[2]) for row in rows}


def test_short_lines_are_served_at_the_dock_and_staged(app: App) -> None:
    number = order(app, ("PEN", 30))
    receipt = received(app, ReceivedLine(item="PEN", quantity=100))
    answer = app.run(ProposeCrossDock(receipt=receipt))
    assert (answer.values["quantity"], answer.values["lane"]) == (30, "LANE-1")
    assert state(app, number) == (OrderState.ALLOCATED, [(30, 0)])
    app.run(ConfirmCrossDock(task=tasks(app)[0].number))
    assert state(app, number) == (OrderState.PICKED, [(30, 30)])
    assert lying(app) == {"DOCK-1": (70, 0), "LANE-1": (30, 30)}
    assert tasks(app)[0].state is TaskState.DONE


def test_the_most_urgent_order_is_served_first(app: App) -> None:
    late = order(app, ("PEN", 30), priority=7)
    urgent = order(app, ("PEN", 30), priority=1)
    app.run(ProposeCrossDock(receipt=received(app, ReceivedLine(item="PEN", quantity=40))))
    assert (state(app, urgent)[1], state(app, late)[1]) == ([(30, 0)], [(10, 0)])


def test_an_order_that_ships_complete_is_served_whole_or_not_at_all(app: App) -> None:
    number = order(app, ("PEN", 30), ("KIT", 5), ship_complete=True)
    receipt = received(app, ReceivedLine(item="PEN", quantity=40))
    with pytest.raises(Refused, match="No open order waits"):
        app.run(ProposeCrossDock(receipt=receipt))
    received(app, ReceivedLine(item="KIT", quantity=5))
    app.run(ProposeCrossDock(location="DOCK-1"))
    assert state(app, number)[1] == [(30, 0), (5, 0)]


def test_goods_without_enough_life_do_not_go_to_a_customer_who_insists_on_it(app: App) -> None:
    order(app, ("MILK", 10), customer="FUSSY")
    with pytest.raises(Refused, match="No open order waits"):
        app.run(ProposeCrossDock(receipt=received(app, ReceivedLine(expiry=date(2026, 3, 10), **LIFE))))


def test_lines_that_nobody_tried_to_allocate_wait_unless_asked_for(app: App) -> None:
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=5),)))
    receipt = received(app, ReceivedLine(item="PEN", quantity=5))
    with pytest.raises(Refused, match="No open order waits"):
        app.run(ProposeCrossDock(receipt=receipt))
    assert app.run(ProposeCrossDock(receipt=receipt, untried=True)).values["quantity"] == 5


def test_damaged_goods_and_goods_being_put_away_are_not_offered(app: App) -> None:
    order(app, ("PEN", 30))
    receipt = received(app, ReceivedLine(item="PEN", quantity=30, damaged=True), ReceivedLine(item="PEN", quantity=5))
    app.run(ProposePutaway(receipt=receipt))
    with pytest.raises(Refused, match="No open order waits"):
        app.run(ProposeCrossDock(receipt=receipt))


def test_goods_set_aside_at_the_dock_are_not_put_away(app: App) -> None:
    order(app, ("PEN", 30))
    receipt = received(app, ReceivedLine(item="PEN", quantity=42))
    app.run(ProposeCrossDock(receipt=receipt))
    app.run(ProposePutaway(receipt=receipt))
    assert [(task.kind.value, task.quantity) for task in tasks(app)] == [("move", 30), ("putaway", 12)]


def test_staging_goes_on_in_parts_and_onto_a_plate(app: App) -> None:
    number = order(app, ("PEN", 30))
    app.run(ProposeCrossDock(receipt=received(app, ReceivedLine(item="PEN", quantity=30)), lane="LANE-2"))
    task = tasks(app)[0].number
    app.run(ConfirmCrossDock(task=task, quantity=12, lpn="P9"))
    assert (state(app, number)[1], tasks(app)[0].state) == ([(30, 12)], TaskState.CLAIMED)
    app.run(ConfirmCrossDock(task=task, lpn="P9"))
    assert (state(app, number)[1], lying(app)) == ([(30, 30)], {"LANE-2": (30, 30)})


def test_what_is_not_staged_is_let_go_again(app: App) -> None:
    number = order(app, ("PEN", 30))
    receipt = received(app, ReceivedLine(item="PEN", quantity=30))
    app.run(ProposeCrossDock(receipt=receipt))
    task = tasks(app)[0].number
    app.run(ConfirmCrossDock(task=task, quantity=10))
    with pytest.raises(Refused, match="not cancelled by itself"):
        app.run(CancelTask(task=task, reason="x"))
    app.run(CancelCrossDock(task=task, reason="needed elsewhere"))
    assert (state(app, number)[1], lying(app)) == ([(10, 10)], {"DOCK-1": (20, 0), "LANE-1": (10, 10)})
    assert app.run(ProposePutaway(receipt=receipt)).values["tasks"] == 1


@pytest.mark.parametrize(
    ("scan", "field"),
    [
        ({"quantity": 31}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"lane": "R-01-01"}, "lane"),
        ({"lane": "NOWHERE"}, "lane"),
        ({"lpn": "P1"}, "lpn"),
        ({"task": "T-404"}, "task"),
    ],
)
def test_a_scan_that_cannot_be_is_refused(app: App, scan: dict[str, Any], field: str) -> None:
    order(app, ("PEN", 30))
    receipt = received(app, ReceivedLine(item="PEN", quantity=30), ReceivedLine(item="KIT", quantity=1, lpn="P1"))
    app.run(ProposeCrossDock(receipt=receipt))
    with pytest.raises(Refused) as refused:
        app.run(ConfirmCrossDock(**{"task": tasks(app)[0].number, **scan}))
    assert [p.field for p in refused.value.problems] == [field]
    assert lying(app) == {"DOCK-1": (31, 30)}


def test_a_finished_or_other_task_is_not_staged(app: App) -> None:
    order(app, ("PEN", 30))
    app.run(ProposeCrossDock(receipt=received(app, ReceivedLine(item="PEN", quantity=30))))
    task = tasks(app)[0].number
    app.run(ConfirmCrossDock(task=task))
    for late in (ConfirmCrossDock(task=task), CancelCrossDock(task=task, reason="x")):
        with pytest.raises(Refused, match="is done already"):
            app.run(late)


@pytest.mark.parametrize("scope", [{}, {"receipt": "R-1", "location": "DOCK-1"}, {"location": "R-01-01"},
                                   {"location": "DOCK-1", "lane": "DOCK-2"}])  # fmt: skip
def test_a_proposal_needs_one_dock_and_a_lane(app: App, scope: dict[str, str]) -> None:
    with pytest.raises(Refused):
        app.run(ProposeCrossDock(**scope))
