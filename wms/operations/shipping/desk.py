"""Parcels that leave without a truck of their own: handed to the carrier, or the customer, at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems
from wms.model.order import Order
from wms.model.outbound import Carton, Shipment
from wms.model.words import CartonState, ShipmentState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.shipping.leave import leave
from wms.operations.shipping.load import unpacked
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipOrder(Command):
    """Hand over an order's closed cartons at the desk."""

    order: str = arg("The order's number", refers="order")


@handles("shipping.hand_over", "cartons", "orders", "stock")
def ship_order(command: ShipOrder, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    states.require_open(order)
    cartons = _cartons(unit, order)
    _check(unit, order, cartons)
    shipment = unit.session.get_one(Shipment, cartons[0].shipment_id)
    _, pieces = leave(unit, shipment.number, cartons)
    values = {"order": order.number, "cartons": len(cartons), "pieces": pieces, "state": order.state.value}
    return Answer("{cartons} cartons with {pieces} pieces of {order} are handed over; the order is {state}.", values,
                  shipment.number)  # fmt: skip


def _cartons(unit: Unit, order: Order) -> Sequence[Carton]:
    query = (
        select(Carton)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .where(Shipment.order_id == order.id, Shipment.state == ShipmentState.OPEN)
        .order_by(Carton.id)
    )
    return unit.session.scalars(query).all()


def _check(unit: Unit, order: Order, cartons: Sequence[Carton]) -> None:
    problems = Problems()
    if not cartons:
        problems.add("Nothing of order {order} is packed.", field="order", order=order.number)
    for state, text in ((CartonState.OPEN, "not closed"), (CartonState.LOADED, "on a truck")):
        many = sum(carton.state is state for carton in cartons)
        if many:
            problems.add("{many} cartons of order {order} are {text}.", field="order", many=many, order=order.number,
                         text=text)  # fmt: skip
    missing = unpacked(unit, order.id) if order.ship_complete else 0
    if missing:
        problems.add("Order {order} ships complete, and {missing} pieces are not packed.", field="order",
                     order=order.number, missing=missing)  # fmt: skip
    problems.refuse()
