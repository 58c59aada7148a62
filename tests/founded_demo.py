"""The small demo warehouse on a morning with forty orders, founded once a session and copied for each test."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from wms.app.application import App
from wms.app.demo import orders as demand
from wms.app.demo.found import found
from wms.base.clock import SetClock, at
from wms.operations.ordering.enter import EnterOrders
from wms.storage.database import Database

DAY = date(2026, 3, 2)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The founded demo's file: forty orders are entered, and nothing is allocated."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    app = App(Database.create(path), clock=SetClock(at(DAY, 6)))
    demo = found(app, "small", 1, DAY)
    app.run(EnterOrders(orders=tuple(demand.of_day(demo.size, demo.range_, DAY, random.Random(7)))))
    app.close()
    return path


@pytest.fixture
def entered(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The demo at seven in the morning, one's own copy, of whose siblings nothing is anchored."""
    monkeypatch.setenv("WMS_HOME", str(tmp_path / "home"))
    for old in founded.parent.glob(f"{founded.name}*"):
        shutil.copy(old, tmp_path / old.name)
    app = App.open(tmp_path / founded.name, clock=SetClock(at(DAY, 7)))
    yield app
    app.close()
