"""An order that is picked into a tote, ready to be packed at a bench."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.scan.ears import Ears
from wms.gui.screens.packing.screen import PackBench
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Scan = Callable[..., tuple[str, str]]
Pick = Callable[..., None]


@pytest.fixture
def pick(app: App) -> Pick:
    """Enter orders (each a list of (item, quantity)) and pick them, into one tote if it is named."""
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=200, location="F-01-01"),
        OpeningLine(item="KIT", quantity=20, location="F-01-02"),
        OpeningLine(item="MILK", quantity=8, location="C-01-01", lot="L1", expiry=date(2026, 3, 18)),
        OpeningLine(item="DRILL", quantity=1, location="F-01-04", serial="S1"),
    )))  # fmt: skip

    def picked(*orders: list[tuple[str, int]], tote: str = "") -> None:
        for lines in orders:
            wanted = tuple(OrderedLine(item=item, quantity=quantity) for item, quantity in lines)
            app.run(EnterOrder(customer="CUS", lines=wanted))
        app.run(AllocateOrders())
        wave = app.run(PlanWaves()).document
        for batch in app.run(ReleaseWave(wave=wave)).values["batches"]:
            app.run(ConfirmPicks(batch=batch, tote=tote))

    return picked


@pytest.fixture
def bench(app: App, desk: Desk, qtbot: QtBot) -> PackBench:
    """The bench, hearing what is scanned."""
    page = PackBench(desk)
    qtbot.addWidget(page)
    desk.heard.connect(page.take)
    page.resize(1200, 700)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
    return page


@pytest.fixture
def printed(desk: Desk) -> list[str]:
    """The papers that were asked for."""
    names: list[str] = []
    desk.paper_wanted.connect(lambda paper, parameters: names.append(paper))
    return names


@pytest.fixture
def scan(bench: PackBench, desk: Desk, qtbot: QtBot) -> Scan:
    """Scan a code; "!name" takes a key, "#7" types a number. Returns what was answered."""
    told: list[tuple[str, str]] = []
    bench.packing.settled.connect(lambda outcome: told.append((outcome.kind, outcome.text)))

    def act(text: str) -> tuple[str, str]:
        before = len(told)
        if text.startswith("!"):
            qtbot.waitUntil(lambda: text[1:] in bench.choices.buttons)
            bench.packing.press(text[1:])
        elif text.startswith("#"):
            bench.packing.type(text[1:])
        else:
            Ears.of(desk).hear(text)
        qtbot.waitUntil(lambda: len(told) > before or (text.startswith("!") and not bench.packing.waiting))
        return told[-1] if len(told) > before else ("", "")

    return act
