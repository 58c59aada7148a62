"""What came back: returns and what became of the goods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.party import Party
from wms.model.returns import Return, ReturnLine
from wms.model.tracking import Lot, Serial
from wms.model.words import Disposition, ReturnState
from wms.queries.pieces import counted, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return."""

    number: str = col("Return")
    state: ReturnState = col("State")
    customer: str = col("Customer")
    customer_name: str = col("Name")
    order: str | None = col("Order")
    reason: str = col("Reason")
    opened_at: datetime = col("Opened", "moment")
    lines: int = col("Lines", "number")
    quantity: int = col("Quantity", "quantity")


@dataclass(frozen=True, slots=True)
class ReturnLineRow:
    """One returned piece; `nr` is its place on the return, from 1."""

    number: str = col("Return")
    nr: int = col("Nr.", "number")
    customer: str = col("Customer")
    order: str | None = col("Order")
    order_line: int | None = col("Line", "number")
    item: str = col("Item")
    item_name: str = col("Name")
    lot: str = col("Lot")
    serial: str = col("Serial")
    quantity: int = col("Quantity", "quantity")
    condition: str = col("Condition", "told")
    disposition: Disposition = col("Disposition")
    reversed: bool = col("Taken back", "flag")
    id: int = col("Return line", "id")


@question(ReturnRow, key=("number",), sort=("-number",), topics=("returns",))
def returns(number: str = "", customer: str = "", order: str = "", state: ReturnState | None = None) -> Selected:
    """Returns, the newest first."""
    its = (ReturnLine.return_id == Return.id) & ~ReturnLine.reversed
    statement = (
        select(
            Return.number, Return.state, Party.code.label("customer"), Party.name.label("customer_name"),
            Order.number.label("order"), Return.reason, Return.opened_at,
            select(counted()).where(its).scalar_subquery().label("lines"),
            select(total(ReturnLine.quantity)).where(its).scalar_subquery().label("quantity"),
        )
        .join(Party, Party.id == Return.customer_id)
        .outerjoin(Order, Order.id == Return.order_id)
    )  # fmt: skip
    return only(
        statement, (Return.number, number), (Party.code, customer), (Order.number, order), (Return.state, state)
    )


@question(ReturnLineRow, key=("id",), sort=("number", "id"), topics=("returns",))
def return_lines(number: str = "", item: str = "", order: str = "") -> Selected:
    """What came back, line by line, in which condition, and what became of it."""
    statement = (
        select(
            Return.number, _place().label("nr"), Party.code.label("customer"), Order.number.label("order"),
            OrderLine.line.label("order_line"), Item.sku.label("item"), Item.name.label("item_name"),
            Lot.code.label("lot"), Serial.code.label("serial"), ReturnLine.quantity, ReturnLine.condition,
            ReturnLine.disposition, ReturnLine.reversed, ReturnLine.id,
        )
        .select_from(ReturnLine)
        .join(Return, Return.id == ReturnLine.return_id)
        .join(Party, Party.id == Return.customer_id)
        .join(Item, Item.id == ReturnLine.item_id)
        .join(Lot, Lot.id == ReturnLine.lot_id)
        .join(Serial, Serial.id == ReturnLine.serial_id)
        .outerjoin(OrderLine, OrderLine.id == ReturnLine.order_line_id)
        .outerjoin(Order, Order.id == OrderLine.order_id)
    )  # fmt: skip
    return only(statement, (Return.number, number), (Item.sku, item), (Order.number, order))


def _place() -> ColumnElement[int]:
    """Which of the return's lines this is, counted from 1 in the order they came."""
    other = ReturnLine.__table__.alias()
    before = select(counted()).where(other.c.return_id == ReturnLine.return_id, other.c.id <= ReturnLine.id)
    return before.correlate(ReturnLine).scalar_subquery()
