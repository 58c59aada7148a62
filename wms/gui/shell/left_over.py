"""What an earlier sitting left: forms that were not sent, and scans that were not answered. Nothing of it is lost.

It is offered beside the work right after logging in; a form goes on with the key it had, so that what was carried out
already is not carried out again.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.forms import drafts
from wms.gui.forms.drafts import Draft
from wms.gui.forms.labels import name_of
from wms.gui.scan.ears import Ears
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, primary, quiet, strong


class LeftOver(QScrollArea):
    """An entry for each draft, and one for all scans. `resumed` gives the Draft to go on with; `done` when empty."""

    resumed = Signal(object)
    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName(say("Left over"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._desk, self._ears = desk, Ears.of(desk)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(tokens().space(4))
        self._column.addWidget(hint(say("The program ended before this was finished. Nothing of it is lost.")))
        self._entries: list[QWidget] = []
        if self._ears.left_over():
            self._column.addWidget(self._scans())
        for draft in drafts.waiting(desk):
            self._column.addWidget(self._draft(draft))
        self._column.addStretch(1)
        self.setWidget(inside)

    def __len__(self) -> int:
        """How much there is."""
        return len(self._entries)

    def _scans(self) -> QWidget:
        left = self._ears.left_over()
        go, forget = primary(say("Carry them out now")), quiet(say("Forget them"))
        entry = _entry(
            say("{count} scans were not answered", count=len(left)), ", ".join(one.text[:30] for one in left[:6]),
            go, forget,
        )  # fmt: skip
        go.clicked.connect(self._ears.resume)
        forget.clicked.connect(self._ears.forget)
        for button in (go, forget):
            button.clicked.connect(lambda: self._gone(entry))
        self._entries.append(entry)
        return entry

    def _draft(self, draft: Draft) -> QWidget:
        go, drop = plain(say("Go on")), quiet(say("Discard"))
        entry = _entry(say(name_of(draft.command)), shown(draft.when), go, drop)
        go.clicked.connect(lambda: self.resumed.emit(draft))
        drop.clicked.connect(lambda: drafts.drop(self._desk, draft.key))
        for button in (go, drop):
            button.clicked.connect(lambda: self._gone(entry))
        self._entries.append(entry)
        return entry

    @Slot()
    def _gone(self, entry: QWidget) -> None:
        if entry in self._entries:
            self._entries.remove(entry)
            entry.hide()
            entry.deleteLater()
        if not self._entries:
            self.done.emit()


def _entry(what: str, more: str, *buttons: QWidget) -> QWidget:
    made = QWidget()
    column, line = QVBoxLayout(made), QHBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(strong(what))
    column.addWidget(hint(more))
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    column.addLayout(line)
    return made
