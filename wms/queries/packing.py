"""What was packed: cartons, their weights, and what is in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from wms.ledger.views import allocations
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import Order, OrderLine
from wms.model.outbound import Carton, CartonType, Load, Shipment
from wms.model.party import Party
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.words import AllocationState, CartonState, Stage
from wms.queries.pieces import ZERO, each_gtin, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class CartonRow:
    """One carton. Inner dimensions are those of its type; `pieces` is how much is in it."""

    carton: str = col("Carton (SSCC)")
    state: CartonState = col("State")
    shipment: str = col("Shipment")
    order: str = col("Order")
    customer: str = col("Customer")
    customer_name: str = col("Name")
    address: str = col("Address")
    carton_type: str | None = col("Carton type")
    length_mm: int = col("Length", "mm")
    width_mm: int = col("Width", "mm")
    height_mm: int = col("Height", "mm")
    expected_weight_g: int = col("Expected weight", "grams")
    weight_g: int = col("Weight", "grams")
    pieces: int = col("Pieces", "quantity")
    location: str | None = col("Location")
    load: str | None = col("Load")


@dataclass(frozen=True, slots=True)
class CartonLineRow:
    """One thing in a carton."""

    carton: str = col("Carton (SSCC)")
    shipment: str = col("Shipment")
    order: str = col("Order")
    order_line: int = col("Line", "number")
    item: str = col("Item")
    item_name: str = col("Name")
    gtin: str = col("GTIN")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    quantity: int = col("Quantity", "quantity")
    ordered: int = col("Ordered", "quantity")
    id: int = col("Carton line", "id")


IN_CARTON = and_(
    allocations.c.lpn_id == Carton.lpn_id, allocations.c.stage == Stage.PACKED,
    allocations.c.state.in_((AllocationState.OPEN, AllocationState.SHIPPED)),
)  # fmt: skip
"""What is, or was when it left, in a carton: the claims that were packed into it and never carried on."""


def pieces_in_carton() -> Any:
    """How many base units are in the carton of the question around it; found through its order's lines."""
    found = (
        select(total(allocations.c.quantity))
        .join(OrderLine, OrderLine.id == allocations.c.order_line_id)
        .where(OrderLine.order_id == Shipment.order_id, IN_CARTON)
    )
    return found.correlate(Shipment, Carton).scalar_subquery()


@question(CartonRow, key=("carton",), sort=("carton",), topics=("cartons",))
def cartons(
    carton: str = "", order: str = "", shipment: str = "", load: str = "", state: CartonState | None = None
) -> Selected:
    """Cartons of an order, a shipment or a load, with weights and how much is in each."""
    statement = (
        select(
            Lpn.code.label("carton"), Carton.state, Shipment.number.label("shipment"), Order.number.label("order"),
            Party.code.label("customer"), Party.name.label("customer_name"),
            func.coalesce(func.nullif(Order.address, ""), Party.address).label("address"),
            CartonType.code.label("carton_type"), func.coalesce(CartonType.length_mm, ZERO).label("length_mm"),
            func.coalesce(CartonType.width_mm, ZERO).label("width_mm"),
            func.coalesce(CartonType.height_mm, ZERO).label("height_mm"), Carton.expected_weight_g, Carton.weight_g,
            pieces_in_carton().label("pieces"), Location.code.label("location"), Load.number.label("load"),
        )
        .join(Lpn, Lpn.id == Carton.lpn_id)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .join(Order, Order.id == Shipment.order_id)
        .join(Party, Party.id == Order.customer_id)
        .outerjoin(CartonType, CartonType.id == Carton.carton_type_id)
        .outerjoin(Location, Location.id == Lpn.location_id)
        .outerjoin(Load, Load.id == Shipment.load_id)
    )  # fmt: skip
    return only(
        statement, (Lpn.code, carton), (Order.number, order), (Shipment.number, shipment), (Load.number, load),
        (Carton.state, state),
    )  # fmt: skip


@question(CartonLineRow, key=("id",), sort=("carton", "order_line"), topics=("cartons",))
def carton_lines(carton: str = "", order: str = "", shipment: str = "", load: str = "") -> Selected:
    """What is in each carton, by order line, lot and serial; put in by one scan or by many."""
    statement = (
        select(
            Lpn.code.label("carton"), Shipment.number.label("shipment"), Order.number.label("order"),
            OrderLine.line.label("order_line"), Item.sku.label("item"), Item.name.label("item_name"),
            each_gtin().label("gtin"), Lot.code.label("lot"), Lot.expiry, Serial.code.label("serial"),
            total(allocations.c.quantity).label("quantity"), OrderLine.ordered, func.min(allocations.c.id).label("id"),
        )
        .select_from(Carton)
        .join(Lpn, Lpn.id == Carton.lpn_id)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .join(Order, Order.id == Shipment.order_id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(allocations, and_(allocations.c.order_line_id == OrderLine.id, IN_CARTON))
        .join(Item, Item.id == allocations.c.item_id)
        .join(Lot, Lot.id == allocations.c.lot_id)
        .join(Serial, Serial.id == allocations.c.serial_id)
        .group_by(Lpn.code, Shipment.number, Order.number, OrderLine.id, OrderLine.line, OrderLine.ordered, Item.id,
                  Item.sku, Item.name, Lot.code, Lot.expiry, Serial.code)
    )  # fmt: skip
    if load:
        statement = statement.join(Load, Load.id == Shipment.load_id).where(Load.number == load)
    return only(statement, (Lpn.code, carton), (Order.number, order), (Shipment.number, shipment))
