"""What the tests of forms share: opening one, and sending one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from wms.gui.desk.desk import Desk
from wms.gui.forms.form import CommandForm

Opened = Callable[..., CommandForm]


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Iterator[Opened]:
    """Opens the form of a command, with fields filled, in a window that lasts as long as the test."""
    windows: list[QWidget] = []

    def open_form(command: str, more: dict[str, Any] | None = None, **filled: Any) -> CommandForm:
        window = QWidget()
        window.resize(1000, 900)
        windows.append(window)
        form = CommandForm(desk, command, filled, **(more or {}))
        form.setParent(window)
        form.resize(window.size())
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        form.begin()
        return form

    yield open_form
    for window in windows:
        if shiboken6.isValid(window):
            shiboken6.delete(window)


@pytest.fixture
def send(qtbot: QtBot) -> Callable[[CommandForm], None]:
    """Sends a form and waits until that has ended in some way."""

    def send_form(form: CommandForm) -> None:
        form.send()
        qtbot.waitUntil(lambda: not form.sending.under_way)

    return send_form
