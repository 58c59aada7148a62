"""Goods leave the building: cartons, shipments and orders become shipped in one posting, claims and all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from wms.base.errors import refuse
from wms.ledger import allocations, lpns
from wms.ledger.allocations import Carry
from wms.ledger.posting import Posted
from wms.ledger.views import stock
from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Carton, Shipment
from wms.model.site import CUSTOMER
from wms.model.words import CartonState, OrderState, ShipmentState, Stage
from wms.operations import find
from wms.operations.ordering import states
from wms.operations.packing.cartons import contents
from wms.operations.unit import Unit


def leave(unit: Unit, document: str, cartons: Sequence[Carton]) -> tuple[Posted, int]:
    """Ship these cartons with all that is in them; returns the posting and how many pieces left. Raises Refused."""
    plates = [carton.lpn_id for carton in cartons]
    held = contents(unit, plates)
    _refuse_strays(unit, plates, sum(row.quantity for row in held))
    orders = _orders(unit, cartons)
    steps = [Carry(row.id, row.quantity, CUSTOMER, 0, Stage.PACKED) for row in held]
    posted, _ = allocations.carry(unit.session, unit.header(document), steps)
    lpns.leave(unit.session, [*plates, *_emptied_pallets(unit, plates)])
    for carton in cartons:
        carton.state = CartonState.SHIPPED
    for chunk in find.chunks({carton.shipment_id for carton in cartons}):
        for shipment in unit.session.scalars(select(Shipment).where(Shipment.id.in_(chunk))):
            shipment.state, shipment.shipped_at = ShipmentState.SHIPPED, unit.now
    states.refresh(unit, orders)
    return posted, sum(row.quantity for row in held)


def _emptied_pallets(unit: Unit, plates: Sequence[int]) -> list[int]:
    """The pallets on which nothing but these cartons stands, and nothing lies: they go with them."""
    gone, emptied, layer = set(plates), [], list(plates)
    while layer:
        parents: set[int] = set()
        for chunk in find.chunks(layer):
            above = select(Lpn.parent_id).where(Lpn.id.in_(chunk), Lpn.parent_id.is_not(None))
            parents |= {parent for parent in unit.session.scalars(above) if parent is not None}
        layer = [parent for parent in sorted(parents - gone) if gone.issuperset(lpns.subtree(unit.session, parent)[1:])
                 and not unit.session.scalar(select(stock.c.id).where(stock.c.lpn_id == parent).limit(1))]  # fmt: skip
        gone.update(layer)
        emptied += layer
    return emptied


def _refuse_strays(unit: Unit, plates: Sequence[int], held: int) -> None:
    """Whatever is in a carton must be held for an order, or the books would lose it."""
    on_hand = 0
    for chunk in find.chunks(plates):
        on_hand += sum(unit.session.scalars(select(stock.c.on_hand).where(stock.c.lpn_id.in_(chunk))))
    if on_hand != held:
        raise refuse("{stray} pieces in the cartons belong to no order; take them out first.", field="carton",
                     stray=on_hand - held)  # fmt: skip
    if not held:
        raise refuse("There is nothing in the cartons.", field="carton")


def _orders(unit: Unit, cartons: Sequence[Carton]) -> list[int]:
    """The orders the cartons belong to. Raises Refused when one of them must not leave."""
    found: list[int] = []
    for chunk in find.chunks({carton.shipment_id for carton in cartons}):
        rows = unit.session.execute(
            select(Order.id, Order.number, Order.state)
            .join(Shipment, Shipment.order_id == Order.id)
            .where(Shipment.id.in_(chunk))
        )
        for row in rows:
            if row.state is OrderState.HELD:
                raise states.not_open(row.number, row.state)
            found.append(row.id)
    return found
