"""The table itself: rows of one height, that people walk through, choose from and copy by mouse or by keys alone.

Home and End go to the first and the last row of the whole answer: what is not loaded is asked for, at the end in the
order turned round, and the window stays usable meanwhile. When rows are refreshed, what was selected stays selected and
what was in sight stays in sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from wms.gui.tables.cells import StateCell, is_state
from wms.gui.tables.model import RowsModel
from wms.gui.theme.tokens import tokens

AHEAD = 60
"""How many rows before its edge the next page is asked for."""
_WHOLE_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@dataclass(frozen=True)
class _Place:
    """What was selected and in sight before the rows were changed, by the rows' keys."""

    selected: frozenset[tuple[Any, ...]]
    current: tuple[Any, ...] | None
    column: int
    top: tuple[Any, ...] | None
    shift: int


class Grid(QTableView):
    """A view of a RowsModel. `opened` gives the row to open, `moved` the current row or None, `chosen` that the
    selection changed; `sort_wanted` a column, whether it is added to the order, and the direction ("", "up", "down").
    """

    opened = Signal(object)
    moved = Signal(object)
    chosen = Signal()
    sort_wanted = Signal(str, bool, str)
    copy_wanted = Signal(bool)
    widened = Signal()

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._place: _Place | None = None
        self._told: Any = None
        self.setModel(model)
        self._dress()
        for section, column in enumerate(model.columns):
            if is_state(model.asking.question, column.name):
                self.setItemDelegateForColumn(section, StateCell(self))
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        model.rowsInserted.connect(self._grew)
        model.dataChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(self._chose)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.verticalScrollBar().valueChanged.connect(self.look)
        self.doubleClicked.connect(self._open)
        self.horizontalHeader().sectionClicked.connect(self._clicked)

    # --- what is chosen ------------------------------------------------------------------------------------------

    def current_row(self) -> Any:
        """The row the keys are on; None without one."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def selected_rows(self) -> list[Any]:
        """The selected rows from top to bottom."""
        return [self._rows.rows[number] for number in self._selected()]

    def select(self, key: tuple[Any, ...]) -> bool:
        """Go to the row with this key, when it is loaded."""
        number = self._rows.row_of(key)
        if number >= 0:
            self._stand(number)
            self.scrollTo(self._rows.index(number, self._column()), QAbstractItemView.ScrollHint.PositionAtCenter)
        return number >= 0

    def go(self, end: bool) -> None:
        """To the first or the last row of the whole answer."""
        if self._rows.more if end else self._rows.fence is not None:
            self._rows.to_end() if end else self._rows.to_start()
        elif self._rows.rows:
            self._stand(len(self._rows.rows) - 1 if end else 0)

    @Slot()
    def look(self) -> None:
        """Tell the model what is in sight, and let it load what is nearly so."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        count = len(self._rows.rows)
        last = count - 1 if last < 0 else last
        chosen = self._selected()
        self._rows.look_at(min([first, *chosen[:1]]), max([last, *chosen[-1:]]))
        if last >= count - AHEAD:
            self._rows.fetch_below()
        if first < AHEAD:
            self._rows.fetch_above()

    # --- what Qt calls -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of every list."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._open()
        elif key == Qt.Key.Key_C and control:
            self.copy_wanted.emit(shift)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and control:
            name = self._rows.columns[self._column()].name
            self.sort_wanted.emit(name, shift, "up" if key == Qt.Key.Key_Up else "down")
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift:
            self.go(key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab, the keys stand on a row at once."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rows:
            index = self._rows.index(0, self._column())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A taller window may need more rows."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()
        self.look()

    # --- inside --------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows, titles = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(tokens().row)
        rows.setDefaultSectionSize(tokens().row)
        titles.setSectionsMovable(True)
        titles.setSectionsClickable(True)
        titles.setHighlightSections(False)
        titles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _column(self) -> int:
        """The column the keys are on; otherwise the leftmost one."""
        current = self.currentIndex().column()
        if current >= 0:
            return current
        header = self.horizontalHeader()
        shown = (header.logicalIndex(place) for place in range(header.count()))
        return next(section for section in shown if not header.isSectionHidden(section))

    def _selected(self) -> list[int]:
        found: set[int] = set()
        for part in self.selectionModel().selection().toList():
            found.update(range(part.top(), part.bottom() + 1))
        return sorted(found)

    def _stand(self, number: int) -> None:
        """Let the keys stand on this row and nothing else be selected, whatever keys are held down."""
        index = self._rows.index(number, self._column())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear | _WHOLE_ROWS)
        self.scrollTo(index)

    @Slot()
    def _open(self) -> None:
        row = self.current_row()
        if row is not None:
            self.opened.emit(row)

    @Slot(int)
    def _clicked(self, section: int) -> None:
        add = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.sort_wanted.emit(self._rows.columns[section].name, add, "")

    @Slot()
    def _chose(self) -> None:
        self.look()
        self.chosen.emit()

    @Slot()
    def _tell_current(self) -> None:
        """Say which row is current, when it is another or is not what it was."""
        row = self.current_row()
        if row != self._told:
            self._told = row
            self.moved.emit(row)

    @Slot()
    def _keep_place(self) -> None:
        model, key = self._rows, self._rows.asking.key
        top = self.rowAt(0)
        current = self.current_row()
        self._place = _Place(
            frozenset(key(row) for row in self.selected_rows()),
            None if current is None else key(current), self._column(),
            key(model.rows[top]) if top > 0 or (top == 0 and model.fence is not None) else None,
            self.rowViewportPosition(top) if top >= 0 else 0,
        )  # fmt: skip

    @Slot()
    def _find_place(self) -> None:
        place, self._place = self._place, None
        if self._rows.arrival == "again" and place is not None:
            self._restore(place)
        elif self._rows.arrival in ("start", "end") and self._rows.rows:
            self._stand(len(self._rows.rows) - 1 if self._rows.arrival == "end" else 0)
        else:
            self.scrollToTop()
        self._tell_current()
        self._chose()

    def _restore(self, place: _Place) -> None:
        places = {self._rows.asking.key(row): number for number, row in enumerate(self._rows.rows)}
        if place.current in places:
            index = self._rows.index(places[place.current], place.column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen = QItemSelection()
        for number in sorted(places[key] for key in place.selected if key in places):
            chosen.select(self._rows.index(number, 0), self._rows.index(number, self._rows.columnCount() - 1))
        self.selectionModel().select(chosen, _WHOLE_ROWS)
        if place.top in places:
            self.executeDelayedItemsLayout()
            high = self.verticalHeader().defaultSectionSize()
            self.verticalScrollBar().setValue(places[place.top] * high - place.shift)

    @Slot(QModelIndex, int, int)
    def _grew(self, parent: QModelIndex, first: int, last: int) -> None:
        """Rows came above: what was in sight stays there."""
        if first == 0 and last + 1 < len(self._rows.rows):
            bar, high = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
            before = bar.value()
            self.doItemsLayout()
            bar.setValue(before + (last + 1) * high)
        self.look()
