"""The scale beside the bench: its weight is shown, offered once it rests, and taken by a key instead of typing."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.gui.screens.packing.conftest import Pick, Scan
from wms.app.application import App
from wms.devices.scale import Weight
from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk
from wms.gui.screens.packing.scale_desk import ScaleDesk, ScaleSettings
from wms.gui.screens.packing.scale_page import ScalePage
from wms.gui.screens.packing.screen import PackBench
from wms.operations.packing.open import OpenCarton


def offered(bench: PackBench) -> dict[str, str]:
    return {choice.name: choice.text for choice in bench.packing.prompt().choices}


def test_the_weight_at_rest_is_taken_by_a_key(
    bench: PackBench, desk: Desk, scan: Scan, pick: Pick, app: App, printed: list[str]
) -> None:
    pick([("PEN", 2)])
    scale = ScaleDesk.of(desk)
    scan("O-000001")
    scan("!any")
    scan("TOTE-O-000001")
    scan("!close")
    assert "scale" not in offered(bench)
    scale.take(Weight(90, False))
    assert "scale" not in offered(bench)
    assert any(fact.note == "still moving" for fact in bench.packing.prompt().facts)
    scale.take(Weight(100, True))
    assert offered(bench)["scale"] == "It weighs 100 g"
    assert scan("!scale")[0] == RIGHT
    assert [row.weight_g for row in app.ask("cartons").rows] == [100]
    assert printed == ["carton_label", "packing_slip"]


def test_a_wrong_weight_from_the_scale_is_told_as_one_that_is_typed(
    bench: PackBench, desk: Desk, scan: Scan, pick: Pick
) -> None:
    pick([("PEN", 2)])
    scan("O-000001")
    scan("!any")
    scan("TOTE-O-000001")
    scan("!close")
    ScaleDesk.of(desk).take(Weight(900, True))
    assert scan("!scale")[0] == WRONG
    assert bench.packing.prompt().note == "There may be a piece too many."


def test_an_empty_scale_offers_nothing(desk: Desk) -> None:
    scale = ScaleDesk.of(desk)
    scale.take(Weight(2, True))
    assert scale.ready is None


def test_where_the_scale_is_stays_with_the_workstation(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = ScalePage(desk)
    qtbot.addWidget(page)
    page.arrive()
    page.port.setCurrentText(str(tmp_path / "no-such-port"))
    page.asks.setCurrentText("SI")
    page.keep.click()
    assert ScaleSettings.of(desk) == ScaleSettings(str(tmp_path / "no-such-port"), "SI")
    assert page.told.text() == "Nothing is heard from the scale. Is it on, and is the cable in?"
    ScaleDesk.of(desk).take(Weight(1_250, True))
    assert page.shows.text() == "1,250 g"
    page.port.setCurrentText("")
    page.keep.click()
    assert page.told.text() == "No scale is set up here: weights are typed."


def test_who_takes_an_order_that_a_colleague_packs_is_sent_to_the_next(
    bench: PackBench, scan: Scan, pick: Pick, app: App
) -> None:
    pick([("PEN", 2)])
    scan("O-000001")
    carton = app.run(OpenCarton(order="O-000001")).document  # the colleague, in the same moment
    kind, text = scan("!any")
    assert kind == INFO
    assert carton in text
    assert bench.packing.in_hand is None
    assert [row.carton for row in app.ask("cartons").rows] == [carton]
