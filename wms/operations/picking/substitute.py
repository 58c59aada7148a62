"""The item is not to be had, but another may stand in for it: where the customer allows, that one is picked instead.

The line keeps what was found of its own item; a new line of the order carries the substitute, so that what is packed
is what the papers say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from wms.base.errors import Problems
from wms.ledger import allocations
from wms.ledger.allocations import Take
from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.order import OrderLine
from wms.model.tracking import Lot, Serial
from wms.model.words import Status
from wms.operations import find, tasks
from wms.operations.allocating.shelves import EXITS
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.picking import scanned, stops, totes
from wms.operations.picking.confirm import into_tote
from wms.operations.picking.stops import Stop
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutePick(Command):
    """Take the item's substitute for all that is left of a pick task."""

    task: str = arg("The pick task's number", refers="task")
    location: str = arg("Where the substitute is taken", refers="location")
    item: str = arg("The substitute's scanned sku, GTIN or label", refers="item")
    lot: str = arg("The scanned lot of the substitute, AI(10)", "")
    serial: str = arg("The scanned serial number of the substitute, AI(21)", "")
    tote: str = arg("The tote it goes into; empty: one named after the order", "", refers="lpn")
    reason: str = arg("Why the ordered item is not sent", "not found")


@handles("picking.substitute", "tasks", "stock", "orders")
def substitute_pick(command: SubstitutePick, unit: Unit) -> Answer:
    stop = stops.read(unit, command.task)
    line = unit.session.get_one(OrderLine, stop.task.order_line_id)
    other, row = _checked(command, unit, stop, line)
    stops.begin(unit, stop.batch)
    tasks.claim(unit, stop.task)
    fresh = _instead(unit, stop, line, other)
    take = Take(fresh.id, stop.left, row.owner_id, row.item_id, row.location_id, row.lot_id, row.serial_id, row.status,
                row.lpn_id, "substitute")  # fmt: skip
    task = stop.task
    (task.allocation_id,) = allocations.allocate(unit.session, [take], unit.now)
    task.order_line_id, task.item_id, task.lot_id = fresh.id, other.id, row.lot_id
    task.from_location_id, task.lpn_id = row.location_id, row.lpn_id
    task.reason = f"Instead of {stop.item.sku}: {command.reason}"
    quantity = stop.left
    into_tote(unit, stop, quantity, command.tote or totes.of_stop(unit, stop))
    tasks.complete(unit, task, quantity)
    stops.started(unit, stop.batch)
    states.refresh(unit, [stop.order_id])
    stops.finished(unit, stop.batch)
    values = {"quantity": quantity, "item": other.sku, "instead": stop.item.sku, "line": fresh.line}
    return Answer("{quantity} {item} are picked instead of {instead}.", values, task.number)


def _checked(command: SubstitutePick, unit: Unit, stop: Stop, line: OrderLine) -> tuple[Item, Any]:
    """The substitute and the stock row it is taken from. Raises Refused."""
    problems = Problems()
    stops.check(stop, problems)
    if not line.substitute_allowed:
        problems.add("The customer wants {sku} and nothing else.", field="task", sku=stop.item.sku)
    if stop.item.substitute_id is None:
        problems.add("{sku} has no substitute.", field="task", sku=stop.item.sku)
    problems.refuse()
    other = unit.session.get_one(Item, stop.item.substitute_id)
    found = scanned.read(unit, other, command.item, command.lot, command.serial)
    scanned.check(found, other, command.item, "", "", problems)
    place = find.location(unit.session, command.location)
    if place.status not in EXITS:
        problems.add("{place} is closed.", field="location", place=place.code)
    problems.refuse()
    query = (
        select(stock)
        .join(Lot, Lot.id == stock.c.lot_id)
        .join(Serial, Serial.id == stock.c.serial_id)
        .where(stock.c.item_id == other.id, stock.c.location_id == place.id, stock.c.owner_id == stop.owner_id,
               stock.c.status == Status.AVAILABLE, stock.c.free >= stop.left)
        .order_by(stock.c.since)
    )  # fmt: skip
    query = query.where(Lot.code == found.lot) if found.lot else query
    query = query.where(Serial.code == found.serial) if found.serial else query
    row = unit.session.execute(query).first()
    if row is None:
        problems.add("There are no {left} free {sku} at {place}.", field="location", left=stop.left, sku=other.sku,
                     place=place.code)  # fmt: skip
    problems.refuse()
    return other, row


def _instead(unit: Unit, stop: Stop, line: OrderLine, other: Item) -> OrderLine:
    """Let go of what cannot be had, and open a line for what is sent instead."""
    assert stop.task.allocation_id is not None
    allocations.release(unit.session, [stop.task.allocation_id], unit.now)
    last = unit.session.scalar(select(func.max(OrderLine.line)).where(OrderLine.order_id == line.order_id)) or 0
    line.ordered -= stop.left
    fresh = OrderLine(
        order_id=line.order_id, line=last + 1, item_id=other.id, ordered=stop.left, price_minor=line.price_minor,
        minimum_remaining_days=line.minimum_remaining_days, substitutes_id=line.id,
    )  # fmt: skip
    unit.session.add(fresh)
    unit.session.flush()
    return fresh
