"""A list is arranged, filtered and acted upon by mouse or by keys, and remembers how each person likes it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import MORNING
from tests.gui.tables.conftest import OFFSCREEN, Lists
from wms.app.application import App
from wms.gui.desk.desk import RIGHT, WRONG, Desk
from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.gui.tables.inputs import DayInput, NumberInput, WordsInput
from wms.gui.tables.pane import TablePane
from wms.gui.tables.pills import Pill
from wms.model.words import AsnState, Temperature
from wms.operations.announcing.amend import CancelAsn
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.queries.page import Filter

pytestmark = OFFSCREEN
REGISTER = Offer("RegisterAsn", "Announce a delivery", {}, icon="add", needs_row=False, main=True)
AMEND = Offer("AmendAsn", "Amend", {"asn": "asn"}, key="Ctrl+E")
CANCEL = Offer("CancelAsn", "Cancel", {"asn": "asn"}, {"reason": "not wanted"}, asks=False,
               when={"state": ("expected", "cancelled")})  # fmt: skip
ASNS = Listing(
    "asns", "Announced", "asns", ("asn", "state", "supplier", "expected_at"), ("asn", "asn"),
    asks=("supplier", "state"), offers=(REGISTER, AMEND, CANCEL), papers=(Sheet("receipt", "Paper", {"asn": "asn"}),),
    views=(View("Cancelled", (Filter("state", "in", (AsnState.CANCELLED,)),), ("asn",)),), empty_offer=REGISTER,
)  # fmt: skip


@pytest.fixture
def asns(desk: Desk, app: App, lists: Lists) -> TablePane:
    """Three announced deliveries, of which A1 is cancelled."""
    for number in range(3):
        line = AnnouncedLine(item="PEN", quantity=10)
        app.run(RegisterAsn(supplier="SUP", number=f"A{number}", expected=MORNING, lines=(line,)))
    app.run(CancelAsn(asn="A1", reason="x"))
    return lists.open(desk, ASNS)


def _codes(pane: TablePane) -> list[str]:
    return [row.asn for row in pane.model.rows]


def _entries(menu: QMenu) -> dict[str, QAction]:
    return {action.text(): action for action in menu.actions() if action.text()}


# --- columns ---------------------------------------------------------------------------------------------------------


def test_columns_are_the_screens_until_people_choose_and_then_theirs(
    desk: Desk, lists: Lists, items: Listing, qtbot: QtBot
) -> None:
    pane = lists.open(desk, items)
    assert pane.columns.shown == list(items.columns)
    pane.columns.toggle("name")
    pane.columns.toggle("active")
    pane.columns.move("cost_minor", -1)
    pane.grid.horizontalHeader().resizeSection(pane.columns.names.index("sku"), 222)
    pane.hide()
    again = lists.open(desk, items)
    assert again.columns.shown == ["sku", "cost_minor", "family", "lot_tracked", "active"]
    assert again.grid.columnWidth(again.columns.names.index("sku")) == 222
    again.columns.reset()
    assert again.columns.shown == list(items.columns)
    assert lists.open(desk, items).columns.shown == list(items.columns)


def test_numbers_that_only_the_program_needs_are_never_offered(long_desk: Desk, trail: Listing, lists: Lists) -> None:
    pane = lists.open(long_desk, trail)
    assert "id" not in pane.columns.names
    pane.columns.show(("id", "command"))
    assert pane.columns.shown == ["command"]


def test_the_last_column_cannot_be_hidden(desk: Desk, lists: Lists, items: Listing) -> None:
    pane = lists.open(desk, items)
    pane.columns.show(("sku",))
    pane.columns.toggle("sku")
    assert pane.columns.shown == ["sku"]


def test_numbers_stand_right_and_long_texts_are_told_as_text(desk: Desk, lists: Lists, items: Listing) -> None:
    pane = lists.open(desk, items)
    section = pane.columns.names.index("cost_minor")
    right = pane.model.index(0, section).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    pane.model.rows[0] = type(pane.model.rows[0])(**{
        **{name: getattr(pane.model.rows[0], name) for name in pane.model.rows[0].__slots__},
        "name": "<b>bold</b> and long enough to be cut",
    })  # fmt: skip
    tip = pane.model.index(0, pane.columns.names.index("name")).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;bold" in tip


# --- sorting and finding by keys -------------------------------------------------------------------------------------


def test_keys_sort_by_the_column_they_are_on(asns: TablePane, lists: Lists, qtbot: QtBot) -> None:
    asns.grid.select(("A1",))
    asns.grid.setFocus()
    qtbot.keyClick(asns.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    lists.settle(asns)
    assert _codes(asns) == ["A0", "A1", "A2"]
    qtbot.keyClick(asns.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    lists.settle(asns)
    assert _codes(asns) == ["A2", "A1", "A0"]


def test_a_press_on_a_title_sorts_and_the_title_shows_it(asns: TablePane, lists: Lists) -> None:
    section = asns.columns.names.index("state")
    asns.grid.horizontalHeader().sectionClicked.emit(section)
    lists.settle(asns)
    assert asns.seeking.sort == ("state",)
    assert asns.model.headerData(section, Qt.Orientation.Horizontal) == "State ↑"


def test_find_is_one_key_away_and_looks_in_the_database(asns: TablePane, lists: Lists, qtbot: QtBot) -> None:
    asns.bar.focus()
    qtbot.keyClicks(asns.bar.field, "a2")
    qtbot.keyClick(asns.bar.field, Qt.Key.Key_Return)
    lists.settle(asns)
    assert _codes(asns) == ["A2"]
    asns.bar.field.clear()
    lists.settle(asns)
    assert len(_codes(asns)) == 3


def test_every_input_of_the_list_has_a_name(asns: TablePane) -> None:
    inputs = [*asns.findChildren(QLineEdit), *asns.findChildren(QPushButton), *asns.bar.asks.values(), asns.grid]
    assert [each for each in inputs if not each.accessibleName()] == []


# --- filters ---------------------------------------------------------------------------------------------------------


def test_a_filter_is_put_together_in_the_panel_and_taken_away_by_its_pill(
    asns: TablePane, lists: Lists, qtbot: QtBot
) -> None:
    editor = asns.bar.edit("state")
    assert editor.comparison == "among"
    (words,) = editor.inputs
    assert isinstance(words, WordsInput)
    words.put((AsnState.CANCELLED,))
    editor.apply()
    lists.settle(asns)
    assert _codes(asns) == ["A1"]
    (pill,) = asns.bar.findChildren(Pill)
    assert pill.text() == "State: cancelled"
    qtbot.keyClick(pill, Qt.Key.Key_Space)
    lists.settle(asns)
    assert len(_codes(asns)) == 3


def test_the_panel_asks_for_each_kind_of_value_in_its_own_way(desk: Desk, lists: Lists, items: Listing) -> None:
    pane = lists.open(desk, items)
    editor = pane.bar.edit("cost_minor")
    low, high = editor.inputs
    assert isinstance(low, NumberInput)
    low.setText("0.50")
    high.setText("much")
    editor.apply()
    assert pane.seeking.filters == ()
    high.setText("2")
    editor.apply()
    assert pane.seeking.filters == (Filter("cost_minor", ">=", 50), Filter("cost_minor", "<=", 200))
    lists.settle(pane)
    assert [row.sku for row in pane.model.rows] == ["KIT", "MILK"]


def test_days_are_typed_or_chosen_and_wrong_ones_do_nothing(asns: TablePane) -> None:
    editor = asns.bar.edit("expected_at")
    first, _ = editor.inputs
    assert isinstance(first, DayInput)
    first.setText("2026-02-30")
    with pytest.raises(ValueError, match="day"):
        first.value()
    first.put(date(2026, 3, 1))
    assert first.text() == "2026-03-01"
    editor.close()


def test_the_questions_own_parameters_are_asked_above_the_list(asns: TablePane, lists: Lists, qtbot: QtBot) -> None:
    field = asns.bar.asks["supplier"]
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "NOBODY")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    lists.settle(asns)
    assert asns.states.shown == "nothing"
    asns.seeking.clear()
    lists.settle(asns)
    asns.bar.setFocus()
    assert len(_codes(asns)) == 3


def test_a_list_that_must_be_told_something_says_so(desk: Desk, lists: Lists, qtbot: QtBot) -> None:
    pane = TablePane(desk, Listing("inside", "Contents", "lpn_contents", asks=("lpn",)))
    qtbot.addWidget(pane)
    assert pane.states.shown == "asks"
    pane.seeking.give("lpn", "NONE")
    qtbot.waitUntil(lambda: pane.states.shown in ("nothing", "wrong"))


# --- views -----------------------------------------------------------------------------------------------------------


def test_views_are_offered_saved_and_shown_first(asns: TablePane, desk: Desk, lists: Lists) -> None:
    asns.views.use("Cancelled")
    lists.settle(asns)
    assert _codes(asns) == ["A1"]
    asns.views.use("")
    asns.seeking.find("A2")
    asns.views.save("Mine")
    asns.views.make_default("Mine")
    again = lists.open(desk, ASNS)
    assert (again.views.used, _codes(again)) == ("Mine", ["A2"])
    again.views.forget("Mine")
    assert _codes(lists.open(desk, ASNS)) == ["A2", "A1", "A0"]


# --- offers ----------------------------------------------------------------------------------------------------------


def test_an_offer_opens_its_form_filled_from_the_row(asns: TablePane, desk: Desk, qtbot: QtBot) -> None:
    asns.grid.select(("A2",))
    asns.grid.setFocus()
    with qtbot.waitSignal(desk.form_wanted) as wanted:
        qtbot.keyClick(asns.grid, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args[:2] == ["AmendAsn", {"asn": "A2"}]


def test_an_offer_that_asks_nothing_is_carried_out_for_all_selected_rows_or_none(
    asns: TablePane, desk: Desk, lists: Lists, qtbot: QtBot
) -> None:
    asns.grid.selectAll()
    with qtbot.waitSignal(desk.noticed) as told:
        asns.take_up(CANCEL)
    assert told.args[0].kind == WRONG
    assert told.args[0].text.startswith("A1: ")
    assert sorted(row.state for row in asns.model.rows) == ["cancelled", "expected", "expected"]
    asns.seeking.add(Filter("state", "in", (AsnState.EXPECTED,)))
    lists.settle(asns)
    asns.grid.selectAll()
    with qtbot.waitSignal(desk.noticed) as told:
        asns.take_up(CANCEL)
    assert (told.args[0].kind, told.args[0].text) == (RIGHT, "Done for 2 rows.")
    qtbot.waitUntil(lambda: asns.states.shown == "nothing")


def test_offers_say_why_they_cannot_be_taken_up(asns: TablePane) -> None:
    offers = asns.offers
    assert offers.why_not(AMEND, []) == "Choose a row first."
    assert offers.why_not(AMEND, asns.model.rows) == "Choose one row only."
    only_cancelled = Offer("AmendAsn", "Amend", {"asn": "asn"}, when={"state": ("cancelled",)})
    assert offers.why_not(only_cancelled, asns.model.rows[:1]) == "Only where State is cancelled."
    entries = _entries(asns.menus.row_menu())
    assert not entries["Amend – Choose a row first."].isEnabled()
    assert entries["Announce a delivery"].isEnabled()


def test_nobody_is_offered_what_they_may_not_do(app: App, tmp_path: Any, qtbot: QtBot) -> None:
    desk = Desk(app, "system", frozenset({"counting.enter"}), tmp_path)
    try:
        pane = TablePane(desk, ASNS)
        qtbot.addWidget(pane)
        assert pane.offers.allowed == []
        qtbot.waitUntil(lambda: pane.states.shown == "empty")
        assert [b.text() for b in pane.states.findChildren(QPushButton)] == ["Try again"]
    finally:
        desk.close()


def test_the_menu_of_a_row_narrows_the_list_prints_and_copies(
    asns: TablePane, desk: Desk, lists: Lists, qtbot: QtBot
) -> None:
    asns.grid.select(("A1",))
    entries = _entries(asns.menus.row_menu())
    with qtbot.waitSignal(desk.paper_wanted) as printed:
        entries["Paper"].trigger()
    assert printed.args == ["receipt", {"asn": "A1"}]
    entries["Only ASN: A1"].trigger()
    lists.settle(asns)
    assert _codes(asns) == ["A1"]


def test_menus_open_at_the_row_and_at_the_title_and_are_gone_afterwards(asns: TablePane, qtbot: QtBot) -> None:
    asns.grid.select(("A1",))
    asns.grid.customContextMenuRequested.emit(asns.grid.rect().center())
    asns.grid.horizontalHeader().customContextMenuRequested.emit(asns.grid.rect().topLeft())
    for _ in range(2):
        (menu,) = [menu for menu in asns.findChildren(QMenu) if menu.isVisible()][:1]
        menu.close()
    assert [menu for menu in asns.findChildren(QMenu) if menu.isVisible()] == []


def test_columns_and_views_are_chosen_in_menus_that_keys_open(asns: TablePane, lists: Lists) -> None:
    views, columns, export = asns.menus.buttons()
    menu = columns.menu()
    menu.aboutToShow.emit()
    _entries(menu)["Supplier"].setChecked(False)
    assert "supplier" not in asns.columns.shown
    menu = views.menu()
    menu.aboutToShow.emit()
    _entries(menu)["Cancelled"].trigger()
    lists.settle(asns)
    assert _codes(asns) == ["A1"]
    menu = export.menu()
    menu.aboutToShow.emit()
    titles = [title for title in _entries(menu) if title]
    assert titles == ["Print this list…", "Workbook (XLSX)", "Text (CSV)", "Paper (PDF)"]


def test_an_empty_list_offers_what_fills_it(desk: Desk, lists: Lists, qtbot: QtBot) -> None:
    pane = lists.open(desk, ASNS)
    assert pane.states.shown == "empty"
    (button,) = [b for b in pane.states.findChildren(QPushButton) if b.text() == "Announce a delivery"]
    with qtbot.waitSignal(desk.form_wanted) as wanted:
        button.click()
    assert wanted.args[0] == "RegisterAsn"


def test_what_was_seen_is_seen_again_after_the_list_was_rebuilt(asns: TablePane, desk: Desk, lists: Lists) -> None:
    asns.seeking.add(Filter("state", "in", (AsnState.EXPECTED,)))
    asns.seeking.sort_by("asn")
    lists.settle(asns)
    asns.grid.select(("A2",))
    state = asns.state()
    again = TablePane(desk, ASNS)
    again.restore(state)
    lists.settle(again)
    assert _codes(again) == ["A0", "A2"]
    assert again.current_row().asn == "A2"
    again.deleteLater()


def test_the_quick_keys_are_those_of_every_program(asns: TablePane) -> None:
    keys = {action.shortcut().toString() for action in asns.actions()}
    assert {QKeySequence(QKeySequence.StandardKey.Find).toString(), "F5", "Ctrl+E"} <= keys


def test_words_of_a_column_are_offered_in_the_language_of_people(desk: Desk, lists: Lists, items: Listing) -> None:
    pane = lists.open(desk, items)
    editor = pane.bar.edit("temperature")
    (words,) = editor.inputs
    assert isinstance(words, WordsInput)
    menu = words.menu()
    assert list(_entries(menu)) == [word.value for word in Temperature]
    editor.close()
