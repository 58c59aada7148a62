"""A wave plan from the board's side: begun, watched, stopped, held beside the present waves, applied or dropped."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot

from wms.app.planning import apply_plan, make_plan
from wms.base.jobs import Progress, Watch
from wms.gui.desk.desk import INFO, Desk
from wms.gui.desk.long_work import LongWork
from wms.gui.texts.say import say
from wms.operations.planning.made import Made
from wms.operations.proposals import DiscardProposal
from wms.operations.unit import Answer

SECONDS = 20.0
"""How long the planner looks for better waves, unless it is stopped before."""


class WavePlanner(LongWork):
    """`number` and `made` are the proposal, once there is one and until it is applied or dropped. `stopping` from the
    moment somebody wanted an end until the planner has one.
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self.stopping = False
        self.number = ""
        self.made: Made | None = None
        self.asked: dict[str, Any] = {}

    def begin(self, seconds: float = SECONDS, **parameters: Any) -> None:
        """Make a plan of the waves: `again` also of what nobody has begun, `pickers` and `packers` such as "+1"."""
        if self.running:
            return
        self.drop()
        app, login = self.desk.app, self.desk.login

        def work(watch: Watch) -> tuple[str, Made]:
            watch.stop.seconds = seconds
            return make_plan(app, "waves", watch=watch, login=login, **parameters)

        self.asked, self.stopping = parameters, False
        self.set_going("Planning waves", work, Progress("Preparing"))

    @Slot()
    def stop(self) -> None:
        """End it; the best plan so far is kept. While the planner is still getting ready there is none to wait for."""
        if not self.running:
            return
        self.cancel()
        self.stopping = True
        if self.progress.doing == "Preparing":
            self.give_up()
            self.desk.notice(INFO, say("Planning was given up before it began."))
        self.changed.emit()

    @Slot()
    def apply(self) -> None:
        """Make the waves it proposes; the plan is refused when what it rests on has changed."""
        if self.made is None:
            return
        app, login, number = self.desk.app, self.desk.login, self.number

        def work() -> Answer:
            return apply_plan(app, number, login=login)

        self.desk.jobs.write(work, owner=self, then=self._applied)

    @Slot()
    def drop(self) -> None:
        """Forget the proposal."""
        if self.number and self.desk.may_run("DiscardProposal"):
            self.desk.run(DiscardProposal(proposal=self.number), owner=self, failed=self._gone)
        self.number, self.made = "", None
        self.changed.emit()

    def came(self, result: tuple[str, Made]) -> None:
        """It is to be decided on."""
        self.number, self.made = result

    def left(self, result: tuple[str, Made]) -> None:
        """Nobody waits for it any more."""
        self.desk.run(DiscardProposal(proposal=result[0]), owner=self, failed=self._gone)

    @Slot(object)
    def _applied(self, answer: Answer) -> None:
        self.number, self.made = "", None
        self.desk.tell(answer)
        self.changed.emit()

    @Slot(object)
    def _gone(self, error: Exception) -> None:
        """It was decided on by somebody else, or may not be dropped: it stays among the proposals."""
