"""The plan beside the present waves: what the planner is doing, what it found, and whether that is better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QTabWidget, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.screens.waves.painting import hour
from wms.gui.screens.waves.planner import WavePlanner
from wms.gui.tables.few import FewRows
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip, caption, hint, plain, primary, strong, subtitle, toned
from wms.gui.theme.widgets_panels import Panel
from wms.operations.planning.made import Made
from wms.queries import page as pages
from wms.queries.page import MAX_ROWS

RUNNING, MADE = 18, 90
"""How high the pane is at most, while a plan is made and afterwards, in steps of the spacing scale."""


class PlanPane(QWidget):
    """Hidden while there is neither a plan nor one being made."""

    def __init__(self, desk: Desk, planner: WavePlanner) -> None:
        super().__init__()
        self._planner = planner
        self._desk = desk
        self._now: Sequence[Any] = ()
        self._then: Sequence[Any] = ()
        self._compared = ""
        self.title = subtitle("")
        self.told = hint("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("Planning"))
        self.stop = plain(say("Stop and keep the best"), "stop")
        self.apply = primary(say("Apply the plan"), "check")
        self.drop = plain(say("Drop it"), "cancel")
        self._may = desk.may("waving.plan")
        self.quality = QWidget()
        self.objective, self.bound, self.gap, self.late = strong("–"), strong("–"), strong("–"), strong("–")
        self.present = FewRows(say("The waves as they are"), _columns())
        self.planned = FewRows(say("The waves as planned"), _columns())
        self.facts = FewRows(say("Present and plan side by side"), (
            ("", "text"), (say("Present"), "number"), (say("As planned"), "number"),
        ))  # fmt: skip
        self.reasons = FewRows(say("Why the plan is so"), ((say("Why"), "text"),), wraps=True)
        self._lay_out()
        self.stop.clicked.connect(planner.stop)
        self.apply.clicked.connect(planner.apply)
        self.drop.clicked.connect(planner.drop)
        planner.changed.connect(self._show)
        self._keys()
        self._show()

    def _keys(self) -> None:
        """A plan is stopped, taken or left without a mouse, wherever on the board the keys are."""
        for button, keys in ((self.stop, "Ctrl+."), (self.apply, "Ctrl+Return"), (self.drop, "Ctrl+Backspace")):
            button.setToolTip(as_tip(f"{button.text()} ({keys})"))
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(button.click)

    @Slot()
    def compare(self) -> None:
        """Ask how full the waves are now, and how full they would be."""
        if self._planner.made is None:
            return
        ask, now = self._desk.ask, self._desk.app.clock()
        ask("wave_loads", self._heard_present, owner=self, failed=self._gone, limit=MAX_ROWS, at=now)
        ask("wave_loads", self._heard_planned, owner=self, failed=self._gone, limit=MAX_ROWS, at=now,
            proposal=self._planner.number)  # fmt: skip

    def _lay_out(self) -> None:
        look = tokens()
        head, body, column = QHBoxLayout(), QGridLayout(), QVBoxLayout(self)
        head.setSpacing(look.space(2))
        head.addWidget(self.title)
        head.addWidget(self.bar, 1)
        head.addWidget(self.told)
        head.addSpacing(look.space(4))
        head.addWidget(self._line_of_quality(), 1)
        for button in (self.stop, self.apply, self.drop):
            head.addWidget(button)
        self.compared = QWidget()
        self.compared.setLayout(body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setHorizontalSpacing(look.space(4))
        body.setVerticalSpacing(look.space(1))
        for place, (words, table) in enumerate(((say("Present"), self.present), (say("As planned"), self.planned))):
            body.addWidget(caption(words), 0, place)
            body.addWidget(table, 1, place)
        more = QTabWidget()
        more.setDocumentMode(True)
        more.setAccessibleName(say("Present and plan side by side"))
        more.addTab(self.facts, say("Compared"))
        more.addTab(self.reasons, say("Why"))
        body.addWidget(more, 0, 2, 2, 1)
        for place, share in enumerate((16, 16, 10)):
            body.setColumnStretch(place, share)
        body.setRowStretch(1, 1)
        panel = Panel()
        panel.column.setContentsMargins(*[look.space(3)] * 4)
        panel.column.setSpacing(look.space(2))
        panel.column.addLayout(head)
        panel.column.addWidget(self.compared, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def _line_of_quality(self) -> QWidget:
        """Objective, bound, gap and late orders in one line."""
        row = QHBoxLayout(self.quality)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space(2))
        for words, value in ((say("Objective"), self.objective), (say("Bound"), self.bound), (say("Gap"), self.gap),
                             (say("Late, as planned"), self.late)):  # fmt: skip
            row.addWidget(caption(words))
            row.addWidget(value)
            row.addSpacing(tokens().space(4))
        row.addStretch(1)
        return self.quality

    @Slot()
    def _show(self) -> None:
        planner = self._planner
        self.setVisible(planner.running or planner.made is not None)
        self.bar.setVisible(planner.running)
        self.stop.setVisible(planner.running)
        for widget in (self.drop, self.compared, self.apply):
            widget.setVisible(planner.made is not None and (widget is not self.apply or self._may))
        self.told.setVisible(planner.running)
        self.setMaximumHeight(tokens().space(RUNNING if planner.running else MADE))
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
        self.late.setText("–")

    def _show_made(self, made: Made) -> None:
        content = made.content
        self.title.setText(say("{plan}: {number}", plan=_kind(self._planner.asked), number=self._planner.number))
        how = say("{pickers} pickers, {packers} packers; found in {seconds} s.", pickers=content["pickers"],
                  packers=content["packers"], seconds=f"{made.seconds:.1f}")  # fmt: skip
        self._tell_quality(made.objective, made.bound)
        late = len(content["late"])
        toned(self.late, "bad" if late else "good").setText(f"{late:,}")
        self.reasons.show_rows([(how,), *((say(reason),) for reason in made.reasons)])
        if self._planner.number != self._compared:
            self._compared = self._planner.number
            self.compare()

    @Slot(object)
    def _heard_present(self, page: pages.Page) -> None:
        self._now = page.rows
        self.present.show_rows(*_waves(page.rows))
        self._show_facts()

    @Slot(object)
    def _heard_planned(self, page: pages.Page) -> None:
        self._then = page.rows
        self.planned.show_rows(*_waves(page.rows))
        self._show_facts()

    def _show_facts(self) -> None:
        self.facts.show_rows(compared(self._now, self._then))

    @Slot(object)
    def _gone(self, error: Exception) -> None:
        """The plan was decided on meanwhile: there is nothing to compare."""

    def _tell_quality(self, objective: float | None, bound: float | None) -> None:
        self.objective.setText("–" if objective is None else say("{points} points", points=f"{objective:,.0f}"))
        self.bound.setText("–" if bound is None else say("{points} points", points=f"{bound:,.0f}"))
        known = objective is not None and bound is not None
        gap = abs((objective or 0) - (bound or 0)) / max(abs(objective or 0), 1e-9) if known else None
        self.gap.setText(say("nothing proven") if gap is None else f"{gap:.1%}")


def compared(now: Sequence[Any], then: Sequence[Any]) -> list[tuple[str, int, int]]:
    """What rows of `wave_loads` say in sum: what it is, as the waves are now, and as they would be."""
    return [
        (say("Waves"), *(sum(bool(row.wave) for row in rows) for rows in (now, then))),
        (say("Without a wave"), *(sum(row.orders for row in rows if not row.wave) for rows in (now, then))),
        (say("Late orders"), *(sum(row.late for row in rows) for rows in (now, then))),
        (say("Fullest, %"), *(max((share for row in rows for share in _shares(row) if share is not None),
                                       default=0) for rows in (now, then))),
    ]  # fmt: skip


def _kind(asked: dict[str, Any]) -> str:
    if asked.get("pickers") or asked.get("packers"):
        return say("What if")
    return say("The rest of the day") if asked.get("again") else say("Wave plan")


def _columns() -> tuple[tuple[str, str], ...]:
    return ((say("Wave"), "text"), (say("Until"), "text"), (say("Orders"), "number"), (say("Picking"), "number"),
            (say("Packing"), "number"), (say("Docks"), "number"))  # fmt: skip


def _waves(rows: Sequence[Any]) -> tuple[list[tuple[Any, ...]], list[str]]:
    """The waves as rows of a table, with their tones."""
    waves = [row for row in rows if row.wave]
    told = [
        (row.wave, hour(row.cutoff_at), row.orders, *("–" if share is None else f"{share} %" for share in _shares(row)))
        for row in waves
    ]
    return told, ["bad" if row.late else "neutral" for row in waves]


def _shares(row: Any) -> list[int | None]:
    """How much of the room picking, packing and loading take, in percent."""
    if not row.wave:
        return [None] * 3
    works = ((row.picking_s, row.picking_before_s, row.picking_room_s),
             (row.packing_s, row.packing_before_s, row.packing_room_s),
             (row.dock_s, row.dock_before_s, row.dock_room_s))  # fmt: skip
    return [None if room is None else min(999, round(100 * (own + before) / max(1, room)))
            for own, before, room in works]  # fmt: skip
