"""States in lists are drawn as chips: a word on a quiet ground whose colour says whether it is well."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wms.gui.tables.asking import types_of, words_of
from wms.gui.tables.model import VALUE
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets_status import chip_size, paint_chip, tone_of

Index = QModelIndex | QPersistentModelIndex


def is_state(question: str, column: str) -> bool:
    """Whether the column says how things stand, and is to be seen from afar."""
    name = types_of(question)[column].__name__
    return bool(words_of(question, column)) and name.endswith(("State", "Status", "Risk"))


class StateCell(QStyledItemDelegate):
    """One state as a chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground, then the chip."""
        shape = QStyleOptionViewItem(option)
        self.initStyleOption(shape, index)
        text, shape.text = shape.text, ""
        style = shape.widget.style() if shape.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shape, painter, shape.widget)
        value = index.data(VALUE)
        if value is not None:
            edge = tokens().space(1)
            paint_chip(painter, QRectF(shape.rect).adjusted(edge, 0, -edge, 0), text, tone_of(str(value)))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the word and the chip's ends."""
        return chip_size(str(index.data() or "")) + QSize(tokens().space(2), 0)
