"""A carton is opened for an order: it gets its SSCC and belongs to the order's shipment. Goods are packed next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems
from wms.ledger import lpns
from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Carton, CartonType, Shipment
from wms.model.site import Location, Site
from wms.model.words import MEETING, CartonState, LpnKind, ShipmentState, Stage
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.ordering.held import open_claims
from wms.operations.packing import gathered
from wms.operations.plates import next_sscc
from wms.operations.unit import Answer, Unit
from wms.operations.waving.release import drop_location


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCarton(Command):
    """Open an empty carton for an order of which something is picked."""

    order: str = arg("The order's number", refers="order")
    carton_type: str = arg("The kind of carton; empty: any", "", refers="carton_type")
    bench: str = arg("Where it is packed; empty: where the order's goods stand", "", refers="location")
    alone: bool = arg("Not when another carton of the order stands open: somebody packs it already", False)


@handles("packing.pack", "cartons", "orders")
def open_carton(command: OpenCarton, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    states.require_open(order)
    picked = open_claims(unit, [order.id], Stage.PICKED)
    problems = Problems()
    if not picked:
        problems.add("Nothing of order {order} waits to be packed.", field="order", order=order.number)
    kind = unit.session.scalar(select(CartonType).where(CartonType.code == command.carton_type))
    gathered.check(unit, order, problems)
    if command.carton_type and kind is None:
        problems.add("There is no kind of carton {code}.", field="carton_type", code=command.carton_type)
    if command.alone:
        check_alone(unit, order, problems)
    problems.refuse()
    bench = _bench(unit, order, command.bench, picked[0].location_id)
    shipment, code = opened(unit, order, bench, kind)
    values = {"carton": code, "order": order.number, "shipment": shipment.number, "bench": bench.code}
    return Answer("Carton {carton} is open at {bench} for {order}, shipment {shipment}.", values, code)


def check_alone(unit: Unit, order: Order, problems: Problems) -> None:
    """Note the order's carton that stands open already: two people took the same order from the queue."""
    query = (
        select(Lpn.code, Location.code)
        .join(Carton, Carton.lpn_id == Lpn.id)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .outerjoin(Location, Location.id == Lpn.location_id)
        .where(Shipment.order_id == order.id, Carton.state == CartonState.OPEN)
        .order_by(Carton.id)
    )
    found = unit.session.execute(query.limit(1)).first()
    if found is not None:
        problems.add("{order} is packed by somebody already: its carton {carton} stands open at {place}.",
                     field="alone", order=order.number, carton=found[0], place=found[1] or "–")  # fmt: skip


def opened(unit: Unit, order: Order, bench: Location, kind: CartonType | None) -> tuple[Shipment, str]:
    """Open a carton of this kind at the bench: the order's shipment it belongs to, and its SSCC."""
    shipment = _shipment(unit, order)
    code = _code(unit, order)
    lpn_id = lpns.create(unit.session, code, LpnKind.CARTON, bench.id)
    unit.session.add(Carton(lpn_id=lpn_id, shipment_id=shipment.id, carton_type_id=kind.id if kind else None))
    return shipment, code


def _bench(unit: Unit, order: Order, code: str, standing_at: int) -> Location:
    if code:
        return drop_location(unit, order.site_id, code)
    place = unit.session.get_one(Location, standing_at)
    return drop_location(unit, order.site_id, "") if place.type in MEETING else place


def _shipment(unit: Unit, order: Order) -> Shipment:
    """The order's open shipment that is on no truck yet, or a new one."""
    query = select(Shipment).where(Shipment.order_id == order.id, Shipment.state == ShipmentState.OPEN)
    found = unit.session.scalar(query.order_by(Shipment.id.desc()).limit(1))
    if found is None:
        found = Shipment(number=unit.number("SH"), order_id=order.id)
        unit.session.add(found)
        unit.session.flush()
    return found


def _code(unit: Unit, order: Order) -> str:
    """The next SSCC of the site; a site without a company prefix numbers its cartons for itself."""
    prefix = unit.session.get_one(Site, order.site_id).company_prefix
    if not prefix:
        return unit.number("C")
    return next_sscc(unit, order.site_id, LpnKind.CARTON)
