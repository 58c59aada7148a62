"""The supervisor's view: who does what now and how far they are, and what everybody did today against the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages import listing
from wms.gui.pages.page import Page
from wms.gui.registry.declared import Subject
from wms.gui.screens.tasks.lists import TIMES
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import word
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, caption, quiet, strong, subtitle
from wms.gui.theme.widgets_panels import EmptyState
from wms.gui.theme.widgets_status import Chip, MeterBar
from wms.queries import page as pages

AGAIN_MS, MOST = 10_000, 500
_TOPICS = frozenset({"tasks", "waves", "people"})
_METER = 36
TOLERANCE = 1.1
"""So much longer than expected is still as expected: nobody walks like a stopwatch."""


class PersonLine:
    """The widgets of one person, in one row of the grid."""

    def __init__(self, desk: Desk, row: Any, now: datetime) -> None:
        self._desk, self.login = desk, row.login
        self.name = quiet(row.name or row.login, "user")
        self.name.clicked.connect(self._show_person)
        busy = row.doing is not None
        self.doing = Chip(word(row.doing.value) if busy else say("idle"), "accent" if busy else "neutral")
        self.what = _text("\n".join(part for part in (row.document, row.place) if part) or "–")
        self.far = _text("–") if not busy else MeterBar(
            row.done, row.of, say("{done} of {of}", done=f"{row.done:,}", of=f"{row.of:,}"), warn_at=2
        )
        begun = row.since if busy else row.last_at
        self.since = _text(_since(begun, now, busy) if begun is not None else "–")
        self.today = strong(f"{row.today:,}")
        self.kinds = _text(_kinds(row) or "–")
        slow = row.actual_s > row.expected_s * TOLERANCE
        took = row.actual_s if slow else min(row.actual_s, row.expected_s)
        self.pace = MeterBar(took, row.expected_s, _pace(row), warn_at=2)

    def widgets(self) -> list[QWidget]:
        """From left to right."""
        return [self.name, self.doing, self.what, self.far, self.since, self.today, self.kinds, self.pace]

    def _show_person(self) -> None:
        self._desk.show(Subject("user", self.login))


class PeoplePage(Page):
    """A line a person, kept up to date by itself; below, what each kind of work takes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("People"))
        self.lines: list[PersonLine] = []
        self._grid_holder = QWidget()
        self._scroll = QScrollArea()
        self._empty = EmptyState("users", say("Nobody is at work"),
                                 say("People appear here as soon as they take a task."))  # fmt: skip
        self.times = listing.ListingPage(desk, TIMES, heading=False)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(self._changed)

    def arrive(self, **arguments: Any) -> None:
        """Look, and go on looking."""
        self._timer.start()
        self.look()

    def leave(self) -> None:
        """Nobody looks."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Ask who does what."""
        self.desk.ask("people_work", self._found, owner=self, limit=MOST, since=_midnight(self.desk.app.clock()),
                      at=self.desk.app.clock())  # fmt: skip

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS and self.isVisible():
            self.look()

    def _found(self, page: pages.Page) -> None:
        rows = sorted(page.rows, key=lambda row: (row.doing is None, row.login))
        self._show_people(rows)

    def _show_people(self, rows: Sequence[Any]) -> None:
        """Everything anew, with the keys where they were."""
        place, held = self._scroll.verticalScrollBar().value(), self._focused()
        now = self.desk.app.clock()
        self.lines = [PersonLine(self.desk, row, now) for row in rows]
        self._scroll.setWidget(self._filled())
        self._scroll.verticalScrollBar().setValue(place)
        self._scroll.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        for line in self.lines:
            if line.login == held:
                line.name.setFocus()

    def _focused(self) -> str:
        return next((line.login for line in self.lines if line.name.hasFocus()), "")

    def _filled(self) -> QWidget:
        look, made = tokens(), QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(look.space(2), look.space(2), look.space(2), look.space(2))
        grid.setHorizontalSpacing(look.space(5))
        grid.setVerticalSpacing(look.space(3))
        titles = (say("Who"), say("Does now"), say("What, where"), say("How far"), say("For how long"), say("Today"),
                  say("Of these"), say("Took, against expected"))  # fmt: skip
        for column, title in enumerate(titles):
            grid.addWidget(caption(title), 0, column)
        for number, line in enumerate(self.lines, 1):
            for column, widget in enumerate(line.widgets()):
                left = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag(0)
                grid.addWidget(widget, number, column, Qt.AlignmentFlag.AlignVCenter | left)
        for column in (3, 7):
            grid.setColumnMinimumWidth(column, look.space(_METER))
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(self.lines) + 1, 1)
        return made

    def _lay_out(self) -> None:
        look = tokens()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setAccessibleName(say("People"))
        above, below = QWidget(), QWidget()
        upper, lower = QVBoxLayout(above), QVBoxLayout(below)
        for box in (upper, lower):
            box.setContentsMargins(0, look.space(2), 0, 0)
        upper.addWidget(self._scroll, 1)
        upper.addWidget(self._empty, 1)
        self._empty.setVisible(False)
        lower.addWidget(subtitle(say("What work takes, learnt from the last 30 days")))
        lower.addWidget(self.times, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(above)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(split)


def _text(words: str) -> QLabel:
    made = body(words)
    made.setWordWrap(False)
    return made


def _kinds(row: Any) -> str:
    """What was done today, by kind."""
    parts = (
        (row.picks, say("picks")), (row.putaways, say("put away")), (row.replenishments, say("filled")),
        (row.counts, say("counted")), (row.others, say("other")),
    )  # fmt: skip
    return ", ".join(f"{count:,} {name}" for count, name in parts if count)


def _pace(row: Any) -> str:
    if not row.expected_s:
        return say("nothing to compare")
    return say("{actual} min for {expected} min of work", actual=f"{row.actual_s / 60:,.0f}",
               expected=f"{row.expected_s / 60:,.0f}")  # fmt: skip


def _since(moment: datetime, now: datetime, busy: bool) -> str:
    """How long somebody is at it; for the idle, since what time."""
    if not busy:
        return say("since {time}", time=f"{moment.astimezone(language().zone):%H:%M}")
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 60:
        return say("{minutes} min", minutes=minutes)
    return say("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def _midnight(now: datetime) -> datetime:
    """The last midnight of the clock on the site's wall."""
    local = now.astimezone(language().zone)
    return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)
