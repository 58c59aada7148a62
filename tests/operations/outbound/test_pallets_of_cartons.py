"""Cartons stand on a pallet, and the pallet is staged, loaded and shipped as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.moving.move import MoveStock
from wms.operations.moving.plate import BuildLpn, MoveLpn, NestLpn, UnnestLpn
from wms.operations.ordering.hold import HoldOrder
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackTote
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.shipping.desk import ShipOrder
from wms.operations.shipping.load import LoadCarton, OpenLoad, StageCarton, UnloadCarton
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Rows = Callable[..., list[tuple[Any, ...]]]
STATES = "SELECT c.state, n.location_id FROM carton c JOIN lpn n ON n.id = c.lpn_id ORDER BY c.id"


@pytest.fixture
def cartons(app: App, put: Callable[..., None], order: Callable[..., str]) -> list[str]:
    """Two closed cartons of two orders at the packing bench."""
    put("PEN", "F-01-02", 100)
    numbers = [order(("PEN", quantity), carrier="CAR") for quantity in (6, 9)]
    app.run(AllocateOrders())
    wave = app.run(PlanWaves()).document
    for batch in app.run(ReleaseWave(wave=wave)).values["batches"]:
        app.run(ConfirmPicks(batch=batch))
    codes = []
    for number in numbers:
        codes.append(app.run(OpenCarton(order=number)).document)
        app.run(PackTote(carton=codes[-1], tote=f"TOTE-{number}"))
        app.run(CloseCarton(carton=codes[-1]))
    return codes


@pytest.fixture
def pallet(app: App, cartons: list[str]) -> str:
    """A pallet at the bench with both cartons on it."""
    code = app.run(BuildLpn(location="BENCH-1")).document
    for carton in cartons:
        app.run(NestLpn(lpn=carton, onto=code))
    return code


@pytest.fixture
def load(app: App, clock: SetClock) -> str:
    return app.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=clock() + timedelta(days=2))).document


def test_a_pallet_is_loaded_with_all_its_cartons_and_leaves_with_them(
    app: App, pallet: str, load: str, rows: Rows, books_agree: Callable[[], None]
) -> None:
    assert app.run(StageCarton(carton=pallet, lane="LANE-1")).message == f"The 2 cartons of {pallet} stand at LANE-1."
    answer = app.run(LoadCarton(carton=pallet, load=load))
    assert answer.message == f"The 2 cartons of {pallet} are on {load}."
    assert {state for state, _ in rows(STATES)} == {"loaded"}
    books_agree()
    assert app.run(CloseManifest(load=load)).values["pieces"] == 15
    assert rows(STATES) == [("shipped", None), ("shipped", None)]
    assert rows("SELECT location_id FROM lpn WHERE code = ?", pallet) == [(None,)]
    books_agree()


def test_a_pallet_is_taken_off_the_truck_again(app: App, pallet: str, load: str, rows: Rows) -> None:
    app.run(LoadCarton(carton=pallet, load=load))
    app.run(UnloadCarton(carton=pallet, lane="LANE-2"))
    assert {state for state, _ in rows(STATES)} == {"staged"}
    assert rows("SELECT DISTINCT load_id FROM shipment") == [(None,)]


def test_a_carton_on_a_pallet_is_not_loaded_from_under_it(
    app: App, cartons: list[str], pallet: str, load: str, rows: Rows
) -> None:
    with pytest.raises(Refused, match=f"stands on {pallet}: bring the whole pallet, or take it off first"):
        app.run(LoadCarton(carton=cartons[0], load=load))
    app.run(UnnestLpn(lpn=cartons[0]))
    app.run(LoadCarton(carton=cartons[0], load=load))
    app.run(CloseManifest(load=load, leave_behind=True))
    assert rows("SELECT location_id IS NOT NULL FROM lpn WHERE code = ?", pallet) == [(1,)]


def test_every_carton_of_a_pallet_is_checked_and_none_is_loaded_when_one_may_not(
    app: App, pallet: str, load: str, rows: Rows
) -> None:
    for (number,) in rows("SELECT number FROM orders"):
        app.run(HoldOrder(order=number, reason="unpaid"))
    with pytest.raises(Refused) as caught:
        app.run(LoadCarton(carton=pallet, load=load))
    assert len(caught.value.problems) == 2
    assert {state for state, _ in rows(STATES)} == {"closed"}


def test_a_pallet_without_packed_cartons_or_with_other_goods_stays(
    app: App, pallet: str, put: Callable[..., None], load: str
) -> None:
    put("KIT", "DOCK-9", 1, lpn="LOOSE")
    with pytest.raises(Refused, match="LOOSE is not a packed carton, and none stands on it"):
        app.run(LoadCarton(carton="LOOSE", load=load))
    put("KIT", "BENCH-1", 1, lpn="ODD")
    app.run(NestLpn(lpn="ODD", onto=pallet))
    with pytest.raises(Refused, match="goods that are in no packed carton"):
        app.run(LoadCarton(carton=pallet, load=load))


def test_what_lies_on_the_plate_a_carton_stood_on_stays_in_the_house(
    app: App, cartons: list[str], rows: Rows, books_agree: Callable[[], None]
) -> None:
    box = app.run(BuildLpn(location="F-01-02")).document
    app.run(MoveStock(item="PEN", quantity=5, location="F-01-02", to_lpn=box))
    app.run(MoveLpn(lpn=box, to="BENCH-1"))
    app.run(NestLpn(lpn=cartons[0], onto=box))
    app.run(ShipOrder(order=rows("SELECT number FROM orders ORDER BY id")[0][0]))
    assert rows("SELECT location_id IS NOT NULL FROM lpn WHERE code = ?", box) == [(1,)]
    assert rows("SELECT parent_id, location_id FROM lpn WHERE code = ?", cartons[0]) == [(None, None)]
    books_agree()
