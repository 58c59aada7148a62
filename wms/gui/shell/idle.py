"""Nobody touches the window any more: after a while its screen is to be locked.

Only the native window that has the keyboard is listened to. A filter on the whole application would be asked in Python
about every event of every widget, thousands for each page that is opened.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_INPUT = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}


class Idle(QObject):
    """`over` is emitted once nobody has touched anything for so long, counted from `begin` on."""

    over = Signal()

    def __init__(self, after_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(after_ms)
        self._clock.timeout.connect(self.over)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._listen)

    @property
    def left_ms(self) -> int:
        """How long until it is over; -1 while nobody counts."""
        return self._clock.remainingTime()

    def begin(self) -> None:
        """Count from now on."""
        self._listen(QGuiApplication.focusWindow())
        self._clock.start()

    def stop(self) -> None:
        """Nobody works here: there is nothing to lock."""
        self._clock.stop()

    @Slot()
    def touched(self) -> None:
        """Somebody is there: also a scanner's keys, which never reach the window, say so."""
        if self._clock.isActive():
            self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever touches keyboard or mouse is there."""
        if event.type() in _INPUT:
            self.touched()
        return False

    @Slot(QWindow)
    def _listen(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
