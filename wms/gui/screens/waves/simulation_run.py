"""A simulation from the window's side: begun, watched, stopped; what came out is kept until the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from wms.app.simulating import Outcome, simulate
from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.gui.desk.desk import INFO, Desk
from wms.gui.jobs.jobs import Job
from wms.gui.texts.say import say
from wms.operations.simulating.wish import Wish


class Running(QObject):
    """One simulation at a time. `changed` whenever there is something new to show."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.job: Job | None = None
        self.progress = Progress("")
        self.outcome: Outcome | None = None

    @property
    def running(self) -> bool:
        """Whether days are being tried."""
        return self.job is not None

    def begin(self, wish: Wish, others: Sequence[Wish], seeds: int, site: str = "") -> None:
        """Try the day; what was tried before stays to be seen until this has come out."""
        if self.running:
            return
        app = self._desk.app

        def work(watch: Watch) -> Outcome:
            return simulate(app, wish, others, site=site, seeds=seeds, watch=watch)

        self.progress = Progress("reading the books")
        self.job = self._desk.jobs.long("Trying a day out", work, owner=self, then=self._finished, failed=self._failed)
        self.job.progressed.connect(self._progressed)
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """End it; the days that are finished are told."""
        if self.job is not None:
            self.job.cancel()

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        if self.job is not None:
            self.progress = progress
            self.changed.emit()

    @Slot(object)
    def _finished(self, outcome: Outcome) -> None:
        self.job, self.outcome = None, outcome
        self.changed.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.job = None
        if isinstance(error, Cancelled):
            self._desk.notice(INFO, say("It was stopped before one day was over; nothing can be said."))
        else:
            self._desk.tell_error(error)
        self.changed.emit()
