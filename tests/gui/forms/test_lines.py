"""Lines are typed as in a spreadsheet, pasted from one, taken back step by step, and told what is wrong by cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.forms.blanks import blanks_of
from wms.gui.forms.form import CommandForm
from wms.gui.forms.lines import LineTable
from wms.gui.forms.pasting import pasted
from wms.gui.texts.say import say, use
from wms.operations.announcing.register import RegisterAsn
from wms.operations.master_data.items import RegisterItems

Opened = Callable[..., CommandForm]
Send = Callable[[CommandForm], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
LINES = next(blank for blank in blanks_of(RegisterAsn) if blank.kind == "lines")


def _table(form: CommandForm, name: str = "lines") -> LineTable:
    table = form.sheet.tables[name]
    table.view.setFocus()
    return table


def _type(qtbot: QtBot, table: LineTable, *cells: str) -> None:
    """Type cells one after the other, Enter after each."""
    for cell in cells:
        if cell:
            qtbot.keyClicks(table.view.viewport(), cell[0])
            editor = QApplication.focusWidget()
            assert isinstance(editor, QLineEdit)
            qtbot.keyClicks(editor, cell[1:])
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        else:
            qtbot.keyClick(table.view, Qt.Key.Key_Return)


def test_lines_are_typed_by_keyboard_alone(opened: Opened, qtbot: QtBot) -> None:
    table = _table(opened("DefineKit", kit="KIT"))
    _type(qtbot, table, "PEN", "2", "VALVE", "1")
    assert table.values() == [{"item": "PEN", "quantity": "2"}, {"item": "VALVE", "quantity": "1"}]
    assert (table.view.currentIndex().row(), table.view.currentIndex().column()) == (2, 0)


def test_tab_goes_through_the_cells_and_leaves_the_table_at_its_end(opened: Opened, qtbot: QtBot) -> None:
    table = _table(opened("DefineKit", kit="KIT", lines=[{"item": "PEN", "quantity": 2}]))
    table.view.stand(0, 0)
    for _ in range(2):
        qtbot.keyClick(table.view, Qt.Key.Key_Tab)
        assert table.view.hasFocus()
    assert table.view.currentIndex().row() == 1
    qtbot.keyClick(table.view, Qt.Key.Key_Tab)
    assert not table.view.hasFocus()


def test_a_cell_that_is_being_typed_is_sent_too(opened: Opened, app: App, qtbot: QtBot) -> None:
    form = opened("DefineKit", kit="KIT", lines=[{"item": "PEN"}])
    table = _table(form)
    table.view.stand(0, 1)
    qtbot.keyClicks(table.view.viewport(), "3")
    with qtbot.waitSignal(form.done):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)


def test_every_change_of_the_lines_can_be_undone_and_done_again(opened: Opened, qtbot: QtBot) -> None:
    table = _table(opened("DefineKit", kit="KIT", lines=[{"item": "PEN", "quantity": 2}]))
    before = table.values()
    table.view.stand(0, 0)
    qtbot.keyClick(table.view, Qt.Key.Key_Delete)
    assert table.values() == [{"quantity": "2"}]
    qtbot.keyClick(table.view, Qt.Key.Key_Delete, CONTROL)
    assert table.values() == []
    qtbot.keyClick(table.view, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(table.view, Qt.Key.Key_Z, CONTROL)
    assert table.values() == before
    qtbot.keyClick(table.view, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert table.values() == [{"quantity": "2"}]


def test_rows_of_a_spreadsheet_are_pasted_where_one_stands(opened: Opened, qtbot: QtBot) -> None:
    table = _table(opened("DefineKit", kit="KIT"))
    QGuiApplication.clipboard().setText("PEN\t2\nVALVE\t1\n")
    qtbot.keyClick(table.view, Qt.Key.Key_V, CONTROL)
    assert table.values() == [{"item": "PEN", "quantity": "2"}, {"item": "VALVE", "quantity": "1"}]
    qtbot.keyClick(table.view, Qt.Key.Key_Z, CONTROL)
    assert table.values() == []


def test_ten_thousand_rows_are_pasted_in_one_step(opened: Opened, qtbot: QtBot) -> None:
    table = _table(opened("DefineKit", kit="KIT"))
    QGuiApplication.clipboard().setText("\n".join(f"ITEM-{n}\t{n}" for n in range(1, 10_001)))
    qtbot.keyClick(table.view, Qt.Key.Key_V, CONTROL)
    assert len(table.values()) == 10_000
    assert table.model.history.count() == 1


def test_ten_thousand_wrong_lines_are_all_marked_and_the_first_are_told(opened: Opened, qtbot: QtBot) -> None:
    form = opened("DefineKit", kit="KIT")
    table = _table(form)
    table.load([{"item": f"NO-{n}", "quantity": "1"} for n in range(10_000)])
    with qtbot.waitSignal(form.sending.wrong, timeout=60_000):
        form.send()
    assert len(table.model.wrong) == 10_000
    assert len(table.problems().splitlines()) == 7
    assert "9994" in table.problems()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("headings", ["{q}\t{i}\t{w}", "quantity\titem\tlevel", "Quantity *\tItem *\tLEVEL (any)"])
def test_headings_say_what_the_columns_are(headings: str, language: str) -> None:
    use(language)
    told = headings.format(q=say("Quantity"), i=say("Item"), w=say("Packaging level"))
    found = pasted(f"{told}\r\n12\tPEN\t{say('case')}\r\n", LINES.lines, 0)
    use("en")
    assert found.rows == [{"item": "PEN", "quantity": "12", "level": "case"}]


def test_columns_that_are_not_known_are_told(opened: Opened, qtbot: QtBot) -> None:
    table = _table(opened("DefineKit", kit="KIT"))
    QGuiApplication.clipboard().setText("Item\tQuantity\tColour\nPEN\t2\tred\n")
    qtbot.keyClick(table.view, Qt.Key.Key_V, CONTROL)
    assert table.values() == [{"item": "PEN", "quantity": "2"}]
    assert "Colour" in table.problems()


def test_chosen_cells_are_copied_for_a_spreadsheet(opened: Opened, qtbot: QtBot) -> None:
    table = _table(
        opened("DefineKit", kit="KIT", lines=[{"item": "PEN", "quantity": 2}, {"item": "VALVE", "quantity": 1}])
    )
    table.view.selectAll()
    qtbot.keyClick(table.view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().startswith("PEN\t2\nVALVE\t1\n")


def test_problems_stand_in_their_cells_all_at_once(opened: Opened, send: Send) -> None:
    lines = [{"item": "PEN", "quantity": 5}, {}, {"item": "PEN", "quantity": "ten"}, {"quantity": 5, "expiry": "soon"}]
    form = opened("RegisterAsn", supplier="SUP", expected="2026-03-03T10:00:00+00:00", lines=lines)
    send(form)
    table = form.sheet.tables["lines"]
    assert set(table.model.wrong) == {(2, "quantity"), (3, "item"), (3, "expiry")}
    assert "Line 3, Quantity: “ten” is not a whole number." in table.problems()
    assert (table.view.currentIndex().row(), table.view.currentIndex().column()) == (2, 1)


def test_what_the_warehouse_refuses_stands_in_its_cell(opened: Opened, send: Send) -> None:
    form = opened("DefineKit", kit="KIT", lines=[{"item": "PEN", "quantity": 1}, {"item": "NOPE", "quantity": 1}])
    send(form)
    assert set(form.sheet.tables["lines"].model.wrong) == {(1, "item")}


def test_lines_have_lines_of_their_own(opened: Opened, app: App, qtbot: QtBot) -> None:
    levels = [{"level": "each", "units": 1}]
    form = opened(
        "RegisterItems", lines=[{"sku": "TEA", "name": "Tea", "levels": levels}, {"sku": "MUG", "name": "Mug"}]
    )
    table = form.sheet.tables["lines"]
    inner = table.inner[0]
    table.view.stand(0, 0)
    assert inner.values() == [{"level": "each", "units": "1"}]
    inner.model.replace(1, 0, [{"level": "case", "units": "12"}])
    table.view.stand(1, 0)
    assert inner.values() == []
    with qtbot.waitSignal(form.done):
        form.send()
    found = app.ask("packaging_levels", item="TEA").rows
    assert [(row.level, row.units) for row in found] == [("each", 1), ("case", 12)]


def test_what_is_wrong_with_inner_lines_is_told_at_their_line(opened: Opened, send: Send) -> None:
    lines: list[dict[str, Any]] = [
        {"sku": "TEA", "name": "Tea"},
        {"sku": "MUG", "levels": [{"level": "case", "units": "x"}]},
    ]
    form = opened("RegisterItems", lines=lines)
    send(form)
    wrong = form.sheet.tables["lines"].model.wrong
    assert list(wrong) == [(1, "levels")]
    assert wrong[1, "levels"] == ["Units, line 1: “x” is not a whole number."]


def test_moments_words_and_money_of_lines_are_read_as_they_are_seen() -> None:
    items = next(blank for blank in blanks_of(RegisterItems) if blank.kind == "lines")
    found = pasted("SKU\tCost\tFragile\tTemperature\nTEA\t7.99\tx\tChilled\n", items.lines, 0)
    assert found.rows == [{"sku": "TEA", "cost_minor": "7.99", "fragile": "yes", "temperature": "chilled"}]


def test_the_lines_of_a_draft_are_what_was_typed(desk: Desk, opened: Opened) -> None:
    form = opened("DefineKit", kit="KIT", lines=[{"item": "PEN", "quantity": "two"}])
    assert form.sheet.to_keep()["lines"] == [{"item": "PEN", "quantity": "two"}]
