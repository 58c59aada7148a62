"""A truckload at once: the planner finds a place for everything that waits; one looks at it, and makes it the tasks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.map.mini import MiniFloor
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.screens.putaway.lists import PLAN_LINES
from wms.gui.screens.putaway.planning import Planning
from wms.gui.screens.putaway.what_waits import WhatWaits
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary
from wms.gui.theme.widgets_facts import Figure, FigureRow
from wms.gui.theme.widgets_panels import Banner, EmptyState

_MAP, _ROOMY = 100, 260


class PlanPage(Page):
    """`arrive(what=…)` names what is to be planned, `arrive(proposal=…)` shows a plan."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Plan a truckload"))
        self.planning = Planning(desk, self)
        self.what = WhatWaits(desk)
        self.plan, self.cancel = primary(say("Find places"), "optimise"), plain(say("Stop"), "stop")
        self.apply = primary(say("Make the tasks"), "check")
        self.bar, self.doing = QProgressBar(), caption("")
        self.things, self.cost = Figure(say("Things"), "–"), Figure(say("Walking and handling"), "–")
        self.gap, self.time = Figure(say("Proven within"), "–"), Figure(say("Thought for"), "–")
        self.banner = Banner("warn", "")
        self.lines = ListingPage(desk, PLAN_LINES, heading=False)
        self.map = MiniFloor(desk)
        self.map.setAccessibleName(say("Where it goes on the floor"))
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show()

    def arrive(self, what: str = "", proposal: str = "", **arguments: Any) -> None:
        """Look what waits, and at the newest plan that nobody has applied."""
        self.what.ask()
        if what:
            self.what.setEditText(what)
        if not self.planning.running:
            self.planning.look(proposal)
        self.what.setFocus()

    def state(self) -> dict[str, Any]:
        """What was typed, and which plan is shown."""
        plan = self.planning.plan
        return {"what": self.what.code(), "proposal": plan.proposal if plan is not None else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Show it again."""
        self.what.setEditText(str(state.get("what", "")))
        if state.get("proposal"):
            self.planning.look(str(state["proposal"]))

    # --- how it is put together --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = tokens()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, look.space(2), 0, 0)
        page.setSpacing(look.space(3))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(look.space(40))
        self.bar.setAccessibleName(say("Progress"))
        page.addLayout(_row(self.what, self.plan, self.cancel, self.bar, self.doing, None))
        self._body.addWidget(self._result())
        self._body.addWidget(EmptyState(
            "optimise", say("No plan yet"),
            say("Choose above what waits, and find places for all of it at once: nearest places for what sells most, "
                "heavy goods low, nothing dangerous side by side."),
        ))  # fmt: skip
        page.addWidget(self._body, 1)

    def _result(self) -> QWidget:
        look, made = tokens(), QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(3))
        column.addLayout(_row(FigureRow(self.things, self.cost, self.gap, self.time), None, self.apply))
        column.addWidget(self.banner)
        below = QHBoxLayout()
        below.setSpacing(look.space(4))
        below.addWidget(self.lines, 1)
        self.map.setFixedWidth(look.space(_MAP))
        below.addWidget(self.map)
        column.addLayout(below, 1)
        return made

    def _connect(self) -> None:
        self.plan.clicked.connect(self._plan)
        self.what.entered.connect(self._plan)
        self.cancel.clicked.connect(self.planning.cancel)
        self.apply.clicked.connect(self.planning.apply)
        self.planning.changed.connect(self._show)
        self.lines.pane.current_changed.connect(self._point)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.map.setVisible(self.width() >= tokens().space(_ROOMY))

    # --- what is shown -----------------------------------------------------------------------------------------------

    @Slot()
    def _plan(self) -> None:
        self.planning.begin(self.what.code())

    @Slot()
    def _show(self) -> None:
        planning, plan = self.planning, self.planning.plan
        for widget in (self.cancel, self.bar, self.doing):
            widget.setVisible(planning.running)
        self.plan.setEnabled(not planning.running)
        self.bar.setRange(0, planning.progress.total)
        self.bar.setValue(planning.progress.done)
        self.doing.setText(say(planning.progress.doing))
        self._body.setCurrentIndex(0 if plan is not None else 1)
        if plan is None:
            return
        self.lines.pane.seeking.give("proposal", plan.proposal)
        self._show_figures(plan)
        self.apply.setEnabled(plan.state.value == "proposed" and not planning.running
                              and self.desk.may_run("ApplyPutaway"))  # fmt: skip

    def _show_figures(self, plan: Any) -> None:
        reasons = self.planning.reasons
        self.things.show_value(shown(self.planning.placed), note=say("{plan}, {state}", plan=plan.proposal,
                                                                     state=word(plan.state.value)))  # fmt: skip
        metres = f"{round((plan.objective or 0) / 1000):,} m" if plan.unit == "mm" else shown(plan.objective)
        self.cost.show_value(metres, note=say("the less, the better"))
        proven = shown(plan.gap_percent, "percent") if plan.gap_percent is not None else say("nothing proven")
        self.gap.show_value(proven, note=say("of the best there can be") if plan.gap_percent is not None else "")
        self.time.show_value(f"{plan.seconds or 0:,.1f} s", note=plan.method)
        self.banner.setVisible(bool(reasons))
        if reasons:
            self.banner.tell("warn", "\n".join(reasons))

    @Slot(object)
    def _point(self, row: Any) -> None:
        tones = {} if row is None else {row.from_location: "neutral", row.to_location: "accent"}
        self.map.point_out({place: tone for place, tone in tones.items() if place})


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Parts beside each other; None is empty room."""
    row = QHBoxLayout()
    row.setSpacing(tokens().space(3))
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
