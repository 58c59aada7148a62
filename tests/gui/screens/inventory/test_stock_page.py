"""The stock in all its views, of now and of any moment."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import Desk
from wms.gui.screens.inventory.screen import PARTS, InventoryPage, make
from wms.gui.screens.inventory.stock_page import VIEWS, StockPage
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


def rest(desk: Desk, qtbot: QtBot) -> None:
    """Until everything that was asked is answered."""
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)


def test_each_view_shows_the_past_once_a_moment_is_filled_in(
    app: App, desk: Desk, clock: SetClock, qtbot: QtBot
) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=10, location="R-01-01"),)))
    then = clock()
    clock.advance(3600)
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=30, location="R-01-01"),)))
    page = StockPage(desk)
    qtbot.addWidget(page)
    page.show()
    for name in VIEWS:
        page.arrive(name)
        rest(desk, qtbot)
        view = page.page
        now = [row.on_hand for row in view.list.pane.model.rows]
        page.moment.put(then)
        page.moment.changed.emit()
        rest(desk, qtbot)
        past = [row.on_hand for row in view.list.pane.model.rows]
        assert (now, past) == (([], []) if name in ("lots", "plates") else ([40], [10])), name
        page.moment.put(then - timedelta(days=1))
        page.moment.changed.emit()
        rest(desk, qtbot)
        assert view.list.pane.model.rows == []
        assert page.now.isVisible()
        page.now.click()
        assert view.list is view.present


def test_views_inside_a_tab_are_gone_to_by_their_name(app: App, desk: Desk, qtbot: QtBot) -> None:
    page = make(desk)
    assert isinstance(page, InventoryPage)
    qtbot.addWidget(page)
    page.show()
    for part, tab in PARTS.items():
        page.arrive(part)
        assert (page.name, page.page.switch.value) == (tab, part)
    page.arrive("lots", code="L1")
    state = page.state()
    page.arrive("holds")
    rest(desk, qtbot)
    again = make(desk)
    qtbot.addWidget(again)
    again.restore(state)
    assert (again.name, again.page.switch.value) == ("stock", "lots")
    rest(desk, qtbot)
