"""One departure, drawn: the truck with what is on it, and before its doors what is packed and still in the house.

Each small square is a carton, or as many as it takes for all to fit. Filled ones are on the truck, coloured ones stand
outside: amber, and red once the departure is near; hollow ones belong to orders that are not packed yet.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wms.gui.texts.say import language, say
from wms.gui.texts.shown import shown, word
from wms.gui.theme.look import font
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets_status import chip_size, paint_chip
from wms.model.words import Risk

TONES = {Risk.OVERDUE: "bad", Risk.LATE: "bad", Risk.AT_RISK: "warn"}
MOST_CELLS, ROWS = 48, 3
HIGH, TIME, WORDS, CELL, GAP = 27, 27, 46, 4.5, 1
"""Sizes in steps of the spacing scale: the whole row, the columns of time and of words, a square and what parts two."""


class Truck(QWidget):
    """One row of `cutoffs`. `chosen` when it is entered or double-clicked, `stood` when the keys come to it."""

    chosen = Signal(object)
    stood = Signal(object)

    def __init__(self, row: Any) -> None:
        super().__init__()
        self.row = row
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.told())

    @property
    def waiting(self) -> int:
        """The cartons that are packed and on no truck."""
        return int(self.row.closed + self.row.staged)

    @property
    def key(self) -> tuple[Any, ...]:
        """Which departure it is."""
        return self.row.carrier, self.row.cutoff_at

    @property
    def tone(self) -> str:
        """How loud what stands outside is told."""
        return TONES.get(self.row.haste, "warn")

    def told(self) -> str:
        """Everything the drawing shows, in words."""
        row = self.row
        values = {"carrier": row.carrier_name or say("any carrier"), "time": shown(row.cutoff_at),
                  "loaded": row.loaded, "waiting": self.waiting, "unpacked": row.unpacked}  # fmt: skip
        return say("{carrier}, {time}: {loaded} cartons on the truck, {waiting} packed and not on it,"
                   " {unpacked} orders not packed", **values)  # fmt: skip

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(tokens().space(160), tokens().space(HIGH))

    # --- keys and mouse --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from truck to truck, Enter takes one."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.row)
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.row)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.stood.emit(self.row)
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- drawing ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1 - look.space(1))
        painter.setPen(QPen(QColor(look.focus if self.hasFocus() else look.line), look.focus_width if self.hasFocus()
                            else look.line_width))  # fmt: skip
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(box, look.panel_radius, look.panel_radius)
        inside = box.adjusted(look.space(4), look.space(2), -look.space(4), -look.space(2))
        self._when(painter, inside)
        right = inside.right() - look.space(WORDS)
        self._words(painter, QRectF(right, inside.top(), look.space(WORDS), inside.height()))
        left = inside.left() + look.space(TIME)
        self._goods(painter, QRectF(left, inside.top(), right - left - look.space(4), inside.height()))

    def _when(self, painter: QPainter, box: QRectF) -> None:
        look, at = tokens(), self.row.cutoff_at.astimezone(language().zone)
        painter.setPen(QColor(look.text))
        painter.setFont(font(look.title, heavy=True))
        high = look.title * 1.4
        painter.drawText(QRectF(box.left(), box.top(), look.space(TIME), high), _LEFT, f"{at:%H:%M}")
        painter.setFont(font(look.small))
        painter.setPen(QColor(look.muted))
        painter.drawText(QRectF(box.left(), box.top() + high, look.space(TIME), look.small * 1.6), _LEFT,
                         shown(at.date()))  # fmt: skip
        size = chip_size(word(self.row.haste.value))
        spot = QRectF(box.left(), box.bottom() - size.height(), size.width(), size.height())
        paint_chip(painter, spot, word(self.row.haste.value), TONES.get(self.row.haste, "good"))

    def _words(self, painter: QPainter, box: QRectF) -> None:
        """Whose truck, where it stands, and in large letters what is not on it."""
        look, row = tokens(), self.row
        painter.setFont(font(look.body, heavy=True))
        painter.setPen(QColor(look.text))
        line = look.body * 1.6
        name = painter.fontMetrics().elidedText(row.carrier_name or say("any carrier"), Qt.TextElideMode.ElideRight,
                                                int(box.width()))  # fmt: skip
        painter.drawText(QRectF(box.left(), box.top(), box.width(), line), _LEFT, name)
        painter.setFont(font(look.small))
        painter.setPen(QColor(look.muted))
        where = f"{row.load} · {row.dock}" if row.load else say("no truck yet")
        painter.drawText(QRectF(box.left(), box.top() + line, box.width(), look.small * 1.6), _LEFT, where)
        if self.waiting:
            text, ink, heavy = say("{count} not on the truck", count=f"{self.waiting:,}"), look.ink(self.tone), True
        elif row.loaded and not row.unpacked:
            text, ink, heavy = say("Everything is on the truck"), look.ink("good"), True
        else:
            text, ink, heavy = say("{count} orders not packed", count=f"{row.unpacked:,}"), look.muted, False
        painter.setFont(font(look.large if heavy else look.body, heavy=heavy))
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(box.left(), box.bottom() - line * 1.3, box.width(), line * 1.3), _LEFT, text)

    def _goods(self, painter: QPainter, box: QRectF) -> None:
        """The truck at the right with its doors to the left; before them what waits."""
        look, row = tokens(), self.row
        cell, gap = look.space(CELL), look.space(GAP)
        each = max(1, ceil(max(row.loaded, self.waiting, row.unpacked) / MOST_CELLS))
        loaded, waiting, unpacked = (ceil(count / each) for count in (row.loaded, self.waiting, row.unpacked))
        columns = max(4, ceil((loaded + waiting) / ROWS))
        long = columns * (cell + gap) + gap
        cab = cell * 1.6
        body = QRectF(box.right() - cab - long, box.top(), long, ROWS * (cell + gap) + gap)
        self._truck(painter, body, cab)
        good, loud = QColor(look.ink("good")), QColor(look.ink(self.tone))
        self._cells(painter, body.topLeft() + QPointF(gap, gap), loaded, good, filled=True)
        before = body.left() - look.space(4)
        wide = ceil(waiting / ROWS) * (cell + gap)
        self._cells(painter, QPointF(before - wide, body.top() + gap), waiting, loud, filled=True)
        far = max(box.left(), before - wide - look.space(3) - ceil(unpacked / ROWS) * (cell + gap))
        self._cells(painter, QPointF(far, body.top() + gap), unpacked, QColor(look.muted), filled=False)
        if each > 1:
            painter.setFont(font(look.small))
            painter.setPen(QColor(look.muted))
            painter.drawText(QPointF(box.left(), box.bottom()), say("one square: {count}", count=each))

    def _truck(self, painter: QPainter, body: QRectF, cab: float) -> None:
        look = tokens()
        there = bool(self.row.load)
        pen = QPen(QColor(look.text if there else look.muted), look.focus_width,
                   Qt.PenStyle.SolidLine if there else Qt.PenStyle.DashLine)  # fmt: skip
        painter.setPen(pen)
        painter.setBrush(QColor(look.raised))
        painter.drawRoundedRect(body, look.radius / 2, look.radius / 2)
        front = QRectF(body.right(), body.top() + body.height() * 0.25, cab, body.height() * 0.75)
        painter.drawRoundedRect(front, look.radius, look.radius)
        wheel = look.space(2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        for x in (body.left() + wheel * 2, body.right() - wheel, front.right() - wheel):
            painter.drawEllipse(QPointF(x, body.bottom() + wheel * 0.9), wheel, wheel)

    def _cells(self, painter: QPainter, start: QPointF, count: int, colour: QColor, *, filled: bool) -> None:
        """So many squares in columns of ROWS."""
        look = tokens()
        cell, gap = look.space(CELL), look.space(GAP)
        painter.setPen(QPen(colour, look.line_width) if not filled else Qt.PenStyle.NoPen)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        for number in range(count):
            column, row = divmod(number, ROWS)
            painter.drawRoundedRect(
                QRectF(start.x() + column * (cell + gap), start.y() + row * (cell + gap), cell, cell), 2, 2)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
