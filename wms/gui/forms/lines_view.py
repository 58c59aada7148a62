"""The table one types lines into, and its keys: on to the next cell, paste, copy, undo, remove."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from wms.gui.forms.cells import Cells
from wms.gui.forms.lines_model import LinesModel
from wms.gui.forms.pasting import copied, pasted
from wms.gui.theme.tokens import tokens

_WIDTHS = {"whole": 10, "money": 10, "date": 13, "moment": 18, "flag": 8, "maybe": 8, "choice": 12, "list": 22}
_NAMES = {"name": 26, "address": 30}
_TEXT = 15


class LinesView(QTableView):
    """The table itself. `pasted` gives the headings of a spreadsheet that name no column here."""

    pasted = Signal(object)

    def __init__(self, lines: LinesModel, cells: Cells, name: str) -> None:
        super().__init__()
        self.lines = lines
        self.setModel(lines)
        self.setItemDelegate(cells)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )  # fmt: skip
        self.verticalHeader().setDefaultSectionSize(tokens().row)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        letter = self.fontMetrics().averageCharWidth()
        for place, blank in enumerate(lines.blanks):
            heading = self.fontMetrics().horizontalAdvance(lines.headerData(place, Qt.Orientation.Horizontal))
            width = letter * _WIDTHS.get(blank.kind, _NAMES.get(blank.name, _TEXT))
            self.setColumnWidth(place, max(width, heading + tokens().space(6)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a table one types into."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(self.paste())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.lines.history.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.lines.history.redo()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_rows() if control else self.clear_cells()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.go_on()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and leaves the table from its empty row; back, from its first cell."""
        here = self.currentIndex()
        leaves = here.row() >= len(self.lines.rows) if forward else (here.row(), here.column()) <= (0, 0)
        self.setTabKeyNavigation(not leaves)
        return super().focusNextPrevChild(forward)

    def go_on(self) -> None:
        """To the next cell; after a row's last to the first of the row below."""
        here = self.currentIndex()
        at_end = here.column() + 1 >= self.lines.columnCount()
        self.stand(here.row() + 1, 0) if at_end else self.stand(here.row(), here.column() + 1)

    def stand(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        self.setCurrentIndex(self.lines.index(min(row, self.lines.rowCount() - 1), column))

    def paste(self) -> tuple[str, ...]:
        """Rows from the clipboard, over those from here on; returns headings that name no column."""
        here = self.currentIndex()
        row, column = max(0, here.row()), max(0, here.column())
        found = pasted(QGuiApplication.clipboard().text(), self.lines.blanks, column)
        if found.rows:
            merged = [{**self.lines.typed_in(row + n), **new} for n, new in enumerate(found.rows)]
            self.lines.replace(row, min(len(merged), max(0, len(self.lines.rows) - row)), merged)
            self.stand(row + len(merged), column)
        return found.unknown

    def copy(self) -> None:
        """The chosen cells to the clipboard."""
        chosen = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        rows: dict[int, list[str]] = {}
        for row, column in chosen:
            rows.setdefault(row, []).append(str(self.lines.index(row, column).data() or ""))
        QGuiApplication.clipboard().setText(copied(rows.values()))

    def clear_cells(self) -> None:
        """Empty the chosen cells, in one step."""
        chosen = [(index.row(), self.lines.blanks[index.column()].name) for index in self.selectedIndexes()]
        places = [row for row, _ in chosen if row < len(self.lines.rows)]
        if places:
            first, last = min(places), max(places)
            rows = [{n: v for n, v in self.lines.rows[place].items() if (place, n) not in chosen}
                    for place in range(first, last + 1)]  # fmt: skip
            self.lines.replace(first, last - first + 1, rows)

    def remove_rows(self) -> None:
        """Remove the rows one stands in, in one step."""
        places = [index.row() for index in self.selectedIndexes() if index.row() < len(self.lines.rows)]
        if places:
            first, last, column = min(places), max(places), max(0, self.currentIndex().column())
            left = [self.lines.rows[place] for place in range(first, last + 1) if place not in places]
            self.lines.replace(first, last - first + 1, left)
            self.stand(first, column)
