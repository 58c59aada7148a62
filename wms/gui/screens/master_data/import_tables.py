"""The two tables of an import: the rows as they were understood, with every wrong cell marked, and all problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTableView

from wms.base.errors import Problem
from wms.gui.forms.labels import label_of
from wms.gui.screens.master_data.import_work import Checked, Line, column_of
from wms.gui.texts.say import say
from wms.gui.theme.look import font
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
NUMBER, WRONG, FIRST = 0, 1, 2


class _Cells(QAbstractTableModel):
    """Titles and rows of anything."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.titles: list[str] = []
        self.rows: Sequence[Any] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return self.titles[section] if across and role == _ROLE.DisplayRole else None


class LinesModel(_Cells):
    """The rows of the file in our fields."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: tuple[str, ...] = ()
        self.file_titles: dict[str, str] = {}

    def show_lines(self, checked: Checked | None, only_wrong: bool) -> None:
        """Show a checked file; `only_wrong` leaves the good rows out."""
        self.beginResetModel()
        lines = checked.lines if checked is not None else ()
        self.rows = [line for line in lines if line.wrong] if only_wrong else lines
        self.columns = checked.columns if checked is not None else ()
        self.file_titles = dict(checked.titles) if checked is not None else {}
        self.titles = [say("Row"), say("What is wrong"), *(say(label_of(name)) for name in self.columns)]
        self.endResetModel()

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        line: Line = self.rows[index.row()]
        if role == _ROLE.TextAlignmentRole and index.column() == NUMBER:
            return _RIGHT
        if index.column() == NUMBER:
            return f"{line.number:,}" if role == _ROLE.DisplayRole else None
        if index.column() == WRONG:
            return self._about_line(line, role)
        return self._cell(line, self.columns[index.column() - FIRST], role)

    def _about_line(self, line: Line, role: int) -> Any:
        told = [_named(problem) for problem in line.wrong.values()]
        if not told:
            return None
        if role == _ROLE.DisplayRole:
            return told[0] if len(told) < 2 else say("{first} (and {more} more)", first=told[0], more=len(told) - 1)
        if role == _ROLE.ToolTipRole:
            return as_tip("\n".join(told))
        return QBrush(QColor(tokens().bad)) if role == _ROLE.ForegroundRole else None

    def _cell(self, line: Line, name: str, role: int) -> Any:
        problem = line.wrong.get(name)
        if role == _ROLE.DisplayRole:
            return line.values.get(name) or (problem.found if problem else "")
        if role == _ROLE.ToolTipRole and (problem or name in self.file_titles):
            title = say("Column {title} of the file", title=self.file_titles.get(name, name))
            return as_tip(f"{sentence(problem)}\n{title}" if problem else title)
        if problem and role == _ROLE.BackgroundRole:
            return QBrush(QColor(tokens().soft("bad")))
        if problem and role == _ROLE.ForegroundRole:
            return QBrush(QColor(tokens().bad))
        return font(heavy=True) if problem and role == _ROLE.FontRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.ToolTipRole and section >= FIRST:
            name = self.columns[section - FIRST]
            return as_tip(say("Column {title} of the file", title=self.file_titles.get(name, name)))
        return super().headerData(section, orientation, role)

    def place_of(self, problem: Problem) -> tuple[int, int]:
        """The cell a problem is about; (-1, -1) when its row is not shown."""
        row = next((n for n, line in enumerate(self.rows) if line.number == problem.row), -1)
        if row < 0:
            return -1, -1
        name = column_of(problem, self.rows[row].values)
        return row, FIRST + self.columns.index(name) if name in self.columns else WRONG


class ProblemsModel(_Cells):
    """Every problem of the file: row, column, what is wrong, what was found, what was expected."""

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        self.beginResetModel()
        self.titles = [say("Row"), say("Column"), say("What is wrong"), say("Found in the file"),
                       say("Should be")]  # fmt: skip
        self.rows = sorted(problems, key=lambda one: (one.row or 0, one.field))
        self.endResetModel()

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        problem: Problem = self.rows[index.row()]
        if role == _ROLE.TextAlignmentRole and index.column() == 0:
            return _RIGHT
        if role not in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return None
        texts = (f"{problem.row:,}" if problem.row is not None else "", _field(problem), sentence(problem),
                 problem.found, say(problem.expected))  # fmt: skip
        text = texts[index.column()]
        return text if role == _ROLE.DisplayRole else as_tip(text)


class Sheet(QTableView):
    """A table to walk through. `entered` gives the number of the row that was opened by Enter or a double click."""

    entered = Signal(int)

    def __init__(self, model: QAbstractTableModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens().row)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.activated.connect(self._activated)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        self.entered.emit(index.row())

    def fit(self, widest: int = 70, stretched: int = -1) -> None:
        """Columns as wide as the first rows need, at most so many steps of the spacing."""
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(60)
        for column in range(self.model().columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(self.columnWidth(column) + tokens().space(2), tokens().space(widest)))
        if 0 <= stretched < self.model().columnCount():
            header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)


def sentence(problem: Problem) -> str:
    """The problem in the language in use."""
    return say(problem.template, **problem.values)


def _named(problem: Problem) -> str:
    field = _field(problem)
    return f"{field}: {sentence(problem)}" if field else sentence(problem)


def _field(problem: Problem) -> str:
    return say(label_of(problem.field)) if problem.field else ""
