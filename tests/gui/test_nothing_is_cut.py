"""On the smallest screen the program is made for, no word is cut and nothing stands over anything else.

With large letters in both languages; with usual ones `test_every_screen` looks. What this cannot see is told in
`cut_words`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.cut_words import faults
from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.pages.tabs import TabbedPage
from wms.gui.registry.screens import in_flow
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.gui.texts.say import LANGUAGES, use
from wms.operations.counting.open import OpenCount
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.receiving.check_in import CheckIn

SMALL = (1366, 768)


@pytest.fixture
def program(app: App, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    """The window over a warehouse with something in it and work that waits."""
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=200, location="F-01-01"),
        OpeningLine(item="KIT", quantity=50, location="R-01-01"),
    )))  # fmt: skip
    app.run(CheckIn(dock="DOCK-1", supplier="SUP"))
    app.run(OpenCount(locations=("F-01-01",)))
    use("en")
    made = Program(qapp, tmp_path / "home", ACTS)
    again = App.open(app.database.path, clock=app.clock)
    made.take_over(warehouse.describe(again, again.database.path), "system")
    yield made
    made.window.close()
    bury(made)
    use("en")


def settle(desk: Desk | None) -> None:
    """Until nothing is asked any more, and everything has its place."""
    quiet, end = 0, time.monotonic() + 15
    while desk is not None and quiet < 4 and time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        quiet = 0 if [job for job in desk.jobs.running if job.running] else quiet + 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_is_cut_on_any_screen(code: str, program: Program) -> None:
    program.window.resize(*SMALL)
    program.dress("light", code, large=True)
    found: dict[str, list[str]] = {}
    for entry in in_flow():
        assert program.work is not None
        program.work.go(entry.name)
        page = program.work.page
        for tab in page.places if isinstance(page, TabbedPage) else [""]:
            if tab:
                program.work.open(entry.name, {"tab": tab})
            settle(program.desk)
            if wrong := faults(program.window):
                found[f"{entry.name} {tab}"] = wrong
    assert found == {}
    assert program.window.width() == SMALL[0]


def test_what_is_cut_or_stands_over_something_is_found(qtbot: QtBot) -> None:
    window, low = QWidget(), QWidget()
    row = QHBoxLayout(window)
    for part in (QLabel("A sentence that needs more room"), QPushButton("And a button beside it"), low):
        row.addWidget(part)
    column = QVBoxLayout(low)
    wraps = QLabel("Many words that are broken into many lines where there is so little room for them")
    wraps.setWordWrap(True)
    column.addWidget(wraps)
    window.setFixedSize(200, 40)
    qtbot.addWidget(window)
    window.show()
    told = " ".join(faults(window))
    assert "cut: QLabel “A sentence" in told
    assert "cut below: QLabel “Many words" in told
    column.setEnabled(False)
    wraps.setGeometry(500, 0, 50, 20)
    assert "outside: QLabel" in " ".join(faults(window))
