"""The map as a screen: choose what it shows, find a place, click for its details, open its stock."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout

from wms.app.rows import all_rows
from wms.base.clock import utc_now
from wms.gui.desk.desk import Desk
from wms.gui.map.scale import Value
from wms.gui.map.view import FloorView
from wms.gui.pages.page import Page
from wms.gui.registry.declared import Subject
from wms.gui.scan.heard import Heard
from wms.gui.screens.map.colouring import WAYS
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, title


class MapPage(Page):
    """The floor with its colours. A scan of a place selects it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Map"))
        self.floor = FloorView(desk)
        self.way = QComboBox()
        self.way.setAccessibleName(say("Colour by"))
        self.way.addItem(say("No colours"), "")
        for way in WAYS.values():
            self.way.addItem(say(way.title), way.name)
        self.way.setCurrentIndex(max(0, self.way.findData(desk.user.get("map.way", "picks"))))
        self.days = QSpinBox()
        self.days.setAccessibleName(say("Days of picks"))
        self.days.setRange(1, 730)
        self.days.setValue(int(desk.user.get("map.days", 28)))
        self.days.setSuffix(say(" days"))
        self.again = plain(say("Play a day again"), "play")
        self.again.setCheckable(True)
        self._told = caption("")
        self._rows: list[Any] = []
        self._asked = 0
        self._lay_out()
        self.way.currentIndexChanged.connect(self._chosen)
        self.days.editingFinished.connect(self._ask)
        self.floor.place_clicked.connect(self._clicked)
        self.floor.place_opened.connect(self._opened)
        self.again.toggled.connect(self._replay)
        desk.changed.connect(self._changed)

    def _lay_out(self) -> None:
        space = tokens().space
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(title(self.title))
        head.addSpacing(space(4))
        for label, widget in ((say("Colour by"), self.way), (say("Picks of the last"), self.days)):
            words = QLabel(label)
            words.setBuddy(widget)
            head.addWidget(words)
            head.addWidget(widget)
        head.addWidget(self._told)
        head.addStretch(1)
        head.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(4), space(4), space(4), space(2))
        column.addLayout(head)
        column.addWidget(self.floor, 1)

    # --- colours ---------------------------------------------------------------------------------------------------

    def arrive(self, code: str = "", way: str = "", **arguments: Any) -> None:
        """`code` selects a place, `way` says what to colour by."""
        if way in WAYS:
            self.way.setCurrentIndex(self.way.findData(way))
        if code:
            self.floor.select(code)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        """Ask how the places are used; an answer that comes after a later question is not used."""
        self._asked += 1
        days = self.days.value()
        self.desk.user.keep("map.days", days)
        turn, app = self._asked, self.desk.app
        self.desk.jobs.read(lambda: (turn, all_rows(app, "location_heat", days=days)), owner=self, then=self._found)

    @Slot(object)
    def _found(self, answer: tuple[int, list[Any]]) -> None:
        turn, rows = answer
        if turn == self._asked:
            self._rows = rows
            self._paint()

    @Slot()
    def _chosen(self) -> None:
        self.desk.user.keep("map.way", self.way.currentData())
        self._paint()

    def _paint(self) -> None:
        way = WAYS.get(str(self.way.currentData()))
        if way is None:
            self.floor.colour({}, None)
            self._told.setText("")
            return
        now = utc_now()
        worth: dict[str, Value] = {}
        for row in self._rows:
            value = way.worth(row, now)
            if value is not None:
                worth[row.location] = value
        self.floor.colour(worth, way.scale(worth.values()))
        self._told.setText(say("{count} of {all} places", count=f"{len(worth):,}", all=f"{len(self._rows):,}"))

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if self.isVisible() and topics & {"stock", "tasks", "locations"}:
            self._ask()

    @Slot(bool)
    def _replay(self, on: bool) -> None:
        """Play a day again below the map, or be done with it."""
        if on:
            self.floor.replay.begin()
        else:
            self.floor.replay.end()

    def leave(self) -> None:
        """Nothing plays while nobody looks."""
        if self.floor.replay.playing:
            self.floor.replay.play()

    # --- places ----------------------------------------------------------------------------------------------------

    @Slot(str)
    def _clicked(self, code: str) -> None:
        self.desk.show(Subject("location", code))

    @Slot(str)
    def _opened(self, code: str) -> None:
        self.desk.open("inventory", tab="stock", location=code, find=code)

    def take(self, heard: Heard) -> bool:
        """A scanned place is selected; anything else is for the window."""
        code = heard.code("location")
        if code:
            self.floor.select(code)
        return False

    def state(self) -> dict[str, Any]:
        """What it is coloured by."""
        return {"way": self.way.currentData()}

    def restore(self, state: dict[str, Any]) -> None:
        """Colour it so again."""
        self.way.setCurrentIndex(max(0, self.way.findData(state.get("way", ""))))
