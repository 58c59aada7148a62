"""A person at one of several windows: enters orders, scans, and watches the list for what the others enter."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QObject, Slot

from wms.gui.desk.desk import WRONG, Desk, Notice
from wms.gui.scan.ears import Ears
from wms.gui.shell.program import Program
from wms.gui.tables.pane import TablePane
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine

SCANS = ("PEN", "F-01-01", "CAP")


class Watching(QObject):
    """Notes by document when it was saved here, and when it stood in the list here; and every error that was shown."""

    def __init__(self, program: Program, number: int) -> None:
        super().__init__()
        assert program.desk is not None
        self.sent = 0
        self._desk: Desk = program.desk
        self._pane = next(pane for pane in program.window.findChildren(TablePane) if pane.isVisible())
        self._number = number
        self._saved: dict[str, float] = {}
        self._seen: dict[str, float] = {}
        self._errors: list[str] = []
        self._committed = 0.0
        self._desk.noticed.connect(self._noticed)
        self._desk.changes.lost.connect(self._failed)
        self._unsubscribe = self._desk.app.subscribe(self._on_the_worker)

    def enter(self) -> None:
        """A new order, or a scan in between."""
        self.sent += 1
        line = OrderedLine(item=("PEN", "CAP")[self.sent % 2], quantity=1 + self.sent % 3)
        self._desk.run(EnterOrder(customer="CUS", lines=(line,)), self._answered, owner=self, failed=self._failed)
        Ears.of(self._desk).hear(SCANS[self.sent % len(SCANS)])

    def look(self) -> None:
        """What stands in the list now and did not before."""
        for row in self._pane.model.rows:
            if row.order not in self._seen:
                self._seen[row.order] = time.monotonic()

    def notes(self) -> dict[str, Any]:
        """All that was noted."""
        self._unsubscribe()
        return {"saved": self._saved, "seen": self._seen, "errors": self._errors}

    def _on_the_worker(self, _: object) -> None:
        """Right after the commit, on the thread that committed."""
        self._committed = time.monotonic()

    @Slot(object)
    def _answered(self, answer: Any) -> None:
        self._saved[answer.document] = self._committed

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._errors.append(str(error))

    @Slot(object)
    def _noticed(self, notice: Notice) -> None:
        if notice.kind == WRONG:
            self._errors.append(notice.text)
