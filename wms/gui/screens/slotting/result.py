"""A re-slotting plan to be looked at: its figures, the floor before and after, its moves, and applying some or all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.registry.declared import Subject
from wms.gui.screens.slotting.lists import MOVES
from wms.gui.screens.slotting.pair import Pair
from wms.gui.screens.slotting.planning import Planning
from wms.gui.screens.slotting.since import Since
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary
from wms.gui.theme.widgets_facts import Figure, FigureRow


class Result(QWidget):
    """Follows the plan that `planning` shows."""

    def __init__(self, desk: Desk, planning: Planning) -> None:
        super().__init__()
        self.desk, self.planning = desk, planning
        self.before, self.after = Figure(say("Walked today"), "–"), Figure(say("After the plan"), "–")
        self.moving, self.saved = Figure(say("The moves cost"), "–"), Figure(say("Saved"), "–")
        self.later = Figure(say("On later orders"), "–")
        self.why = caption("")
        self.why.setWordWrap(True)
        self.pair = Pair(desk)
        self.moves = ListingPage(desk, MOVES, heading=False)
        self.since, self.because = Since(desk), caption("")
        self.because.setWordWrap(True)
        self.because.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tabs = QTabWidget()
        self.all, self.some = primary(say("Apply all moves"), "check"), plain(say("Apply the selected ones"), "check")
        self.along = caption("")
        self._lay_out()
        planning.changed.connect(self._allow)
        planning.shown.connect(self._show)
        self.all.clicked.connect(self._apply_all)
        self.some.clicked.connect(self._apply_some)
        self.moves.pane.selection_changed.connect(self._allow)
        self.moves.pane.selection_changed.connect(self._point)
        self.pair.place_clicked.connect(self._clicked)
        self.pair.place_opened.connect(self._opened)

    def chosen(self) -> set[str]:
        """The items of the selected moves."""
        return {row.item for row in self.moves.pane.selected_rows()}

    def _lay_out(self) -> None:
        look = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(2))
        column.addWidget(FigureRow(self.before, self.after, self.moving, self.saved, self.later))
        column.addWidget(self.why)
        below = QWidget()
        box = QVBoxLayout(below)
        box.setContentsMargins(0, look.space(1), 0, 0)
        box.setSpacing(look.space(2))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.moves, say("Moves"))
        self.tabs.addTab(self.because, say("Why it is as it is"))
        self.tabs.addTab(self.since, say("What changed since last time"))
        box.addWidget(self.tabs, 1)
        doing = QWidget()
        foot = QHBoxLayout(doing)
        foot.setContentsMargins(0, 0, 0, look.space(1))
        foot.setSpacing(look.space(2))
        for widget in (self.along, self.some, self.all):
            foot.addWidget(widget)
        self.tabs.setCornerWidget(doing)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.pair)
        split.addWidget(below)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        column.addWidget(split, 1)

    # --- what is shown -----------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        plan = self.planning.plan
        if plan is None:
            return
        self.moves.pane.seeking.fix(proposal=plan.proposal)
        self.pair.show_heat(self.planning.heat)
        told = [shown(text, "told") for text in self.planning.reasons if not text.startswith(("Item ", "In "))]
        self.why.setText(_quality(plan))
        self.because.setText("\n".join(told))
        self.since.show_since(self.planning.since, self.planning.changes)
        self._figures(plan)
        self._allow()

    def _figures(self, plan: Any) -> None:
        days = say("in {days} days", days=plan.days)
        self.before.show_value(_metres(plan.before_mm), note=days)
        self.after.show_value(_metres(plan.after_mm), note=days)
        self.moving.show_value(_metres(plan.moving_mm), note=say("{count} moves", count=plan.moves))
        share = shown(100 * plan.saved_mm / plan.before_mm, "percent") if plan.before_mm else ""
        self.saved.show_value(_metres(plan.saved_mm), "good" if plan.saved_mm > 0 else "neutral",
                              note=say("{share} of the walk", share=share))  # fmt: skip
        if plan.later_percent is None:
            self.later.show_value("–", note=say("none kept aside"))
            return
        sign, tone = ("+", "warn") if plan.later_percent < 0 else ("", "good")
        self.later.show_value(sign + shown(0.0 - plan.later_percent, "percent"), tone,
                              note=say("{count} walks", count=plan.later_walks))  # fmt: skip

    @Slot()
    def _allow(self) -> None:
        """What may be applied now, and what would have to go along."""
        planning = self.planning
        can = planning.open and not planning.running and self.desk.may_run("ApplySlotting") and bool(planning.lines)
        items = self.chosen()
        wanted = planning.going_along(items) if items else set()
        self.all.setEnabled(can)
        self.some.setEnabled(can and bool(items))
        more = len(wanted) - len(items)
        self.along.setText(say("{count} more items must leave first and go along.", count=more) if more else "")

    @Slot()
    def _point(self) -> None:
        rows = self.moves.pane.selected_rows()
        self.pair.point_out({row.from_location: "accent" for row in rows}, {row.to_location: "accent" for row in rows})

    # --- what people do ----------------------------------------------------------------------------------------------

    @Slot()
    def _apply_all(self) -> None:
        self.planning.apply()

    @Slot()
    def _apply_some(self) -> None:
        items = self.chosen()
        if items:
            self.planning.apply(items)

    @Slot(str)
    def _clicked(self, code: str) -> None:
        self.desk.show(Subject("location", code))

    @Slot(str)
    def _opened(self, code: str) -> None:
        self.desk.open("inventory", tab="stock", location=code, find=code)


def _quality(plan: Any) -> str:
    """What the plan is, and how good it is proven to be."""
    known = {"plan": plan.proposal, "state": word(plan.state.value), "moment": shown(plan.made_at)}
    if plan.bound_mm is None:
        return say("{plan}, {state}, made {moment}", **known)
    proven = {"length": _metres(plan.bound_mm), "gap": shown(plan.gap_percent, "percent")}
    return say("{plan}, {state}, made {moment}. No plan of so many moves leaves less than {length} to walk and to "
               "move: at most {gap} of this one's could still be saved.", **known, **proven)  # fmt: skip


def _metres(length_mm: int) -> str:
    return shown(length_mm, "mm") if abs(length_mm) < 10_000_000 else f"{length_mm / 1_000_000:,.2f} km"
