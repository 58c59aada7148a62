"""Shelves are filled by scanner and keyboard alone: from the need, through the plan, to the goods on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.screens.replenishment.needs import NeedsPage
from wms.gui.screens.replenishment.screen import FillBench
from wms.operations.master_data.homes import AssignSlot
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.replenishing.propose import ProposeReplenishment

With = Callable[[BenchPage], Callable[[str], tuple[str, str]]]


@pytest.fixture
def shelf(app: App, clock: SetClock) -> str:
    """Pens live at F-01-01, between 20 and 60, and kits at F-01-02; an order wants 5 kits. Its number."""
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=20, maximum=60))
    app.run(AssignSlot(item="KIT", location="F-01-02", minimum=10, maximum=30))
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=100, location="R-01-01", lpn="PAL"),
        OpeningLine(item="KIT", quantity=50, location="R-01-02"),
    )))  # fmt: skip
    return app.run(EnterOrder(customer="CUS", cutoff=clock() + timedelta(hours=4), due=clock() + timedelta(days=1),
                              lines=(OrderedLine(item="KIT", quantity=5),))).document  # fmt: skip


def on_hand(app: App, place: str) -> int:
    return sum(row.on_hand for row in app.ask("stock_lines", location=place).rows)


def test_what_an_order_waits_for_is_brought_first(app: App, desk: Desk, shelf: str, scanning: With) -> None:
    app.run(ProposeReplenishment())
    bench = FillBench(desk)
    scan = scanning(bench)
    assert bench.filling.prompt().place == "R-01-02"
    assert scan("F-01-05")[0] == WRONG
    assert scan("R-01-02")[0] == RIGHT
    assert bench.filling.prompt().place == "F-01-02"
    assert scan("PEN")[0] == WRONG
    assert scan("KIT")[0] == RIGHT
    assert scan("F-01-01")[0] == WRONG
    assert scan("F-01-02")[0] == RIGHT
    assert on_hand(app, "F-01-02") == 30
    assert bench.filling.prompt().place == "R-01-01"
    assert scan("PAL")[0] == RIGHT
    assert scan("F-01-01")[0] == RIGHT
    assert on_hand(app, "F-01-01") == 60
    assert not bench.filling.rows


def test_less_than_asked_is_brought_and_the_rest_comes_later_or_not_at_all(
    app: App, desk: Desk, shelf: str, scanning: With
) -> None:
    app.run(ProposeReplenishment(items=("KIT",)))
    bench = FillBench(desk)
    scan = scanning(bench)
    scan("R-01-02")
    assert scan("#31")[0] == WRONG
    assert scan("#10")[0] == INFO
    assert scan("F-01-02")[0] == RIGHT
    assert (on_hand(app, "F-01-02"), len(bench.filling.rows)) == (10, 1)
    scan("R-01-02")
    scan("#12")
    scan("!no_more")
    assert scan("F-01-02")[0] == RIGHT
    assert (on_hand(app, "F-01-02"), len(bench.filling.rows)) == (22, 0)


def test_an_empty_reserve_place_is_put_aside_and_counted(app: App, desk: Desk, shelf: str, scanning: With) -> None:
    app.run(ProposeReplenishment(items=("KIT",)))
    bench = FillBench(desk)
    scan = scanning(bench)
    scan("R-01-02")
    assert scan("!nothing")[0] == INFO
    assert [str(row.state) for row in app.ask("replenishment_tasks").rows] == ["cancelled"]
    assert [row.location for row in app.ask("count_lines").rows] == ["R-01-02"]


def test_a_task_is_given_back(app: App, desk: Desk, shelf: str, scanning: With) -> None:
    app.run(ProposeReplenishment(items=("KIT",)))
    bench = FillBench(desk)
    scan = scanning(bench)
    scan("R-01-02")
    assert app.ask("replenishment_tasks").rows[0].claimed_by == "system"
    scan("!release")
    assert app.ask("replenishment_tasks").rows[0].claimed_by is None


def test_a_plan_is_looked_at_and_made_the_tasks(app: App, desk: Desk, shelf: str, qtbot: QtBot) -> None:
    page = NeedsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.propose.click()
    qtbot.waitUntil(lambda: page.planning.plan is not None, timeout=20_000)
    assert page.stack.currentIndex() == 1
    qtbot.waitUntil(lambda: page.lines.model.rowCount() == 2)
    page.apply.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 0)
    rows: Any = app.ask("replenishment_tasks", open_only=True).rows
    assert {(row.item, row.from_location, row.to_location) for row in rows} == {
        ("PEN", "R-01-01", "F-01-01"), ("KIT", "R-01-02", "F-01-02"),
    }  # fmt: skip
