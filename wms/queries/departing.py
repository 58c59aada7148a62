"""What is packed and still in the house: which truck it waits for, when that leaves, and what each truck lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, literal_column, or_, select, type_coerce
from sqlalchemy.orm import aliased

from wms.base.clock import utc_now
from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Carton, Load, Shipment
from wms.model.party import Party
from wms.model.site import Location
from wms.model.types import Choice, Int64, to_micros
from wms.model.words import CartonState, LoadState, LocationType, OrderState, Risk, ShipmentState
from wms.queries.ordering import OPEN
from wms.queries.pace import setting
from wms.queries.packing import pieces_in_carton
from wms.queries.pieces import counted, only, total
from wms.queries.question import Selected, col, question

PACKED = (CartonState.OPEN, CartonState.CLOSED, CartonState.STAGED)
"""The states of cartons that are in the house, and on no truck."""
NOBODY: ColumnElement[str] = literal_column("''")


@dataclass(frozen=True, slots=True)
class DepartingRow:
    """One carton on its way out. `haste` says how near its carrier's departure is; `pallet` is what it stands on."""

    carton: str = col("Carton (SSCC)")
    state: CartonState = col("State")
    haste: Risk = col("Departure")
    cutoff_at: datetime = col("Cut-off", "moment")
    carrier: str = col("Carrier")
    carrier_name: str = col("Carrier's name")
    order: str = col("Order")
    order_state: OrderState = col("Order's state")
    customer: str = col("Customer")
    customer_name: str = col("Name")
    shipment: str = col("Shipment")
    location: str | None = col("Location")
    pallet: str | None = col("Pallet")
    pieces: int = col("Pieces", "quantity")
    weight_g: int = col("Weight", "grams")
    load: str | None = col("Load")


@dataclass(frozen=True, slots=True)
class CutoffRow:
    """What is to leave with one carrier at one time; `load` is a truck that is being loaded for it, if there is one."""

    carrier: str = col("Carrier")
    carrier_name: str = col("Name")
    cutoff_at: datetime = col("Cut-off", "moment")
    haste: Risk = col("Departure")
    orders: int = col("Orders", "number")
    unpacked: int = col("Not packed yet", "number")
    closed: int = col("Cartons packed", "number")
    staged: int = col("Cartons in lanes", "number")
    loaded: int = col("Cartons loaded", "number")
    load: str | None = col("Load")
    dock: str | None = col("Dock")


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One staging lane, and what waits there for one carrier's departure; an empty lane names none."""

    lane: str = col("Lane")
    carrier: str = col("Carrier")
    carrier_name: str = col("Name")
    cutoff_at: datetime | None = col("Cut-off", "moment")
    cartons: int = col("Cartons", "number")


@question(DepartingRow, key=("carton",), sort=("cutoff_at", "carrier", "carton"),
          topics=("cartons", "loads", "orders"))  # fmt: skip
def left_behind(
    carton: str = "", order: str = "", carrier: str = "", location: str = "", pallet: str = "",
    at: datetime | None = None,
) -> Selected:  # fmt: skip
    """Everything packed and not loaded at a moment (now), what leaves first at the top."""
    statement, plate = _departing(at)
    statement = statement.where(Carton.state.in_(PACKED), Shipment.state == ShipmentState.OPEN)
    return only(
        statement, (Lpn.code, carton), (Order.number, order), (Party.code, carrier), (Location.code, location),
        (plate, pallet),
    )  # fmt: skip


@question(DepartingRow, key=("carton",), sort=("cutoff_at", "carrier", "carton"),
          topics=("cartons", "loads", "orders"))  # fmt: skip
def for_load(load: str = "", at: datetime | None = None) -> Selected:
    """Everything one truck is to take: what is on it, and what was packed for it and is not on it."""
    truck = aliased(Load)
    statement, _ = _departing(at)
    due = and_(Order.carrier_id == truck.carrier_id, Order.cutoff_at <= truck.cutoff_at, Shipment.load_id.is_(None))
    on_it = and_(Shipment.load_id == truck.id, Carton.state.in_((CartonState.LOADED, CartonState.SHIPPED)))
    waits = and_(
        Carton.state.in_(PACKED), Shipment.state == ShipmentState.OPEN, Order.site_id == truck.site_id,
        Order.state != OrderState.HELD, truck.state == LoadState.OPEN, or_(Shipment.load_id == truck.id, due),
    )
    return statement.join(truck, truck.number == load).where(or_(on_it, waits))


@question(CutoffRow, key=("cutoff_at", "carrier"), sort=("cutoff_at", "carrier"),
          topics=("cartons", "loads", "orders"))  # fmt: skip
def cutoffs(carrier: str = "", at: datetime | None = None) -> Selected:
    """What is to leave, by carrier and cut-off, with how much of it is packed, staged and loaded."""
    boxes = _boxes()
    statement = (
        select(
            func.coalesce(Party.code, NOBODY).label("carrier"),
            func.coalesce(Party.name, NOBODY).label("carrier_name"), Order.cutoff_at, _haste(at).label("haste"),
            counted().label("orders"),
            total(case((boxes.c.closed + boxes.c.staged + boxes.c.loaded > 0, 0), else_=1)).label("unpacked"),
            total(boxes.c.closed).label("closed"), total(boxes.c.staged).label("staged"),
            total(boxes.c.loaded).label("loaded"), _truck(Load.number).label("load"),
            _truck(Location.code).label("dock"),
        )
        .select_from(Order)
        .outerjoin(Party, Party.id == Order.carrier_id)
        .outerjoin(boxes, boxes.c.order_id == Order.id)
        .where(Order.state.in_(OPEN))
        .group_by(Order.carrier_id, Party.code, Party.name, Order.cutoff_at)
    )  # fmt: skip
    return only(statement, (Party.code, carrier))


@question(LaneRow, key=("lane", "carrier", "cutoff_at"), sort=("lane", "carrier", "cutoff_at"),
          topics=("cartons", "locations"))  # fmt: skip
def staging_lanes(lane: str = "", carrier: str = "") -> Selected:
    """The staging lanes, and for which carrier and cut-off cartons wait in each."""
    waiting = (
        select(Lpn.location_id, Order.carrier_id, Order.cutoff_at, counted().label("cartons"))
        .select_from(Carton)
        .join(Lpn, Lpn.id == Carton.lpn_id)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .join(Order, Order.id == Shipment.order_id)
        .where(Carton.state.in_(PACKED))
        .group_by(Lpn.location_id, Order.carrier_id, Order.cutoff_at)
        .subquery()
    )
    statement = (
        select(
            Location.code.label("lane"), func.coalesce(Party.code, NOBODY).label("carrier"),
            func.coalesce(Party.name, NOBODY).label("carrier_name"), waiting.c.cutoff_at,
            func.coalesce(waiting.c.cartons, literal(0, Int64)).label("cartons"),
        )
        .select_from(Location)
        .outerjoin(waiting, waiting.c.location_id == Location.id)
        .outerjoin(Party, Party.id == waiting.c.carrier_id)
        .where(Location.type == LocationType.LANE)
    )  # fmt: skip
    return only(statement, (Location.code, lane), (Party.code, carrier))


def _departing(at: datetime | None) -> tuple[Selected, Any]:
    """All cartons with what they wait for, as DepartingRow wants it; and the column of the pallet."""
    plate = aliased(Lpn)
    customer = aliased(Party)
    statement = (
        select(
            Lpn.code.label("carton"), Carton.state, _haste(at).label("haste"), Order.cutoff_at,
            func.coalesce(Party.code, NOBODY).label("carrier"),
            func.coalesce(Party.name, NOBODY).label("carrier_name"), Order.number.label("order"),
            Order.state.label("order_state"), customer.code.label("customer"), customer.name.label("customer_name"),
            Shipment.number.label("shipment"), Location.code.label("location"), plate.code.label("pallet"),
            pieces_in_carton().label("pieces"), Carton.weight_g, Load.number.label("load"),
        )
        .select_from(Carton)
        .join(Lpn, Lpn.id == Carton.lpn_id)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .join(Order, Order.id == Shipment.order_id)
        .join(customer, customer.id == Order.customer_id)
        .outerjoin(Party, Party.id == Order.carrier_id)
        .outerjoin(Location, Location.id == Lpn.location_id)
        .outerjoin(plate, plate.id == Lpn.parent_id)
        .outerjoin(Load, Load.id == Shipment.load_id)
    )  # fmt: skip
    return statement, plate.code


def _haste(at: datetime | None) -> ColumnElement[Risk]:
    """How near the departure is: gone, so near that loading may not be done by then, within twice that, or not near."""
    left = (type_coerce(Order.cutoff_at, Int64) - literal(to_micros(at or utc_now()), Int64)) // 1_000_000
    near = 60 * setting("waving.handling_minutes")
    words = case(
        (left < 0, Risk.OVERDUE.value), (left < near, Risk.LATE.value), (left < 2 * near, Risk.AT_RISK.value),
        else_=Risk.IN_TIME.value,
    )  # fmt: skip
    return type_coerce(words, Choice(Risk))


def _boxes() -> Any:
    """The cartons of each order by how far they have come."""

    def many(*states: CartonState) -> ColumnElement[int]:
        return total(case((Carton.state.in_(states), 1), else_=0))

    return (
        select(Shipment.order_id, many(CartonState.CLOSED).label("closed"), many(CartonState.STAGED).label("staged"),
               many(CartonState.LOADED).label("loaded"))
        .join(Carton, Carton.shipment_id == Shipment.id)
        .where(Shipment.state == ShipmentState.OPEN)
        .group_by(Shipment.order_id)
        .subquery()
    )  # fmt: skip


def _truck(column: Any) -> ColumnElement[Any]:
    """Of the open load that leaves first with this carrier at this cut-off or later."""
    found = (
        select(column).select_from(Load).join(Location, Location.id == Load.dock_id)
        .where(Load.carrier_id == Order.carrier_id, Load.cutoff_at >= Order.cutoff_at, Load.state == LoadState.OPEN)
        .order_by(Load.cutoff_at, Load.number).limit(1)
    )  # fmt: skip
    return found.correlate(Order).scalar_subquery()
