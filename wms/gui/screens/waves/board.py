"""The wave board: who goes when, and whether there are people for it; moved by hand, planned, released, replanned."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout

from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.registry.declared import Subject
from wms.gui.screens.waves.canvas import BoardCanvas
from wms.gui.screens.waves.piles import UNPLANNED, Board, by_cutoff, by_wave
from wms.gui.screens.waves.plan_pane import PlanPane
from wms.gui.screens.waves.planner import WavePlanner
from wms.gui.screens.waves.tools import BoardTools
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint
from wms.gui.theme.widgets_panels import EmptyState
from wms.operations.command import Command
from wms.operations.unit import Answer
from wms.operations.waving.end import UnreleaseWave
from wms.operations.waving.move import MoveOrdersToWave
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave
from wms.queries import page as pages
from wms.queries.page import MAX_ROWS

SOON_MS = 120
TOPICS = frozenset({"orders", "waves", "tasks", "*"})


class BoardPage(Page):
    """The board over the plan. `arrive(code=…)` stands on an order or a wave, `pickers="+1"` asks what that changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Wave board"))
        self.canvas = BoardCanvas()
        self.tools = BoardTools(desk)
        self.planner = WavePlanner(desk, self)
        self.pane = PlanPane(desk, self.planner)
        self.waves = Board()
        self._loads: Sequence[Any] | None = None
        self._orders: Sequence[Any] | None = None
        self._by_cutoff = self._asked_by_cutoff = False
        self._sought = ""
        self._stale = True
        self._asking = self._again = self._touched = False
        self._moving = 0
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self.empty = EmptyState(
            "waves", say("No order is allocated, and no wave is planned."),
            say("Allocate orders first; they then wait here for their wave."),
        )  # fmt: skip
        self._lay_out()
        self._connect()
        self._show_actions()

    # --- for others ------------------------------------------------------------------------------------------------

    def arrive(self, code: str = "", pickers: str = "", packers: str = "", **arguments: Any) -> None:
        """Look anew; `code` is an order or a wave to stand on."""
        self.desk.room_wanted.emit(True)
        self._sought = code
        self.refresh()
        self.canvas.setFocus()
        if pickers or packers:
            self.planner.begin(pickers=pickers, packers=packers)

    def leave(self) -> None:
        """The details come back."""
        self.desk.room_wanted.emit(False)

    def state(self) -> dict[str, Any]:
        """By wave or by cut-off."""
        return {"by_cutoff": self._by_cutoff}

    def restore(self, state: dict[str, Any]) -> None:
        """Look again as when `state` was given."""
        self._turn(bool(state.get("by_cutoff")))

    @Slot()
    def refresh(self) -> None:
        """Ask for the board anew; once more afterwards, when it is asked for while an answer is under way."""
        self._stale = False
        if self._asking:
            self._again = True
            return
        self._asking, self._again, self._touched = True, False, False
        self._loads = self._orders = None
        self._asked_by_cutoff, now = self._by_cutoff, self.desk.app.clock()
        ask = partial(self.desk.ask, owner=self, failed=self._failed, limit=MAX_ROWS, at=now)
        ask("wave_loads", self._heard_loads, by_cutoff=self._by_cutoff)
        ask("wave_orders", self._heard_orders)

    # --- what is shown ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _heard_loads(self, page: pages.Page) -> None:
        self._loads = page.rows
        self._put_together()

    @Slot(object)
    def _heard_orders(self, page: pages.Page) -> None:
        self._orders = page.rows
        self._put_together()

    def _put_together(self) -> None:
        """When both answers are there. What was asked before something was moved is not shown any more."""
        if self._loads is None or self._orders is None:
            return
        self._asking = False
        if self._touched or self._moving or self._asked_by_cutoff != self._by_cutoff:
            self._soon.start()
            return
        self._show(self._orders, self._loads)
        if self._again:
            self._soon.start()

    def _show(self, orders: Sequence[Any], loads: Sequence[Any]) -> None:
        made = (by_cutoff if self._by_cutoff else by_wave)(orders, loads)
        if not self._by_cutoff:
            self.waves = made
            self.pane.compare()
        self.canvas.show_board(made)
        nothing = not made.orders and not any(pile.state for pile in made.piles)
        self.stack.setCurrentWidget(self.empty if nothing else self.canvas)
        if self._sought:
            self.canvas.stand_on(self._sought)
            self.canvas.stand_in(self._sought)
            self._sought = ""
        self._show_actions()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._asking = False
        self.desk.tell_error(error)

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & TOPICS:
            self._stale = True
            if self.isVisible():
                self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()

    # --- acting ----------------------------------------------------------------------------------------------------

    @Slot(list, str)
    def _move(self, orders: list[str], key: str) -> None:
        """Show it at once; what the books say comes right after."""
        if self._by_cutoff or not self.desk.may("waving.plan"):
            return
        here = orders[0]
        self.canvas.show_board(self.canvas.board.moved(orders, key))
        self.canvas.stand_on(here)
        self._run(MoveOrdersToWave(orders=tuple(orders), wave=key))

    def _run(self, command: Command) -> None:
        self._moving += 1
        self._touched = True
        self.desk.run(command, self._done, owner=self, failed=self._refused)

    @Slot(object)
    def _done(self, answer: Answer) -> None:
        self._moving -= 1
        self.desk.tell(answer)
        self._soon.start()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._moving -= 1
        self.desk.tell_error(error)
        self._soon.start()

    @Slot()
    def _release(self) -> None:
        if self._wave("planned"):
            self._run(ReleaseWave(wave=self._wave("planned"), method=self.tools.chosen_method))

    @Slot()
    def _call_back(self) -> None:
        if self._wave("released"):
            self._run(UnreleaseWave(wave=self._wave("released")))

    @Slot()
    def _cancel(self) -> None:
        if self._wave("planned"):
            self.desk.form("CancelWave", None, wave=self._wave("planned"))

    @Slot()
    def _new_wave(self) -> None:
        """A wave of the orders chosen among those that wait."""
        waiting = [order for order in self.canvas.to_move() if self._of(order) == UNPLANNED]
        if waiting:
            self._run(PlanWaves(orders=tuple(waiting), window_minutes=100_000))

    @Slot(dict)
    def _plan(self, parameters: dict[str, Any]) -> None:
        self.planner.begin(**parameters)

    def _of(self, order: str) -> str:
        card = self.canvas.board.card(order)
        return card.wave if card is not None else UNPLANNED

    def _wave(self, state: str) -> str:
        """The wave one stands in, when it is in this state (by cut-off: the wave of the order one stands on)."""
        card, pile = self.canvas.current_card(), self.canvas.current_pile()
        key = (card.wave if card is not None else "") if self._by_cutoff else (pile.key if pile is not None else "")
        found = self.waves.pile(key) if key else None
        return key if found is not None and found.state == state else ""

    @Slot(str)
    def _open(self, order: str) -> None:
        self.desk.open("orders", tab="order", code=order)

    @Slot()
    def _follow(self) -> None:
        card, pile = self.canvas.current_card(), self.canvas.current_pile()
        if card is not None:
            self.desk.show(Subject("order", card.order))
        elif pile is not None and pile.state:
            self.desk.show(Subject("wave", pile.key))
        self._show_actions()

    @Slot()
    def _show_actions(self) -> None:
        """Only what can be done where one stands is offered."""
        waiting = any(self._of(order) == UNPLANNED for order in self.canvas.to_move())
        planned, released = bool(self._wave("planned")), bool(self._wave("released"))
        self.tools.allow(planned=planned, released=released, waiting=waiting, idle=not self.planner.running)

    @Slot(bool)
    def _turn(self, by_cutoff_: bool) -> None:
        self._by_cutoff = by_cutoff_
        self.tools.show_turned(by_cutoff_)
        self.refresh()

    # --- how it is put together ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = tokens()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.canvas)
        self.stack.addWidget(self.empty)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.stack)
        split.addWidget(self.pane)
        split.setSizes([look.space(100), look.space(100)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.space(2), 0, 0)
        column.setSpacing(look.space(2))
        column.addWidget(self.tools)
        column.addWidget(split, 1)
        column.addWidget(hint(say("Arrows walk, Space chooses, Ctrl+← and Ctrl+→ move to the next wave, Enter opens.")))

    def _connect(self) -> None:
        tools = self.tools
        self.canvas.move_wanted.connect(self._move)
        self.canvas.opened.connect(self._open)
        self.canvas.current_changed.connect(self._follow)
        self.planner.changed.connect(self._show_actions)
        tools.turned.connect(self._turn)
        tools.plan_wanted.connect(self._plan)
        tools.gather.clicked.connect(self._new_wave)
        tools.release.clicked.connect(self._release)
        tools.back.clicked.connect(self._call_back)
        tools.cancel.clicked.connect(self._cancel)
        self.desk.changed.connect(self._changed)
