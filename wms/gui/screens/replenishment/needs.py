"""What runs low and which orders need it; what the planner would bring, looked at before it becomes tasks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout

from wms.gui.desk.desk import Desk
from wms.gui.pages.following import FollowingPage
from wms.gui.pages.page import Page
from wms.gui.screens.replenishment.lists import NEEDS, PLAN_LINES, WANTED
from wms.gui.screens.replenishment.planning import Planning
from wms.gui.tables.pane import TablePane
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, plain, primary


class NeedsPage(Page):
    """The needs over the orders that wait for them; in their place the plan, once one is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Needs"))
        self.planning = Planning(desk, self)
        self.needs = FollowingPage(desk, NEEDS, WANTED, "item", "item")
        self.lines = TablePane(desk, PLAN_LINES)
        self.told = body("")
        self.propose = primary(say("Propose"), "optimise")
        self.stop, self.bar = plain(say("Stop"), "stop"), QProgressBar()
        self.apply, self.back = primary(say("Make the tasks"), "check"), plain(say("Back to the needs"), "undo")
        self.stack = QStackedWidget()
        self._lay_out()
        self.propose.clicked.connect(self.planning.begin)
        self.stop.clicked.connect(self.planning.cancel)
        self.apply.clicked.connect(self.planning.apply)
        self.back.clicked.connect(self.planning.put_away)
        self.planning.changed.connect(self._show)
        self._show()

    def arrive(self, **arguments: Any) -> None:
        """As the needs do."""
        self.needs.arrive(**arguments)

    def state(self) -> dict[str, Any]:
        """As the needs look."""
        return self.needs.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Look again as when `state` was given."""
        self.needs.restore(state)

    def _lay_out(self) -> None:
        look = tokens()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(look.space(40))
        self.bar.setAccessibleName(say("Progress"))
        head = QHBoxLayout()
        head.setSpacing(look.space(2))
        head.addWidget(self.told, 1)
        for part in (self.bar, self.stop, self.back, self.apply, self.propose):
            head.addWidget(part)
        self.stack.addWidget(self.needs)
        self.stack.addWidget(self.lines)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, look.space(2), 0, 0)
        page.setSpacing(look.space(2))
        page.addLayout(head)
        page.addWidget(self.stack, 1)

    @Slot()
    def _show(self) -> None:
        planning, plan = self.planning, self.planning.plan
        self.bar.setVisible(planning.running)
        self.stop.setVisible(planning.running)
        self.bar.setRange(0, planning.progress.total)
        self.bar.setValue(planning.progress.done)
        self.propose.setVisible(plan is None and self.desk.may_run("ApplyReplenishment"))
        self.propose.setEnabled(not planning.running)
        for part in (self.apply, self.back):
            part.setVisible(plan is not None)
        self.stack.setCurrentIndex(0 if plan is None else 1)
        if plan is not None:
            self.lines.seeking.fix(proposal=plan.proposal)
            self.told.setText(say("{plan}: {summary}", plan=plan.proposal, summary=plan.summary))
        elif planning.running:
            self.told.setText(say(planning.progress.doing))
        else:
            self.told.setText(say("What open orders want is filled first, then what is below its minimum."))
