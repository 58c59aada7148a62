"""Stock is set aside for orders: the oldest usable first, urgent orders first, and a reason for what is missing.

Before this orders were entered; afterwards they are planned into waves. What is set aside cannot be taken by others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from wms.base.errors import Problems
from wms.ledger import allocations
from wms.model.order import Order, OrderLine
from wms.model.outbound import Wave
from wms.model.words import Rotation, WaveState
from wms.operations import find
from wms.operations.allocating import demand, reasons, shelves
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.unit import Answer, Unit
from wms.planning.allocation.problem import Allocation, AllocationProblem, DemandLine, Short, Take
from wms.planning.allocation.solve import solve

TOLD = 200
"""How many shortfalls an answer lists; every line keeps its own reason in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocateOrders(Command):
    """Set stock aside for the named orders, or for all open ones of a site up to a cut-off."""

    orders: tuple[str, ...] = arg("The orders' numbers; empty: all open ones of the site", (), refers="order")
    site: str = arg("The site; empty: the only one", "", refers="site")
    cutoff: datetime | None = arg("Only orders whose carrier leaves by then", None)
    rotation: Rotation | None = arg("fefo, fifo or lifo for all; empty: each item's own", None)
    whole_lpn_first: bool = arg("Take whole licence plates first where they fit", False)


@handles("allocating.allocate", "orders", "stock")
def allocate_orders(command: AllocateOrders, unit: Unit) -> Answer:
    wanted = _wanted(command, unit)
    answer, found, orders = _planned(unit, wanted)
    taken = _hold(unit, answer.takes, found)
    told = _explain(unit, wanted, answer, orders)
    _leave_released_waves(unit, {wanted.rows[take.line_id].order_id for take in answer.takes})
    states.refresh(unit, orders)
    values = {"orders": len(orders), "lines": len(wanted.lines), "pieces": taken, "short": len(answer.shorts),
              "shortfalls": told[:TOLD]}  # fmt: skip
    return Answer("{pieces} pieces are set aside for {orders} orders; {short} of {lines} lines are short.", values)


def _wanted(command: AllocateOrders, unit: Unit) -> demand.Demand:
    rules = demand.Rules(command.rotation, command.whole_lpn_first)
    if not command.orders:
        return demand.of_site(unit, find.site(unit.session, command.site).id, command.cutoff, rules)
    problems = Problems()
    known = find.many(unit.session, Order, Order.number, command.orders)
    for row, number in enumerate(dict.fromkeys(command.orders), 1):
        if number not in known:
            problems.add("There is no order {number}.", field="orders", row=row, number=number)
        elif known[number].state in states.STANDING:
            state = known[number].state.value
            problems.add("The order {number} is {state}.", field="orders", row=row, number=number, state=state)
    problems.refuse()
    return demand.of_orders(unit, [order.id for order in known.values()], rules)


def _planned(unit: Unit, wanted: demand.Demand) -> tuple[Allocation, shelves.Shelves, list[int]]:
    """What the planner gives, site by site (orders of several sites may be named together)."""
    orders = {order.order_id: order for order in wanted.orders}
    lines: defaultdict[int, list[DemandLine]] = defaultdict(list)
    for line in wanted.lines:
        lines[wanted.rows[line.line_id].site_id].append(line)
    takes: list[Take] = []
    shorts: list[Short] = []
    rows: dict[int, Any] = {}
    for site_id, its in sorted(lines.items()):
        found = shelves.read(unit, site_id, {line.item_id for line in its})
        asked = AllocationProblem(
            tuple(orders[number] for number in dict.fromkeys(line.order_id for line in its)), tuple(its), found.stock,
            unit.now.date().toordinal(), reasons.window(unit), shelves.holders(unit, found, _scarce(its, found)),
        )  # fmt: skip
        answer = solve(asked, watch=unit.watch).solution
        takes, shorts, rows = [*takes, *answer.takes], [*shorts, *answer.shorts], rows | found.rows
    return Allocation(tuple(takes), tuple(shorts)), shelves.Shelves((), rows), list(orders)


def _scarce(lines: list[DemandLine], found: shelves.Shelves) -> list[int]:
    """Items of which less is free than wanted: for these it matters who holds the rest."""
    wanted: Counter[int] = Counter()
    free: Counter[int] = Counter()
    for line in lines:
        wanted[line.item_id] += line.quantity
    for row in found.stock:
        free[row.item_id] += 0 if row.blocked else row.free
    return sorted(item for item, quantity in wanted.items() if quantity > free[item])


def _hold(unit: Unit, takes: tuple[Take, ...], found: shelves.Shelves) -> int:
    held = [taken(take, found.rows[take.row_id]) for take in takes]
    allocations.allocate(unit.session, held, unit.now)
    return sum(take.quantity for take in takes)


def taken(take: Take, row: Any, reason: str = "") -> allocations.Take:
    """What the ledger is told for one of the planner's takes."""
    return allocations.Take(
        take.line_id, take.quantity, row.owner_id, row.item_id, row.location_id, row.lot_id, row.serial_id,
        row.status, row.lpn_id, reason,
    )  # fmt: skip


def _explain(unit: Unit, wanted: demand.Demand, answer: Allocation, orders: list[int]) -> list[dict[str, Any]]:
    """Write each line's reason where it changed; returns the shortfalls in plain values."""
    texts = reasons.told(unit, wanted, answer.shorts)
    changed = [
        {"which": line.line_id, "why": texts.get(line.line_id, "")}
        for line in wanted.lines
        if texts.get(line.line_id, "") != wanted.rows[line.line_id].unallocated_reason
    ]
    if changed:
        table = OrderLine.metadata.tables["order_line"]
        write = update(table).where(table.c.id == bindparam("which")).values(unallocated_reason=bindparam("why"))
        unit.session.connection().execute(write, changed)
        states.forget(unit, OrderLine)
    rows = wanted.rows
    return [
        {"order": rows[short.line_id].number, "line": rows[short.line_id].line, "item": rows[short.line_id].sku,
         "missing": short.quantity, "reason": texts[short.line_id]}
        for short in answer.shorts
    ]  # fmt: skip


def _leave_released_waves(unit: Unit, order_ids: set[int]) -> None:
    """New stock needs a new walk: such orders wait for another wave; their tasks in the old one go on."""
    table = Order.metadata.tables["orders"]
    released = select(Wave.id).where(Wave.state.in_((WaveState.RELEASED, WaveState.CLOSED)))
    for chunk in find.chunks(sorted(order_ids)):
        leave = update(table).where(table.c.id.in_(chunk), table.c.wave_id.in_(released))
        unit.session.connection().execute(leave.values(wave_id=None, version=table.c.version + 1))
    states.forget(unit, Order)
