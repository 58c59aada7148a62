"""The look is one for the whole process: each test may dress the application, and finds it plain again afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from wms.gui.theme import look
from wms.gui.theme.tokens import read, use


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme."""
    plain = qapp.font()
    look.apply(qapp, "light")
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(plain)
    use(read("light"))
