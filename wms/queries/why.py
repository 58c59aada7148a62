"""Why: an allocation, a missing allocation, a putaway, stock that cannot be picked, a move.

Each answer is a list of facts in the order in which a person would want to hear them, read from what the books and the
planners left behind; nothing is planned anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from wms.base.clock import utc_now
from wms.base.errors import refuse
from wms.ledger.views import allocations, moves, stock
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.order import Order, OrderLine
from wms.model.outbound import Wave
from wms.model.people import User
from wms.model.records import Audit
from wms.model.site import Location, Zone
from wms.model.tracking import Lot, Serial
from wms.model.words import PICKABLE, AllocationState, LocationStatus, Status, TaskKind, TaskState
from wms.model.work import Task
from wms.queries.pieces import only, with_keys
from wms.queries.question import Selected, col, computed, question

NO_EXIT = (LocationStatus.NO_EXIT, LocationStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One fact: what it is about, how much of the stock or order it concerns, and what is so."""

    place: int = col("Place", "number")
    about: str = col("About", "told")
    quantity: int | None = col("Quantity", "quantity")
    fact: str = col("Fact", "told")


@dataclass(frozen=True, slots=True)
class WhyAllocatedRow:
    """One step of the claim of an order line on stock: what was held where, since when, why, and what became of it."""

    id: int = col("Allocation", "number")
    previous_id: int | None = col("Follows", "number")
    order: str = col("Order")
    line: int = col("Line", "number")
    item: str = col("Item")
    location: str = col("Location")
    lpn: str = col("LPN")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    quantity: int = col("Quantity", "quantity")
    stage: str = col("Stage", "told")
    state: AllocationState = col("State")
    reason: str = col("Reason", "told")
    opened_at: Any = col("From", "moment")
    closed_at: Any = col("Until", "moment")


@question(WhyAllocatedRow, key=("id",), sort=("id",), topics=("stock", "orders"))
def why_allocated(order: str, line: int | None = None) -> Selected:
    """Why an order's lines have the stock they have: each claim with its reason, and where it went."""
    statement = select(
        allocations.c.id, allocations.c.previous_id, Order.number.label("order"), OrderLine.line,
        Item.sku.label("item"), Location.code.label("location"), Lpn.code.label("lpn"), Lot.code.label("lot"),
        Lot.expiry, Serial.code.label("serial"), allocations.c.quantity, allocations.c.stage, allocations.c.state,
        allocations.c.reason, allocations.c.opened_at, allocations.c.closed_at,
    )  # fmt: skip
    statement = with_keys(statement, allocations).join(OrderLine, OrderLine.id == allocations.c.order_line_id)
    return only(
        statement.join(Order, Order.id == OrderLine.order_id), (Order.number, order), (OrderLine.line, line)
    )


@computed(WhyRow, key=("place",), sort=("place",), topics=("stock", "orders"))
def why_not_allocated(connection: Connection, start: int | None, order: str, line: int) -> Iterator[WhyRow]:
    """Why a line of an order lacks stock: what the last allocation said, and each piece of stock with what is so."""
    return _numbered(_about_line(connection, order, line))


@computed(WhyRow, key=("place",), sort=("place",), topics=("stock", "orders"))
def why_not_pickable(
    connection: Connection, start: int | None, item: str, location: str = "", lot: str = "", on: date | None = None
) -> Iterator[WhyRow]:
    """What stands against picking an item, at a location, of a lot; or that nothing does."""
    known = connection.execute(select(Item.id, Item.minimum_remaining_days).where(Item.sku == item)).one_or_none()
    if known is None:
        raise refuse("There is no item {sku}.", field="item", sku=item)
    return _numbered(_about_stock(connection, known.id, location, lot, on or utc_now().date(), 0))


@computed(WhyRow, key=("place",), sort=("place",), topics=("tasks",))
def why_putaway(connection: Connection, start: int | None, task: str) -> Iterator[WhyRow]:
    """Why goods shall be put away there (or why any other task is): its reason, and where else they might have gone."""
    found = select(Task.reason, Task.choices, Task.quantity, Location.code).outerjoin(
        Location, Location.id == Task.to_location_id
    )
    row = connection.execute(found.where(Task.number == task)).one_or_none()
    if row is None:
        raise refuse("There is no task {number}.", field="task", number=task)
    facts = [(row.code or "", row.quantity, row.reason)] if row.reason or row.choices else []
    facts += [(other["location"], None, "Instead: " + other["reason"]) for other in row.choices]
    return _numbered(facts)


@computed(WhyRow, key=("place",), sort=("place",), topics=("stock",))
def why_moved(connection: Connection, start: int | None, seq: int) -> Iterator[WhyRow]:
    """Why a move was made: by which command, document and person, for which order or task, and what took it back."""
    row = connection.execute(
        select(moves, User.login).join(User, User.id == moves.c.user_id).where(moves.c.seq == seq)
    ).one_or_none()
    if row is None:
        raise refuse("There is no move {seq}.", field="seq", seq=seq)
    return _numbered(_about_move(connection, row))


Fact = tuple[str, int | None, str]


def _numbered(facts: Any) -> Iterator[WhyRow]:
    return (WhyRow(place, *fact) for place, fact in enumerate(facts, 1))


def _about_line(connection: Connection, order: str, line: int) -> Iterator[Fact]:
    row = connection.execute(
        select(OrderLine.item_id, OrderLine.ordered, OrderLine.allocated, OrderLine.unallocated_reason,
               OrderLine.minimum_remaining_days, Order.state, Order.ship_complete, Item.sku)
        .join(Order, Order.id == OrderLine.order_id).join(Item, Item.id == OrderLine.item_id)
        .where(Order.number == order, OrderLine.line == line)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise refuse("The order {order} has no line {line}.", field="line", order=order, line=line)
    yield row.sku, row.ordered, f"ordered; {row.allocated} are allocated; the order is {row.state.value}"
    if row.allocated >= row.ordered:
        return
    missing = row.ordered - row.allocated
    yield row.sku, missing, row.unallocated_reason or "missing; nobody has tried to allocate this line yet"
    if row.ship_complete:
        yield order, None, "the order ships complete or not at all"
    yield from _about_stock(connection, row.item_id, "", "", utc_now().date(), row.minimum_remaining_days)


def _about_stock(
    connection: Connection, item_id: int, location: str, lot: str, today: date, life: int
) -> Iterator[Fact]:
    statement = with_keys(
        select(stock, Location.code.label("place"), Location.status.label("open"), Zone.purpose, Lot.code, Lot.expiry),
        stock,
    ).join(Zone, Zone.id == Location.zone_id)  # fmt: skip
    statement = only(statement.where(stock.c.item_id == item_id), (Location.code, location), (Lot.code, lot))
    rows = connection.execute(statement.order_by(Location.code, stock.c.id)).all()
    doubt = _in_doubt(connection, item_id)
    claims = _claims(connection, item_id)
    for row in rows:
        facts = [*_against(row, today, life, doubt), *claims.get(row.place, ())]
        what = f"{row.place}, lot {row.code}" if row.code else row.place
        yield what, row.on_hand, "; ".join(facts) or "nothing stands against picking it"
    if not rows:
        yield location or "everywhere", 0, "no stock"


def _against(row: Any, today: date, life: int, doubt: set[int]) -> Iterator[str]:
    if row.status is not Status.AVAILABLE:
        yield f"its status is {row.status.value}"
    if row.purpose not in PICKABLE:
        yield f"it is not stored yet: it lies in {row.purpose.value}"
    if row.open in NO_EXIT:
        yield f"nothing may leave the location: it is {row.open.value}"
    if row.location_id in doubt:
        yield "a picker found less there than the books say; it waits to be counted"
    if row.expiry is not None and row.expiry < today + timedelta(days=life):
        yield f"it expires on {row.expiry.isoformat()}" + (f"; {life} days of life are asked for" if life else "")
    if row.allocated:
        yield f"{row.allocated} of it are allocated"


def _in_doubt(connection: Connection, item_id: int) -> set[int]:
    """Locations where a short pick of the item waits to be counted."""
    found = select(Task.from_location_id).where(
        Task.kind == TaskKind.COUNT, Task.state.in_((TaskState.OPEN, TaskState.CLAIMED)), Task.item_id == item_id,
        Task.order_line_id.is_not(None),
    )  # fmt: skip
    return {place for (place,) in connection.execute(found) if place is not None}


def _claims(connection: Connection, item_id: int) -> dict[str, list[str]]:
    """By location: which orders hold how much of the item there."""
    found = (
        select(Location.code, Order.number, Wave.number.label("wave"), allocations.c.quantity)
        .select_from(allocations)
        .join(Location, Location.id == allocations.c.location_id)
        .join(OrderLine, OrderLine.id == allocations.c.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .outerjoin(Wave, Wave.id == Order.wave_id)
        .where(allocations.c.item_id == item_id, allocations.c.state == AllocationState.OPEN)
        .order_by(allocations.c.id)
    )
    claims: dict[str, list[str]] = {}
    for row in connection.execute(found):
        wave = f" in wave {row.wave}" if row.wave else ""
        claims.setdefault(row.code, []).append(f"order {row.number}{wave} holds {row.quantity}")
    return claims


def _about_move(connection: Connection, row: Any) -> Iterator[Fact]:
    yield row.document, row.quantity, f"{row.kind}, done by {row.login}"
    if row.reason:
        yield row.document, None, f"reason: {row.reason}"
    if row.order_line_id is not None:
        line = select(Order.number, OrderLine.line).join(OrderLine, OrderLine.order_id == Order.id)
        order = connection.execute(line.where(OrderLine.id == row.order_line_id)).one()
        yield order.number, row.quantity, f"for line {order.line} of the order"
    task = connection.execute(select(Task.reason, Task.kind).where(Task.number == row.document)).one_or_none()
    if task is not None and task.reason:
        yield row.document, None, f"the {task.kind.value} task said: {task.reason}"
    if row.reverses_seq is not None:
        yield f"move {row.reverses_seq}", row.quantity, "it takes this move back"
    back = connection.execute(select(moves.c.seq, moves.c.quantity).where(moves.c.reverses_seq == row.seq))
    for other in back:
        yield f"move {other.seq}", other.quantity, "it was taken back by this move"
    said = select(Audit.command, Audit.fields).where(Audit.document == row.document, Audit.at == row.recorded_at)
    for entry in connection.execute(said):
        given = ", ".join(f"{name} {value}" for name, value in entry.fields.items() if value)
        yield row.document, None, f"{entry.command}: {given}"
