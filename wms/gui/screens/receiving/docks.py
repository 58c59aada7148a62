"""The dock board: one card for each dock of the receiving zones, with what stands there and what comes next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.screens.receiving.dock_card import ComingCard, DockCard
from wms.gui.screens.receiving.dock_facts import Dock, DockFacts
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets_panels import EmptyState

CARD = 80
"""The least width of a card, in steps of the spacing scale."""
EVERY_MS = 60_000
"""How often "since" and "late" are reckoned anew while the board is seen."""


class DocksPage(Page):
    """Cards in as many columns as there is room for; the board follows what happens at the docks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Docks"))
        self.facts = DockFacts(desk, self)
        self.cards: dict[str, DockCard] = {}
        self._board = QWidget()
        self._grid = QGridLayout(self._board)
        self.coming = ComingCard(desk)
        self.coming.setParent(self._board)
        self._clock = QTimer(self, interval=EVERY_MS)
        self._empty = EmptyState(
            "dock", say("There are no docks yet"),
            say("A dock is a location of type dock in a receiving zone: enter one under Master data, Locations."),
        )  # fmt: skip
        self._columns = 0
        self._lay_out()
        self.facts.told.connect(self._show)
        self._clock.timeout.connect(self.facts.reckon)

    def arrive(self, code: str = "", **arguments: Any) -> None:
        """Look what stands at the docks; `code` names one to go to."""
        self.facts.ask()
        if code in self.cards:
            self.cards[code].setFocus()

    def _lay_out(self) -> None:
        look = tokens()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, look.space(2), 0, 0)
        self._grid.setContentsMargins(0, 0, look.space(2), look.space(2))
        self._grid.setSpacing(look.space(3))
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName(self.title)
        self._board.setProperty("role", "plain")
        scroll.setWidget(self._board)
        page.addWidget(scroll, 1)
        page.addWidget(self._empty, 1)
        self._empty.hide()

    @Slot()
    def _show(self) -> None:
        """Tell each card what is at its dock; cards are made and taken away as docks are."""
        docks = self.facts.docks
        self._empty.setVisible(not docks)
        self._scroll.setVisible(bool(docks))
        for code in set(self.cards) - {dock.code for dock in docks}:
            self.cards.pop(code).deleteLater()
            self._columns = 0
        for dock in docks:
            self._card(dock).show_dock(dock)
        self.coming.show_coming(self.facts.unassigned)
        self._arrange()

    def _card(self, dock: Dock) -> DockCard:
        if dock.code not in self.cards:
            self.cards[dock.code] = DockCard(self.desk, dock.code)
            self._columns = 0
        return self.cards[dock.code]

    def _arrange(self) -> None:
        look = tokens()
        room = self.width() - look.space(2)
        wanted = [*self.cards.values(), *([self.coming] if self.facts.unassigned else [])]
        columns = max(1, min(len(wanted), (room + look.space(3)) // (look.space(CARD) + look.space(3))))
        if (columns, len(wanted)) == (self._columns, self._grid.count()):
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 0)
        self._columns = columns
        self._grid.removeWidget(self.coming)
        for place, card in enumerate(wanted):
            self._grid.addWidget(card, place // columns, place % columns)
        self.coming.setVisible(bool(self.facts.unassigned))
        self._grid.setRowStretch(len(wanted) // columns + 1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self.facts.wake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        self.facts.wake(False)
