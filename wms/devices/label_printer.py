"""A label printer on the network: labels go to it as ZPL over TCP, and it can be asked how it is.

Such printers take whatever is sent to port 9100 and answer nothing, unless they are asked for their status (~HS in
Zebra's ZPL II Programming Guide).
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

from wms.base.errors import Refused, refuse

PORT = 9100
TIMEOUT_S = 5.0
_CHUNK = 64 * 1024
_LINES, _END = 3, b"\x03"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a printer listens. Its text is `tcp://host:port`."""

    host: str
    port: int = PORT

    def __str__(self) -> str:
        return f"tcp://{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Status:
    """What a printer says of itself. `waiting` is the number of formats it still has to print."""

    paper_out: bool
    paused: bool
    head_open: bool
    ribbon_out: bool
    waiting: int

    @property
    def ready(self) -> bool:
        """Whether it prints what it is sent now."""
        return not (self.paper_out or self.paused or self.head_open or self.ribbon_out)


def address(text: str) -> Address:
    """Read `host`, `host:port` or `tcp://host:port`; an IPv6 host stands in square brackets. Raises Refused."""
    rest = text.strip().removeprefix("tcp://").rstrip("/")
    host, port = rest, str(PORT)
    if rest.startswith("["):
        host, _, port = rest[1:].partition("]")
        port = port.removeprefix(":") or str(PORT)
    elif ":" in rest:
        host, _, port = rest.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise refuse("A label printer is named as host:port, not as {text}.", field="address", text=text)
    return Address(host, int(port))


def send(to: Address, data: bytes, timeout_s: float = TIMEOUT_S) -> None:
    """Send labels. Raises Refused when the printer cannot be reached, or stops listening half way."""
    with _connected(to, timeout_s) as line:
        try:
            for start in range(0, len(data), _CHUNK):
                line.sendall(data[start : start + _CHUNK])
            line.shutdown(socket.SHUT_WR)
        except OSError as error:
            raise refuse(
                "The label printer {printer} broke off: {reason}. Some labels may have been printed.",
                field="address", printer=str(to), reason=_reason(error),
            ) from error  # fmt: skip


def status(of: Address, timeout_s: float = TIMEOUT_S) -> Status:
    """Ask a printer how it is. Raises Refused when it does not answer, or not as ZPL printers do."""
    with _connected(of, timeout_s) as line:
        try:
            line.sendall(b"~HS")
            lines = _answer(line)
        except OSError as error:
            raise _silent(of, error) from error
    try:
        first, second = (text.split(",") for text in lines[:2])
        return Status(first[1] == "1", first[2] == "1", second[2] == "1", second[3] == "1", int(first[4]))
    except (IndexError, ValueError) as error:
        raise refuse("{printer} does not answer as a label printer does.", field="address",
                     printer=str(of)) from error  # fmt: skip


def _connected(to: Address, timeout_s: float) -> socket.socket:
    try:
        return socket.create_connection((to.host, to.port), timeout_s)
    except (OSError, UnicodeError) as error:
        raise _silent(to, error) from error


def _answer(line: socket.socket) -> list[str]:
    """The status comes in three lines, each between STX and ETX."""
    heard = b""
    while heard.count(_END) < _LINES:
        part = line.recv(4096)
        if not part:
            break
        heard += part
    return [part.partition(b"\x02")[2].decode("ascii", "replace") for part in heard.split(_END)][:_LINES]


def _silent(to: Address, error: Exception) -> Refused:
    return refuse("The label printer {printer} cannot be reached: {reason}.", field="address", printer=str(to),
                  reason=_reason(error))  # fmt: skip


def _reason(error: Exception) -> str:
    """The system's own words, without its number; they are not translated."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return str(getattr(error, "strerror", None) or error)
