"""A day played again: people are where the books saw them, walk between, and everything can be done by keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import Desk
from wms.gui.map.floor import Floor, Place, Walk
from wms.gui.map.past import PACE_MM_S, SEEN_S, Past, Step, steps_of, way_round
from wms.gui.map.people import initials
from wms.gui.screens.map.page import MapPage
from wms.operations.moving.move import MoveStock
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.queries.replay import ReplayRow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def place(code: str, x: int, y: int) -> Place:
    return Place(code, "Z", "", 0, 1, 0, "shelf", "open", x, y, 800, 400)


FLOOR = Floor("M", "Main", 30_000, 20_000, (), (
    Walk("C1", True, 0, 0, 30_000, 0, False, False), Walk("C2", True, 0, 20_000, 30_000, 20_000, False, False),
), (place("A", 0, 4_000), place("B", 6_000, 4_000), place("C", 6_000, 16_000), place("D", 0, 4_000)))  # fmt: skip


def step(second: float, person: str, source: str, target: str) -> Step:
    return Step(second, person, "1 PEN", source, target, target or source)


def test_the_way_leads_by_the_nearer_cross_aisle_and_straight_within_an_aisle() -> None:
    crosses = [0.0, 20_000.0]
    assert way_round((0, 4_000), (6_000, 6_000), crosses) == [(0, 4_000), (0, 0), (6_000, 0), (6_000, 6_000)]
    assert way_round((0, 15_000), (6_000, 16_000), crosses)[1] == (0, 20_000)
    assert way_round((6_000, 4_000), (6_000, 16_000), crosses) == [(6_000, 4_000), (6_000, 16_000)]
    assert way_round((0, 0), (6_000, 0), crosses) == [(0, 0), (6_000, 0)]
    assert way_round((1, 2), (1, 2), crosses) == [(1, 2)]


def test_people_stay_where_they_were_seen_and_leave_in_time_for_the_next_place() -> None:
    past = Past(FLOOR, [step(100, "anna", "", "A"), step(200, "anna", "", "B")])
    assert past.people(99) == []
    [seen] = past.people(100)
    assert (seen.here, seen.ago, seen.last) == ((0, 4_000), 0, past.steps[0])
    walk_s = 14_000 / PACE_MM_S  # down the aisle, across, up the next
    assert past.people(200 - walk_s - 1)[0].here == (0, 4_000)
    halfway = past.people(200 - walk_s / 2)[0].here
    assert halfway == pytest.approx((3_000, 0))
    assert past.people(200)[0].here == past.people(9_999)[0].here == (6_000, 4_000)
    assert past.people(200)[0].behind[0] == (0, 4_000)


def test_who_is_seen_at_two_places_too_soon_walks_faster_and_never_jumps() -> None:
    past = Past(FLOOR, [step(10, "anna", "", "A"), step(12, "anna", "", "C")])
    heres = [past.people(10 + tenth / 10)[0].here for tenth in range(21)]
    jumps = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(heres)]
    assert max(jumps) < 3_000
    assert heres[-1] == (6_000, 16_000)


def test_goods_are_shown_for_a_while_after_they_were_moved_and_for_one_person() -> None:
    past = Past(FLOOR, [step(10, "anna", "A", "B"), step(20, "bert", "B", "C"), step(25, "bert", "", "A"),
                        step(26, "bert", "", "unknown")])  # fmt: skip
    assert [one.second for one in past.goods(20)] == [10, 20]
    assert [one.second for one in past.goods(20, "bert")] == [20]
    assert past.goods(20 + SEEN_S) == []
    assert past.persons == ["anna", "bert"]
    assert (past.next_after(10), past.next_after(10, "anna"), past.span) == (20, None, (10, 25))


def test_pickers_stand_at_the_shelf_and_others_where_they_put_goods_down() -> None:
    begin = datetime(2026, 3, 2, tzinfo=UTC)
    places = {one.code: one for one in FLOOR.places}

    def at(kind: str, source: str, target: str) -> str:
        row = ReplayRow(1, begin + timedelta(seconds=5), "p1", "P", kind, "T", "PEN", 2, source, target)
        [found] = steps_of([row], begin, places)
        assert found.second == 5
        return found.at

    assert at("ConfirmPick", "A", "B") == "A"
    assert at("ConfirmPutaway", "A", "B") == "B"
    assert at("CloseManifest", "A", "") == "A"
    assert at("ReceiveLine", "", "B") == "B"
    assert [initials(login) for login in ("clerk1", "picker12", "anna", "x")] == ["C1", "P12", "AN", "X"]


def test_a_day_is_played_again_by_keys(app: App, desk: Desk, clock: SetClock, qtbot: QtBot) -> None:
    for minutes, target in enumerate(("F-01-01", "F-01-02", "R-01-01")):
        app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=5, location=target),)))
        clock.now += timedelta(minutes=1 + minutes)
    app.run(MoveStock(item="PEN", quantity=2, location="F-01-01", to="F-01-02"))
    page = MapPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.floor.shown_floor):
        page.show()
    page.resize(1200, 700)
    page.again.click()
    bar = page.floor.replay
    bar.begin(clock.now.date())
    qtbot.waitUntil(lambda: bar.past is not None and bool(bar.past.steps))
    assert bar.past is not None
    first, last = bar.past.span
    assert bar.second == first
    assert [seen.person for seen in page.floor.canvas.state.people] == ["system"]
    QTest.keyClick(bar.slider, Qt.Key.Key_Right)
    assert bar.second == int(first) + 60
    bar.on()
    assert bar.past.goods(last)
    bar.go(last)
    assert page.floor.canvas.state.goods[-1].target == "F-01-02"
    assert "F-01-02" in bar.words.text()
    bar.go(first)
    QTest.keyClick(bar, Qt.Key.Key_Space)
    assert bar.playing
    qtbot.waitUntil(lambda: bar.second > first)
    QTest.keyClick(bar, Qt.Key.Key_Space)
    assert not bar.playing
    page.floor.canvas.grab()  # everything is drawn once
    page.again.click()
    assert not bar.isVisible()
    assert not page.floor.canvas.state.people
