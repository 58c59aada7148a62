"""A wave of two small orders on shelves of the small warehouse, released and ready to be picked at a bench."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.scan.ears import Ears
from wms.gui.screens.picking.screen import PickBench
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Scan = Callable[..., tuple[str, str]]
Release = Callable[..., str]


@pytest.fixture
def release(app: App) -> Release:
    """Enter orders (each a list of (item, quantity)), allocate, wave and release: the batch's number."""

    def released(*orders: list[tuple[str, int]], **more: bool) -> str:
        for lines in orders:
            wanted = tuple(OrderedLine(item=item, quantity=quantity, **more) for item, quantity in lines)
            app.run(EnterOrder(customer="CUS", lines=wanted))
        app.run(AllocateOrders())
        wave = app.run(PlanWaves()).document
        return str(app.run(ReleaseWave(wave=wave)).values["batches"][0])

    return released


@pytest.fixture
def stocked(app: App) -> App:
    """Pens in two places, kits, milk by lot, and a drill by its number."""
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=20, location="F-01-01"),
        OpeningLine(item="PEN", quantity=20, location="F-01-05"),
        OpeningLine(item="KIT", quantity=5, location="F-01-02"),
        OpeningLine(item="MILK", quantity=8, location="C-01-01", lot="L1", expiry=date(2026, 3, 18)),
        OpeningLine(item="DRILL", quantity=1, location="F-01-04", serial="S1"),
    )))  # fmt: skip
    return app


@pytest.fixture
def bench(stocked: App, desk: Desk, qtbot: QtBot) -> PickBench:
    """The bench, hearing what is scanned."""
    page = PickBench(desk)
    qtbot.addWidget(page)
    desk.heard.connect(page.take)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
    return page


@pytest.fixture
def scan(bench: PickBench, desk: Desk, qtbot: QtBot) -> Scan:
    """Scan a code; "!name" takes a key, "#7" types a number. Returns what was answered."""
    told: list[tuple[str, str]] = []
    bench.picking.settled.connect(lambda outcome: told.append((outcome.kind, outcome.text)))

    def act(text: str) -> tuple[str, str]:
        before = len(told)
        if text.startswith("!"):
            qtbot.waitUntil(lambda: text[1:] in bench.choices.buttons)
            bench.picking.press(text[1:])
            if bench.picking.waiting == 0 and len(told) == before:
                return "", ""
        elif text.startswith("#"):
            bench.picking.type(text[1:])
        else:
            Ears.of(desk).hear(text)
        qtbot.waitUntil(lambda: len(told) > before or (text.startswith("!") and not bench.picking.waiting))
        return told[-1] if len(told) > before else ("", "")

    return act
