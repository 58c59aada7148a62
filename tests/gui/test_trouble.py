"""When the database is busy, gone or back again under the open window: told in words, nothing lost, it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.errors import StorageError
from wms.base.identifiers import new_key
from wms.gui.desk.desk import WRONG, Desk
from wms.gui.screenshots import rest
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.operations.master_data.parties import RegisterOwner
from wms.storage import sqlite
from wms.storage.database import Database


class Listener(QObject):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []

    @Slot(object)
    def hear(self, what: Any) -> None:
        """Be told."""
        self.told.append(what)


@pytest.fixture
def hasty(app: App, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A desk over the warehouse whose database waits for others only for a moment."""
    impatient = App(Database.open(app.database.path, patience=0.2), clock=app.clock)
    desk = Desk(impatient, "system", frozenset({"*"}), tmp_path / "home")
    yield desk
    desk.close()
    impatient.close()


def test_a_busy_database_is_told_and_the_same_form_sent_again_is_done_once(hasty: Desk, app: App, qtbot: QtBot) -> None:
    listener, key = Listener(), new_key()
    command = RegisterOwner(code="NEW", name="New owner")
    with sqlite.raw(app.database.path, "rw") as other:
        other.execute("BEGIN IMMEDIATE")
        hasty.run(command, owner=listener, failed=listener.hear, key=key)
        qtbot.waitUntil(lambda: len(listener.told) == 1, timeout=20_000)
        assert isinstance(listener.told[0], StorageError)
        other.execute("ROLLBACK")
    for _ in range(2):
        hasty.run(command, listener.hear, owner=listener, key=key)
    qtbot.waitUntil(lambda: len(listener.told) == 3, timeout=20_000)
    assert listener.told[1] == listener.told[2]
    assert [row.code for row in app.ask("parties").rows if row.code == "NEW"] == []
    assert len([row for row in app.ask("audit_trail").rows if row.command == "RegisterOwner"]) == 1


def test_questions_are_answered_while_somebody_else_writes(hasty: Desk, app: App, qtbot: QtBot) -> None:
    listener = Listener()
    with sqlite.raw(app.database.path, "rw") as other:
        other.execute("BEGIN IMMEDIATE")
        hasty.ask("items", listener.hear, owner=listener)
        qtbot.waitUntil(lambda: len(listener.told) == 1)
        other.execute("ROLLBACK")
    assert listener.told[0].rows


def test_an_unexpected_fault_of_the_database_is_a_message_and_the_window_lives_on(desk: Desk, qtbot: QtBot) -> None:
    desk.app.database.close()
    desk.app.database.path.rename(desk.app.database.path.with_suffix(".away"))
    with qtbot.waitSignal(desk.noticed, timeout=20_000) as told:
        desk.run(RegisterOwner(code="NEW", name="New owner"))
    assert told.args[0].kind == WRONG
    desk.app.database.path.with_suffix(".away").rename(desk.app.database.path)
    listener = Listener()
    desk.ask("items", listener.hear, owner=listener)
    qtbot.waitUntil(lambda: len(listener.told) == 1)
    assert listener.told[0].rows


def test_the_status_line_says_when_the_database_does_not_answer(
    app: App, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    program = Program(qapp, tmp_path / "home", ACTS)
    again = App.open(app.database.path, clock=app.clock)
    program.take_over(warehouse.describe(again, again.database.path), "system")
    try:
        assert program.desk is not None
        rest(program.desk)
        with qtbot.waitSignal(program.desk.changes.lost, timeout=20_000):
            again.database.close()
            again.database.path.rename(again.database.path.with_suffix(".away"))
        with qtbot.waitSignal(program.desk.changes.found_again, timeout=20_000):
            again.database.path.with_suffix(".away").rename(again.database.path)
    finally:
        program.window.close()
        bury(program)
