"""Orders in danger, their story, and the remedy that is one command; the list of waves beside them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock, utc_now
from wms.gui.desk.desk import Desk
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.waves.late import LatePage
from wms.gui.screens.waves.screen import make
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(app: App, clock: SetClock, desk: Desk, qtbot: QtBot) -> LatePage:
    """An order that waits for stock which has come by now, and one that is in time."""
    clock.now = utc_now()
    for number, hours, item in (("LACKS", 5, "PEN"), ("CALM", 20, "KIT")):
        leaves = clock() + timedelta(hours=hours)
        app.run(EnterOrder(customer="CUS", number=number, due=leaves, cutoff=leaves,
                           lines=(OrderedLine(item=item, quantity=2),)))  # fmt: skip
    app.run(PostOpeningStock(lines=(OpeningLine(item="KIT", quantity=9, location="F-01-02"),)))
    app.run(AllocateOrders())
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=9, location="F-01-01"),)))
    made = LatePage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.arrive()
    qtbot.waitUntil(lambda: [row.order for row in made.list.pane.model.rows] == ["LACKS"])
    return made


def test_the_story_is_told_and_its_remedy_carried_out(app: App, page: LatePage, qtbot: QtBot) -> None:
    page.list.pane.grid.select(("LACKS",))
    page.list.pane.grid.setFocus()
    qtbot.keyClick(page.list.pane.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.reasons.why is not None, timeout=60_000)
    told = [label.text() for label in page.story.widget().findChildren(QLabel)]
    assert "It cannot be picked: stock is missing." in told
    [button] = [one for one in page.story.widget().findChildren(QPushButton) if one.text() == "Do it"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: app.how_many("unallocated_lines") == 0)
    qtbot.waitUntil(lambda: not page.reasons.running, timeout=60_000)
    qtbot.waitUntil(lambda: page.list.pane.model.rows == [])


def test_the_tabs_are_those_the_details_lead_to(desk: Desk, qtbot: QtBot) -> None:
    page = make(desk)
    qtbot.addWidget(page)
    assert isinstance(page, TabbedPage)
    assert page.names == ["board", "waves", "late", "simulation"]
