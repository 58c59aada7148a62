"""Reports by keyboard: every one opens, follows its parameters, is kept, and is written when it is due."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app import registry
from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import Desk
from wms.gui.screens.reports.catalogue import REPORTS
from wms.gui.screens.reports.due import DAILY, Entry, due
from wms.gui.screens.reports.gallery import GROUPS, GalleryPage
from wms.gui.screens.reports.kept import Kept
from wms.gui.screens.reports.page import ReportPage
from wms.gui.screens.reports.schedule import Schedule
from wms.gui.screens.reports.written import WrittenPage
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


@pytest.fixture
def stocked(app: App) -> App:
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=20, location="F-01-01"),
        OpeningLine(item="KIT", quantity=5, location="F-01-02"),
    )))  # fmt: skip
    return app


@pytest.fixture
def gallery(stocked: App, desk: Desk, qtbot: QtBot) -> GalleryPage:
    page = GalleryPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.arrive()
    return page


@pytest.mark.parametrize("name", list(REPORTS))
def test_a_report_is_made_of_what_its_question_knows(name: str) -> None:
    report = REPORTS[name]
    question = registry.question(report.question)
    assert report.group in GROUPS
    assert set(report.columns) <= set(question.columns)
    assert {*report.asks, *report.fixed} <= set(question.parameters)
    assert report.subject[1] in ("", *question.columns)
    if report.drawn is not None:
        named = {report.drawn.label, *report.drawn.values, *(one.removeprefix("-") for one in report.drawn.sort)}
        assert named <= set(question.columns)


def rested(page: ReportPage, desk: Desk, qtbot: QtBot) -> bool:
    """Wait until everything asked for is there."""
    qtbot.waitUntil(lambda: page.list.pane.model.ready and not desk.jobs.running)
    return True


def test_every_report_opens_with_its_rows_and_chart(gallery: GalleryPage, desk: Desk, qtbot: QtBot) -> None:
    for name in REPORTS:
        gallery.arrive(report=name)
        page = gallery.report
        assert page is not None
        assert page.report.name == name
        assert rested(page, desk, qtbot)
        assert not page.list.pane.model.error
        rows = page.list.pane.model.rows
        if page.chart is not None and page.panel is not None and rows:
            assert not page.panel.isHidden()
            assert page.chart.shape()[1] >= (1 if name not in ("abc",) else 0)


def test_a_report_is_found_by_typing_and_shown_by_enter(gallery: GalleryPage, qtbot: QtBot) -> None:
    gallery.field.setFocus()
    QTest.keyClicks(gallery.field, "status")
    QTest.keyClick(gallery.field, Qt.Key.Key_Return)
    assert gallery.report is not None
    assert gallery.report.report.name == "stock_by_status"
    assert gallery.tree.hasFocus()


def test_the_chart_shows_what_the_list_is_asked_for(gallery: GalleryPage, desk: Desk, qtbot: QtBot) -> None:
    gallery.arrive(report="stock_by_item")
    page = gallery.report
    assert page is not None
    chart = page.chart
    assert chart is not None
    qtbot.waitUntil(lambda: chart.shape()[1] == 2)
    assert chart.table().rows[0][:2] == ("PEN", 20.0)
    page.list.pane.seeking.give("item", "KIT")
    qtbot.waitUntil(lambda: chart.shape()[1] == 1)
    assert chart.table().rows[0][:2] == ("KIT", 5.0)


def test_a_kept_report_opens_as_it_was_asked_for(gallery: GalleryPage, desk: Desk, qtbot: QtBot) -> None:
    gallery.arrive(report="stock_by_item")
    page = gallery.report
    assert page is not None
    page.list.pane.seeking.give("item", "PEN")
    QTest.keyClicks(page.name, "Pens")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert [one.name for one in Kept.of(desk).all()] == ["Pens"]
    page.list.pane.seeking.clear()
    written = WrittenPage(desk)
    qtbot.addWidget(written)
    written.arrive()
    with qtbot.waitSignal(desk.screen_wanted) as wanted:
        written.show_it.click()
    assert wanted.args == ["reports", {"tab": "reports", "kept": "Pens"}]
    gallery.arrive(kept="Pens")
    assert page.list.pane.seeking.given == {"item": "PEN"}


def test_a_report_is_written_into_its_folder_when_its_hour_comes(
    stocked: App, clock: SetClock, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    Kept.of(desk).keep("Stock of pens", "stock_by_item", {"given": {"item": "PEN"}})
    page = WrittenPage(desk)
    qtbot.addWidget(page)
    page.arrive()
    page.folder.setText(str(tmp_path / "out"))
    page.at.setTime(QTime(7, 30))
    page.shape.setCurrentIndex(page.shape.findData("csv"))
    page.apply.click()
    schedule = Schedule.of(desk)
    assert not list(tmp_path.glob("out/*"))
    clock.advance(2 * 3_600)
    schedule.look()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("out/Stock*.csv"))))
    [file] = tmp_path.glob("out/*.csv")
    assert file.name == "Stock of pens 2026-03-02 0730.csv"
    titles, *rows = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
    [pen] = stocked.ask("stock_by_item", item="PEN").rows
    assert [dict(zip(titles, row, strict=True))["On hand"] for row in rows] == [str(pen.on_hand)]
    schedule.look()
    assert len(list(tmp_path.glob("out/*"))) == 1
    page.stop.click()
    assert schedule.entries() == []


def entry(weekday: int, last: datetime) -> Entry:
    return Entry("N", "kpis", {}, "/", "pdf", weekday, "06:00", last.isoformat())


def test_what_was_due_while_the_window_was_closed_is_due_once() -> None:
    monday = datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert due(entry(DAILY, monday), monday + timedelta(hours=23), UTC) is None
    assert due(entry(DAILY, monday), monday + timedelta(days=9, hours=1), UTC) == monday + timedelta(days=9)
    assert due(entry(2, monday), monday + timedelta(days=1), UTC) is None
    assert due(entry(2, monday), monday + timedelta(days=3), UTC) == monday + timedelta(days=2)
    assert due(Entry("N", "kpis", {}, "/", "pdf", DAILY, "nonsense", monday.isoformat()), monday, UTC) is None


def test_the_paper_of_a_report_that_cannot_be_written_is_told(
    stocked: App, clock: SetClock, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    schedule = Schedule.of(desk)
    schedule.keep(Entry("N", "stock_by_item", {}, str(tmp_path / "file" / "x"), "csv", DAILY, "06:30",
                        clock().isoformat()))  # fmt: skip
    clock.advance(3_600)
    with qtbot.waitSignal(desk.noticed) as told:
        schedule.look()
    assert told.args is not None
    assert "was not written" in told.args[0].text
