"""The editors of single blanks: each holds a text, tells when a person changed it, and can be marked as wrong.

Undo is the widget's own; a scan or a choice is entered like typing, so that Ctrl+Z takes it back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.forms.blanks import Blank
from wms.gui.forms.calendar import offer_calendar
from wms.gui.forms.choose import Around, Chooser
from wms.gui.forms.sources import noun_of, permissions
from wms.gui.forms.wording import as_list, choices, next_day, told, value_of
from wms.gui.texts.say import say
from wms.gui.theme.look import dress
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import restyle

LONG_LINES, LIST_LINES = 2, 3
_UNITS = {"base units": "base units", "mm": "mm", "g": "g", "mm³": "mm³", "days": "days", "minutes": "minutes",
          "seconds": "seconds"}  # fmt: skip


class Editor(QWidget):
    """One blank to fill in, with the widget (`field`) one types into. `changed` tells of every change by a person."""

    changed = Signal()

    def __init__(self, blank: Blank, field: QWidget) -> None:
        super().__init__()
        self.blank = blank
        self.field = field
        field.setAccessibleName(say(blank.label))
        field.setAccessibleDescription(say(blank.help))
        self.setFocusProxy(field)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens().space(1.5))
        self._row.addWidget(field, 1)

    def text(self) -> str:
        """What stands there now."""
        raise NotImplementedError

    def fill(self, value: object) -> None:
        """Let a value stand there, as `fields.read` takes it; nothing can be undone afterwards."""
        raise NotImplementedError

    def enter(self, value: str) -> None:
        """Enter a value as if it were typed."""
        self.fill(value)

    def mark(self, wrong: bool) -> None:
        """Show whether what stands there is wrong."""
        self.field.setProperty("wrong", wrong)
        restyle(self.field)


class LineEditor(Editor):
    """A line of text: codes, names, numbers, days, moments, secrets."""

    def __init__(self, blank: Blank) -> None:
        self.line = QLineEdit()
        super().__init__(blank, self.line)
        self.line.textEdited.connect(self._edited)
        if blank.kind in ("whole", "money"):
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        if isinstance(blank.default, int) and not isinstance(blank.default, bool) and blank.default > 0:
            self.line.setPlaceholderText(str(blank.default))
        if blank.unit in _UNITS:
            self._row.addWidget(QLabel(say(_UNITS[blank.unit])))
        if blank.kind in ("date", "moment"):
            self._offer_days()
        if blank.kind == "secret":
            self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def text(self) -> str:
        """What stands there now."""
        return self.line.text()

    def fill(self, value: object) -> None:
        """Let a value stand there."""
        self.line.setText(told(self.blank, value))

    def enter(self, value: str) -> None:
        """Enter a value as if it were typed."""
        self.line.selectAll()
        self.line.insert(told(self.blank, value))
        self.changed.emit()

    def _offer_days(self) -> None:
        self.line.setPlaceholderText("2026-01-31" if self.blank.kind == "date" else "2026-01-31 14:30")
        self.line.installEventFilter(self)
        offer_calendar(self.line, self.blank, self._edited)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In days and moments, the up and down keys go a day on or back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            days = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if days is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                text = next_day(self.blank, self.line.text(), days)
                self.line.selectAll()
                self.line.insert(text)
                self.changed.emit()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _edited(self) -> None:
        self.changed.emit()


class ChosenEditor(LineEditor):
    """A line whose codes are offered; `named` says what bears the code."""

    named = Signal(str)

    def __init__(self, blank: Blank, desk: Desk, noun: str, around: Around) -> None:
        super().__init__(blank)
        self.chooser = Chooser(desk, self.line, noun, around)
        self.chooser.chosen.connect(self._edited)
        self.chooser.named.connect(self.named)

    def fill(self, value: object) -> None:
        """Let a code stand there, and find out what bears it."""
        super().fill(value)
        self.chooser.name()

    def enter(self, value: str) -> None:
        """Enter a code; it needs no offers."""
        super().enter(value)
        self.chooser.rest()
        self.chooser.name()


class LongEditor(Editor):
    """Sentences over several lines, or a list of codes, one a line; a comma begins the next line of a list."""

    def __init__(self, blank: Blank) -> None:
        self.area = QPlainTextEdit()
        super().__init__(blank, self.area)
        self.area.setTabChangesFocus(True)
        lines = LIST_LINES if blank.kind == "list" else LONG_LINES
        self.area.setFixedHeight(tokens().control + (lines - 1) * self.area.fontMetrics().lineSpacing())
        self.area.textChanged.connect(self.changed)
        if blank.kind == "list":
            self.area.setPlaceholderText(say("One a line"))
            self.area.installEventFilter(self)

    def text(self) -> str:
        """What stands there now."""
        return self.area.toPlainText()

    def fill(self, value: object) -> None:
        """Let a value stand there."""
        blocked = self.area.blockSignals(True)
        self.area.setPlainText(told(self.blank, value))
        self.area.blockSignals(blocked)

    def enter(self, value: str) -> None:
        """Add to a list, replace a text; Ctrl+Z takes it back."""
        cursor = self.area.textCursor()
        if self.blank.kind == "list":
            cursor.movePosition(QTextCursor.MoveOperation.End)
            stands = self.area.toPlainText()
            value = value if not stands or stands.endswith("\n") else f"\n{value}"
        else:
            cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(value)
        self.area.setTextCursor(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A comma stands for a new line in a list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text() in (",", "，", ";"):
            self.area.textCursor().insertText("\n")
            return True
        return super().eventFilter(watched, event)


class ListEditor(LongEditor):
    """A list of codes with a line beside it that offers them; Enter adds what stands in the line."""

    def __init__(self, blank: Blank, desk: Desk, noun: str, around: Around) -> None:
        super().__init__(blank)
        self.line = QLineEdit(placeholderText=say("Add"))
        self.line.setAccessibleName(say("Add to: {field}", field=say(blank.label)))
        self._row.insertWidget(0, self.line, 1, Qt.AlignmentFlag.AlignTop)
        self._row.setStretch(1, 2)
        QWidget.setTabOrder(self.line, self.area)
        self.line.returnPressed.connect(self._add)
        if noun:
            Chooser(desk, self.line, noun, around).chosen.connect(self._add)
        else:
            completer = QCompleter(list(permissions()), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            dress(completer.popup())
            self.line.setCompleter(completer)

    @Slot()
    def _add(self) -> None:
        """Put what stands in the line at the end of the list; what the list has already is not put there twice."""
        code = self.line.text().strip()
        if code and code not in as_list(self.text()):
            self.enter(code)
        self.line.clear()


class _Choices(QComboBox):
    """A choice that the wheel does not change in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only scrolls the form."""
        event.ignore()


class ChoiceEditor(Editor):
    """One of several words; the word is translated, the value kept."""

    def __init__(self, blank: Blank) -> None:
        self.box = _Choices()
        super().__init__(blank, self.box)
        for value, seen in choices(blank):
            self.box.addItem(seen, value)
        self.fill(blank.default)
        self.box.activated.connect(self.changed)

    def text(self) -> str:
        """The chosen value."""
        return str(self.box.currentData() or "")

    def fill(self, value: object) -> None:
        """Choose a value; one that is not among them is shown as it is, so that it can be refused."""
        text = value_of(self.blank, told(self.blank, value))
        place = self.box.findData(text)
        if place < 0:
            self.box.addItem(text, text)
            place = self.box.count() - 1
        self.box.setCurrentIndex(place)


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, blank: Blank) -> None:
        self.check = QCheckBox(say(blank.label))
        super().__init__(blank, self.check)
        self.check.setChecked(bool(blank.default))
        self.check.clicked.connect(self.changed)

    def text(self) -> str:
        """The answer, as `fields.read` takes it."""
        return "yes" if self.check.isChecked() else "no"

    def fill(self, value: object) -> None:
        """Let an answer stand there."""
        self.check.setChecked(value_of(self.blank, told(self.blank, value)) == "yes")


def editor_of(desk: Desk, command: str, blank: Blank, around: Around) -> Editor:
    """The editor a blank needs; files and lines have their own."""
    if blank.kind in ("choice", "maybe"):
        return ChoiceEditor(blank)
    if blank.kind == "flag":
        return FlagEditor(blank)
    noun = noun_of(command, blank)
    if blank.kind == "list" and (noun or blank.name == "permissions"):
        return ListEditor(blank, desk, noun, around)
    if blank.kind in ("long", "list"):
        return LongEditor(blank)
    return ChosenEditor(blank, desk, noun, around) if noun else LineEditor(blank)
