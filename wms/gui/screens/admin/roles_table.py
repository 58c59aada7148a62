"""The matrix of permissions as a table one walks through with the arrow keys and ticks with the space bar."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from wms.gui.screens.admin.matrix import Matrix
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.look import font
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip

Index = QModelIndex | QPersistentModelIndex
TITLE, SENTENCE, FIRST_ROLE = 0, 1, 2
_ROLE = Qt.ItemDataRole


class RolesModel(QAbstractTableModel):
    """Rows are permissions; after their name and sentence each role has a column of ticks."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__(matrix)
        self.matrix = matrix
        self._shown = list(range(len(matrix.rows)))
        self._roles: list[str] = []
        matrix.changed.connect(self._changed)

    def seek(self, text: str) -> None:
        """Only permissions whose name or sentence holds this text."""
        wanted = text.strip().casefold()
        self.beginResetModel()
        self._shown = [n for n, row in enumerate(self.matrix.rows)
                       if wanted in f"{row.title} {row.sentence} {row.code}".casefold()]  # fmt: skip
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else FIRST_ROLE + len(self._roles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return self._title(section)
        if role == _ROLE.TextAlignmentRole and section >= FIRST_ROLE:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        row = self.matrix.rows[self._shown[index.row()]]
        if index.column() >= FIRST_ROLE:
            return self._tick(index, role)
        if role == _ROLE.DisplayRole:
            return row.title if index.column() == TITLE else row.sentence
        if role == _ROLE.ToolTipRole:
            return as_tip(f"{row.sentence}\n({row.code})")
        if role == _ROLE.FontRole and row.wide and index.column() == TITLE:
            return font(heavy=True)
        if role == _ROLE.ForegroundRole and index.column() == SENTENCE:
            return QBrush(QColor(tokens().muted))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsUserCheckable if index.column() >= FIRST_ROLE else plain

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.CheckStateRole or index.column() < FIRST_ROLE:
            return False
        return self.matrix.tick(*self.place(index))

    def place(self, index: Index) -> tuple[str, str]:
        """The role and the permission of a cell."""
        return self._roles[index.column() - FIRST_ROLE], self.matrix.rows[self._shown[index.row()]].code

    def _tick(self, index: Index, role: int) -> Any:
        who, code = self.place(index)
        if role == _ROLE.CheckStateRole:
            return Qt.CheckState.Checked if self.matrix.allows(who, code) else Qt.CheckState.Unchecked
        covered = self.matrix.covered(who, code)
        if role == _ROLE.ToolTipRole and covered:
            return as_tip(say("A wider permission of this role gives it already."))
        if role == _ROLE.AccessibleTextRole:
            return say("yes") if self.matrix.allows(who, code) else say("no")
        return None

    def _title(self, section: int) -> str:
        if section < FIRST_ROLE:
            return say("Permission") if section == TITLE else say("What it allows")
        role = self._roles[section - FIRST_ROLE]
        return f"{self.matrix.names[role]} •" if role in self.matrix.changes else self.matrix.names[role]

    def _changed(self) -> None:
        if self._roles != self.matrix.roles:
            self.beginResetModel()
            self._roles = self.matrix.roles
            self.endResetModel()
            return
        if not self._roles or not self._shown:
            return
        self.dataChanged.emit(self.index(0, FIRST_ROLE), self.index(len(self._shown) - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, FIRST_ROLE, self.columnCount() - 1)


class TickCell(QStyledItemDelegate):
    """A tick in the middle of its cell; quiet where a wider permission decides."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shape = QStyleOptionViewItem(option)
        self.initStyleOption(shape, index)
        shape.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        style = shape.widget.style() if shape.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shape, painter, shape.widget)
        model = index.model()
        covered = isinstance(model, RolesModel) and model.matrix.covered(*model.place(index))
        if index.data(_ROLE.CheckStateRole) == Qt.CheckState.Checked or covered:
            self._draw(painter, shape.rect, covered)
        else:
            self._box(painter, shape.rect)

    def _draw(self, painter: QPainter, cell: QRect, covered: bool) -> None:
        edge = tokens().icon
        place = QRect(0, 0, edge, edge)
        place.moveCenter(cell.center())
        icon("check", "faint" if covered else "accent").paint(painter, place)

    def _box(self, painter: QPainter, cell: QRect) -> None:
        edge = tokens().space(1)
        place = QRect(0, 0, edge, edge)
        place.moveCenter(cell.center())
        painter.fillRect(place, QColor(tokens().line))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        pressed = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        typed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        return (pressed or typed) and model.setData(index, None, _ROLE.CheckStateRole)


class RolesTable(QTableView):
    """The table itself."""

    def __init__(self, model: RolesModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(say("What each role allows"))
        self._ticks = TickCell(self)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens().row)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        model.modelReset.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Widths and ticks for the columns there are now."""
        header, look, bold = self.horizontalHeader(), tokens(), QFont(font(heavy=True))
        header.setFont(bold)
        for column in range(self.model().columnCount()):
            ticked = column >= FIRST_ROLE
            self.setItemDelegateForColumn(column, self._ticks if ticked else self.itemDelegate())
            if ticked:
                title = str(self.model().headerData(column, Qt.Orientation.Horizontal))
                wanted = header.fontMetrics().horizontalAdvance(title) + look.space(8)
                self.setColumnWidth(column, max(look.space(24), wanted))
        if self.model().columnCount() > SENTENCE:
            self.setColumnWidth(TITLE, look.space(66))
            header.setSectionResizeMode(SENTENCE, QHeaderView.ResizeMode.Stretch)
