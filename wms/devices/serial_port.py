"""A device on a serial port: read on a thread of its own, and found again by itself when the cable is pulled."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import serial

LONGEST = 4_096
"""So many bytes without an end sign are handed on as they are: no code is that long, the end sign must be wrong."""
_ENDS = b"\r\n\x03"
POLL_S = 0.1
AGAIN_S = 2.0
_SLOWEST = 300


@dataclass(frozen=True, slots=True)
class Port:
    """Where the device is: the port's name ("COM3", "/dev/ttyUSB0"), its speed, and the bytes that end a code or line.

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
    from serial.tools import list_ports  # most workstations have no device on such a port

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


class SerialDevice:
    """Listens until `close`. An heir reads from the open port; `opened`, `gone` and `read` are called on its thread."""

    kind = "device"

    def __init__(self, port: Port, again_s: float = AGAIN_S) -> None:
        self.port = port
        self.again_s = again_s
        self.stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name=f"{self.kind} {port.name}", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self) -> None:
        """Listen no more, and let go of the port."""
        self.stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def opened(self) -> None:
        """The port is open."""

    def gone(self, reason: str) -> None:
        """The port cannot be opened, or is no longer there; it is tried again."""

    def read(self, line: serial.Serial) -> None:
        """Read until `stop` is set; a read returns after `POLL_S` at the latest."""
        raise NotImplementedError

    def _listen(self) -> None:
        import serial

        wait = min(self.port.silence_s or POLL_S, POLL_S)
        while not self.stop.is_set():
            try:
                with serial.Serial(self.port.name, self.port.baud, timeout=wait, exclusive=True) as line:
                    self.opened()
                    self.read(line)
            except (OSError, ValueError, TypeError) as error:  # pyserial's own errors are OSErrors
                self.gone(str(error))
            self.stop.wait(self.again_s)


def _text(data: bytes) -> str:
    """Scanners send UTF-8 or, older ones, Latin-1."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
