"""The plan beside the present waves: what the planner is doing, what it found, and whether that is better."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.screens.waves.piles import UNPLANNED, Board, Pile
from wms.gui.screens.waves.planner import WavePlanner
from wms.gui.tables.few import FewRows
from wms.gui.texts.say import language, say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, primary, subtitle
from wms.gui.theme.widgets_facts import Figure, FigureRow
from wms.gui.theme.widgets_panels import Panel
from wms.operations.planning.made import Made

FULL = 100


class PlanPane(QWidget):
    """Hidden while there is neither a plan nor one being made."""

    def __init__(self, desk: Desk, planner: WavePlanner) -> None:
        super().__init__()
        self._planner = planner
        self._board = Board()
        self.title = subtitle("")
        self.told = hint("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("Planning"))
        self.stop = plain(say("Stop and keep the best"), "stop")
        self.apply = primary(say("Apply the plan"), "check")
        self.drop = plain(say("Drop it"), "cancel")
        self._may = desk.may("waving.plan")
        self.quality = FigureRow(*(self._figures()))
        self.present = FewRows(say("The waves as they are"), _columns(say("Wave")))
        self.planned = FewRows(say("The waves as planned"), _columns(say("From")))
        self.facts = FewRows(say("Present and plan side by side"), (
            ("", "text"), (say("Present"), "number"), (say("Plan"), "number"),
        ))  # fmt: skip
        self.reasons = FewRows(say("Why the plan is so"), ((say("Why"), "text"),))
        self._lay_out()
        self.stop.clicked.connect(planner.stop)
        self.apply.clicked.connect(planner.apply)
        self.drop.clicked.connect(planner.drop)
        planner.changed.connect(self._show)
        self._show()

    def compare_with(self, board: Board) -> None:
        """The waves as they are now."""
        self._board = board
        if self._planner.made is not None:
            self._show()

    def _figures(self) -> Sequence[Figure]:
        self.objective, self.bound, self.gap, self.late = (
            Figure(say("Objective"), "–"), Figure(say("Bound"), "–"), Figure(say("Gap"), "–"), Figure(say("Late"), "–"),
        )  # fmt: skip
        return self.objective, self.bound, self.gap, self.late

    def _lay_out(self) -> None:
        look = tokens()
        head, body, column = QHBoxLayout(), QGridLayout(), QVBoxLayout(self)
        head.setSpacing(look.space(2))
        head.addWidget(self.title)
        head.addWidget(self.bar, 1)
        head.addWidget(self.told, 2)
        for button in (self.stop, self.apply, self.drop):
            head.addWidget(button)
        self.compared = QWidget()
        self.compared.setLayout(body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setHorizontalSpacing(look.space(4))
        for place, (words, table) in enumerate((
            (say("Present"), self.present), (say("Plan"), self.planned), (say("Compared"), self.facts),
            (say("Why"), self.reasons),
        )):  # fmt: skip
            body.addWidget(hint(words), 0, place)
            body.addWidget(table, 1, place)
            body.setColumnStretch(place, (5, 5, 3, 5)[place])
        panel = Panel()
        panel.column.setContentsMargins(*[look.space(3)] * 4)
        panel.column.addLayout(head)
        panel.column.addWidget(self.quality)
        panel.column.addWidget(self.compared, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    @Slot()
    def _show(self) -> None:
        planner = self._planner
        self.setVisible(planner.running or planner.made is not None)
        self.bar.setVisible(planner.running)
        self.stop.setVisible(planner.running)
        for widget in (self.drop, self.compared, self.apply):
            widget.setVisible(planner.made is not None and (widget is not self.apply or self._may))
        self.stop.setEnabled(not planner.stopping)
        self.quality.setVisible(planner.made is not None or planner.progress.objective is not None)
        if planner.running:
            self._show_running()
        elif planner.made is not None:
            self._show_made(planner.made)

    def _show_running(self) -> None:
        progress = self._planner.progress
        self.title.setText(_kind(self._planner.asked))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(min(progress.done, progress.total))
        self.told.setText(say("Stopping…") if self._planner.stopping else say(progress.doing.capitalize()))
        self._tell_quality(progress.objective, progress.bound)
        self.late.show_value("–")

    def _show_made(self, made: Made) -> None:
        content = made.content
        self.title.setText(say("{plan}: {number}", plan=_kind(self._planner.asked), number=self._planner.number))
        self.told.setText(say("{pickers} pickers, {packers} packers; found in {seconds} s.",
                              pickers=content["pickers"], packers=content["packers"],
                              seconds=f"{made.seconds:.1f}"))  # fmt: skip
        self._tell_quality(made.objective, made.bound)
        late = len(content["late"])
        self.late.show_value(f"{late:,}", "bad" if late else "good")
        piles = [pile for pile in self._board.piles if pile.key != UNPLANNED and pile.state]
        self.present.show_rows([_row_of(pile) for pile in piles], ["bad" if pile.over else "neutral" for pile in piles])
        self.planned.show_rows([_planned(wave) for wave in content["waves"]])
        self.facts.show_rows(compared(self._board, made))
        self.reasons.show_rows([(reason,) for reason in made.reasons])

    def _tell_quality(self, objective: float | None, bound: float | None) -> None:
        self.objective.show_value("–" if objective is None else f"{objective:,.0f}", note=say("points"))
        self.bound.show_value("–" if bound is None else f"{bound:,.0f}", note=say("points"))
        known = objective is not None and bound is not None
        gap = abs((objective or 0) - (bound or 0)) / max(abs(objective or 0), 1e-9) if known else None
        self.gap.show_value(say("nothing proven") if gap is None else f"{gap:.1%}")


def compared(board: Board, made: Made) -> list[tuple[str, int, int]]:
    """What can be counted of the present waves and of the plan alike: what it is, now, and then."""
    content: Any = made.content
    waves = [pile for pile in board.piles if pile.key != UNPLANNED and pile.state]
    waits = board.pile(UNPLANNED)
    kept = [pile for pile in waves if any(card.begun for card in pile.cards)] if content["begun"] else []
    fullest = max((wave["load"]["picking"] for wave in content["waves"]), key=_share, default=[0, 1])
    now = max((pile.loads[0].share or 0 for pile in waves if pile.loads), default=0.0)
    return [
        (say("Waves"), len(waves), len(content["waves"]) + len(kept)),
        (say("Orders without a wave"), len(waits.cards) if waits else 0, len(content["left"])),
        (say("Late orders"), board.late(), len(content["late"])),
        (say("Fullest wave, picking %"), round(FULL * min(now, 9.99)), round(FULL * _share(fullest))),
    ]


def _kind(asked: dict[str, Any]) -> str:
    if asked.get("pickers") or asked.get("packers"):
        return say("What if")
    return say("The rest of the day") if asked.get("again") else say("Wave plan")


def _columns(first: str) -> tuple[tuple[str, str], ...]:
    return ((first, "text"), (say("Until"), "text"), (say("Orders"), "number"), (say("Lines"), "number"),
            (say("Picking %"), "number"), (say("Packing %"), "number"), (say("Docks %"), "number"))  # fmt: skip


def _row_of(pile: Pile) -> tuple[Any, ...]:
    shares = [None if load.share is None else round(FULL * min(load.share, 9.99)) for load in pile.loads]
    return (pile.title, _clock(pile.cutoff), len(pile.cards), pile.lines, *shares)


def _planned(wave: Any) -> tuple[Any, ...]:
    shares = [None if room is None else round(FULL * _share([use, room]))
              for use, room in (wave["load"][name] for name in ("picking", "packing", "dock"))]  # fmt: skip
    begin, end = (_clock(datetime.fromisoformat(wave[name])) for name in ("starts", "ends"))
    return (begin, end, len(wave["orders"]), wave["picks"], *shares)


def _share(load: Sequence[Any]) -> float:
    use, room = load
    return float(use or 0) / max(1, room or 1) if room is not None else 0.0


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(language().zone):%H:%M}"


