"""The whole window over the small, real warehouse of the other tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.gui.texts.say import use


@pytest.fixture
def new_program(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    """The window as it starts, with no warehouse open."""
    use("en")
    made = Program(qapp, tmp_path / "home", ACTS)
    yield made
    made.window.close()
    bury(made)
    use("en")


@pytest.fixture
def program(app: App, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    """The window, open on the warehouse, with `system` at work; nothing more is asked when the test begins."""
    use("en")
    made = Program(qapp, tmp_path / "home", ACTS)
    made.take_over(warehouse.describe(App.open(app.database.path, clock=app.clock), app.database.path), "system")
    desk = made.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
    yield made
    made.window.close()
    bury(made)
    use("en")
