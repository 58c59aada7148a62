"""A name with markup in it is shown as the letters it is, in lists, in the details pane and in tips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.registry.declared import Subject
from wms.gui.screenshots import rest
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.gui.texts.say import use
from wms.operations.master_data.items import ItemLine, RegisterItems
from wms.operations.opening_stock import OpeningLine, PostOpeningStock

MARK = "<b>fat</b>"


@pytest.fixture
def window(app: App, tmp_path: Path, qapp: QApplication) -> Iterator[Program]:
    app.run(RegisterItems(lines=(ItemLine(sku="TRAP", name=f"{MARK}<img src='file:///etc/passwd'>"),)))
    app.run(PostOpeningStock(lines=(OpeningLine(item="TRAP", quantity=3, location="F-01-01"),)))
    use("en")
    program = Program(qapp, tmp_path / "home", ACTS)
    again = App.open(app.database.path, clock=app.clock)
    program.take_over(warehouse.describe(again, again.database.path), "system")
    yield program
    program.window.close()
    bury(program)


def markup(root: QWidget) -> list[str]:
    """Where the name would be understood as markup."""
    labels = [f"label: {one.text()}" for one in root.findChildren(QLabel)
              if MARK in one.text() and one.textFormat() != Qt.TextFormat.PlainText]  # fmt: skip
    return labels + [f"tip: {one.toolTip()}" for one in root.findChildren(QWidget) if MARK in one.toolTip()]


def test_the_window_shows_the_letters(window: Program, qtbot: QtBot) -> None:
    assert window.work is not None
    assert window.desk is not None
    shown = 0
    for screen, tab in (("inventory", ""), ("master_data", "items")):
        window.work.open(screen, {"tab": tab} if tab else {})
        window.desk.show(Subject("item", "TRAP"))
        rest(window.desk)
        assert markup(window.window) == []
        shown += sum(MARK in one.text() for one in window.window.findChildren(QLabel))
    assert shown, "the name stood nowhere"
