"""Backups, restore, proof, jobs and scanners: on real files, through the real window where it is closed for that."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.scan.keys import Hands
from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.jobs import Watch
from wms.gui.desk.backups import Backups, due
from wms.gui.desk.desk import RIGHT, Desk
from wms.gui.pages.tabs import TabbedPage
from wms.gui.scan.ears import Ears
from wms.gui.screens.admin.backups_page import BackupsPage
from wms.gui.screens.admin.jobs_page import JobsPage
from wms.gui.screens.admin.proof_page import ProofPage
from wms.gui.screens.admin.scan_test import told
from wms.gui.screens.admin.scanners_page import ScannersPage
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.gui.texts.say import use
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


@pytest.fixture
def program(app: App, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    """The window, open on the warehouse, with `system` at work in the administration."""
    use("en")
    made = Program(qapp, tmp_path / "home", ACTS)
    path = app.database.path
    app.close()
    made.take_over(warehouse.describe(App.open(path, clock=app.clock), path), "system")
    yield made
    made.window.close()
    bury(made)
    use("en")


def at_work(program: Program) -> Desk | None:
    """The desk there is now."""
    return program.desk


def test_a_backup_is_made_verified_and_restored_under_the_open_window(program: Program, qtbot: QtBot) -> None:
    assert program.work is not None
    assert program.desk is not None
    assert program.opened is not None
    app, desk = program.opened.app, program.desk
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=10, location="F-01-01"),)))
    program.work.open("admin", {"tab": "backups"})
    admin = program.work.page
    assert isinstance(admin, TabbedPage)
    page = admin.page
    assert isinstance(page, BackupsPage)
    qtbot.waitUntil(lambda: not desk.jobs.running)
    QTest.keyClick(page.make, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.banner.isHidden())
    assert page.banner.tone() == "good"
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=5, location="F-01-02"),)))
    QTest.keyClick(page.bring_back, Qt.Key.Key_Space)
    QTest.keyClicks(page.panel.line, "wareh")
    QTest.keyClick(page.panel.line, Qt.Key.Key_Return)
    assert at_work(program) is desk
    QTest.keyClicks(page.panel.line, "ouse")
    QTest.keyClick(page.panel.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.app is not app, timeout=20_000)
    assert at_work(program) is None
    assert sum(row.on_hand for row in program.opened.app.ask("stock_lines", item="PEN").rows) == 10
    program.enter("system", "")
    assert program.desk is not None
    assert program.work is not None
    heard = [one.notice for one in program.work.notices.told if one.notice.kind == RIGHT]
    assert any("The backup was restored." in notice.text for notice in heard)
    former = list(program.opened.path.parent.glob("warehouse.db.replaced-*"))
    assert former


def test_what_is_no_backup_changes_nothing_and_the_warehouse_is_opened_again(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    assert program.desk is not None
    assert program.opened is not None
    app, wrong = program.opened.app, tmp_path / "wrong.db"
    wrong.write_bytes(b"this is no database")
    program.desk.restore_wanted.emit(wrong)
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.app is not app, timeout=20_000)
    assert program.opened.news[0] == "Nothing was restored."
    assert program.opened.app.how_many("items") == 5


def test_the_daily_backup_is_due_once_its_hour_is_past_and_none_was_made_since() -> None:
    noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    assert not due("", noon, None, UTC)
    assert not due("nonsense", noon, None, UTC)
    assert not due("12:30", noon, None, UTC)
    assert due("11:30", noon, None, UTC)
    assert due("11:30", noon, noon - timedelta(hours=1), UTC)
    assert not due("11:30", noon, noon - timedelta(minutes=10), UTC)


def test_the_window_makes_the_daily_backup_by_itself(app: App, desk: Desk, clock: SetClock, qtbot: QtBot) -> None:
    page = BackupsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    page.daily.setChecked(True)
    assert desk.workstation.get("backup.daily") == "18:00"
    qtbot.waitUntil(lambda: not desk.jobs.running)
    assert Backups.of(desk).there() == []
    clock.advance(13 * 3_600)
    Backups.of(desk).look()
    qtbot.waitUntil(lambda: len(Backups.of(desk).there()) == 1)
    qtbot.waitUntil(lambda: not desk.jobs.running)
    Backups.of(desk).look()
    qtbot.waitUntil(lambda: not desk.jobs.running)
    assert len(Backups.of(desk).there()) == 1


def test_the_proof_shows_every_finding_and_remembers_when(app: App, desk: Desk, qtbot: QtBot) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=10, location="F-01-01"),)))
    page = ProofPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: "never proven" in page.last.text())
    QTest.keyClick(page.prove, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.table.rowCount() > 5)
    assert page.banner.tone() == "good"
    qtbot.waitUntil(lambda: "Proven last" in page.last.text())


def test_jobs_of_the_sitting_are_listed_with_how_they_ended(desk: Desk, qtbot: QtBot) -> None:
    page = JobsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    assert not page.table.isVisible()
    with qtbot.waitSignal(desk.jobs.ended):
        desk.jobs.long("Exporting", lambda watch: 1, owner=page)
    with qtbot.waitSignal(desk.jobs.ended):
        job = desk.jobs.long("Backing up", _until_stopped, owner=page)
        qtbot.waitUntil(page.table.isVisible)
        page.table.setCurrentCell(0, 0)
        QTest.keyClick(page.stop, Qt.Key.Key_Space)
    assert job.stop.cancelled
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    ends = [item.text() for row in range(2) if (item := page.table.item(row, 3)) is not None]
    assert ends == ["stopped", "done"]


def _until_stopped(watch: Watch) -> None:
    while True:
        watch.stop.raise_if_cancelled()
        time.sleep(0.005)


def test_a_scan_tried_out_is_shown_and_goes_nowhere_else(desk: Desk, qtbot: QtBot) -> None:
    page = ScannersPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    desk.heard.connect(page.take)
    Ears.of(desk).hear("PEN")
    qtbot.waitUntil(lambda: ("Heard", "PEN") in page.test.facts.pairs())
    assert any("Ball pen" in value for _, value in page.test.facts.pairs())
    QTest.keyClicks(page.test.line, "slow typing")
    QTest.keyClick(page.test.line, Qt.Key.Key_Return)
    assert dict(page.test.facts.pairs())["Taken for"].startswith("typing, not a scan")
    assert told((10, 30, 20)) == "10 to 30 ms, mostly 20 ms"


def test_scanner_settings_hold_at_once_and_are_kept(desk: Desk, qtbot: QtBot) -> None:
    page = ScannersPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.gap.setValue(80)
    page.separator.setText("~")
    page.separator.editingFinished.emit()
    page.sound.setChecked(False)
    assert (Ears.of(desk).settings.gap_ms, Ears.of(desk).settings.sign_of_separator) == (80, "~")
    again = ScannersPage(desk)
    qtbot.addWidget(again)
    assert (again.gap.value(), again.separator.text(), again.sound.isChecked()) == (80, "~", False)


def test_a_scanner_is_told_from_typing_and_its_pauses_are_shown(desk: Desk, qtbot: QtBot) -> None:
    page = ScannersPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    qtbot.waitExposed(page)
    ears = Ears.of(desk)
    ears.open()
    assert ears._wedge is not None
    ears._wedge.listen(page.windowHandle())
    desk.heard.connect(page.take)
    Hands(page).scan("PEN", pace=4)
    qtbot.waitUntil(lambda: ("Heard", "PEN") in page.test.facts.pairs())
    found = dict(page.test.facts.pairs())
    assert found["Came from"] == "a scanner that types"
    assert found["Pauses between keys"] == "4 to 4 ms, mostly 4 ms"
    assert page.test.line.text() == ""
