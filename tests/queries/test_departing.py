"""What is packed and on no truck; the question about one truck tells exactly what stops it from leaving."""

from __future__ import annotations

from datetime import timedelta

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.model.words import Risk
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackTote
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.shipping.load import LoadCarton, OpenLoad, StageCarton
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


@pytest.fixture
def cartons(app: App, clock: SetClock) -> list[str]:
    """Three orders for CAR, packed: the first two leave in four hours, the third in two days."""
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=60, location="F-01-01"),)))
    orders = [
        app.run(EnterOrder(customer="CUS", carrier="CAR", cutoff=clock() + timedelta(hours=hours),
                           due=clock() + timedelta(days=3), lines=(OrderedLine(item="PEN", quantity=5),))).document
        for hours in (4, 4, 48)
    ]  # fmt: skip
    app.run(AllocateOrders())
    app.run(PlanWaves())
    for wave in app.ask("waves").rows:
        app.run(ReleaseWave(wave=wave.wave))
    for batch in app.ask("batches").rows:
        app.run(ConfirmPicks(batch=batch.batch))
    made = []
    for order in orders:
        carton = app.run(OpenCarton(order=order)).document
        app.run(PackTote(carton=carton, tote=f"TOTE-{order}"))
        app.run(CloseCarton(carton=carton))
        made.append(carton)
    return made


def test_what_is_packed_and_on_no_truck_is_told_with_its_haste(app: App, clock: SetClock, cartons: list[str]) -> None:
    rows = app.ask("left_behind", at=clock()).rows
    assert [row.carton for row in rows] == cartons
    assert {row.haste for row in rows} == {Risk.IN_TIME}
    assert next(row.haste for row in app.ask("left_behind", at=clock() + timedelta(hours=3, minutes=45)).rows) == "late"
    assert app.ask("left_behind", at=clock() + timedelta(hours=5)).rows[0].haste is Risk.OVERDUE
    assert (rows[0].carrier, rows[0].location, rows[0].pieces) == ("CAR", "BENCH-1", 5)


def test_what_a_truck_still_lacks_is_what_stops_it_from_leaving(
    app: App, clock: SetClock, cartons: list[str]
) -> None:
    load = app.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=clock() + timedelta(hours=4))).document
    app.run(LoadCarton(carton=cartons[0], load=load))
    wanted = {row.carton: str(row.state) for row in app.ask("for_load", load=load).rows}
    assert wanted == {cartons[0]: "loaded", cartons[1]: "closed"}
    with pytest.raises(Refused) as refused:
        app.run(CloseManifest(load=load))
    assert [problem.values["carton"] for problem in refused.value.problems] == [cartons[1]]
    app.run(CloseManifest(load=load, leave_behind=True))
    assert [row.carton for row in app.ask("for_load", load=load).rows] == [cartons[0]]


def test_departures_count_orders_and_cartons_and_name_their_truck(
    app: App, clock: SetClock, cartons: list[str]
) -> None:
    app.run(StageCarton(carton=cartons[1], lane="LANE-1"))
    load = app.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=clock() + timedelta(hours=4))).document
    app.run(LoadCarton(carton=cartons[0], load=load))
    soon, later = app.ask("cutoffs", at=clock()).rows
    assert (soon.orders, soon.unpacked, soon.closed, soon.staged, soon.loaded) == (2, 0, 0, 1, 1)
    assert (soon.load, soon.dock) == (load, "DOCK-9")
    assert (later.orders, later.closed, later.load) == (1, 1, None)


def test_lanes_tell_whose_cartons_wait_there(app: App, cartons: list[str]) -> None:
    app.run(StageCarton(carton=cartons[0], lane="LANE-2"))
    lanes = {row.lane: (row.carrier, row.cartons) for row in app.ask("staging_lanes").rows}
    assert lanes == {"LANE-1": ("", 0), "LANE-2": ("CAR", 1)}
