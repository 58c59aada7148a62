"""A customer changes their mind before the goods have left: other dates, other quantities, further lines.

A line never goes below what is allocated to it; whoever wants less of that releases the allocation first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from wms.base.errors import Problems
from wms.base.quantities import MAX_QUANTITY
from wms.model.order import Order, OrderLine
from wms.model.words import PartyKind
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import held, states
from wms.operations.ordering.lines import OrderedLine, judged
from wms.operations.unit import Answer, Unit
from wms.operations.versions import check_version


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedLine:
    """Another quantity for a line that was ordered."""

    line: int = arg("The line's number on the order")
    quantity: int = arg("The new quantity in base units; 0 strikes the line", unit="base units")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendOrder(Command):
    """Change an order that has not left. Fields that are not given stay as they are."""

    order: str = arg("The order's number", refers="order")
    lines: tuple[AmendedLine, ...] = arg("Lines with another quantity, as a JSON list of objects", ())
    add: tuple[OrderedLine, ...] = arg("Further lines, as a JSON list of objects", ())
    carrier: str = arg("Who carries it", "", refers="carrier")
    due: datetime | None = arg("When the customer expects it", None)
    cutoff: datetime | None = arg("When its carrier leaves", None)
    ship_complete: bool | None = arg("Ship everything together or nothing", None)
    reference: str = arg("The customer's own number", "")
    address: str = arg("Where to deliver", "")
    version: int = arg("The version the form showed; 0: not checked", 0)


@handles("ordering.amend", "orders")
def amend_order(command: AmendOrder, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    check_version(order.version, command.version)
    states.require_open(order)
    problems = Problems()
    known = {line.line: line for line in order.lines}
    for row, wanted in enumerate(command.lines, 1):
        _check_line(wanted, known.get(wanted.line), order, problems, row)
    catalogue = find.Catalogue(unit.session, [line.item for line in command.add])
    added = [judged(line, catalogue, problems, row) for row, line in enumerate(command.add, 1)]
    _check_moments(command, order, problems)
    problems.refuse()
    for wanted in command.lines:
        known[wanted.line].ordered = wanted.quantity
    for position, columns in enumerate(added, max(known, default=0) + 1):
        order.lines.append(OrderLine(line=position, **(columns or {})))
    _change_head(command, order, unit)
    flag_modified(order, "reference")  # a change of lines alone is a new version as well
    held.strike_out(unit, order)
    states.refresh(unit, [order.id])
    values = {"order": order.number, "changed": len(command.lines), "added": len(added)}
    return Answer("Order {order} is amended: {changed} lines changed, {added} added.", values, order.number)


def _check_line(wanted: AmendedLine, line: OrderLine | None, order: Order, problems: Problems, row: int) -> None:
    if line is None:
        problems.add("Order {order} has no line {line}.", field="line", row=row, order=order.number, line=wanted.line)
    elif not 0 <= wanted.quantity <= MAX_QUANTITY:
        problems.add("The quantity must not be negative, nor absurdly large.", field="quantity", row=row,
                     found=wanted.quantity)  # fmt: skip
    elif wanted.quantity < line.allocated:
        problems.add("{allocated} of line {line} are allocated already; release them first.", field="quantity",
                     row=row, allocated=line.allocated, line=line.line, found=wanted.quantity,
                     expected=f"at least {line.allocated}")  # fmt: skip


def _check_moments(command: AmendOrder, order: Order, problems: Problems) -> None:
    due, cutoff = command.due or order.due_at, command.cutoff or order.cutoff_at
    if cutoff > due:
        problems.add("The carrier would leave after the order is due.", field="cutoff", found=cutoff.isoformat(),
                     expected=f"at most {due.isoformat()}")  # fmt: skip


def _change_head(command: AmendOrder, order: Order, unit: Unit) -> None:
    given: dict[str, Any] = {
        "due_at": command.due, "cutoff_at": command.cutoff, "ship_complete": command.ship_complete,
        "reference": command.reference or None, "address": command.address or None,
    }  # fmt: skip
    if command.carrier:
        given["carrier_id"] = find.party(unit.session, PartyKind.CARRIER, command.carrier).id
    for name, value in given.items():
        if value is not None:
            setattr(order, name, value)
