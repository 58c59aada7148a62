"""A few rows that a page works out itself: small, quiet, read by eye and by keys, copied like any list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from wms.gui.texts.shown import RIGHT, shown
from wms.gui.theme.tokens import tokens

Index = QModelIndex | QPersistentModelIndex


class FewModel(QAbstractTableModel):
    """Rows of plain values under titles with kinds; `tones` say which rows call for attention."""

    def __init__(self, columns: Sequence[tuple[str, str]], parent: QTableView) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[tuple[Any, ...], ...] = ()
        self.tones: tuple[str, ...] = ()

    def show_rows(self, rows: Sequence[Sequence[Any]], tones: Sequence[str] = ()) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = tuple(tuple(row) for row in rows)
        self.tones = tuple(tones) or ("neutral",) * len(self.rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The value as people read it."""
        kind = self.columns[index.column()][1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(self.rows[index.row()][index.column()], kind)
        if role == Qt.ItemDataRole.TextAlignmentRole and kind in RIGHT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and self.tones[index.row()] != "neutral":
            return QColor(tokens().ink(self.tones[index.row()]))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The column's title, standing as its figures do."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        title, kind = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if kind in RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return title if role == Qt.ItemDataRole.DisplayRole else None


class FewRows(QTableView):
    """The rows as a table without a frame. `opened` gives the place of a row that was double-clicked or entered.

    Where it `wraps` the last column's sentences are shown whole, on as many lines as they need.
    """

    opened = Signal(int)

    def __init__(self, name: str, columns: Sequence[tuple[str, str]], *, wraps: bool = False) -> None:
        super().__init__()
        self._wraps = wraps
        if wraps:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.horizontalHeader().sectionResized.connect(self._heighten)
        self.rows = FewModel(columns, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens().space(7))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(not wraps and columns[-1][1] not in RIGHT)
        if wraps:
            self.horizontalHeader().setSectionResizeMode(len(columns) - 1, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._open)

    def show_rows(self, rows: Sequence[Sequence[Any]], tones: Sequence[str] = ()) -> None:
        """Show these rows instead, each column as wide as it needs."""
        self.rows.show_rows(rows, tones)
        self._widen()
        self._heighten()

    def _widen(self) -> None:
        last = len(self.rows.columns) - 1
        for column in range(last if self._wraps else last + 1):
            self.resizeColumnToContents(column)

    @Slot()
    def _heighten(self) -> None:
        """Give each row the height its sentences need."""
        if not self._wraps:
            return
        self.setWordWrap(True)  # the stylesheet takes it away from all tables
        look, last = tokens(), len(self.rows.columns) - 1
        room = QRect(0, 0, max(1, self.columnWidth(last) - look.space(6)), 0)
        for row in range(self.rows.rowCount()):
            text = str(self.rows.index(row, last).data() or "")
            high = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
            self.setRowHeight(row, max(look.space(7), high + look.space(3)))

    def showEvent(self, event: QShowEvent) -> None:
        """The stylesheet has been looked at by now."""
        super().showEvent(event)
        self._widen()
        self._heighten()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())
