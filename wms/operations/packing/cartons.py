"""Finding cartons by what is printed on them, and what lies in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from wms.base.errors import refuse
from wms.ledger.views import allocations as claims
from wms.ledger.views import stock
from wms.model.item import PackagingLevel
from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Carton, CartonType, Shipment
from wms.model.words import AllocationState, CartonState, Level
from wms.operations import find
from wms.operations.unit import Unit

IN_HOUSE = (CartonState.OPEN, CartonState.CLOSED, CartonState.STAGED, CartonState.LOADED)


class Found:
    """A carton with its licence plate, shipment and order."""

    def __init__(self, unit: Unit, code: str, field: str = "carton") -> None:
        self.lpn: Lpn = find.lpn(unit.session, code, field)
        carton = unit.session.scalar(select(Carton).where(Carton.lpn_id == self.lpn.id))
        if carton is None:
            raise refuse("{code} is not a packed carton.", field=field, code=self.lpn.code)
        self.carton: Carton = carton
        self.shipment: Shipment = unit.session.get_one(Shipment, carton.shipment_id)
        self.order: Order = unit.session.get_one(Order, self.shipment.order_id)

    @property
    def code(self) -> str:
        """What is printed on it."""
        return self.lpn.code

    def require(self, *wanted: CartonState) -> None:
        """Raise Refused unless the carton is in one of these states."""
        if self.carton.state not in wanted:
            raise refuse("The carton {code} is {state}.", field="carton", code=self.code,
                         state=self.carton.state.value)  # fmt: skip


def contents(unit: Unit, lpn_ids: Sequence[int]) -> list[Any]:
    """The open claims on what is in these cartons."""
    unit.session.flush()
    found: list[Any] = []
    for chunk in find.chunks(lpn_ids):
        query = select(claims).where(claims.c.lpn_id.in_(chunk), claims.c.state == AllocationState.OPEN)
        found += unit.session.execute(query.order_by(claims.c.id)).all()
    return found


def expected_weight(unit: Unit, found: Found) -> int:
    """What the carton should weigh in grams: its contents by the piece, and the empty carton; 0 when unknown."""
    query = (
        select(func.sum(stock.c.on_hand * PackagingLevel.weight_g), func.min(func.coalesce(PackagingLevel.weight_g, 0)))
        .select_from(stock)
        .outerjoin(PackagingLevel, (PackagingLevel.item_id == stock.c.item_id) & (PackagingLevel.level == Level.EACH))
        .where(stock.c.lpn_id == found.lpn.id)
    )
    weight, lightest = unit.session.execute(query).one()
    if not lightest:
        return 0
    kind = unit.session.get(CartonType, found.carton.carton_type_id) if found.carton.carton_type_id else None
    return int(weight) + (kind.tare_g if kind else 0)
