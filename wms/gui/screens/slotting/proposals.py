"""Every plan that was kept, of whatever kind: what it would do and why; two beside each other; applied or put aside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout

from wms.app.application import App
from wms.app.rows import all_rows
from wms.gui.desk.desk import Desk
from wms.gui.pages.around import AroundListPage
from wms.gui.screens.slotting.lists import LINES, PLANS, REASONS
from wms.gui.tables.few import FewRows
from wms.gui.tables.pane import TablePane
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import plain, primary
from wms.model.words import ProposalState
from wms.operations.command import Command
from wms.operations.unit import Answer

_FACTS = (
    ("Kind", "kind", "told"), ("State", "state", "told"), ("Made", "made_at", "moment"),
    ("Summary", "summary", "told"), ("Objective", "objective", "decimal"), ("Unit", "unit", "told"),
    ("Bound", "bound", "decimal"), ("Gap", "gap_percent", "percent"), ("Seconds", "seconds", "decimal"),
    ("Method", "method", "told"),
)  # fmt: skip


def command_for(kind: str, proposal: str) -> Command | None:
    """The command that applies a plan of this kind; None for those that are only told."""
    from wms.app.planning import KINDS

    found = KINDS[kind].apply if kind in KINDS else None
    return found(proposal=proposal) if found is not None else None  # type: ignore[call-arg]


class ProposalsPage(AroundListPage):
    """Plans above; below what the one with the keys would do, why, or two selected ones compared."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Plans"), PLANS)
        self.apply = primary(say("Apply"), "check")
        self.bench = plain(say("Look at it on the workbench"), "slotting")
        self.aside = plain(say("Put aside"), "cancel")
        self.lines, self.reasons = TablePane(desk, LINES), TablePane(desk, REASONS)
        for pane in (self.lines, self.reasons):
            pane.seeking.fix(proposal="-")
        self.compared = FewRows(say("Two plans beside each other"), [("", "text"), ("", "text"), ("", "text")])
        self.tabs = QTabWidget()
        self._lay_out()
        self.list.pane.current_changed.connect(self._follow)
        self.list.pane.selection_changed.connect(self._compare)
        self.apply.clicked.connect(self._apply)
        self.bench.clicked.connect(self._bench)
        self.aside.clicked.connect(self._aside)
        self.list.pane.model.answered.connect(self._begin)
        self._follow(None)

    def _lay_out(self) -> None:
        look = tokens()
        head = QHBoxLayout()
        head.setSpacing(look.space(2))
        head.addStretch(1)
        for button in (self.bench, self.aside, self.apply):
            head.addWidget(button)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(say("What the plan would do"))
        for title, widget in ((say("What it would do"), self.lines), (say("Why it is as it is"), self.reasons),
                              (say("Compare two"), self.compared)):  # fmt: skip
            self.tabs.addTab(widget, title)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.space(2), 0, 0)
        column.setSpacing(look.space(1))
        column.addLayout(head)
        column.addWidget(split, 1)

    @Slot(object)
    def _follow(self, row: Any) -> None:
        self.tabs.setEnabled(row is not None)
        if row is not None:
            for pane in (self.lines, self.reasons):
                pane.seeking.fix(proposal=row.proposal)
        self.bench.setEnabled(row is not None and row.kind == "slotting")
        self.aside.setEnabled(row is not None and row.state is ProposalState.PROPOSED
                              and self.desk.may_run("DiscardProposal"))  # fmt: skip
        command = command_for(row.kind, row.proposal) if row is not None else None
        self.apply.setEnabled(command is not None and row.state is ProposalState.PROPOSED
                              and self.desk.may_run(type(command).__name__))  # fmt: skip
        self.apply.setToolTip("" if row is None or command is not None else say("This plan is told, not applied."))

    @Slot()
    def _begin(self) -> None:
        """The first plan is looked at until another one is chosen."""
        pane = self.list.pane
        if pane.current_row() is None and pane.model.rows:
            pane.grid.select(pane.model.asking.key(pane.model.rows[0]))

    @Slot()
    def _aside(self) -> None:
        self.list.pane.take_up(PLANS.offers[0])

    @Slot()
    def _apply(self) -> None:
        row = self.list.pane.current_row()
        command = command_for(row.kind, row.proposal) if row is not None else None
        if command is not None:
            self.apply.setEnabled(False)
            self.desk.run(command, self._applied, owner=self, failed=self._refused)

    @Slot(object)
    def _applied(self, answer: Answer) -> None:
        self.desk.tell(answer)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self.desk.tell_error(error)
        self._follow(self.list.pane.current_row())

    @Slot()
    def _bench(self) -> None:
        row = self.list.pane.current_row()
        if row is not None:
            self.desk.open("slotting", tab="workbench", proposal=row.proposal)

    # --- two beside each other ---------------------------------------------------------------------------------------

    @Slot()
    def _compare(self) -> None:
        """Two selected plans are compared; any other number is none."""
        rows = self.list.pane.selected_rows()
        if len(rows) == 2:
            work = partial(_compared, self.desk.app, *rows)
            self.desk.jobs.read(work, owner=self, then=self._show_compared)
        else:
            self.compared.show_rows([(say("Select two plans above, with Ctrl or Shift."), "", "")])

    @Slot(object)
    def _show_compared(self, rows: Sequence[tuple[str, str, str]]) -> None:
        self.compared.show_rows(rows)
        self.tabs.setCurrentWidget(self.compared)


def _compared(app: App, one: Any, other: Any) -> list[tuple[str, str, str]]:
    """What the two plans say of themselves, and how much of what they would do is the same."""
    rows = [(say("Plan"), one.proposal, other.proposal)]
    rows += [(say(title), shown(getattr(one, name), kind), shown(getattr(other, name), kind))
             for title, name, kind in _FACTS]  # fmt: skip
    does = [{(line.what, line.item, line.order, line.from_location, line.to_location)
             for line in all_rows(app, "plan_lines", proposal=plan.proposal)} for plan in (one, other)]  # fmt: skip
    both = len(does[0] & does[1])
    rows.append((say("Lines"), shown(len(does[0]), "number"), shown(len(does[1]), "number")))
    rows.append((say("The same in both"), shown(both, "number"), shown(both, "number")))
    rows.append((say("Only in this one"), shown(len(does[0]) - both, "number"), shown(len(does[1]) - both, "number")))
    found = {plan.proposal: plan for each in (one, other)
             for plan in app.ask("slotting_plans", proposal=each.proposal, limit=1).rows}  # fmt: skip
    if len(found) == 2:
        for title, name, kind in (("Walk before", "before_mm", "mm"), ("Walk after", "after_mm", "mm"),
                                  ("Cost of moving", "moving_mm", "mm"), ("Saved", "saved_mm", "mm"),
                                  ("Shorter on later walks", "later_percent", "percent")):  # fmt: skip
            left, right = (shown(getattr(found[plan.proposal], name), kind) for plan in (one, other))
            rows.append((say(title), left, right))
    return rows
