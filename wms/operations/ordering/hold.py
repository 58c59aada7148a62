"""An order waits, or goes before others: held, released from its hold, given another priority."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from wms.base.errors import Problems, refuse
from wms.model.order import OrderLine
from wms.model.words import OrderState, TaskKind
from wms.model.work import Task
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.ordering.held import UNFINISHED
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOrder(Command):
    """Let an order wait: it keeps what it holds, but nothing goes on until the hold is lifted."""

    order: str = arg("The order's number", refers="order")
    reason: str = arg("Why it waits")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrderHold(Command):
    """Let a held order go on from where it was."""

    order: str = arg("The order's number", refers="order")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritiseOrder(Command):
    """Say how urgent an order is; its open pick tasks follow."""

    order: str = arg("The order's number", refers="order")
    priority: int = arg("1 is most urgent, 9 least")


@handles("ordering.hold", "orders")
def hold_order(command: HoldOrder, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    states.require_open(order)
    if not command.reason.strip():
        raise refuse("Say why the order waits.", field="reason")
    order.state_before_hold = order.state.value
    order.state = OrderState.HELD
    return Answer("Order {order} is held: {reason}", {"order": order.number, "reason": command.reason}, order.number)


@handles("ordering.hold", "orders")
def release_order_hold(command: ReleaseOrderHold, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    if order.state is not OrderState.HELD:
        raise refuse("The order {number} is not held.", field="order", number=order.number)
    order.state = OrderState.ENTERED
    order.state_before_hold = ""
    states.refresh(unit, [order.id])
    values = {"order": order.number, "state": order.state.value}
    return Answer("Order {order} goes on: it is {state}.", values, order.number)


@handles("ordering.prioritise", "orders", "tasks")
def prioritise_order(command: PrioritiseOrder, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    problems = Problems()
    if order.state in states.FINAL:
        problems.add("The order {number} is {state}.", field="order", number=order.number, state=order.state.value)
    if not 1 <= command.priority <= 9:
        problems.add("The priority must be between 1 and 9.", field="priority", found=command.priority)
    problems.refuse()
    order.priority = command.priority
    its_lines = select(OrderLine.id).where(OrderLine.order_id == order.id)
    its_picks = (Task.kind == TaskKind.PICK, Task.state.in_(UNFINISHED), Task.order_line_id.in_(its_lines))
    unit.session.execute(update(Task).where(*its_picks).values(priority=command.priority, version=Task.version + 1))
    return Answer("Order {order} now has priority {priority}.",
                  {"order": order.number, "priority": order.priority}, order.number)  # fmt: skip
