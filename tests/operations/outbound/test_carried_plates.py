"""A licence plate is put away elsewhere while a picker is on the way to it: the pick ends with its order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wms.app.application import App
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.moving.plate import RetireLpn
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.unpick import UnpickTask
from wms.operations.putting_away.confirm import ConfirmPutaway
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


def test_cancelling_an_order_ends_the_pick_of_goods_that_were_carried_elsewhere(
    app: App, put: Callable[..., None], order: Callable[..., str], rows: Callable[..., list[tuple[Any, ...]]]
) -> None:
    put("PEN", "R-01-01", 10, lpn="PAL")
    number = order(("PEN", 4))
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    app.run(ConfirmPutaway(lpn="PAL", location="R-01-02", reason="nearer"))
    app.run(CancelOrder(order=number, reason="no longer wanted"))
    assert rows("SELECT state FROM task WHERE kind = 'pick'") == [("cancelled",)]
    assert rows("SELECT state FROM batch") == [("cancelled",)]


def test_what_is_put_back_in_mid_pick_is_no_longer_asked_of_the_task(
    app: App, put: Callable[..., None], order: Callable[..., str], rows: Callable[..., list[tuple[Any, ...]]]
) -> None:
    put("PEN", "F-01-01", 10)
    order(("PEN", 3))
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    app.run(ConfirmPick(task="T-000001", location="F-01-01", item="PEN", quantity=2))
    app.run(UnpickTask(task="T-000001", reason="changed my mind"))
    app.run(ConfirmPick(task="T-000001", location="F-01-01", item="PEN"))
    assert rows("SELECT state, quantity, done_quantity FROM task WHERE kind = 'pick'") == [("done", 1, 1)]
    assert rows("SELECT picked FROM order_line") == [(1,)]


def test_goods_are_put_back_loose_where_their_plate_stands_no_longer(
    app: App, put: Callable[..., None], order: Callable[..., str], rows: Callable[..., list[tuple[Any, ...]]]
) -> None:
    put("PEN", "F-01-01", 3, lpn="PAL")
    order(("PEN", 3))
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    app.run(ConfirmPick(task="T-000001", location="F-01-01", item="PEN", quantity=3))
    app.run(RetireLpn(lpn="PAL"))
    app.run(UnpickTask(task="T-000001", reason="changed my mind"))
    assert rows("SELECT l.code, s.lpn_id, s.on_hand FROM stock s JOIN location l ON l.id = s.location_id") == [
        ("F-01-01", 0, 3)]  # fmt: skip
