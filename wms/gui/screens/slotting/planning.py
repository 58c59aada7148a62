"""Making a re-slotting plan off the window's thread, looking at a kept one, and applying all or some of it.

Testable without a window. What is shown is what the questions say of the kept plan, never what the planner said.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.app.application import App
from wms.app.rows import all_rows
from wms.base.jobs import Watch
from wms.gui.desk.desk import INFO, Desk
from wms.gui.desk.long_work import LongWork
from wms.gui.texts.say import say
from wms.model.words import ProposalState
from wms.operations.planning.reslotting import ApplySlotting, together
from wms.operations.unit import Answer

KIND = "slotting"
Looked = tuple[Any, list[Any], list[Any], list[str], Any, list[Any]]


def _make(app: App, kind: str, login: str, seconds: float | None, wishes: dict[str, Any], watch: Watch) -> str:
    """Plan and keep the plan: its number. The planners are loaded when they are first needed."""
    from wms.app import planning

    return planning.make_plan(app, kind, deadline=seconds, watch=watch, login=login, **wishes)[0]


class Planning(LongWork):
    """`plan` is the plan shown (a row of `slotting_plans`, None: none), `lines` its moves,
    `heat` how often places are walked to, `reasons` why, `since` what is different from the plan before (a row of
    `slotting_since`, None: there was none), `changes` the same item by item.
    """

    shown = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self.plan: Any = None
        self.lines: list[Any] = []
        self.heat: list[Any] = []
        self.reasons: list[str] = []
        self.since: Any = None
        self.changes: list[Any] = []
        self.seconds = 0.0

    @property
    def open(self) -> bool:
        """Whether the plan that is shown can still be decided on."""
        return self.plan is not None and self.plan.state is ProposalState.PROPOSED

    def begin(self, seconds: float, wishes: dict[str, Any]) -> None:
        """Look for moves that pay, for so many seconds."""
        if not self.running:
            self.seconds = seconds
            work = partial(_make, self.desk.app, KIND, self.desk.login, seconds, wishes)
            self.set_going("Looking for better homes", work)

    def look(self, proposal: str = "") -> None:
        """Show a plan; without a number the newest."""
        self.desk.jobs.read(partial(_looked, self.desk.app, proposal), owner=self, then=self._found)

    def going_along(self, items: Collection[str]) -> set[str]:
        """The items, and those that must leave before they can come."""
        return together([(line.item, line.from_location, line.to_location) for line in self.lines], items)

    def apply(self, items: Collection[str] = ()) -> None:
        """Give the items (none: all of the plan) their new homes, and make the move tasks."""
        if self.open:
            some = tuple(sorted(self.going_along(items))) if items else ()
            command = ApplySlotting(proposal=self.plan.proposal, items=some)
            self.desk.run(command, self._applied, owner=self)

    # --- results -----------------------------------------------------------------------------------------------------

    def came(self, result: str) -> None:
        """A plan is kept under this number."""
        self.look(result)

    @Slot(object)
    def _found(self, found: Looked) -> None:
        if found[0] is not None:
            self.plan, self.lines, self.heat, self.reasons, self.since, self.changes = found
        self.changed.emit()
        self.shown.emit()

    @Slot(object)
    def _applied(self, answer: Answer) -> None:
        self.desk.tell(answer)
        self.desk.notice(INFO, say("The moves are under Tasks, in the order in which they can be done."))
        self.look(self.plan.proposal)


def _looked(app: App, proposal: str) -> Looked:
    """A plan's row, lines, heat and reasons; and what is different since the plan before it."""
    rows = app.ask("slotting_plans", proposal=proposal, limit=1).rows
    if not rows:
        return None, [], [], [], None, []
    number = rows[0].proposal
    reasons = [row.reason for row in all_rows(app, "plan_reasons", proposal=number)]
    since = app.ask("slotting_since", proposal=number, limit=1).rows
    return (rows[0], all_rows(app, "plan_lines", proposal=number), all_rows(app, "plan_heat", proposal=number), reasons,
            since[0] if since else None, all_rows(app, "slotting_changes", proposal=number))  # fmt: skip
