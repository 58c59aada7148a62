"""Work that would hold the window up is done on other threads; its result comes back on the window's own.

There are three ways: `read` for questions (several at once), `write` for commands (one after the other, in the order
they were given, so that two scans never overtake each other), and `long` for work that people watch, with progress and
cancel. What is to be called afterwards is a bound method of a QObject, the owner: when its window is gone by then,
nothing is called.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from wms.base.clock import utc_now
from wms.base.errors import Cancelled, WmsError
from wms.base.jobs import Progress, Stop, Watch

_log = logging.getLogger(__name__)
READERS, REMEMBERED = 3, 200
PROGRESS_MS = 80


@dataclass(frozen=True, slots=True)
class Past:
    """A job that is over. `error` is empty when all went well, `cancelled` when somebody stopped it."""

    title: str
    began: datetime
    ended: datetime
    error: str = ""
    cancelled: bool = False


class Job(QObject):
    """One piece of work under way. `title` is empty for work nobody watches."""

    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal(object)

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.stop = Stop()
        self.progress = self._latest = Progress(title)
        self.running = True
        self.began = utc_now()
        self.error: BaseException | None = None
        self._owner: QObject | None = None
        self._then: Callable[[Any], None] | None = None
        self._else: Callable[[Exception], None] | None = None

    def cancel(self) -> None:
        """Ask the work to end; what it has so far is returned, or Cancelled is raised, as the work sees fit."""
        self.stop.cancel()

    def watch(self) -> Watch:
        """What the work is handed: where to report, and when to stop."""
        return Watch(self._report, self.stop)

    def tell(
        self, owner: QObject | None, then: Callable[[Any], None] | None, failed: Callable[[Exception], None] | None
    ) -> None:
        """Whom to call afterwards."""
        self._owner, self._then, self._else = owner, then, failed

    def _report(self, progress: Progress) -> None:
        """On the worker's thread: leave word; the window looks for it."""
        self._latest = progress

    def pass_on(self) -> None:
        """On the window's thread: tell what the work has reported since."""
        if self._latest is not self.progress:
            self.progress = self._latest
            self.progressed.emit(self.progress)

    def finish(self, result: Any, error: BaseException | None) -> None:
        """On the window's thread: the work is over; tell whoever waits for it."""
        self.pass_on()
        self.running, self.error = False, error
        wanted = self._owner is None or shiboken6.isValid(self._owner)
        try:
            if error is None:
                self.done.emit(result)
                if wanted and self._then is not None:
                    self._then(result)
            else:
                self._fail(error if isinstance(error, Exception) else RuntimeError(str(error)), wanted)
        finally:
            self.ended.emit(self)
            self._then = self._else = self._owner = None
            self.deleteLater()

    def _fail(self, error: Exception, wanted: bool) -> None:
        if not isinstance(error, WmsError):
            _log.error("A job failed: %s", self.title or "unnamed", exc_info=error)
        self.failed.emit(error)
        if wanted and self._else is not None:
            self._else(error)


class Jobs(QObject):
    """The program's workers. `started` and `ended` tell of every titled job; `wrong` of failures nobody handles.

    `past` are the titled jobs of this sitting that are over, the latest last.
    """

    started = Signal(object)
    ended = Signal(object)
    wrong = Signal(object)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(READERS, "wms-read")
        self._writer = ThreadPoolExecutor(1, "wms-write")
        self._long = ThreadPoolExecutor(2, "wms-long")
        self.running: list[Job] = []
        self.past: deque[Past] = deque(maxlen=REMEMBERED)
        self._closed = False
        self._results: deque[tuple[Job, Future[Any]]] = deque()
        self._arrived.connect(self._take_in, Qt.ConnectionType.QueuedConnection)
        self._clock = QTimer(self)
        self._clock.setInterval(PROGRESS_MS)
        self._clock.timeout.connect(self._pass_on)

    def read(
        self, work: Callable[[], Any], *, owner: QObject | None = None, then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:  # fmt: skip
        """Look something up; several look-ups may be under way at once and end in any order."""
        return self._begin(self._readers, "", lambda _: work(), owner, then, failed)

    def write(
        self, work: Callable[[], Any], *, owner: QObject | None = None, then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:  # fmt: skip
        """Carry something out, after everything that was to be written before it."""
        return self._begin(self._writer, "", lambda _: work(), owner, then, failed)

    def long(
        self, title: str, work: Callable[[Watch], Any], *, owner: QObject | None = None,
        then: Callable[[Any], None] | None = None, failed: Callable[[Exception], None] | None = None,
    ) -> Job:  # fmt: skip
        """Work that is shown in the status bar with its progress, and can be cancelled there."""
        return self._begin(self._long, title, work, owner, then, failed)

    def close(self) -> None:
        """Stop what runs, and wait for it; whatever is asked for afterwards is not begun."""
        self._closed = True
        for job in self.running:
            job.cancel()
        for pool in (self._readers, self._long, self._writer):
            pool.shutdown(wait=True, cancel_futures=pool is not self._writer)

    def _begin(
        self, pool: ThreadPoolExecutor, title: str, work: Callable[[Watch], Any], owner: QObject | None,
        then: Callable[[Any], None] | None, failed: Callable[[Exception], None] | None,
    ) -> Job:  # fmt: skip
        job = Job(title, self)
        if self._closed:  # somebody asks while the window goes: there is nobody left to answer
            job.running = False
            job.deleteLater()
            return job
        job.tell(owner, then, failed or self.wrong.emit)
        job.ended.connect(self._over)
        self.running.append(job)
        if title:
            self.started.emit(job)
            self._clock.start()
        pool.submit(work, job.watch()).add_done_callback(partial(self._hand_over, job))
        return job

    def _hand_over(self, job: Job, future: Future[Any]) -> None:
        """On the worker's thread: leave the result, and say that one is there.

        No Python object goes through Qt's queue between threads: in a tight loop that has crashed.
        """
        if not future.cancelled():
            self._results.append((job, future))
            if shiboken6.isValid(self):
                self._arrived.emit()

    @Slot()
    def _take_in(self) -> None:
        while self._results:
            job, future = self._results.popleft()
            if shiboken6.isValid(job):
                error = future.exception()
                job.finish(None if error else future.result(), error)

    @Slot()
    def _pass_on(self) -> None:
        for job in tuple(self.running):
            job.pass_on()
        if not any(job.title for job in self.running):
            self._clock.stop()

    @Slot(object)
    def _over(self, job: Job) -> None:
        self.running.remove(job)
        if job.title:
            error = str(job.error) if job.error is not None else ""
            self.past.append(Past(job.title, job.began, utc_now(), error, isinstance(job.error, Cancelled)))
            self.ended.emit(job)
