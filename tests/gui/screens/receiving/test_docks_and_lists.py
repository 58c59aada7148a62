"""The dock board and the lists: what stands where, what comes next, and the ways from there to the bench."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import Desk
from wms.gui.screens.receiving.arrivals import ArrivalsPage
from wms.gui.screens.receiving.dock_card import lasting
from wms.gui.screens.receiving.docks import DocksPage
from wms.gui.screens.receiving.lists import CROSS_DOCK
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.cross_docking.propose import ProposeCrossDock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


@pytest.fixture
def docks(desk: Desk, asn: str, qtbot: QtBot) -> DocksPage:
    page = DocksPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: len(page.cards) == 2 and desk.changes.ready)
    return page


def test_a_dock_shows_what_stands_there_and_follows_it(
    app: App, clock: SetClock, docks: DocksPage, asn: str, qtbot: QtBot
) -> None:
    card = docks.cards["DOCK-1"]
    assert [one.asn for one in card.dock.coming] == [asn]
    assert card.state.text() == "free"
    receipt = app.run(CheckIn(dock="DOCK-1", asn=asn)).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=40))
    qtbot.waitUntil(lambda: card.dock.waiting == 40)
    qtbot.waitUntil(lambda: bool(card.dock.here) and card.dock.here[0].received == 40)
    assert card.dock.here[0].announced == 48 + 24 + 2 + 12
    assert card.state.text() == "being unloaded"
    clock.now = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    docks.facts.reckon()
    assert card.dock.since is not None
    assert lasting(card.dock.since) == "2 h 30 min"


def test_a_truck_that_is_late_is_told_and_one_without_a_dock_has_a_card_of_its_own(
    app: App, clock: SetClock, docks: DocksPage, desk: Desk, qtbot: QtBot
) -> None:
    clock.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert not docks.coming.isVisible()
    expected = datetime(2026, 3, 3, 7, tzinfo=UTC)
    app.run(RegisterAsn(supplier="SUP", expected=expected, lines=(AnnouncedLine(item="PEN", quantity=1),)))
    qtbot.waitUntil(lambda: len(docks.facts.unassigned) == 1)
    assert docks.cards["DOCK-1"].state.text() == "awaits a late truck"
    assert docks.coming.isVisible()


def test_enter_on_a_card_goes_to_the_bench(docks: DocksPage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.screen_wanted) as wanted:
        docks.cards["DOCK-2"].button.click()
    assert wanted.args == ["receiving", {"tab": "receive", "dock": "DOCK-2"}]


def test_a_delivery_is_received_by_list_with_quantities_filled_in(
    app: App, desk: Desk, asn: str, qtbot: QtBot
) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", asn=asn)).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=40))
    page = ArrivalsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.pane.model.rows) == 1)
    page.pane.grid.select(page.pane.model.asking.key(page.pane.model.rows[0]))
    qtbot.waitUntil(page.by_list.isEnabled)
    with qtbot.waitSignal(desk.form_wanted) as wanted:
        page.by_list.click()
    command, filled, _ = wanted.args
    assert (command, filled["receipt"]) == ("ReceiveLines", receipt)
    assert [(line["item"], line["quantity"]) for line in filled["lines"]][:2] == [("PEN", 8), ("MILK", 24)]


def test_goods_for_waiting_orders_are_listed_as_tasks(app: App) -> None:
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=5),)))
    app.run(AllocateOrders())
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=20))
    assert not app.ask(CROSS_DOCK.question).rows
    app.run(ProposeCrossDock(receipt=receipt))
    assert [(row.item, row.quantity, row.to_location) for row in app.ask(CROSS_DOCK.question).rows] == [
        ("PEN", 5, "LANE-1")
    ]
