"""The printers of a workstation: what is chosen is kept at once, and can be tried."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from wms.gui.printing.print_desk import PrintDesk
from wms.gui.printing.printers_pane import PrintersPane
from wms.gui.printing.targets import ALL_LABELS, ALL_PAPERS, FOLDER, LABELS


@pytest.fixture
def pane(printing: PrintDesk, qtbot: QtBot) -> PrintersPane:
    """The pane, shown."""
    made = PrintersPane(printing)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def test_a_way_chosen_for_all_papers_holds_for_each(pane: PrintersPane, printing: PrintDesk, tmp_path: Path) -> None:
    assert pane.paper == ALL_PAPERS
    choose(pane.form.way, FOLDER)
    pane.form.folder.setText(str(tmp_path))
    pane.form.folder.editingFinished.emit()
    assert printing.settings.of("pick_list").folder == str(tmp_path)
    assert pane.kinds.currentItem().text(1) == str(tmp_path)


def test_papers_cannot_be_sent_to_a_label_printer_and_labels_have_no_page_size(pane: PrintersPane) -> None:
    assert pane.form.way.findData(LABELS) < 0
    assert pane.form.page.isVisible()
    pane.choose(ALL_LABELS)
    assert pane.form.way.findData(LABELS) >= 0
    assert not pane.form.page.isVisible()


def test_only_what_the_way_needs_is_asked(pane: PrintersPane) -> None:
    pane.choose(ALL_LABELS)
    choose(pane.form.way, LABELS)
    assert pane.form.address.isVisible()
    assert not pane.form.folder.isVisible()
    choose(pane.form.way, FOLDER)
    assert not pane.form.address.isVisible()
    assert pane.form.folder.isVisible()


def test_one_paper_set_apart_and_put_back(pane: PrintersPane, printing: PrintDesk) -> None:
    pane.choose("manifest")
    assert not pane.form.isEnabled()
    pane.apart.click()
    pane.form.copies.setValue(3)
    assert printing.settings.of("manifest").copies == 3
    assert printing.settings.of("pick_list").copies == 1
    pane.apart.click()
    assert not printing.settings.own("manifest")
    assert not pane.form.isEnabled()


def test_a_test_label_goes_the_way_that_is_shown(
    pane: PrintersPane, printing: PrintDesk, qtbot: QtBot, label_printer: Any
) -> None:
    pane.choose(ALL_LABELS)
    choose(pane.form.way, LABELS)
    pane.form.address.setText(label_printer.at)
    with qtbot.waitSignal(printing.printed):
        pane.test.click()
    assert b"TEST-12345" in label_printer.wait()


def test_every_field_has_a_name(pane: PrintersPane) -> None:
    fields = [field for kind in (QComboBox, QLineEdit, QSpinBox) for field in pane.form.findChildren(kind)
              if not field.objectName().startswith("qt_")]  # fmt: skip
    assert len(fields) >= 7
    assert all(field.accessibleName() for field in fields)
