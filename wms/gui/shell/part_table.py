"""A few rows that belong to a thing, inside the details pane: small, quiet, and each code in it leads on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Subject
from wms.gui.registry.subjects import KINDS, Part
from wms.gui.texts.say import say, say_as
from wms.gui.texts.shown import RIGHT, shown, word
from wms.gui.theme.tokens import tokens
from wms.queries.page import Page
from wms.queries.question import QUESTIONS, Described

Index = QModelIndex | QPersistentModelIndex
LEADS = {"to_location": "location", "from_location": "location", "to_lpn": "lpn", "from_lpn": "lpn",
         "item_name": "", "login": "user", "picker": "user", "claimed_by": "user"}  # fmt: skip
"""Columns that lead to a kind of another name; others lead to the kind they are called after."""


class PartModel(QAbstractTableModel):
    """The rows of one part."""

    def __init__(self, columns: list[Described], rows: tuple[Any, ...], parent: QTableView) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The value as people read it."""
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            value = getattr(self.rows[index.row()], column.name)
            if column.kind in ("text", "told") and column.name in ("state", "kind", "status", "stage", "event"):
                return word(value) if value else ""
            return shown(value, column.kind)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.kind in RIGHT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say_as("column", self.columns[section].title)
        return None

    def subject(self, index: Index) -> Subject | None:
        """What the code in this cell leads to, if anything."""
        name = self.columns[index.column()].name
        kind = LEADS.get(name, name)
        value = getattr(self.rows[index.row()], name)
        return Subject(kind, str(value)) if kind in KINDS and value else None


class PartTable(QTableView):
    """Asks for its rows at once. `counted` tells whether there are any; `led_on` gives the Subject of a chosen code."""

    counted = Signal(bool)
    led_on = Signal(object)

    def __init__(self, desk: Desk, part: Part, subject: Subject, most: int) -> None:
        super().__init__()
        self.setObjectName("part")
        self.setAccessibleName(say(part.title))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setShowGrid(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens().row)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        known = {column.name: column for column in QUESTIONS[part.question].described}
        self._columns = [known[name] for name in part.columns]
        self._part = part
        self.activated.connect(self._lead_on)
        parameters: dict[str, Any] = {part.parameter: subject.code}
        desk.ask(part.question, self._found, owner=self, limit=most, **parameters)

    @Slot(object)
    def _found(self, page: Page) -> None:
        model = PartModel(self._columns, page.rows, self)
        self.setModel(model)
        self.resizeColumnsToContents()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        lines = self.horizontalHeader().sizeHint().height() + len(page.rows) * tokens().row
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(lines + bar)
        self.counted.emit(bool(page.rows))

    @Slot(QModelIndex)
    def _lead_on(self, index: QModelIndex) -> None:
        model = self.model()
        if isinstance(model, PartModel) and (subject := model.subject(index)) is not None:
            self.led_on.emit(subject)
