"""A file comes in by keyboard alone: looked at, wrong in three places, put right, imported; then given out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.screens.master_data.import_page import ImportPage
from wms.gui.screens.master_data.import_tables import FIRST, WRONG
from wms.model.words import Status

WRONG_FILE = """sku,name,velocity,case_units,shelf_life_days
NEW-1,First,A,10,
NEW-2,Second,Z,twelve,
NEW-3,,A,6,
NEW-4,=1+1,B,6,
NEW-5,Fifth,B,6,12
"""
RIGHT_FILE = "sku,name,velocity,case_units\nNEW-1,First,A,10\nNEW-2,Second,B,12\n"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    made = ImportPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.arrive()
    return made


def checked(page: ImportPage, place: Path, qtbot: QtBot) -> None:
    """Type the file's name and press Enter."""
    page.head.line.clear()
    QTest.keyClicks(page.head.line, str(place))
    QTest.keyClick(page.head.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.banner.isVisible() and not page.bar.isVisible())


def test_a_file_with_errors_is_told_cell_by_cell_then_put_right_and_imported(
    app: App, page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "items.csv"
    place.write_text(WRONG_FILE, encoding="utf-8")
    checked(page, place, qtbot)
    assert page.banner.tone() == "bad"
    assert [page.total.value(), page.good.value(), page.wrong.value()] == ["5", "2", "3"]
    assert {problem.row for problem in page.problems.rows} == {3, 4, 5}
    assert (5, "name") in {(problem.row, problem.field) for problem in page.problems.rows}
    marked = {line.number: set(line.wrong) for line in page.lines.rows if line.wrong}
    assert marked[3] == {"case_units"}
    assert not page.go.isEnabled()
    assert app.how_many("items", filters=()) == 5
    fourth = next(n for n, line in enumerate(page.lines.rows) if line.number == 5)
    column = FIRST + page.lines.columns.index("name")
    assert page.lines.data(page.lines.index(fourth, column)) == "=1+1"
    assert "formula" in page.lines.data(page.lines.index(fourth, WRONG))
    page.list.setCurrentIndex(page.problems.index(len(page.problems.rows) - 1, 0))
    page.list.entered.emit(len(page.problems.rows) - 1)
    assert page.sheet.currentIndex().row() == fourth

    place.write_text(RIGHT_FILE, encoding="utf-8")
    QTest.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(page.go.isEnabled)
    assert page.banner.tone() == "good"
    QTest.keyClick(page.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: app.how_many("items") == 7)
    qtbot.waitUntil(lambda: "2 items: 2 new, 0 changed." in page.banner.text())
    assert {row.login for row in app.ask("audit_trail", command="RegisterItems").rows} == {"system"}

    checked(page, place, qtbot)
    assert page.banner.tone() == "warn"
    assert not page.go.isEnabled()


def test_the_good_rows_may_go_in_without_the_wrong_ones(
    app: App, page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "items.csv"
    place.write_text(WRONG_FILE, encoding="utf-8")
    checked(page, place, qtbot)
    QTest.keyClick(page.go_good, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: app.how_many("items") == 7)


def test_a_dropped_file_is_looked_at_and_one_that_is_no_table_is_refused_in_words(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "paper.csv"
    place.write_bytes(b"%PDF-1.7 something")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(place))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), action, data, button, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(page.banner.isVisible)
    assert "PDF" in page.banner.text()
    assert not page.go.isEnabled()


def test_another_kind_offers_its_own_profiles_and_forgets_what_was_checked(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "items.csv"
    place.write_text(RIGHT_FILE, encoding="utf-8")
    checked(page, place, qtbot)
    page.head.choose(kind="orders")
    assert page.head.profiles.findData("erp_orders") > 0
    assert page.head.profiles.findData("erp_items") < 0
    assert page.checked is None
    assert not page.go.isEnabled()


def test_what_is_exported_imports_again(page: ImportPage, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    place = tmp_path / "all.csv"
    with qtbot.waitSignal(desk.noticed) as told:
        page.export.write(place)
    assert "5 rows" in told.args[0].text
    checked(page, place, qtbot)
    assert [page.good.value(), page.wrong.value()] == ["5", "0"]


def test_opening_stock_goes_in_and_lies_there(app: App, page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    place = tmp_path / "stock.csv"
    place.write_text("location,item,quantity\nF-01-01,PEN,40\n", encoding="utf-8")
    page.arrive(kind="opening_stock", file=str(place))
    qtbot.waitUntil(page.go.isEnabled)
    QTest.keyClick(page.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(app.ask("stock_lines", item="PEN").rows))
    row = app.ask("stock_lines", item="PEN").rows[0]
    assert (row.location, row.on_hand, row.status) == ("F-01-01", 40, Status.AVAILABLE)
