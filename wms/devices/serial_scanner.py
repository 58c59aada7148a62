"""A scanner on a serial port: read on a thread of its own, and found again by itself when the cable is pulled.

Serial scanners (RS-232, or USB in COM-port mode) send each code as bytes with an end sign behind it. Unlike those that
type, they can send GS1's group separator, and need no window to have the focus.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import serial

_log = logging.getLogger(__name__)
LONGEST = 4_096
"""So many bytes without an end sign are handed on as they are: no code is that long, the end sign must be wrong."""
_ENDS = b"\r\n\x03"
_POLL_S = 0.2
_AGAIN_S = 2.0
_SLOWEST = 300


@dataclass(frozen=True, slots=True)
class Port:
    """Where the scanner is: the port's name ("COM3", "/dev/ttyUSB0"), its speed, and the bytes that end a code.

    `silence_s` ends a code as well where a scanner sends no end sign.
    """

    name: str
    baud: int = 9_600
    ends: bytes = _ENDS
    silence_s: float = 0.0

    @classmethod
    def read(cls, text: str) -> Port:
        """A port from "name" or "name:baud"; ports have colons in their names too, but no speed is below 300."""
        name, _, speed = text.strip().rpartition(":")
        fits = name and speed.isdigit() and int(speed) >= _SLOWEST
        return cls(name, int(speed)) if fits else cls(text.strip())


def ports() -> list[tuple[str, str]]:
    """The serial ports of this computer: name, and what the system says hangs there."""
    from serial.tools import list_ports  # most workstations have no scanner on such a port

    return [(port.device, port.description or "") for port in sorted(list_ports.comports())]


class Framing:
    """Cuts the bytes of a port into codes; bytes may come in any pieces."""

    def __init__(self, ends: bytes = _ENDS) -> None:
        self._ends = ends
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[str]:
        """The codes that are complete now. Empty ones (two end signs in a row) are none."""
        found = []
        for byte in data:
            if byte in self._ends:
                found += self.flush()
            else:
                self._rest.append(byte)
                if len(self._rest) >= LONGEST:
                    found += self.flush()
        return found

    def flush(self) -> list[str]:
        """What there is without an end sign, as a code."""
        rest, self._rest = bytes(self._rest).lstrip(b"\x02"), bytearray()
        return [_text(rest)] if rest else []


class SerialScanner:
    """Listens until `close`. `heard(text)` and `told(open, reason)` are called on the scanner's own thread."""

    def __init__(
        self, port: Port, heard: Callable[[str], None], told: Callable[[bool, str], None] = lambda *_: None,
        *, again_s: float = _AGAIN_S,
    ) -> None:  # fmt: skip
        self.port = port
        self._heard, self._told, self._again_s = heard, told, again_s
        self._stop = threading.Event()
        self._is_open: bool | None = None
        self._thread = threading.Thread(target=self._listen, name=f"scanner {port.name}", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self) -> None:
        """Listen no more, and let go of the port."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                with self._opened() as line:
                    self._tell(True, "")
                    self._read(line)
            except (OSError, ValueError, TypeError) as error:  # pyserial's own errors are OSErrors
                self._tell(False, str(error))
            self._stop.wait(self._again_s)

    def _opened(self) -> serial.Serial:
        import serial

        wait = self.port.silence_s or _POLL_S
        return serial.Serial(self.port.name, self.port.baud, timeout=min(wait, _POLL_S), exclusive=True)

    def _read(self, line: serial.Serial) -> None:
        framing, last = Framing(self.port.ends), time.monotonic()
        while not self._stop.is_set():
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


def _text(data: bytes) -> str:
    """Scanners send UTF-8 or, older ones, Latin-1."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
