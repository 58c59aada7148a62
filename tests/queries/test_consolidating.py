"""The wall of slots: what is where, what is missing, who has it, and what is stuck."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.model.words import LocationType, PickMethod
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.locations import LocationLine, RegisterLocations
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.hold import HoldOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.people.pick_zones import AssignPickZones
from wms.operations.people.roles import DefineRole, GrantRole
from wms.operations.people.users import RegisterUser
from wms.operations.picking.batches import ClaimBatch, PauseBatch
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.picking.put import PutIntoSlot
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave
from wms.queries.consolidating import SlotState, Stuck
from wms.queries.gathered import PartState


@pytest.fixture
def zoned(app: App, clock: SetClock) -> App:
    """Two orders of pens and kits (two zones) and one of pens alone, released by zones onto a wall of three slots."""
    app.run(RegisterLocations(lines=tuple(
        LocationLine(code=f"W-{n}", zone="PCK", aisle="01", type=LocationType.TOTE, x_mm=5_000, y_mm=18_000, bay=n,
                     pick_sequence=90 + n) for n in (1, 2, 3)
    )))  # fmt: skip
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=40, location="F-01-02"),
                                    OpeningLine(item="KIT", quantity=40, location="R-01-03"))))  # fmt: skip
    for lines in ((("PEN", 2), ("KIT", 1)), (("PEN", 1), ("KIT", 3)), (("PEN", 5),)):
        app.run(EnterOrder(customer="CUS", lines=tuple(OrderedLine(item=i, quantity=q) for i, q in lines)))
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document, method=PickMethod.ZONE))
    return app


def batch_of(app: App, zone: str) -> str:
    return next(str(row.batch) for row in app.ask("batches", open_only=True).rows if row.zones == zone)


def wall(app: App, **more: Any) -> dict[str, Any]:
    return {row.slot: row for row in app.ask("consolidation_slots", **more).rows}


def test_the_wall_tells_of_every_slot_what_is_there_and_what_it_waits_for(zoned: App) -> None:
    fwd, res = batch_of(zoned, "FWD"), batch_of(zoned, "RES")
    assert [row.state for row in wall(zoned).values()] == [SlotState.EXPECTING, SlotState.EXPECTING, SlotState.FREE]
    assert wall(zoned)["W-1"].waits_for == f"FWD {fwd}, RES {res}"
    zoned.run(ClaimBatch(batch=fwd))
    assert wall(zoned)["W-1"].waits_for == f"FWD {fwd} system, RES {res}"
    zoned.run(ConfirmPicks(batch=fwd))
    zoned.run(PutIntoSlot(tote="TOTE-O-000001-FWD", slot="W-1"))
    rows = wall(zoned)
    first, second = rows["W-1"], rows["W-2"]
    assert (first.state, first.parts, first.parts_there, first.pieces, first.pieces_there) == (
        SlotState.PARTLY, 2, 1, 3, 2)  # fmt: skip
    assert (second.state, second.waits_for) == (SlotState.EXPECTING, f"TOTE-O-000002-FWD, RES {res}")
    zoned.run(ConfirmPicks(batch=res))
    done = zoned.run(PutIntoSlot(tote="TOTE-O-000001-RES", slot="W-1"))
    assert done.values["complete"]
    assert (wall(zoned)["W-1"].state, wall(zoned)["W-1"].waits_for) == (SlotState.COMPLETE, "")
    zoned.run(PostOpeningStock(lines=(OpeningLine(item="VALVE", quantity=1, location="W-3"),)))
    assert wall(zoned)["W-3"].state is SlotState.OTHERWISE
    assert list(wall(zoned, order="O-000002")) == ["W-2"]


def test_the_parts_of_an_order_say_who_has_them(zoned: App) -> None:
    fwd, res = batch_of(zoned, "FWD"), batch_of(zoned, "RES")
    zoned.run(ClaimBatch(batch=res))
    zoned.run(ConfirmPicks(batch=fwd))
    parts = zoned.ask("consolidation_parts", order="O-000002").rows
    assert [(p.zone, p.state, p.batch, p.picker, p.pieces, p.slot) for p in parts] == [
        ("FWD", PartState.ON_THE_WAY, "", "", 1, "W-2"),
        ("RES", PartState.PICKING, res, "system", 3, "W-2"),
    ]
    assert parts[0].totes == "TOTE-O-000002-FWD"
    zoned.run(PutIntoSlot(tote="TOTE-O-000002-FWD", slot="W-2"))
    assert [p.state for p in zoned.ask("consolidation_parts", order="O-000002").rows] == [
        PartState.THERE, PartState.PICKING]  # fmt: skip
    assert len(zoned.ask("consolidation_parts", slot="W-2", missing_only=True).rows) == 1
    assert [p.order for p in zoned.ask("consolidation_parts").rows] == ["O-000001"] * 2 + ["O-000002"] * 2


def test_what_does_not_go_on_says_why(zoned: App, clock: SetClock) -> None:
    fwd, res = batch_of(zoned, "FWD"), batch_of(zoned, "RES")

    def why(slot: str = "W-1") -> Stuck:
        return Stuck(wall(zoned, at=clock())[slot].stuck)

    assert why() is Stuck.NO
    clock.advance(3_600)
    assert (why(), wall(zoned, at=clock())["W-1"].minutes) == (Stuck.UNCLAIMED, 60)
    zoned.run(ClaimBatch(batch=fwd))
    zoned.run(PauseBatch(batch=fwd))
    assert why() is Stuck.PAUSED
    zoned.run(ConfirmPicks(batch=fwd))
    zoned.run(ClaimBatch(batch=res))
    assert why() is Stuck.NO
    clock.advance(3_600)
    assert why() is Stuck.STANDING
    zoned.run(PutIntoSlot(tote="TOTE-O-000001-FWD", slot="W-1"))
    clock.advance(3_600)
    assert why() is Stuck.SLOW
    zoned.run(HoldOrder(order="O-000002", reason="not paid"))
    assert why("W-2") is Stuck.HELD
    zoned.run(PauseBatch(batch=res))


def test_a_complete_order_that_nobody_packs_is_stuck_too(zoned: App, clock: SetClock) -> None:
    for zone in ("FWD", "RES"):
        zoned.run(ConfirmPicks(batch=batch_of(zoned, zone)))
        zoned.run(PutIntoSlot(tote=f"TOTE-O-000001-{zone}", slot="W-1"))
    assert [row.kind for row in zoned.ask("internal_transport", first=clock().date(), last=clock().date()).rows] == []
    assert wall(zoned, at=clock())["W-1"].stuck is Stuck.NO
    assert wall(zoned, at=clock() + timedelta(hours=1))["W-1"].stuck is Stuck.UNPACKED


def test_lists_and_queues_know_zones_and_slots(zoned: App) -> None:
    rows = zoned.ask("pick_list", batch=batch_of(zoned, "FWD")).rows
    assert {(row.order, row.slot, row.to_location) for row in rows} == {
        ("O-000001", "W-1", "BENCH-1"), ("O-000002", "W-2", "BENCH-1"), ("O-000003", None, "BENCH-1")}  # fmt: skip
    zoned.run(RegisterUser(login="anna", name="Anna"))
    zoned.run(DefineRole(code="far", permissions=("picking.*", "pick_zone.RES")))
    zoned.run(GrantRole(login="anna", role="far"))
    assert [row.batch for row in zoned.ask("my_work", user="anna").rows] == [batch_of(zoned, "RES")]
    zoned.run(AssignPickZones(role="far"))
    assert len(zoned.ask("my_work", user="anna").rows) == 2
