"""The load board: a truck for every departure, filling up before one's eyes, the soonest at the top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.screens.shipping.truck_drawing import Truck
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint
from wms.gui.theme.widgets_panels import EmptyState
from wms.model.words import Risk
from wms.queries import page as pages

AGAIN_MS, MOST = 30_000, 60
_TOPICS = frozenset({"cartons", "loads", "orders"})


class LoadBoard(Page):
    """Kept true by itself. Enter on a truck goes to its loading bench, or opens a load for it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Load board"))
        self.trucks: list[Truck] = []
        self._shown: list[Any] = []
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setAccessibleName(say("Load board"))
        self._empty = EmptyState("truck", say("Nothing is due to leave"),
                                 say("Trucks appear here by carrier and cut-off, as soon as there are open orders."))
        self._timer = QTimer(self, interval=AGAIN_MS)
        self._timer.timeout.connect(self.look)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, tokens().space(2), 0, 0)
        page.setSpacing(tokens().space(2))
        for part in (self._scroll, self._empty):
            page.addWidget(part, 1)
        page.addWidget(hint(say("A square is a carton: inside the truck it is loaded, before its doors it is packed and"
                                " waits; hollow ones are orders not packed yet. Enter goes on loading.")))
        self._empty.hide()
        desk.changed.connect(self._changed)

    def arrive(self, **arguments: Any) -> None:
        """Look, and go on looking."""
        self.desk.room_wanted.emit(True)
        self._timer.start()
        self.look()

    def leave(self) -> None:
        """Nobody looks."""
        self.desk.room_wanted.emit(False)
        self._timer.stop()

    def take_keys(self) -> None:
        """The first truck gets them."""
        if self.trucks and not any(truck.hasFocus() for truck in self.trucks):
            self.trucks[0].setFocus()

    @Slot()
    def look(self) -> None:
        """Ask what is due."""
        self.desk.ask("cutoffs", self._found, owner=self, limit=500, at=self.desk.app.clock())

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS and self.isVisible():
            self.look()

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        """What stands in the house although its carrier has left comes first of all: it must not be overlooked."""
        rows = sorted(page.rows, key=lambda row: (not _forgotten(row), row.cutoff_at, row.carrier))[:MOST]
        if rows != self._shown:
            self._shown = rows
            self._show(rows)

    def _show(self, rows: Sequence[Any]) -> None:
        held = next((truck.key for truck in self.trucks if truck.hasFocus()), None)
        place = self._scroll.verticalScrollBar().value()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.trucks = [Truck(row) for row in rows]
        for truck in self.trucks:
            truck.chosen.connect(self._take)
            column.addWidget(truck)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().setValue(place)
        self._scroll.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        for truck in self.trucks:
            if truck.key == held:
                truck.setFocus()

    @Slot(object)
    def _take(self, row: Any) -> None:
        """To its bench; where no truck is there yet, say which dock."""
        if row.load:
            self.desk.open("shipping", tab="load", code=row.load)
        elif self.desk.may_run("OpenLoad"):
            late = {} if row.haste is Risk.OVERDUE else {"cutoff": row.cutoff_at}
            self.desk.form("OpenLoad", None, carrier=row.carrier, **late)


def _forgotten(row: Any) -> bool:
    return row.haste is Risk.OVERDUE and row.closed + row.staged > 0
