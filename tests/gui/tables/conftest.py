"""A hundred thousand rows to look at, and a way to open lists and to wait for their rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Listing
from wms.gui.tables.pane import TablePane
from wms.gui.texts.say import use
from wms.model.people import User
from wms.model.records import Audit
from wms.storage.database import Database

MANY = 100_000
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Without a screen Qt warns of what such a screen cannot do; every other warning fails a test."""
DAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@pytest.fixture
def trail() -> Listing:
    """The list of everything that was done."""
    return Listing("trail", "What was done", "audit_trail", ("at", "login", "command", "document"), ("", "document"))


@pytest.fixture
def items() -> Listing:
    """The list of the small warehouse's items."""
    columns = ("sku", "name", "family", "cost_minor", "lot_tracked")
    return Listing("items", "Items", "items", columns, ("item", "sku"))


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A warehouse of which nothing is known but a hundred thousand commands; nobody changes it."""
    app = App(Database.create(tmp_path_factory.mktemp("many") / "many.db"))
    with app.database.writing() as session:
        user = User(login="anna", name="Anna")
        session.add(user)
        session.flush()
        rows = [
            {"key": f"k{n}", "digest": "", "at": DAY + timedelta(minutes=n), "user_id": user.id, "fields": {},
             "command": "MoveStock" if n % 4 else "PlaceHold", "answer": {}, "document": f"D-{n:06}"}
            for n in range(MANY)
        ]  # fmt: skip
        session.execute(insert(Audit), rows)
    yield app
    app.close()


@pytest.fixture
def long_desk(many: App, tmp_path: Any, qtbot: QtBot) -> Iterator[Desk]:
    """A desk over the hundred thousand rows."""
    use("en")
    made = Desk(many, "system", frozenset({"*"}), tmp_path / "preferences")
    yield made
    made.close()


class Lists:
    """Opens lists, and waits for their rows."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    def open(self, desk: Desk, listing: Listing) -> TablePane:
        """The list with its first rows and its total."""
        pane = TablePane(desk, listing)
        self.qtbot.addWidget(pane)
        pane.resize(1000, 600)
        pane.show()
        self.settle(pane)
        return pane

    def settle(self, pane: TablePane) -> None:
        """Wait until nothing is awaited any more."""
        self.qtbot.waitUntil(lambda: pane.model.ready and not pane.model.loading and pane.model.total is not None)


@pytest.fixture
def lists(qtbot: QtBot) -> Lists:
    """Opens lists."""
    return Lists(qtbot)
