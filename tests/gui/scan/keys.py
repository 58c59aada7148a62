"""Hands for the tests: a scanner that types, and a person who types, with the times the system would give the keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\x1d": Qt.Key.Key_BracketRight}
Plain, Control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Hands:
    """Keys for one window; `now` is the time of the next key in milliseconds."""

    window: QWidget
    now: int = 1_000
    down: list[str] = field(default_factory=list)

    def press(self, sign: str, *, repeats: bool = False) -> None:
        """Press a key."""
        self._send(QEvent.Type.KeyPress, sign, repeats)

    def release(self, sign: str) -> None:
        """Let go of a key."""
        self._send(QEvent.Type.KeyRelease, sign, False)

    def scan(self, text: str, *, pace: int = 2, end: str = "\n") -> None:
        """A scanner types a code and its end key, a key every `pace` milliseconds."""
        for sign in text + end:
            self.press(sign)
            self.release(sign)
            self.now += pace

    def type(self, text: str, *, pace: int = 120) -> None:
        """A person types."""
        self.scan(text, pace=pace, end="")

    def rest(self, milliseconds: int) -> None:
        """Time goes by between keys."""
        self.now += milliseconds

    def _send(self, kind: QEvent.Type, sign: str, repeats: bool) -> None:
        key = _KEYS.get(sign) or Qt.Key(ord(sign.upper()) if sign.isascii() else 0x01000000)
        held = Control if sign == "\x1d" else Plain
        event = QKeyEvent(kind, int(key), held, sign.replace("\n", "\r"), repeats)
        event.setTimestamp(self.now)
        handle = self.window.windowHandle()
        if handle is not None:
            QCoreApplication.sendEvent(handle, event)
