"""A photo or paper to send along: chosen from the disk or dropped here, kept as base64, never written into a draft."""

from __future__ import annotations

import base64
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel

from wms.gui.forms.blanks import Blank
from wms.gui.forms.editors import Editor
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, quiet
from wms.operations.attaching import LARGEST

_KINDS = "*.jpg *.jpeg *.png *.webp *.pdf"


class FileEditor(Editor):
    """A file to choose. `named` gives its name."""

    named = Signal(str)

    def __init__(self, blank: Blank) -> None:
        self._choose = plain(say("Choose a file…"), "attach")
        super().__init__(blank, self._choose)
        self._row.setStretch(0, 0)
        self._content = ""
        self._picture = QLabel()
        self._told = hint("")
        self._remove = quiet(say("Remove"), "remove")
        self._remove.hide()
        self._row.addWidget(self._picture)
        self._row.addWidget(self._told, 1)
        self._row.addWidget(self._remove)
        self._choose.clicked.connect(self._open)
        self._remove.clicked.connect(self._empty)
        self.setAcceptDrops(True)

    def text(self) -> str:
        """The file's content as base64."""
        return self._content

    def fill(self, value: object) -> None:
        """Let a content stand there, as base64."""
        self._content = str(value or "")
        self._told.setText(say("{size} kB", size=f"{len(self._content) * 3 // 4 // 1000:,}") if self._content else "")
        self._remove.setVisible(bool(self._content))
        picture = QPixmap()
        if self._content and picture.loadFromData(_decoded(self._content)):
            edge = tokens().control
            picture = picture.scaled(QSize(edge * 2, edge), Qt.AspectRatioMode.KeepAspectRatio)
        self._picture.setPixmap(picture)

    def take(self, place: Path) -> None:
        """Read a file; what is too large or cannot be read is only told."""
        try:
            if place.stat().st_size > LARGEST:
                self._told.setText(say("A photo may have at most {limit} bytes.", limit=f"{LARGEST:,}"))
                return
            content = place.read_bytes()
        except OSError as error:
            self._told.setText(say("The file cannot be read: {reason}", reason=error.strerror or str(error)))
            return
        self.fill(base64.b64encode(content).decode("ascii"))
        self._told.setText(f"{place.name} · {self._told.text()}")
        self.named.emit(place.name)
        self.changed.emit()

    @Slot()
    def _open(self) -> None:
        dialog = QFileDialog(self, say(self.blank.label), "", f"{say('Photos and papers')} ({_KINDS})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    @Slot(str)
    def _chosen(self, name: str) -> None:
        self.take(Path(name))

    @Slot()
    def _empty(self) -> None:
        self.fill("")
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The first of the dropped files is taken."""
        self.take(Path(event.mimeData().urls()[0].toLocalFile()))


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except ValueError:
        return b""
