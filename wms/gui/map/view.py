"""The floor map with its controls: search, level, zoom, pictures for others, legend, and a way's stops.

It reads the building by itself. Everything may be said to it at once, before the building has come: it is shown as soon
as it is there.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wms.gui.desk.desk import INFO, RIGHT, Desk, wrong_in_words
from wms.gui.map import files
from wms.gui.map.canvas import STEP, FloorCanvas
from wms.gui.map.legend import Legend
from wms.gui.map.player import RoutePlayer
from wms.gui.map.replay import ReplayBar
from wms.gui.map.scale import Scale, Value
from wms.gui.map.source import FloorSource
from wms.gui.map.track import Point
from wms.gui.texts.say import say
from wms.gui.theme.look import dress
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import plain, tool
from wms.gui.theme.widgets_panels import EmptyState


class FloorView(QWidget):
    """The map of one site. Signals give place codes; `shown_floor` tells that the building is there."""

    place_clicked = Signal(str)
    place_opened = Signal(str)
    shown_floor = Signal()

    def __init__(self, desk: Desk, site: str = "") -> None:
        super().__init__()
        self.desk, self._site = desk, site
        self.canvas, self.legend = FloorCanvas(), Legend()
        self.player = RoutePlayer(self.canvas)
        self.replay = ReplayBar(desk, self.canvas)
        self._way: tuple[Sequence[Point], Sequence[str]] | None = None
        self._controls()
        self._states()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(2))
        column.addLayout(self._bar())
        column.addWidget(self._stack, 1)
        column.addWidget(self.player)
        column.addWidget(self.replay)
        column.addWidget(self.legend)
        self.canvas.place_clicked.connect(self.place_clicked)
        self.canvas.place_opened.connect(self.place_opened)
        self._source = FloorSource.of(desk)
        self._source.arrived.connect(self._arrived)
        self._source.failed.connect(self._failed)
        self._source.want()

    # --- what is shown -------------------------------------------------------------------------------------------

    def colour(self, values: Mapping[str, Value], scale: Scale | None) -> None:
        """Colour places by a value each, with a legend; None shows the zones' own tints again."""
        self.canvas.colour(values, scale)
        self.legend.tell(scale)

    def highlight(self, codes: Iterable[str], tone: str = "accent") -> None:
        """Ring these places instead of those before; none: all are as usual."""
        self.canvas.highlight(codes, tone)

    def select(self, code: str) -> None:
        """Choose a place and bring it into the picture; empty chooses none."""
        self.canvas.select(code)

    def route(self, points_mm: Sequence[Point], stops: Sequence[str]) -> None:
        """Show a way with numbered stops (place codes), and the buttons to go along it."""
        self._way = (list(points_mm), list(stops))
        if self._source.ready:
            self.player.take(self.canvas.route(*self._way))

    def clear_route(self) -> None:
        """Take the way away."""
        self._way = None
        self.player.take(None)
        self.canvas.clear_route()

    def fit(self) -> None:
        """Show the whole building."""
        self.canvas.fit()

    def save(self, out: Path) -> None:
        """Draw what is shown into a file, PNG, SVG or PDF; the notice tells when it is there."""
        work = partial(files.save, copy.copy(self.canvas.state), self.canvas.state.laid.floor.name, out)
        self.desk.jobs.read(work, owner=self, then=self._saved)

    # --- how it is built -----------------------------------------------------------------------------------------

    def _controls(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("Find a place"))
        self.search.setAccessibleName(say("Find a place"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(tokens().space(56))
        self.search.returnPressed.connect(self._search)
        self._codes = QStringListModel(self)
        completer = QCompleter(self._codes, self.search)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._go_to)
        dress(completer.popup())
        self.search.setCompleter(completer)
        self.level = QComboBox()
        self.level.setAccessibleName(say("Level"))
        self.level.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.level.currentIndexChanged.connect(self._level_chosen)
        self.sites = QComboBox()
        self.sites.setAccessibleName(say("Site"))
        self.sites.activated.connect(self._site_chosen)
        self.sites.hide()

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens().space(2))
        for widget in (self.sites, self.search, self.level):
            row.addWidget(widget)
        row.addStretch(1)
        for picture, name, does in (
            ("zoom_out", say("Smaller"), partial(self.canvas.zoom, 1 / STEP)),
            ("zoom_in", say("Larger"), partial(self.canvas.zoom, STEP)),
            ("fit", say("Show the whole building"), self.canvas.fit),
            ("export", say("Save as a picture"), self._ask_where),
        ):
            button = tool(picture, name)
            button.clicked.connect(does)
            row.addWidget(button)
        return row

    def _states(self) -> None:
        again = plain(say("Try again"), "refresh")
        again.clicked.connect(self._try_again)
        self._waiting = EmptyState("map", say("The building is being read."))
        self._empty = EmptyState("map", say("Nothing is drawn yet."),
                                 say("Register zones, aisles and locations: they appear here."))  # fmt: skip
        self._broken = EmptyState("warning", say("The building cannot be read."), "", again)
        self._stack = QStackedWidget()
        for page in (self._waiting, self._empty, self._broken, self.canvas):
            self._stack.addWidget(page)

    def sizeHint(self) -> QSize:
        return QSize(tokens().space(200), tokens().space(140))

    # --- what comes back -----------------------------------------------------------------------------------------

    def _arrived(self) -> None:
        floors = self._source.floors
        if self._site not in floors:
            self._site = next(iter(floors), "")
        laid = floors.get(self._site)
        if laid is None or (not laid.spots and not laid.regions):
            self._stack.setCurrentWidget(self._empty)
            return
        self._offer(sorted(floors), laid.floor.levels, sorted(laid.where))
        self.canvas.show_floor(laid)
        self._stack.setCurrentWidget(self.canvas)
        if self._way is not None:
            self.player.take(self.canvas.route(*self._way))
        self.canvas.select(self.canvas.state.selected, seen=False)
        self.shown_floor.emit()

    def _offer(self, sites: list[str], levels: Sequence[int], codes: list[str]) -> None:
        """Fill what can be chosen from, without choosing anything."""
        for box, entries, now in (
            (self.sites, [(site, site) for site in sites], self._site),
            (self.level, [(say("All levels"), 0), *((say("Level {level}", level=n), n) for n in levels)],
             self.canvas.state.level),
        ):  # fmt: skip
            box.blockSignals(True)
            box.clear()
            for text, data in entries:
                box.addItem(text, data)
            box.setCurrentIndex(max(0, box.findData(now)))
            box.blockSignals(False)
        self.sites.setVisible(len(sites) > 1)
        self.level.setVisible(len(levels) > 1)
        self._codes.setStringList(codes)

    def _failed(self, error: Exception) -> None:
        self._broken.tell("warning", say("The building cannot be read."), wrong_in_words(error), "bad")
        self._stack.setCurrentWidget(self._broken)

    def _try_again(self) -> None:
        self._stack.setCurrentWidget(self._waiting)
        self._source.read()

    def _level_chosen(self) -> None:
        self.canvas.show_level(int(self.level.currentData() or 0))

    def _site_chosen(self) -> None:
        self._site = str(self.sites.currentData())
        self._arrived()

    def _search(self) -> None:
        """One place is chosen; several that contain what was typed are ringed; without any the words say so."""
        typed = self.search.text().strip().casefold()
        found = [code for code in self.canvas.state.laid.where if typed in code.casefold()] if typed else []
        exact = [code for code in found if code.casefold() == typed]
        if exact or len(found) == 1:
            self._go_to((exact or found)[0])
            return
        self.highlight(found)
        self.canvas.fit_codes(found)
        if typed and not found:
            self.desk.notice(INFO, say("There is no place {code} on this floor.", code=self.search.text().strip()))

    def _go_to(self, code: str) -> None:
        self.canvas.fit_codes([code])
        self.canvas.select(code)
        self.place_clicked.emit(code)

    def _ask_where(self) -> None:
        kinds = "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"
        chosen, _ = QFileDialog.getSaveFileName(self, say("Save as a picture"), "", kinds)
        if chosen:
            self.save(Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.png"))

    def _saved(self, out: Path) -> None:
        self.desk.notice(RIGHT, say("The map is saved as {file}.", file=str(out)))
