"""Small typed inputs for filters and parameters: text, number, day, moment, one or several fixed words, yes or no.

Each gives its value in the question's own unit (None while it is empty), says when it changed, and shows by its look
when what was typed cannot be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QDate, QLocale, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QMenu, QToolButton, QWidgetAction

from wms.gui.tables.conditions import UNITS, number, number_text
from wms.gui.tables.staying import StayingMenu
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import word
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import restyle

TYPING_MS = 300


class TextInput(QLineEdit):
    """A text. `changed` comes a moment after the last key, or at once with Enter."""

    changed = Signal()

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(TYPING_MS)
        self._later.timeout.connect(self.changed)
        self.textEdited.connect(self._typing)
        self.returnPressed.connect(self._now)

    def value(self) -> Any:
        """What was typed; None when there is nothing. Raises ValueError when it cannot be read."""
        text = self.text().strip()
        return self.read(text) if text else None

    def put(self, value: Any) -> None:
        """Show this value."""
        self.setText(self.written(value))
        self._mark()

    def read(self, text: str) -> Any:
        """The value of a text that is not empty."""
        return text

    def written(self, value: Any) -> str:
        """The value as it would be typed."""
        return "" if value is None else str(value)

    @Slot()
    def _typing(self) -> None:
        self._mark()
        self._later.start()

    @Slot()
    def _now(self) -> None:
        self._later.stop()
        self.changed.emit()

    def _mark(self) -> None:
        """Let the field look wrong while it cannot be read."""
        try:
            self.value()
            wrong = False
        except ValueError:
            wrong = True
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            restyle(self)


class NumberInput(TextInput):
    """A number in the unit it is shown in."""

    def __init__(self, name: str, kind: str = "number", whole: bool = True) -> None:
        super().__init__(name, say(UNITS[kind]) if kind in UNITS else "")
        self._kind, self._whole = kind, whole

    def read(self, text: str) -> Any:
        """The number in the column's own unit."""
        return number(text, self._kind, self._whole)

    def written(self, value: Any) -> str:
        """The number in the unit it is typed in."""
        return number_text(value, self._kind)


class DayInput(TextInput):
    """A day, typed as year-month-day or chosen from a calendar."""

    def __init__(self, name: str) -> None:
        super().__init__(name, say("YYYY-MM-DD"))
        opener = self.addAction(icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        opener.setToolTip(say("Choose from the calendar"))
        opener.triggered.connect(self.choose)

    def read(self, text: str) -> Any:
        """The day."""
        return date.fromisoformat(text)

    def written(self, value: Any) -> str:
        """The day, year first."""
        return value.isoformat() if isinstance(value, date) else ""

    @Slot()
    def choose(self) -> None:
        """Open the calendar below the field."""
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setLocale(QLocale("zh_CN" if language().code == "zh" else "en_GB"))
        calendar.setAccessibleName(self.accessibleName())
        calendar.clicked.connect(self._chosen)
        calendar.activated.connect(self._chosen)
        calendar.clicked.connect(menu.close)
        calendar.activated.connect(menu.close)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus()

    @Slot(QDate)
    def _chosen(self, day: QDate) -> None:
        self.put(self._of(date(day.year(), day.month(), day.day())))
        self._now()

    def _of(self, day: date) -> date:
        return day


class MomentInput(DayInput):
    """A day with or without a time on the site's wall; without one it is the beginning of the day."""

    def read(self, text: str) -> Any:
        """The moment, in the site's time zone."""
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=language().zone)

    def written(self, value: Any) -> str:
        """Day and time on the site's wall."""
        if not isinstance(value, datetime):
            return ""
        return f"{value.astimezone(language().zone):%Y-%m-%d %H:%M}".removesuffix(" 00:00")

    def _of(self, day: date) -> date:
        return datetime(day.year, day.month, day.day, tzinfo=language().zone)


class WordInput(QComboBox):
    """One of some fixed words, or none."""

    changed = Signal()

    def __init__(self, name: str, words: Sequence[Any], empty: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.addItem(empty)
        self._values = [None, *words]
        for value in words:
            self.addItem(_said(value))
        self.activated.connect(self.changed)

    def value(self) -> Any:
        """The chosen word."""
        return self._values[self.currentIndex()]

    def put(self, value: Any) -> None:
        """Show this one."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class WordsInput(QToolButton):
    """Several of some fixed words, ticked in a menu that stays open."""

    changed = Signal()

    def __init__(self, name: str, words: Sequence[StrEnum]) -> None:
        super().__init__()
        self._name = name
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMinimumHeight(tokens().control)
        menu = StayingMenu(self)
        self._actions: list[tuple[StrEnum, QAction]] = []
        for value in words:
            action = menu.addAction(_said(value))
            action.setCheckable(True)
            action.toggled.connect(self._ticked)
            self._actions.append((value, action))
        self.setMenu(menu)
        self._tell()

    def value(self) -> tuple[StrEnum, ...] | None:
        """The ticked words; None without any."""
        return tuple(value for value, action in self._actions if action.isChecked()) or None

    def put(self, value: Any) -> None:
        """Tick these."""
        for word_, action in self._actions:
            action.blockSignals(True)
            action.setChecked(word_ in (value or ()))
            action.blockSignals(False)
        self._tell()

    @Slot()
    def _ticked(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        ticked = ", ".join(_said(value) for value in self.value() or ())
        self.setText(ticked or say("Choose…"))
        self.setAccessibleName(f"{self._name}: {ticked}" if ticked else self._name)


Input = TextInput | WordInput | WordsInput


def input_for(kind: type[Any], name: str, column_kind: str = "number", several: bool = False) -> Input:
    """The input for values of this type; several words may be chosen where `several`."""
    if kind is bool:
        return WordInput(name, (True, False), say("any"))
    if issubclass(kind, StrEnum):
        return WordsInput(name, tuple(kind)) if several else WordInput(name, tuple(kind), say("any"))
    if issubclass(kind, datetime):
        return MomentInput(name)
    if issubclass(kind, date):
        return DayInput(name)
    if issubclass(kind, str):
        return TextInput(name)
    return NumberInput(name, column_kind, issubclass(kind, int))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return word(value)
