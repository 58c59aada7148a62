"""The first run: a demo or a warehouse of one's own, step by step; nothing is made before the last step.

Every step says what is wrong with it beside the field; Back never loses what was typed.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from wms.app import founding
from wms.base.errors import Refused
from wms.base.jobs import Watch
from wms.gui.desk.desk import wrong_in_words
from wms.gui.desk.preferences import Preferences
from wms.gui.jobs.jobs import Jobs
from wms.gui.shell import warehouse
from wms.gui.shell.devices_step import DevicesStep
from wms.gui.shell.warehouse import Opened
from wms.gui.shell.wizard_steps import ChoiceStep, PersonStep, PlaceStep, SiteStep, Step
from wms.gui.texts.say import language, say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, primary, title
from wms.gui.theme.widgets_panels import Banner

_FIELD_STEPS = {"site_code": 1, "site_name": 1, "code": 1, "name": 1, "company_prefix": 1, "time_zone": 1,
                "currency": 1, "login": 3, "password": 3}  # fmt: skip


class Wizard(QWidget):
    """`finished` gives the opened warehouse; `language_wanted` a language's code."""

    finished = Signal(object)
    language_wanted = Signal(str)

    def __init__(self, folder: Path, workstation: Preferences, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("wizard")
        self.setAccessibleName(say("First run"))
        self._folder, self._jobs = folder, jobs
        self.choice = ChoiceStep()
        self.site, self.place = SiteStep(), PlaceStep(folder)
        self.person, self.devices = PersonStep(), DevicesStep(workstation, jobs)
        self._all: list[Step] = [self.choice, self.site, self.place, self.person, self.devices]
        self.choice.language_wanted.connect(self.language_wanted)
        self.choice.changed.connect(self._show)
        self._now = 0
        self._stack = QStackedWidget()
        for step in self._all:
            self._stack.addWidget(step)
        self._names = [QLabel(f"{number}  {say(step.name)}") for number, step in enumerate(self._all, 1)]
        self._told = Banner("bad", "")
        self._back, self._next = plain(say("Back"), "left"), primary(say("Next"))
        self._back.clicked.connect(self._step_back)
        self._next.clicked.connect(self._step_on)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        space = tokens().space
        names = QVBoxLayout()
        names.setSpacing(space(3))
        names.addWidget(title(say("Welcome")))
        names.addWidget(hint(say("A few questions, then the work can begin.")))
        names.addSpacing(space(4))
        for label in self._names:
            names.addWidget(label)
        names.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        right = QVBoxLayout()
        right.addWidget(_scrolling(self._stack), 1)
        right.addWidget(self._told)
        right.addLayout(buttons)
        left = QWidget()
        left.setFixedWidth(space(64))
        left.setLayout(names)
        whole = QHBoxLayout(self)
        edge = space(12)
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.setSpacing(space(12))
        whole.addWidget(left)
        whole.addLayout(right, 1)

    @property
    def steps(self) -> list[Step]:
        """The steps that are gone through: a demo needs no more than the first."""
        return self._all[:1] if self.choice.demo else self._all

    @Slot()
    def _show(self) -> None:
        self._stack.setCurrentIndex(self._now)
        for place, label in enumerate(self._names):
            label.setVisible(self._all[place] in self.steps)
            label.setProperty("role", "strong" if place == self._now else "hint")
            label.style().unpolish(label)
            label.style().polish(label)
        self._told.hide()
        self._back.setEnabled(self._now > 0)
        last = self._now == len(self.steps) - 1
        self._next.setText(say("Begin") if last else say("Next"))
        self._all[self._now].begin()

    @Slot()
    def _step_back(self) -> None:
        self._now = max(0, self._now - 1)
        self._show()

    @Slot()
    def _step_on(self) -> None:
        if self._all[self._now].wrong():
            return
        if self._now < len(self.steps) - 1:
            self._now += 1
            self._show()
        else:
            self._make()

    def _make(self) -> None:
        self._next.setEnabled(False)
        self._back.setEnabled(False)
        self.devices.keep()
        if self.choice.demo:
            path = self._folder / "demo" / "demo.db"
            self._jobs.long(
                say("Building the demo warehouse"), lambda watch: _demo(path, watch), owner=self,
                then=self._made, failed=self._failed,
            )  # fmt: skip
            return
        asked = founding.Founding(
            **self.site.values(), **self.person.values(), language=language().code,
        )  # fmt: skip
        path = self.place.path
        self._jobs.long(
            say("Founding the warehouse"), lambda _: warehouse.describe(founding.found(path, asked), path), owner=self,
            then=self._made, failed=self._failed,
        )  # fmt: skip

    @Slot(object)
    def _made(self, opened: Opened) -> None:
        self.finished.emit(opened)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """Say what is wrong, at the step where it can be put right."""
        self._next.setEnabled(True)
        if isinstance(error, Refused):
            places = [_FIELD_STEPS.get(problem.field, self._now) for problem in error.problems]
            self._now = min(places)
        self._show()
        self._told.tell("bad", wrong_in_words(error))
        self._told.show()


def _demo(path: Path, watch: Watch) -> Opened:
    return warehouse.open_file(path, watch) if path.exists() else warehouse.build_demo(path, watch)


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inside)
    return area


