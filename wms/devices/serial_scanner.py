"""A scanner on a serial port.

Serial scanners (RS-232, or USB in COM-port mode) send each code as bytes with an end sign behind it. Unlike those that
type, they can send GS1's group separator, and need no window to have the focus.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from wms.devices.serial_port import AGAIN_S, Framing, Port, SerialDevice

if TYPE_CHECKING:
    import serial

_log = logging.getLogger(__name__)


class SerialScanner(SerialDevice):
    """`heard(text)` and `told(open, reason)` are called on the scanner's own thread."""

    kind = "scanner"

    def __init__(
        self, port: Port, heard: Callable[[str], None], told: Callable[[bool, str], None] = lambda *_: None,
        *, again_s: float = AGAIN_S,
    ) -> None:  # fmt: skip
        super().__init__(port, again_s)
        self._heard, self._told = heard, told
        self._is_open: bool | None = None

    def opened(self) -> None:
        """Say so, once."""
        self._tell(True, "")

    def gone(self, reason: str) -> None:
        """Say so, once."""
        self._tell(False, reason)

    def read(self, line: serial.Serial) -> None:
        """Hand on each code that is complete."""
        framing, last = Framing(self.port.ends), time.monotonic()
        while not self.stop.is_set():
            data = line.read(line.in_waiting or 1)
            now = time.monotonic()
            codes = framing.feed(data)
            if not data and self.port.silence_s and now - last >= self.port.silence_s:
                codes += framing.flush()
            last = now if data else last
            for code in codes:
                self._heard(code)

    def _tell(self, is_open: bool, reason: str) -> None:
        if is_open != self._is_open:
            self._is_open = is_open
            _log.info("The scanner at %s is %s %s", self.port.name, "there" if is_open else "gone:", reason)
            self._told(is_open, reason)
