"""A monkey at the workstation: random clicks, keys and scans; nothing unexpected is raised and the books still prove.

The same seed plays the same tricks. `make torture` lets it play for much longer.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from wms.app import proving
from wms.app.application import App
from wms.gui.registry.actions import ACTIONS
from wms.gui.scan.ears import Ears
from wms.gui.screenshots import rest
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.operations.opening_stock import OpeningLine, PostOpeningStock

TRICKS = int(os.environ.get("WMS_MONKEY_TRICKS", "250"))
NEVER = {"quit", "open_database", "full_screen", "switch_user", "back_up"}
"""What would end the play, or open a box of the system's own."""
SCANS = ("PEN", "MILK", "F-01-01", "R-01-02", "]C10104012345000177", "garbage\x07", "", "0" * 600,
         "00340123450000000018", "DOCK-1", "NOPE", "10LOT\x1d21S1")  # fmt: skip
KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F2, Qt.Key.Key_F3,
        Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_End)  # fmt: skip
FILES = ("export", "choose", "browse", "open …", "keep a", "save", "restore", "folder", "print", "file", "picture")
"""Buttons whose names hold these open the system's own dialogs."""


def _buttons(window: QWidget) -> list[QAbstractButton]:
    found = []
    for button in window.findChildren(QAbstractButton):
        name = f"{button.text()} {button.accessibleName()}".lower()
        has_menu = getattr(button, "menu", lambda: None)() is not None
        if button.isVisible() and button.isEnabled() and not has_menu and not any(word in name for word in FILES):
            found.append(button)
    return found


def _trick(program: Program, dice: random.Random) -> None:
    work, window = program.work, program.window
    assert work is not None
    assert program.desk is not None
    kind = dice.randrange(10)
    if kind < 2:
        work.go(dice.choice(work.rail.names()))
    elif kind < 3:
        program.act(dice.choice([name for name in ACTIONS if name not in NEVER | {"lock", "english", "chinese"}]))
    elif kind < 5:
        Ears.of(program.desk).hear(dice.choice(SCANS))
    elif kind < 7 and (buttons := _buttons(window)):
        QTest.mouseClick(dice.choice(buttons), Qt.MouseButton.LeftButton)
    elif kind < 8:
        fields = [w for w in window.findChildren(QLineEdit) if w.isVisible() and w.isEnabled() and not w.isReadOnly()]
        if fields:
            field, text = dice.choice(fields), dice.choice(("PEN", "12", "-1", "abc é 中文", "9" * 30, "' OR 1=1"))
            QTest.keyClicks(field, text) if text.isascii() else field.insert(text)
    elif kind < 9:
        QTest.keyClick(QApplication.focusWidget() or window, dice.choice(KEYS))
    else:
        boxes = [w for w in window.findChildren(QComboBox) if w.isVisible() and w.isEnabled() and w.count()]
        if boxes:
            box = dice.choice(boxes)
            box.setCurrentIndex(dice.randrange(box.count()))
        else:
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(dice.randrange(900), dice.randrange(600)))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("seed", [int(os.environ.get("WMS_MONKEY_SEED", "1"))])
def test_a_monkey_breaks_nothing(seed: int, app: App, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=200, location="F-01-01"),
        OpeningLine(item="KIT", quantity=50, location="R-01-01"),
    )))  # fmt: skip
    dice = random.Random(seed)
    program = Program(qapp, tmp_path / "home", ACTS)
    again = App.open(app.database.path, clock=app.clock)
    program.take_over(warehouse.describe(again, again.database.path), "system")
    try:
        for number in range(TRICKS):
            _trick(program, dice)
            QApplication.processEvents()
            popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if popup is not None and popup is not program.window:
                popup.close()
            if number % 10 == 9:
                rest(program.desk)
        rest(program.desk)
        assert program.work is not None
        unexpected = [told.notice.text for told in program.work.notices.told if "unexpected" in told.notice.text]
        assert unexpected == []
    finally:
        program.window.close()
        bury(program)
    assert proving.prove(app).ok
