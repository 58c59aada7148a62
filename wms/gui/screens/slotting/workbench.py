"""The workbench: say what is wished for, let the planner look, see walks and floors before and after, apply."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.screens.slotting.planning import Planning
from wms.gui.screens.slotting.result import Result
from wms.gui.screens.slotting.wishes import Wishes
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary
from wms.gui.theme.widgets_panels import EmptyState

_LEFT, _TICK_MS = 78, 200


class WorkbenchPage(Page):
    """`arrive(proposal=…)` shows a plan; otherwise the newest."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Workbench"))
        self.planning = Planning(desk, self)
        self.wishes = Wishes(desk)
        self.begin = primary(say("Look for better homes"), "optimise")
        self.begin.setShortcut("Ctrl+Return")
        self.cancel = plain(say("Stop, and keep the best so far"), "stop")
        self.bar, self.doing = QProgressBar(), caption("")
        self.result = Result(desk, self.planning)
        self.stack = QStackedWidget()
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._elapsed_ms = 0
        self._lay_out()
        self._connect()
        self._show()

    def arrive(self, proposal: str = "", **arguments: Any) -> None:
        """Look which zones there are, and at the plan named or the newest."""
        self.desk.room_wanted.emit(True)
        self.wishes.ask()
        if not self.planning.running:
            self.planning.look(proposal or (self.planning.plan.proposal if self.planning.plan is not None else ""))
        self.begin.setFocus()

    def leave(self) -> None:
        """The details may come back."""
        self.desk.room_wanted.emit(False)

    def state(self) -> dict[str, Any]:
        """Which plan is shown; the wishes are remembered with the plan they made."""
        return {"proposal": self.planning.plan.proposal if self.planning.plan is not None else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Show it again."""
        if state.get("proposal"):
            self.planning.look(str(state["proposal"]))

    # --- how it is put together --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = tokens()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("Progress"))
        self.doing.setWordWrap(True)
        scroll = QScrollArea()
        scroll.setWidget(self.wishes)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(say("What the plan shall heed"))
        left = QWidget()
        left.setFixedWidth(look.space(_LEFT))
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, look.space(2))
        side.setSpacing(look.space(2))
        side.addWidget(scroll, 1)
        for widget in (self.begin, self.cancel, self.bar, self.doing):
            side.addWidget(widget)
        self.stack.addWidget(self.result)
        self.stack.addWidget(EmptyState(
            "slotting", say("No plan yet"),
            say("Say at the left what may move and what the plan shall heed, then look for better homes. Nothing moves "
                "until you apply the plan, all of it or some."),
        ))  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.space(2), 0, 0)
        row.setSpacing(look.space(4))
        row.addWidget(left)
        row.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.begin.clicked.connect(self._begin)
        self.cancel.clicked.connect(self.planning.cancel)
        self.planning.changed.connect(self._show)

    # --- what is shown -----------------------------------------------------------------------------------------------

    @Slot()
    def _begin(self) -> None:
        self._elapsed_ms = 0
        self.planning.begin(self.wishes.seconds, self.wishes.values())
        self._clock.start()

    @Slot()
    def _tick(self) -> None:
        """The bar tells the time; until the planner is ready nothing counts."""
        planning = self.planning
        if not planning.running:
            self._clock.stop()
            return
        if planning.progress.objective is not None:
            self._elapsed_ms += _TICK_MS
            self.bar.setRange(0, round(planning.seconds * 1_000))
            self.bar.setValue(min(self._elapsed_ms, self.bar.maximum()))

    @Slot()
    def _show(self) -> None:
        planning = self.planning
        for widget in (self.cancel, self.bar, self.doing):
            widget.setVisible(planning.running)
        self.begin.setVisible(not planning.running)
        self.begin.setEnabled(self.desk.may("proposals.store"))
        self.stack.setCurrentIndex(0 if planning.plan is not None else 1)
        if planning.running:
            self.doing.setText(_live(planning))
            if planning.progress.objective is None:
                self.bar.setRange(0, 0)


def _live(planning: Planning) -> str:
    """What the planner is doing, and how good the best plan is so far."""
    now = planning.progress
    told = [say(now.doing)] if now.doing else []
    if now.objective is not None:
        told.append(say("Best so far: {length} of walking and moving", length=shown(round(now.objective), "mm")))
        if now.bound is not None:
            gap = 100 * abs(now.objective - now.bound) / max(abs(now.objective), 1e-9)
            told.append(say("At least {length}; {gap} apart", length=shown(round(now.bound), "mm"),
                            gap=shown(gap, "percent")))  # fmt: skip
    return "\n".join(told)


