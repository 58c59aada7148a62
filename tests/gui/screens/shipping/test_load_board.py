"""The load board: a truck for every departure; what is packed and not on it cannot be overlooked; Enter leads on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import Desk
from wms.gui.screens.shipping.load_board import LoadBoard
from wms.operations.shipping.load import LoadCarton, OpenLoad


def board(desk: Desk, qtbot: QtBot) -> LoadBoard:
    page = LoadBoard(desk)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: bool(page.trucks))
    return page


def test_trucks_fill_and_what_waits_stands_before_them(
    app: App, desk: Desk, packed: Any, clock: SetClock, qtbot: QtBot
) -> None:
    page = board(desk, qtbot)
    assert [(truck.row.carrier, truck.row.loaded, truck.waiting) for truck in page.trucks] == [
        ("CAR", 0, 2), ("FAST", 0, 1),
    ]  # fmt: skip
    load = app.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=clock() + timedelta(hours=4))).document
    app.run(LoadCarton(carton=packed.first, load=load))
    qtbot.waitUntil(lambda: page.trucks[0].row.loaded == 1)
    assert page.trucks[0].waiting == 1
    assert "1 packed and not on it" in page.trucks[0].accessibleName()
    page.grab()


def test_what_is_still_here_after_its_carrier_left_comes_first_in_red(
    app: App, desk: Desk, packed: Any, clock: SetClock, qtbot: QtBot
) -> None:
    clock.advance(5 * 3_600)  # CAR's truck of ten has left; FAST's of noon has not
    page = board(desk, qtbot)
    assert [truck.row.carrier for truck in page.trucks] == ["CAR", "FAST"]
    assert page.trucks[0].tone == "bad"


def test_enter_goes_on_loading_or_opens_a_load(
    app: App, desk: Desk, packed: Any, clock: SetClock, qtbot: QtBot
) -> None:
    load = app.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=clock() + timedelta(hours=4))).document
    page = board(desk, qtbot)
    went: list[tuple[str, dict[str, Any]]] = []
    forms: list[tuple[str, dict[str, Any]]] = []
    desk.screen_wanted.connect(lambda screen, arguments: went.append((screen, arguments)))
    desk.form_wanted.connect(lambda command, filled, then: forms.append((command, filled)))
    page.activateWindow()
    page.take_keys()
    qtbot.waitUntil(page.trucks[0].hasFocus)
    QTest.keyClick(page.trucks[0], Qt.Key.Key_Return)
    assert went == [("shipping", {"tab": "load", "code": load})]
    QTest.keyClick(page.trucks[0], Qt.Key.Key_Down)
    assert page.trucks[1].hasFocus()
    QTest.keyClick(page.trucks[1], Qt.Key.Key_Return)
    assert [(command, filled["carrier"]) for command, filled in forms] == [("OpenLoad", "FAST")]
