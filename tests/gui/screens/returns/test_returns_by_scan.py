"""What comes back is booked in by scanner and keyboard, against its order or blind: restocked, inspected, scrapped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.screens.returns.screen import ReturnBench
from wms.model.party import Owner
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackTote
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.shipping.desk import ShipOrder
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

With = Callable[[BenchPage], Callable[[str], tuple[str, str]]]


@pytest.fixture
def carton(app: App, clock: SetClock) -> str:
    """Ten pens, four litres of milk (lot L1) and the drill S1, shipped in one carton."""
    soon = (clock() + timedelta(days=18)).date()
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=20, location="F-01-01"),
        OpeningLine(item="MILK", quantity=4, location="C-01-01", lot="L1", expiry=soon),
        OpeningLine(item="DRILL", quantity=1, location="F-01-02", serial="S1"),
    )))  # fmt: skip
    lines = tuple(OrderedLine(item=sku, quantity=many) for sku, many in (("PEN", 10), ("MILK", 4), ("DRILL", 1)))
    order = app.run(EnterOrder(customer="CUS", lines=lines)).document
    app.run(AllocateOrders())
    app.run(PlanWaves())
    app.run(ReleaseWave(wave=app.ask("waves").rows[0].wave))
    for batch in app.ask("batches").rows:
        app.run(ConfirmPicks(batch=batch.batch))
    made = app.run(OpenCarton(order=order)).document
    app.run(PackTote(carton=made, tote=f"TOTE-{order}"))
    app.run(CloseCarton(carton=made))
    app.run(ShipOrder(order=order))
    return made


@pytest.fixture
def papers(desk: Desk) -> list[tuple[str, Any]]:
    """What was printed."""
    found: list[tuple[str, Any]] = []
    desk.paper_wanted.connect(lambda name, parameters: found.append((name, parameters)))
    return found


def lying(app: App) -> dict[tuple[str, str], int]:
    return {(row.item, str(row.status)): row.on_hand for row in app.ask("stock_lines", location="RET-1").rows}


def test_a_parcel_is_restocked_inspected_and_scrapped(
    app: App, desk: Desk, carton: str, scanning: With, papers: list[tuple[str, Any]]
) -> None:
    bench = ReturnBench(desk)
    scan = scanning(bench)
    assert scan(carton)[0] == RIGHT
    assert bench.returning.prompt().of == 15
    assert scan("PEN")[0] == INFO
    assert scan("PEN")[1] == "2 × PEN"
    assert scan("#3")[1] == "3 × PEN"
    scan("!as_new")
    assert [c.name for c in bench.returning.prompt().choices if c.main] == ["restock"]
    assert scan("!restock")[0] == RIGHT
    scan("MILK")
    assert "lot" in bench.returning.prompt().instruction
    scan("L1")
    scan("box torn")
    assert scan("!scrap")[0] == RIGHT
    scan("DRILL")
    scan("S1")
    scan("!defective")
    assert scan("!inspect")[0] == RIGHT
    assert bench.returning.prompt().done == 5
    assert lying(app) == {("PEN", "available"): 3, ("DRILL", "inspection"): 1}
    assert [(row.item, row.condition) for row in app.ask("return_lines", sort=("nr",)).rows] == [
        ("PEN", "as_new"), ("MILK", "box torn"), ("DRILL", "defective"),
    ]  # fmt: skip
    number = bench.returning.row.number
    assert scan("!close")[0] == RIGHT
    assert papers == [("return_receipt", {"number": number})]
    assert bench.returning.row is None


def test_more_than_was_shipped_or_something_else_is_refused(
    app: App, desk: Desk, carton: str, scanning: With
) -> None:
    bench = ReturnBench(desk)
    scan = scanning(bench)
    scan(carton)
    assert scan("KIT")[0] == WRONG
    scan("PEN")
    scan("#11")
    scan("!as_new")
    assert scan("!restock")[0] == WRONG
    assert bench.returning.goods is not None
    scan("#10")
    assert scan("!restock")[0] == RIGHT


def test_the_last_one_is_taken_back(app: App, desk: Desk, carton: str, scanning: With) -> None:
    bench = ReturnBench(desk)
    scan = scanning(bench)
    scan(carton)
    scan("PEN")
    scan("!opened")
    scan("!inspect")
    assert scan("!undo")[0] == RIGHT
    assert lying(app) == {}
    assert bench.returning.prompt().done == 0


def test_a_parcel_nobody_knows_is_received_blind(app: App, desk: Desk, scanning: With) -> None:
    with app.database.writing() as session:
        session.add(Owner(code="OTHER", name="Another's stock"))
    bench = ReturnBench(desk)
    scan = scanning(bench)
    scan("!blind")
    scan("CUS")
    assert [c.name for c in bench.returning.prompt().choices] == ["owner OTHER", "owner OWN", "back"]
    assert scan("!owner OWN")[0] == RIGHT
    scan("MILK")
    scan("L9")
    scan("!as_new")
    assert scan("!restock")[0] == WRONG
    assert "expiry" in bench.returning.prompt().instruction
    assert scan("tomorrow")[0] == WRONG
    scan("2026-03-20")
    assert scan("!restock")[0] == RIGHT
    assert lying(app) == {("MILK", "available"): 1}


def test_a_return_that_was_put_aside_is_gone_on_with(app: App, desk: Desk, carton: str, scanning: With) -> None:
    bench = ReturnBench(desk)
    scan = scanning(bench)
    scan(carton)
    number = bench.returning.row.number
    scan("!later")
    assert bench.returning.row is None
    scan(carton)
    assert bench.returning.row.number == number
