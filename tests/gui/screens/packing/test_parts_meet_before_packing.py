"""What zones picked in parts is packed from its slot, and not before all of it is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.gui.screens.packing.screen import PackBench
from wms.model.words import LocationType, PickMethod
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.locations import LocationLine, RegisterLocations
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.packing.open import OpenCarton
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.picking.put import PutIntoSlot
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Scan = Callable[..., tuple[str, str]]


@pytest.fixture
def zoned(app: App) -> App:
    """An order of pens and milk, picked by two zones; the pens are picked."""
    app.run(RegisterLocations(lines=(
        LocationLine(code="W-1", zone="PCK", aisle="01", type=LocationType.TOTE, x_mm=5_000, y_mm=18_000),)))
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=20, location="F-01-01"),
        OpeningLine(item="MILK", quantity=8, location="C-01-01", lot="L1", expiry=date(2026, 3, 18)),
    )))  # fmt: skip
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=2),
                                              OrderedLine(item="MILK", quantity=1))))  # fmt: skip
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document, method=PickMethod.ZONE))
    app.run(ConfirmPicks(batch=batch_of(app, "FWD")))
    return app


def batch_of(app: App, zone: str) -> str:
    return next(str(row.batch) for row in app.ask("batches").rows if row.zones == zone)


def test_the_bench_says_what_is_missing_and_packs_from_the_slot(zoned: App, bench: PackBench, scan: Scan) -> None:
    cold = batch_of(zoned, "CHL")
    assert scan("TOTE-O-000001-FWD") == (
        "info", f"O-000001 is not complete in W-1. Missing: CHL {cold}, FWD TOTE-O-000001-FWD")
    assert [fact.value for fact in bench.packing.prompt().facts][2] == "1"
    assert "next" not in [choice.name for choice in bench.packing.prompt().choices]
    zoned.run(ConfirmPicks(batch=cold))
    with pytest.raises(Refused, match="it waits for TOTE-O-000001-CHL, TOTE-O-000001-FWD"):
        zoned.run(OpenCarton(order="O-000001"))
    for zone in ("FWD", "CHL"):
        zoned.run(PutIntoSlot(tote=f"TOTE-O-000001-{zone}", slot="W-1"))
    assert scan("TOTE-O-000001-FWD") == ("right", "O-000001: 3 pieces to pack from W-1.")
