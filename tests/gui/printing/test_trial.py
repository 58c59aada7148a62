"""Printers and a scanner are tried before there is a warehouse, in the wizard's last step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.printing.conftest import FakePrinter
from wms.base.errors import Refused
from wms.base.jobs import Watch
from wms.gui.desk.desk import Desk
from wms.gui.desk.preferences import Preferences
from wms.gui.printing.targets import ALL_LABELS, LABELS, PrinterSettings
from wms.gui.printing.trial import try_printer
from wms.gui.shell.devices_step import DevicesStep
from wms.gui.texts.say import language


@pytest.fixture
def step(desk: Desk, tmp_path: Path, qtbot: QtBot) -> DevicesStep:
    made = DevicesStep(Preferences(tmp_path / "workstation.json"), desk.jobs)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_label_printer_is_tried_and_remembered(
    step: DevicesStep, label_printer: FakePrinter, tmp_path: Path, qtbot: QtBot
) -> None:
    step._address.setText(label_printer.at)
    qtbot.mouseClick(step.try_label, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: step._printed.text().startswith("Sent to tcp://127.0.0.1"))
    assert label_printer.wait().startswith(b"^XA")
    step.keep()
    kept = PrinterSettings(Preferences(tmp_path / "workstation.json")).of(ALL_LABELS)
    assert (kept.way, kept.address) == (LABELS, label_printer.at)


def test_a_printer_that_is_not_there_is_told_in_words(step: DevicesStep, qtbot: QtBot) -> None:
    step._address.setText("127.0.0.1:1")
    step.try_label.click()
    qtbot.waitUntil(lambda: "cannot be reached" in step._printed.text())
    assert step.try_label.isEnabled()
    with pytest.raises(Refused, match="There is no printer Moon"):
        try_printer("Moon", language(), Watch())


def test_a_scan_is_understood_at_once(step: DevicesStep, qtbot: QtBot) -> None:
    step._scan.setText("~0104012345000177~10L1")
    step._scan.returnPressed.emit()
    assert "no GS1 label" in step._heard.text()
    step._scan.setText("]C10104012345000177" + "10L1")
    step._scan.returnPressed.emit()
    assert "(10) L1" in step._heard.text()
