"""A figure that opens the rows behind it: by a click, or by Enter and Space when the keys are on it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets_facts import Figure


class OpenFigure(Figure):
    """`opened`: somebody wants to see what the figure is made of."""

    opened = Signal()

    def __init__(self, label: str, value: str, tone: str = "neutral", note: str = "") -> None:
        super().__init__(label, value, tone, note)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._note.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click within the figure opens it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring appears."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring says that the keys are here."""
        super().paintEvent(event)
        if self.hasFocus():
            look = tokens()
            painter = QPainter(self)
            painter.setPen(QColor(look.focus))
            painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
            painter.end()
