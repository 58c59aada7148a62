"""An order is cut in two: what cannot be had yet goes to an order of its own, and the rest need not wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wms.base.errors import Problems
from wms.model.order import Order, OrderLine
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import held, states
from wms.operations.ordering.enter import fresh_numbers
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitLine:
    """How much of a line goes to the new order."""

    line: int = arg("The line's number on the order")
    quantity: int = arg("How much of it, in base units; at most what is not allocated", unit="base units")


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOrder(Command):
    """Move what is not allocated, or some of it, to a new order of the same customer."""

    order: str = arg("The order's number", refers="order")
    lines: tuple[SplitLine, ...] = arg("What to move, as a JSON list; empty: everything not allocated", ())


@handles("ordering.split", "orders")
def split_order(command: SplitOrder, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    states.require_open(order)
    wanted = command.lines or _unallocated(order)
    _check(order, wanted)
    fresh = _twin(order, unit)
    known = {line.line: line for line in order.lines}
    for position, part in enumerate(wanted, 1):
        fresh.lines.append(_moved(known[part.line], part.quantity, position))
    unit.session.add(fresh)
    held.strike_out(unit, order)
    states.refresh(unit, [order.id])
    values = {"order": order.number, "fresh": fresh.number, "lines": len(wanted)}
    return Answer("{lines} lines of order {order} are now order {fresh}.", values, fresh.number)


def _unallocated(order: Order) -> tuple[SplitLine, ...]:
    open_lines = [line for line in order.lines if line.ordered > line.allocated]
    return tuple(SplitLine(line=line.line, quantity=line.ordered - line.allocated) for line in open_lines)


def _check(order: Order, wanted: Sequence[SplitLine]) -> None:
    problems = Problems()
    known = {line.line: line for line in order.lines}
    if len({part.line for part in wanted}) < len(wanted):
        problems.add("A line is named more than once.", field="lines")
    for row, part in enumerate(wanted, 1):
        line = known.get(part.line)
        if line is None:
            problems.add("Order {order} has no line {line}.", field="line", row=row, order=order.number, line=part.line)
        elif not 1 <= part.quantity <= line.ordered - line.allocated:
            problems.add("Of line {line} between 1 and {most} can be moved.", field="quantity", row=row, line=line.line,
                         most=line.ordered - line.allocated, found=part.quantity)  # fmt: skip
    if not wanted:
        problems.add("Everything on the order {order} is allocated.", field="order", order=order.number)
    elif not problems and sum(part.quantity for part in wanted) == sum(line.ordered for line in order.lines):
        problems.add("That is the whole order; nothing would be left of it.", field="lines")
    problems.refuse()


def _twin(order: Order, unit: Unit) -> Order:
    return Order(
        number=fresh_numbers(unit, 1)[0], site_id=order.site_id, owner_id=order.owner_id, customer_id=order.customer_id,
        carrier_id=order.carrier_id, priority=order.priority, entered_at=unit.now, due_at=order.due_at,
        cutoff_at=order.cutoff_at, ship_complete=order.ship_complete, reference=order.reference, address=order.address,
    )  # fmt: skip


def _moved(line: OrderLine, quantity: int, position: int) -> OrderLine:
    line.ordered -= quantity
    return OrderLine(
        line=position, item_id=line.item_id, ordered=quantity, minimum_remaining_days=line.minimum_remaining_days,
        substitute_allowed=line.substitute_allowed, price_minor=line.price_minor,
    )  # fmt: skip
