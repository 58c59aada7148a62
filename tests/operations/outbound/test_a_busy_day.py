"""A day by chance, the same every time: orders, shorts, cancellations, trucks; the books agree all along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackItem, PackTote
from wms.operations.packing.unpack import UnpackItem
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.short import ReportShortPick
from wms.operations.picking.unpick import UnpickTask
from wms.operations.shipping.desk import ShipOrder
from wms.operations.shipping.load import LoadCarton, OpenLoad
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Rows = Callable[..., list[tuple[Any, ...]]]
SKUS = ("PEN", "KIT", "VALVE")
OPEN_PICKS = ("SELECT t.number, p.code, i.sku, t.quantity - t.done_quantity FROM task t JOIN location p ON"
              " p.id = t.from_location_id JOIN item i ON i.id = t.item_id WHERE t.kind = 'pick' AND t.state IN"
              " ('open', 'claimed') ORDER BY t.batch_id, t.sequence, t.id LIMIT 1")  # fmt: skip


@pytest.mark.parametrize("seed", [3, 8])
def test_a_day_of_orders_ends_with_books_that_agree(
    app: App, put: Any, order: Any, rows: Rows, books_agree: Any, clock: SetClock, seed: int
) -> None:
    rng = Random(seed)
    for number in range(1, 7):
        put(rng.choice(SKUS), f"F-01-0{number}", rng.randint(5, 30), days_old=rng.randint(0, 3))
    for _ in range(10):
        lines = [(rng.choice(SKUS), rng.randint(1, 6)) for _ in range(rng.randint(1, 3))]
        order(*lines, ship_complete=rng.random() < 0.2, carrier=rng.choice(("CAR", "")))
    app.run(AllocateOrders())
    books_agree()
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    app.run(ClaimBatch())
    walk(app, rows, rng)
    books_agree()
    load = app.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=clock() + timedelta(days=3))).document
    for number, _ in rows("SELECT number, id FROM orders WHERE state IN ('picked', 'packed') ORDER BY id"):
        pack_and_send(app, rows, rng, number, load)
        books_agree()
    if rows("SELECT id FROM carton WHERE state = 'loaded'"):
        app.run(CloseManifest(load=load, leave_behind=True))
    books_agree()
    assert rows("SELECT count(*) > 0 FROM order_line WHERE shipped > 0") == [(1,)]
    assert rows("SELECT count(*) FROM order_line WHERE NOT (shipped <= packed AND packed <= picked AND picked <="
                " allocated AND allocated <= ordered)") == [(0,)]  # fmt: skip
    shipped = rows("SELECT coalesce(sum(shipped), 0) FROM order_line")
    assert rows("SELECT coalesce(sum(quantity), 0) FROM moves WHERE to_location_id = -2") == shipped


def walk(app: App, rows: Rows, rng: Random) -> None:
    """Walk until no stop is left: mostly as asked, sometimes in part, short, put back, or cancelled under way."""
    while found := rows(OPEN_PICKS):
        ((task, place, sku, left),) = found
        chance = rng.random()
        if chance < 0.15:
            app.run(ReportShortPick(task=task, quantity=rng.randrange(left), reason="missing"))
            continue
        app.run(ConfirmPick(task=task, location=place, item=sku, quantity=rng.randint(1, left)))
        if chance > 0.9:
            app.run(UnpickTask(task=task, reason="changed my mind"))
            ((number,),) = rows("SELECT document FROM task WHERE number = ?", task)
            if rows("SELECT state FROM orders WHERE number = ?", number) != [("cancelled",)]:
                app.run(CancelOrder(order=number, reason="too slow"))


def pack_and_send(app: App, rows: Rows, rng: Random, number: str, load: str) -> None:
    carton = app.run(OpenCarton(order=number)).document
    app.run(PackTote(carton=carton, tote=f"TOTE-{number}"))
    if rng.random() < 0.5:
        ((sku,),) = rows("SELECT i.sku FROM stock s JOIN item i ON i.id = s.item_id JOIN lpn n ON n.id = s.lpn_id"
                         " WHERE n.code = ? LIMIT 1", carton)  # fmt: skip
        app.run(UnpackItem(carton=carton, item=sku))
        app.run(PackItem(carton=carton, item=sku))
    app.run(CloseCarton(carton=carton))
    ((complete, missing),) = rows("SELECT o.ship_complete, sum(l.ordered - l.packed) FROM orders o JOIN order_line l"
                                  " ON l.order_id = o.id WHERE o.number = ? GROUP BY o.id", number)  # fmt: skip
    if complete and missing:
        return
    if rng.random() < 0.5:
        app.run(LoadCarton(carton=carton, load=load))
    else:
        app.run(ShipOrder(order=number))
