"""The window's tests run without a screen; the desk stands over the small, real warehouse of the other tests."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.texts.say import use


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:
    """As in the program: what workers allocate never sets off a collection that would destroy widgets from there."""
    gc.disable()
    yield
    gc.enable()
    gc.collect()
    gc.freeze()  # what is left stays: the next collection need not look at it again


@pytest.fixture
def desk(app: App, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A desk where everything may be done, as `system`, in English; its own folder of preferences."""
    use("en")
    made = Desk(app, "system", frozenset({"*"}), tmp_path / "preferences")
    yield made
    made.close()
    use("en")
