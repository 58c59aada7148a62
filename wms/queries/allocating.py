"""Who has a claim on what: stock set aside for orders, lines that got too little, and what can be promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from wms.ledger.views import allocations, stock
from wms.model.inbound import Asn, AsnLine
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import Order, OrderLine
from wms.model.party import Owner, Party
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.words import AllocationState, OrderState, Stage, Status
from wms.queries import announcing, ordering
from wms.queries.pieces import key_columns, of_stock, only, total, with_keys
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Stock held for one order line."""

    item: str = col("Item")
    item_name: str = col("Name")
    location: str = col("Location")
    lpn: str = col("LPN")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    quantity: int = col("Allocated", "quantity")
    stage: Stage = col("Stage")
    order: str = col("Order")
    line: int = col("Line", "number")
    customer: str = col("Customer")
    priority: int = col("Priority", "number")
    cutoff_at: datetime = col("Cut-off", "moment")
    reason: str = col("Reason", "told")
    opened_at: datetime = col("Since", "moment")
    id: int = col("Allocation", "id")


@dataclass(frozen=True, slots=True)
class UnallocatedLineRow:
    """An open line that has less stock set aside than it asks for."""

    order: str = col("Order")
    line: int = col("Line", "number")
    customer: str = col("Customer")
    priority: int = col("Priority", "number")
    cutoff_at: datetime = col("Cut-off", "moment")
    item: str = col("Item")
    item_name: str = col("Name")
    ordered: int = col("Ordered", "quantity")
    allocated: int = col("Allocated", "quantity")
    missing: int = col("Missing", "quantity")
    reason: str = col("Why not allocated", "told")
    state: OrderState = col("Order state")


@dataclass(frozen=True, slots=True)
class AvailableToPromiseRow:
    """What can be promised of an item: usable − allocated − open orders' missing + expected."""

    item: str = col("Item")
    item_name: str = col("Name")
    usable: int = col("Usable on hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    waiting: int = col("Ordered, not allocated", "quantity")
    promise_now: int = col("To promise now", "quantity")
    expected: int = col("Expected", "quantity")
    next_expected_at: datetime | None = col("Next expected", "moment")
    promise: int = col("To promise with expected", "quantity")


@question(ClaimRow, key=("id",), sort=("item", "cutoff_at"), topics=("stock", "orders"))
def who_holds(
    item: str = "", location: str = "", lot: str = "", serial: str = "", lpn: str = "", order: str = "",
    owner: str = "",
) -> Selected:  # fmt: skip
    """Which orders hold stock of an item, lot, licence plate or location."""
    known = {column.name: column for column in key_columns()}
    statement = select(
        known["item"], known["item_name"], known["location"], known["lpn"], known["lot"], known["expiry"],
        known["serial"], allocations.c.quantity, allocations.c.stage, Order.number.label("order"), OrderLine.line,
        Party.code.label("customer"), Order.priority, Order.cutoff_at, allocations.c.reason, allocations.c.opened_at,
        allocations.c.id,
    )  # fmt: skip
    statement = (
        with_keys(statement, allocations)
        .join(OrderLine, OrderLine.id == allocations.c.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Party, Party.id == Order.customer_id)
        .where(allocations.c.state == AllocationState.OPEN)
    )
    return only(
        statement, (Item.sku, item), (Location.code, location), (Lot.code, lot), (Serial.code, serial),
        (Lpn.code, lpn), (Order.number, order), (Owner.code, owner),
    )  # fmt: skip


@question(UnallocatedLineRow, key=("order", "line"), sort=("cutoff_at", "priority"), topics=("orders", "stock"))
def unallocated_lines(order: str = "", item: str = "") -> Selected:
    """Lines of open orders that lack stock, with the reason the last allocation gave."""
    statement = (
        select(
            Order.number.label("order"), OrderLine.line, Party.code.label("customer"), Order.priority,
            Order.cutoff_at, Item.sku.label("item"), Item.name.label("item_name"), OrderLine.ordered,
            OrderLine.allocated, (OrderLine.ordered - OrderLine.allocated).label("missing"),
            OrderLine.unallocated_reason.label("reason"), Order.state,
        )
        .join(Order, Order.id == OrderLine.order_id)
        .join(Party, Party.id == Order.customer_id)
        .join(Item, Item.id == OrderLine.item_id)
        .where(OrderLine.allocated < OrderLine.ordered, Order.state.in_(ordering.OPEN))
    )  # fmt: skip
    return only(statement, (Order.number, order), (Item.sku, item))


@question(AvailableToPromiseRow, key=("item",), sort=("item",), topics=("stock", "orders", "asns"))
def available_to_promise(item: str = "", family: str = "", until: datetime | None = None) -> Selected:
    """What is usable, wanted and expected of each item; `until` counts only what is expected by then."""
    usable, allocated = _usable(stock.c.on_hand), _usable(stock.c.allocated)
    waiting, expected = _waiting(), _expected(total(AsnLine.announced - AsnLine.received), until)
    statement = select(
        Item.sku.label("item"), Item.name.label("item_name"), usable.label("usable"), allocated.label("allocated"),
        waiting.label("waiting"), (usable - allocated - waiting).label("promise_now"), expected.label("expected"),
        _next(until).label("next_expected_at"), (usable - allocated - waiting + expected).label("promise"),
    ).where(Item.active)  # fmt: skip
    return only(statement, (Item.sku, item), (Item.family, family))


def _usable(column: ColumnElement[int]) -> ColumnElement[int]:
    return of_stock(total(column), stock.c.item_id == Item.id, stock.c.status == Status.AVAILABLE)


def _waiting() -> ColumnElement[int]:
    """What open orders still want and have no stock for."""
    found = select(total(OrderLine.ordered - OrderLine.allocated)).join(Order, Order.id == OrderLine.order_id)
    its = found.where(OrderLine.item_id == Item.id, OrderLine.allocated < OrderLine.ordered)
    return its.where(Order.state.in_(ordering.OPEN)).correlate(Item).scalar_subquery()


def _expected(value: ColumnElement[int], until: datetime | None) -> ColumnElement[int]:
    found = select(value).select_from(AsnLine).join(Asn, Asn.id == AsnLine.asn_id)
    return _still_to_come(found, until).correlate(Item).scalar_subquery()


def _next(until: datetime | None) -> ColumnElement[datetime | None]:
    found = select(Asn.expected_at).join(AsnLine, AsnLine.asn_id == Asn.id)
    return _still_to_come(found, until).order_by(Asn.expected_at).limit(1).correlate(Item).scalar_subquery()


def _still_to_come(found: Selected, until: datetime | None) -> Selected:
    found = found.where(AsnLine.item_id == Item.id, AsnLine.received < AsnLine.announced)
    found = found.where(Asn.state.in_(announcing.OPEN))
    return found if until is None else found.where(Asn.expected_at <= until)
