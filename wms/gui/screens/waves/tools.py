"""The row of things to do above the wave board, each with its key."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QMenu, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.texts.say import say
from wms.gui.theme.shrinking import Shrinking
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip, grave, plain, primary
from wms.model.words import PickMethod


class BoardTools(QWidget):
    """`turned` says whether piles are by cut-off, `plan_wanted` gives what the planner is to be asked."""

    turned = Signal(bool)
    plan_wanted = Signal(dict)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.by_waves, self.by_cutoffs = plain(say("By wave")), plain(say("By cut-off"))
        self.plan = primary(say("Plan waves"), "optimise")
        self.again = plain(say("Replan the day"), "refresh")
        self.what_if = plain(say("What if"), "users")
        self.gather = plain(say("New wave"), "add")
        self.method = QComboBox()
        self.method.setAccessibleName(say("How the wave is picked"))
        self.method.setToolTip(as_tip(say("How the wave is picked")))
        self.method.addItems([say("Picked as set"), say("Order by order"), say("In batches"), say("By zones")])
        self.release = plain(say("Release wave"), "release")
        self.back = plain(say("Call back"), "undo")
        self.cancel = grave(say("Cancel wave"), "cancel")
        self._lay_out()
        self._allow_for(desk)
        self._keys()
        self._connect()

    @property
    def chosen_method(self) -> PickMethod | None:
        """How the wave is to be picked; None: as the house has set."""
        return (None, PickMethod.DISCRETE, PickMethod.BATCH, PickMethod.ZONE)[self.method.currentIndex()]

    def allow(self, *, planned: bool, released: bool, waiting: bool, idle: bool) -> None:
        """Only what can be done where one stands: in a planned or released wave, on orders that wait, no plan made."""
        self.release.setEnabled(planned)
        self.method.setEnabled(planned)
        self.cancel.setEnabled(planned)
        self.back.setEnabled(released)
        self.gather.setEnabled(waiting)
        for button in (self.plan, self.again, self.what_if):
            button.setEnabled(idle)

    def show_turned(self, by_cutoff: bool) -> None:
        """Which of the two is shown."""
        self.by_cutoffs.setChecked(by_cutoff)
        self.by_waves.setChecked(not by_cutoff)

    def _lay_out(self) -> None:
        row, group = QHBoxLayout(self), QButtonGroup(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space(1.5))
        for button in (self.by_waves, self.by_cutoffs):
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
        self.by_waves.setChecked(True)
        row.addSpacing(tokens().space(2))
        for button in (self.plan, self.again, self.what_if, self.gather):
            row.addWidget(button)
        row.addStretch(1)
        for part in (self.method, self.release, self.back, self.cancel):
            row.addWidget(part)
        Shrinking(self, row, (self.back, self.cancel, self.what_if, self.gather, self.again, self.release))

    def _allow_for(self, desk: Desk) -> None:
        """What a person may never do is not there."""
        for button in (self.plan, self.again, self.what_if, self.gather, self.cancel):
            button.setVisible(desk.may("waving.plan"))
        for part in (self.method, self.release, self.back):
            part.setVisible(desk.may("waving.release"))

    def _keys(self) -> None:
        for button, keys in (
            (self.plan, "Ctrl+P"), (self.again, "Ctrl+Shift+P"), (self.gather, "Ctrl+N"), (self.release, "Ctrl+R"),
            (self.back, "Ctrl+Shift+R"), (self.cancel, "Ctrl+Del"), (self.what_if, "Ctrl+I"),
        ):  # fmt: skip
            button.setToolTip(as_tip(f"{button.text()} ({keys})"))
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(button.showMenu if button is self.what_if else button.click)

    def _connect(self) -> None:
        self.by_waves.clicked.connect(partial(self._turn, False))
        self.by_cutoffs.clicked.connect(partial(self._turn, True))
        self.plan.clicked.connect(partial(self._ask, {}))
        self.again.clicked.connect(partial(self._ask, {"again": True}))
        self.what_if.setMenu(self._what_ifs())

    def _what_ifs(self) -> QMenu:
        menu = QMenu(self)
        for text, people in (
            (say("One picker more"), {"pickers": "+1"}), (say("One picker fewer"), {"pickers": "-1"}),
            (say("One packer more"), {"packers": "+1"}), (say("One packer fewer"), {"packers": "-1"}),
        ):  # fmt: skip
            action = QAction(text, menu)
            action.triggered.connect(partial(self._ask, {"again": True, **people}))
            menu.addAction(action)
        return menu

    def _turn(self, by_cutoff: bool, checked: bool = False) -> None:
        self.turned.emit(by_cutoff)

    def _ask(self, parameters: dict[str, Any], checked: bool = False) -> None:
        self.plan_wanted.emit(parameters)

