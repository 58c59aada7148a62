"""Cartons of two carriers, packed and closed at the bench."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.model.party import Party
from wms.model.words import PartyKind
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackTote
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


class Packed(NamedTuple):
    """Two cartons of CAR's truck at ten, one of FAST's at noon."""

    first: str
    second: str
    other: str


@pytest.fixture
def packed(app: App, clock: SetClock) -> Packed:
    """Three orders, each in a closed carton."""
    with app.database.writing() as session:
        session.add(Party(kind=PartyKind.CARRIER, code="FAST", name="Fast Freight"))
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=60, location="F-01-01"),)))
    tomorrow = clock() + timedelta(days=1)
    orders = [
        app.run(EnterOrder(customer="CUS", carrier=carrier, cutoff=clock() + timedelta(hours=hours), due=tomorrow,
                           lines=(OrderedLine(item="PEN", quantity=quantity),))).document
        for carrier, hours, quantity in (("CAR", 4, 5), ("CAR", 4, 6), ("FAST", 6, 7))
    ]  # fmt: skip
    app.run(AllocateOrders())
    app.run(PlanWaves())
    for wave in app.ask("waves").rows:
        app.run(ReleaseWave(wave=wave.wave))
    for batch in app.ask("batches").rows:
        app.run(ConfirmPicks(batch=batch.batch))
    return Packed(*(_boxed(app, order) for order in orders))


def _boxed(app: App, order: str) -> str:
    carton = app.run(OpenCarton(order=order)).document
    app.run(PackTote(carton=carton, tote=f"TOTE-{order}"))
    app.run(CloseCarton(carton=carton))
    return carton
