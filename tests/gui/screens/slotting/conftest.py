"""The founded demo, and a desk over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.founded_demo import entered as entered
from tests.founded_demo import founded as founded
from wms.app.application import App
from wms.gui.desk.desk import Desk


@pytest.fixture
def house(entered: App) -> App:
    """One's own copy of it, at seven in the morning."""
    return entered


@pytest.fixture
def bench_desk(house: App, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A desk over it where everything may be done."""
    made = Desk(house, "system", frozenset({"*"}), tmp_path / "preferences")
    yield made
    made.close()
