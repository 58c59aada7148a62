"""A serial scanner's codes come whole and in order, in whatever pieces they arrive, and again once its cable is in."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from wms.devices.serial_port import LONGEST, Framing, Port
from wms.devices.serial_scanner import SerialScanner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals here")


class Heard:
    """What a scanner's thread told, and a way to wait for it."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.states: list[bool] = []
        self._news = threading.Condition()

    def code(self, text: str) -> None:
        """A code came."""
        with self._news:
            self.codes.append(text)
            self._news.notify_all()

    def state(self, is_open: bool, reason: str) -> None:
        """The port was opened or lost."""
        with self._news:
            self.states.append(is_open)
            self._news.notify_all()

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something is so."""
        with self._news:
            assert self._news.wait_for(until, timeout=10), (self.codes, self.states)


class Line:
    """A pseudo-terminal: what is written here, a scanner reads there."""

    def __init__(self, link: str) -> None:
        self.here, self.there = os.openpty()
        self.link = link
        if os.path.lexists(link):
            os.unlink(link)
        os.symlink(os.ttyname(self.there), link)

    def send(self, data: bytes) -> None:
        """The scanner sends these bytes."""
        os.write(self.here, data)

    def pull(self) -> None:
        """Pull the cable."""
        os.unlink(self.link)
        os.close(self.here)
        os.close(self.there)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def line(tmp_path: object) -> Line:
    return Line(f"{tmp_path}/scanner")


@pytest.fixture
def scanner(line: Line, heard: Heard) -> Iterator[SerialScanner]:
    made = SerialScanner(Port(line.link), heard.code, heard.state, again_s=0.01)
    made.start()
    heard.wait(lambda: heard.states == [True])
    yield made
    made.close()


def test_codes_come_whole_and_in_order(scanner: SerialScanner, line: Line, heard: Heard) -> None:
    for data in (b"PE", b"N\r", b"\nA1\r\n01", b"\x1d10L1\n"):
        line.send(data)
    heard.wait(lambda: len(heard.codes) == 3)
    assert heard.codes == ["PEN", "A1", "01\x1d10L1"]


def test_fifty_a_second_and_more_are_all_heard(scanner: SerialScanner, line: Line, heard: Heard) -> None:
    wanted = [f"LPN{number:06}" for number in range(500)]
    for code in wanted:
        line.send(f"{code}\r\n".encode())
    heard.wait(lambda: len(heard.codes) == len(wanted))
    assert heard.codes == wanted


def test_a_scanner_whose_cable_was_pulled_is_found_again(scanner: SerialScanner, line: Line, heard: Heard) -> None:
    line.pull()
    heard.wait(lambda: heard.states == [True, False])
    again = Line(line.link)
    heard.wait(lambda: heard.states == [True, False, True])
    again.send(b"BACK\r")
    heard.wait(lambda: heard.codes == ["BACK"])
    again.pull()


def test_a_port_that_is_not_there_is_told_once_and_waited_for(tmp_path: object, heard: Heard) -> None:
    scanner = SerialScanner(Port(f"{tmp_path}/later"), heard.code, heard.state, again_s=0.01)
    scanner.start()
    heard.wait(lambda: heard.states == [False])
    later = Line(f"{tmp_path}/later")
    heard.wait(lambda: heard.states == [False, True])
    scanner.close()
    later.pull()


def test_silence_ends_a_code_where_no_sign_does(line: Line, heard: Heard) -> None:
    scanner = SerialScanner(Port(line.link, silence_s=0.05), heard.code, heard.state)
    scanner.start()
    heard.wait(lambda: heard.states == [True])
    line.send(b"NOEND")
    heard.wait(lambda: heard.codes == ["NOEND"])
    scanner.close()
    line.pull()


def test_framing_takes_bytes_in_any_pieces() -> None:
    sent = b"\x02A1\x03\r\n\r\nB\xe9\r\xe8\xb4\xa7\n"
    whole = Framing().feed(sent)
    framing = Framing()
    assert whole == [code for byte in sent for code in framing.feed(bytes([byte]))] == ["A1", "Bé", "货"]


def test_bytes_without_an_end_do_not_pile_up() -> None:
    framing = Framing()
    found = [code for _ in range(3) for code in framing.feed(b"x" * LONGEST)]
    assert [len(code) for code in found] == [LONGEST] * 3
    assert framing.flush() == []


def test_a_port_is_read_from_its_name_and_speed() -> None:
    assert Port.read("COM3") == Port("COM3")
    assert Port.read("/dev/ttyUSB0:115200") == Port("/dev/ttyUSB0", 115_200)
    assert Port.read(" /dev/serial/by-path/pci-0:1:1.0-port0 ") == Port("/dev/serial/by-path/pci-0:1:1.0-port0")
    assert Port.read("/dev/serial/by-path/usb-0:2") == Port("/dev/serial/by-path/usb-0:2")
