"""A wave plan from the board's side: begun, watched, stopped, held beside the present waves, applied or dropped."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.app.planning import apply_plan, make_plan
from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.gui.desk.desk import INFO, Desk
from wms.gui.jobs.jobs import Job
from wms.gui.texts.say import say
from wms.operations.planning.made import Made
from wms.operations.proposals import DiscardProposal
from wms.operations.unit import Answer

SECONDS = 20.0
"""How long the planner looks for better waves, unless it is stopped before."""


class WavePlanner(QObject):
    """One plan at a time. `changed` whenever there is something new to show.

    While it runs `progress` tells how far it is; then `number` and `made` are the proposal, until it is applied or
    dropped. `stopping` from the moment somebody wanted an end until the planner has one.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._run = 0
        self.job: Job | None = None
        self.progress = Progress("")
        self.stopping = False
        self.number = ""
        self.made: Made | None = None
        self.asked: dict[str, Any] = {}

    @property
    def running(self) -> bool:
        """Whether a plan is being made."""
        return self.job is not None

    def begin(self, seconds: float = SECONDS, **parameters: Any) -> None:
        """Make a plan of the waves: `again` also of what nobody has begun, `pickers` and `packers` such as "+1"."""
        if self.running:
            return
        self.drop()
        self._run += 1
        app, login, run = self._desk.app, self._desk.login, self._run

        def work(watch: Watch) -> tuple[int, str, Made]:
            watch.stop.seconds = seconds
            return run, *make_plan(app, "waves", watch=watch, login=login, **parameters)

        self.asked, self.stopping, self.progress = parameters, False, Progress("Preparing")
        self.job = self._desk.jobs.long("Planning waves", work, owner=self, then=self._finished, failed=self._failed)
        self.job.progressed.connect(self._progressed)
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """End it; the best plan so far is kept. While the planner is still getting ready there is none to wait for."""
        if self.job is None:
            return
        self.job.cancel()
        self.stopping = True
        if self.progress.doing == "Preparing":
            self.job, self._run = None, self._run + 1
            self._desk.notice(INFO, say("Planning was given up before it began."))
        self.changed.emit()

    @Slot()
    def apply(self) -> None:
        """Make the waves it proposes; the plan is refused when what it rests on has changed."""
        if self.made is None:
            return
        app, login, number = self._desk.app, self._desk.login, self.number

        def work() -> Answer:
            return apply_plan(app, number, login=login)

        self._desk.jobs.write(work, owner=self, then=self._applied)

    @Slot()
    def drop(self) -> None:
        """Forget the proposal."""
        if self.number and self._desk.may_run("DiscardProposal"):
            self._desk.run(DiscardProposal(proposal=self.number), owner=self, failed=self._gone)
        self.number, self.made = "", None
        self.changed.emit()

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        if self.job is not None:
            self.progress = progress
            self.changed.emit()

    @Slot(object)
    def _finished(self, result: tuple[int, str, Made]) -> None:
        run, number, made = result
        if run != self._run:
            self._desk.run(DiscardProposal(proposal=number), owner=self, failed=self._gone)
            return
        self.job, self.stopping, self.number, self.made = None, False, number, made
        self.changed.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.job, self.stopping = None, False
        if not isinstance(error, Cancelled):
            self._desk.tell_error(error)
        self.changed.emit()

    @Slot(object)
    def _applied(self, answer: Answer) -> None:
        self.number, self.made = "", None
        self._desk.tell(answer)
        self.changed.emit()

    @Slot(object)
    def _gone(self, error: Exception) -> None:
        """It was decided on by somebody else, or may not be dropped: it stays among the proposals."""
