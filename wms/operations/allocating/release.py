"""Stock that was set aside is let go again, for others to have; the pick tasks for it are put aside."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.errors import Problems
from wms.ledger import allocations
from wms.model.words import Stage
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import held, states
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAllocation(Command):
    """Let go of what is set aside for an order, or for one of its lines, and not picked yet."""

    order: str = arg("The order's number", refers="order")
    line: int | None = arg("Only this line of it", None)
    reason: str = arg("Why it is released", "")


@handles("allocating.release", "orders", "stock", "tasks")
def release_allocation(command: ReleaseAllocation, unit: Unit) -> Answer:
    order = find.order(unit.session, command.order)
    problems = Problems()
    if order.state in states.FINAL:
        problems.add("The order {number} is {state}.", field="order", number=order.number, state=order.state.value)
    if command.line is not None and command.line not in {line.line for line in order.lines}:
        problems.add("Order {order} has no line {line}.", field="line", order=order.number, line=command.line)
    problems.refuse()
    its = held.open_claims(unit, [order.id], Stage.RESERVED, line=command.line)
    if not its:
        problems.add("Nothing is set aside that was not picked already.", field="order", order=order.number)
    problems.refuse()
    ids = [row.id for row in its]
    tasks = held.cancel_picks(unit, ids, f"Allocation released. {command.reason}".strip())
    allocations.release(unit.session, ids, unit.now)
    states.refresh(unit, [order.id])
    values = {"order": order.number, "pieces": sum(row.quantity for row in its), "tasks": tasks}
    return Answer("{pieces} pieces of {order} are free again; {tasks} pick tasks are put aside.", values, order.number)
