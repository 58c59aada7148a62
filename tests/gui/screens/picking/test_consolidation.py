"""Parts of orders meet: a tote is scanned, its slot stands there in huge letters, and the slot is scanned."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.scan.ears import Ears
from wms.gui.screens.picking.consolidation import ConsolidationBench
from wms.gui.screens.picking.screen import PickBench
from wms.gui.screens.picking.wall import placed
from wms.model.words import LocationType, PickMethod
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.locations import LocationLine, RegisterLocations
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Scan = Callable[[str], tuple[str, str]]


@pytest.fixture
def zoned(stocked: App) -> App:
    """An order of pens and milk, picked in two zones, and one of pens; a wall of two by two slots."""
    stocked.run(RegisterLocations(lines=tuple(
        LocationLine(code=f"W-{bay}{level}", zone="PCK", aisle="01", type=LocationType.TOTE, x_mm=5_000, y_mm=18_000,
                     bay=bay, level=level, pick_sequence=90 + 10 * bay + level) for bay in (1, 2) for level in (1, 2)
    )))  # fmt: skip
    for lines in ((("PEN", 2), ("MILK", 1)), (("PEN", 1),)):
        stocked.run(EnterOrder(customer="CUS", lines=tuple(OrderedLine(item=i, quantity=q) for i, q in lines)))
    stocked.run(AllocateOrders())
    stocked.run(ReleaseWave(wave=stocked.run(PlanWaves()).document, method=PickMethod.ZONE))
    return stocked


@pytest.fixture
def wall(zoned: App, desk: Desk, qtbot: QtBot) -> ConsolidationBench:
    """The bench, hearing what is scanned."""
    page = ConsolidationBench(desk)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    desk.heard.connect(page.take)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running and bool(page.gathering.rows))
    return page


@pytest.fixture
def put(wall: ConsolidationBench, desk: Desk, qtbot: QtBot) -> Scan:
    """Scan a code at this bench; returns what was answered."""
    told: list[tuple[str, str]] = []
    wall.gathering.settled.connect(lambda outcome: told.append((outcome.kind, outcome.text)))

    def act(text: str) -> tuple[str, str]:
        before = len(told)
        Ears.of(desk).hear(text)
        qtbot.waitUntil(lambda: len(told) > before)
        return told[-1]

    return act


def picked(app: App, item: str) -> None:
    """Confirm the picks of this item."""
    for row in app.ask("pick_list", open_only=True).rows:
        if row.item == item:
            app.run(ConfirmPick(task=row.task, location=row.location, item=item, lot=row.lot))


def test_a_tote_is_scanned_and_then_its_slot(wall: ConsolidationBench, put: Scan, zoned: App, qtbot: QtBot) -> None:
    assert wall.gathering.prompt().instruction == "Scan a tote that was picked"
    assert [fact.value for fact in wall.gathering.prompt().facts][:4] == ["0", "0", "1", "3"]
    picked(zoned, "PEN")
    assert put("TOTE-O-000002") == ("info", "O-000002 is picked whole: bring TOTE-O-000002 to the bench.")
    assert put("TOTE-O-000001-FWD") == ("right", "TOTE-O-000001-FWD goes into W-11.")
    assert wall.gathering.prompt().place == wall.gathering.wanted == "W-11"
    kind, text = put("W-12")
    assert (kind, text) == ("wrong", "This is W-12; TOTE-O-000001-FWD goes into W-11.")
    kind, text = put("W-11")
    assert kind == "right"
    assert text.startswith("TOTE-O-000001-FWD is in W-11. O-000001 still waits for CHL")
    picked(zoned, "MILK")
    put("TOTE-O-000001-CHL")
    assert put("W-11") == ("right", "TOTE-O-000001-CHL is in W-11. O-000001 is complete: it can be packed.")
    qtbot.waitUntil(lambda: "pack" in wall.choices.buttons)
    opened: list[object] = []
    wall.desk.screen_wanted.connect(lambda *where: opened.append(where))
    wall.gathering.press("pack")
    qtbot.waitUntil(lambda: bool(opened))


def test_the_wall_is_drawn_as_it_stands_and_a_slot_shows_its_order(wall: ConsolidationBench, qtbot: QtBot) -> None:
    rows = wall.wall.rows
    assert placed(rows, 4) == {"W-11": (0, 1), "W-12": (0, 0), "W-21": (1, 1), "W-22": (1, 0)}
    assert placed(rows, 1) == {row.slot: (0, number) for number, row in enumerate(rows)}
    assert wall.wall.accessibleDescription() == "W-11: O-000001, 0 of 2 parts"
    shown: list[object] = []
    wall.desk.details_wanted.connect(shown.append)
    spot = next(spot for row, spot in wall.wall._spots() if row.slot == "W-11")
    qtbot.mouseClick(wall.wall, Qt.MouseButton.LeftButton, pos=QPoint(spot.center()))
    assert "O-000001" in str(shown)
    assert not wall.grab().isNull()


def test_the_picker_sees_the_slot_and_goes_on_to_the_wall(zoned: App, bench: PickBench, scan: Callable[..., object],
                                                          qtbot: QtBot) -> None:  # fmt: skip
    batch = next(row.batch for row in zoned.ask("batches").rows if row.zones == "CHL")
    scan(str(batch))
    assert "W-11" in [fact.value for fact in bench.picking.prompt().facts]
    scan("!named")
    assert bench.picking.prompt().facts[-1].note == "O-000001, slot W-11"
    scan("C-01-01")
    scan("MILK")
    scan("L1")
    qtbot.waitUntil(lambda: "slots" in bench.choices.buttons)
    assert zoned.ask("consolidation_parts", order="O-000001").rows[0].totes == "TOTE-O-000001-CHL"
