"""A truck stands at the dock: a load is opened; cartons, or pallets of them, are staged, loaded, taken off again.

A carton that belongs on another truck is refused with words before it is on this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.model.order import OrderLine
from wms.model.outbound import Carton, Load
from wms.model.party import Party
from wms.model.site import Location
from wms.model.words import CartonState, LoadState, LocationType, PartyKind, ShipmentState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.cross_docking.lanes import staging_lane
from wms.operations.gather import tried
from wms.operations.ordering import states
from wms.operations.packing.cartons import Found
from wms.operations.shipping.stack import Stack
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLoad(Command):
    """Open a load for a carrier's truck at a dock."""

    carrier: str = arg("The carrier", refers="carrier")
    dock: str = arg("The dock the truck stands at", refers="location")
    cutoff: datetime = arg("When the truck leaves")
    trailer: str = arg("The trailer's number", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCarton(Command):
    """Bring a closed carton, or a pallet of them, to a staging lane."""

    carton: str = arg("The SSCC of the carton or the pallet", refers="lpn")
    lane: str = arg("The staging lane", refers="location")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCarton(Command):
    """Put a closed carton, or a pallet of them, on the truck."""

    carton: str = arg("The SSCC of the carton or the pallet", refers="lpn")
    load: str = arg("The load's number", refers="load")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnloadCarton(Command):
    """Take a carton, or a pallet of them, off the truck, back to a staging lane."""

    carton: str = arg("The SSCC of the carton or the pallet", refers="lpn")
    lane: str = arg("The staging lane", refers="location")


@handles("shipping.load", "loads")
def open_load(command: OpenLoad, unit: Unit) -> Answer:
    problems = Problems()
    carrier = tried(problems, find.party, unit.session, PartyKind.CARRIER, command.carrier)
    dock = tried(problems, find.location, unit.session, command.dock, "dock")
    if dock is not None and dock.type is not LocationType.DOCK:
        problems.add("{dock} is not a dock.", field="dock", dock=dock.code)
    if command.cutoff < unit.now:
        problems.add("The truck would have left already.", field="cutoff", found=command.cutoff.isoformat())
    problems.refuse()
    assert carrier is not None
    assert dock is not None
    load = Load(number=unit.number("LD"), site_id=dock.site_id, carrier_id=carrier.id, dock_id=dock.id,
                cutoff_at=command.cutoff, trailer=command.trailer)  # fmt: skip
    unit.session.add(load)
    values = {"load": load.number, "carrier": carrier.code, "dock": dock.code}
    return Answer("Load {load} of {carrier} is open at {dock}.", values, load.number)


@handles("shipping.stage", "cartons", "stock")
def stage_carton(command: StageCarton, unit: Unit) -> Answer:
    stack = Stack(unit, command.carton)
    stack.each(lambda found: found.require(CartonState.CLOSED, CartonState.STAGED))
    lane = staging_lane(unit, command.lane)
    stack.bring(unit, lane, CartonState.STAGED)
    return _told(stack, "stand at {lane}.", "stands at {lane}.", lane=lane.code)


@handles("shipping.load", "cartons", "loads", "stock")
def load_carton(command: LoadCarton, unit: Unit) -> Answer:
    stack, load = Stack(unit, command.carton), find_load(unit, command.load)

    def check(found: Found) -> None:
        found.require(CartonState.CLOSED, CartonState.STAGED)
        states.require_open(found.order, "carton")
        check_truck(unit, found, load)

    stack.each(check)
    stack.bring(unit, unit.session.get_one(Location, load.dock_id), CartonState.LOADED)
    for found in stack.cartons:
        found.shipment.load_id = load.id
    return _told(stack, "are on {load}.", "is on {load}.", load=load.number)


@handles("shipping.load", "cartons", "loads", "stock")
def unload_carton(command: UnloadCarton, unit: Unit) -> Answer:
    stack = Stack(unit, command.carton)
    stack.each(lambda found: found.require(CartonState.LOADED))
    lane = staging_lane(unit, command.lane)
    stack.bring(unit, lane, CartonState.STAGED)
    unit.session.flush()
    for found in stack.cartons:
        on_it = select(Carton.id).where(Carton.shipment_id == found.shipment.id, Carton.state == CartonState.LOADED)
        if unit.session.scalar(on_it.limit(1)) is None:
            found.shipment.load_id = None
    return _told(stack, "are off the truck, at {lane}.", "is off the truck, at {lane}.", lane=lane.code)


def _told(stack: Stack, of_many: str, of_one: str, **values: str) -> Answer:
    if stack.cartons[0].lpn is stack.root:
        return Answer("Carton {carton} " + of_one, {"carton": stack.code, **values}, stack.code)
    said = {"pallet": stack.code, "cartons": len(stack.cartons), **values}
    return Answer("The {cartons} cartons of {pallet} " + of_many, said, stack.code)


def find_load(unit: Unit, number: str) -> Load:
    """The open load with this number. Raises Refused."""
    load = find.by(unit.session, Load, Load.number, number, "load")
    if load.state is not LoadState.OPEN:
        raise refuse("The load {number} is {state}.", field="load", number=load.number, state=load.state.value)
    return load


def check_truck(unit: Unit, found: Found, load: Load) -> None:
    """The alarm for the wrong truck: raises Refused when the carton does not belong on this load."""
    problems = Problems()
    order, shipment = found.order, found.shipment
    if order.carrier_id not in (None, load.carrier_id):
        wanted = unit.session.get_one(Party, order.carrier_id)
        theirs = unit.session.get_one(Party, load.carrier_id)
        problems.add("Wrong truck: {carton} goes with {wanted}, and this is {theirs}.", field="load",
                     carton=found.code, wanted=wanted.name, theirs=theirs.name, found=theirs.code,
                     expected=wanted.code)  # fmt: skip
    if shipment.load_id not in (None, load.id):
        other = unit.session.get_one(Load, shipment.load_id)
        problems.add("Wrong truck: the rest of {shipment} is on {other}.", field="load", shipment=shipment.number,
                     other=other.number, found=load.number, expected=other.number)  # fmt: skip
    if shipment.state is not ShipmentState.OPEN:
        problems.add("The shipment {shipment} is {state}.", field="carton", shipment=shipment.number,
                     state=shipment.state.value)  # fmt: skip
    if order.site_id != load.site_id:
        problems.add("Wrong truck: it stands at another site.", field="load")
    _check_complete(unit, found, problems)
    problems.refuse()


def _check_complete(unit: Unit, found: Found, problems: Problems) -> None:
    missing = unpacked(unit, found.order.id) if found.order.ship_complete else 0
    if missing:
        problems.add("Order {order} ships complete, and {missing} pieces are not packed.", field="carton",
                     order=found.order.number, missing=missing)  # fmt: skip


def unpacked(unit: Unit, order_id: int) -> int:
    """How many pieces of the order are ordered and not packed."""
    lines = select(OrderLine.ordered, OrderLine.packed).where(OrderLine.order_id == order_id)
    return sum(row.ordered - row.packed for row in unit.session.execute(lines))
