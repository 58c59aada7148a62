"""What the tests of forms share: opening one, waiting until it was sent, and a scan as it is heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from wms.gs1.scan import Scan, classify
from wms.gui.desk.desk import Desk
from wms.gui.forms.form import CommandForm

Opened = Callable[..., CommandForm]


@dataclass(frozen=True)
class Heard:
    """A scan with what bears it, by kind."""

    text: str
    bearers: dict[str, str] = field(default_factory=dict)

    @property
    def scan(self) -> Scan:
        """What GS1 says of it."""
        return classify(self.text)

    def code(self, *kinds: str) -> str:
        """The code of a bearer of one of these kinds."""
        return next((self.bearers[kind] for kind in kinds if kind in self.bearers), "")


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Opened:
    """Opens the form of a command, with fields filled, in a window that lasts as long as the test."""
    windows: list[QWidget] = []

    def open_form(command: str, more: dict[str, Any] | None = None, **filled: Any) -> CommandForm:
        window = QWidget()
        window.resize(1000, 900)
        qtbot.addWidget(window)
        windows.append(window)
        form = CommandForm(desk, command, filled, **(more or {}))
        form.setParent(window)
        form.resize(window.size())
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        form.begin()
        return form

    return open_form


@pytest.fixture
def send(qtbot: QtBot) -> Callable[[CommandForm], None]:
    """Sends a form and waits until that has ended in some way."""

    def send_form(form: CommandForm) -> None:
        form.send()
        qtbot.waitUntil(lambda: not form.sending.under_way)

    return send_form
