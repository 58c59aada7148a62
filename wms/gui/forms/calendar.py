"""A calendar that opens from a line with a day in it, for those who would rather look than type."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit

from wms.gui.forms.blanks import Blank
from wms.gui.forms.wording import next_day
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon

_DAY_LENGTH = len("2026-01-31")


class _Calendar(QObject):
    """One line's calendar, made when it is first wanted."""

    def __init__(self, line: QLineEdit, blank: Blank, edited: Callable[[], None]) -> None:
        super().__init__(line)
        self._line, self._blank, self._edited = line, blank, edited
        self._shown: QCalendarWidget | None = None
        action = QAction(icon("calendar"), say("Choose a day"), line)
        action.triggered.connect(self.open)
        line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    @Slot()
    def open(self) -> None:
        """Show the month of the day that stands there."""
        if self._shown is None:
            self._shown = QCalendarWidget(self._line, gridVisible=False)
            self._shown.setWindowFlag(Qt.WindowType.Popup)
            self._shown.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._shown.activated.connect(self._choose)
            self._shown.clicked.connect(self._choose)
        day = QDate.fromString(next_day(self._blank, self._line.text(), 0)[:_DAY_LENGTH], Qt.DateFormat.ISODate)
        self._shown.setSelectedDate(day)
        self._shown.move(self._line.mapToGlobal(QPoint(0, self._line.height())))
        self._shown.show()
        self._shown.setFocus()

    @Slot(QDate)
    def _choose(self, day: QDate) -> None:
        standing = next_day(self._blank, self._line.text(), 0)
        self._line.selectAll()
        self._line.insert(day.toString(Qt.DateFormat.ISODate) + standing[_DAY_LENGTH:])
        if self._shown is not None:
            self._shown.close()
        self._line.setFocus()
        self._edited()


def offer_calendar(line: QLineEdit, blank: Blank, edited: Callable[[], None]) -> None:
    """Give a line a calendar; `edited` is called when a day was chosen."""
    _Calendar(line, blank, edited)
