"""The desk asks and acts off the window's thread, in order, and tells what changed, whoever changed it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.errors import Refused
from wms.base.jobs import Progress, Watch
from wms.gui.desk.desk import WRONG, Desk
from wms.gui.desk.preferences import Preferences
from wms.operations.announcing.amend import CancelAsn
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.people.users import RegisterUser
from wms.operations.unit import Answer
from wms.storage.database import Database

MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


class Listener(QObject):
    """Keeps what it is told, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []
        self.threads: set[QThread] = set()

    @Slot(object)
    def hear(self, what: Any) -> None:
        """Be told."""
        self.told.append(what)
        self.threads.add(QThread.currentThread())


def _asn(number: str) -> RegisterAsn:
    return RegisterAsn(supplier="SUP", expected=MORNING, number=number, lines=(AnnouncedLine(item="PEN", quantity=10),))


def test_an_answer_comes_back_on_the_windows_thread(desk: Desk, qtbot: QtBot) -> None:
    listener = Listener()
    desk.run(_asn("A1"), listener.hear, owner=listener)
    qtbot.waitUntil(lambda: len(listener.told) == 1)
    assert isinstance(listener.told[0], Answer)
    assert listener.threads == {QThread.currentThread()}


def test_commands_are_carried_out_in_the_order_they_were_given(desk: Desk, qtbot: QtBot) -> None:
    listener = Listener()
    for number in range(20):
        desk.run(_asn(f"A{number:02}"), listener.hear, owner=listener)
    qtbot.waitUntil(lambda: len(listener.told) == 20)
    assert [answer.document for answer in listener.told] == [f"A{number:02}" for number in range(20)]


def test_nobody_is_called_whose_window_is_gone(desk: Desk, qtbot: QtBot) -> None:
    gone, there = Listener(), Listener()
    desk.run(_asn("A1"), gone.hear, owner=gone)
    gone.deleteLater()
    told = gone.told
    desk.run(_asn("A2"), there.hear, owner=there)
    qtbot.waitUntil(lambda: len(there.told) == 1)
    assert told == []


def test_what_goes_wrong_is_told_in_words(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.noticed) as told:
        desk.run(CancelAsn(asn="NONE", reason="x"))
    assert told.args[0].kind == WRONG
    assert "NONE" in told.args[0].text


def test_whoever_asks_for_the_error_gets_it(desk: Desk, qtbot: QtBot) -> None:
    listener = Listener()
    desk.run(CancelAsn(asn="NONE", reason="x"), owner=listener, failed=listener.hear)
    qtbot.waitUntil(lambda: len(listener.told) == 1)
    assert isinstance(listener.told[0], Refused)


def test_a_change_at_another_window_is_heard_here(desk: Desk, app: App, qtbot: QtBot) -> None:
    other = App(Database.open(app.database.path), clock=app.clock)
    try:
        qtbot.waitUntil(lambda: desk.changes.ready)
        with qtbot.waitSignal(desk.changed) as changed:
            other.run(_asn("A1"))
        assert "asns" in changed.args[0]
    finally:
        other.close()


def test_a_long_job_reports_and_can_be_stopped(desk: Desk, qtbot: QtBot) -> None:
    def work(watch: Watch) -> int:
        rounds = 0
        while not watch.stop():
            rounds += 1
            watch.report(Progress("Thinking", rounds))
            watch.stop.left()
        return rounds

    listener = Listener()
    job = desk.jobs.long("Thinking", work, owner=listener, then=listener.hear)
    with qtbot.waitSignal(job.progressed):
        pass
    job.cancel()
    qtbot.waitUntil(lambda: len(listener.told) == 1)
    assert desk.jobs.running == []


def test_preferences_outlive_the_program_and_a_broken_file_is_set_aside(tmp_path: Path) -> None:
    place = tmp_path / "users" / "anna.json"
    Preferences(place).keep("theme", "dark")
    assert Preferences(place).get("theme") == "dark"
    place.write_text("{broken", encoding="utf-8")
    assert Preferences(place).get("theme") is None
    assert place.with_suffix(".unreadable").read_text(encoding="utf-8") == "{broken"


def test_permissions_cover_a_step_or_a_part_of_it(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(app, "system", frozenset({"receiving.receive", "counting.*"}), tmp_path)
    try:
        assert desk.may("receiving.receive")
        assert desk.may("receiving.*")
        assert desk.may("counting.enter")
        assert not desk.may("receiving.close")
        assert not desk.may("packing.*")
    finally:
        desk.close()


def test_our_own_first_command_is_told_though_nobody_looked_before(desk: Desk, qtbot: QtBot) -> None:
    assert not desk.changes.ready
    with qtbot.waitSignal(desk.changed) as told:
        desk.app.run(RegisterUser(login="first", name="First", password="a long password"))
    assert "people" in told.args[0]
