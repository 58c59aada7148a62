"""Stock held for orders: opened, carried on with the goods, released, shipped. A claim never drifts from its goods.

An allocation's way: reserved at a storage place → picked into a tote → packed into a carton → shipped. Each step closes
the old allocation and opens its successor where the goods now are; the order line's quantities follow by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wms.base.errors import Refused, refuse
from wms.ledger import refusals, tables
from wms.ledger.gate import opened
from wms.ledger.posting import Header, Line, Posted, post
from wms.model.order import OrderLine
from wms.model.words import AllocationState, Stage, Status

_table = tables.allocation
Done = TypeVar("Done")


class Take(NamedTuple):
    """Hold `quantity` of the stock at one key and place for an order line."""

    order_line_id: int
    quantity: int
    owner_id: int
    item_id: int
    location_id: int
    lot_id: int = 0
    serial_id: int = 0
    status: Status = Status.AVAILABLE
    lpn_id: int = 0
    reason: str = ""


class Carry(NamedTuple):
    """Take `quantity` of an allocation, goods and claim together, to another place.

    A virtual `to_location_id` ships it; `from_lpn_id` and `to_lpn_id` are licence plates (0: loose).
    """

    allocation_id: int
    quantity: int
    to_location_id: int
    to_lpn_id: int = 0
    stage: Stage = Stage.PICKED


class Carried(NamedTuple):
    """The allocations that followed: where the goods went, and what stayed behind (None: nothing)."""

    moved_id: int | None
    rest_id: int | None


def allocate(session: Session, takes: Sequence[Take], now: datetime) -> list[int]:
    """Hold stock for order lines; returns the allocations' ids in the order of `takes`. Raises Refused."""
    rows = [take._asdict() | _opening(Stage.RESERVED, now) for take in takes]
    return _guarded(session, lambda connection: _insert(connection, rows))


def release(session: Session, allocation_ids: Sequence[int], now: datetime) -> None:
    """Let go of stock that is no longer wanted. Raises Refused when one of them was closed already."""
    _guarded(session, lambda connection: _close(connection, allocation_ids, AllocationState.RELEASED, now))


def carry(session: Session, header: Header, carries: Sequence[Carry]) -> tuple[Posted, list[Carried]]:
    """Move allocated goods in one posting, each claim following its goods. Raises Refused."""
    found = open_allocations(session, [step.allocation_id for step in carries])
    lines = [_line(step, found[step.allocation_id]) for step in carries]

    def whole(connection: Connection) -> tuple[Posted, list[Carried]]:
        _close_carried(connection, carries, found, header.now)
        posted = post(session, header, lines)
        return posted, _open_successors(connection, carries, found, header.now)

    return _guarded(session, whole)


def open_allocations(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The open allocations with these ids, by id. Raises Refused when one is closed, unknown or named twice."""
    rows = session.execute(select(_table).where(_table.c.id.in_(ids), _table.c.state == AllocationState.OPEN))
    found: dict[int, dict[str, Any]] = {row.id: dict(row._mapping) for row in rows}
    if len(found) != len(ids):
        raise refuse("The stock is no longer held for this order line: it was picked, moved or released already.")
    return found


def close_carried(session: Session, ids: Sequence[int], now: datetime) -> None:
    """For the ledger's own use: close claims whose goods are about to be carried elsewhere."""
    _guarded(session, lambda connection: _close(connection, ids, AllocationState.CARRIED, now))


def reopen(session: Session, rows: Sequence[dict[str, Any]], there: dict[str, Any], now: datetime) -> list[int]:
    """For the ledger's own use: open the successors of closed claims, the columns of `there` changed."""
    keep = (*tables.KEY, "order_line_id", "reason", "quantity")
    fresh = [{n: row[n] for n in keep} | there | _opening(row["stage"], now, row["id"]) for row in rows]
    return _guarded(session, lambda connection: _insert(connection, fresh))


def _line(step: Carry, row: dict[str, Any]) -> Line:
    if not 1 <= step.quantity <= row["quantity"]:
        raise refuse(
            "{quantity} cannot be taken of {held} held.", field="quantity", quantity=step.quantity, held=row["quantity"]
        )
    return Line(
        row["owner_id"], row["item_id"], step.quantity, row["location_id"], step.to_location_id, row["lot_id"],
        row["serial_id"], row["status"], row["status"], row["lpn_id"], step.to_lpn_id,
        order_line_id=row["order_line_id"],
    )  # fmt: skip


def _opening(stage: Stage, now: datetime, previous: int | None = None) -> dict[str, Any]:
    return {"stage": stage, "state": AllocationState.OPEN, "opened_at": now, "previous_id": previous}


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> list[int]:
    """Insert with ids given here, so that a batch is one statement."""
    if not rows:
        return []
    last = connection.scalar(select(_table.c.id).order_by(_table.c.id.desc()).limit(1)) or 0
    for number, row in enumerate(rows, last + 1):
        row["id"] = number
    connection.execute(insert(_table), rows)
    return [row["id"] for row in rows]


def _close(connection: Connection, ids: Sequence[int], state: AllocationState, now: datetime) -> None:
    if not ids:
        return
    statement = (
        update(_table)
        .where(_table.c.id == bindparam("which"), _table.c.state == AllocationState.OPEN)
        .values(state=state, closed_at=now)
    )
    result = connection.execute(statement, [{"which": number} for number in ids])
    if result.rowcount != len(ids):
        raise refuse("The stock is no longer held for this order line: it was picked, moved or released already.")


def _close_carried(
    connection: Connection, carries: Sequence[Carry], found: dict[int, dict[str, Any]], now: datetime
) -> None:
    leaving = [step for step in carries if step.to_location_id < 0]
    if any(step.quantity < found[step.allocation_id]["quantity"] for step in leaving):
        raise refuse("What is packed together is shipped whole or not at all.")
    _close(connection, [step.allocation_id for step in leaving], AllocationState.SHIPPED, now)
    staying = [step.allocation_id for step in carries if step.to_location_id > 0]
    _close(connection, staying, AllocationState.CARRIED, now)


def _open_successors(
    connection: Connection, carries: Sequence[Carry], found: dict[int, dict[str, Any]], now: datetime
) -> list[Carried]:
    rows: list[dict[str, Any]] = []
    answers = []
    for step in carries:
        moved, rest = _successors(step, found[step.allocation_id], now)
        answers.append((moved, rest))
        rows += [row for row in (moved, rest) if row]
    _insert(connection, rows)
    return [Carried(moved["id"] if moved else None, rest["id"] if rest else None) for moved, rest in answers]


def _successors(
    step: Carry, row: dict[str, Any], now: datetime
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    key = {name: row[name] for name in (*tables.KEY, "order_line_id", "reason")}
    moved, rest = None, None
    if step.to_location_id > 0:
        there = {"quantity": step.quantity, "location_id": step.to_location_id, "lpn_id": step.to_lpn_id}
        moved = key | there | _opening(step.stage, now, row["id"])
    if step.quantity < row["quantity"]:
        rest = key | {"quantity": row["quantity"] - step.quantity} | _opening(row["stage"], now, row["id"])
    return moved, rest


def _guarded(session: Session, work: Callable[[Connection], Done]) -> Done:
    """Do the work with the gate open and its errors told in words; afterwards forget what the session knew of lines."""
    try:
        with opened(session), session.begin_nested():
            answer = work(session.connection())  # asked for here: else there is no savepoint
    except IntegrityError as error:
        raise _refusal(error) from error
    for thing in list(session.identity_map.values()):
        if isinstance(thing, OrderLine):
            session.expire(thing)
    return answer


def _refusal(error: IntegrityError) -> Refused:
    text = str(error.orig)
    if "allocated_within_on_hand" in text or "not on hand" in text:
        return Refused(*refuse("The stock is not free any more: somebody else took or holds it.").problems)
    return Refused(*refuse(refusals.sentence(error)).problems)
