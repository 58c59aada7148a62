"""From the packed carton to the manifest by scanner and keyboard: lanes, the right truck, the wrong one, leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.screens.shipping.load_bench import LoadBench
from wms.gui.screens.shipping.screen import ShippingPage, StageBench

With = Callable[[BenchPage], Callable[[str], tuple[str, str]]]
Papers = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def papers(desk: Desk) -> Papers:
    """What was printed."""
    found: Papers = []
    desk.paper_wanted.connect(lambda name, parameters: found.append((name, parameters)))
    return found


def states(app: App) -> dict[str, str]:
    return {row.carton: str(row.state) for row in app.ask("cartons").rows}


def test_cartons_are_staged_and_loaded_and_leave(
    app: App, desk: Desk, packed: Any, scanning: With, papers: Papers
) -> None:
    stage = StageBench(desk)
    scan = scanning(stage)
    for carton in packed:
        assert scan(carton)[0] == INFO
        lane = stage.staging.prompt().place
        assert lane == ("LANE-2" if carton == packed.other else "LANE-1")
        assert scan(lane)[0] == RIGHT
    assert set(states(app).values()) == {"staged"}
    desk.heard.disconnect(stage.take)

    bench = LoadBench(desk)
    scan = scanning(bench)
    assert scan("DOCK-9")[0] == INFO
    assert bench.loading.prompt().choices[0].name == "due 0"
    scan("!due 0")
    assert bench.loading.truck.carrier == "CAR"
    assert (bench.loading.prompt().done, bench.loading.prompt().of) == (0, 2)
    assert bench.loading.prompt().place == "LANE-1"
    assert scan(packed.first)[0] == RIGHT
    assert scan(packed.first)[0] == ALREADY
    assert (bench.loading.prompt().done, bench.loading.prompt().of) == (1, 2)
    assert scan(packed.second)[0] == RIGHT
    scan("!close")
    scan("!go")
    assert [name for name, _ in papers] == ["manifest", "bill_of_lading"]
    assert sorted(states(app).values()) == ["shipped", "shipped", "staged"]
    assert [row.carton for row in app.ask("left_behind").rows] == [packed.other]


def test_the_wrong_truck_raises_an_alarm_that_says_where_it_belongs(
    app: App, desk: Desk, packed: Any, scanning: With
) -> None:
    bench = LoadBench(desk)
    scan = scanning(bench)
    scan("DOCK-9")
    scan("!due 0")
    assert scan(packed.other)[0] == WRONG
    assert states(app)[packed.other] == "closed"
    assert bench.alarm.lines[0] == "WRONG TRUCK"
    assert "Fast Freight" in bench.alarm.lines[1]
    assert "BENCH-1" in bench.alarm.lines[2]
    assert scan(packed.first)[0] == RIGHT
    assert bench.alarm.lines == []


def test_what_stays_behind_is_told_and_agreed_to(
    app: App, desk: Desk, packed: Any, scanning: With, papers: Papers
) -> None:
    bench = LoadBench(desk)
    scan = scanning(bench)
    scan("DOCK-9")
    scan("!due 0")
    scan(packed.first)
    scan("!close")
    assert "Not on the truck: 1." in bench.loading.prompt().instruction
    scan("!go")
    assert states(app)[packed.first] == "loaded"
    scan("!back")
    scan("!close")
    assert scan("!leave")[0] == RIGHT
    assert states(app) == {packed.first: "shipped", packed.second: "closed", packed.other: "closed"}
    assert len(papers) == 2


def test_the_last_one_comes_off_again(app: App, desk: Desk, packed: Any, scanning: With, qtbot: QtBot) -> None:
    bench = LoadBench(desk)
    scan = scanning(bench)
    scan("DOCK-9")
    scan("!due 0")
    scan(packed.first)
    scan("!undo")
    assert bench.loading.prompt().expects == ("location",)
    assert scan("LANE-2")[0] == RIGHT
    assert states(app)[packed.first] == "staged"
    assert scan(packed.first)[0] == RIGHT
    scan("!undo")
    qtbot.waitUntil(lambda: states(app)[packed.first] == "staged")


def test_it_comes_off_to_where_it_stood_though_the_list_was_read_again_before_the_answer(
    app: App, desk: Desk, packed: Any, scanning: With, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = scanning(StageBench(desk))
    stage(packed.first)
    assert stage("LANE-1")[0] == RIGHT
    bench = LoadBench(desk)
    scan = scanning(bench)
    scan("DOCK-9")
    scan("!due 0")
    step = bench.loading.step
    answered = step._loaded

    def late(answer: Any) -> None:
        step.rows = app.ask("for_load", load=step.truck.load).rows
        answered(answer)

    monkeypatch.setattr(step, "_loaded", late)
    scan(packed.first)
    assert states(app)[packed.first] == "loaded"
    scan("!undo")
    qtbot.waitUntil(lambda: states(app)[packed.first] == "staged")


def test_a_lane_of_another_carrier_is_asked_about_once_more(
    app: App, desk: Desk, packed: Any, scanning: With
) -> None:
    stage = StageBench(desk)
    scan = scanning(stage)
    scan(packed.first)
    scan("LANE-1")
    scan(packed.other)
    assert scan("LANE-1")[0] == WRONG
    assert states(app)[packed.other] == "closed"
    assert scan("!mixed")[0] == RIGHT
    assert states(app)[packed.other] == "staged"


def test_the_number_of_what_is_left_behind_stands_over_every_tab(desk: Desk, packed: Any, qtbot: QtBot) -> None:
    page = ShippingPage(desk)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.waiting == 3 and page.near == 3)
    assert page.chip.tone() == "bad"
    assert "3" in page.tabs.tabText(page.names.index("left_behind"))


def test_everything_can_be_typed(app: App, desk: Desk, packed: Any, scanning: With, qtbot: QtBot) -> None:
    bench = LoadBench(desk)
    scanning(bench)

    def type_(text: str) -> None:
        QTest.keyClicks(bench.field, text)
        with qtbot.waitSignal(bench.loading.settled):
            QTest.keyClick(bench.field, Qt.Key.Key_Return)

    bench.activateWindow()
    qtbot.waitUntil(bench.field.hasFocus)
    type_("DOCK-9")
    qtbot.waitUntil(lambda: bench.choices.keys.get("due 0") == "F2")
    QTest.keyClick(bench.field, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bench.loading.truck is not None and bench.loading.waiting == 0)
    type_(packed.first)
    assert states(app)[packed.first] == "loaded"


def test_a_truck_that_is_late_is_opened_with_the_time_it_leaves(
    app: App, desk: Desk, clock: SetClock, packed: Any, scanning: With
) -> None:
    clock.advance(5 * 3_600)
    bench = LoadBench(desk)
    scan = scanning(bench)
    asked: list[tuple[str, dict[str, Any]]] = []
    desk.form_wanted.connect(lambda command, filled, then: asked.append((command, filled)))
    scan("DOCK-9")
    assert [choice.name for choice in bench.loading.prompt().choices] == ["due 0", "due 1", "form", "back"]
    assert scan("!due 1")[0] == INFO
    assert asked == [("OpenLoad", {"dock": "DOCK-9", "carrier": "CAR"})]
