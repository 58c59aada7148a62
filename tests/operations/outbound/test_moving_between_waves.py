"""Orders are moved by hand between planned waves; what is released, held or elsewhere stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.hold import HoldOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.waving.move import MoveOrdersToWave
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


@pytest.fixture
def waves(app: App, put: Callable[..., None], clock: SetClock) -> list[str]:
    """Two waves: A and B leave at noon, C at four."""
    put("PEN", "F-01-01", 100)
    for number, hours in (("A", 6), ("B", 7), ("C", 10)):
        leaves = clock() + timedelta(hours=hours)
        app.run(EnterOrder(customer="CUS", number=number, cutoff=leaves, lines=(OrderedLine(item="PEN", quantity=2),)))
    app.run(AllocateOrders())
    return [app.run(PlanWaves(orders=orders, window_minutes=120)).document for orders in (("A", "B"), ("C",))]


def members(app: App) -> dict[str, str | None]:
    return {row.order: row.wave for row in app.ask("orders").rows}


def test_an_order_goes_with_another_wave_whose_cut_off_follows(app: App, waves: list[str], clock: SetClock) -> None:
    first, second = waves
    app.run(MoveOrdersToWave(orders=("A",), wave=second))
    assert members(app) == {"A": second, "B": first, "C": second}
    cutoffs = {row.wave: row.cutoff_at for row in app.ask("waves").rows}
    assert cutoffs == {first: clock() + timedelta(hours=7), second: clock() + timedelta(hours=6)}


def test_without_a_wave_it_waits_for_another_one(app: App, waves: list[str]) -> None:
    answer = app.run(MoveOrdersToWave(orders=("A", "B")))
    assert answer.message == "2 orders wait for another wave."
    assert members(app)["A"] is None
    assert len(app.ask("waves").rows) == 2


def test_what_cannot_move_is_refused_all_at_once(app: App, waves: list[str]) -> None:
    first, second = waves
    app.run(ReleaseWave(wave=second))
    app.run(HoldOrder(order="B", reason="asked for"))
    with pytest.raises(Refused) as refused:
        app.run(MoveOrdersToWave(orders=("A", "B", "C", "NONE"), wave=first))
    told = [problem.message for problem in refused.value.problems]
    assert told == [
        "The order B is held, not allocated.",
        f"The order C is in the wave {second}, which is released; call that back first.",
        "There is no order NONE.",
    ]
    assert members(app)["A"] == first


def test_a_released_wave_takes_no_more_orders(app: App, waves: list[str]) -> None:
    app.run(ReleaseWave(wave=waves[1]))
    with pytest.raises(Refused, match=f"The wave {waves[1]} is released"):
        app.run(MoveOrdersToWave(orders=("A",), wave=waves[1]))
