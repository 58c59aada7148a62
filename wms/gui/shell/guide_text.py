"""A page of the guide: its text, and its pictures as wide as there is room. A press on a picture shows it full size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QMouseEvent, QPixmap, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens

_PICTURE = QTextDocument.ResourceType.ImageResource.value


class GuideText(QTextBrowser):
    """Shows pages of the guide; whoever holds it decides what a link does (`anchorClicked`)."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("Help"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.large: PictureWindow | None = None
        self._page: Path | None = None

    def show_page(self, place: Path) -> None:
        """Show the page in this Markdown file."""
        self._page = place
        self.document().setBaseUrl(QUrl.fromLocalFile(f"{place.parent}/"))
        self.setMarkdown(place.read_text(encoding="utf-8"))
        self._give_air()

    def picture_at(self, cursor: QTextCursor) -> str:
        """The name of the picture beside this place in the text; nothing where there is none."""
        beside = QTextCursor(cursor)
        for step in (0, 1):
            beside.setPosition(min(cursor.position() + step, self.document().characterCount() - 1))
            if name := beside.charFormat().toImageFormat().name():
                return name
        return ""

    def enlarge(self, name: str) -> None:
        """Show a picture of this page in a window of its own."""
        self.large = PictureWindow(self._original(QUrl(name)), self)
        self.large.show()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures fitted to the page, sharp at every scale of the screen; everything else as it is."""
        if kind != _PICTURE:
            return super().loadResource(kind, name)
        picture, ratio = self._original(QUrl(name)), self.devicePixelRatioF()
        room = round((self.viewport().width() - tokens().space(6)) * ratio)
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures anew, and stay at the same place of the page."""
        super().resizeEvent(event)
        if self._page is None or event.size().width() == event.oldSize().width():
            return
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self.show_page(self._page)
        bar.setValue(round(share * bar.maximum()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A picture is shown large; a link is followed as ever."""
        name = self.picture_at(self.cursorForPosition(event.position().toPoint()))
        if name and event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.enlarge(name)
        else:
            super().mouseReleaseEvent(event)

    def _give_air(self) -> None:
        """Room above headings and paragraphs, and headings no larger than the window's own titles."""
        look = tokens()
        sizes = {1: look.title, 2: look.large}
        block = self.document().begin()
        while block.isValid():
            shape, level = block.blockFormat(), block.blockFormat().headingLevel()
            if not block.textList() and not QTextCursor(block).currentTable():
                shape.setTopMargin(look.space(4 if level > 1 else 2) if block.blockNumber() else 0)
            cursor = QTextCursor(block)
            cursor.setBlockFormat(shape)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                letters = QTextCharFormat()
                letters.setProperty(QTextFormat.Property.FontPixelSize, sizes.get(level, look.body))
                cursor.mergeCharFormat(letters)
            block = block.next()

    def _original(self, name: QUrl) -> QPixmap:
        return QPixmap(self.document().baseUrl().resolved(name).toLocalFile())


class PictureWindow(QDialog):
    """A picture of the guide in its own size; Escape closes it."""

    def __init__(self, picture: QPixmap, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Help"))
        shown = QLabel()
        shown.setPixmap(picture)
        around = QScrollArea()
        around.setWidget(shown)
        around.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.addWidget(around)
        self.resize(picture.size().grownBy(column.contentsMargins() * 2).boundedTo(self.screen().availableSize()))
