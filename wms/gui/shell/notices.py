"""Messages of the moment: they come up at the lower edge, stay long enough to be read, and can be looked up later."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from wms.base.clock import utc_now
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Notice
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint
from wms.gui.theme.widgets_panels import Banner

TONES = {RIGHT: "good", WRONG: "bad", ALREADY: "warn", INFO: "accent"}
SIGNS = {RIGHT: "check", WRONG: "error", ALREADY: "warning", INFO: "info"}
STAY_MS, KEPT, AT_ONCE = 6_000, 200, 3


@dataclass(frozen=True, slots=True)
class Told:
    """A notice and when it came."""

    at: datetime
    notice: Notice


class Notices(QFrame):
    """The last few messages, floating above the lower right corner of the window's content."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("notices")
        self.told: deque[Told] = deque(maxlen=KEPT)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: list[Banner] = []
        over.installEventFilter(self)
        self.hide()

    @Slot(object)
    def tell(self, notice: Notice) -> None:
        """Show a message; what went wrong stays until it is closed or pushed out."""
        self.told.append(Told(utc_now(), notice))
        banner = Banner(TONES.get(notice.kind, "accent"), notice.text, closable=say("Close"))
        banner.closed.connect(lambda: self._drop(banner))
        if len(self._shown) >= AT_ONCE:
            self._drop(self._shown[0])
        self._shown.append(banner)
        self._column.addWidget(banner)
        timer = QTimer(banner)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._drop(banner))
        timer.start(STAY_MS * (3 if notice.kind == WRONG else 1))
        self._settle()

    def clear(self) -> None:
        """Show none of them any more."""
        for banner in list(self._shown):
            self._drop(banner)

    def _drop(self, banner: Banner) -> None:
        if banner in self._shown:
            self._shown.remove(banner)
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._settle()

    def _settle(self) -> None:
        over = self.parentWidget()
        if over is None or not self._shown:
            self.hide()
            return
        width = min(over.width() - 2 * tokens().space(4), tokens().space(120))
        self.setFixedWidth(width)
        self.adjustSize()
        edge = tokens().space(4)
        self.move(over.width() - width - edge, over.height() - self.height() - edge)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)


class NoticeList(QFrame):
    """All messages of this sitting, the newest first."""

    chosen = Signal(str)

    def __init__(self, told: deque[Told]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        if not told:
            column.addWidget(hint(say("There was no message yet.")))
        self.list = QListWidget()
        self.list.setAccessibleName(say("Messages"))
        self.list.setWordWrap(True)
        for entry in reversed(told):
            line = f"{shown(entry.at)}   {entry.notice.text}"
            item = QListWidgetItem(icon(SIGNS.get(entry.notice.kind, "info")), line)
            item.setData(Qt.ItemDataRole.UserRole, entry.notice.document)
            self.list.addItem(item)
        column.addWidget(self.list)


