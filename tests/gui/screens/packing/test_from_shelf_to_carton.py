"""One order's whole way at two benches, by keyboard and scanner alone: picked with a short, packed, weighed, closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.scan.keys import Hands
from wms.app.application import App
from wms.gui.desk.desk import RIGHT, WRONG, Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.scan.ears import Ears
from wms.gui.screens.packing.screen import PackBench
from wms.gui.screens.picking.screen import PickBench
from wms.ledger.proof.prove import prove
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


class Person:
    """Somebody at a bench with a scanner and a keyboard; each thing done gives the bench's answer."""

    def __init__(self, page: BenchPage, qtbot: QtBot) -> None:
        self.page, self.qtbot = page, qtbot
        self.told: list[tuple[str, str]] = []
        page.dialogue.settled.connect(lambda outcome: self.told.append((outcome.kind, outcome.text)))
        page.desk.heard.connect(page.take)
        qtbot.addWidget(page)
        page.resize(1166, 640)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.arrive()
        qtbot.waitUntil(lambda: page.desk.changes.ready and not page.desk.jobs.running)
        self.hands = Hands(page)

    def scan(self, code: str) -> tuple[str, str]:
        before = len(self.told)
        self.hands.scan(code)
        self.hands.rest(500)
        self.qtbot.waitUntil(lambda: len(self.told) > before)
        return self.told[-1]

    def type(self, text: str) -> tuple[str, str]:
        before = len(self.told)
        self.hands.type(f"{text}\n")
        self.hands.rest(500)
        self.qtbot.waitUntil(lambda: len(self.told) > before)
        return self.told[-1]

    def press(self, choice: str) -> None:
        self.qtbot.waitUntil(lambda: choice in self.page.choices.keys)
        key = getattr(Qt.Key, f"Key_{self.page.choices.keys[choice]}")
        self.qtbot.keyClick(self.page.windowHandle(), key)
        self.qtbot.waitUntil(lambda: self.page.dialogue.waiting == 0)


@pytest.fixture
def listening(desk: Desk) -> Desk:
    """The desk with its scanner plugged in; nobody may keep plans, so cartons are chosen by hand."""
    desk.permissions = frozenset({"picking.*", "packing.*"})
    Ears.of(desk).open()
    return desk


def test_an_order_goes_from_the_shelf_into_a_closed_carton(app: App, listening: Desk, qtbot: QtBot) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=20, location="F-01-01"),
                                    OpeningLine(item="PEN", quantity=20, location="F-01-05"))))  # fmt: skip
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=4),)))
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))

    picker = Person(PickBench(listening), qtbot)
    picker.press("next")
    picker.scan("TOTE-7")
    picker.scan("F-01-01")
    picker.scan("PEN")
    picker.press("short")
    picker.press("missing")
    assert picker.told[-1] == (RIGHT, "3 are at F-01-05 and on your walk now.")
    picker.scan("F-01-05")
    picker.scan("PEN")
    assert picker.type("3") == (RIGHT, "3 × PEN. That was the last stop.")
    picker.page.hide()
    listening.heard.disconnect(picker.page.take)

    packer = Person(PackBench(listening), qtbot)
    packer.scan("TOTE-7")
    packer.press("kind S")
    packer.scan("PEN")
    assert packer.type("4") == (RIGHT, "PEN: 4 of 4. Everything is in.")
    packer.press("close")
    assert packer.type("700")[0] == WRONG
    assert packer.type("305")[0] == RIGHT

    assert [(row.state.value, row.pieces, row.weight_g) for row in app.ask("cartons").rows] == [("closed", 4, 305)]
    assert [row.state.value for row in app.ask("orders").rows] == ["packed"]
    assert [row.from_location for row in app.ask("open_tasks", kind="count").rows] == ["F-01-01"]
    with app.database.reading() as connection:
        assert prove(connection).ok
