"""A bench answers each scan, shows one question, and needs no mouse."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.scan.keys import Hands
from tests.gui.scan.receive_by_scan import ReceiveByScan
from wms.app.application import App
from wms.gui.desk.desk import RIGHT, Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.scan.ears import Ears
from wms.operations.receiving.check_in import CheckIn

PEN_EACH, PEN_CASE = "04000000000006", "14000000000003"


@pytest.fixture
def receipt(app: App) -> str:
    """An open, blind receipt."""
    return app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document


@pytest.fixture
def bench(desk: Desk, receipt: str, qtbot: QtBot) -> BenchPage:
    """A bench in a window of its own, listening to the keyboard as the shell would."""
    page = BenchPage(desk, "Receive", ReceiveByScan(desk, receipt, 24))
    desk.heard.connect(page.take)
    qtbot.addWidget(page)
    page.resize(1166, 640)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    Ears.of(desk).open()
    return page


def _answers(bench: BenchPage) -> list[tuple[str, str]]:
    return [(one.kind, one.heard.text if one.heard else one.said) for one in reversed(bench.last.outcomes)]


def _on_hand(app: App, item: str) -> int:
    return sum(row.on_hand for row in app.ask("stock_lines", item=item).rows)


def test_goods_are_received_by_scanning_their_labels(bench: BenchPage, app: App, qtbot: QtBot) -> None:
    hands = Hands(bench)
    hands.scan(PEN_CASE)
    hands.scan("PEN")
    qtbot.waitUntil(lambda: len(bench.last.outcomes) == 2)
    assert _answers(bench) == [(RIGHT, PEN_CASE), (RIGHT, "PEN")]
    assert _on_hand(app, "PEN") == 13
    assert bench.banner.kind == RIGHT
    assert bench.progress_text.text() == "13 of 24"
    assert bench.field.text() == ""
    assert bench.field.hasFocus()
    assert Ears.of(bench.desk).left_over() == ()
