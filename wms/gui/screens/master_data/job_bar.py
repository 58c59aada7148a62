"""A running job where it was started: what it does, how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from wms.base.jobs import Progress
from wms.gui.jobs.jobs import Job
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain


class JobBar(QWidget):
    """Hidden until it follows a job."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self.told, self.progress, self.stop = caption(""), QProgressBar(), plain(say("Stop"), "stop")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("Progress"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space(2))
        row.addWidget(self.progress, 1)
        row.addWidget(self.told)
        row.addWidget(self.stop)
        self.stop.clicked.connect(self._stop)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show this job."""
        self._job = job
        self.told.setText(job.title)
        self.progress.setRange(0, 0)
        self.stop.setEnabled(True)
        job.progressed.connect(self._progressed)
        self.show()
        self.stop.setFocus()

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        share = f" · {progress.done:,} / {progress.total:,}" if progress.total else ""
        self.told.setText(f"{say(progress.doing)}{share}")
        self.progress.setRange(0, progress.total if progress.done else 0)
        self.progress.setValue(min(progress.done, progress.total))

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
