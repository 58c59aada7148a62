"""While a warehouse is opened, founded or upgraded: what is done; when it cannot be opened: why, and what now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from wms.base.jobs import Progress
from wms.gui.jobs.jobs import Job
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, title
from wms.gui.theme.widgets_panels import EmptyState


class WaitingPage(QWidget):
    """Follows one job."""

    def __init__(self, what: str, job: Job) -> None:
        super().__init__()
        self.setAccessibleName(what)
        self._doing = hint(" ")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(what)
        column = QVBoxLayout()
        column.setSpacing(tokens().space(3))
        for widget in (title(what), self._bar, self._doing):
            column.addWidget(widget)
        box = QWidget()
        box.setFixedWidth(tokens().space(110))
        box.setLayout(column)
        QVBoxLayout(self).addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)
        job.progressed.connect(self._progressed)

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        self._doing.setText(say(progress.doing))
        self._bar.setRange(0, progress.total)
        self._bar.setValue(min(progress.done, progress.total) if progress.total else 0)


class TroublePage(QWidget):
    """Says why the warehouse cannot be opened, and offers what may help."""

    def __init__(self, what: str, why: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setAccessibleName(what)
        QVBoxLayout(self).addWidget(EmptyState("error", what, why, *buttons))
