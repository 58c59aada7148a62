"""A putaway bench over the small warehouse, with a pallet of pens and loose kits waiting at DOCK-1."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gs1.sscc import make_sscc
from wms.gui.desk.desk import Desk
from wms.gui.screens.putaway.bench import PutBench
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines

Scan = Callable[[str], tuple[str, str]]
PALLET = make_sscc("4012345", 3, 900)


@pytest.fixture
def receipt(app: App) -> str:
    """48 pens on a pallet and 20 loose kits, received at DOCK-1."""
    number = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    lines = (ReceivedLine(item="PEN", quantity=48, lpn=PALLET), ReceivedLine(item="KIT", quantity=20))
    app.run(ReceiveLines(receipt=number, lines=lines))
    return number


@pytest.fixture
def bench(desk: Desk, receipt: str, qtbot: QtBot) -> PutBench:
    """The bench as it is arrived at."""
    page = PutBench(desk)
    qtbot.addWidget(page)
    desk.heard.connect(page.take)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: desk.changes.ready)
    return page


@pytest.fixture
def scan(bench: PutBench, scanner: Callable[[PutBench], Scan]) -> Scan:
    """The scanner at this bench."""
    return scanner(bench)
