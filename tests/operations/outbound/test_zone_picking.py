"""Zones pick their parts of an order; the parts meet in one slot, and are packed when all of them are there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.model.people import Role, RolePermission, User, UserRole
from wms.model.words import PickMethod
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.allocating.release import ReleaseAllocation
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.master_data.locations import LocationLine, RegisterLocations
from wms.operations.moving.move import MoveStock
from wms.operations.moving.plate import MoveLpn
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackTote
from wms.operations.people.pick_zones import AssignPickZones
from wms.operations.picking.batches import ClaimBatch, HandOverBatch
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.picking.put import PutIntoSlot
from wms.operations.picking.short import ReportShortPick
from wms.operations.picking.unpick import UnpickTask
from wms.operations.putting_away.confirm import ConfirmPutaway
from wms.operations.tasks import CancelTask
from wms.operations.unit import Answer
from wms.operations.waving.end import CloseWave, UnreleaseWave
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Rows = Callable[..., list[tuple[Any, ...]]]
Put = Callable[..., None]
Enter = Callable[..., str]
GATHERINGS = ("SELECT t.document, p.code, t.state FROM task t JOIN location p ON p.id = t.to_location_id"
              " WHERE t.kind = 'move' ORDER BY t.id")  # fmt: skip
BATCHES = ("SELECT b.number, group_concat(DISTINCT z.code), count(DISTINCT t.document) FROM batch b"
           " JOIN task t ON t.batch_id = b.id JOIN location p ON p.id = t.from_location_id"
           " JOIN zone z ON z.id = p.zone_id GROUP BY b.id ORDER BY b.id")  # fmt: skip
PICKS = ("SELECT t.number, p.code, i.sku FROM task t JOIN location p ON p.id = t.from_location_id"
         " JOIN item i ON i.id = t.item_id WHERE t.kind = 'pick' AND t.state IN ('open', 'claimed')"
         " ORDER BY t.id")  # fmt: skip
TOTES = ("SELECT n.code, p.code FROM lpn n JOIN location p ON p.id = n.location_id WHERE n.kind = 'tote'"
         " AND EXISTS (SELECT 1 FROM stock s WHERE s.lpn_id = n.id) ORDER BY n.code")  # fmt: skip


@pytest.fixture
def wall(app: App, put: Put, clock: SetClock) -> App:
    """Three slots beside the bench, pens and valves on the shelves, kits in the reserve, milk in the cold room."""
    app.run(RegisterLocations(lines=tuple(
        LocationLine(code=f"W-{n}", zone="PCK", aisle="01", type="tote", x_mm=5_000, y_mm=18_000, pick_sequence=90 + n)
        for n in (1, 2, 3)
    )))  # fmt: skip
    put("PEN", "F-01-02", 40)
    put("VALVE", "F-01-04", 40)
    put("KIT", "R-01-03", 40)
    put("MILK", "C-01-01", 40, lot="L1", expiry=clock().date() + timedelta(days=15))
    return app


def zoned(app: App, **more: Any) -> Answer:
    """Allocate, wave and release by zones."""
    app.run(AllocateOrders())
    wave = app.run(PlanWaves()).document
    return app.run(ReleaseWave(wave=wave, method=PickMethod.ZONE, **more))


def pick_all(app: App, rows: Rows, *places: str) -> None:
    """Confirm the open picks (at these places)."""
    for task, place, sku in rows(PICKS):
        if not places or place in places:
            app.run(ConfirmPick(task=task, location=place, item=sku, lot="L1" if sku == "MILK" else ""))


def put_all(app: App, rows: Rows) -> list[Answer]:
    """Bring every tote to its slot."""
    slot = {order: place for order, place, state in rows(GATHERINGS) if state == "open"}
    answers = []
    for tote, place in rows(TOTES):
        order = next((order for order in slot if order in tote), "")
        if place == "BENCH-1" and order:
            answers.append(app.run(PutIntoSlot(tote=tote, slot=slot[order])))
    return answers


def test_each_zone_picks_its_part_and_the_order_gets_a_slot(wall: App, order: Enter, rows: Rows) -> None:
    mixed, plain, other = order(("PEN", 2), ("MILK", 1)), order(("PEN", 3)), order(("MILK", 2), ("KIT", 1))
    answer = zoned(wall)
    assert answer.values["together"] == 2
    assert sorted(zone for _, zone, _ in rows(BATCHES)) == ["CHL", "FWD", "RES"]
    assert {(zone, orders) for _, zone, orders in rows(BATCHES)} == {("FWD", 2), ("CHL", 2), ("RES", 1)}
    assert rows(GATHERINGS) == [(mixed, "W-1", "open"), (other, "W-2", "open")]
    assert plain not in [document for document, *_ in rows(GATHERINGS)]
    assert rows("SELECT DISTINCT p.code FROM task t JOIN location p ON p.id = t.to_location_id WHERE t.kind = 'pick'"
                ) == [("BENCH-1",)]  # fmt: skip


def test_parts_meet_in_the_slot_and_are_packed_from_it(wall: App, order: Enter, rows: Rows, books_agree: Any) -> None:
    number = order(("PEN", 2), ("MILK", 1))
    zoned(wall)
    pick_all(wall, rows, "F-01-02")
    assert rows(TOTES) == [(f"TOTE-{number}-FWD", "BENCH-1")]
    with pytest.raises(Refused, match=r"This is W-2; TOTE-.* goes into W-1"):
        wall.run(PutIntoSlot(tote=f"TOTE-{number}-FWD", slot="W-2"))
    cold = next(batch for batch, zone, _ in rows(BATCHES) if zone == "CHL")
    first = wall.run(PutIntoSlot(tote=f"TOTE-{number}-FWD", slot="W-1"))
    assert (first.values["complete"], first.values["missing"]) == (False, f"CHL {cold}")
    with pytest.raises(Refused, match=r"in W-1 already"):
        wall.run(PutIntoSlot(tote=f"TOTE-{number}-FWD", slot="W-1"))
    with pytest.raises(Refused, match=f"not complete in W-1; it waits for CHL {cold}"):
        wall.run(OpenCarton(order=number))
    wall.run(ClaimBatch(batch=cold))
    with pytest.raises(Refused, match=f"waits for CHL {cold} system"):
        wall.run(OpenCarton(order=number))
    pick_all(wall, rows)
    with pytest.raises(Refused, match=f"waits for TOTE-{number}-CHL"):
        wall.run(OpenCarton(order=number))
    last = wall.run(PutIntoSlot(tote=f"TOTE-{number}-CHL", slot="W-1"))
    assert last.values["complete"] is True
    assert rows(GATHERINGS) == [(number, "W-1", "done")]
    carton = wall.run(OpenCarton(order=number))
    assert carton.values["bench"] == "BENCH-1"
    for tote, _ in rows(TOTES):
        wall.run(PackTote(carton=carton.document, tote=tote))
    assert rows("SELECT state FROM orders") == [("packed",)]
    books_agree()


def test_a_slot_is_free_again_when_the_last_piece_is_packed(wall: App, order: Enter, rows: Rows) -> None:
    first = order(("PEN", 2), ("MILK", 1))
    zoned(wall)
    pick_all(wall, rows)
    put_all(wall, rows)
    second = order(("PEN", 1), ("KIT", 1))
    zoned(wall)
    assert [row[1] for row in rows(GATHERINGS)] == ["W-1", "W-2"]
    carton = wall.run(OpenCarton(order=first)).document
    for tote, place in rows(TOTES):
        if place == "W-1":
            wall.run(PackTote(carton=carton, tote=tote))
    third = order(("PEN", 1), ("KIT", 1))
    zoned(wall)
    assert rows(GATHERINGS)[1:] == [(second, "W-2", "open"), (third, "W-1", "open")]


def test_orders_without_a_free_slot_stay_behind_the_least_urgent_ones(wall: App, order: Enter, rows: Rows) -> None:
    numbers = [order(("PEN", 1), ("MILK", 1), priority=9 - n) for n in range(4)]
    answer = zoned(wall)
    assert answer.values["waiting"] == 1
    assert {document for document, *_ in rows(GATHERINGS)} == set(numbers[1:])
    assert rows("SELECT state, wave_id FROM orders WHERE number = ?", numbers[0]) == [("allocated", None)]
    wave = wall.run(PlanWaves()).document
    with pytest.raises(Refused, match="No slot is free for the 1 orders"):
        wall.run(ReleaseWave(wave=wave, method=PickMethod.ZONE))
    wall.run(ReleaseWave(wave=wave, method=PickMethod.BATCH))


def test_a_site_without_slots_says_so(app: App, put: Put, order: Enter) -> None:
    put("PEN", "F-01-02", 5)
    put("KIT", "R-01-03", 5)
    order(("PEN", 1))
    zoned(app)
    order(("PEN", 1), ("KIT", 1))
    with pytest.raises(Refused, match="no slots for orders to be brought together"):
        zoned(app)


def test_the_method_is_a_setting_and_discrete_is_an_order_a_walk(wall: App, order: Enter, rows: Rows) -> None:
    for _ in range(3):
        order(("PEN", 1), ("KIT", 1))
    wall.run(ChangeSetting(name="waving.method", value="discrete"))
    wall.run(AllocateOrders())
    answer = wall.run(ReleaseWave(wave=wall.run(PlanWaves()).document))
    assert (answer.values["method"], answer.values["count"], rows(GATHERINGS)) == ("discrete", 3, [])
    wall.run(ChangeSetting(name="waving.method", value="swarm"))
    order(("PEN", 1))
    wall.run(AllocateOrders())
    with pytest.raises(Refused, match=r"waving.method is swarm; it must be one of discrete, batch, zone"):
        wall.run(ReleaseWave(wave=wall.run(PlanWaves()).document))


def test_a_short_pick_is_found_in_another_zone_and_handed_to_its_people(wall: App, put: Put, order: Enter, rows: Rows,
                                                                        books_agree: Any) -> None:  # fmt: skip
    put("PEN", "R-01-05", 10)
    number = order(("PEN", 4), ("MILK", 1))
    zoned(wall)
    task = next(task for task, place, _ in rows(PICKS) if place == "F-01-02")
    wall.run(ReportShortPick(task=task, quantity=1, reason="missing"))
    batches = {zone: batch for batch, zone, _ in rows(BATCHES)}
    assert set(batches) == {"FWD", "CHL", "RES"}
    assert rows("SELECT state FROM batch WHERE number = ?", batches["FWD"]) == [("done",)]
    pick_all(wall, rows)
    assert [tote for tote, _ in rows(TOTES)] == [f"TOTE-{number}-{zone}" for zone in ("CHL", "FWD", "RES")]
    assert [answer.values["complete"] for answer in put_all(wall, rows)] == [False, False, True]
    books_agree()


def test_a_short_pick_that_is_found_nowhere_does_not_hold_up_the_other_parts(wall: App, order: Enter,
                                                                             rows: Rows) -> None:  # fmt: skip
    number = order(("PEN", 2), ("KIT", 40))
    zoned(wall)
    pick_all(wall, rows, "F-01-02")
    put_all(wall, rows)
    wall.run(ReportShortPick(task=rows(PICKS)[0][0], quantity=0, reason="missing"))
    assert rows(GATHERINGS) == [(number, "W-1", "done")]
    assert wall.run(OpenCarton(order=number)).values["order"] == number


def test_a_late_part_goes_into_another_tote_and_the_same_slot(wall: App, order: Enter, rows: Rows) -> None:
    number = order(("PEN", 4), ("MILK", 1))
    zoned(wall)
    ((task, place, sku), *_) = [row for row in rows(PICKS) if row[1] == "F-01-02"]
    wall.run(ConfirmPick(task=task, location=place, item=sku, quantity=1))
    put_all(wall, rows)
    with pytest.raises(Refused, match=f"TOTE-{number}-FWD stands in the slot W-1"):
        wall.run(ConfirmPick(task=task, location=place, item=sku, tote=f"TOTE-{number}-FWD"))
    wall.run(ConfirmPick(task=task, location=place, item=sku))
    assert rows(TOTES) == [(f"TOTE-{number}-FWD", "W-1"), (f"TOTE-{number}-FWD-2", "BENCH-1")]


def test_a_tote_holds_the_part_of_one_order(wall: App, order: Enter, rows: Rows) -> None:
    order(("PEN", 2), ("MILK", 1))
    order(("PEN", 3))
    order(("PEN", 3))
    zoned(wall)
    first, second, third = [row for row in rows(PICKS) if row[1] == "F-01-02"]
    gathered = {task for (task,) in rows("SELECT number FROM task WHERE document = 'O-000001'")}
    mixed, *plain = sorted((first, second, third), key=lambda row: row[0] not in gathered)
    wall.run(ConfirmPick(task=mixed[0], location="F-01-02", item="PEN", tote="CART"))
    with pytest.raises(Refused, match="Goods of another order are in CART"):
        wall.run(ConfirmPick(task=plain[0][0], location="F-01-02", item="PEN", tote="CART"))
    for task, *_ in plain:
        wall.run(ConfirmPick(task=task, location="F-01-02", item="PEN", tote="BOX"))
    with pytest.raises(Refused, match="Goods of several orders are in BOX"):
        wall.run(PutIntoSlot(tote="BOX", slot="W-1"))
    batch = next(batch for batch, zone, _ in rows(BATCHES) if zone == "CHL")
    wall.run(ConfirmPicks(batch=batch, tote="COLD"))
    assert wall.run(PutIntoSlot(tote="CART", slot="W-1")).values["missing"] == "COLD"


def test_paper_confirms_a_zones_list_into_a_tote_for_each_order(wall: App, order: Enter, rows: Rows) -> None:
    numbers = [order(("PEN", 2), ("MILK", 1)) for _ in range(2)]
    zoned(wall)
    fwd = next(batch for batch, zone, _ in rows(BATCHES) if zone == "FWD")
    with pytest.raises(Refused, match="have totes of their own"):
        wall.run(ConfirmPicks(batch=fwd, tote="ALL"))
    wall.run(ConfirmPicks(batch=fwd))
    assert [tote for tote, _ in rows(TOTES)] == [f"TOTE-{number}-FWD" for number in numbers]


def test_what_is_cancelled_no_longer_holds_a_slot(wall: App, order: Enter, rows: Rows, books_agree: Any) -> None:
    first, second, third = (order(("PEN", 2), ("MILK", 1)) for _ in range(3))
    zoned(wall)
    wall.run(CancelOrder(order=first, reason="no longer wanted"))
    pick_all(wall, rows, "F-01-02")
    put_all(wall, rows)
    wall.run(ReleaseAllocation(order=second, line=2))
    assert {document: state for document, _, state in rows(GATHERINGS)} == {
        first: "cancelled", second: "done", third: "open"}  # fmt: skip
    wall.run(UnreleaseWave(wave="W-000001"))
    assert rows(GATHERINGS)[2] == (third, "W-3", "open")  # its pens stand in the slot; the milk waits for a wave
    books_agree()


def test_a_wave_that_is_called_back_gives_its_slots_back(wall: App, order: Enter, rows: Rows) -> None:
    order(("PEN", 2), ("MILK", 1))
    zoned(wall)
    wall.run(UnreleaseWave(wave="W-000001"))
    assert [state for *_, state in rows(GATHERINGS)] == ["cancelled"]
    wall.run(ReleaseWave(wave="W-000001", method=PickMethod.ZONE))
    assert rows(GATHERINGS)[1][1:] == ("W-1", "open")


def test_a_part_that_is_released_later_meets_the_others(wall: App, order: Enter, rows: Rows) -> None:
    number = order(("PEN", 2), ("MILK", 1))
    zoned(wall)
    pick_all(wall, rows, "F-01-02")
    put_all(wall, rows)
    wall.run(UnreleaseWave(wave="W-000001"))
    with pytest.raises(Refused, match="the rest of it is not released yet"):
        wall.run(OpenCarton(order=number))
    zoned(wall)
    pick_all(wall, rows)
    assert [answer.values["complete"] for answer in put_all(wall, rows)] == [True]
    assert len(rows(GATHERINGS)) == 1
    wall.run(CloseWave(wave="W-000001"))


def test_goods_put_back_leave_the_slot_to_others(wall: App, order: Enter, rows: Rows, books_agree: Any) -> None:
    order(("PEN", 2), ("MILK", 1))
    zoned(wall)
    pick_all(wall, rows, "F-01-02")
    put_all(wall, rows)
    done = rows("SELECT number FROM task WHERE kind = 'pick' AND state = 'done'")[0][0]
    wall.run(UnpickTask(task=done, reason="wrong colour"))
    pick_all(wall, rows)
    assert [answer.values["complete"] for answer in put_all(wall, rows)] == [True]
    books_agree()


def test_nothing_else_goes_into_a_reserved_slot(wall: App, order: Enter, rows: Rows) -> None:
    first, second = order(("PEN", 2), ("MILK", 1)), order(("PEN", 2), ("MILK", 1))
    zoned(wall)
    pick_all(wall, rows, "F-01-02")
    with pytest.raises(Refused, match=f"W-1 waits for the parts of {first}"):
        wall.run(MoveLpn(lpn=f"TOTE-{second}-FWD", to="W-1"))
    with pytest.raises(Refused, match=f"W-1 waits for the parts of {first}"):
        wall.run(MoveStock(item="VALVE", quantity=1, location="F-01-04", to="W-1"))
    for goods in ({"lpn": f"TOTE-{second}-FWD"}, {"item": "VALVE", "from_location": "F-01-04"}):
        with pytest.raises(Refused, match=f"W-1 waits for the parts of {first}"):
            wall.run(ConfirmPutaway(location="W-1", reason="room there", **goods))
    gathering = rows("SELECT number FROM task WHERE kind = 'move' ORDER BY id")[0][0]
    with pytest.raises(Refused, match="does not ask for this"):
        wall.run(MoveLpn(lpn=f"TOTE-{first}-FWD", to="W-1", task=gathering))
    wall.run(CancelTask(task=gathering, reason="packed without"))
    assert wall.run(OpenCarton(order=first)).values["bench"] == "BENCH-1"
    with pytest.raises(Refused, match=r"is not brought together; bring .* to the bench"):
        wall.run(PutIntoSlot(tote=f"TOTE-{first}-FWD", slot="W-1"))


def people(app: App) -> None:
    """Two pickers: anna of the cold room, ben of everywhere."""
    with app.database.writing() as session:
        picker, cold = Role(code="picker", name="Picker"), Role(code="cold", name="Cold room")
        anna, ben = User(login="anna", name="Anna"), User(login="ben", name="Ben")
        session.add_all([picker, cold, anna, ben])
        session.flush()
        session.add_all([RolePermission(role_id=picker.id, permission="picking.*"),
                         *(UserRole(user_id=user.id, role_id=picker.id) for user in (anna, ben)),
                         UserRole(user_id=anna.id, role_id=cold.id)])  # fmt: skip
    app.run(AssignPickZones(role="cold", zones=("CHL",)))


def test_a_zones_walks_are_work_of_its_people_only(wall: App, order: Enter, rows: Rows) -> None:
    people(wall)
    order(("PEN", 2), ("MILK", 1))
    zoned(wall)
    batches = {zone: batch for batch, zone, _ in rows(BATCHES)}
    with pytest.raises(Refused, match=f"{batches['FWD']} is not work of anna, who picks in CHL"):
        wall.run(ClaimBatch(batch=batches["FWD"]), login="anna")
    with pytest.raises(Refused, match="is not work of anna"):
        wall.run(ConfirmPicks(batch=batches["FWD"]), login="anna")
    assert wall.run(ClaimBatch(), login="anna").document == batches["CHL"]
    wall.run(ClaimBatch(batch=batches["FWD"]), login="ben")
    with pytest.raises(Refused, match="is not work of anna"):
        wall.run(HandOverBatch(batch=batches["FWD"], to="anna"), login="ben")
    with pytest.raises(Refused, match="No batch is waiting"):
        wall.run(ClaimBatch(), login="anna")
    wall.run(AssignPickZones(role="cold"))
    wall.run(HandOverBatch(batch=batches["FWD"], to="anna"), login="ben")


def test_zones_are_named_and_handed_out_like_permissions(wall: App) -> None:
    people(wall)
    with pytest.raises(Refused, match="There is no zone MOON"):
        wall.run(AssignPickZones(role="cold", zones=("MOON",)))
    with pytest.raises(Refused, match="system role stays"):
        wall.run(AssignPickZones(role="system", zones=("CHL",)))
