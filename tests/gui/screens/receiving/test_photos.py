"""Photos that were taken of a delivery are seen below what differed, and large when one is chosen."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from wms.app.application import App
from wms.app.attachments import attached
from wms.base.errors import Refused
from wms.gui.desk.desk import Desk
from wms.gui.screens.receiving import lists
from wms.gui.screens.receiving.discrepancies import WithPhotos
from wms.model.words import DiscrepancyKind
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine
from wms.operations.receiving.report import ReportDiscrepancy


def photo() -> str:
    """A red picture, as base64."""
    image, buffer = QImage(400, 300, QImage.Format.Format_RGB32), QBuffer()
    image.fill(Qt.GlobalColor.red)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return base64.b64encode(buffer.data().data()).decode()


def paper(folder: Path) -> str:
    """A delivery note, as base64."""
    place = folder / "note.pdf"
    canvas = Canvas(str(place))
    canvas.drawString(100, 700, "Delivery note")
    canvas.save()
    return base64.b64encode(place.read_bytes()).decode()


def test_photos_are_seen_below_what_differed(app: App, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=10))
    page = WithPhotos(desk, lists.DISCREPANCIES)
    qtbot.addWidget(page)
    page.show()
    about = {"receipt": receipt, "item": "PEN", "kind": DiscrepancyKind.DAMAGED, "quantity": 2}
    desk.run(ReportDiscrepancy(**about, photo="torn.png", content=photo()))
    qtbot.waitUntil(lambda: len(page.pane.model.rows) == 1)
    page.pane.grid.select(page.pane.model.asking.key(page.pane.model.rows[0]))
    qtbot.waitUntil(lambda: [button.accessibleName() for button in page.photos.buttons] == ["Look at torn.png"])
    desk.run(ReportDiscrepancy(**about, photo="note.pdf", content=paper(tmp_path)))
    qtbot.waitUntil(lambda: len(page.photos.buttons) == 2)
    qtbot.waitUntil(lambda: all(button.property("image") for button in page.photos.buttons))
    page.photos.buttons[0].click()
    window = page.photos.window_
    assert window is not None
    assert window.windowTitle() == "torn.png"
    assert window.label.pixmap().toImage().pixelColor(5, 5) == Qt.GlobalColor.red
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    page.photos.show_of("R-none")
    qtbot.waitUntil(lambda: not desk.jobs.running)
    assert not page.photos.isVisible()
    with pytest.raises(Refused, match="no such photo"):
        attached(app, 99)
