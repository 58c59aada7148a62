"""Putaway: proposed with reasons, confirmed by scan, and never against what a place can bear."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from wms.app.application import App
from wms.base.errors import Refused
from wms.model.item import Item, SlotAssignment
from wms.model.site import Location, Zone
from wms.model.words import Hazard, Level, LocationStatus, Mixing, Status, TaskState
from wms.model.work import Task
from wms.operations.putting_away.confirm import ConfirmPutaway
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.putting_away.reverse import ReversePutaway
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines

MILK = ReceivedLine(item="MILK", quantity=10, lot="L1", expiry=date(2026, 3, 20))


def received(app: App, *lines: ReceivedLine, dock: str = "DOCK-1") -> str:
    receipt = app.run(CheckIn(dock=dock, supplier="SUP")).document
    app.run(ReceiveLines(receipt=receipt, lines=lines))
    return receipt


def on_plate(code: str = "P1", item: str = "PEN", quantity: int = 240, **more: Any) -> ReceivedLine:
    return ReceivedLine(item=item, quantity=quantity, lpn=code, **more)


def tasks(app: App) -> list[Task]:
    with app.database.writing() as session:
        found = list(session.scalars(select(Task).order_by(Task.id)))
        session.expunge_all()
        return found


def code(app: App, location_id: int | None) -> str:
    with app.database.writing() as session:
        return session.scalars(select(Location.code).where(Location.id == location_id)).one()


def change(app: App, place: str, **values: Any) -> None:
    with app.database.writing() as session:
        session.execute(update(Location).where(Location.code == place).values(**values))


def lying(app: App) -> dict[tuple[str, str], int]:
    """Base units by sku and location."""
    with app.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT i.sku, l.code, sum(s.on_hand) FROM stock s JOIN item i ON i.id = s.item_id"
            " JOIN location l ON l.id = s.location_id GROUP BY i.sku, l.code"
        )
        return {(row[0], row[1]): row[2] for row in rows}


def test_a_pallet_goes_to_the_reserve_loose_goods_to_the_forward_area_damaged_ones_to_quarantine(app: App) -> None:
    receipt = received(
        app, on_plate(), ReceivedLine(item="PEN", quantity=30), ReceivedLine(item="KIT", quantity=2, damaged=True), MILK
    )
    answer = app.run(ProposePutaway(receipt=receipt))
    zones = {(task.lpn_id > 0, task.quantity): code(app, task.to_location_id)[:1] for task in tasks(app)}
    assert zones == {(True, 240): "R", (False, 30): "F", (False, 2): "Q", (False, 10): "C"}
    assert answer.values["tasks"] == 4


def test_a_proposal_says_why_and_what_else_would_do(app: App) -> None:
    app.run(ProposePutaway(receipt=received(app, on_plate())))
    [task] = tasks(app)
    assert code(app, task.to_location_id) == "R-01-01"
    assert "m from the dock" in task.reason
    assert [choice["location"] for choice in task.choices] == ["R-01-02", "R-01-03", "R-01-04", "R-01-05"]
    assert all("m from the dock" in choice["reason"] for choice in task.choices)


def test_two_pallets_are_not_sent_to_one_rack_position_and_nothing_is_proposed_twice(app: App) -> None:
    receipt = received(app, on_plate("P1"), on_plate("P2"))
    app.run(ProposePutaway(receipt=receipt))
    later = received(app, on_plate("P3"))
    app.run(ProposePutaway(location="DOCK-1"))
    assert len({task.to_location_id for task in tasks(app)}) == 3
    for again in (ProposePutaway(receipt=later), ProposePutaway(lpn="P1")):
        with pytest.raises(Refused, match="Nothing waits"):
            app.run(again)


def test_a_pallet_without_a_rack_position_goes_to_its_second_kind_of_zone_or_is_explained(app: App) -> None:
    for number in range(2, 7):
        change(app, f"R-01-0{number}", status=LocationStatus.CLOSED)
    change(app, "R-01-01", max_weight_g=20_000)
    change(app, "F-01-01", mixing=Mixing.ONE_ITEM)
    app.run(ProposePutaway(receipt=received(app, on_plate("P1"))))
    assert code(app, tasks(app)[0].to_location_id)[0] == "F"
    for number in range(1, 9):
        change(app, f"F-01-0{number}", status=LocationStatus.NO_ENTRY)
    with pytest.raises(Refused, match="blocked: 8 places") as refused:
        app.run(ProposePutaway(receipt=received(app, on_plate("P2"))))
    assert "P2 has no place" in str(refused.value)


def test_more_loose_goods_than_one_shelf_holds_are_split(app: App) -> None:
    with app.database.writing() as session:
        session.execute(update(Location).where(Location.code.like("F-%")).values(max_weight_g=6_000))
    app.run(ProposePutaway(receipt=received(app, ReceivedLine(item="PEN", quantity=300))))
    assert sorted(task.quantity for task in tasks(app)) == [60, 120, 120]
    assert len({task.to_location_id for task in tasks(app)}) == 3


def test_goods_go_to_their_home(app: App) -> None:
    with app.database.writing() as session:
        ids = {place.code: place.id for place in session.scalars(select(Location))}
        items = {item.sku: item.id for item in session.scalars(select(Item))}
        session.add_all([
            SlotAssignment(item_id=items["PEN"] if n == 5 else items["KIT"], location_id=ids[f"F-01-0{n}"])
            for n in range(1, 9)
        ])  # fmt: skip
    app.run(ProposePutaway(receipt=received(app, ReceivedLine(item="PEN", quantity=30))))
    assert code(app, tasks(app)[0].to_location_id) == "F-01-05"


def test_a_proposal_needs_one_scope(app: App) -> None:
    with pytest.raises(Refused) as refused:
        app.run(ProposePutaway(receipt="R-1", lpn="P1", seconds=-1))
    assert [p.field for p in refused.value.problems] == ["receipt", "seconds"]
    for empty in (ProposePutaway(location="DOCK-2"), ProposePutaway(location="NOWHERE"), ProposePutaway(lpn="P9")):
        with pytest.raises(Refused):
            app.run(empty)


def test_several_climates_on_one_plate_must_be_taken_apart(app: App) -> None:
    receipt = received(app, on_plate(), on_plate(item="MILK", quantity=1, lot="L1", expiry=date(2026, 3, 20)))
    with pytest.raises(Refused, match="several climates"):
        app.run(ProposePutaway(receipt=receipt))


def test_a_pallet_is_confirmed_by_its_task_or_its_plate(app: App) -> None:
    app.run(ProposePutaway(receipt=received(app, on_plate("P1"), on_plate("P2"))))
    first, second = tasks(app)
    app.run(ConfirmPutaway(task=first.number, location=code(app, first.to_location_id)))
    app.run(ConfirmPutaway(lpn="P2", location=code(app, second.to_location_id)))
    assert {task.state for task in tasks(app)} == {TaskState.DONE}
    assert lying(app) == {("PEN", "R-01-01"): 240, ("PEN", "R-01-02"): 240}


def test_another_place_needs_a_reason(app: App) -> None:
    app.run(ProposePutaway(receipt=received(app, on_plate())))
    with pytest.raises(Refused, match="not the proposed place"):
        app.run(ConfirmPutaway(lpn="P1", location="R-01-06"))
    app.run(ConfirmPutaway(lpn="P1", location="R-01-06", reason="aisle was blocked"))
    assert lying(app) == {("PEN", "R-01-06"): 240}


@pytest.mark.parametrize(
    ("change_of", "match"),
    [
        ({"status": LocationStatus.CLOSED}, "closed"),
        ({"height_mm": 150}, "mm too low"),
        ({"depth_mm": 600}, "too small on the floor"),
        ({"max_weight_g": 5_000}, "its limit is 5000"),
        ({"max_volume_mm3": 1_000}, "its limit is 1000"),
    ],
)
def test_what_a_place_cannot_bear_no_reason_overrides(app: App, change_of: dict[str, Any], match: str) -> None:
    app.run(ProposePutaway(receipt=received(app, on_plate())))
    change(app, "R-01-06", **change_of)
    with pytest.raises(Refused, match=match):
        app.run(ConfirmPutaway(lpn="P1", location="R-01-06", reason="I want it there"))
    assert lying(app) == {("PEN", "DOCK-1"): 240}


def test_climate_mixing_and_a_taken_position_are_not_overridden_either(app: App) -> None:
    received(app, on_plate("P1"), on_plate("P2", "KIT"), MILK)
    change(app, "R-01-02", mixing=Mixing.ONE_ITEM)
    app.run(ConfirmPutaway(lpn="P1", location="R-01-02"))
    for wrong, match in (
        (ConfirmPutaway(lpn="P2", location="R-01-02", reason="x"), "one item only.*no free position"),
        (ConfirmPutaway(item="MILK", lot="L1", from_location="DOCK-1", location="F-01-01", reason="x"), "chilled"),
    ):
        with pytest.raises(Refused, match=match):
            app.run(wrong)


def test_hazards_are_kept_apart(app: App) -> None:
    with app.database.writing() as session:
        session.execute(update(Zone).where(Zone.code == "FWD").values(hazard=Hazard.FLAMMABLE))
        session.execute(update(Zone).where(Zone.code == "RES").values(hazard=Hazard.OXIDISING))
        session.execute(update(Item).where(Item.sku == "PEN").values(hazard=Hazard.FLAMMABLE))
        session.execute(update(Item).where(Item.sku == "KIT").values(hazard=Hazard.OXIDISING))
    received(app, on_plate("P1", "KIT"), ReceivedLine(item="PEN", quantity=12))
    with pytest.raises(Refused, match="not fit for that"):
        app.run(ConfirmPutaway(lpn="P1", location="F-01-01", reason="x"))
    app.run(ConfirmPutaway(lpn="P1", location="R-01-01"))
    with pytest.raises(Refused, match="hazard class oxidising lies in the same aisle"):
        app.run(ConfirmPutaway(item="PEN", from_location="DOCK-1", location="F-01-01"))


def test_loose_goods_are_put_away_in_parts(app: App) -> None:
    app.run(ProposePutaway(receipt=received(app, ReceivedLine(item="PEN", quantity=3, level=Level.CASE))))
    place = code(app, tasks(app)[0].to_location_id)
    app.run(ConfirmPutaway(item="PEN", from_location="DOCK-1", location=place, quantity=20))
    assert (tasks(app)[0].state, tasks(app)[0].done_quantity) == (TaskState.CLAIMED, 20)
    app.run(ConfirmPutaway(task=tasks(app)[0].number, location=place))
    assert (tasks(app)[0].state, lying(app)) == (TaskState.DONE, {("PEN", place): 36})


def test_serials_are_put_away_by_name(app: App) -> None:
    received(app, ReceivedLine(item="DRILL", quantity=2, serials=("S1", "S2")))
    app.run(ConfirmPutaway(item="DRILL", from_location="DOCK-1", location="F-01-01", serials=("S2",)))
    with app.database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT l.code FROM stock s JOIN location l ON l.id = s.location_id"
            " JOIN serial n ON n.id = s.serial_id WHERE n.code = 'S2'"
        ).scalar_one()
    assert found == "F-01-01"


def test_goods_where_nobody_proposed_them_need_a_reason_only_in_the_wrong_zone(app: App) -> None:
    received(app, ReceivedLine(item="PEN", quantity=5, damaged=True))
    scan = {"item": "PEN", "from_location": "DOCK-1", "status": Status.DAMAGED}
    with pytest.raises(Refused, match="a place for forward"):
        app.run(ConfirmPutaway(location="F-01-01", **scan))
    app.run(ConfirmPutaway(location="QUA-1", **scan))
    assert lying(app) == {("PEN", "QUA-1"): 5}


@pytest.mark.parametrize(
    ("scan", "field"),
    [
        ({}, "task"),
        ({"task": "T-1", "lpn": "P1"}, "task"),
        ({"task": "T-404"}, "task"),
        ({"lpn": "NONE"}, "lpn"),
        ({"item": "NOSUCH", "from_location": "DOCK-1"}, "item"),
        ({"item": "PEN"}, "from_location"),
        ({"item": "MILK", "from_location": "DOCK-1", "lot": "L9"}, "lot"),
        ({"item": "PEN", "from_location": "DOCK-1", "quantity": -1}, "quantity"),
        ({"item": "PEN", "from_location": "DOCK-1", "quantity": 6}, "quantity"),
        ({"item": "PEN", "from_location": "DOCK-1", "quantity": 10**15}, "quantity"),
        ({"item": "PEN", "from_location": "DOCK-1", "location": "NOWHERE"}, "location"),
        ({"item": "PEN", "from_location": "DOCK-1", "location": "DOCK-1", "reason": "x"}, "location"),
    ],
)
def test_a_scan_that_cannot_be_is_refused(app: App, scan: dict[str, Any], field: str) -> None:
    received(app, ReceivedLine(item="PEN", quantity=5))
    with pytest.raises(Refused) as refused:
        app.run(ConfirmPutaway(**{"location": "F-01-01", **scan}))
    assert [p.field for p in refused.value.problems] == [field]
    assert lying(app) == {("PEN", "DOCK-1"): 5}


def test_a_finished_task_is_not_confirmed_again(app: App) -> None:
    app.run(ProposePutaway(receipt=received(app, on_plate())))
    done = ConfirmPutaway(task=tasks(app)[0].number, location="R-01-01")
    app.run(done)
    with pytest.raises(Refused, match="is done already"):
        app.run(done)


def test_a_plate_is_carried_whole(app: App) -> None:
    received(app, on_plate())
    with pytest.raises(Refused, match="carried whole"):
        app.run(ConfirmPutaway(lpn="P1", location="R-01-01", quantity=10))


def test_a_wrong_putaway_is_booked_back(app: App) -> None:
    receipt = received(app, on_plate(), ReceivedLine(item="KIT", quantity=5))
    app.run(ProposePutaway(receipt=receipt))
    for task in tasks(app):
        app.run(ConfirmPutaway(task=task.number, location=code(app, task.to_location_id)))
        app.run(ReversePutaway(task=task.number, reason="wrong aisle"))
        with pytest.raises(Refused, match="Nothing of"):
            app.run(ReversePutaway(task=task.number, reason="again"))
    assert lying(app) == {("PEN", "DOCK-1"): 240, ("KIT", "DOCK-1"): 5}
    assert app.run(ProposePutaway(receipt=receipt)).values["tasks"] == 2
