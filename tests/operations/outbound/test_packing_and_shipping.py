"""From the tote to the truck: cartons, weights, the right truck, and what stays behind."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.app.day import outbound
from wms.app.day.floor import Floor
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.gs1.sscc import is_sscc
from wms.model.party import Party
from wms.model.words import Disposition, PartyKind
from wms.operations.adjusting.reverse import ReversePosting
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.allocating.release import ReleaseAllocation
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.hold import HoldOrder, ReleaseOrderHold
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackItem, PackTote
from wms.operations.packing.unpack import UnpackItem
from wms.operations.picking.paper import ConfirmPicks, PickException
from wms.operations.returning.open import OpenReturn
from wms.operations.returning.receive import ReceiveReturnLine
from wms.operations.shipping.desk import ShipOrder
from wms.operations.shipping.load import LoadCarton, OpenLoad, StageCarton, UnloadCarton
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Rows = Callable[..., list[tuple[Any, ...]]]
Put = Callable[..., None]
Enter = Callable[..., str]
STATE = "SELECT state FROM orders ORDER BY id"


def picked(app: App, *exceptions: PickException) -> None:
    """Everything that can be allocated is allocated, waved and picked."""
    app.run(AllocateOrders())
    wave = app.run(PlanWaves()).document
    for batch in app.run(ReleaseWave(wave=wave)).values["batches"]:
        app.run(ConfirmPicks(batch=batch, exceptions=exceptions))


def packed(app: App, number: str, *, close: bool = True) -> str:
    """All that is picked of the order in one carton; its SSCC."""
    carton = app.run(OpenCarton(order=number)).document
    app.run(PackTote(carton=carton, tote=f"TOTE-{number}"))
    if close:
        app.run(CloseCarton(carton=carton))
    return carton


def opened_load(app: App, clock: SetClock, carrier: str = "CAR") -> str:
    return app.run(OpenLoad(carrier=carrier, dock="DOCK-9", cutoff=clock() + timedelta(days=2))).document


@pytest.fixture
def stocked(app: App, put: Put) -> App:
    put("PEN", "F-01-02", 100)
    put("KIT", "F-01-04", 100)
    return app


def test_an_order_goes_from_the_shelf_to_the_truck_and_the_books_agree(
    stocked: App, put: Put, order: Enter, rows: Rows, books_agree: Any, clock: SetClock
) -> None:
    app = stocked
    put("MILK", "C-01-01", 10, lot="L1", expiry=clock().date() + timedelta(days=30))
    put("DRILL", "F-01-05", 1, serial="S1")
    number = order(("PEN", 15), ("MILK", 4), ("DRILL", 1), carrier="CAR")
    seen = [rows(STATE)[0][0]]
    app.run(AllocateOrders())
    seen.append(rows(STATE)[0][0])
    app.run(PlanWaves())
    batch = app.run(ReleaseWave(wave="W-000001")).values["batches"][0]
    seen.append(rows(STATE)[0][0])
    books_agree()
    app.run(ConfirmPicks(batch=batch))
    seen.append(rows(STATE)[0][0])
    books_agree()
    carton = packed(app, number)
    seen.append(rows(STATE)[0][0])
    books_agree()
    load = opened_load(app, clock)
    app.run(StageCarton(carton=carton, lane="LANE-1"))
    app.run(LoadCarton(carton=carton, load=load))
    books_agree()
    answer = app.run(CloseManifest(load=load))
    seen.append(rows(STATE)[0][0])
    books_agree()
    assert seen == ["entered", "allocated", "released", "picked", "packed", "shipped"]
    assert (answer.values["cartons"], answer.values["pieces"]) == (1, 20)
    assert rows("SELECT ordered, allocated, picked, packed, shipped FROM order_line ORDER BY line") == [
        (15,) * 5, (4,) * 5, (1,) * 5]  # fmt: skip
    assert rows("SELECT c.state, s.state, l.state, m.number, n.location_id FROM carton c JOIN shipment s"
                " JOIN load l JOIN manifest m JOIN lpn n ON n.id = c.lpn_id") == [
        ("shipped", "shipped", "closed", "MF-000001", None)]  # fmt: skip
    assert rows("SELECT sum(quantity) FROM moves WHERE to_location_id = -2") == [(20,)]
    assert rows("SELECT coalesce(sum(on_hand), 0) FROM stock WHERE lpn_id > 0") == [(0,)]
    assert rows("SELECT shipped_at IS NOT NULL FROM orders") == [(1,)]


def test_a_carton_has_an_sscc_and_one_shipment_holds_an_orders_cartons(stocked: App, order: Enter, rows: Rows) -> None:
    number = order(("PEN", 6))
    with pytest.raises(Refused, match="Nothing of order"):
        stocked.run(OpenCarton(order=number))
    picked(stocked)
    codes = [stocked.run(OpenCarton(order=number, carton_type="S")).document for _ in range(2)]
    assert all(is_sscc(code) for code in codes)
    assert len(set(codes)) == 2
    assert rows("SELECT count(*) FROM shipment") == [(1,)]
    with pytest.raises(Refused, match="no kind of carton"):
        stocked.run(OpenCarton(order=number, carton_type="HUGE"))


def test_items_are_packed_by_scan_and_only_what_the_order_has(stocked: App, put: Put, order: Enter, rows: Rows,
                                                             books_agree: Any) -> None:  # fmt: skip
    put("DRILL", "F-01-05", 1, serial="S1")
    number = order(("PEN", 14), ("DRILL", 1))
    picked(stocked)
    carton = stocked.run(OpenCarton(order=number)).document
    stocked.run(PackItem(carton=carton, item="14000000000003"))  # a case of twelve
    assert stocked.run(PackItem(carton=carton, item="PEN", quantity=1)).values["left"] == 2
    with pytest.raises(Refused, match="not 2"):
        stocked.run(PackItem(carton=carton, item="PEN", quantity=2))
    with pytest.raises(Refused, match="does not belong"):
        stocked.run(PackItem(carton=carton, item="KIT"))
    with pytest.raises(Refused, match="Scan the serial"):
        stocked.run(PackItem(carton=carton, item="DRILL"))
    with pytest.raises(Refused, match="no serial number S2"):
        stocked.run(PackItem(carton=carton, item="DRILL", serial="S2"))
    stocked.run(PackItem(carton=carton, item="DRILL", serial="S1"))
    assert rows("SELECT packed FROM order_line ORDER BY line") == [(13,), (1,)]
    assert rows(STATE) == [("picked",)]
    books_agree()


def test_the_weight_tells_that_something_is_missing(stocked: App, order: Enter, rows: Rows) -> None:
    number = order(("PEN", 6))
    picked(stocked)
    carton = stocked.run(OpenCarton(order=number, carton_type="S")).document
    with pytest.raises(Refused, match="is empty"):
        stocked.run(CloseCarton(carton=carton))
    stocked.run(PackTote(carton=carton, tote=f"TOTE-{number}"))
    with pytest.raises(Refused, match="weighs 300 g and should weigh 400 g"):
        stocked.run(CloseCarton(carton=carton, weight_g=300))
    with pytest.raises(Refused) as refused:
        stocked.run(CloseCarton(carton=carton, weight_g=99_000))
    assert [p.field for p in refused.value.problems] == ["weight_g", "weight_g"]
    stocked.run(CloseCarton(carton=carton, weight_g=420))
    assert rows("SELECT state, weight_g, expected_weight_g FROM carton") == [("closed", 420, 400)]
    with pytest.raises(Refused, match="is closed"):
        stocked.run(CloseCarton(carton=carton))


def test_what_was_packed_is_unpacked_and_the_carton_is_open_again(stocked: App, order: Enter, rows: Rows,
                                                                 books_agree: Any) -> None:  # fmt: skip
    number = order(("PEN", 6))
    picked(stocked)
    carton = packed(stocked, number)
    with pytest.raises(Refused, match="6 PEN are in"):
        stocked.run(UnpackItem(carton=carton, item="PEN", quantity=7))
    stocked.run(UnpackItem(carton=carton, item="PEN", quantity=2))
    assert rows("SELECT packed, picked FROM order_line") == [(4, 6)]
    assert rows("SELECT state FROM carton") == [("open",)]
    assert rows(STATE) == [("picked",)]
    books_agree()


def test_a_carton_on_the_wrong_truck_is_refused_with_words(stocked: App, order: Enter, rows: Rows,
                                                          clock: SetClock) -> None:  # fmt: skip
    with stocked.database.writing() as session:
        session.add(Party(kind=PartyKind.CARRIER, code="OTHER", name="Other Transport"))
    number = order(("PEN", 6), carrier="CAR")
    picked(stocked)
    carton = packed(stocked, number)
    wrong, right, third = (opened_load(stocked, clock, code) for code in ("OTHER", "CAR", "CAR"))
    with pytest.raises(Refused, match=r"Wrong truck: .* goes with Carrier, and this is Other Transport"):
        stocked.run(LoadCarton(carton=carton, load=wrong))
    stocked.run(LoadCarton(carton=carton, load=right))
    with pytest.raises(Refused, match="is loaded"):
        stocked.run(LoadCarton(carton=carton, load=third))
    stocked.run(UnloadCarton(carton=carton, lane="LANE-2"))
    stocked.run(LoadCarton(carton=carton, load=third))
    assert rows("SELECT n.number FROM shipment s JOIN load n ON n.id = s.load_id") == [(third,)]


def test_an_open_or_unknown_carton_is_not_staged_or_loaded(stocked: App, order: Enter, clock: SetClock) -> None:
    number = order(("PEN", 6))
    picked(stocked)
    carton = packed(stocked, number, close=False)
    load = opened_load(stocked, clock)
    with pytest.raises(Refused, match="is open"):
        stocked.run(StageCarton(carton=carton, lane="LANE-1"))
    with pytest.raises(Refused, match="is open"):
        stocked.run(LoadCarton(carton=carton, load=load))
    with pytest.raises(Refused, match="no licence plate"):
        stocked.run(LoadCarton(carton="garbage", load=load))
    with pytest.raises(Refused, match="not a packed carton"):
        stocked.run(StageCarton(carton=f"TOTE-{number}", lane="LANE-1"))
    stocked.run(CloseCarton(carton=carton))
    with pytest.raises(Refused, match="not a staging lane"):
        stocked.run(StageCarton(carton=carton, lane="F-01-01"))


def test_a_load_needs_a_dock_a_carrier_and_a_future(stocked: App, clock: SetClock) -> None:
    with pytest.raises(Refused) as refused:
        stocked.run(OpenLoad(carrier="NOBODY", dock="LANE-1", cutoff=clock() - timedelta(hours=1)))
    assert [p.field for p in refused.value.problems] == ["carrier", "dock", "cutoff"]


def test_the_truck_does_not_go_without_what_was_packed_for_it_unless_told(
    stocked: App, order: Enter, rows: Rows, books_agree: Any, clock: SetClock
) -> None:
    first, second = order(("PEN", 6), ("KIT", 2), carrier="CAR"), order(("PEN", 3), carrier="CAR")
    picked(stocked)
    load = opened_load(stocked, clock)
    with pytest.raises(Refused, match="Nothing is on the load"):
        stocked.run(CloseManifest(load=load))
    one = stocked.run(OpenCarton(order=first)).document
    stocked.run(PackItem(carton=one, item="PEN", quantity=6))
    stocked.run(CloseCarton(carton=one))
    stocked.run(LoadCarton(carton=one, load=load))
    packed(stocked, first)
    packed(stocked, second)
    with pytest.raises(Refused) as refused:
        stocked.run(CloseManifest(load=load))
    assert len(refused.value.problems) == 2
    assert stocked.run(CloseManifest(load=load, leave_behind=True)).values["behind"] == 2
    assert rows("SELECT state FROM shipment ORDER BY id") == [("shipped",), ("open",), ("open",)]
    assert rows(STATE) == [("packed",), ("packed",)]
    books_agree()
    stocked.run(ShipOrder(order=first))
    stocked.run(ShipOrder(order=second))
    assert rows(STATE) == [("shipped",), ("shipped",)]
    with pytest.raises(Refused, match="is closed"):
        stocked.run(CloseManifest(load=load))
    books_agree()


def test_a_short_order_ships_what_there_is_and_goes_on_as_a_back_order(
    stocked: App, put: Put, order: Enter, rows: Rows, books_agree: Any
) -> None:
    number = order(("PEN", 120), ("KIT", 2))
    picked(stocked)
    packed(stocked, number)
    assert stocked.run(ShipOrder(order=number)).values["state"] == "entered"
    assert rows("SELECT ordered, shipped FROM order_line ORDER BY line") == [(120, 100), (2, 2)]
    put("PEN", "F-01-03", 50)
    picked(stocked)
    packed(stocked, number)
    assert stocked.run(ShipOrder(order=number)).values["state"] == "shipped"
    assert rows("SELECT count(*) FROM shipment WHERE state = 'shipped'") == [(2,)]
    books_agree()


def test_cancelling_the_rest_of_a_part_shipped_order_closes_it(stocked: App, order: Enter, rows: Rows) -> None:
    number = order(("PEN", 120))
    picked(stocked)
    packed(stocked, number)
    stocked.run(ShipOrder(order=number))
    stocked.run(CancelOrder(order=number, reason="will not wait"))
    assert rows(STATE) == [("shipped",)]
    assert rows("SELECT ordered, shipped FROM order_line") == [(120, 100)]


def test_an_order_that_ships_complete_waits_for_its_last_piece(
    stocked: App, order: Enter, rows: Rows, clock: SetClock, books_agree: Any
) -> None:
    number = order(("PEN", 6), ("KIT", 100), ship_complete=True)
    stocked.run(AllocateOrders())
    wave = stocked.run(PlanWaves()).document
    batch = stocked.run(ReleaseWave(wave=wave)).values["batches"][0]
    short = rows("SELECT number FROM task WHERE item_id = 5")[0][0]
    stocked.run(ConfirmPicks(batch=batch, exceptions=(PickException(task=short, quantity=99),)))
    carton = packed(stocked, number)
    assert outbound.trucks(Floor(stocked, clock, clock().date(), random.Random(1))) == []
    with pytest.raises(Refused, match="ships complete, and 1 pieces are not packed"):
        stocked.run(ShipOrder(order=number))
    with pytest.raises(Refused, match="ships complete"):
        stocked.run(LoadCarton(carton=carton, load=opened_load(stocked, clock)))
    books_agree()


def test_a_held_order_does_not_leave(stocked: App, order: Enter, clock: SetClock) -> None:
    number = order(("PEN", 6))
    picked(stocked)
    carton = packed(stocked, number)
    load = opened_load(stocked, clock)
    stocked.run(LoadCarton(carton=carton, load=load))
    stocked.run(HoldOrder(order=number, reason="customs"))
    with pytest.raises(Refused, match="is held"):
        stocked.run(CloseManifest(load=load))
    with pytest.raises(Refused, match="is held"):
        stocked.run(ShipOrder(order=number))
    with pytest.raises(Refused, match="on a truck"):
        stocked.run(CancelOrder(order=number, reason="no"))
    stocked.run(ReleaseOrderHold(order=number))
    stocked.run(CloseManifest(load=load))


def test_a_packed_order_that_is_cancelled_is_put_away_again(stocked: App, order: Enter, rows: Rows,
                                                           books_agree: Any) -> None:  # fmt: skip
    number = order(("PEN", 6))
    picked(stocked)
    packed(stocked, number)
    with pytest.raises(Refused, match="Nothing is set aside"):
        stocked.run(ReleaseAllocation(order=number))
    stocked.run(CancelOrder(order=number, reason="no"))
    assert rows("SELECT state FROM carton") == [("cancelled",)]
    assert rows("SELECT kind, quantity FROM task WHERE state = 'open'") == [("putaway", 6)]
    books_agree()


def test_a_replayed_departure_has_one_effect(stocked: App, order: Enter, rows: Rows) -> None:
    number = order(("PEN", 6))
    picked(stocked)
    packed(stocked, number)
    command = ShipOrder(order=number)
    assert stocked.run(command, key="k") == stocked.run(command, key="k")
    assert rows("SELECT sum(quantity) FROM moves WHERE to_location_id = -2") == [(6,)]


def test_what_has_left_comes_back_as_a_return_and_in_no_other_way(
    stocked: App, order: Enter, rows: Rows, books_agree: Any, clock: SetClock
) -> None:
    number = order(("PEN", 6), carrier="CAR")
    picked(stocked)
    carton, load = packed(stocked, number), opened_load(stocked, clock)
    stocked.run(LoadCarton(carton=carton, load=load))
    stocked.run(CloseManifest(load=load))
    [(posting,)] = rows("SELECT max(posting_id) FROM moves")
    with pytest.raises(Refused, match="comes back as a return of its order"):
        stocked.run(ReversePosting(posting=posting, reason="the truck never left"))
    back = stocked.run(OpenReturn(order=number, reason="the truck never left")).document
    stocked.run(ReceiveReturnLine(number=back, item="PEN", quantity=6, disposition=Disposition.RESTOCK))
    assert rows("SELECT sum(on_hand) FROM stock s JOIN item i ON i.id = s.item_id WHERE i.sku = 'PEN'") == [(100,)]
    books_agree()
