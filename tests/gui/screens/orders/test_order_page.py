"""One order on one page: its lines with what is promised, where its goods are, why some lack, and what happened."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.screens.orders.order_page import OrderPage
from wms.gui.tables.few import FewRows
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.hold import HoldOrder
from wms.operations.ordering.lines import OrderedLine


def table(rows: FewRows) -> list[tuple[object, ...]]:
    return list(rows.rows.rows)


def opened(app: App, desk: Desk, qtbot: QtBot) -> OrderPage:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=30, location="F-01-01"),)))
    order = app.run(EnterOrder(customer="CUS", carrier="CAR", reference="PO-7", lines=(
        OrderedLine(item="PEN", quantity=12), OrderedLine(item="KIT", quantity=2)))).document  # fmt: skip
    app.run(AllocateOrders())
    page = OrderPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.arrive(code=order)
    qtbot.waitUntil(lambda: page.order is not None and not desk.jobs.running)
    qtbot.waitUntil(lambda: bool(table(page.why.facts)))
    return page


def test_everything_about_an_order_stands_on_its_page(app: App, desk: Desk, qtbot: QtBot) -> None:
    page = opened(app, desk, qtbot)
    assert (page.customer.value(), page.stock.value()) == ("Customer & Co", "12 / 14")
    assert [row[:5] for row in table(page.lines)] == [
        (1, "PEN", "Ball pen", 12, 12), (2, "KIT", "Desk kit", 2, 0),
    ]  # fmt: skip
    assert [row[8] for row in table(page.lines)] == [18, -2]  # what can still be promised of each
    assert [(row[1], row[2], row[3]) for row in table(page.held)] == [("PEN", 12, "F-01-01")]
    assert page.lines.currentIndex().row() == 1  # the line that lacks stock, and why below
    assert page.why.isVisibleTo(page)
    assert "ordered; 0 are allocated" in str(table(page.why.facts)[0])
    assert table(page.history)[-1][1] == "The customer asked for it"


def test_what_a_colleague_does_comes_by_itself_and_offers_follow(app: App, desk: Desk, qtbot: QtBot) -> None:
    page = opened(app, desk, qtbot)
    offered = {offer.command for offer, button in page.buttons if button.isVisibleTo(page)}
    assert "HoldOrder" in offered
    assert "ReleaseOrderHold" not in offered
    app.run(HoldOrder(order=page.code, reason="Credit check"))
    qtbot.waitUntil(lambda: page.state_chip.text() == "held")
    qtbot.waitUntil(lambda: any("Credit check" in str(row) for row in table(page.history)))
    offered = {offer.command for offer, button in page.buttons if button.isVisibleTo(page)}
    assert "ReleaseOrderHold" in offered


def test_an_order_that_is_not_there_leaves_the_page_empty(desk: Desk, qtbot: QtBot) -> None:
    page = OrderPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive(code="O-NONE")
    qtbot.waitUntil(lambda: not desk.jobs.running)
    assert page.stack.currentWidget() is page.empty
