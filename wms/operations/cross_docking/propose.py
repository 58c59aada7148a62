"""What was received is offered to order lines that were found short, before it is put away.

The rules are those of all other stock: rotation, shelf life, urgency, ship complete. The claim is held at the dock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select

from wms.base.errors import Problems, refuse
from wms.ledger import allocations, lpns
from wms.ledger.views import stock
from wms.model.inbound import Receipt, ReceiptLine
from wms.model.site import Location, Zone
from wms.model.tracking import Lot
from wms.model.words import (
    LocationStatus,
    Purpose,
    Status,
    TaskKind,
    TaskState,
)
from wms.model.work import Task
from wms.operations import find, fitting
from wms.operations.allocating import allocate, demand, reasons
from wms.operations.command import Command, arg, handles
from wms.operations.cross_docking.lanes import staging_lane
from wms.operations.ordering import states
from wms.operations.unit import Answer, Unit
from wms.planning.allocation.problem import AllocationProblem, StockRow
from wms.planning.allocation.problem import Take as Taken
from wms.planning.allocation.solve import solve

PRIORITY = 2
"""Goods for waiting orders go before ordinary putaway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCrossDock(Command):
    """Set what lies at a dock aside for short order lines, and make tasks that bring it to a staging lane."""

    receipt: str = arg("The receipt whose goods lie at its dock", "", refers="receipt")
    location: str = arg("The dock; instead of a receipt", "", refers="location")
    lane: str = arg("The staging lane; empty: the first one that is open", "", refers="location")
    untried: bool = arg("Serve lines as well that nobody has tried to allocate yet", False)


@handles("cross_docking.propose", "tasks", "orders", "stock")
def propose_cross_dock(command: ProposeCrossDock, unit: Unit) -> Answer:
    dock, document, rows = _offered(command, unit)
    lane = _lane(command.lane, unit, dock)
    wanted = _wanted(unit, dock, {row.item_id for row in rows}, untried=command.untried)
    asked = AllocationProblem(
        wanted.orders, wanted.lines, tuple(_stock_row(row) for row in rows), unit.now.date().toordinal(),
        reasons.window(unit),
    )  # fmt: skip
    takes = solve(asked, watch=unit.watch).solution.takes
    if not takes:
        raise refuse("No open order waits for what lies at {dock}.", field="receipt" if command.receipt else "location",
                     dock=dock.code)  # fmt: skip
    by_id = {row.id: row for row in rows}
    held = allocations.allocate(
        unit.session, [allocate.taken(take, by_id[take.row_id], f"cross-dock {document}") for take in takes], unit.now
    )
    _make_tasks(unit, document, dock, lane, [(take, by_id[take.row_id], held_id, wanted.rows[take.line_id].number)
                                             for take, held_id in zip(takes, held, strict=True)])  # fmt: skip
    orders = {wanted.rows[take.line_id].order_id for take in takes}
    states.refresh(unit, orders)
    values = {"tasks": len(takes), "quantity": sum(take.quantity for take in takes), "orders": len(orders),
              "lane": lane.code}  # fmt: skip
    return Answer("{quantity} pieces go to {lane} for {orders} orders, in {tasks} tasks.", values, document)


def _offered(command: ProposeCrossDock, unit: Unit) -> tuple[Location, str, Sequence[Any]]:
    """The dock, the document, and the free, available stock that lies there."""
    if bool(command.receipt) == bool(command.location):
        raise refuse("Name a receipt or a dock, one of them.", field="receipt")
    which = []
    if command.receipt:
        receipt: Receipt = find.receipt(unit.session, command.receipt)
        dock, document = unit.session.get_one(Location, receipt.dock_id), receipt.number
        its = ReceiptLine.receipt_id == receipt.id
        which.append(stock.c.item_id.in_(select(ReceiptLine.item_id).where(its)))
    else:
        dock = find.location(unit.session, command.location)
        document = dock.code
    problems = Problems()
    if unit.session.get_one(Zone, dock.zone_id).purpose is not Purpose.RECEIVING:
        problems.add("{place} is not where goods are received.", field="location", place=dock.code)
    fitting.check_exit(dock, problems, field="location")
    problems.refuse()
    rows = unit.session.execute(
        select(stock, Lot.expiry).outerjoin(Lot, Lot.id == stock.c.lot_id)
        .where(stock.c.location_id == dock.id, stock.c.status == Status.AVAILABLE, stock.c.free > 0, *which)
        .order_by(stock.c.id)
    ).all()  # fmt: skip
    return dock, document, _not_tasked(unit, dock, rows)


def _not_tasked(unit: Unit, dock: Location, rows: Sequence[Any]) -> list[Any]:
    """Without what somebody is putting away already."""
    unfinished = (Task.kind == TaskKind.PUTAWAY, Task.state.in_((TaskState.OPEN, TaskState.CLAIMED)),
                  Task.from_location_id == dock.id)  # fmt: skip
    going = unit.session.execute(select(Task.lpn_id, Task.item_id, Task.lot_id).where(*unfinished)).all()
    roots = {lpn for lpn, _, _ in going if lpn}
    plates = {lpn for root in roots for lpn in lpns.subtree(unit.session, root)}
    loose = {(item, lot) for lpn, item, lot in going if not lpn}
    return [
        row for row in rows
        if row.lpn_id not in plates and (row.lpn_id or (row.item_id, row.lot_id) not in loose)
    ]  # fmt: skip


def _wanted(unit: Unit, dock: Location, item_ids: set[int], *, untried: bool) -> demand.Demand:
    """Open lines that lack one of these items; all lines of an order that ships complete, for it must be whole."""
    found = demand.of_site(unit, dock.site_id or 0, None, demand.Rules())
    whole = {order.order_id for order in found.orders if order.ship_complete}
    lines = tuple(
        line for line in found.lines
        if line.order_id in whole
        or (line.item_id in item_ids and (untried or found.rows[line.line_id].unallocated_reason))
    )  # fmt: skip
    named = {line.order_id for line in lines}
    return replace(found, lines=lines, orders=tuple(order for order in found.orders if order.order_id in named))


def _stock_row(row: Any) -> StockRow:
    return StockRow(
        row.id, row.item_id, row.location_id, row.on_hand, row.free, row.owner_id, row.since.date().toordinal(),
        row.expiry.toordinal() if row.expiry else None, row.lot_id or None, row.lpn_id or None, False,
    )  # fmt: skip


def _lane(code: str, unit: Unit, dock: Location) -> Location:
    if code:
        return staging_lane(unit, code)
    first = (
        select(Location).join(Zone, Zone.id == Location.zone_id)
        .where(Zone.purpose == Purpose.STAGING, Location.site_id == dock.site_id,
               Location.status == LocationStatus.OPEN)
        .order_by(Location.code).limit(1)
    )  # fmt: skip
    lane = unit.session.scalar(first)
    if lane is None:
        raise refuse("The site has no open staging lane.", field="lane")
    return lane


def _make_tasks(
    unit: Unit, document: str, dock: Location, lane: Location, held: Sequence[tuple[Taken, Any, int, str]]
) -> None:
    numbers = unit.numbers("T", len(held))
    rows = [
        {
            "number": number, "kind": TaskKind.MOVE, "state": TaskState.OPEN, "priority": PRIORITY,
            "site_id": dock.site_id, "document": document, "order_line_id": take.line_id, "allocation_id": held_id,
            "owner_id": row.owner_id, "item_id": row.item_id, "lot_id": row.lot_id, "status": row.status,
            "lpn_id": row.lpn_id, "from_location_id": dock.id, "to_location_id": lane.id, "quantity": take.quantity,
            "created_at": unit.now, "reason": f"Order {order} waits for it.",
        }
        for number, (take, row, held_id, order) in zip(numbers, held, strict=True)
    ]  # fmt: skip
    unit.session.execute(insert(Task), rows)
