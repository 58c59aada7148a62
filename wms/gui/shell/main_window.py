"""The one window: a page for each stage (waiting, logging in, working, locked); it remembers where it stood."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from wms.gui.desk.preferences import Preferences
from wms.gui.theme import look

SMALLEST = (1024, 600)
FIRST = (1366, 768)


class MainWindow(QMainWindow):
    """Keeps its place and size at this workstation. `closing` comes before it goes."""

    closing = Signal()

    def __init__(self, workstation: Preferences) -> None:
        super().__init__()
        look.dress(self)
        self._workstation = workstation
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST)
        kept = workstation.get("window")
        if isinstance(kept, str):
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def show_page(self, page: QWidget, *, keep: QWidget | None = None) -> None:
        """Show this page and let the others go, but for the one to `keep` behind it."""
        for place in reversed(range(self.stack.count())):
            old = self.stack.widget(place)
            if old is not None and old is not page and old is not keep:
                self.stack.removeWidget(old)
                old.hide()
                old.deleteLater()
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def show_nothing(self) -> None:
        """Let every page go, as soon as whatever is being handled is done."""
        for place in reversed(range(self.stack.count())):
            page = self.stack.widget(place)
            if page is not None:
                self.stack.removeWidget(page)
                page.hide()
                page.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._workstation.keep("window", geometry)
        self.closing.emit()
        super().closeEvent(event)
