"""The putaway tasks as a list; from a row one goes on to the bench."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from wms.gui.pages.listing import ListingPage
from wms.gui.screens.putaway.lists import TASKS
from wms.gui.texts.say import say
from wms.gui.theme.widgets import plain

if TYPE_CHECKING:
    from wms.gui.desk.desk import Desk


class TasksPage(ListingPage):
    """What is to be done comes first; what was done is a view away."""

    def __init__(self, desk: Desk) -> None:
        self.by_scan = plain(say("Put it away by scan"), "scan")
        super().__init__(desk, TASKS, heading=False)
        self.by_scan.setEnabled(False)
        self.by_scan.clicked.connect(self._scan)
        self.pane.current_changed.connect(self._offer)

    def _buttons(self) -> list[QPushButton]:
        """The main offers, then the way to the bench."""
        return [*super()._buttons(), *((self.by_scan,) if self.desk.may("putting_away.confirm") else ())]

    @Slot(object)
    def _offer(self, row: Any) -> None:
        self.by_scan.setEnabled(row is not None and row.state in ("open", "claimed"))

    @Slot()
    def _scan(self) -> None:
        self.desk.open("putaway", tab="put", task=self.pane.current_row().task)
