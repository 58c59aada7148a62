"""The bar below the map that plays a day again: which day, whose, how fast; by mouse or by keys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QElapsedTimer, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QSlider, QWidget

from wms.app.rows import all_rows
from wms.base.clock import utc_now
from wms.gui.desk.desk import Desk
from wms.gui.map.canvas import FloorCanvas
from wms.gui.map.past import Past, steps_of
from wms.gui.texts.say import language, say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, tool

SPEEDS = (1, 10, 60, 300)
FRAME_MS, STEP_S, LEAP_S = 40, 60, 900
_IDLE_S = 120


class ReplayBar(QWidget):
    """Plays on `canvas`. Space plays and rests, arrows step a minute, Page Up and Down a quarter of an hour."""

    def __init__(self, desk: Desk, canvas: FloorCanvas) -> None:
        super().__init__()
        self.desk, self.canvas = desk, canvas
        self.past: Past | None = None
        self.second = 0.0
        self._asked = 0
        self.play_button = tool("play", say("Play the day"))
        self.skip = tool("next", say("To where something happens next"))
        self.day, self.person, self.speed = QDateEdit(), QComboBox(), QComboBox()
        self.slider, self.words = QSlider(Qt.Orientation.Horizontal), hint("")
        self._frames, self._clock = QTimer(self), QElapsedTimer()
        self._frames.setInterval(FRAME_MS)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def playing(self) -> bool:
        """Whether time goes on."""
        return self._frames.isActive()

    def begin(self, day: date | None = None) -> None:
        """Show the bar and read a day; the one chosen last, at first today."""
        if day is not None:
            self.day.setDate(QDate(day.year, day.month, day.day))
        self.show()
        self.slider.setFocus()
        self.read()

    def end(self) -> None:
        """Nobody is shown any more."""
        self._frames.stop()
        self.hide()
        self.past = None
        self.canvas.show_people([], [], 0.0, [])

    @Slot()
    def read(self) -> None:
        """Ask what was done on the day; an answer that comes after a later question is not used."""
        self._asked += 1
        self._rest()
        begin, app = self._morning(), self.desk.app
        self.words.setText(say("Reading the day …"))
        work = partial(_read, app, self._asked, begin)
        self.desk.jobs.read(work, owner=self, then=self._found)

    @Slot(object)
    def _found(self, answer: tuple[int, datetime, list[Any]]) -> None:
        turn, begin, rows = answer
        if turn != self._asked or not self.isVisible():
            return
        laid = self.canvas.state.laid
        places = {place.code: place for place in laid.floor.places}
        self.past = Past(laid.floor, steps_of(rows, begin, places))
        chosen = self.person.currentData()
        self.person.clear()
        self.person.addItem(say("Everybody"), "")
        for login in self.past.persons:
            self.person.addItem(login, login)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        today = begin <= utc_now() < begin + timedelta(days=1)
        self.go(self.past.span[1] if today else self.past.span[0])

    def go(self, second: float) -> None:
        """Show this second of the day."""
        self.second = min(max(second, 0.0), 86_399.0)
        self.slider.blockSignals(True)
        self.slider.setValue(int(self.second))
        self.slider.blockSignals(False)
        if self.past is None:
            return
        only = str(self.person.currentData() or "")
        people, goods = self.past.people(self.second, only), self.past.goods(self.second, only)
        self.canvas.show_people(people, goods, self.second, self.past.persons)
        self.words.setText(self._told(len(people), only))

    @Slot()
    def play(self) -> None:
        """Let time go on from here, or rest."""
        if self.playing:
            self._rest()
        elif self.past is not None and self.past.steps:
            if self.second >= self.past.span[1]:
                self.go(self.past.span[0])
            self._clock.start()
            self._frames.start()
            self.play_button.setIcon(icon("pause", "muted"))

    def _rest(self) -> None:
        self._frames.stop()
        self.play_button.setIcon(icon("play", "muted"))

    @Slot()
    def tick(self) -> None:
        """One frame: as much of the day goes by as the speed says; long pauses are left out."""
        if self.past is None:
            return
        gone = self._clock.restart() / 1_000 * int(self.speed.currentData())
        then = self.second + gone
        following = self.past.next_after(self.second, str(self.person.currentData() or ""))
        if following is not None and following - then > _IDLE_S and not self.past.goods(then):
            then = following - _IDLE_S / 4
        self.go(then)
        if self.second >= self.past.span[1]:
            self._rest()

    @Slot()
    def on(self) -> None:
        """To the next thing that happens."""
        if self.past is not None:
            following = self.past.next_after(self.second, str(self.person.currentData() or ""))
            if following is not None:
                self.go(following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and rests wherever the keys are in the bar."""
        if event.key() == Qt.Key.Key_Space:
            self.play()
        else:
            super().keyPressEvent(event)

    def _told(self, people: int, only: str) -> str:
        wall = (self._morning() + timedelta(seconds=self.second)).astimezone(language().zone)
        past = self.past
        if past is None or not past.steps:
            return say("Nothing was recorded on this day.")
        last = next((seen.last for seen in past.people(self.second, only) if seen.last and seen.ago < _IDLE_S), None)
        told = say("{time}  ·  {count} people at work", time=f"{wall:%H:%M:%S}", count=people)
        return f"{told}  ·  {last.person}: {last.what} → {last.target or '–'}" if last is not None else told

    def _morning(self) -> datetime:
        chosen = self.day.date()
        zone = language().zone
        return datetime(chosen.year(), chosen.month(), chosen.day(), tzinfo=zone).astimezone(UTC)

    def _lay_out(self) -> None:
        look, today = tokens(), utc_now().astimezone(language().zone).date()
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.slider.setRange(0, 86_399)
        self.slider.setSingleStep(STEP_S)
        self.slider.setPageStep(LEAP_S)
        self.person.addItem(say("Everybody"), "")
        for speed in SPEEDS:
            self.speed.addItem(f"{speed} ×", speed)
        self.speed.setCurrentIndex(SPEEDS.index(60))
        for widget, name in ((self.day, say("Day to play again")), (self.person, say("Whose day")),
                             (self.speed, say("How fast")), (self.slider, say("Time of day"))):  # fmt: skip
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        self.words.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space(3), 0, look.space(3), 0)
        row.setSpacing(look.space(2))
        for part in (self.day, self.person, self.play_button, self.skip):
            row.addWidget(part)
        row.addWidget(self.slider, 2)
        row.addWidget(self.speed)
        row.addWidget(self.words, 1)

    def _connect(self) -> None:
        for button in (self.play_button, self.skip):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.play_button.clicked.connect(self.play)
        self.skip.clicked.connect(self.on)
        self._frames.timeout.connect(self.tick)
        self.day.dateChanged.connect(self.read)
        self.slider.valueChanged.connect(self._slid)
        self.person.activated.connect(self._again)

    @Slot(int)
    def _slid(self, second: int) -> None:
        self.go(float(second))

    @Slot()
    def _again(self) -> None:
        self.go(self.second)


def _read(app: Any, turn: int, begin: datetime) -> tuple[int, datetime, list[Any]]:
    return turn, begin, all_rows(app, "replay", begin=begin)
