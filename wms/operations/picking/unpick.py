"""A pick is taken back: the goods leave the tote for the shelf, and the claim on them ends.

Where the goods return to the very place they came from, the posting is a reversal linked to the pick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, exists, or_, select

from wms.base.errors import Problems
from wms.ledger import allocations, reversal
from wms.ledger.views import allocations as claims
from wms.ledger.views import moves
from wms.model.lpn import Lpn
from wms.model.site import Location
from wms.model.words import AllocationState, Stage, TaskState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.picking import stops
from wms.operations.picking.stops import Stop
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpickTask(Command):
    """Put picked goods back; the order may be allocated again."""

    task: str = arg("The pick task's number", refers="task")
    quantity: int | None = arg("How many base units; empty: all that was picked", None, unit="base units")
    location: str = arg("Where they are put; empty: where they came from", "", refers="location")
    reason: str = arg("Why they are put back")


@handles("picking.unpick", "tasks", "stock", "orders")
def unpick_task(command: UnpickTask, unit: Unit) -> Answer:
    stop = stops.read(unit, command.task)
    quantity = stop.task.done_quantity if command.quantity is None else command.quantity
    held = _picked(unit, stop)
    _check(command, stop, quantity, sum(row.quantity for row in held))
    place = find.location(unit.session, command.location or stop.place)
    for row, part in _parts(held, quantity):
        _put_back(unit, stop, row, part, place, command.reason)
    _note(unit, stop, quantity, command.reason)
    states.refresh(unit, [stop.order_id])
    values = {"quantity": quantity, "item": stop.item.sku, "place": place.code}
    return Answer("{quantity} {item} are back at {place}.", values, stop.task.number)


def _picked(unit: Unit, stop: Stop) -> Sequence[Row[Any]]:
    """What is in totes for this line: what this very task picked first."""
    query = select(claims).where(
        claims.c.order_line_id == stop.task.order_line_id, claims.c.state == AllocationState.OPEN,
        claims.c.stage == Stage.PICKED, claims.c.lot_id == stop.task.lot_id,
    ).order_by((claims.c.id == stop.task.allocation_id).desc(), claims.c.id.desc())  # fmt: skip
    return unit.session.execute(query).all()


def _check(command: UnpickTask, stop: Stop, quantity: int, in_totes: int) -> None:
    problems = Problems()
    most = min(stop.task.done_quantity, in_totes)
    if not most:
        problems.add("Nothing that {task} picked is in a tote; unpack it first if it is in a carton.", field="task",
                     task=stop.task.number)  # fmt: skip
    elif not 1 <= quantity <= most:
        problems.add("Between 1 and {most} can be put back.", field="quantity", most=most, found=quantity)
    if not command.reason.strip():
        problems.add("Say why the goods are put back.", field="reason")
    problems.refuse()


def _parts(held: Sequence[Row[Any]], quantity: int) -> list[tuple[Row[Any], int]]:
    parts = []
    for row in held:
        part = min(row.quantity, quantity)
        if part:
            parts.append((row, part))
            quantity -= part
    return parts


def _put_back(unit: Unit, stop: Stop, row: Row[Any], quantity: int, place: Location, reason: str) -> None:
    """All of a claim goes back by reversal where it can; otherwise the goods are carried and the claim on them ends."""
    came = _the_pick(unit, row, place) if quantity == row.quantity else None
    if came is not None:
        allocations.release(unit.session, [row.id], unit.now)
        header = unit.header(stop.task.number, reason=reason, reverses_id=came.posting_id)
        reversal.reverse(unit.session, header, {came.seq: quantity})
        return
    step = allocations.Carry(row.id, quantity, place.id, 0, Stage.RESERVED)
    _, (carried,) = allocations.carry(unit.session, unit.header(stop.task.number, reason=reason), [step])
    allocations.release(unit.session, [carried.moved_id or 0], unit.now)


def _the_pick(unit: Unit, row: Row[Any], place: Location) -> Any:
    """The move that brought exactly these goods from that place into the tote, unless it was reversed before.

    One off a licence plate that stands there no longer cannot be mirrored.
    """
    before = moves.alias("before")
    still_there = exists().where(Lpn.id == moves.c.from_lpn_id, Lpn.location_id == place.id)
    query = select(moves.c.seq, moves.c.posting_id).where(
        moves.c.order_line_id == row.order_line_id, moves.c.to_lpn_id == row.lpn_id,
        moves.c.to_location_id == row.location_id, moves.c.from_location_id == place.id,
        moves.c.lot_id == row.lot_id, moves.c.serial_id == row.serial_id, moves.c.quantity == row.quantity,
        or_(moves.c.from_lpn_id == 0, still_there), moves.c.reverses_seq.is_(None),
        ~exists().where(before.c.reverses_seq == moves.c.seq),
    )  # fmt: skip
    return unit.session.execute(query.order_by(moves.c.seq.desc()).limit(1)).first()


def _note(unit: Unit, stop: Stop, quantity: int, reason: str) -> None:
    task = stop.task
    task.done_quantity -= quantity
    if task.state is not TaskState.DONE:
        task.quantity -= quantity  # the claim on it ended: what is left of the task is what is still held for it
    task.reason = f"{task.reason} Put back {quantity}: {reason}".strip()
    if not task.done_quantity and task.state is TaskState.DONE:
        task.state = TaskState.CANCELLED
    unit.session.flush()
