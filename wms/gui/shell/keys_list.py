"""Every action with its key, to look up and to change; a key that is taken is refused with its owner's name."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QKeySequenceEdit, QLabel, QScrollArea, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.registry.actions import ACTIONS, Action, in_use, keys_of
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, quiet
from wms.gui.theme.widgets_panels import Banner


class KeysList(QScrollArea):
    """`changed` when a key was changed; it is remembered for the person."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(say("Keyboard shortcuts"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._desk = desk
        self._edits: dict[str, QKeySequenceEdit] = {}
        self._told = Banner("bad", "")
        self._told.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(hint(say("Choose a field and press the new key. Backspace leaves an action without one.")))
        column.addWidget(self._told)
        column.addLayout(self._grid())
        reset = quiet(say("All keys as they were at first"))
        reset.clicked.connect(self._reset)
        column.addWidget(reset)
        column.addStretch(1)
        self.setWidget(inside)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens().space(3))
        keys = keys_of(self._chosen())
        for row, action in enumerate(ACTIONS.values()):
            grid.addWidget(QLabel(say(action.title)), row, 0)
            grid.addWidget(self._edit(action, keys[action.name]), row, 1)
        grid.setColumnStretch(0, 1)
        return grid

    def _edit(self, action: Action, key: str) -> QKeySequenceEdit:
        edit = QKeySequenceEdit(QKeySequence(key))
        edit.setMaximumSequenceLength(1)
        edit.setClearButtonEnabled(True)
        edit.setAccessibleName(say(action.title))
        edit.editingFinished.connect(lambda: self._keep(action.name))
        self._edits[action.name] = edit
        return edit

    def _chosen(self) -> dict[str, str]:
        kept = self._desk.user.get("keys", {})
        return dict(kept) if isinstance(kept, dict) else {}

    def _keep(self, name: str) -> None:
        """Take the typed key, unless another action has it."""
        wanted = self._edits[name].keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        chosen = self._chosen()
        if wanted == keys_of(chosen)[name]:
            return
        owner = in_use(wanted, chosen, but=name)
        if owner:
            taken = say("{key} is taken already: {action}.", key=wanted, action=say(ACTIONS[owner].title))
            self._told.tell("bad", taken)
            self._told.show()
            self._edits[name].setKeySequence(QKeySequence(keys_of(chosen)[name]))
            return
        self._told.hide()
        self._desk.user.keep("keys", {**chosen, name: wanted})
        self.changed.emit()

    @Slot()
    def _reset(self) -> None:
        self._desk.user.keep("keys", None)
        for name, edit in self._edits.items():
            edit.setKeySequence(QKeySequence(ACTIONS[name].key))
        self._told.hide()
        self.changed.emit()
