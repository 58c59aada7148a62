"""A day tried out: say how it shall be run, let it run many times, see when it ends and what is late."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from wms.base.errors import Refused
from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.screens.waves.simulation_result import Result
from wms.gui.screens.waves.simulation_run import Running
from wms.gui.screens.waves.simulation_wishes import Wishes
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary
from wms.gui.theme.widgets_panels import EmptyState

_LEFT = 78


class SimulationPage(Page):
    """`arrive(day=…)` asks for that day."""

    guide = "simulation"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Simulation"))
        self.run = Running(desk, self)
        self.wishes = Wishes(desk)
        self.begin = primary(say("Try the day out"), "play")
        self.begin.setShortcut("Ctrl+Return")
        self.cancel = plain(say("Stop, and tell what there is"), "stop")
        self.bar, self.doing = QProgressBar(), caption("")
        self.result = Result(desk)
        self.stack = QStackedWidget()
        self._lay_out()
        self.begin.clicked.connect(self._begin)
        self.cancel.clicked.connect(self.run.stop)
        self.run.changed.connect(self._show)
        self._show()

    def arrive(self, day: str | None = None, **arguments: Any) -> None:
        """Look which plans there are; ask for the day named."""
        self.desk.room_wanted.emit(True)
        self.wishes.ask()
        if day is not None:
            self.wishes.show_day(day)
        self.begin.setFocus()

    def leave(self) -> None:
        """The details may come back."""
        self.desk.room_wanted.emit(False)

    def _lay_out(self) -> None:
        look = tokens()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("Progress"))
        self.doing.setWordWrap(True)
        scroll = QScrollArea()
        scroll.setWidget(self.wishes)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(say("How the day is tried"))
        left, side = QWidget(), QVBoxLayout()
        left.setFixedWidth(look.space(_LEFT))
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, look.space(2))
        side.setSpacing(look.space(2))
        side.addWidget(scroll, 1)
        for widget in (self.begin, self.cancel, self.bar, self.doing):
            side.addWidget(widget)
        self.stack.addWidget(self.result)
        self.stack.addWidget(EmptyState(
            "chart", say("No day has been tried yet"),
            say("Say at the left which day, which plan and who works, then try it out. The day is run many times with "
                "different luck; nothing in the books changes. A past day shows how far the figures can be trusted."),
        ))  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.space(2), 0, 0)
        row.setSpacing(look.space(4))
        row.addWidget(left)
        row.addWidget(self.stack, 1)

    @Slot()
    def _begin(self) -> None:
        try:
            wish, others = self.wishes.wish(), self.wishes.others()
            wish.check()
        except Refused as refused:
            self.desk.tell_error(refused)
            return
        self.run.begin(wish, others, self.wishes.seeds, self.wishes.site.currentText())

    @Slot()
    def _show(self) -> None:
        run, had = self.run, self.begin.hasFocus() or self.cancel.hasFocus()
        for widget in (self.cancel, self.bar, self.doing):
            widget.setVisible(run.running)
        self.begin.setVisible(not run.running)
        if had:
            (self.cancel if run.running else self.begin).setFocus()
        if run.running:
            self.bar.setRange(0, run.progress.total)
            self.bar.setValue(min(run.progress.done, run.progress.total))
            self.doing.setText(say(run.progress.doing.capitalize()))
        if run.outcome is not None and run.outcome is not self.result.outcome:
            self.result.show_outcome(run.outcome)
        self.stack.setCurrentIndex(0 if run.outcome is not None else 1)
