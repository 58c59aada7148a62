"""What belongs to the order, line by line: how much of each is packed, and a tick where it is all in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wms.gui.screens.packing.contents import LineDone
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.look import font, looked
from wms.gui.theme.tokens import tokens

_MARK, _COUNT, _ITEM = 6, 18, 32  # widths in steps of the spacing scale


class LineList(QWidget):
    """As many lines as there is room for, the unfinished ones first; the last says how many more there are."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[LineDone] = []
        self._current = ""
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(0)
        self.setAccessibleName(say("Lines of the order"))
        looked.connect(self.update)

    def show_lines(self, lines: Sequence[LineDone], current: str) -> None:
        """Show these; `current` is the item that goes in next."""
        self.lines = sorted(lines, key=lambda line: (line.done >= line.of, line.item != current))
        self._current = current
        told = [say("{item}: {done} of {of}", item=line.item, done=line.done, of=line.of) for line in self.lines]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def scale_to(self, scale: float) -> None:
        """Grow with the page."""
        self._scale = scale
        self.updateGeometry()
        self.update()

    @property
    def _row_height(self) -> int:
        return round(tokens().row * self._scale)

    def _space(self, steps: float) -> int:
        return round(tokens().space(steps) * self._scale)

    def sizeHint(self) -> QSize:
        return QSize(self._space(80), self._row_height * max(1, len(self.lines)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self._row_height
        rows = self.height() // high
        shown = self.lines if len(self.lines) <= rows else self.lines[: max(1, rows - 1)]
        for place, line in enumerate(shown):
            self._row(painter, QRect(0, place * high, self.width(), high), line)
        if rows > 1 and len(shown) < len(self.lines):
            rest = QRect(self._space(_MARK), len(shown) * high, self.width(), high)
            painter.setFont(font(round(tokens().body * self._scale)))
            painter.setPen(QColor(tokens().muted))
            more = say("and {count} more lines", count=len(self.lines) - len(shown))
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, more)

    def _row(self, painter: QPainter, row: QRect, line: LineDone) -> None:
        look, done = tokens(), line.done >= line.of
        current = line.item == self._current and not done
        if current:
            painter.fillRect(row, QColor(look.accent_soft))
        if done:
            edge = round(look.icon * self._scale)
            icon("check", "good").paint(painter, QRect(row.left(), row.center().y() - edge // 2, edge, edge))
        painter.setPen(QColor(look.muted if done else look.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        left, count = self._space(_MARK), self._space(_COUNT)
        painter.setFont(font(round(look.body * self._scale), current))
        painter.drawText(QRect(left, row.top(), count - self._space(3), row.height()),
                         middle | Qt.AlignmentFlag.AlignRight, f"{line.done:,} / {line.of:,}")  # fmt: skip
        item = QRect(left + count, row.top(), self._space(_ITEM), row.height())
        painter.drawText(item, middle, _cut(painter, line.item, item.width()))
        name = QRect(item.right() + self._space(2), row.top(), max(0, row.right() - item.right() - self._space(2)),
                     row.height())  # fmt: skip
        words = f"{line.name} · {say('{count} still being picked', count=line.picking)}" if line.picking else line.name
        painter.drawText(name, middle, _cut(painter, words, name.width()))


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
