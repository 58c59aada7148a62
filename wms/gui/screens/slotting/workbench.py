"""The workbench: say what is wished for, let the planner look, see walks and floors before and after, apply."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Slot

from wms.gui.desk.desk import Desk
from wms.gui.pages.asking import AskingPage
from wms.gui.screens.slotting.planning import Planning
from wms.gui.screens.slotting.result import Result
from wms.gui.screens.slotting.wishes import Wishes
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.widgets import plain, primary
from wms.gui.theme.widgets_panels import EmptyState

_TICK_MS = 200


class WorkbenchPage(AskingPage):
    """`arrive(proposal=…)` shows a plan; otherwise the newest."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Workbench"))
        self.planning = self.work = Planning(desk, self)
        self.wishes: Wishes = Wishes(desk)
        self.begin = primary(say("Look for better homes"), "optimise")
        self.begin.setEnabled(desk.may("proposals.store"))
        self.cancel = plain(say("Stop, and keep the best so far"), "stop")
        self.result: Result = Result(desk, self.planning)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._elapsed_ms = 0
        self.put_together(say("What the plan shall heed"), EmptyState(
            "slotting", say("No plan yet"),
            say("Say at the left what may move and what the plan shall heed, then look for better homes. Nothing moves "
                "until you apply the plan, all of it or some."),
        ))  # fmt: skip

    def arrive(self, proposal: str = "", **arguments: Any) -> None:
        """Look which zones there are, and at the plan named or the newest."""
        super().arrive(**arguments)
        self.wishes.ask()
        if not self.planning.running:
            self.planning.look(proposal or (self.planning.plan.proposal if self.planning.plan is not None else ""))

    def state(self) -> dict[str, Any]:
        """Which plan is shown; the wishes are remembered with the plan they made."""
        return {"proposal": self.planning.plan.proposal if self.planning.plan is not None else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Show it again."""
        if state.get("proposal"):
            self.planning.look(str(state["proposal"]))

    def set_going(self) -> None:
        """Look for better homes."""
        self._elapsed_ms = 0
        self.planning.begin(self.wishes.seconds, self.wishes.values())
        self._clock.start()

    def show_progress(self) -> None:
        """What the planner is doing, and how good the best plan is so far."""
        self.doing.setText(_live(self.planning))
        if self.planning.progress.objective is None:
            self.bar.setRange(0, 0)

    def show_result(self) -> bool:
        """The result follows the planning by itself."""
        return self.planning.plan is not None

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
