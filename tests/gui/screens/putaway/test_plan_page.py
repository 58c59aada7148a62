"""A truckload is planned off the window's thread, looked at, and made the tasks."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import WRONG, Desk, Notice
from wms.gui.screens.putaway.plan import PlanPage


def test_a_truckload_is_planned_shown_and_applied(app: App, desk: Desk, receipt: str, qtbot: QtBot) -> None:
    page = PlanPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: page.what.code() == "DOCK-1")
    page.what.setEditText(receipt)
    page.plan.click()
    assert page.planning.running
    qtbot.waitUntil(lambda: page.planning.plan is not None and page.planning.placed == 2, timeout=30_000)
    assert page.apply.isEnabled()
    assert page.things.value() == "2"
    qtbot.waitUntil(lambda: len(page.lines.pane.model.rows) == 2)
    page.apply.click()
    qtbot.waitUntil(lambda: page.planning.plan.state.value == "applied")
    assert not page.apply.isEnabled()
    assert len(app.ask("open_tasks").rows) == 2


def test_what_cannot_be_planned_is_told(desk: Desk, receipt: str, qtbot: QtBot) -> None:
    page = PlanPage(desk)
    qtbot.addWidget(page)
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    page.planning.begin("")
    page.planning.begin("NOSUCH")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=30_000)
    assert [notice.kind for notice in told] == [WRONG, WRONG]
    assert "NOSUCH" in told[1].text
    assert not page.planning.running
