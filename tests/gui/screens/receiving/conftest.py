"""A receiving bench over the small warehouse, with a delivery that is expected at DOCK-1."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gs1.sscc import make_sscc
from wms.gui.desk.desk import Desk
from wms.gui.screens.receiving.bench import ReceiveBench
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn

Scan = Callable[[str], tuple[str, str]]
PALLET = make_sscc("4012345", 3, 900)


@pytest.fixture
def asn(app: App) -> str:
    """48 pens, 24 milk (lot L7) and 2 drills, for DOCK-1 at seven; 12 kits on a pallet of their own."""
    return app.run(RegisterAsn(
        supplier="SUP", expected=datetime(2026, 3, 2, 7, tzinfo=UTC), dock="DOCK-1",
        lines=(
            AnnouncedLine(item="PEN", quantity=48),
            AnnouncedLine(item="MILK", quantity=24, lot="L7", expiry=date(2026, 3, 20)),
            AnnouncedLine(item="DRILL", quantity=2),
            AnnouncedLine(item="KIT", quantity=12, lpn=PALLET),
        ),
    )).document  # fmt: skip


@pytest.fixture
def bench(app: App, desk: Desk, asn: str, qtbot: QtBot) -> ReceiveBench:
    """The bench as it is arrived at."""
    page = ReceiveBench(desk)
    qtbot.addWidget(page)
    desk.heard.connect(page.take)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: desk.changes.ready)
    qtbot.waitUntil(lambda: any(asn in choice.name for choice in page.receiving.prompt().choices))
    return page


@pytest.fixture
def scan(bench: ReceiveBench, scanner: Callable[[ReceiveBench], Scan]) -> Scan:
    """The scanner at this bench."""
    return scanner(bench)


@pytest.fixture
def unloading(bench: ReceiveBench, scan: Scan, asn: str) -> ReceiveBench:
    """The delivery is checked in at its dock."""
    scan(asn)
    scan("!booked")
    assert bench.receiving.prompt().instruction == "Scan the goods"
    return bench
