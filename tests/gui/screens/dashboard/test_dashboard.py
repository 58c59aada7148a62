"""The dashboard shows the ledger's day, and every alert leads to its rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import utc_now
from wms.gui.desk.desk import Desk
from wms.gui.screens.dashboard.page import DashboardPage
from wms.operations.counting.open import OpenCount
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


def test_an_alert_opens_the_rows_it_counts_and_leads_on_to_its_screen(app: App, desk: Desk, qtbot: QtBot) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=5, location="F-01-01"),)))
    app.run(OpenCount(locations=("F-01-01",)))
    page = opened(desk, qtbot)
    qtbot.waitUntil(lambda: len(page.alerts.lines) == 1)
    page.alerts.lines[0].click()
    rows = behind(page, qtbot)
    assert [row.place for row in rows] == ["F-01-01"]
    with qtbot.waitSignal(desk.screen_wanted) as wanted:
        page.behind.go.click()
    assert wanted.args == ["counting", {"tab": "count"}]
    QTest.keyClick(page.behind, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() == 0
    page.leave()


def test_the_figures_of_the_day_and_the_bars_of_its_hours_open_their_moves(
    app: App, desk: Desk, qtbot: QtBot
) -> None:
    receipt = app.run(CheckIn(supplier="SUP", dock="DOCK-1")).document
    for item in ("PEN", "KIT"):
        app.run(ReceiveLine(item=item, quantity=5, receipt=receipt, unannounced=True))
    page = opened(desk, qtbot)
    page.back = (utc_now().date() - app.clock().date()).days
    page.ask()
    qtbot.waitUntil(lambda: page.figures["received"].value() == "2")
    QTest.keyClick(page.figures["received"], Qt.Key.Key_Return)
    assert {row.item for row in behind(page, qtbot)} == {"PEN", "KIT"}
    page.behind.back.click()
    hour = page._hours_shown.index(app.clock().hour)
    page.chart.picked.emit(0, hour)
    assert len(behind(page, qtbot)) == 2
    assert page.chart.limit is not None
    assert page.chart.limit.at(0) == 480
    page.leave()


def test_a_measure_opens_what_it_is_made_of_and_tells_its_target(app: App, desk: Desk, qtbot: QtBot) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=5, location="F-01-01"),)))
    page = opened(desk, qtbot)
    qtbot.waitUntil(lambda: len(page.kpis) == 6)
    assert "at most" in page.kpis["Space utilisation"].accessibleName()
    QTest.mouseClick(page.kpis["Space utilisation"], Qt.MouseButton.LeftButton)
    rows = behind(page, qtbot)
    assert sum(row.part for row in rows) == 1
    page.leave()


def test_people_are_alerted_of_what_they_can_do_something_about(app: App, desk: Desk, qtbot: QtBot) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=5, location="F-01-01"),)))
    app.run(OpenCount(locations=("F-01-01",)))
    desk.permissions = frozenset({"receiving.receive"})
    page = opened(desk, qtbot)
    rows = app.ask("alerts").rows
    page._alerted(app.ask("alerts"))
    assert rows
    assert page.alerts.lines == []
    page.leave()


def opened(desk: Desk, qtbot: QtBot) -> DashboardPage:
    page = DashboardPage(desk)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.arrive()
    return page


def behind(page: DashboardPage, qtbot: QtBot) -> list[Any]:
    """The rows shown behind a number, when they are there."""
    assert page.stack.currentWidget() is page.behind
    shown = page.behind.page
    assert shown is not None
    qtbot.waitUntil(lambda: bool(shown.pane.model.rows))
    return list(shown.pane.model.rows)


def test_days_are_turned_back_and_never_into_the_future(desk: Desk, qtbot: QtBot) -> None:
    page = DashboardPage(desk)
    qtbot.addWidget(page)
    page.turn(2)
    assert page.back == 2
    page.turn(-5)
    assert page.back == 0
    qtbot.waitUntil(lambda: not desk.jobs.running)
