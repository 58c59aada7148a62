"""Labels reach a printer on the network byte for byte; one that is away, silent or strange is told in words."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.cli import main
from wms.devices.label_printer import Address, Status, address, send, status

HOW_IT_IS = (
    b"\x02030,0,0,1245,002,0,0,0,000,0,0,0\x03\r\n"
    b"\x02000,0,%d,0,0,2,4,0,00000000,1,000\x03\r\n"
    b"\x021234,0\x03\r\n"
)


class FakePrinter:
    """Listens on a free port, keeps what it hears, and answers once it was asked how it is."""

    def __init__(self, answer: bytes = b"") -> None:
        self.heard = b""
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.at = Address("127.0.0.1", self._socket.getsockname()[1])
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        line, _ = self._socket.accept()
        with line:
            while part := line.recv(65_536):
                self.heard += part
                if self.heard == b"~HS":
                    line.sendall(self._answer)
                    return

    def close(self) -> None:
        """Wait until everything was heard."""
        self._thread.join(5)
        self._socket.close()


@contextmanager
def printer(answer: bytes = b"") -> Iterator[FakePrinter]:
    made = FakePrinter(answer)
    try:
        yield made
    finally:
        made.close()


def test_every_byte_arrives() -> None:
    labels = bytes(range(256)) * 1_000
    with printer() as fake:
        send(fake.at, labels)
    assert fake.heard == labels


def test_a_printer_that_is_away_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Refused, match=rf"tcp://127\.0\.0\.1:{port} cannot be reached"):
        send(Address("127.0.0.1", port), b"^XA^XZ")


def test_a_printer_says_that_its_head_is_open() -> None:
    with printer(HOW_IT_IS % 1) as fake:
        told = status(fake.at)
    assert told == Status(paper_out=False, paused=False, head_open=True, ribbon_out=False, waiting=2)
    assert not told.ready
    with printer(HOW_IT_IS % 0) as fake:
        assert status(fake.at).ready


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x02a,b\x03\x02\x03\x02\x03"])
def test_what_is_no_label_printer_is_told_in_words(answer: bytes) -> None:
    with printer(answer) as fake, pytest.raises(Refused, match="does not answer as a label printer"):
        status(fake.at)


def test_a_printer_that_says_nothing_is_not_waited_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(Refused, match="no answer in time"):
        status(Address("127.0.0.1", mute.getsockname()[1]), timeout_s=0.05)


def test_addresses_are_read_as_people_write_them() -> None:
    assert address("zebra") == Address("zebra", 9100)
    assert address("tcp://10.0.0.7:6101/") == Address("10.0.0.7", 6101)
    assert address("[fe80::1]:9101") == Address("fe80::1", 9101)
    assert str(address("zebra:9100")) == "tcp://zebra:9100"
    for wrong in ("", "zebra:", "zebra:70000", "tcp://:9100", "zebra:x"):
        with pytest.raises(Refused):
            address(wrong)


def test_labels_are_sent_from_the_terminal(app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app.close()
    with printer() as fake:
        given = ["print", "location_labels", "--zone", "FWD", "--out", str(fake.at)]
        assert main.main(["--db", str(tmp_path / "warehouse.db"), *given]) == 0
    assert fake.heard.count(b"^XA") == fake.heard.count(b"^XZ") == 8
    assert b">:F-01-08" in fake.heard
    assert str(fake.at) in capsys.readouterr().out
