"""What is held for an order, and letting go of it: claims, the pick tasks behind them, picked goods, cartons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update

from wms.ledger import allocations
from wms.ledger.views import allocations as claims
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Carton, Shipment
from wms.model.words import AllocationState, BatchState, CartonState, ShipmentState, Stage, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find
from wms.operations.ordering.states import forget
from wms.operations.unit import Unit

FETCHING = (TaskKind.PICK, TaskKind.MOVE)
UNFINISHED = (TaskState.OPEN, TaskState.CLAIMED)


def open_claims(unit: Unit, order_ids: Sequence[int], *stages: Stage, line: int | None = None) -> list[Row[Any]]:
    """The open allocations of these orders (of one line of them, of some stages), with their order line."""
    unit.session.flush()
    wanted = stages or tuple(Stage)
    found: list[Row[Any]] = []
    for chunk in find.chunks(order_ids):
        query = (
            select(claims, OrderLine.order_id, OrderLine.line)
            .join(OrderLine, OrderLine.id == claims.c.order_line_id)
            .where(OrderLine.order_id.in_(chunk), claims.c.state == AllocationState.OPEN, claims.c.stage.in_(wanted))
            .order_by(claims.c.id)
        )
        found += unit.session.execute(query if line is None else query.where(OrderLine.line == line)).all()
    return found


def cancel_picks(unit: Unit, allocation_ids: Sequence[int], reason: str) -> int:
    """Put aside the unfinished tasks that fetch these allocations' goods; returns how many there were."""
    table = Task.metadata.tables["task"]
    batches: list[int | None] = []
    for chunk in find.chunks(_with_earlier(unit, allocation_ids)):
        cancelled = unit.session.connection().execute(
            update(table)
            .where(table.c.allocation_id.in_(chunk), table.c.kind.in_(FETCHING), table.c.state.in_(UNFINISHED))
            .values(state=TaskState.CANCELLED, reason=reason, done_at=unit.now, version=table.c.version + 1)
            .returning(table.c.batch_id)
        )
        batches += [row.batch_id for row in cancelled]
    forget(unit, Task)
    _end_walks(unit, {batch for batch in batches if batch is not None})
    return len(batches)


def _with_earlier(unit: Unit, allocation_ids: Sequence[int]) -> list[int]:
    """These allocations and those they follow: of goods carried elsewhere, a task may still name the first."""
    found, layer = set(allocation_ids), list(allocation_ids)
    while layer:
        earlier: set[int] = set()
        for chunk in find.chunks(layer):
            query = select(claims.c.previous_id).where(claims.c.id.in_(chunk), claims.c.previous_id.is_not(None))
            earlier.update(unit.session.scalars(query))
        layer = sorted(earlier - found)
        found |= earlier
    return sorted(found)


def _end_walks(unit: Unit, batch_ids: set[int]) -> None:
    """A batch with no stop left is done, or cancelled when nothing was picked on it."""
    for chunk in find.chunks(sorted(batch_ids)):
        rows = unit.session.execute(select(Task.batch_id, Task.state).where(Task.batch_id.in_(chunk))).all()
        going_on = {row.batch_id for row in rows if row.state in UNFINISHED}
        walked = {row.batch_id for row in rows if row.state is TaskState.DONE}
        for batch in unit.session.scalars(select(Batch).where(Batch.id.in_(set(chunk) - going_on))):
            batch.state = BatchState.DONE if batch.id in walked else BatchState.CANCELLED
            batch.done_at = unit.now


def let_go(unit: Unit, order: Order, held: Sequence[Row[Any]], reason: str) -> int:
    """Release claims of an order; what was picked already is to be put away again. Returns the putaway tasks made."""
    cancel_picks(unit, [row.id for row in held if row.stage is Stage.RESERVED], reason)
    allocations.release(unit.session, [row.id for row in held], unit.now)
    picked = [row for row in held if row.stage is not Stage.RESERVED]
    if picked:
        numbers = unit.numbers("T", len(picked))
        tasks = [_put_away(unit, order, row, number) for row, number in zip(picked, numbers, strict=True)]
        unit.session.connection().execute(insert(Task.metadata.tables["task"]), tasks)
    return len(picked)


def _put_away(unit: Unit, order: Order, row: Row[Any], number: str) -> dict[str, Any]:
    return {
        "number": number, "kind": TaskKind.PUTAWAY, "state": TaskState.OPEN, "site_id": order.site_id,
        "document": order.number, "owner_id": row.owner_id, "item_id": row.item_id, "lot_id": row.lot_id,
        "status": row.status, "lpn_id": row.lpn_id,
        "from_location_id": row.location_id, "quantity": row.quantity, "created_at": unit.now,
        "reason": "The order no longer wants it.",
    }  # fmt: skip


def give_up_cartons(unit: Unit, order: Order) -> None:
    """The order's cartons and shipments that have not left are cancelled with it."""
    session = unit.session
    for shipment in session.scalars(
        select(Shipment).where(Shipment.order_id == order.id, Shipment.state == ShipmentState.OPEN)
    ):
        shipment.state = ShipmentState.CANCELLED
        for carton in session.scalars(select(Carton).where(Carton.shipment_id == shipment.id)):
            carton.state = CartonState.CANCELLED


def loaded_cartons(unit: Unit, order: Order) -> int:
    """How many of the order's cartons stand on a truck."""
    query = (
        select(Carton.id)
        .join(Shipment, Shipment.id == Carton.shipment_id)
        .where(Shipment.order_id == order.id, Carton.state == CartonState.LOADED)
    )
    return len(unit.session.scalars(query).all())


def strike_out(unit: Unit, order: Order) -> None:
    """Lines of which nothing is wanted any more go away, unless stock was ever held for them."""
    empty = [line for line in order.lines if not line.ordered]
    used = set(unit.session.scalars(select(claims.c.order_line_id).where(
        claims.c.order_line_id.in_([line.id for line in empty])))) if empty else set()  # fmt: skip
    for line in empty:
        if line.id not in used:
            order.lines.remove(line)
