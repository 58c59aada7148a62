"""The whole window, worked with a scanner that types and with function keys: from the truck to the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.scan.keys import Hands
from tests.gui.screens.receiving.conftest import PALLET
from wms.app.application import App
from wms.gui.pages.bench import BenchPage
from wms.gui.pages.tabs import TabbedPage
from wms.gui.scan.ears import Ears
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.gui.texts.say import use


class Clerk:
    """Gloves, a scanner and a keyboard in front of one window."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot, self.hands = program, qtbot, Hands(program.window)

    @property
    def bench(self) -> BenchPage:
        """The bench in front."""
        page = self.program.work.page if self.program.work is not None else None
        front = page.page if isinstance(page, TabbedPage) else page
        assert isinstance(front, BenchPage)
        return front

    def scan(self, code: str) -> None:
        """A label; done when the bench has answered it."""
        before = len(self.bench.last.outcomes)
        self.hands.now += 500
        self.hands.scan(code)
        self.qtbot.waitUntil(lambda: len(self.bench.last.outcomes) > before and not self.bench.dialogue.waiting)

    def type(self, text: str) -> None:
        """A number and Enter, at the pace of a person."""
        before = len(self.bench.last.outcomes)
        QTest.keyClicks(self.bench.field, text)
        QTest.keyClick(self.bench.field, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: len(self.bench.last.outcomes) > before)

    def take(self, choice: str) -> None:
        """The function key of a choice; done when the bench asks for something else."""
        self.qtbot.waitUntil(lambda: choice in self.bench.choices.keys)
        bench, before = self.bench, self.bench.dialogue.prompt()
        QTest.keyClick(bench.field, Qt.Key[f"Key_{bench.choices.keys[choice]}"])
        self.qtbot.waitUntil(lambda: self.bench is not bench or bench.dialogue.prompt() != before)
        self.qtbot.waitUntil(lambda: not bench.dialogue.waiting)


@pytest.fixture
def clerk(app: App, asn: str, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Clerk]:
    use("en")
    program = Program(qapp, tmp_path / "home", ACTS)
    program.take_over(warehouse.describe(App.open(app.database.path, clock=app.clock), app.database.path), "system")
    desk = program.desk
    assert desk is not None
    assert program.work is not None
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
    Ears.of(desk).open()
    program.work.open("receiving", {"tab": "receive"})
    yield Clerk(program, qtbot)
    program.window.close()
    bury(program)


def test_goods_go_from_the_truck_to_the_shelf_without_a_mouse(app: App, clerk: Clerk, asn: str) -> None:
    clerk.scan(asn)
    clerk.scan("DOCK-1")
    clerk.take("plate")
    clerk.scan("14000000000003")
    clerk.type("4")
    plate = clerk.bench.state()["plate"]
    clerk.take("loose")
    clerk.scan("PEN")
    clerk.scan("WRONG-77")
    clerk.take("drop")
    clerk.scan(PALLET)
    clerk.take("all")
    clerk.take("close")
    clerk.take("later")
    clerk.take("put")
    clerk.qtbot.waitUntil(lambda: bool(clerk.bench.dialogue.prompt().place))
    assert clerk.program.window.focusWidget() is clerk.bench.field
    clerk.scan(clerk.bench.dialogue.prompt().place)
    clerk.take("next")
    clerk.scan(clerk.bench.dialogue.prompt().place)
    clerk.qtbot.waitUntil(lambda: "next" not in clerk.bench.choices.keys)
    where = {row.lpn: (row.item, row.on_hand, row.location) for row in app.ask("stock_lines").rows}
    assert where[plate][:2] == ("PEN", 48)
    assert where[PALLET][:2] == ("KIT", 12)
    assert not {place for _, _, place in where.values()} & {"DOCK-1", "DOCK-2"}
    assert not app.ask("open_tasks").rows


def test_labels_scanned_ahead_are_all_counted_in_their_order(app: App, clerk: Clerk, asn: str) -> None:
    clerk.scan(asn)
    clerk.scan("DOCK-1")
    bench, before = clerk.bench, len(clerk.bench.last.outcomes)
    for code in ("PEN", "PEN", "KIT", "PEN", "GARBAGE-1", "PEN"):
        clerk.hands.now += 40
        clerk.hands.scan(code)
    clerk.qtbot.waitUntil(lambda: len(bench.last.outcomes) == before + 6)
    clerk.take("counted")
    assert [(row.item, row.on_hand) for row in app.ask("stock_lines").rows] == [("PEN", 4)]
