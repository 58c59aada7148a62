"""A scanner that types is told from a person who types, before any field sees a key.

Keys are taken aside as they reach the window. When they came as fast as only a scanner types and an end key followed,
they were a scan: no field ever sees them. Otherwise they go on to where they were going, in their order, at most one
gap later than they were typed. Times are those the system gave the events, not when we got round to them.

Left alone are key combinations, keys held down until they repeat, input methods, and fields that hide what is typed.
"""

from __future__ import annotations

import time
from itertools import pairwise

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit

from wms.gs1.scan import LONGEST_SCAN
from wms.gui.scan.settings import ScannerSettings
from wms.gui.scan.strokes import GROUP_SEPARATOR, Stroke, note_release, parted

_ENTER = (int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter))
_TAB = (int(Qt.Key.Key_Tab),)
_END_KEYS = {"enter": _ENTER, "tab": _TAB, "either": _ENTER + _TAB, "pause": ()}
_SHIFTS = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr, Qt.Key.Key_Control)
_MODIFIER = Qt.KeyboardModifier
_PLAIN = _MODIFIER.ShiftModifier | _MODIFIER.KeypadModifier | _MODIFIER.GroupSwitchModifier
_LATE_MS = 5
_INTERRUPTS = (
    QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.FocusOut, QEvent.Type.Close, QEvent.Type.Hide,
)  # fmt: skip


class Wedge(QObject):
    """Listens to the keys of whichever window of the program has the focus. `scanned` gives each scan's text.

    `timed` gives the pauses between its keys in ms, just before.
    """

    scanned = Signal(str)
    timed = Signal(object)

    def __init__(self, settings: ScannerSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._window: QWindow | None = None
        self._held: list[Stroke] = []
        self._events: list[QKeyEvent] = []
        self._last = 0
        self._just_scanned = False
        self._taken_releases: list[int] = []
        self._handing_on = False
        self._armed_at = 0.0
        self._looked_again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._paused)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.listen)
        self.listen(QGuiApplication.focusWindow())

    @Slot(QWindow)
    def listen(self, window: QWindow | None) -> None:
        """Listen to this window from now on; what is held belongs to the one before."""
        if window is self._window:
            return
        self._hand_on_all()
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def close(self) -> None:
        """Listen no more; what is held goes where it was going."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self.listen)
        self.listen(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys aside that may be a scan."""
        kind = event.type()
        if self._handing_on:
            return False
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            assert isinstance(event, QKeyEvent)
            return self._key(kind, event)
        if kind in _INTERRUPTS:
            self._hand_on_all()
        return False

    # --- keys ------------------------------------------------------------------------------------------------------

    def _key(self, kind: QEvent.Type, event: QKeyEvent) -> bool:
        if kind == QEvent.Type.KeyRelease:
            return self._released(event)
        if kind == QEvent.Type.ShortcutOverride:
            return self._may_be_shortcut(event)
        return self._pressed(event)

    def _may_be_shortcut(self, event: QKeyEvent) -> bool:
        """In the midst of a burst no key is a shortcut."""
        if self._goes_on(event) and (self._sign(event) or self._ends(event)):
            event.accept()
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() in _SHIFTS:
            return False
        sign = self._sign(event)
        if not sign and not self._ends(event):
            self._hand_on_all()
            return False
        goes_on = self._goes_on(event)
        if not goes_on:
            self._hand_on_all()
        if self._ends(event):
            return self._ended(event, goes_on)
        if event.isAutoRepeat() or _hides_what_is_typed():
            self._hand_on_all()
            return False
        self._hold(event, sign)
        return True

    def _hold(self, event: QKeyEvent, sign: str) -> None:
        press = event.clone()
        self._held.append(Stroke(sign, event.timestamp(), press))
        self._events.append(press)
        self._last = event.timestamp()
        self._just_scanned = False
        if len(self._held) > 2 * LONGEST_SCAN + len(self.settings.prefix):
            self._hand_on_all()
            return
        self._arm(self.settings.gap_ms)

    def _released(self, event: QKeyEvent) -> bool:
        copy = event.clone()
        if note_release(self._held, copy) is not None:
            self._events.append(copy)
            return True
        if int(event.key()) in self._taken_releases:
            self._taken_releases.remove(int(event.key()))
            return True
        return False

    def _ended(self, event: QKeyEvent, goes_on: bool) -> bool:
        if self._held and goes_on and self._take():
            self._last, self._just_scanned = event.timestamp(), True
            self._taken_releases.append(int(event.key()))
            return True
        if self._just_scanned and goes_on:  # a scanner that ends with two keys, such as Enter and Tab
            self._taken_releases.append(int(event.key()))
            self._just_scanned = False
            return True
        self._hand_on_all()
        self._just_scanned = False
        return False

    def _take(self) -> bool:
        """Whether what is held is a scan; then it is told, and what a person typed meanwhile is handed on."""
        theirs, scanned = parted(self._held, self.settings.prefix, self.settings.least)
        text = "".join(one.sign for one in scanned)
        text = text.removeprefix(self.settings.prefix).removesuffix(self.settings.suffix)
        if len(text) < self.settings.least:
            return False
        self._timer.stop()
        self._taken_releases = [one.key for one in scanned if one.release is None]
        mine = {id(event) for one in theirs for event in (one.press, one.release)}
        events, self._events, self._held = [e for e in self._events if id(e) in mine], [], []
        self._hand_on(events)
        self.timed.emit(tuple(later.at - earlier.at for earlier, later in pairwise(scanned)))
        self.scanned.emit(text)
        return True

    # --- what a key is ---------------------------------------------------------------------------------------------

    def _goes_on(self, event: QKeyEvent) -> bool:
        """Whether it came so soon after the last one that one scanner may have typed both."""
        since = event.timestamp() - self._last
        return bool(self._held or self._just_scanned) and 0 <= since <= self.settings.gap_ms

    def _ends(self, event: QKeyEvent) -> bool:
        return int(event.key()) in _END_KEYS[self.settings.ends] and not event.modifiers() & ~_PLAIN

    def _sign(self, event: QKeyEvent) -> str:
        """The sign a key adds to a scan; empty for keys that no scan is made of."""
        if event.text() == GROUP_SEPARATOR or _name(event) == self.settings.key_of_separator:
            return GROUP_SEPARATOR
        text = event.text()
        wanted = self.settings.prefix + self.settings.suffix
        if event.modifiers() & ~_PLAIN and not (text and text in wanted):
            return ""
        return text if text and (text.isprintable() or text in wanted) else ""

    # --- handing on ------------------------------------------------------------------------------------------------

    @Slot()
    def _paused(self) -> None:
        """Nothing more came. When we are late ourselves, keys may still wait to be given to us: look once more."""
        late = (time.monotonic() - self._armed_at) * 1000 - self._timer.interval()
        if late > _LATE_MS and not self._looked_again:
            self._arm(2 * _LATE_MS)
            self._looked_again = True
            return
        if self.settings.ends == "pause" and self._held and self._take():
            return
        self._hand_on_all()

    def _arm(self, after_ms: int) -> None:
        self._armed_at = time.monotonic()
        self._looked_again = False
        self._timer.start(after_ms)

    def _hand_on_all(self) -> None:
        self._timer.stop()
        events, self._events, self._held = self._events, [], []
        self._hand_on(events)

    def _hand_on(self, events: list[QKeyEvent]) -> None:
        """Give keys to the window as if they came now."""
        if not events or self._window is None or not shiboken6.isValid(self._window):
            return
        self._handing_on = True
        try:
            for event in events:
                QCoreApplication.sendEvent(self._window, event)
        finally:
            self._handing_on = False


def _name(event: QKeyEvent) -> str:
    """A function key's name, such as "F8"; "-" for all others."""
    key = int(event.key())
    return f"F{key - int(Qt.Key.Key_F1) + 1}" if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24 else "-"


def _hides_what_is_typed() -> bool:
    field = QApplication.focusWidget()
    return isinstance(field, QLineEdit) and field.echoMode() != QLineEdit.EchoMode.Normal
