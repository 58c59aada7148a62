"""The small panel in which one condition is put together: which column, how it compares, with what."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QVBoxLayout, QWidget

from wms.gui.tables.asking import types_of, words_of
from wms.gui.tables.conditions import TITLES, comparisons, filters_for
from wms.gui.tables.inputs import Input, TextInput, input_for
from wms.gui.tables.seeking import Seeking
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import primary
from wms.queries.question import Described


class ConditionEditor(QFrame):
    """Adds one condition to what is sought, and closes."""

    def __init__(self, seeking: Seeking, parent: QWidget, column: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "panel")
        self._seeking = seeking
        self._question = seeking.listing.question
        self._columns = [each for each in _by_use(seeking) if comparisons(self._question, each)]
        self._inputs: list[Input] = []
        self.which = _choice(say("Column"), [say(each.title) for each in self._columns])
        self.how = _choice(say("Comparison"), [])
        self.add = primary(say("Add filter"), "filter")
        self._form = QFormLayout()
        self._lay_out()
        self.which.currentIndexChanged.connect(self._column_chosen)
        self.how.currentIndexChanged.connect(self._comparison_chosen)
        self.add.clicked.connect(self.apply)
        self.choose(column or (self._columns[0].name if self._columns else ""))

    def choose(self, column: str) -> None:
        """Filter by this column."""
        names = [each.name for each in self._columns]
        if column in names:
            self.which.setCurrentIndex(names.index(column))
            self._column_chosen()

    def open_at(self, place: QPoint) -> None:
        """Show it with its upper left corner here, inside the screen."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() - self.height())))
        self.move(place)
        self.show()
        self.which.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def column(self) -> Described:
        """The chosen column."""
        return self._columns[self.which.currentIndex()]

    @property
    def comparison(self) -> str:
        """The chosen comparison."""
        return comparisons(self._question, self.column)[max(0, self.how.currentIndex())]

    @property
    def inputs(self) -> list[Input]:
        """Where its values are typed."""
        return self._inputs

    @Slot()
    def apply(self) -> None:
        """Add the condition, when there is one and it can be read."""
        try:
            values = [each.value() for each in self._inputs] + [None, None]
        except ValueError:
            return
        if self.comparison == "among" and isinstance(values[0], str):
            values[0] = tuple(part.strip() for part in values[0].split(",") if part.strip())
        filters = filters_for(self._question, self.column.name, self.comparison, values[0], values[1])
        if filters:
            self.close()
            self._seeking.add(*filters)

    @Slot()
    def _column_chosen(self) -> None:
        self.how.blockSignals(True)
        self.how.clear()
        self.how.addItems([say(TITLES[each]) for each in comparisons(self._question, self.column)])
        self.how.blockSignals(False)
        self._comparison_chosen()

    @Slot()
    def _comparison_chosen(self) -> None:
        for old in self._inputs:
            self._form.removeRow(old)
        self._inputs = [self._input(title) for title in _value_titles(self.comparison)]
        for made in self._inputs:
            self._form.addRow(made.accessibleName(), made)
            if isinstance(made, TextInput):
                made.returnPressed.connect(self.apply)
        self.adjustSize()

    def _input(self, title: str) -> Input:
        kind: type[Any] = types_of(self._question)[self.column.name]
        if self.comparison == "among" and not words_of(self._question, self.column.name):
            return TextInput(title, say("several, parted by commas"))
        if issubclass(kind, date):  # a moment too is looked for by its day
            kind = date
        return input_for(kind, title, self.column.kind, several=True)

    def _lay_out(self) -> None:
        look = tokens()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.space(4),) * 4)
        box.setSpacing(look.space(3))
        self._form.addRow(say("Column"), self.which)
        self._form.addRow(say("Comparison"), self.how)
        box.addLayout(self._form)
        box.addWidget(self.add)
        self.setMinimumWidth(look.space(80))


def _choice(name: str, titles: list[str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems(titles)
    return made


def _value_titles(comparison: str) -> list[str]:
    if comparison in ("yes", "no", "empty", "filled"):
        return []
    return [say("From (included)"), say("Up to (included)")] if comparison == "between" else [say("Value")]


def _by_use(seeking: Seeking) -> list[Described]:
    """The columns the screen shows first, then the others."""
    first = seeking.listing.columns
    return sorted(seeking.columns, key=lambda each: first.index(each.name) if each.name in first else len(first))
