"""What is taken along from a list is what is seen there: its columns, its filters, its order, its words."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from python_calamine import load_workbook

from tests.gui.tables.conftest import MANY, OFFSCREEN, Lists
from wms.app.listing_export import export
from wms.base.errors import Cancelled
from wms.base.jobs import Stop, Watch
from wms.gui.desk.desk import Desk
from wms.gui.printing.print_desk import PrintDesk
from wms.gui.registry.declared import Listing, Sheet
from wms.gui.tables.pane import TablePane
from wms.gui.texts.say import use
from wms.operations.master_data.items import ItemLine, RegisterItems
from wms.queries.page import Filter

pytestmark = OFFSCREEN


def _seen(pane: TablePane) -> list[list[str]]:
    """The table as people see it, titles first."""
    header, model = pane.grid.horizontalHeader(), pane.model
    order = [header.logicalIndex(place) for place in range(header.count())]
    sections = [section for section in order if not header.isSectionHidden(section)]
    titles = [model.headerData(section, Qt.Orientation.Horizontal).split(" ↑")[0] for section in sections]
    cells = [[model.data(model.index(row, section)) for section in sections] for row in range(len(model.rows))]
    return [titles, *cells]


@pytest.fixture
def pane(desk: Desk, items: Listing, lists: Lists) -> TablePane:
    """The items, arranged: other columns in another order, filtered and sorted."""
    made = lists.open(desk, items)
    made.columns.show(("cost_minor", "temperature", "sku", "lot_tracked"))
    made.seeking.add(Filter("cost_minor", ">=", 50))
    made.seeking.sort_by("cost_minor", direction="up")
    lists.settle(made)
    return made


def _take_the_keys(pane: TablePane, qtbot: QtBot) -> None:
    """The table has the keyboard, which takes a moment where other windows were there before."""
    pane.window().activateWindow()
    pane.grid.setFocus()
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is pane.grid)


def test_copied_rows_are_those_selected_with_titles_as_shown(pane: TablePane, qtbot: QtBot) -> None:
    pane.grid.select(pane.model.asking.key(pane.model.rows[1]))  # whatever keys the test before held down
    _take_the_keys(pane, qtbot)
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(pane.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t") for line in lines] == [_seen(pane)[0], _seen(pane)[2]]


def test_all_rows_are_copied_loaded_or_not(long_desk: Desk, trail: Listing, lists: Lists, qtbot: QtBot) -> None:
    pane = lists.open(long_desk, trail)
    pane.seeking.add(Filter("command", "=", "PlaceHold"), Filter("document", "<", "D-020000"))
    lists.settle(pane)
    _take_the_keys(pane, qtbot)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(long_desk.noticed):
        qtbot.keyClick(pane.grid, Qt.Key.Key_C, both)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert (len(lines), len(pane.model.rows)) == (5_001, 200)
    assert [line.split("\t") for line in lines[:201]] == _seen(pane)


def test_a_copied_text_never_becomes_a_formula(desk: Desk, items: Listing, lists: Lists, qtbot: QtBot) -> None:
    desk.app.run(RegisterItems(lines=(ItemLine(sku="PEN", name="=HYPERLINK(1)\tx\ny"),)))
    pane = lists.open(desk, items)
    assert pane.grid.select(("PEN",))
    pane.taking.copy(False)
    assert "'=HYPERLINK(1) x y" in QGuiApplication.clipboard().text().splitlines()[1].split("\t")


def _written(pane: TablePane, place: Path, qtbot: QtBot) -> Path:
    with qtbot.waitSignal(pane.desk.noticed) as told:
        pane.taking.write(str(place))
    assert place.is_file(), told.args[0].text
    return place


def test_a_workbook_holds_what_is_seen(pane: TablePane, tmp_path: Path, qtbot: QtBot) -> None:
    place = _written(pane, tmp_path / "items.xlsx", qtbot)
    rows = load_workbook(place).get_sheet_by_index(0).to_python()
    assert rows[0] == _seen(pane)[0]
    assert [[f"{row[0]:,.2f}", *row[1:]] for row in rows[1:]] == _seen(pane)[1:]


def test_a_text_file_holds_what_is_seen(pane: TablePane, tmp_path: Path, qtbot: QtBot) -> None:
    place = _written(pane, tmp_path / "items.csv", qtbot)
    with place.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == _seen(pane)[0]
    assert [[f"{float(row[0]):,.2f}", *row[1:]] for row in rows[1:]] == _seen(pane)[1:]


def test_a_paper_holds_what_is_seen_and_says_how_it_was_narrowed(
    pane: TablePane, tmp_path: Path, qtbot: QtBot
) -> None:
    place = _written(pane, tmp_path / "items.pdf", qtbot)
    with pypdfium2.PdfDocument(place) as paper:
        text = " ".join(page.get_textpage().get_text_range() for page in paper).split()
    told = " ".join(text)
    places = [told.find(cell) for row in _seen(pane)[1:] for cell in (row[0], row[2])]
    assert -1 not in places
    assert "from 0.50" in told
    assert "PEN" not in text


def test_a_list_is_printed_as_it_is_seen_after_it_was_shown(pane: TablePane, qtbot: QtBot) -> None:
    printing = PrintDesk(pane.desk)
    _take_the_keys(pane, qtbot)
    with qtbot.waitSignal(printing.shown) as shown:
        qtbot.keyClick(pane.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = shown.args[0]
    with pypdfium2.PdfDocument(preview.errand.place) as paper:
        told = " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())
    assert preview.windowTitle() == "Items"
    assert [row[2] for row in _seen(pane)[1:] if row[2] not in told] == []
    assert "from 0.50" in told
    assert "PEN" not in told
    printing.close()


def test_the_usual_key_prints_papers_of_rows_where_there_are_some(desk: Desk, items: Listing, lists: Lists) -> None:
    papers = (Sheet("item_label", "Label", {"item": "sku"}),)
    assert lists.open(desk, items).menus.list_key == "Ctrl+P"
    assert lists.open(desk, replace(items, name="labelled", papers=papers)).menus.list_key == "Ctrl+Shift+P"


def test_files_speak_the_language_in_use(
    desk: Desk, items: Listing, lists: Lists, tmp_path: Path, qtbot: QtBot
) -> None:
    use("zh")
    pane = lists.open(desk, items)
    pane.columns.show(("sku", "temperature"))
    place = _written(pane, tmp_path / "items.csv", qtbot)
    first, second, *_ = place.read_text(encoding="utf-8-sig").splitlines()
    assert first.isascii() is False
    assert second.split(",") == _seen(pane)[1]


def test_a_cancelled_export_leaves_no_file(long_desk: Desk, trail: Listing, lists: Lists, tmp_path: Path) -> None:
    pane = lists.open(long_desk, trail)
    for shape in ("xlsx", "csv", "pdf"):
        stop, told = Stop(), []

        def report(progress: Any, stop: Stop = stop, told: list[Any] = told) -> None:
            told.append(progress)
            stop.cancel()

        with pytest.raises(Cancelled):
            export(long_desk.app, pane.taking.seen(), shape, tmp_path / f"x.{shape}", Watch(report, stop))
        assert [(each.done, each.total) for each in told] == [(1_000, MANY)]
    assert list(tmp_path.glob("*x*.*")) == []


def test_moments_in_a_workbook_are_those_of_the_sites_clock(
    long_desk: Desk, trail: Listing, lists: Lists, tmp_path: Path, qtbot: QtBot
) -> None:
    use("en", ZoneInfo("Asia/Shanghai"))
    pane = lists.open(long_desk, trail)
    pane.seeking.add(Filter("document", "=", "D-000000"))
    lists.settle(pane)
    place = _written(pane, tmp_path / "trail.xlsx", qtbot)
    row = load_workbook(place).get_sheet_by_index(0).to_python()[1]
    assert row[0] == datetime(2026, 3, 2, 14, 0, tzinfo=UTC).replace(tzinfo=None)
    assert pane.model.data(pane.model.index(0, 0)) == "02 Mar 2026 14:00"
