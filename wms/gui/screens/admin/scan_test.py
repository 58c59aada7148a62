"""A field to try a scanner in: what was heard, what it was taken for, and how fast its keys came."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from wms.gs1.errors import legible
from wms.gui.scan.heard import KEYBOARD, TYPED, Heard
from wms.gui.scan.settings import ScannerSettings
from wms.gui.texts.say import say
from wms.gui.texts.shown import word
from wms.gui.theme.widgets import hint
from wms.gui.theme.widgets_facts import FactGrid


class TimedLine(QLineEdit):
    """`entered` gives the text and the pauses (ms) between its keys, when Enter is pressed."""

    entered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._times: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note when each sign came."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text():
            pauses = tuple(later - earlier for earlier, later in pairwise(self._times))
            self.entered.emit(self.text(), pauses)
            self._times = []
            self.clear()
            return
        if event.text().isprintable() and event.text():
            self._times.append(event.timestamp())
        super().keyPressEvent(event)


class ScanTest(QWidget):
    """Scan into it, or type into it and press Enter."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.facts = TimedLine(), FactGrid()
        self.line.setAccessibleName(say("Scan here to try the scanner"))
        self.line.setPlaceholderText(say("Scan here to try the scanner"))
        self._pauses: Sequence[int] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        column.addWidget(hint(say("Nothing that is scanned here is entered anywhere.")))
        column.addWidget(self.facts)
        self.setFocusProxy(self.line)

    @Slot(object)
    def note_pauses(self, pauses: Sequence[int]) -> None:
        """How fast the scan came that is heard next."""
        self._pauses = pauses

    def show_heard(self, heard: Heard) -> None:
        """A scan came in."""
        scan = heard.scan
        pauses = self._pauses if heard.source == KEYBOARD else ()
        self._pauses = ()
        bearers = ", ".join(f"{bearer.subject.code} ({bearer.title})" for bearer in heard.bearers)
        source = {KEYBOARD: say("a scanner that types"), TYPED: say("the keyboard")}.get(heard.source, heard.source)
        self.facts.show_facts([
            (say("Heard"), legible(heard.text)), (say("Signs"), f"{len(heard.text):,}"), (say("Came from"), source),
            (say("Taken for"), say(scan.reason) if scan.reason else word(scan.kind.value)),
            (say("Separators in it"), f"{heard.text.count(chr(29)):,}"), (say("Bears it"), bearers or say("nothing")),
            (say("Pauses between keys"), told(pauses)),
        ])  # fmt: skip

    def show_typed(self, text: str, pauses: Sequence[int], settings: ScannerSettings) -> None:
        """The keys came, but too slowly for a scanner as it is set up."""
        slow = sum(pause > settings.gap_ms for pause in pauses)
        why = say("{count} pauses are longer than {most} ms", count=slow, most=settings.gap_ms)
        if not slow:
            why = say("shorter than {least} signs, or without the end that is set up", least=settings.least)
        self.facts.show_facts([
            (say("Heard"), legible(text)), (say("Came from"), say("the keyboard")),
            (say("Taken for"), say("typing, not a scan: {why}", why=why)), (say("Pauses between keys"), told(pauses)),
        ])  # fmt: skip


def told(pauses: Sequence[int]) -> str:
    """The shortest, middle and longest pause in words; a dash without any."""
    if not pauses:
        return "–"
    middle = sorted(pauses)[len(pauses) // 2]
    return say("{least} to {most} ms, mostly {middle} ms", least=min(pauses), most=max(pauses), middle=middle)
