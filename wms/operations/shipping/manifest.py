"""The truck leaves: everything on it is shipped in one posting, and the manifest lists it.

What was packed for this truck and is not on it stops the departure, unless it is left behind on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, update

from wms.base.errors import Problems, refuse
from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Carton, Load, Manifest, Shipment
from wms.model.words import CartonState, LoadState, OrderState, ShipmentState
from wms.operations.command import Command, arg, handles
from wms.operations.ordering.states import forget
from wms.operations.shipping.leave import leave
from wms.operations.shipping.load import find_load
from wms.operations.unit import Answer, Unit

TOLD = 20
"""How many cartons that would be left behind are named."""
PACKED = (CartonState.OPEN, CartonState.CLOSED, CartonState.STAGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseManifest(Command):
    """Let the truck go: ship everything that is loaded."""

    load: str = arg("The load's number", refers="load")
    leave_behind: bool = arg("Go without what was packed for this truck and is not on it", False)


@handles("shipping.close", "loads", "cartons", "orders", "stock")
def close_manifest(command: CloseManifest, unit: Unit) -> Answer:
    load = find_load(unit, command.load)
    cartons = _loaded(unit, load)
    if not cartons:
        raise refuse("Nothing is on the load {load}.", field="load", load=load.number)
    behind = _behind(unit, load)
    if behind and not command.leave_behind:
        _refuse(unit, load, behind)
    _part(unit, load, behind)
    number = unit.number("MF")
    posted, pieces = leave(unit, number, cartons)
    unit.session.add(Manifest(number=number, load_id=load.id, posting_id=posted.posting_id, closed_at=unit.now))
    load.state, load.closed_at = LoadState.CLOSED, unit.now
    values = {"manifest": number, "load": load.number, "cartons": len(cartons), "pieces": pieces,
              "behind": len(behind)}  # fmt: skip
    return Answer("Manifest {manifest}: {cartons} cartons with {pieces} pieces have left; {behind} stayed behind.",
                  values, number)  # fmt: skip


def _loaded(unit: Unit, load: Load) -> Sequence[Carton]:
    unit.session.flush()
    query = (
        select(Carton).join(Shipment, Shipment.id == Carton.shipment_id)
        .where(Shipment.load_id == load.id, Carton.state == CartonState.LOADED).order_by(Carton.id)
    )  # fmt: skip
    return unit.session.scalars(query).all()


def _behind(unit: Unit, load: Load) -> Sequence[Carton]:
    """Cartons for this truck that are not on it: of shipments partly loaded, or due with its carrier by now."""
    due = (Order.carrier_id == load.carrier_id) & (Order.cutoff_at <= load.cutoff_at) & Shipment.load_id.is_(None)
    query = (
        select(Carton)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .join(Order, Order.id == Shipment.order_id)
        .where(Carton.state.in_(PACKED), Shipment.state == ShipmentState.OPEN, Order.site_id == load.site_id,
               Order.state != OrderState.HELD, or_(Shipment.load_id == load.id, due))
        .order_by(Carton.id)
    )  # fmt: skip
    return unit.session.scalars(query).all()


def _refuse(unit: Unit, load: Load, behind: Sequence[Carton]) -> None:
    problems = Problems()
    for carton in behind[:TOLD]:
        problems.add("{carton} is packed for {load} and not on it.", field="carton", load=load.number,
                     carton=unit.session.get_one(Lpn, carton.lpn_id).code)  # fmt: skip
    if len(behind) > TOLD:
        problems.add("{more} further cartons are not on it.", field="carton", more=len(behind) - TOLD)
    problems.refuse()


def _part(unit: Unit, load: Load, behind: Sequence[Carton]) -> None:
    """What stays behind of a shipment that leaves becomes a shipment of its own."""
    table = Carton.metadata.tables["carton"]
    fresh: dict[int, Shipment] = {}
    for carton in behind:
        shipment = unit.session.get_one(Shipment, carton.shipment_id)
        if shipment.load_id != load.id:
            continue
        if shipment.id not in fresh:
            fresh[shipment.id] = Shipment(number=unit.number("SH"), order_id=shipment.order_id)
            unit.session.add(fresh[shipment.id])
            unit.session.flush()
        moved = update(table).where(table.c.id == carton.id).values(shipment_id=fresh[shipment.id].id)
        unit.session.connection().execute(moved.values(version=table.c.version + 1))
    forget(unit, Carton)
