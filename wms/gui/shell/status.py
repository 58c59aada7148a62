"""The line at the bottom: who works where on which warehouse, what runs, and what was scanned last."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QWidget

from wms.base.jobs import Progress
from wms.gui.desk.desk import Desk
from wms.gui.jobs.jobs import Job
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import tool


class Status(QStatusBar):
    """Fixed facts at the left and right, running jobs between them. `user_clicked` when the person's name is chosen."""

    user_clicked = Signal()

    def __init__(self, desk: Desk, site: str, database: str) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._jobs: dict[Job, JobLine] = {}
        self.addWidget(_label(desk.login, say("Who works here")))
        self.addWidget(_label(site, say("Site")))
        self.addWidget(_label(database, say("Database")))
        self._lost = _label("", say("Connection"))
        self._lost.setObjectName("lost")
        self._lost.hide()
        self.addWidget(self._lost)
        self.scan = _label("", say("Last scan"))
        self.addPermanentWidget(self.scan)
        desk.jobs.started.connect(self._started)
        desk.jobs.ended.connect(self._ended)
        desk.changes.lost.connect(self._no_answer)
        desk.changes.found_again.connect(self._lost.hide)

    def scanned(self, text: str) -> None:
        """Show the last scan."""
        cut = text if len(text) <= 40 else text[:39] + "…"
        self.scan.setText(say("Last scan: {text}", text=cut.replace("\x1d", "|")))

    @Slot(object)
    def _started(self, job: Job) -> None:
        line = JobLine(job)
        self._jobs[job] = line
        self.addPermanentWidget(line)

    @Slot(object)
    def _ended(self, job: Job) -> None:
        line = self._jobs.pop(job, None)
        if line is not None:
            self.removeWidget(line)
            line.deleteLater()

    @Slot(object)
    def _no_answer(self, error: Exception) -> None:
        self._lost.setText(say("The database does not answer: {error}", error=str(error)))
        self._lost.show()


class JobLine(QWidget):
    """One running job: what it does, how far it is, and a button to stop it."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self._doing = QLabel(say(job.title))
        self._doing.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(tokens().space(30))
        self._bar.setAccessibleName(say(job.title))
        stop = tool("cancel", say("Stop: {job}", job=say(job.title)))
        stop.clicked.connect(job.cancel)
        for widget in (self._doing, self._bar, stop):
            line.addWidget(widget)
        job.progressed.connect(self._progressed)

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        told = [say(progress.doing)]
        if progress.objective is not None:
            told.append(f"{progress.objective:,.0f}")
        if progress.objective and progress.bound is not None:
            gap = abs(progress.objective - progress.bound) / abs(progress.objective)
            told.append(say("{gap} from the bound", gap=f"{gap:.1%}"))
        self._doing.setText(" · ".join(told))
        self._bar.setRange(0, progress.total)
        self._bar.setValue(min(progress.done, progress.total) if progress.total else 0)


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAccessibleName(name)
    label.setToolTip(name)
    return label
