"""What the tests of printing share: a desk that prints, and a label printer that keeps what it hears."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from reportlab.pdfgen.canvas import Canvas

from wms.gui.desk.desk import Desk
from wms.gui.printing.print_desk import PrintDesk

# Qt's offscreen screen cannot honour a window's wishes about its size and place.
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nothing of this folder fails for what an offscreen screen cannot do."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(OFFSCREEN)


@pytest.fixture
def printing(desk: Desk) -> Iterator[PrintDesk]:
    """The desk's printing; what it opened is closed again."""
    made = PrintDesk(desk)
    yield made
    made.close()


class FakePrinter:
    """Listens on a free port and keeps what it hears."""

    def __init__(self) -> None:
        self.heard = b""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.at = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        line, _ = self._socket.accept()
        with line:
            while part := line.recv(65_536):
                self.heard += part

    def wait(self) -> bytes:
        """Everything that was heard, once the sender has hung up."""
        self._thread.join(5)
        return self.heard

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def label_printer() -> Iterator[FakePrinter]:
    """A label printer on this machine."""
    made = FakePrinter()
    yield made
    made.close()


@pytest.fixture
def long_paper(tmp_path: Path) -> Path:
    """A PDF of 500 pages."""
    place = tmp_path / "long.pdf"
    canvas = Canvas(str(place), pagesize=(595, 842))
    for number in range(1, 501):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(80, 700, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return place
