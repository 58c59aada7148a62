"""What leaves: shipments, loads, and the manifest that lists everything on a truck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Carton, Load, Manifest, Shipment
from wms.model.party import Party
from wms.model.site import Location
from wms.model.words import CartonState, LoadState, ShipmentState
from wms.queries.packing import pieces_in_carton
from wms.queries.pieces import counted, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """What travels to one customer for one order."""

    shipment: str = col("Shipment")
    state: ShipmentState = col("State")
    order: str = col("Order")
    customer: str = col("Customer")
    customer_name: str = col("Name")
    address: str = col("Address")
    load: str | None = col("Load")
    cartons: int = col("Cartons", "number")
    weight_g: int = col("Weight", "grams")
    shipped_at: datetime | None = col("Shipped at", "moment")


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One truck's worth of shipments."""

    load: str = col("Load")
    state: LoadState = col("State")
    carrier: str = col("Carrier")
    carrier_name: str = col("Name")
    dock: str = col("Dock")
    trailer: str = col("Trailer")
    cutoff_at: datetime = col("Cut-off", "moment")
    closed_at: datetime | None = col("Closed", "moment")
    manifest: str | None = col("Manifest")
    shipments: int = col("Shipments", "number")
    cartons: int = col("Cartons", "number")
    cartons_loaded: int = col("Cartons loaded", "number")
    weight_g: int = col("Weight", "grams")


@dataclass(frozen=True, slots=True)
class ManifestLineRow:
    """One carton on a load; before the load is closed there is no manifest number yet."""

    manifest: str | None = col("Manifest")
    load: str = col("Load")
    carrier: str = col("Carrier")
    shipment: str = col("Shipment")
    order: str = col("Order")
    reference: str = col("Reference")
    customer: str = col("Customer")
    customer_name: str = col("Name")
    address: str = col("Address")
    country: str = col("Country")
    carton: str = col("Carton (SSCC)")
    state: CartonState = col("State")
    weight_g: int = col("Weight", "grams")
    pieces: int = col("Pieces", "quantity")


@question(ShipmentRow, key=("shipment",), sort=("-shipment",), topics=("loads", "cartons", "orders"))
def shipments(
    shipment: str = "", order: str = "", load: str = "", customer: str = "", state: ShipmentState | None = None
) -> Selected:
    """Shipments, the newest first."""
    statement = (
        select(
            Shipment.number.label("shipment"), Shipment.state, Order.number.label("order"),
            Party.code.label("customer"), Party.name.label("customer_name"), _address().label("address"),
            Load.number.label("load"), _of_cartons(counted()).label("cartons"),
            _of_cartons(total(Carton.weight_g)).label("weight_g"), Shipment.shipped_at,
        )
        .join(Order, Order.id == Shipment.order_id)
        .join(Party, Party.id == Order.customer_id)
        .outerjoin(Load, Load.id == Shipment.load_id)
    )  # fmt: skip
    return only(
        statement, (Shipment.number, shipment), (Order.number, order), (Load.number, load), (Party.code, customer),
        (Shipment.state, state),
    )  # fmt: skip


@question(LoadRow, key=("load",), sort=("-load",), topics=("loads", "cartons"))
def loads(load: str = "", carrier: str = "", state: LoadState | None = None) -> Selected:
    """Loads, the newest first, with how much of each is on the truck."""
    statement = (
        select(
            Load.number.label("load"), Load.state, Party.code.label("carrier"), Party.name.label("carrier_name"),
            Location.code.label("dock"), Load.trailer, Load.cutoff_at, Load.closed_at,
            Manifest.number.label("manifest"),
            select(counted()).where(Shipment.load_id == Load.id).scalar_subquery().label("shipments"),
            _on_load(counted()).label("cartons"),
            _on_load(counted(), CartonState.LOADED, CartonState.SHIPPED).label("cartons_loaded"),
            _on_load(total(Carton.weight_g)).label("weight_g"),
        )
        .join(Party, Party.id == Load.carrier_id)
        .join(Location, Location.id == Load.dock_id)
        .outerjoin(Manifest, Manifest.load_id == Load.id)
    )  # fmt: skip
    return only(statement, (Load.number, load), (Party.code, carrier), (Load.state, state))


@question(ManifestLineRow, key=("carton",), sort=("load", "shipment", "carton"), topics=("loads", "cartons"))
def manifest_lines(manifest: str = "", load: str = "") -> Selected:
    """Every carton of a manifest, or of a load that is still being loaded."""
    carrier = aliased(Party)
    statement = (
        select(
            Manifest.number.label("manifest"), Load.number.label("load"), carrier.code.label("carrier"),
            Shipment.number.label("shipment"), Order.number.label("order"), Order.reference,
            Party.code.label("customer"), Party.name.label("customer_name"), _address().label("address"),
            Party.country, Lpn.code.label("carton"), Carton.state, Carton.weight_g,
            pieces_in_carton().label("pieces"),
        )
        .select_from(Carton)
        .join(Lpn, Lpn.id == Carton.lpn_id)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .join(Load, Load.id == Shipment.load_id)
        .join(carrier, carrier.id == Load.carrier_id)
        .join(Order, Order.id == Shipment.order_id)
        .join(Party, Party.id == Order.customer_id)
        .outerjoin(Manifest, Manifest.load_id == Load.id)
        .where(Carton.state != CartonState.CANCELLED)
    )  # fmt: skip
    return only(statement, (Manifest.number, manifest), (Load.number, load))


def _address() -> ColumnElement[str]:
    """Where it goes: the order's own address, or else the customer's."""
    return func.coalesce(func.nullif(Order.address, ""), Party.address)


def _of_cartons(value: ColumnElement[int]) -> ColumnElement[int]:
    its = (Carton.shipment_id == Shipment.id, Carton.state != CartonState.CANCELLED)
    return select(value).where(*its).scalar_subquery()


def _on_load(value: ColumnElement[int], *states: CartonState) -> ColumnElement[int]:
    found = select(value).select_from(Carton).join(Shipment, Shipment.id == Carton.shipment_id)
    found = found.where(Shipment.load_id == Load.id, Carton.state != CartonState.CANCELLED)
    return (found.where(Carton.state.in_(states)) if states else found).correlate(Load).scalar_subquery()
