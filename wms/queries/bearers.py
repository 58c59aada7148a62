"""Everything in the warehouse that has a code of its own, and how its one-line introduction reads.

The kinds are those of the details pane. A code is unique within its kind, but for lots and serials, which are unique
within their item only, and partners, of whom a supplier and a customer may share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, literal, select, type_coerce

from wms.model.inbound import Asn, Hold, Inspection, Receipt
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Batch, Carton, Load, Shipment, Wave
from wms.model.party import Party
from wms.model.people import User
from wms.model.returns import Return
from wms.model.site import Location, Zone
from wms.model.tracking import Lot, Serial
from wms.model.work import Adjustment, Count, Task
from wms.queries.question import Selected


@dataclass(frozen=True, slots=True)
class Introduced:
    """One kind of thing: its code's column, and a SELECT of kind, code, title and detail, all text.

    `newest` is set where people mostly want the newest (documents), not the first by code.
    """

    kind: str
    code: Any
    statement: Selected
    newest: bool = True


def _select(kind: str, code: Any, title: Any, detail: Any) -> Selected:
    return select(
        literal(kind, Text).label("kind"), _text(code, "code"), _text(title, "title"), _text(detail, "detail")
    )


def _text(value: Any, name: str) -> ColumnElement[str]:
    return (literal(value, Text) if isinstance(value, str) else type_coerce(value, Text())).label(name)


def _document(kind: str, noun: Any, title: Any, detail: Any = None) -> Introduced:
    return Introduced(kind, noun.number, _select(kind, noun.number, title, noun.state if detail is None else detail))


def _of_party(kind: str, noun: Any, party_id: Any) -> Introduced:
    found = _select(kind, noun.number, Party.name, noun.state).select_from(noun)
    return Introduced(kind, noun.number, found.outerjoin(Party, Party.id == party_id))


def _places_and_goods() -> tuple[Introduced, ...]:
    location = _select("location", Location.code, Zone.name, Location.type)
    lpn = _select("lpn", Lpn.code, Location.code, Lpn.kind).outerjoin(Location, Location.id == Lpn.location_id)
    return (
        Introduced("location", Location.code, location.join(Zone, Zone.id == Location.zone_id), newest=False),
        Introduced("item", Item.sku, _select("item", Item.sku, Item.name, Item.family), newest=False),
        Introduced("lpn", Lpn.code, lpn.where(Lpn.id > 0)),
    )


def _inbound() -> tuple[Introduced, ...]:
    inspection = _select("inspection", Inspection.number, Item.name, Inspection.state)
    return (
        _of_party("asn", Asn, Asn.supplier_id),
        _of_party("receipt", Receipt, Receipt.supplier_id),
        Introduced("inspection", Inspection.number, inspection.join(Item, Item.id == Inspection.item_id)),
        _document("hold", Hold, Hold.reason),
    )


def _outbound() -> tuple[Introduced, ...]:
    batch = _select("batch", Batch.number, Wave.number, Batch.state).join(Wave, Wave.id == Batch.wave_id)
    shipment = _select("shipment", Shipment.number, Order.number, Shipment.state)
    carton = _select("carton", Lpn.code, Order.number, Carton.state).select_from(Carton)
    return (
        _of_party("order", Order, Order.customer_id),
        _document("wave", Wave, Wave.reason),
        Introduced("batch", Batch.number, batch),
        _document("task", Task, Task.kind),
        Introduced("carton", Lpn.code, carton.join(Lpn, Lpn.id == Carton.lpn_id)
                   .join(Shipment, Shipment.id == Carton.shipment_id).join(Order, Order.id == Shipment.order_id)),
        Introduced("shipment", Shipment.number, shipment.join(Order, Order.id == Shipment.order_id)),
        _of_party("load", Load, Load.carrier_id),
    )  # fmt: skip


def _control_and_people() -> tuple[Introduced, ...]:
    return (
        _document("count", Count, Count.reason),
        _of_party("return", Return, Return.customer_id),
        _document("adjustment", Adjustment, Adjustment.reason),
        Introduced("party", Party.code, _select("party", Party.code, Party.name, Party.kind), newest=False),
        Introduced("user", User.login, _select("user", User.login, User.name, ""), newest=False),
    )


def _of_item(kind: str, noun: Any, detail: Any) -> Introduced:
    found = _select(kind, noun.code, Item.sku, detail).join(Item, Item.id == noun.item_id).where(noun.id > 0)
    return Introduced(kind, noun.code, found)


CODED: tuple[Introduced, ...] = (*_places_and_goods(), *_outbound(), *_inbound(), *_control_and_people())
"""Everything whose code is indexed, the likeliest meaning of a scan first."""

TRACKED: tuple[Introduced, ...] = (_of_item("lot", Lot, Lot.expiry), _of_item("serial", Serial, Item.name))
"""Lots and serials, whose code alone is found by looking through all of them."""
