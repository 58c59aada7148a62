"""The lines of a document as people type them: texts by row and column, with one empty row at the end to go on in.

Every change is one step that can be undone: so many rows at a place give way to others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QUndoCommand, QUndoStack

from wms.gui.forms.blanks import Blank
from wms.gui.forms.wording import choices, meant, told, value_of
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip

Row = dict[str, Any]
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Change(QUndoCommand):
    """Rows that give way to others, and come back."""

    def __init__(self, model: LinesModel, at: int, before: list[Row], after: list[Row]) -> None:
        super().__init__()
        self._model, self._at, self._before, self._after = model, at, before, after

    def redo(self) -> None:
        """Let the new rows stand there."""
        self._model.swap(self._at, len(self._before), self._after)

    def undo(self) -> None:
        """Let the old rows stand there again."""
        self._model.swap(self._at, len(self._after), self._before)


class LinesModel(QAbstractTableModel):
    """The rows of one table. `edited` tells of every change; `history` undoes and redoes."""

    edited = Signal()

    def __init__(self, blanks: tuple[Blank, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.blanks = blanks
        self.rows: list[Row] = []
        self.history = QUndoStack(self)
        self._wrong: dict[tuple[int, str], list[str]] = {}
        self._wrong_rows: frozenset[int] = frozenset()

    # --- what stands there ---------------------------------------------------------------------------------------

    def load(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Let these rows stand there, as `fields.read` takes them; nothing before can be undone."""
        self.beginResetModel()
        self.rows = [_as_typed(self.blanks, row) for row in rows]
        self._take_wrong({})
        self.history.clear()
        self.endResetModel()

    def kept(self) -> list[int]:
        """The places of the rows in which anything stands."""
        return [place for place, row in enumerate(self.rows) if any(row.values())]

    def values(self) -> list[dict[str, Any]]:
        """The rows as `fields.read` takes them; empty rows and empty cells are left out."""
        return [_as_meant(self.blanks, self.rows[place]) for place in self.kept()]

    def typed_in(self, place: int) -> Row:
        """One row as it was typed; an empty one beyond the end."""
        return self.rows[place] if 0 <= place < len(self.rows) else {}

    # --- changing it ---------------------------------------------------------------------------------------------

    def replace(self, at: int, count: int, rows: list[Row]) -> None:
        """Let rows give way to others, so that it can be undone."""
        while self.rows and at > len(self.rows):
            at -= 1
        self.history.push(_Change(self, at, [dict(row) for row in self.rows[at : at + count]], rows))

    def put(self, place: int, name: str, text: Any) -> None:
        """Let a text stand in one cell; in the empty row at the end it makes a new row."""
        if self.typed_in(place).get(name, "") != text:
            self.replace(place, 1 if place < len(self.rows) else 0, [{**self.typed_in(place), name: text}])

    def swap(self, at: int, count: int, rows: list[Row]) -> None:
        """What `replace` and its undoing do."""
        both = min(count, len(rows))
        self.rows[at : at + both] = [dict(row) for row in rows[:both]]
        if both:
            self.dataChanged.emit(self.index(at, 0), self.index(at + both - 1, len(self.blanks) - 1))
        if count > both:
            self.beginRemoveRows(_ROOT, at + both, at + count - 1)
            del self.rows[at + both : at + count]
            self.endRemoveRows()
        elif len(rows) > both:
            self._insert(at + both, rows[both:])
        self._take_wrong({cell: told for cell, told in self._wrong.items() if cell[0] < at})
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows))
        self.edited.emit()

    def _insert(self, at: int, rows: list[Row]) -> None:
        """At the end, the empty row becomes the first new one, so that who stands in it stays there."""
        at_end = at == len(self.rows)
        self.beginInsertRows(_ROOT, at + at_end, at + at_end + len(rows) - 1)
        self.rows[at:at] = [dict(row) for row in rows]
        self.endInsertRows()
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.blanks) - 1))

    def mark(self, wrong: Mapping[tuple[int, str], list[str]]) -> None:
        """Show what is wrong, by row (place among all rows) and field."""
        self._take_wrong(dict(wrong))
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows), len(self.blanks) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows))

    def _take_wrong(self, wrong: dict[tuple[int, str], list[str]]) -> None:
        self._wrong, self._wrong_rows = wrong, frozenset(row for row, _ in wrong)

    @property
    def wrong(self) -> Mapping[tuple[int, str], list[str]]:
        """What is wrong now."""
        return self._wrong

    # --- as a table ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """All rows, and the empty one."""
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The blanks of a line."""
        return 0 if parent.isValid() else len(self.blanks)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be typed into but lines within the line: those have a table of their own."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found if self.blanks[index.column()].kind == "lines" else found | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, is edited as, and is told as when it is wrong."""
        blank, row = self.blanks[index.column()], self.typed_in(index.row())
        wrong = self._wrong.get((index.row(), blank.name))
        if role == Qt.ItemDataRole.DisplayRole:
            return _seen(blank, row.get(blank.name, ""))
        if role == Qt.ItemDataRole.EditRole:
            return row.get(blank.name, "")
        if role == Qt.ItemDataRole.TextAlignmentRole and blank.kind in ("whole", "money"):
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and wrong:
            return QColor(tokens().bad)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip("\n".join(wrong) if wrong else say(blank.help))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((say(blank.label), _seen(blank, row.get(blank.name, "")), *(wrong or ())))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What was typed into a cell."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.put(index.row(), self.blanks[index.column()].name, value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The blanks' labels with their units, and the rows' numbers."""
        if orientation == Qt.Orientation.Horizontal:
            return self._column_header(self.blanks[section], role)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1) if section < len(self.rows) else "+"
        if role == Qt.ItemDataRole.ForegroundRole and section in self._wrong_rows:
            return QColor(tokens().bad)
        return None

    def _column_header(self, blank: Blank, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            label = say(blank.label) + (f" ({say(blank.unit)})" if blank.unit else "")
            return f"{label} *" if blank.required else label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if blank.kind in ("whole", "money") else _LEFT
        return as_tip(say(blank.help)) if role == Qt.ItemDataRole.ToolTipRole else None


def _seen(blank: Blank, text: Any) -> str:
    if blank.kind == "lines":
        return say("{count} lines", count=len(text)) if text else ""
    if blank.kind in ("choice", "flag", "maybe"):
        return next((seen for value, seen in choices(blank) if value == text), text)
    return str(text).replace("\n", ", ")


def _as_typed(blanks: tuple[Blank, ...], row: Mapping[str, Any]) -> Row:
    typed: Row = {}
    for blank in blanks:
        value = row.get(blank.name)
        if blank.kind == "lines":
            typed[blank.name] = [_as_meant(blank.lines, _as_typed(blank.lines, line)) for line in value or ()]
        elif value is not None:
            text = told(blank, value)
            typed[blank.name] = value_of(blank, text) if blank.kind in ("choice", "flag", "maybe") else text
    return typed


def _as_meant(blanks: tuple[Blank, ...], row: Row) -> dict[str, Any]:
    known = _by_name(blanks)
    return {
        name: text if known[name].kind == "lines" else meant(known[name], text) for name, text in row.items() if text
    }


@cache
def _by_name(blanks: tuple[Blank, ...]) -> dict[str, Blank]:
    return {blank.name: blank for blank in blanks}
