"""A carton plan opens its cartons at the bench; the packer follows it piece by piece, and the order is packed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from wms.app.application import App
from wms.app.planning import apply_plan, make_plan, stored
from wms.app.proving import prove
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.model.outbound import CartonType
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackItem
from wms.operations.packing.put_aside import CancelCarton
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


def asked(app: App, question: str, **parameters: Any) -> Sequence[Any]:
    return app.ask(question, limit=1_000, **parameters).rows


@pytest.fixture
def order(app: App, clock: SetClock) -> str:
    """Nine pens and four kits, allocated."""
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=100, location="F-01-01"),
                                    OpeningLine(item="KIT", quantity=50, location="F-01-02"))))  # fmt: skip
    lines = (OrderedLine(item="PEN", quantity=9), OrderedLine(item="KIT", quantity=4))
    number = app.run(EnterOrder(customer="CUS", lines=lines, cutoff=clock() + timedelta(hours=5))).document
    app.run(AllocateOrders())
    return number


def pick(app: App) -> None:
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    for batch in asked(app, "batches"):
        app.run(ClaimBatch(batch=batch.batch))
        app.run(ConfirmPicks(batch=batch.batch))


def test_the_plan_places_every_piece_and_opens_its_cartons(app: App, order: str) -> None:
    number, plan = make_plan(app, "cartons", order=order, deadline=2.0)
    assert plan.bound is not None
    assert plan.bound <= plan.objective
    answer = apply_plan(app, number)
    open_ones = asked(app, "cartons", order=order)
    assert [row.carton for row in open_ones] == answer.values["cartons"]
    planned = stored(app, number).plan["content"]["cartons"]
    assert [one["lpn"] for one in planned] == answer.values["cartons"]
    assert [row.carton_type for row in open_ones] == [one["carton"] for one in planned]
    assert Counter(p["item"] for one in planned for p in one["pieces"]) == {"PEN": 9, "KIT": 4}


def test_a_packer_who_follows_the_plan_packs_the_order(app: App, order: str) -> None:
    pick(app)
    number, _ = make_plan(app, "cartons", order=order, deadline=2.0)
    apply_plan(app, number)
    for carton in asked(app, "planned_cartons", order=order):
        for piece in asked(app, "carton_placements", carton=carton.carton):
            app.run(PackItem(carton=carton.carton, item=piece.item))
        app.run(CloseCarton(carton=carton.carton))
    assert [row.state.value for row in asked(app, "orders", order=order)] == ["packed"]
    assert prove(app).ok


def test_a_shipments_number_names_its_order(app: App, order: str) -> None:
    pick(app)
    shipment = app.run(OpenCarton(order=order)).values["shipment"]
    number, _ = make_plan(app, "cartons", order=shipment, deadline=2.0)
    assert stored(app, number).plan["content"]["order"] == order


def test_a_new_plan_puts_the_empty_cartons_of_the_old_one_aside(app: App, order: str) -> None:
    old = apply_plan(app, make_plan(app, "cartons", order=order, deadline=2.0)[0]).values["cartons"]
    new = apply_plan(app, make_plan(app, "cartons", order=order, deadline=2.0)[0]).values["cartons"]
    states = {row.carton: row.state.value for row in asked(app, "cartons", order=order)}
    assert {states[carton] for carton in old} == {"cancelled"}
    assert {states[carton] for carton in new} == {"open"}
    assert {row.carton for row in asked(app, "planned_cartons", order=order)} == set(new)
    assert prove(app).ok


def test_a_plan_is_stale_when_something_is_packed_or_cartons_have_changed(app: App, order: str) -> None:
    number, _ = make_plan(app, "cartons", order=order, deadline=2.0)
    with app.database.writing() as session:
        session.execute(update(CartonType).values(height_mm=CartonType.height_mm + 1))
    with pytest.raises(Refused, match="have another size by now"):
        apply_plan(app, number)
    number, _ = make_plan(app, "cartons", order=order, deadline=2.0)
    pick(app)
    carton = app.run(OpenCarton(order=order)).document
    app.run(PackItem(carton=carton, item="PEN", quantity=2))
    with pytest.raises(Refused, match="7 PEN are to be packed by now, not 9"):
        apply_plan(app, number)


def test_a_cancelled_order_opens_no_cartons(app: App, order: str) -> None:
    number, _ = make_plan(app, "cartons", order=order, deadline=2.0)
    app.run(CancelOrder(order=order, reason="changed their mind"))
    with pytest.raises(Refused, match=f"The order {order} is cancelled"):
        apply_plan(app, number)


def test_only_an_empty_open_carton_is_put_aside(app: App, order: str) -> None:
    pick(app)
    carton = app.run(OpenCarton(order=order)).document
    app.run(PackItem(carton=carton, item="PEN"))
    with pytest.raises(Refused, match="is not empty"):
        app.run(CancelCarton(carton=carton))
    empty = app.run(OpenCarton(order=order)).document
    app.run(CancelCarton(carton=empty))
    with pytest.raises(Refused, match="is cancelled"):
        app.run(CancelCarton(carton=empty))


def test_the_drawing_of_a_carton_has_sizes_and_places_in_packing_order(app: App, order: str) -> None:
    number, _ = make_plan(app, "cartons", order=order, deadline=2.0)
    [*cartons] = asked(app, "planned_cartons", proposal=number)
    assert {carton.carton for carton in cartons} == {""}
    assert all(0 < carton.fill_percent <= 100 and carton.length_mm for carton in cartons)
    placed = asked(app, "carton_placements", proposal=number)
    assert len(placed) == 13
    boxes = {(carton.proposal, carton.nr): carton for carton in cartons}
    for piece in placed:
        box = boxes[piece.proposal, piece.nr]
        assert piece.x_mm + piece.dx_mm <= box.length_mm
        assert piece.y_mm + piece.dy_mm <= box.width_mm
        assert piece.z_mm + piece.dz_mm <= box.height_mm
    by_box = [[p.step for p in placed if p.nr == carton.nr] for carton in cartons]
    assert all(steps == list(range(1, len(steps) + 1)) for steps in by_box)
