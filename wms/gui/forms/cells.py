"""How one cell of a line table is typed into: choices from a list, codes with offers, everything else as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.forms.blanks import Blank
from wms.gui.forms.choose import Chooser
from wms.gui.forms.sources import noun_of
from wms.gui.forms.wording import choices
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens

if TYPE_CHECKING:
    from wms.gui.forms.lines import LineTable

Index = QModelIndex | QPersistentModelIndex


class Cells(QStyledItemDelegate):
    """The editors of one table's cells."""

    def __init__(self, desk: Desk, command: str, table: LineTable) -> None:
        super().__init__(table)
        self._desk, self._command, self._table = desk, command, table
        self._place = -1
        self._editor: QWidget | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list for words, a line for the rest."""
        blank = self._blank(index)
        self._place = index.row()
        editor = _list_of(blank, parent) if blank.kind in ("choice", "flag", "maybe") else self._line(blank, parent)
        editor.setAccessibleName(say(blank.label))
        self._editor = editor
        return editor

    def finish(self) -> None:
        """Keep what is being typed: the form is sent."""
        if self._editor is not None and shiboken6.isValid(self._editor) and self._editor.isVisible():
            self.commitData.emit(self._editor)
            self.closeEditor.emit(self._editor, QStyledItemDelegate.EndEditHint.NoHint)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell that is wrong has its colour, also when nothing stands in it."""
        if (index.row(), self._blank(index).name) in self._table.model.wrong:
            option = QStyleOptionViewItem(option)
            option.state &= ~QStyle.StateFlag.State_Selected
            painter.fillRect(option.rect, QColor(tokens().bad_soft))
        super().paint(painter, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands in the cell."""
        text = index.data(Qt.ItemDataRole.EditRole) or ""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, QLineEdit):
            editor.setText(text.replace("\n", ", "))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was typed."""
        text: Any = editor.currentData() if isinstance(editor, QComboBox) else None
        if isinstance(editor, QLineEdit):
            text = editor.text().strip()
        model.setData(model.index(index.row(), index.column()), text or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps what was typed and goes on to the next cell; Ctrl+Enter only keeps it: the form is sent."""
        if isinstance(watched, QWidget) and isinstance(event, QKeyEvent) and _is_enter(event):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._table.view.go_on()
            return True
        return super().eventFilter(watched, event)

    def _blank(self, index: Index) -> Blank:
        return self._table.model.blanks[index.column()]

    def _line(self, blank: Blank, parent: QWidget) -> QLineEdit:
        line = QLineEdit(parent, frame=False)
        if blank.kind in ("whole", "money"):
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        noun = noun_of(self._command, blank) if blank.kind == "text" else ""
        if noun:
            Chooser(self._desk, line, noun, self._around)
        return line

    def _around(self) -> Mapping[str, str]:
        return self._table.model.typed_in(self._place)


def _is_enter(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _list_of(blank: Blank, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    offered = choices(blank)
    for value, seen in offered if offered[0][0] == "" else (("", ""), *offered):
        box.addItem(seen, value)
    return box
