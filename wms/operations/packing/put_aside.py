"""An open carton that nothing is in is put aside: its SSCC is used up, and it waits for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import refuse
from wms.ledger import lpns
from wms.model.order import Order
from wms.model.outbound import Carton, Shipment
from wms.model.words import CartonState
from wms.operations.command import Command, arg, handles
from wms.operations.packing import cartons
from wms.operations.packing.cartons import Found
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCarton(Command):
    """Put an empty carton aside that was opened for an order."""

    carton: str = arg("The carton's SSCC", refers="lpn")


@handles("packing.pack", "cartons", "orders")
def cancel_carton(command: CancelCarton, unit: Unit) -> Answer:
    found = Found(unit, command.carton)
    found.require(CartonState.OPEN)
    if cartons.contents(unit, [found.lpn.id]):
        raise refuse("{carton} is not empty; take the goods out first.", field="carton", carton=found.code)
    put_aside(unit, [found.carton])
    return Answer("Carton {carton} is put aside.", {"carton": found.code}, found.code)


def empty_cartons(unit: Unit, order: Order) -> list[Carton]:
    """The order's open cartons that nothing is in."""
    query = select(Carton).join(Shipment, Shipment.id == Carton.shipment_id)
    query = query.where(Shipment.order_id == order.id, Carton.state == CartonState.OPEN).order_by(Carton.id)
    found = list(unit.session.scalars(query))
    full = {row.lpn_id for row in cartons.contents(unit, [carton.lpn_id for carton in found])}
    return [carton for carton in found if carton.lpn_id not in full]


def put_aside(unit: Unit, found: Sequence[Carton]) -> None:
    """Cancel these empty cartons; their licence plates leave the site."""
    for carton in found:
        carton.state = CartonState.CANCELLED
    lpns.leave(unit.session, [carton.lpn_id for carton in found])
