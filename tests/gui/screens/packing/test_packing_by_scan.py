"""An order is packed by scanner and keyboard alone: carton, goods, weight, papers, and what goes another way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.screens.packing.conftest import Pick, Scan
from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk
from wms.gui.screens.packing.screen import PackBench
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.planning import cartons as carton_plans
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave
from wms.queries.page import Filter

PEN_CASE = "14000000000003"


@pytest.fixture(autouse=True)
def no_plans(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Cartons are chosen by hand here: nobody may keep plans, but where a test is about plans."""
    if "planned" not in request.node.name:
        may = Desk.may
        monkeypatch.setattr(Desk, "may", lambda desk, what: what != "proposals.store" and may(desk, what))


def inside(app: App) -> list[tuple[str, int]]:
    """What the cartons hold, as the packing slips say it: one line however often it was scanned."""
    rows: Any = app.ask("carton_lines").rows
    return sorted((row.item, row.quantity) for row in rows)


def states(app: App) -> list[str]:
    return [row.state.value for row in app.ask("cartons").rows]


def test_an_order_is_packed_weighed_and_its_papers_are_printed(
    bench: PackBench, scan: Scan, pick: Pick, app: App, printed: list[str]
) -> None:
    pick([("PEN", 3), ("KIT", 1)])
    assert scan("TOTE-O-000001") == (RIGHT, "O-000001: 4 pieces to pack.")
    assert scan("!kind S")[0] == RIGHT
    assert scan("PEN") == (RIGHT, "PEN: 1 of 3")
    assert scan("MILK") == (WRONG, "MILK does not belong to O-000001.")
    assert scan("#3") == (RIGHT, "PEN: 3 of 3")
    assert [(line.item, line.done, line.of) for line in bench.lines.lines] == [("KIT", 0, 1), ("PEN", 3, 3)]
    assert scan("KIT") == (RIGHT, "KIT: 1 of 1. Everything is in.")
    scan("!close")
    assert scan("#300")[0] == RIGHT
    assert printed == ["carton_label", "packing_slip"]
    assert inside(app) == [("KIT", 1), ("PEN", 3)]
    assert states(app) == ["closed"]
    assert bench.packing.in_hand is None


def test_a_wrong_weight_is_explained_and_taken_only_after_a_look(
    bench: PackBench, scan: Scan, pick: Pick, app: App, printed: list[str]
) -> None:
    pick([("PEN", 2)])
    scan("O-000001")
    scan("!kind S")
    scan("PEN")
    scan("!all")
    scan("!close")
    kind, text = scan("#900")
    assert kind == WRONG
    assert "900" in text
    assert "200" in text
    assert bench.packing.prompt().note == "There may be a piece too many."
    assert states(app) == ["open"]
    assert not printed
    assert scan("!accept")[0] == RIGHT
    assert [(row.state.value, row.weight_g) for row in app.ask("cartons").rows] == [("closed", 900)]


def test_a_tote_goes_in_whole(bench: PackBench, scan: Scan, pick: Pick, app: App) -> None:
    pick([("PEN", 12), ("MILK", 2)])
    scan("!next")
    scan("!any")
    assert scan("TOTE-O-000001")[0] == RIGHT
    assert inside(app) == [("MILK", 2), ("PEN", 12)]
    scan("!close")
    assert scan("!unweighed")[0] == RIGHT


def test_lots_and_serial_numbers_are_asked_for(bench: PackBench, scan: Scan, pick: Pick, app: App) -> None:
    pick([("MILK", 1), ("DRILL", 1)])
    scan("!next")
    scan("!any")
    assert scan("MILK") == (INFO, "Which lot of MILK?")
    assert scan("L1") == (RIGHT, "MILK: 1 of 1")
    assert scan("DRILL")[0] == WRONG
    assert scan("S1") == (RIGHT, "DRILL: 1 of 1. Everything is in.")


def test_what_was_packed_comes_out_again(bench: PackBench, scan: Scan, pick: Pick, app: App) -> None:
    pick([("PEN", 14)])
    scan("!next")
    scan("!any")
    assert scan(PEN_CASE) == (RIGHT, "PEN: 12 of 14")
    scan("PEN")
    assert scan("#5")[0] == RIGHT
    assert inside(app) == [("PEN", 5)]
    scan("!undo")
    assert inside(app) == []
    scan("PEN")
    scan("!out")
    assert scan("KIT")[0] == WRONG
    assert scan("PEN")[0] == RIGHT
    scan("!back")
    scan("!cancel")
    assert states(app) == ["cancelled"]
    assert bench.packing.prompt().instruction == "Which carton?"


def test_two_orders_in_one_tote_are_packed_one_after_the_other(
    bench: PackBench, scan: Scan, pick: Pick, app: App
) -> None:
    pick([("PEN", 1)], [("PEN", 2)], tote="CART-1")
    assert scan("CART-1") == (INFO, "2 orders are in CART-1.")
    assert scan("!order O-000002")[0] == RIGHT
    scan("!any")
    assert scan("CART-1")[0] == RIGHT
    assert inside(app) == [("PEN", 2)]


def test_an_order_that_is_all_here_comes_before_one_that_is_not(
    bench: PackBench, pick: Pick, app: App, clock: SetClock, qtbot: QtBot
) -> None:
    """The one whose carrier leaves first lacks a piece: it is picked up to that."""
    soon, later = clock() + timedelta(hours=1), clock() + timedelta(hours=2)
    for cutoff in (soon, later):
        wanted = (OrderedLine(item="PEN", quantity=1), OrderedLine(item="KIT", quantity=1))
        app.run(EnterOrder(customer="CUS", lines=wanted, cutoff=cutoff))
    app.run(AllocateOrders())
    while app.ask("orders", filters=(Filter("state", "=", "allocated"),)).rows:
        app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    lacking = app.ask("pick_list", order="O-000001").rows[0].task
    stops: Any = app.ask("pick_list").rows
    for stop in (stop for stop in stops if stop.task != lacking):
        app.run(ConfirmPick(task=stop.task, location=stop.location, item=stop.item))
    qtbot.waitUntil(lambda: len(bench.packing.finding.ready) == 1 and len(bench.packing.finding.waits) == 3)
    assert bench.packing.finding.first.order == "O-000002"
    assert [fact.value for fact in bench.packing.prompt().facts[:2]] == ["1", "1"]


def test_a_carton_left_open_is_gone_on_with(bench: PackBench, scan: Scan, pick: Pick, app: App) -> None:
    pick([("PEN", 2)])
    scan("!next")
    scan("!any")
    scan("PEN")
    scan("!leave")
    carton = app.ask("cartons").rows[0].carton
    assert scan(carton)[0] == RIGHT
    assert scan("PEN") == (RIGHT, "PEN: 2 of 2. Everything is in.")


def test_the_order_that_is_open_here_comes_back_after_a_restart(
    bench: PackBench, scan: Scan, pick: Pick, desk: Desk, qtbot: QtBot
) -> None:
    pick([("PEN", 2)])
    scan("!next")
    scan("!any")
    kept = bench.state()
    again = PackBench(desk)
    qtbot.addWidget(again)
    again.restore(kept)
    qtbot.waitUntil(lambda: again.packing.carton == bench.packing.carton)


def test_the_planned_cartons_are_drawn_and_opened_together(
    bench: PackBench, scan: Scan, pick: Pick, app: App, qtbot: QtBot
) -> None:
    pick([("PEN", 2), ("KIT", 1)])
    scan("!next")
    qtbot.waitUntil(lambda: "plan" in bench.choices.buttons, timeout=60_000)
    qtbot.waitUntil(lambda: bench.drawing.told == "Carton S · 3 pieces · 6 % full")
    assert scan("!plan")[0] == RIGHT
    assert bench.drawing.told == "Carton S · 0 of 3 pieces"
    item = bench.packing.prompt().instruction.split()[-1]
    scan(item)
    assert bench.drawing.told == "Carton S · 1 of 3 pieces"
    assert app.ask("proposals").rows[0].kind == carton_plans.KIND
