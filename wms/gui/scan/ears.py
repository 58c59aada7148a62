"""The ears of a workstation: whatever is scanned or typed as a code, from the device to the page that waits for it.

A scan goes one way: it is written down, then understood by GS1's rules, then looked up in the warehouse, then told to
the window as `desk.heard`. This is done off the window's thread, strictly in the order of scanning, so that none is
lost, none is told twice and none overtakes another. Whoever answers it says so with `answered`.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

from PySide6.QtCore import QLockFile, QObject, Qt, Signal, Slot

from wms.base.errors import WmsError
from wms.base.identifiers import new_key
from wms.devices.serial_port import Port
from wms.devices.serial_scanner import SerialScanner
from wms.gs1.scan import Scan, ScanKind, classify
from wms.gui.desk.desk import Desk, wrong_in_words
from wms.gui.registry.declared import Subject
from wms.gui.scan.heard import KEYBOARD, TYPED, Bearer, Heard, Outcome
from wms.gui.scan.queue import Kept, ScanQueue
from wms.gui.scan.settings import ScannerSettings
from wms.gui.scan.wedge import Wedge

_log = logging.getLogger(__name__)
_AT_ONCE = 50  # scans written down with one sync, when they come faster than the disk


@dataclass(frozen=True, slots=True)
class _Incoming:
    text: str
    source: str
    at: float
    kept: Kept | None = None


class Ears(QObject):
    """Hears for one desk; `Ears.of(desk)` gives its ears. `settled` tells each Outcome.

    `timed` gives the pauses (ms) between the keys of a scan that was typed by a scanner, just before it is heard.
    `port_told` tells of a serial port: its name, whether it is there, and why not. `hear` may be called from any
    thread; signals are received on the window's.
    """

    settled = Signal(object)
    timed = Signal(object)
    port_told = Signal(str, bool, str)
    _found = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.settings = ScannerSettings.of(desk.workstation)
        self._lock_file, self._queue = _queue_in(desk)
        self._left = self._queue.waiting()
        self._wedge: Wedge | None = None
        self._ports: list[SerialScanner] = []
        self._incoming: deque[_Incoming] = deque()
        self._told: deque[Heard] = deque()
        self._lock = Lock()
        self._busy = False
        self._closed = False
        self._latest: dict[str, tuple[str, float]] = {}
        self._worker = ThreadPoolExecutor(1, "wms-ears")
        self._found.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        desk.closing.connect(self.close)

    @classmethod
    def of(cls, desk: Desk) -> Ears:
        """The ears of this desk, made when they are first asked for."""
        return next((child for child in desk.children() if isinstance(child, cls)), None) or cls(desk)

    def open(self) -> None:
        """Begin to listen to the keyboard and the serial ports, as this workstation is set up."""
        self._let_go()
        self.settings = ScannerSettings.of(self.desk.workstation)
        self._wedge = Wedge(self.settings, self)
        self._wedge.timed.connect(self.timed)
        self._wedge.scanned.connect(self._typed_by_scanner)
        self._ports = [self._listener(Port.read(port)) for port in self.settings.ports]
        for port in self._ports:
            port.start()

    def set_up(self, settings: ScannerSettings) -> None:
        """Keep these settings for the workstation, and listen so from now on."""
        settings.keep(self.desk.workstation)
        self.open()

    @Slot()
    def close(self) -> None:
        """Listen no more. What was heard is still written down; it is told at the next start."""
        self._let_go()
        self._closed = True
        self._worker.shutdown(wait=True)
        self._lock_file.unlock()

    def hear(self, text: str, source: str = TYPED) -> None:
        """A code was scanned, or typed by hand: it will be told as `desk.heard`, after all before it."""
        self._take(_Incoming(text, source, time.monotonic()))

    @Slot(object)
    def answered(self, outcome: Outcome) -> None:
        """A scan was answered: it needs nothing more, even after a crash."""
        if outcome.heard is not None:
            self._queue.answered(outcome.heard.identity)
        self.settled.emit(outcome)

    # --- what an earlier run of the program left -----------------------------------------------------------------

    def left_over(self) -> tuple[Kept, ...]:
        """Scans an earlier run had heard and not answered, the oldest first."""
        return tuple(self._left)

    def resume(self) -> None:
        """Tell them now, under the identities they had: what had been carried out is not carried out again."""
        left, self._left = self._left, []
        for kept in left:
            self._take(_Incoming(kept.text, kept.source, 0.0, kept))

    def forget(self) -> None:
        """Put them aside for good."""
        left, self._left = self._left, []
        for kept in left:
            self._queue.answered(kept.identity)

    # --- from here on the worker's thread ------------------------------------------------------------------------

    def _take(self, incoming: _Incoming) -> None:
        with self._lock:
            if self._closed:
                return
            self._incoming.append(incoming)
            if not self._busy:
                self._busy = True
                self._worker.submit(self._work)

    def _work(self) -> None:
        """Everything that waits, in its order."""
        reason = ""
        while some := self._some():
            try:
                kept = iter(self._queue.keep([(one.text, one.source) for one in some if one.kept is None]))
            except WmsError as error:
                _log.warning("Scans were not kept: %s", error)
                kept, reason = iter(()), str(error)
            for one in some:
                its = one.kept or next(kept, None)
                self._told.append(self._heard(one, its) if its else _unusable(one, self.desk, reason))
                self._found.emit()

    def _some(self) -> list[_Incoming]:
        with self._lock:
            found = [self._incoming.popleft() for _ in range(min(_AT_ONCE, len(self._incoming)))]
            self._busy = bool(found)
            return found

    def _heard(self, one: _Incoming, kept: Kept) -> Heard:
        scan = classify(kept.text, group_separator_substitute=self.settings.sign_of_separator)
        bearers: tuple[Bearer, ...] = ()
        if scan.kind is not ScanKind.GARBAGE:
            try:
                bearers = self._bearers(scan)
            except Exception as error:  # noqa: BLE001 - whoever scanned must hear of it, and the next scan must be heard
                _log.error("A scan could not be looked up: %r", kept.text, exc_info=error)
                scan = Scan(ScanKind.GARBAGE, scan.text, reason=wrong_in_words(error))
        repeated = one.kept is None and self._is_repeated(one)
        return Heard(kept.identity, scan.text, kept.at, kept.source, scan, bearers, repeated, one.kept is not None)

    def _is_repeated(self, one: _Incoming) -> bool:
        text, at = self._latest.get(one.source, ("", 0.0))
        self._latest[one.source] = (one.text, one.at)
        return one.source != TYPED and one.text == text and (one.at - at) * 1000 <= self.settings.repeat_ms

    def _bearers(self, scan: Scan) -> tuple[Bearer, ...]:
        asked: dict[str, Any] = {"code": scan.text}
        label = scan.label
        if label is not None:
            asked = {"gtin": label.gtin or label.content_gtin or "", "sscc": label.sscc or "", "lot": label.lot or "",
                     "serial": label.serial or "", "code": label.location_extension or ""}  # fmt: skip
            if scan.kind in (ScanKind.GTIN, ScanKind.SSCC):  # a number may be one of our own as well
                asked["code"] = scan.text
        rows = self.desk.app.ask("bears", limit=20, **asked).rows
        return tuple(Bearer(Subject(row.kind, row.code), row.title, row.level) for row in rows)

    # --- back on the window's ------------------------------------------------------------------------------------

    @Slot()
    def _tell(self) -> None:
        """On the window's thread: tell what was found; Python objects do not go through Qt's queue between threads."""
        while self._told:
            heard = self._told.popleft()
            if not self._closed:
                self.desk.heard.emit(heard)

    @Slot(str)
    def _typed_by_scanner(self, text: str) -> None:
        self.hear(text, KEYBOARD)

    def _listener(self, port: Port) -> SerialScanner:
        return SerialScanner(port, partial(self.hear, source=port.name), partial(self.port_told.emit, port.name))

    def _let_go(self) -> None:
        for port in self._ports:
            port.close()
        self._ports = []
        if self._wedge is not None:
            self._wedge.close()
            self._wedge.deleteLater()
            self._wedge = None


def _unusable(one: _Incoming, desk: Desk, reason: str) -> Heard:
    scan = Scan(ScanKind.GARBAGE, one.text, reason=reason)
    return Heard(new_key(), one.text, desk.app.clock(), one.source, scan)


def _queue_in(desk: Desk) -> tuple[QLockFile, ScanQueue]:
    """The first queue in the desk's folder that no other window of this workstation uses."""
    desk.folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        lock = QLockFile(str(desk.folder / f"scans-{number}.lock"))
        lock.setStaleLockTime(0)
        if lock.tryLock(0) or number >= 99:
            return lock, ScanQueue(desk.folder / f"scans-{number}.jsonl", desk.app.clock)
        number += 1
