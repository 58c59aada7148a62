"""The photos and papers kept with a receipt, small below a list; a chosen one is shown large in a window of its own."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from wms.app.application import App
from wms.app.attachments import attached
from wms.gui.desk.desk import WRONG, Desk
from wms.gui.printing.pdf_pages import PdfPages
from wms.gui.tables.flow import Flow
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip, caption
from wms.queries.page import Page

_SMALL, _LARGE, _MOST = 28, 200, 20


class Photos(QWidget):
    """Hidden while there are none. `buttons` are the photos, each with its name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.document = ""
        self.buttons: list[QToolButton] = []
        self.window_: PhotoWindow | None = None
        self._heading = caption("")
        holder = QWidget()
        self._flow = Flow(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens().space(2))
        column.setSpacing(tokens().space(1))
        column.addWidget(self._heading)
        column.addWidget(holder)
        self.hide()
        desk.closing.connect(self._close)

    def show_of(self, document: str) -> None:
        """Show what is kept with this document."""
        if document != self.document:
            self.document = document
            self._empty()
        if document:
            self.desk.ask("attachments", self._found, owner=self, document=document, limit=_MOST)

    @Slot(object)
    def _found(self, page: Page) -> None:
        rows = [row for row in page.rows if row.document == self.document]
        if [button.property("number") for button in self.buttons] == [row.id for row in rows]:
            return
        self._empty()
        self._heading.setText(say("Photos and papers of {document}", document=self.document))
        for row in rows:
            button = self._button(row)
            self.buttons.append(button)
            self._flow.addWidget(button)
            self.desk.jobs.read(partial(_picture, self.desk.app, row.id), owner=self, then=self._drawn,
                                failed=self._failed)  # fmt: skip
        self.setVisible(bool(rows))

    def _button(self, row: Any) -> QToolButton:
        made = QToolButton()
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIconSize(QSize(tokens().space(_SMALL), tokens().space(_SMALL)))
        made.setText(made.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, tokens().space(_SMALL)))
        made.setAccessibleName(say("Look at {name}", name=row.name))
        made.setToolTip(as_tip(row.name))
        made.setProperty("number", row.id)
        made.clicked.connect(self._look)
        return made

    @Slot(object)
    def _drawn(self, drawn: tuple[int, str, QImage]) -> None:
        number, name, image = drawn
        for button in self.buttons:
            if button.property("number") == number and not image.isNull():
                button.setIcon(QIcon(QPixmap.fromImage(image)))
                button.setProperty("image", image)
                button.setProperty("name", name)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.desk.tell_error(error)

    @Slot()
    def _look(self) -> None:
        button = self.sender()
        image = button.property("image") if button is not None else None
        if button is None or image is None:
            self.desk.notice(WRONG, say("This picture cannot be shown."))
            return
        self._close()
        self.window_ = PhotoWindow(str(button.property("name")), image)
        self.window_.show()

    @Slot()
    def _close(self) -> None:
        if self.window_ is not None:
            self.window_.close()
            self.window_.deleteLater()
            self.window_ = None

    def _empty(self) -> None:
        while self._flow.count():
            self._flow.takeAt(0)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        self.hide()


class PhotoWindow(QWidget):
    """One picture, as large as the window allows; Escape closes it."""

    def __init__(self, name: str, image: QImage) -> None:
        super().__init__()
        self.setWindowTitle(name)
        self._image = image
        self.label = QLabel()
        self.label.setAccessibleName(name)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setMinimumSize(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.label)
        wanted = image.size().boundedTo(QSize(tokens().space(_LARGE), tokens().space(_LARGE)))
        self.resize(image.size().scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.label.size() * self.devicePixelRatioF()
        fit = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        shown = QPixmap.fromImage(self._image.scaled(size, *fit))
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.label.setPixmap(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _picture(app: App, number: int) -> tuple[int, str, QImage]:
    """A photo, or the first page of a paper, as a picture; a null one for what is none. On a worker's thread."""
    found = attached(app, number)
    if found.media_type != "application/pdf":
        return number, found.name, QImage.fromData(found.content)
    with tempfile.TemporaryDirectory(prefix="wms-photo-") as folder:
        place = Path(folder) / "paper.pdf"
        place.write_bytes(found.content)
        pages = PdfPages(place)
        try:
            return number, found.name, pages.image(0, 2.0)
        finally:
            pages.close()
