"""One long piece of work at a time, begun, watched and stopped from a screen; the base of what makes plans."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.gui.desk.desk import Desk
from wms.gui.jobs.jobs import Job


class LongWork(QObject):
    """`changed` whenever there is something new to show; `running` with its `progress` while the work is under way.

    An heir calls `set_going`, and says in `came` what becomes of the result. Errors are told, a stop is not.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.progress = Progress("")
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self._job is not None

    def set_going(self, title: str, work: Callable[[Watch], Any], at_first: Progress = Progress("")) -> None:
        """Begin; work that was under way is given up."""
        self.give_up()
        self.progress = at_first
        job = self.desk.jobs.long(title, work, owner=self)
        job.tell(self, partial(self._came, job), partial(self._failed, job))
        job.progressed.connect(self._progressed)
        self._job = job
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Ask it to end: what it has so far is its result."""
        if self._job is not None:
            self._job.cancel()

    def give_up(self) -> None:
        """End it, and do not wait for it: what comes of it is `left`."""
        self.cancel()
        self._job = None

    def came(self, result: Any) -> None:
        """The work is done."""
        raise NotImplementedError

    def left(self, result: Any) -> None:
        """Work that was given up has brought this nevertheless."""

    def stopped(self) -> None:
        """It was stopped before it had anything."""

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        if self._job is not None and self.sender() is self._job:
            self.progress = progress
            self.changed.emit()

    def _came(self, job: Job, result: Any) -> None:
        if job is not self._job:
            self.left(result)
            return
        self._job = None
        self.came(result)
        self.changed.emit()

    def _failed(self, job: Job, error: Exception) -> None:
        if job is not self._job:
            return
        self._job = None
        if isinstance(error, Cancelled):
            self.stopped()
        else:
            self.desk.tell_error(error)
        self.changed.emit()
