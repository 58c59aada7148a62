"""Planning what to bring off the window's thread, looking at the plan, and making it the tasks. Needs no window."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.app.application import App
from wms.base.jobs import Progress, Watch
from wms.gui.desk.desk import WRONG, Desk, wrong_in_words
from wms.gui.jobs.jobs import Job
from wms.gui.texts.say import say
from wms.model.words import ProposalState
from wms.operations.planning.replenishment import ApplyReplenishment
from wms.operations.unit import Answer
from wms.queries.page import Page

KIND = "replenishment"


def _make(app: App, login: str, watch: Watch) -> str:
    """Plan and keep the plan: its number. The planners are loaded when they are first needed."""
    from wms.app import planning

    return planning.make_plan(app, KIND, watch=watch, login=login)[0]


class Planning(QObject):
    """`changed`: look again. `plan` is the row of the plan to decide on (None: none); `running` while one is made."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.plan: Any = None
        self.progress = Progress("")
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether the planner is at work."""
        return self._job is not None

    @Slot()
    def begin(self) -> None:
        """Plan what is to be brought now."""
        if self.running:
            return
        work = partial(_make, self.desk.app, self.desk.login)
        self._job = self.desk.jobs.long(say("Planning replenishment"), work, owner=self, then=self._made,
                                        failed=self._failed)  # fmt: skip
        self._job.progressed.connect(self._progressed)
        self.progress = Progress("")
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """End the search: the best plan so far is kept."""
        if self._job is not None:
            self._job.cancel()

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

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.changed.emit()

    def _made(self, proposal: str) -> None:
        self._job = None
        self.desk.ask("plans", self._found, owner=self, kind=KIND, proposal=proposal, limit=1)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.desk.notice(WRONG, wrong_in_words(error))
        self.changed.emit()

    def _found(self, page: Page) -> None:
        self.plan = page.rows[0] if page.rows and page.rows[0].state is ProposalState.PROPOSED else None
        self.changed.emit()

    def _applied(self, answer: Answer) -> None:
        self.plan = None
        self.desk.tell(answer)
        self.changed.emit()
