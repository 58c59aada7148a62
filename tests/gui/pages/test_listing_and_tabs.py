"""A list as a page tells the details what is selected and opens it; pages behind tabs are built when they are seen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.registry.declared import Listing, Offer, Subject, View
from wms.gui.registry.subjects import opens
from wms.queries.page import Filter

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ITEMS = Listing(
    "items", "Items", "items", ("sku", "name", "family"), ("item", "sku"), asks=("family",),
    offers=(Offer("AdjustStock", "Adjust", {"item": "sku"}, main=True), Offer("PlaceHold", "Hold", {"item": "sku"})),
    views=(View("Office", (Filter("family", "=", "office"),)),),
)  # fmt: skip


def _page(desk: Desk, qtbot: QtBot) -> ListingPage:
    page = ListingPage(desk, ITEMS)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.pane.model.rows) == 5)
    return page


def _skus(page: ListingPage) -> list[str]:
    return [row.sku for row in page.pane.model.rows]


def test_the_details_follow_the_selected_row(desk: Desk, qtbot: QtBot) -> None:
    page = _page(desk, qtbot)
    with qtbot.waitSignal(desk.details_wanted) as wanted:
        page.pane.grid.select(("MILK",))
    assert wanted.args == [Subject("item", "MILK")]


def test_enter_opens_the_row_where_it_is_at_home(desk: Desk, qtbot: QtBot) -> None:
    page = _page(desk, qtbot)
    page.pane.grid.select(("MILK",))
    with qtbot.waitSignal(desk.screen_wanted) as wanted:
        qtbot.keyClick(page.pane.grid, Qt.Key.Key_Return)
    home = opens("item")
    assert home is not None
    assert wanted.args == [home[0], {"tab": home[1], "code": "MILK"}]


def test_main_offers_are_buttons_that_wait_for_a_row(desk: Desk, qtbot: QtBot) -> None:
    page = _page(desk, qtbot)
    (adjust,) = [button for button in page.findChildren(QPushButton) if button.text() in ("Adjust", "Hold")]
    assert not adjust.isEnabled()
    assert adjust.toolTip() == "Choose a row first."
    page.pane.grid.select(("PEN",))
    assert adjust.isEnabled()
    with qtbot.waitSignal(desk.form_wanted) as wanted:
        adjust.click()
    assert wanted.args[:2] == ["AdjustStock", {"item": "PEN"}]


def test_a_page_may_be_arrived_at_for_one_thing_a_view_or_a_text(desk: Desk, qtbot: QtBot) -> None:
    page = _page(desk, qtbot)
    page.arrive(view="Office")
    qtbot.waitUntil(lambda: _skus(page) == ["KIT", "PEN"])
    page.arrive(view="", family="tools")
    qtbot.waitUntil(lambda: _skus(page) == ["DRILL"])
    page.arrive(view="", code="VALVE")
    qtbot.waitUntil(lambda: _skus(page) == ["VALVE"])


def test_a_rebuilt_page_looks_as_before(desk: Desk, qtbot: QtBot) -> None:
    page = _page(desk, qtbot)
    page.arrive(view="Office")
    qtbot.waitUntil(lambda: _skus(page) == ["KIT", "PEN"])
    page.pane.grid.select(("PEN",))
    again = ListingPage(desk, ITEMS)
    qtbot.addWidget(again)
    again.restore(page.state())
    qtbot.waitUntil(lambda: again.pane.current_row() is not None)
    assert (again.pane.current_row().sku, _skus(again)) == ("PEN", ["KIT", "PEN"])


class Noted(Page):
    """A page that keeps what happens to it."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.told: list[Any] = []

    def arrive(self, **arguments: Any) -> None:
        self.told.append(arguments)

    def leave(self) -> None:
        self.told.append("left")

    def state(self) -> dict[str, Any]:
        return {"title": self.title}

    def restore(self, state: dict[str, Any]) -> None:
        self.told.append(state)


class Three:
    """Three tabs, and which of their pages were built."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.built: list[str] = []
        tabs = [("one", "One", self.one), ("two", "Two", self.two), ("three", "Three", self.three, "counting.*")]
        self.page = TabbedPage(desk, "Several", tabs)
        qtbot.addWidget(self.page)
        self.page.show()

    def one(self) -> Page:
        return self._make("one")

    def two(self) -> Page:
        return self._make("two")

    def three(self) -> Page:
        return self._make("three")

    def _make(self, name: str) -> Page:
        self.built.append(name)
        return Noted(self.desk, name)

    def told(self, name: str) -> list[Any]:
        """What happened to the page of this tab."""
        page = self.page.built(name)
        assert isinstance(page, Noted)
        return page.told


def test_tabs_build_their_page_when_it_is_first_seen(desk: Desk, qtbot: QtBot) -> None:
    three = Three(desk, qtbot)
    assert three.built == []
    three.page.arrive()
    qtbot.waitUntil(lambda: three.told("one") == [{}])
    three.page.arrive(tab="two", code="X")
    assert three.built == ["one"]
    qtbot.waitUntil(lambda: three.told("two") == [{"code": "X"}])
    assert three.told("one") == [{}, "left"]
    three.page.arrive(tab="nowhere")
    assert three.page.name == "two"


def test_a_tab_that_is_only_passed_by_is_not_built(desk: Desk, qtbot: QtBot) -> None:
    three = Three(desk, qtbot)
    three.page.arrive()
    three.page.turn(1)
    three.page.arrive(tab="three", code="X")
    qtbot.waitUntil(lambda: three.told("three") == [{"code": "X"}])
    assert three.built == ["three"]


def test_whoever_asks_for_the_page_has_it_at_once_and_it_was_arrived_at(desk: Desk, qtbot: QtBot) -> None:
    three = Three(desk, qtbot)
    three.page.arrive(tab="two", code="X")
    assert three.page.page is three.page.built("two")
    assert three.told("two") == [{"code": "X"}]
    qtbot.waitUntil(lambda: three.page.page is not None and three.page.page.isVisibleTo(three.page))
    assert three.told("two") == [{"code": "X"}]


def test_keys_go_from_tab_to_tab_round_and_round(desk: Desk, qtbot: QtBot) -> None:
    three = Three(desk, qtbot)
    three.page.arrive()
    with qtbot.waitExposed(three.page):
        three.page.activateWindow()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    seen = []
    for key, held in ((Qt.Key.Key_PageDown, control), (Qt.Key.Key_Tab, control), (Qt.Key.Key_PageDown, control),
                      (Qt.Key.Key_PageUp, control), (Qt.Key.Key_Backtab, control | shift)):  # fmt: skip
        qtbot.keyClick(three.page.tabs, key, held)
        seen.append(three.page.name)
    assert seen == ["two", "three", "one", "three", "two"]


def test_tabs_for_others_are_not_there(app: App, tmp_path: Any, qtbot: QtBot) -> None:
    desk = Desk(app, "system", frozenset({"receiving.*"}), tmp_path)
    try:
        assert Three(desk, qtbot).page.names == ["one", "two"]
    finally:
        desk.close()


def test_the_state_of_all_tabs_outlives_a_rebuilding_before_they_are_seen_again(desk: Desk, qtbot: QtBot) -> None:
    three, again, third = Three(desk, qtbot), Three(desk, qtbot), Three(desk, qtbot)
    for tab in ("one", "two"):
        three.page.arrive(tab=tab)
        assert three.page.page is not None
    again.page.restore(three.page.state())
    assert again.page.page is not None
    assert (again.page.name, again.built) == ("two", ["two"])
    third.page.restore(again.page.state())
    assert third.told("one")[0] == {"title": "one"}
