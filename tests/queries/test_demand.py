"""What open orders still want of an item, and what is low for them."""

from __future__ import annotations

from datetime import timedelta

from wms.app.application import App
from wms.base.clock import SetClock
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.homes import AssignSlot
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.replenishing.propose import ProposeReplenishment
from wms.operations.waving.plan import PlanWaves


def test_needs_and_tasks_name_the_wave_that_waits(app: App, clock: SetClock) -> None:
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=20, maximum=60))
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=8, location="F-01-01"),
                                    OpeningLine(item="PEN", quantity=100, location="R-01-01"))))  # fmt: skip
    orders = [
        app.run(EnterOrder(customer="CUS", cutoff=clock() + timedelta(hours=hours), due=clock() + timedelta(days=3),
                           lines=(OrderedLine(item="PEN", quantity=quantity),))).document
        for hours, quantity in ((4, 6), (30, 9))
    ]  # fmt: skip
    app.run(AllocateOrders(orders=(orders[0],)))
    app.run(PlanWaves())
    wave = app.ask("waves").rows[0].wave
    (need,) = app.ask("replenishment_needs").rows
    assert (need.orders_want, need.wave, need.needed_at) == (15, wave, clock() + timedelta(hours=4))
    first, second = app.ask("wanted_by", item="PEN").rows
    assert (first.order, first.wave, first.unpicked, first.allocated, first.missing) == (orders[0], wave, 6, 6, 0)
    assert (second.order, second.wave, second.missing) == (orders[1], None, 9)
    app.run(ProposeReplenishment())
    assert {(row.wave, row.wanted) for row in app.ask("replenishment_tasks", open_only=True).rows} == {(wave, 15)}
    assert app.ask("wanted_by", item="KIT").rows == ()
