"""The put wall as it stands: every slot with its order, and by its colour how complete that is.

Slots stand as they are numbered: bays beside each other, levels above each other. The slot a tote goes to is framed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wms.gui.texts.say import say
from wms.gui.texts.shown import word
from wms.gui.theme.icons import icon
from wms.gui.theme.look import font, looked
from wms.gui.theme.tokens import tokens
from wms.queries.consolidating import SlotState

_LEAST, _MOST = 30, 64  # a slot's width and height in steps of the spacing scale
_LOW, _TALL = 16, 26
_GAP = 1.5
_SOFT = {
    SlotState.FREE: "surface", SlotState.EXPECTING: "neutral_soft", SlotState.PARTLY: "warn_soft",
    SlotState.COMPLETE: "good_soft", SlotState.OTHERWISE: "pressed", SlotState.CLOSED: "pressed",
}  # fmt: skip
_BAR = {SlotState.PARTLY: "warn_fill", SlotState.COMPLETE: "good_fill"}


def placed(rows: Sequence[Any], columns: int) -> dict[str, tuple[int, int]]:
    """Where each slot is drawn (column, row from the top): by bay and level, or one after the other."""
    bays, levels = sorted({row.bay for row in rows}), sorted({row.level for row in rows}, reverse=True)
    by_place = {row.slot: (bays.index(row.bay), levels.index(row.level)) for row in rows}
    if len(set(by_place.values())) == len(rows) and len(bays) <= columns:
        return by_place
    return {row.slot: (number % columns, number // columns) for number, row in enumerate(rows)}


class Wall(QWidget):
    """`chosen` is emitted with a slot's row that was clicked."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Any] = []
        self._wanted = ""
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("Wall of slots"))
        looked.connect(self.update)

    def show_slots(self, rows: Sequence[Any], wanted: str) -> None:
        """Show these; `wanted` is the slot a tote goes to."""
        self.rows, self._wanted = list(rows), wanted
        used = [row for row in self.rows if row.order]
        told = [say("{slot}: {order}, {there} of {parts} parts", slot=row.slot, order=row.order, there=row.parts_there,
                    parts=row.parts) for row in used]  # fmt: skip
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def scale_to(self, scale: float) -> None:
        """Grow with the page."""
        self._scale = scale
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._space(_LEAST * 4), self._space(_TALL * 3))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        found = next((row for row, spot in self._spots() if spot.contains(at)), None)
        if found is not None:
            self.chosen.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, spot in self._spots():
            self._slot(painter, row, spot)

    # --- one slot ----------------------------------------------------------------------------------------------------

    def _slot(self, painter: QPainter, row: Any, spot: QRect) -> None:
        look, wanted = tokens(), row.slot == self._wanted
        painter.setBrush(QColor(getattr(look, "accent_soft" if wanted else _SOFT[row.state])))
        edge = look.accent if wanted else look.bad if row.stuck else look.edge
        painter.setPen(QPen(QColor(edge), look.line_width * (3 if wanted else 2 if row.stuck else 1)))
        painter.drawRoundedRect(spot, look.radius, look.radius)
        inner = spot.adjusted(self._space(1.5), self._space(1), -self._space(1.5), -self._space(1))
        self._head(painter, row, inner, wanted)
        if row.order:
            self._order(painter, row, inner)
        elif row.state is not SlotState.FREE:
            self._text(painter, inner, word(row.state), look.small, look.muted, Qt.AlignmentFlag.AlignBottom)

    def _head(self, painter: QPainter, row: Any, inner: QRect, wanted: bool) -> None:
        look = tokens()
        quiet = row.state is SlotState.FREE and not wanted
        self._text(painter, inner, row.slot, look.title, look.muted if quiet else look.text, bold=True)
        if row.stuck:
            size = round(look.icon * self._scale)
            icon("warning", "bad").paint(painter, QRect(inner.right() - size, inner.top(), size, size))

    def _order(self, painter: QPainter, row: Any, inner: QRect) -> None:
        look, thick = tokens(), self._space(1)
        bar = QRect(inner.left(), inner.bottom() - thick, inner.width(), thick)
        below = inner.adjusted(0, 0, 0, -thick - self._space(0.5))
        middle = Qt.AlignmentFlag.AlignBottom
        self._text(painter, below, row.order, look.body, look.text, middle)
        self._text(painter, below, f"{row.parts_there} / {row.parts}", look.body, look.text,
                   middle | Qt.AlignmentFlag.AlignRight)  # fmt: skip
        parts = max(1, row.parts)
        wide = (bar.width() - (parts - 1) * self._space(0.5)) / parts
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(parts):
            fill = _BAR.get(row.state, "neutral_fill") if number < row.parts_there else "line"
            painter.setBrush(QColor(getattr(look, fill)))
            left = bar.left() + round(number * (wide + self._space(0.5)))
            painter.drawRect(QRect(left, bar.top(), max(1, round(wide)), thick))

    def _text(
        self, painter: QPainter, inner: QRect, text: str, size: int, colour: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop, *, bold: bool = False,
    ) -> None:  # fmt: skip
        painter.setFont(font(round(size * self._scale), bold))
        painter.setPen(QColor(colour))
        told = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, align, told)

    # --- where they are ----------------------------------------------------------------------------------------------

    def _space(self, steps: float) -> int:
        return round(tokens().space(steps) * self._scale)

    def _spots(self) -> list[tuple[Any, QRect]]:
        if not self.rows:
            return []
        gap, least = self._space(_GAP), self._space(_LEAST)
        columns = max(1, (self.width() + gap) // (least + gap))
        at = placed(self.rows, columns)
        across, down = (1 + max(place[axis] for place in at.values()) for axis in (0, 1))
        wide = min(self._space(_MOST), (self.width() + gap) // across - gap)
        tall = max(self._space(_LOW), min(self._space(_TALL), (self.height() + gap) // down - gap))
        return [(row, QRect(column * (wide + gap), level * (tall + gap), wide, tall))
                for row in self.rows for column, level in (at[row.slot],)]  # fmt: skip
