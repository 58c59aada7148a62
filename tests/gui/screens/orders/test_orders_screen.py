"""Orders by keyboard alone: found by risk, entered beside their promise, allocated at once, and told why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from wms.app import allocating
from wms.app.application import App
from wms.base.clock import SetClock, utc_now
from wms.gui.desk.desk import Desk
from wms.gui.screens.orders.entering import EnterPage
from wms.gui.screens.orders.orders import OrdersPage
from wms.gui.screens.orders.screen import make
from wms.gui.screens.orders.unallocated import UnallocatedPage
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier
Enter = Callable[..., None]


@pytest.fixture
def enter(app: App) -> Enter:
    """enter("O1", 10, hours=5): an order for so many pens whose carrier leaves so many hours from now."""
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=20, location="F-01-01"),)))

    def order(number: str, quantity: int, hours: float = 8) -> None:
        leaves = utc_now() + timedelta(hours=hours)
        app.run(EnterOrder(customer="CUS", number=number, due=leaves, cutoff=leaves,
                           lines=(OrderedLine(item="PEN", quantity=quantity),)))  # fmt: skip

    return order


def shown_orders(page: OrdersPage) -> list[str]:
    return [row.order for row in page.pane.model.rows]


def type_lines(qtbot: QtBot, page: EnterPage, *cells: str) -> None:
    assert page.form is not None
    view = page.form.sheet.tables["lines"].view
    view.setFocus()
    view.stand(0, 0)
    for cell in cells:
        qtbot.keyClicks(view.viewport(), cell[0])
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        qtbot.keyClicks(editor, cell[1:])
        qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_open_orders_come_first_and_a_shipped_one_is_found_by_its_number(
    app: App, desk: Desk, enter: Enter, qtbot: QtBot
) -> None:
    enter("SOON", 1, hours=2)
    enter("LATER", 1)
    enter("OVER", 1)
    app.run(CancelOrder(order="OVER", reason="not wanted"))
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: shown_orders(page) == ["SOON", "LATER"])
    page.arrive(code="OVER")
    qtbot.waitUntil(lambda: shown_orders(page) == ["OVER"])


def test_the_late_ones_are_a_view_away(desk: Desk, enter: Enter, qtbot: QtBot) -> None:
    enter("GONE", 1, hours=-1)
    enter("NEVER", 1, hours=0.2)
    enter("CALM", 1)
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive(view="Late or overdue")
    qtbot.waitUntil(lambda: shown_orders(page) == ["GONE", "NEVER"])


def test_an_order_is_typed_beside_its_promise(app: App, desk: Desk, enter: Enter, qtbot: QtBot) -> None:
    page = EnterPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    assert page.form is not None
    first = page.form
    qtbot.keyClicks(QApplication.focusWidget(), "CUS")
    type_lines(qtbot, page, "PEN", "30")
    qtbot.waitUntil(lambda: [row[1] for row in page.promise.rows.rows.rows] == [30])
    assert page.promise.rows.rows.rows[0][:4] == ("PEN", 30, 20, 20)
    assert "Not everything can be promised" in page.promise.note.text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.form is not first)
    assert [row.ordered for row in app.ask("orders").rows] == [30]
    assert page.promise.rows.rows.rows == ()


def test_everything_is_allocated_and_what_is_missing_is_explained(
    app: App, desk: Desk, enter: Enter, qtbot: QtBot
) -> None:
    enter("O1", 15)
    enter("O2", 15, hours=9)
    page = UnallocatedPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.list.pane.model.rows) == 2)
    page.bar.button.setFocus()
    qtbot.keyClick(page.bar.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(page.mass.reasons))
    assert page.mass.summary() == "20 pieces are set aside for 2 orders; 1 of 2 lines are short."
    [(reason, lines, pieces)] = page.mass.reasons
    assert (lines, pieces) == (1, 10)
    assert reason
    qtbot.waitUntil(lambda: [row.order for row in page.list.pane.model.rows] == ["O2"])
    page.list.pane.grid.select(("O2", 1))
    qtbot.waitUntil(lambda: any("O1" in str(fact) for *_, fact in page.why.facts.rows.rows))


def test_allocating_stops_when_asked(
    app: App, desk: Desk, enter: Enter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allocating, "CHUNK_LINES", 1)
    for number in range(12):
        enter(f"O{number:02}", 1)
    page = UnallocatedPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive(allocate=True)
    page.bar.stop.click()
    qtbot.waitUntil(lambda: page.mass.done is not None)
    assert page.mass.done is not None
    assert page.mass.done.stopped
    assert app.how_many("unallocated_lines") == 12 - page.mass.done.pieces


def test_the_tabs_are_those_the_details_lead_to(desk: Desk, qtbot: QtBot, clock: SetClock) -> None:
    page = make(desk)
    qtbot.addWidget(page)
    assert page.names == ["orders", "order", "lines", "unallocated", "promise", "enter"]  # type: ignore[attr-defined]
