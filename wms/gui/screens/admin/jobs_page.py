"""The page of the jobs: what runs now, how far it is, and what was finished in this sitting."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QTableWidgetItem, QVBoxLayout

from wms.base.clock import utc_now
from wms.gui.desk.desk import Desk
from wms.gui.jobs.jobs import Job, Past
from wms.gui.pages.wide import WidePage
from wms.gui.screens.admin.plain_table import plain_table, right
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain
from wms.gui.theme.widgets_panels import EmptyState

EVERY_MS = 500


class JobsPage(WidePage):
    """Jobs of this window; those of other windows are theirs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Jobs"))
        titles = [say("Job"), say("Began"), say("Seconds"), say("How it stands")]
        self.table = plain_table(say("Jobs of this sitting"), titles, [2])
        self.empty = EmptyState("clock", say("No job ran in this sitting"),
                                say("Imports, exports, plans, backups and proofs are listed here."))  # fmt: skip
        self.stop = plain(say("Stop the job"), "stop")
        self._running: list[Job] = []
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._lay_out()
        self.stop.clicked.connect(self._stop)
        self.table.itemSelectionChanged.connect(self._allow)
        desk.jobs.started.connect(self.look)
        desk.jobs.ended.connect(self.look)

    def _lay_out(self) -> None:
        look = tokens()
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, look.space(2), 0, look.space(2))
        column.setSpacing(look.space(2))
        head.addWidget(hint(say("Running jobs come first. What is stopped leaves nothing half-done.")), 1)
        head.addWidget(self.stop)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def arrive(self, **arguments: Any) -> None:
        """Look, and go on looking."""
        super().arrive()
        self.look()
        self._timer.start()

    def leave(self) -> None:
        """Look no more."""
        super().leave()
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Show what runs and what is over."""
        jobs = self.desk.jobs
        self._running = [job for job in jobs.running if job.title and job.running]
        past = list(reversed(jobs.past))
        self.table.setRowCount(len(self._running) + len(past))
        for row, job in enumerate(self._running):
            self._row(row, job.title, job.began, utc_now(), _standing(job), "accent")
        for row, over in enumerate(past, len(self._running)):
            self._row(row, over.title, over.began, over.ended, _outcome(over), _tone(over))
        self.table.setVisible(self.table.rowCount() > 0)
        self.empty.setVisible(self.table.rowCount() == 0)
        self._allow()

    def _row(self, row: int, title: str, began: Any, ended: Any, told: str, tone: str) -> None:
        seconds = right(f"{(ended - began).total_seconds():,.1f}")
        cells = [QTableWidgetItem(say(title)), QTableWidgetItem(shown(began)), seconds, QTableWidgetItem(told)]
        cells[3].setForeground(QColor(tokens().ink(tone)))
        cells[3].setToolTip(told)
        for column, item in enumerate(cells):
            self.table.setItem(row, column, item)

    @Slot()
    def _allow(self) -> None:
        self.stop.setEnabled(0 <= self.table.currentRow() < len(self._running))

    @Slot()
    def _stop(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._running):
            self._running[row].cancel()


def _standing(job: Job) -> str:
    progress = job.progress
    told = say(progress.doing)
    return f"{told} · {progress.done:,} / {progress.total:,}" if progress.total else told


def _outcome(over: Past) -> str:
    if over.cancelled:
        return say("stopped")
    return over.error or say("done")


def _tone(over: Past) -> str:
    return "neutral" if over.cancelled else "bad" if over.error else "good"
