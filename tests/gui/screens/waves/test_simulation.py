"""A day tried out from the window: wished for, run with progress, stopped, looked at, kept in a file, asked about."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock, utc_now
from wms.gui.desk.desk import Desk
from wms.gui.screens.waves.screen import make
from wms.gui.screens.waves.simulation import SimulationPage
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(app: App, clock: SetClock, desk: Desk, qtbot: QtBot) -> SimulationPage:
    """Three orders with stock, two of them for a truck that leaves in two minutes."""
    clock.now = utc_now().replace(hour=10, minute=30)
    app.run(PostOpeningStock(lines=(OpeningLine(item="KIT", quantity=90, location="F-01-02"),
                                    OpeningLine(item="PEN", quantity=90, location="F-01-05"))))  # fmt: skip
    for number, minutes in (("SOON", 2), ("ALSO", 2), ("CALM", 300)):
        leaves = clock() + timedelta(minutes=minutes)
        lines = (OrderedLine(item="KIT", quantity=2), OrderedLine(item="PEN", quantity=1))
        app.run(EnterOrder(customer="CUS", number=number, due=leaves, cutoff=leaves, lines=lines))
    app.run(AllocateOrders())
    made = SimulationPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.arrive()
    made.wishes.numbers["seeds"].setValue(5)
    made.wishes.plan.setCurrentIndex(1)
    return made


def said(page: SimulationPage) -> list[str]:
    """The sentences on the screen."""
    widget = page.result.told.widget()
    return [] if widget is None else [label.text() for label in widget.findChildren(QLabel)]


def tried(page: SimulationPage, qtbot: QtBot) -> None:
    """Begin with the keyboard, and wait for the end."""
    page.begin.setFocus()
    qtbot.keyClick(page.begin, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.run.running, timeout=120_000)


def test_a_day_is_tried_and_told(page: SimulationPage, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    assert page.stack.currentIndex() == 1, "before anything was tried the page says what to do"
    page.wishes.ways["packer"].setChecked(True)
    tried(page, qtbot)
    assert page.stack.currentIndex() == 0
    assert page.begin.hasFocus()
    assert said(page)[0] == "5 days were tried; pickers: 4, packers: 2."
    assert any("With 5 pickers" in text for text in said(page))
    assert any("With 3 packers" in text for text in said(page))
    assert page.result.late.shape() == (2, 2)
    assert sum(sum(row[1:]) for row in page.result.ends.table().rows) == 5 * 3, "every day of every way stands in a bar"
    assert all(abs(page.result.pickers.total(n) - 100) < 1 for n in range(3)), "people's time adds up"
    assert {row[0] for row in page.result.risks.rows.rows} == {"SOON", "ALSO"}
    asked = []
    desk.details_wanted.connect(asked.append)
    page.result.risks.opened.emit(0)
    assert asked[-1].code in ("SOON", "ALSO")
    page.result.save(tmp_path / "figures.json")
    kept = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [way["title"] for way in kept["ways"]] == ["as wished", "5 pickers", "3 packers"]


def test_it_is_stopped_at_once_and_tells_what_there_is(page: SimulationPage, qtbot: QtBot) -> None:
    page.wishes.numbers["seeds"].setValue(500)
    page.begin.click()
    qtbot.waitUntil(lambda: page.run.progress.done >= 2, timeout=120_000)
    assert page.cancel.isVisible()
    page.cancel.click()
    qtbot.waitUntil(lambda: not page.run.running, timeout=10_000)
    assert any("stopped early" in text for text in said(page))


def test_what_makes_no_sense_is_said_and_nothing_begins(page: SimulationPage, desk: Desk, qtbot: QtBot) -> None:
    told = []
    desk.noticed.connect(told.append)
    page.wishes.spans["shift"].setText("whenever")
    page.begin.click()
    assert not page.run.running
    assert "time of day" in told[-1].text
    page.wishes.spans["shift"].setText("09:00-06:00")
    tried(page, qtbot)
    assert page.run.outcome is None
    assert "ends before it begins" in told[-1].text


def test_wishes_are_remembered_but_not_the_day(page: SimulationPage, desk: Desk, qtbot: QtBot) -> None:
    page.wishes.numbers["pickers"].setValue(7)
    page.wishes.spans["pause"].setText("10:00-10:15")
    page.wishes.show_day("2026-02-27")
    wish = page.wishes.wish()
    assert (wish.day, wish.pickers, wish.pause, wish.plan) == ("2026-02-27", "7", "10:00-10:15", "now")
    again = SimulationPage(desk)
    qtbot.addWidget(again)
    assert again.wishes.wish().pickers == "7"
    assert again.wishes.wish().day == ""


def test_the_screen_of_waves_has_the_tab_and_the_guide_its_page(desk: Desk, qtbot: QtBot) -> None:
    made = make(desk)
    qtbot.addWidget(made)
    made.arrive(tab="simulation", day="2026-02-27")
    qtbot.waitUntil(lambda: isinstance(made.page, SimulationPage))
    assert made.page.wishes.wish().day == "2026-02-27"
    assert made.page.guide == "simulation"
