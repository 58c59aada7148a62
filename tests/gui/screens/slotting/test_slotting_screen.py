"""Slotting by keyboard: wish, plan, look, apply some of it; plans compared; the forecast of an item."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.app.planning import make_plan, stored
from wms.base.clock import SetClock
from wms.gui.desk.desk import Desk
from wms.gui.screens.slotting.forecast import ForecastPage
from wms.gui.screens.slotting.pair import Pair
from wms.gui.screens.slotting.proposals import ProposalsPage, command_for
from wms.gui.screens.slotting.ticks import Ticks
from wms.gui.screens.slotting.wishes import Wishes
from wms.gui.screens.slotting.workbench import WorkbenchPage
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine

LONG = 300_000  # planners that are used for the first time are compiled before


@pytest.fixture
def bench(bench_desk: Desk, qtbot: QtBot) -> WorkbenchPage:
    page = WorkbenchPage(bench_desk)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.arrive()
    page.wishes.numbers["seconds"].setValue(2)
    page.wishes.numbers["moves"].setValue(30)
    return page


def planned(bench: WorkbenchPage, qtbot: QtBot) -> str:
    """Press the keys that plan, and wait for the plan."""
    bench.begin.setFocus()
    QTest.keyClick(bench.begin, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.planning.plan is not None, timeout=LONG)
    qtbot.waitUntil(lambda: bool(bench.result.moves.pane.model.rows), timeout=LONG)
    return str(bench.planning.plan.proposal)


def test_a_plan_is_made_shown_and_some_of_it_applied_as_it_was_shown(
    bench: WorkbenchPage, house: App, bench_desk: Desk, qtbot: QtBot
) -> None:
    number = planned(bench, qtbot)
    content = stored(house, number).plan["content"]
    rows = bench.result.moves.pane.model.rows
    assert [(row.item, row.from_location, row.to_location) for row in rows] == [
        (move["item"], move["from"], move["to"]) for move in content["moves"]
    ]
    assert content["wishes"]["aside"] == 30
    assert bench.result.later.value().endswith("%")
    assert bench.result.pair.before.state.values
    assert bench.result.pair.before.state.values != bench.result.pair.after.state.values
    bench.result.moves.pane.grid.select(bench.result.moves.pane.model.asking.key(rows[0]))
    qtbot.waitUntil(lambda: bool(bench.result.chosen()))
    wanted = bench.planning.going_along({rows[0].item})
    assert bench.result.some.isEnabled()
    bench.result.some.setFocus()
    QTest.keyClick(bench.result.some, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not bench.planning.open, timeout=LONG)
    tasks = house.ask("tasks", document=number, limit=500).rows if "document" in _parameters("tasks") else ()
    applied = stored(house, number).plan["applied"]
    assert set(applied) == wanted
    assert not tasks or {task.item for task in tasks} <= wanted
    assert not bench.result.all.isEnabled()


def _parameters(question: str) -> set[str]:
    from wms.app import registry

    return set(registry.question(question).parameters)


def test_stopping_keeps_the_best_so_far(bench: WorkbenchPage, house: App, qtbot: QtBot) -> None:
    bench.wishes.numbers["seconds"].setValue(600)
    bench.begin.click()
    assert bench.planning.running
    assert bench.cancel.isVisible()
    qtbot.waitUntil(lambda: bench.planning.progress.objective is not None, timeout=LONG)
    assert bench.planning.progress.bound is not None
    assert "At least" in bench.doing.text()
    with qtbot.waitSignal(bench.planning.shown, timeout=LONG):
        bench.cancel.click()
    assert stored(house, bench.planning.plan.proposal).plan["seconds"] < 60


def test_wishes_are_remembered(bench_desk: Desk, qtbot: QtBot) -> None:
    wishes = Wishes(bench_desk)
    qtbot.addWidget(wishes)
    wishes.ask()
    qtbot.waitUntil(lambda: len(wishes.families._menu.actions()) > 1)
    family = str(wishes.families._menu.actions()[0].data())
    wishes.families._menu.actions()[0].trigger()
    wishes.numbers["history"].setValue(12)
    wishes.switches["together"].setChecked(True)
    said = wishes.values()
    assert (said["families"], said["history"], said["together"], said["zones"]) == ((family,), 12, True, ())
    assert "seconds" not in said
    again = Wishes(bench_desk)
    qtbot.addWidget(again)
    assert again.values() == said


def test_ticks_say_what_is_chosen(qtbot: QtBot) -> None:
    ticks = Ticks("Zones", "All zones")
    qtbot.addWidget(ticks)
    ticks.offer(["A", "B", "C"])
    assert (ticks.text(), ticks.value()) == ("All zones", ())
    for action in ticks._menu.actions():
        action.trigger()
    assert ticks.value() == ("A", "B", "C")
    assert ticks.text() == "3 chosen"
    ticks.put(("B",))
    assert (ticks.text(), ticks.accessibleName()) == ("B", "Zones: B")


def test_both_floors_show_the_same_part(bench_desk: Desk, qtbot: QtBot) -> None:
    pair = Pair(bench_desk)
    qtbot.addWidget(pair)
    pair.resize(1000, 400)
    pair.show()
    qtbot.waitUntil(lambda: bool(pair.before.state.laid.spots) and bool(pair.after.state.laid.spots))
    pair._larger()
    pair._larger()
    bar = pair.after.horizontalScrollBar()
    bar.setValue((bar.maximum() + bar.minimum()) // 2 + bar.singleStep() * 3)
    assert pair.before.transform() == pair.after.transform()
    middles = [floor.mapToScene(floor.viewport().rect().center()) for floor in (pair.before, pair.after)]
    per_pixel = 1 / pair.after.transform().m11()
    assert abs(middles[0].x() - middles[1].x()) <= 2 * per_pixel
    assert abs(middles[0].y() - middles[1].y()) <= 2 * per_pixel


def test_two_plans_are_compared_and_one_is_put_aside(house: App, bench_desk: Desk, qtbot: QtBot) -> None:
    one, _ = make_plan(house, "slotting", deadline=1.0, moves=10)
    other, _ = make_plan(house, "slotting", deadline=1.0, moves=20)
    page = ProposalsPage(bench_desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.arrive()
    grid = page.list.pane.grid
    qtbot.waitUntil(lambda: len(page.list.pane.model.rows) == 2)
    grid.setFocus()
    grid.selectAll()
    qtbot.waitUntil(lambda: page.compared.rows.rowCount() > 5)
    told = {row[0]: row[1:] for row in page.compared.rows.rows}
    assert set(told["Plan"]) == {one, other}
    lines = {plan: len(house.ask("plan_lines", proposal=plan, limit=500).rows) for plan in (one, other)}
    assert told["Lines"] == tuple(str(lines[plan]) for plan in told["Plan"])
    page._follow(page.list.pane.model.rows[0])
    assert page.apply.isEnabled()
    assert page.bench.isEnabled()


def test_a_forecast_is_told_not_applied() -> None:
    assert command_for("forecast", "P-1") is None
    assert type(command_for("waves", "P-1")).__name__ == "ApplyWavePlan"
    assert command_for("nothing known", "P-1") is None


def test_a_forecast_is_made_and_an_item_drawn_with_its_band(
    app: App, clock: SetClock, desk: Desk, qtbot: QtBot
) -> None:
    begin = clock() - timedelta(days=56)
    app.run(EnterOrders(orders=tuple(
        EnteredOrder(customer="CUS", entered=begin + timedelta(days=day), due=begin + timedelta(days=day + 1),
                     cutoff=begin + timedelta(days=day, hours=8),
                     lines=(OrderedLine(item="PEN", quantity=9 + day % 5),))
        for day in range(56)
    )))  # fmt: skip
    page = ForecastPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.arrive()
    page.make.setFocus()
    QTest.keyClick(page.make, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.list.pane.model.rows) == 1, timeout=LONG)
    page.list.pane.grid.select(page.list.pane.model.asking.key(page.list.pane.model.rows[0]))
    qtbot.waitUntil(lambda: page.line.shape() == (1, 30))
    table = page.line.table()
    assert table.rows[-1][1] == pytest.approx(77, rel=0.1)
    assert page.week.shape() == (1, 7)


def test_without_two_weeks_of_orders_the_forecast_says_why(house: App, bench_desk: Desk, qtbot: QtBot) -> None:
    page = ForecastPage(bench_desk)
    qtbot.addWidget(page)
    with qtbot.waitSignal(bench_desk.noticed, timeout=LONG) as told:
        page.make.click()
    assert told.args is not None
    assert "order" in told.args[0].text
    assert page.make.isEnabled()
