"""Entering an order, with the promise of every item beside the form: what can be had now, and what is expected."""

from __future__ import annotations

from collections import Counter
from typing import Any

import shiboken6
from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.forms.form import CommandForm
from wms.gui.pages.page import Page
from wms.gui.scan.heard import Heard
from wms.gui.tables.few import FewRows
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, subtitle
from wms.gui.theme.widgets_panels import Banner, Panel
from wms.operations.unit import Answer
from wms.queries import page as pages
from wms.queries.page import Filter

WAIT_MS, MOST, SIDE = 150, 200, 116


class EnterPage(Page):
    """The form at the left, the promise at the right; after an order is entered the next form stands ready."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Enter an order"))
        self.form: CommandForm | None = None
        self.promise = Promise(desk)
        self._place = QVBoxLayout()
        self._entered = Banner("good", "", closable=say("Close the message"))
        self._entered.hide()
        self._lay_out()
        self._anew()

    def arrive(self, **arguments: Any) -> None:
        """Stand where one begins to type; the details make room."""
        self.desk.room_wanted.emit(True)
        if self.form is not None:
            self.form.begin()

    def leave(self) -> None:
        """The details come back."""
        self.desk.room_wanted.emit(False)

    def _lay_out(self) -> None:
        row, left = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, tokens().space(2), 0, 0)
        row.setSpacing(tokens().space(3))
        left.addWidget(self._entered)
        left.addLayout(self._place, 1)
        row.addLayout(left, 1)
        self.promise.setFixedWidth(tokens().space(SIDE))
        row.addWidget(self.promise)

    def take(self, heard: Heard) -> bool:
        """A scan goes into the form."""
        return self.form is not None and self.form.take(heard)

    def _anew(self) -> None:
        """An empty form in place of the one that is done."""
        if self.form is not None and shiboken6.isValid(self.form):
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = CommandForm(self.desk, "EnterOrder", {})
        self.form.done.connect(self._done)
        self.form.closed.connect(self._closed)
        self.form.sheet.changed.connect(self._changed)
        self._place.addWidget(self.form, 1)
        self.promise.follow([])

    @Slot(object)
    def _done(self, answer: Answer) -> None:
        self._entered.tell("good", say("Order {order} is entered. The next one can be typed.", order=answer.document))
        self._entered.show()

    @Slot()
    def _closed(self) -> None:
        QTimer.singleShot(0, self, self._next)

    @Slot()
    def _next(self) -> None:
        self._anew()
        if self.isVisible() and self.form is not None:
            self.form.begin()

    @Slot()
    def _changed(self) -> None:
        if self.form is not None:
            self.promise.follow(self.form.sheet.values().get("lines", []))


class Promise(QWidget):
    """What can be promised of the items of the lines, and whether it is enough."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted: Counter[str] = Counter()
        self._waiting = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._waiting.timeout.connect(self._ask)
        self.note = hint("")
        self.rows = FewRows(say("Can be promised"), (
            (say("Item"), "text"), (say("Wanted"), "quantity"), (say("Now"), "quantity"),
            (say("Later"), "quantity"), (say("Next expected"), "text"),
        ))  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panel = Panel(subtitle(say("Can it be promised?")), self.note, self.rows)
        panel.column.setStretch(2, 1)
        column.addWidget(panel)
        self.follow([])

    def follow(self, lines: list[dict[str, Any]]) -> None:
        """Tell of the items of these lines, as the form holds them; the last change counts."""
        wanted: Counter[str] = Counter()
        for line in lines:
            wanted[str(line.get("item", "")).strip()] += _number(line.get("quantity"))
        wanted.pop("", None)
        if not wanted:
            self._waiting.stop()
            self._wanted = wanted
            self.rows.show_rows(())
            self.note.setText(say("As soon as an item is typed, what can be promised of it stands here."))
        elif wanted != self._wanted:
            self._wanted = wanted
            self._waiting.start()

    @Slot()
    def _ask(self) -> None:
        items = Filter("item", "in", tuple(self._wanted)[:MOST])
        self._desk.ask("available_to_promise", self._found, owner=self, filters=(items,), limit=MOST)

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        known = [row for row in page.rows if row.item in self._wanted]
        tones = [_tone(self._wanted[row.item], row) for row in known]
        self.rows.show_rows([
            (row.item, self._wanted[row.item], row.promise_now, row.promise, shown(row.next_expected_at))
            for row in known
        ], tones)  # fmt: skip
        self.note.setText(_verdict(tones))


def _number(value: Any) -> int:
    text = str(value or "").replace(",", "").strip()
    return int(text) if text.isdecimal() else 0


def _tone(wanted: int, row: Any) -> str:
    if wanted <= row.promise_now:
        return "neutral"
    return "warn" if wanted <= row.promise else "bad"


def _verdict(tones: list[str]) -> str:
    if "bad" in tones:
        return say("Not everything can be promised, even with what is expected.")
    if "warn" in tones:
        return say("Some of it can be promised only when what is expected has come.")
    return say("All of it can be promised now.") if tones else say("None of these items is known.")
