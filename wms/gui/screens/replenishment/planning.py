"""Planning what to bring off the window's thread, looking at the plan, and making it the tasks. Needs no window."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from wms.app.application import App
from wms.base.jobs import Watch
from wms.gui.desk.desk import Desk
from wms.gui.desk.long_work import LongWork
from wms.model.words import ProposalState
from wms.operations.planning.replenishment import ApplyReplenishment
from wms.operations.unit import Answer
from wms.queries.page import Page

KIND = "replenishment"


def _make(app: App, login: str, watch: Watch) -> str:
    """Plan and keep the plan: its number. The planners are loaded when they are first needed."""
    from wms.app import planning

    return planning.make_plan(app, KIND, watch=watch, login=login)[0]


class Planning(LongWork):
    """`plan` is the row of the plan to decide on (None: none)."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self.plan: Any = None

    @Slot()
    def begin(self) -> None:
        """Plan what is to be brought now."""
        if not self.running:
            self.set_going("Planning replenishment", partial(_make, self.desk.app, self.desk.login))

    @Slot()
    def apply(self) -> None:
        """Make the tasks of the plan."""
        if self.plan is not None:
            self.desk.run(ApplyReplenishment(proposal=self.plan.proposal), self._applied, owner=self)

    @Slot()
    def put_away(self) -> None:
        """Look at the needs again; the plan stays among the proposals."""
        self.plan = None
        self.changed.emit()

    def came(self, result: str) -> None:
        """A plan is kept under this number."""
        self.desk.ask("plans", self._found, owner=self, kind=KIND, proposal=result, limit=1)

    def _found(self, page: Page) -> None:
        self.plan = page.rows[0] if page.rows and page.rows[0].state is ProposalState.PROPOSED else None
        self.changed.emit()

    def _applied(self, answer: Answer) -> None:
        self.plan = None
        self.desk.tell(answer)
        self.changed.emit()
