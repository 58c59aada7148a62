"""The wave board by keyboard and mouse: walking, moving, planning, releasing, calling back, replanning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import Desk
from wms.gui.screens.waves.board import BoardPage
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.waving.plan import PlanWaves

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Shown = Callable[[], dict[str, list[str]]]


@pytest.fixture
def day(app: App, clock: SetClock) -> list[str]:
    """Six allocated orders: A and B in a wave, C and D in a later one, E and F in none; the waves' numbers."""
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=100, location="F-01-01"),)))
    for number, hours in (("A", 4), ("B", 4), ("C", 8), ("D", 8), ("E", 6), ("F", 9)):
        leaves = clock() + timedelta(hours=hours)
        app.run(EnterOrder(customer="CUS", number=number, due=leaves, cutoff=leaves,
                           lines=(OrderedLine(item="PEN", quantity=2),)))  # fmt: skip
    app.run(AllocateOrders())
    return [app.run(PlanWaves(orders=orders)).document for orders in (("A", "B"), ("C", "D"))]


@pytest.fixture
def page(day: list[str], desk: Desk, qtbot: QtBot) -> Iterator[BoardPage]:
    made = BoardPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.arrive()
    qtbot.waitUntil(lambda: made.canvas.board.orders == 6)
    yield made
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=60_000)


@pytest.fixture
def shown(page: BoardPage) -> Shown:
    """What stands in each pile, by its title."""
    return lambda: {pile.title: [card.order for card in pile.cards] for pile in page.canvas.board.piles}


def in_books(app: App) -> dict[str, str]:
    return {row.order: row.wave or "" for row in app.ask("orders").rows}


def press(qtbot: QtBot, page: BoardPage, *keys: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key in keys:
        one, held = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier.NoModifier)
        target = QApplication.focusWidget()
        assert target is not None
        qtbot.keyClick(target, one, held)


def test_arrows_walk_the_piles_and_say_where_one_stands(page: BoardPage, day: list[str], qtbot: QtBot) -> None:
    page.canvas.stand_in("")
    press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    card = page.canvas.current_card()
    assert card is not None
    assert (card.order, card.wave) == ("B", day[0])
    assert page.canvas.accessibleDescription().startswith("B, Customer & Co, 1 lines, priority 5")
    press(qtbot, page, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home)
    card = page.canvas.current_card()
    assert card is None
    assert page.canvas.accessibleDescription().startswith(day[1])


def test_chosen_orders_move_to_the_next_wave_by_keys(
    app: App, page: BoardPage, shown: Shown, day: list[str], qtbot: QtBot
) -> None:
    page.canvas.stand_on("E")
    press(qtbot, page, (Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_Right, CONTROL))
    assert shown() == {"In no wave": [], day[0]: ["A", "B", "E", "F"], day[1]: ["C", "D"]}
    qtbot.waitUntil(lambda: in_books(app)["F"] == day[0])
    press(qtbot, page, (Qt.Key.Key_Right, CONTROL))
    qtbot.waitUntil(lambda: in_books(app)["E"] == day[1])
    press(qtbot, page, (Qt.Key.Key_Left, CONTROL))
    qtbot.waitUntil(lambda: in_books(app)["E"] == day[0])


def test_an_order_is_dragged_into_a_wave(app: App, page: BoardPage, day: list[str], qtbot: QtBot) -> None:
    canvas = page.canvas
    placing = canvas._placing
    begin = placing.card_of(*canvas.board.places["E"], 0, 0).center()
    end = QPointF(placing.header_of(1, 0).center().x(), begin.y() + 40)
    for kind, point in ((QEvent.Type.MouseButtonPress, begin), (QEvent.Type.MouseMove, end),
                        (QEvent.Type.MouseButtonRelease, end)):  # fmt: skip
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        where = canvas.viewport().mapToGlobal(point)
        event = QMouseEvent(kind, point, where, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas.viewport(), event)
    qtbot.waitUntil(lambda: in_books(app)["E"] == day[0])


def test_a_wave_is_released_and_called_back_by_keys(
    app: App, page: BoardPage, day: list[str], qtbot: QtBot
) -> None:
    def state() -> str:
        pile = page.canvas.board.pile(day[0])
        return pile.state if pile is not None else ""

    page.canvas.stand_in(day[0])
    press(qtbot, page, (Qt.Key.Key_R, CONTROL))
    qtbot.waitUntil(lambda: state() == "released", timeout=60_000)
    assert all(card.fixed for card in page.canvas.board.piles[1].cards)
    page.canvas.stand_on("A")
    assert page.canvas.to_move() == []
    press(qtbot, page, (Qt.Key.Key_R, CONTROL | SHIFT))
    qtbot.waitUntil(lambda: state() == "planned")


def test_waiting_orders_become_a_wave(app: App, page: BoardPage, qtbot: QtBot) -> None:
    page.canvas.stand_in("")
    press(qtbot, page, (Qt.Key.Key_A, CONTROL), (Qt.Key.Key_N, CONTROL))
    qtbot.waitUntil(lambda: len(page.canvas.board.piles) == 4)
    assert in_books(app)["E"] == in_books(app)["F"] != ""


def test_by_cut_off_every_carrier_has_its_pile(page: BoardPage, shown: Shown, qtbot: QtBot) -> None:
    page.tools.by_cutoffs.click()
    qtbot.waitUntil(lambda: [len(pile.cards) for pile in page.canvas.board.piles] == [2, 1, 2, 1])
    assert [pile.loads[0].before for pile in page.canvas.board.piles] == [0, 60, 90, 150]
    page.canvas.stand_on("E")
    press(qtbot, page, (Qt.Key.Key_Right, CONTROL))
    assert [len(pile.cards) for pile in page.canvas.board.piles] == [2, 1, 2, 1]


def test_the_rest_of_the_day_is_replanned_compared_and_applied(
    app: App, page: BoardPage, day: list[str], qtbot: QtBot
) -> None:
    press(qtbot, page, (Qt.Key.Key_P, CONTROL | SHIFT))
    assert page.planner.running
    assert page.pane.stop.isVisible()
    qtbot.waitUntil(lambda: page.planner.made is not None, timeout=60_000)
    made = page.planner.made
    assert made is not None
    assert made.content["again"]["planned"] == sorted(day)
    qtbot.waitUntil(lambda: ("Without a wave", 2, 0) in page.pane.facts.rows.rows)
    assert len(page.pane.present.rows.rows) == 2
    qtbot.waitUntil(lambda: sum(row[2] for row in page.pane.planned.rows.rows) == 6)
    assert page.pane.objective.text() == f"{made.objective:,.0f} points"
    page.pane.apply.setFocus()
    press(qtbot, page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: all(in_books(app).values()))
    assert not set(in_books(app).values()) & set(day)
    qtbot.waitUntil(page.pane.isHidden)


def test_a_dropped_plan_changes_nothing(app: App, page: BoardPage, qtbot: QtBot) -> None:
    before = in_books(app)
    page.planner.begin(seconds=1.0)
    qtbot.waitUntil(lambda: page.planner.made is not None, timeout=60_000)
    number = page.planner.number
    page.pane.drop.click()
    qtbot.waitUntil(lambda: [str(row.state) for row in app.ask("plans", proposal=number).rows] == ["discarded"])
    assert in_books(app) == before


def test_one_picker_more_is_tried(page: BoardPage, qtbot: QtBot) -> None:
    page.planner.begin(seconds=2.0, again=True, pickers="+1")
    qtbot.waitUntil(lambda: page.planner.made is not None, timeout=60_000)
    made = page.planner.made
    assert made is not None
    assert made.content["pickers"] == 5
    assert "With 5 pickers" in made.reasons[0]


def test_planning_that_is_stopped_leaves_the_board_at_once(page: BoardPage, qtbot: QtBot) -> None:
    page.planner.begin(seconds=60.0)
    page.planner.stop()
    qtbot.waitUntil(lambda: not page.planner.running, timeout=60_000)
