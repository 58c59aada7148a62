"""What customers want: orders, their lines, and how far each has come on its way to the truck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.outbound import Wave
from wms.model.party import Owner, Party
from wms.model.site import Site
from wms.model.words import OrderState
from wms.queries.pieces import counted, each_gtin, only, total
from wms.queries.question import Selected, col, question

CLOSED = (OrderState.SHIPPED, OrderState.CANCELLED)
OPEN = tuple(state for state in OrderState if state not in CLOSED)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order and how far it has come; quantities are summed over its lines."""

    order: str = col("Order")
    state: OrderState = col("State")
    customer: str = col("Customer")
    customer_name: str = col("Name")
    carrier: str | None = col("Carrier")
    wave: str | None = col("Wave")
    owner: str = col("Owner")
    site: str = col("Site")
    priority: int = col("Priority", "number")
    entered_at: datetime = col("Entered", "moment")
    due_at: datetime = col("Due", "moment")
    cutoff_at: datetime = col("Cut-off", "moment")
    shipped_at: datetime | None = col("Shipped at", "moment")
    ship_complete: bool = col("Ship complete", "flag")
    reference: str = col("Reference")
    address: str = col("Address")
    lines: int = col("Lines", "number")
    ordered: int = col("Ordered", "quantity")
    allocated: int = col("Allocated", "quantity")
    picked: int = col("Picked", "quantity")
    packed: int = col("Packed", "quantity")
    shipped: int = col("Shipped", "quantity")
    version: int = col("Version", "id")


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """One wanted item and how far it has come."""

    order: str = col("Order")
    line: int = col("Line", "number")
    item: str = col("Item")
    item_name: str = col("Name")
    gtin: str = col("GTIN")
    ordered: int = col("Ordered", "quantity")
    allocated: int = col("Allocated", "quantity")
    picked: int = col("Picked", "quantity")
    packed: int = col("Packed", "quantity")
    shipped: int = col("Shipped", "quantity")
    returned: int = col("Returned", "quantity")
    price_minor: int = col("Price", "money")
    minimum_remaining_days: int = col("Minimum remaining life (days)", "number")
    substitute_allowed: bool = col("Substitute allowed", "flag")
    substitutes_line: int | None = col("Substitutes line", "number")
    unallocated_reason: str = col("Why not allocated", "told")
    state: OrderState = col("Order state")
    id: int = col("Order line", "id")


@question(OrderRow, key=("order",), sort=("cutoff_at", "priority"), topics=("orders",))
def open_orders(
    customer: str = "", carrier: str = "", wave: str = "", state: OrderState | None = None, reference: str = ""
) -> Selected:
    """Orders that are neither shipped nor cancelled, those whose carrier leaves first at the top."""
    statement = only(of_orders(customer, carrier, wave), (Order.state, state), (Order.reference, reference))
    return statement.where(Order.state.in_(OPEN))


@question(OrderRow, key=("order",), sort=("-order",), topics=("orders",))
def orders(
    order: str = "", customer: str = "", carrier: str = "", wave: str = "", state: OrderState | None = None,
    reference: str = "", entered_from: datetime | None = None, entered_before: datetime | None = None,
) -> Selected:  # fmt: skip
    """All orders, the newest first."""
    statement = only(of_orders(customer, carrier, wave), (Order.number, order), (Order.state, state),
                     (Order.reference, reference))  # fmt: skip
    if entered_from is not None:
        statement = statement.where(Order.entered_at >= entered_from)
    return statement if entered_before is None else statement.where(Order.entered_at < entered_before)


@question(
    OrderLineRow, key=("id",), sort=("order", "line"), topics=("orders", "stock"),
    lead={"order": Order.number, "item": Item.sku},
)  # fmt: skip
def order_lines(order: str = "", item: str = "", wave: str = "", open_only: bool = False) -> Selected:
    """What was ordered, and how much of it is allocated, picked, packed, shipped and returned."""
    stands_in = aliased(OrderLine)
    statement = (
        select(
            Order.number.label("order"), OrderLine.line, Item.sku.label("item"), Item.name.label("item_name"),
            each_gtin().label("gtin"), OrderLine.ordered, OrderLine.allocated, OrderLine.picked, OrderLine.packed,
            OrderLine.shipped, OrderLine.returned, OrderLine.price_minor, OrderLine.minimum_remaining_days,
            OrderLine.substitute_allowed, stands_in.line.label("substitutes_line"), OrderLine.unallocated_reason,
            Order.state, OrderLine.id,
        )
        .outerjoin(Order, Order.id == OrderLine.order_id)
        .outerjoin(Item, Item.id == OrderLine.item_id)
        .outerjoin(stands_in, stands_in.id == OrderLine.substitutes_id)
    )  # fmt: skip
    if wave:
        statement = statement.join(Wave, Wave.id == Order.wave_id).where(Wave.number == wave)
    if open_only:
        statement = statement.where(Order.state.in_(OPEN))
    return only(statement, (Order.number, order), (Item.sku, item))


def of_orders(customer: str = "", carrier: str = "", wave: str = "") -> Selected:
    """Orders with the columns of `OrderRow`."""
    its_carrier = aliased(Party)
    statement = (
        select(
            Order.number.label("order"), Order.state, Party.code.label("customer"), Party.name.label("customer_name"),
            its_carrier.code.label("carrier"), Wave.number.label("wave"), Owner.code.label("owner"),
            Site.code.label("site"), Order.priority, Order.entered_at, Order.due_at, Order.cutoff_at,
            Order.shipped_at, Order.ship_complete, Order.reference, Order.address, Order.version,
            _of_lines(counted(), "lines"),
            *(_of_lines(total(column), column.key) for column in (OrderLine.ordered, OrderLine.allocated,
              OrderLine.picked, OrderLine.packed, OrderLine.shipped)),
        )
        .join(Party, Party.id == Order.customer_id)
        .join(Owner, Owner.id == Order.owner_id)
        .join(Site, Site.id == Order.site_id)
        .outerjoin(its_carrier, its_carrier.id == Order.carrier_id)
        .outerjoin(Wave, Wave.id == Order.wave_id)
    )  # fmt: skip
    return only(statement, (Party.code, customer), (its_carrier.code, carrier), (Wave.number, wave))


def _of_lines(value: ColumnElement[int], name: str) -> ColumnElement[int]:
    return select(value).where(OrderLine.order_id == Order.id).scalar_subquery().label(name)
