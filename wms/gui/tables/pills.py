"""One filter as a pill: what it says, and a cross; pressing it takes the filter away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip
from wms.queries.page import Filter


class Pill(QAbstractButton):
    """`taken` gives the filter that is to be removed."""

    taken = Signal(object)

    def __init__(self, condition: Filter, text: str) -> None:
        super().__init__()
        self._condition = condition
        self.setText(text)
        self.setAccessibleName(say("Remove filter {filter}", filter=text))
        self.setToolTip(as_tip(self.accessibleName()))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._take)

    def sizeHint(self) -> QSize:
        """The text, the cross, and air."""
        look, metrics = tokens(), self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text()) + look.space(11)
        return QSize(min(wide, look.space(100)), metrics.height() + look.space(2))

    def minimumSizeHint(self) -> QSize:
        """Enough to be seen."""
        return QSize(tokens().space(12), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet accent, with a ring while the keys are on it."""
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = look.focus_width / 2
        place = QRectF(self.rect()).adjusted(half, half, -half, -half)
        ringed = self.hasFocus() or look.name == "contrast"
        painter.setPen(QPen(QColor(look.focus), look.focus_width) if ringed else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.pressed if self.isDown() or self.underMouse() else look.accent_soft))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        cross = look.space(3)
        room = place.adjusted(look.space(3), 0, -look.space(3) - cross - look.space(1), 0)
        told = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.setPen(QColor(look.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)
        spot = QRectF(place.right() - look.space(2.5) - cross, place.center().y() - cross / 2, cross, cross)
        icon("close", "muted").paint(painter, spot.toRect())

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._condition)
