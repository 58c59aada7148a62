"""Hosts something of the program's own beside the work: messages, keys, about. One guest at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import subtitle, tool


class GuestPane(QFrame):
    """A title, a close button, and the guest. `closed` asks to go."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("details")
        self._title: QLabel = subtitle("")
        close = tool("close", say("Close"))
        close.clicked.connect(self.closed)
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(close)
        self._column = QVBoxLayout(self)
        edge = tokens().space(4)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.addLayout(line)
        self._guest: QWidget | None = None

    def receive(self, guest: QWidget, what: str) -> None:
        """Show this guest in place of the last one."""
        if self._guest is not None:
            self._column.removeWidget(self._guest)
            self._guest.hide()
            self._guest.deleteLater()
        self._guest = guest
        self._title.setText(what)
        self.setAccessibleName(what)
        self._column.addWidget(guest, 1)
        guest.show()
