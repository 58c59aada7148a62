"""A small, real warehouse in a file of its own for each test: one site, a few zones and locations, a few items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import small_warehouse
from wms.app.application import App
from wms.base.clock import SetClock
from wms.storage.database import Database

MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's data folder of all tests, so that none writes into the real one."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("WMS_HOME", str(folder))
        yield folder


@pytest.fixture
def clock() -> SetClock:
    """The clock of the test's warehouse, at six in the morning."""
    return SetClock(MORNING)


@pytest.fixture
def empty(tmp_path: Path, clock: SetClock) -> Iterator[App]:
    """An open database with nothing in it."""
    app = App(Database.create(tmp_path / "warehouse.db"), clock=clock)
    yield app
    app.close()


@pytest.fixture
def app(empty: App) -> App:
    """The small warehouse: items PEN (plain), MILK (lot, expiry, chilled), DRILL (serial), VALVE (inspected), KIT."""
    small_warehouse.build(empty.database)
    return empty
