"""What changed: the audit trail is asked for new commands, at once after our own and four times a second for others'.

The commands' names tell which topics they touched, so that an open list shows within a second what a colleague did at
another window or terminal.
"""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from wms.app import registry
from wms.app.application import App
from wms.gui.jobs.jobs import Jobs
from wms.queries.page import Filter

EVERY_MS = 250
_MOST = 500


class Changes(QObject):
    """Watches one warehouse. `changed` gives the topics (a frozenset); `lost` says why it cannot be asked, once."""

    changed = Signal(object)
    _ours = Signal()
    lost = Signal(object)
    found_again = Signal()

    def __init__(self, app: App, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._jobs = jobs
        self._last: int | None = None
        self._early: frozenset[str] = frozenset()  # what our own commands touched before the first look
        self._asking = False
        self._again = False
        self._is_lost = False
        self._stopped = False
        self._ours.connect(self.look, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = app.subscribe(self._carried_out)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    @property
    def ready(self) -> bool:
        """Whether the first look is behind it: from then on nothing is missed."""
        return self._last is not None

    def stop(self) -> None:
        """Watch no more."""
        self._stopped = True
        self._timer.stop()
        self._unsubscribe()

    @Slot()
    def look(self) -> None:
        """Ask now, or as soon as the answer that is still awaited has come."""
        if self._stopped:
            return
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self._jobs.read(self._newest, owner=self, then=self._found, failed=self._failed)

    def _carried_out(self, topics: frozenset[str]) -> None:
        """A command of ours is done; told on the worker's thread."""
        if topics and shiboken6.isValid(self):
            if self._last is None:
                self._early |= topics
            self._ours.emit()

    def _newest(self) -> tuple[int, frozenset[str]]:
        """The last audit row's id, and the topics of the commands after the one seen before."""
        if self._last is None:
            rows: tuple[Any, ...] = self._app.ask("audit_trail", sort=("-id",), limit=1).rows
            return (rows[0].id if rows else 0), frozenset()
        rows = self._app.ask("audit_trail", sort=("-id",), limit=_MOST, filters=(Filter("id", ">", self._last),)).rows
        known = registry.commands() if rows else {}
        topics = {topic for row in rows if row.command in known for topic in known[row.command].topics}
        return (rows[0].id if rows else self._last), frozenset(topics)

    @Slot(object)
    def _found(self, answer: tuple[int, frozenset[str]]) -> None:
        self._asking = False
        if self._is_lost:
            self._is_lost = False
            self.found_again.emit()
        self._last, topics = answer
        topics, self._early = topics | self._early, frozenset()
        if topics:
            self.changed.emit(topics)
        if self._again:
            self.look()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._asking = False
        if not self._is_lost:
            self._is_lost = True
            self.lost.emit(error)
