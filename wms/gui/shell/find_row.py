"""How one thing found is drawn: icon, code in strong letters, and beside it what it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wms.gui.shell.finder import Find
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens

FIND = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class FindRow(QStyledItemDelegate):
    """Draws a Find."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A comfortable row."""
        return QSize(0, tokens().row + tokens().space(1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Icon, title, then the rest in quiet letters, cut short where the room ends."""
        find: Find = index.data(FIND)
        look, rect = tokens(), QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selection))
            painter.drawRoundedRect(rect, look.radius, look.radius)
        left = rect.left() + look.space(2)
        middle = rect.center().y()
        side = look.icon
        icon(find.icon or "search").paint(painter, QRect(left, middle - side // 2, side, side))
        left += side + look.space(2)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        left += self._text(painter, rect, left, find.title, strong, look.on_selection if chosen else look.text)
        self._text(painter, rect, left + look.space(2), find.detail, option.font,
                   look.on_selection if chosen else look.muted)  # fmt: skip
        painter.restore()

    def _text(self, painter: QPainter, rect: QRect, left: int, text: str, font: QFont, colour: str) -> int:
        """Draw a text from `left` on; returns how wide it is."""
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = rect.right() - left - tokens().space(2)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, cut)
        return painter.fontMetrics().horizontalAdvance(cut)
