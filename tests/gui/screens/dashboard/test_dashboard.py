"""The dashboard shows the ledger's day, and every alert leads to its rows."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.screens.dashboard.page import DashboardPage
from wms.operations.counting.open import OpenCount
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


def test_an_alert_leads_to_its_screen(app: App, desk: Desk, qtbot: QtBot) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=5, location="F-01-01"),)))
    app.run(OpenCount(locations=("F-01-01",)))
    page = DashboardPage(desk)
    qtbot.addWidget(page)
    page.arrive()
    qtbot.waitUntil(lambda: len(page.alerts.lines) == 1)
    with qtbot.waitSignal(desk.screen_wanted) as wanted:
        page.alerts.lines[0].click()
    assert wanted.args == ["counting", {"tab": "count"}]
    page.leave()


def test_days_are_turned_back_and_never_into_the_future(desk: Desk, qtbot: QtBot) -> None:
    page = DashboardPage(desk)
    qtbot.addWidget(page)
    page.turn(2)
    assert page.back == 2
    page.turn(-5)
    assert page.back == 0
    qtbot.waitUntil(lambda: not desk.jobs.running)
