"""What several zones pick of one order meets in one slot; here is what is still on its way there, and when all is.

A gathering is a move task of the order without an item (see `Task.gathers`). It is open from the wave's release until
everything held for the order stands in the slot; it ends by itself, also where the rest is cancelled or not found. A
slot is taken while a gathering leads to it, and until the last piece has been packed out of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from wms.ledger.views import allocations as claims
from wms.model.lpn import Lpn
from wms.model.order import OrderLine
from wms.model.outbound import Batch
from wms.model.people import User
from wms.model.site import Location, Zone
from wms.model.words import AllocationState, Stage, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find
from wms.operations.unit import Unit

UNFINISHED = (TaskState.OPEN, TaskState.CLAIMED)


class Gathering(NamedTuple):
    """An order that is being brought together, and where."""

    task_id: int
    task: str
    order_id: int
    slot_id: int
    slot: str


def of_orders(unit: Unit, order_ids: Sequence[int]) -> dict[int, Gathering]:
    """The gatherings of these orders that are not done, by order."""
    found = {}
    for chunk in find.chunks(sorted(set(order_ids))):
        for row in unit.session.execute(_OPEN, {"which": chunk}):
            found[row.order_id] = Gathering(*row)
    return found


def follow(unit: Unit, order_ids: Iterable[int]) -> None:
    """End the gatherings of these orders that have nothing more to wait for. One statement where there are none."""
    its = of_orders(unit, list(order_ids))
    if not its:
        return
    picks, held = _picks(unit, list(its)), _held(unit, list(its))
    for order_id, one in its.items():
        here = held[order_id]
        inside = sum(q for (stage, place), q in here.items() if stage is Stage.PICKED and place == one.slot_id)
        outside = sum(q for (stage, place), q in here.items() if stage is Stage.PICKED and place != one.slot_id)
        if picks[order_id] or outside:
            continue
        if inside and not any(stage is Stage.RESERVED for stage, _ in here):
            _end(unit, one, TaskState.DONE, inside)
        elif not inside:
            _end(unit, one, TaskState.CANCELLED, 0)


def missing(unit: Unit, one: Gathering) -> list[str]:
    """What the slot still waits for, in codes: zone, batch and picker of what is picked, and totes to be brought."""
    picking = unit.session.execute(
        select(Zone.code, Batch.number, User.login)
        .select_from(Task)
        .join(OrderLine, OrderLine.id == Task.order_line_id)
        .join(Batch, Batch.id == Task.batch_id)
        .join(Location, Location.id == Task.from_location_id)
        .join(Zone, Zone.id == Location.zone_id)
        .outerjoin(User, User.id == Batch.picker_id)
        .where(OrderLine.order_id == one.order_id, Task.kind == TaskKind.PICK, Task.state.in_(UNFINISHED))
        .distinct().order_by(Zone.code, Batch.number)
    )  # fmt: skip
    told = [" ".join(part for part in row if part) for row in picking]
    totes = unit.session.scalars(
        select(Lpn.code).join(claims, claims.c.lpn_id == Lpn.id)
        .join(OrderLine, OrderLine.id == claims.c.order_line_id)
        .where(OrderLine.order_id == one.order_id, claims.c.state == AllocationState.OPEN,
               claims.c.stage == Stage.PICKED, claims.c.location_id != one.slot_id, Lpn.id > 0)
        .distinct().order_by(Lpn.code)
    )  # fmt: skip
    return told + list(totes)


def _picks(unit: Unit, order_ids: Sequence[int]) -> Counter[int]:
    """How many picks of each order are not done."""
    found: Counter[int] = Counter()
    for chunk in find.chunks(order_ids):
        query = (
            select(OrderLine.order_id, func.count())
            .join(Task, Task.order_line_id == OrderLine.id)
            .where(OrderLine.order_id.in_(chunk), Task.kind == TaskKind.PICK, Task.state.in_(UNFINISHED))
            .group_by(OrderLine.order_id)
        )
        for order, count in unit.session.execute(query):
            found[order] += count
    return found


def _held(unit: Unit, order_ids: Sequence[int]) -> dict[int, Counter[tuple[Stage, int]]]:
    """Base units held for each order, by stage and location."""
    found: dict[int, Counter[tuple[Stage, int]]] = defaultdict(Counter)
    for chunk in find.chunks(order_ids):
        query = (
            select(OrderLine.order_id, claims.c.stage, claims.c.location_id, func.sum(claims.c.quantity))
            .join(claims, claims.c.order_line_id == OrderLine.id)
            .where(OrderLine.order_id.in_(chunk), claims.c.state == AllocationState.OPEN)
            .group_by(OrderLine.order_id, claims.c.stage, claims.c.location_id)
        )
        for order, stage, place, quantity in unit.session.execute(query):
            found[order][stage, place] += quantity
    return found


def _end(unit: Unit, one: Gathering, state: TaskState, pieces: int) -> None:
    task = unit.session.get_one(Task, one.task_id)
    task.state, task.done_at = state, unit.now
    task.done_quantity = min(pieces, task.quantity)
    if state is TaskState.DONE:
        task.claimed_by_id, task.claimed_at = task.claimed_by_id or unit.user_id, task.claimed_at or unit.now
    else:
        task.reason = "Nothing of the order is left to be brought together."
    unit.session.flush()


_OPEN: Any = (
    select(Task.id, Task.number, OrderLine.order_id, Location.id, Location.code)
    .join(OrderLine, OrderLine.id == Task.order_line_id)
    .join(Location, Location.id == Task.to_location_id)
    .where(Task.gathers(), Task.state.in_(UNFINISHED), OrderLine.order_id.in_(bindparam("which", expanding=True)))
)  # fmt: skip
"""Made once: every scan asks it."""
