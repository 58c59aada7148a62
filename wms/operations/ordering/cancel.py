"""The customer no longer wants it: what is held goes free, what was picked is put away again.

Of an order that has partly left only the rest is cancelled; what was ordered and shipped stays on its lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.errors import Problems
from wms.model.order import Order
from wms.model.words import OrderState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import held, states
from wms.operations.picking import gathering
from wms.operations.unit import Answer, Unit
from wms.operations.versions import check_version


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelOrder(Command):
    """Cancel an order, or what is left of it to ship."""

    order: str = arg("The order's number", refers="order")
    reason: str = arg("Why it is cancelled")
    version: int = arg("The version the form showed; 0: not checked", 0)


@handles("ordering.cancel", "orders", "stock", "tasks")
def cancel_order(command: CancelOrder, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    check_version(order.version, command.version)
    _check(unit, order, command.reason)
    its = held.open_claims(unit, [order.id])
    tasks = held.let_go(unit, order, its, f"Order cancelled: {command.reason}")
    held.give_up_cartons(unit, order)
    left = any(line.shipped for line in order.lines)
    for line in order.lines:
        if line.shipped < line.ordered:
            line.unallocated_reason = f"Cancelled: {command.reason}"
    order.state = OrderState.SHIPPED if left else OrderState.CANCELLED
    order.wave_id = None
    gathering.follow(unit, [order.id])
    values = {"order": order.number, "released": sum(row.quantity for row in its), "tasks": tasks}
    text = "The rest of order {order}" if left else "Order {order}"
    return Answer(text + " is cancelled; {released} pieces are free again, {tasks} to be put away.", values,
                  order.number)  # fmt: skip


def _check(unit: Unit, order: Order, reason: str) -> None:
    problems = Problems()
    if order.state in states.FINAL:
        problems.add("The order {number} is {state}.", field="order", number=order.number, state=order.state.value)
    if not reason.strip():
        problems.add("Say why the order is cancelled.", field="reason")
    loaded = held.loaded_cartons(unit, order)
    if loaded:
        problems.add("{loaded} cartons of order {number} are on a truck; unload them first.", field="order",
                     loaded=loaded, number=order.number)  # fmt: skip
    problems.refuse()
