"""The small parts of the shell: history, keys, the finder's memory, and the guide that F1 opens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from wms.gui.desk.desk import RIGHT, WRONG, Desk, Notice
from wms.gui.registry.actions import ACTIONS, in_use, keys_of
from wms.gui.registry.screens import in_flow
from wms.gui.shell.finder import Find, Finder
from wms.gui.shell.help_pane import GUIDE, HelpPane, page_of
from wms.gui.shell.history import History
from wms.gui.shell.keys_list import KeysList
from wms.gui.shell.notices import Notices


class Listener(QObject):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []

    @Slot(object)
    def hear(self, what: Any) -> None:
        """Be told."""
        self.told.append(what)


def test_back_and_forward_walk_the_visits_and_a_new_visit_forgets_what_lay_ahead() -> None:
    history = History()
    for name in ("receiving", "orders", "waves"):
        history.went(name, {})
    assert history.step(-1) == ("orders", {})
    assert history.step(-1) == ("receiving", {})
    assert history.step(-1) is None
    assert history.step(1) == ("orders", {})
    history.went("map", {})
    assert history.step(1) is None
    assert history.step(-1) == ("orders", {})


def test_no_two_actions_share_a_key() -> None:
    keys = [key.casefold() for key in keys_of({}).values() if key]
    assert len(keys) == len(set(keys))


def test_a_key_that_is_taken_is_refused_with_its_owner(desk: Desk, qtbot: QtBot) -> None:
    table = KeysList(desk)
    qtbot.addWidget(table)
    assert in_use("ctrl+k", {}) == "find"
    edit = table._edits["dark"]
    edit.setKeySequence("Ctrl+K")
    edit.editingFinished.emit()
    assert desk.user.get("keys") is None
    assert edit.keySequence().isEmpty()
    with qtbot.waitSignal(table.changed):
        edit.setKeySequence("Ctrl+Alt+D")
        edit.editingFinished.emit()
    assert keys_of(desk.user.get("keys"))["dark"] == "Ctrl+Alt+D"


def test_what_was_used_last_is_offered_first(desk: Desk, qtbot: QtBot) -> None:
    finder, listener = Finder(desk, desk), Listener()
    finder.found.connect(listener.hear)
    finder.used(Find("command", "MoveStock", "Move stock"))
    finder.used(Find("subject", "PEN", "PEN", "Item · Ball pen", "item", "item"))
    finder.look("")
    assert [find.code for find in listener.told[-1]] == ["PEN", "MoveStock"]


def test_the_finder_knows_commands_actions_and_things(desk: Desk, qtbot: QtBot) -> None:
    finder, listener = Finder(desk, desk), Listener()
    finder.found.connect(listener.hear)
    finder.look("move stock")
    assert listener.told[-1][0].code == "MoveStock"
    finder.look("PEN")
    qtbot.waitUntil(lambda: any(f.what == "subject" and f.code == "PEN" for f in listener.told[-1]))
    assert listener.told[-1][0].code == "PEN"


def test_every_screen_has_a_page_in_the_guide(desk: Desk, qtbot: QtBot) -> None:
    for entry in in_flow():
        assert (GUIDE / f"{entry.help}.md").is_file(), entry.name
        assert page_of(entry.help, "en").stem == entry.help


def test_help_opens_pages_of_the_guide_and_nothing_else(qtbot: QtBot) -> None:
    pane = HelpPane()
    qtbot.addWidget(pane)
    pane.open_page("receiving")
    assert "eceiv" in pane.text.toPlainText()
    pane.open_page("../../README")
    assert pane.text.toPlainText().strip() != ""
    assert page_of("no-such-page", "zh").stem == "index"


def test_messages_are_kept_and_the_oldest_gives_way(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(800, 600)
    notices = Notices(over)
    for number in range(5):
        notices.tell(Notice(WRONG if number % 2 else RIGHT, f"message {number}"))
    assert [banner.text() for banner in notices._shown] == ["message 2", "message 3", "message 4"]
    assert len(notices.told) == 5
    notices.clear()
    assert notices.isHidden()


def test_every_action_is_bound() -> None:
    from wms.gui.shell.acting import ACTS

    assert set(ACTS) == set(ACTIONS)
