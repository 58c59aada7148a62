"""Making a putaway plan off the window's thread, looking at a kept one, and applying it. Testable without a window."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from wms.app.application import App
from wms.base.jobs import Watch
from wms.gui.desk.desk import INFO, WRONG, Desk
from wms.gui.desk.long_work import LongWork
from wms.gui.texts.say import say
from wms.model.words import ProposalState
from wms.operations.planning.putaway import ApplyPutaway
from wms.operations.unit import Answer
from wms.queries.page import Page

KIND = "putaway"
MOST_SECONDS = 20.0


def _make(app: App, what: str, login: str, watch: Watch) -> str:
    """Plan and keep the plan: its number. The planners are loaded when they are first needed."""
    from wms.app import planning

    return planning.make_plan(app, KIND, what=what, deadline=MOST_SECONDS, watch=watch, login=login)[0]


class Planning(LongWork):
    """`plan` is the row of the plan that is shown (None: none), `placed` its lines with a place, `reasons` what found
    none and why.
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self.plan: Any = None
        self._coming: Any = None
        self.placed = 0
        self.reasons: list[str] = []

    def begin(self, what: str) -> None:
        """Let places be found for a receipt, a delivery, a dock or a licence plate."""
        if self.running:
            return
        if not what:
            self.desk.notice(WRONG, say("Say what is to be put away: a receipt, a dock, a licence plate."))
            return
        work = partial(_make, self.desk.app, what, self.desk.login)
        self.set_going(say("Finding places for {what}", what=what), work)

    def look(self, proposal: str = "") -> None:
        """Show a plan; without a number the newest that nobody has applied."""
        state = None if proposal else ProposalState.PROPOSED
        self.desk.ask("plans", self._found, owner=self, kind=KIND, limit=1, proposal=proposal, state=state)

    @Slot()
    def apply(self) -> None:
        """Make the tasks of the plan that is shown."""
        if self.plan is not None:
            self.desk.run(ApplyPutaway(proposal=self.plan.proposal), self._applied, owner=self)

    # --- results -----------------------------------------------------------------------------------------------------

    def came(self, result: str) -> None:
        """A plan is kept under this number."""
        self.look(result)

    def _found(self, page: Page) -> None:
        if page.rows:
            self._coming = page.rows[0]
            self.desk.ask("plan_lines", self._with_lines, owner=self, proposal=self._coming.proposal, limit=10_000)
        else:
            self.changed.emit()

    def _with_lines(self, page: Page) -> None:
        self.plan = self._coming
        self.placed = sum(1 for row in page.rows if row.to_location)
        self.reasons = [say(row.why) for row in page.rows if not row.to_location]
        self.changed.emit()

    def _applied(self, answer: Answer) -> None:
        self.desk.tell(answer)
        self.desk.notice(INFO, say("The tasks are under Tasks; scan the goods to begin."))
        self.look(self.plan.proposal)
