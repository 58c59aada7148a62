"""The bar above a list: a field to find by, filters as pills that can be taken away, the question's parameters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from wms.app import registry
from wms.gui.tables.asking import bare, parameter_title
from wms.gui.tables.conditions import told
from wms.gui.tables.editor import ConditionEditor
from wms.gui.tables.flow import Flow
from wms.gui.tables.inputs import Input, TextInput, input_for
from wms.gui.tables.pills import Pill
from wms.gui.tables.seeking import ALL, Seeking
from wms.gui.texts.say import say, say_as
from wms.gui.theme.icons import icon
from wms.gui.theme.shrinking import Shrinking
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, quiet
from wms.queries.page import Filter


class FilterBar(QWidget):
    """Shows and changes what is sought. `tools` is where the list puts its own buttons, to the right."""

    def __init__(self, seeking: Seeking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seeking = seeking
        self.field = TextInput(say("Find in this list"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._cleared)
        self.field.changed.connect(self._find)
        self.where, self._columns = _where(seeking)
        self._columns.triggered.connect(self._where_chosen)
        self.filter = plain(say("Filter"), "filter")
        self.filter.clicked.connect(self.edit)
        self.tools = QHBoxLayout()
        self.asks: dict[str, Input] = {}
        self._shrinking: Shrinking | None = None
        self._asks_row, self._pills = QWidget(), QWidget()
        self._lay_out()
        seeking.changed.connect(self.show_sought)
        self.show_sought()

    def focus(self) -> None:
        """Let people type what to find."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def shrink(self, buttons: Sequence[QPushButton]) -> None:
        """In little room these lose their words, the first of them first, and after those that were named before."""
        if self._shrinking is None:
            self._shrinking = Shrinking(self, self._top, buttons)
        else:
            self._shrinking.also(buttons)

    def minimumSizeHint(self) -> QSize:
        """Narrower than its words: these can go."""
        hint = super().minimumSizeHint()
        spare = self._shrinking.spare if self._shrinking is not None else 0
        return QSize(max(0, hint.width() - spare), hint.height())

    @Slot()
    def edit(self, column: str = "") -> ConditionEditor:
        """Open the panel for one more condition."""
        editor = ConditionEditor(self._seeking, self, column if isinstance(column, str) else "")
        editor.open_at(self.filter.mapToGlobal(QPoint(0, self.filter.height() + tokens().space(1))))
        return editor

    @Slot()
    def show_sought(self) -> None:
        """Show what is sought now."""
        if self.field.text().strip() != self._seeking.text:
            self.field.put(self._seeking.text)
        title = _title(self._seeking, self._seeking.text_column)
        anywhere = self._seeking.text_column == ALL
        for action in self._columns.actions():
            action.setChecked(action.data() == self._seeking.text_column)
        self.where.setText(title)
        self.where.setAccessibleName(say("Find in column: {column}", column=title))
        self.field.setPlaceholderText(say("Find in this list") if anywhere else say("Find by {column}", column=title))
        for name, given in self.asks.items():
            if not given.hasFocus():
                given.put(self._seeking.given.get(name))
        self._show_pills()

    @Slot()
    def _find(self) -> None:
        self._seeking.find(self.field.text())

    @Slot(str)
    def _cleared(self, text: str) -> None:
        """The cross in the field empties it without a key."""
        if not text:
            self._seeking.find("")

    @Slot(object)
    def _where_chosen(self, action: Any) -> None:
        self._seeking.find(self.field.text(), action.data())
        self.show_sought()
        self.focus()

    @Slot(str)
    def _given(self, name: str) -> None:
        try:
            self._seeking.give(name, self.asks[name].value())
        except ValueError:
            return

    def _show_pills(self) -> None:
        flow = self._pills.layout()
        while flow is not None and (item := flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if flow is None:
            return
        for condition in self._seeking.filters:
            flow.addWidget(self._pill(condition))
        if self._seeking.narrowed:
            everything = quiet(say("Clear all"))
            everything.clicked.connect(self._seeking.clear)
            flow.addWidget(everything)
        self._pills.setVisible(bool(self._seeking.filters))

    def _pill(self, condition: Filter) -> Pill:
        column = next(each for each in self._seeking.columns if each.name == condition.column)
        made = Pill(condition, told(self._seeking.listing.question, column, condition))
        made.taken.connect(self._seeking.remove)
        return made

    def _lay_out(self) -> None:
        look = tokens()
        box, top = QVBoxLayout(self), QHBoxLayout()
        self._top = top
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.space(2))
        top.setSpacing(look.space(2))
        self.field.setMinimumWidth(look.space(45))
        self.field.setMaximumWidth(look.space(80))
        if self._seeking.text_columns:
            top.addWidget(self.field, 1)
            if len(self._seeking.text_columns) > 1:
                top.addWidget(self.where)
        top.addWidget(self.filter)
        top.addStretch(1)
        self.tools.setSpacing(look.space(1))
        top.addLayout(self.tools)
        Flow(self._pills)
        box.addWidget(self._asks_row)
        box.addLayout(top)
        box.addWidget(self._pills)
        self._lay_out_asks()

    def _lay_out_asks(self) -> None:
        flow = Flow(self._asks_row)
        known = registry.question(self._seeking.listing.question).parameters
        for name in self._seeking.listing.asks:
            title = say(parameter_title(self._seeking.listing.question, name))
            field = self.asks[name] = input_for(bare(known[name].annotation), title)
            field.setMinimumWidth(tokens().space(36))
            field.changed.connect(partial(self._given, name))
            flow.addWidget(_labelled(title, field))
        self._asks_row.setVisible(bool(self.asks))


def _where(seeking: Seeking) -> tuple[QPushButton, QMenu]:
    """The button that says, and lets choose, which column is looked in."""
    made = quiet("")
    menu, group = QMenu(made), QActionGroup(made)
    for name in (ALL, *seeking.text_columns):
        action = menu.addAction(_title(seeking, name))
        action.setData(name)
        action.setCheckable(True)
        group.addAction(action)
    made.setMenu(menu)
    return made, menu


def _title(seeking: Seeking, name: str) -> str:
    if name == ALL:
        return say("All columns")
    return next((say_as("column", column.title) for column in seeking.columns if column.name == name), "")


def _labelled(title: str, field: Input) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(tokens().space(0.5))
    label = caption(title)
    label.setBuddy(field)
    box.addWidget(label)
    box.addWidget(field)
    return made
