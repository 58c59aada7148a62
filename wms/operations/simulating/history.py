"""What was done: walks as people walked them, and orders as they were packed, read from tasks and moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wms.ledger.views import moves
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.site import Location
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find

PACKING = ("PackTote", "PackItem")
"""The kinds of postings that put goods into cartons."""


@dataclass(frozen=True, slots=True)
class Done:
    """One pick that was done."""

    task_id: int
    order_id: int
    location_id: int
    item_id: int
    level: int
    pick_sequence: int
    done: datetime
    short: bool


@dataclass(frozen=True, slots=True)
class Walked:
    """One person's walk: claimed, done, and its stops in the order they were visited."""

    batch: str
    picker: int
    released: datetime | None
    begun: datetime
    done: datetime
    drop_id: int
    stops: tuple[Done, ...]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (self.done - self.begun).total_seconds()


@dataclass(frozen=True, slots=True)
class Packed:
    """One order that was packed: by whom, and when its last piece went into a carton."""

    order_id: int
    packer: int
    done: datetime


def walks(session: Session, site_id: int, since: datetime, until: datetime, most: int | None = None) -> list[Walked]:
    """Walks whose picks were done in the period (the `most` recent batches), by person in the order of their beginning.

    A walk begins when it was claimed or when its walker had finished the one before, whichever is later.
    """
    by_walk: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in _picks(session, _batches(session, site_id, since, until, most), since, until):
        by_walk[row.claimed_by_id, row.batch_id].append(row)
    found = sorted((_walked(rows) for rows in by_walk.values()), key=lambda one: (one.picker, one.done, one.batch))
    trimmed = []
    for number, one in enumerate(found):
        before = found[number - 1] if number else None
        if before is not None and before.picker == one.picker and before.done > one.begun:
            one = Walked(one.batch, one.picker, one.released, before.done, one.done, one.drop_id, one.stops)
        if one.done > one.begun:
            trimmed.append(one)
    return trimmed


def packed(session: Session, order_ids: Sequence[int], since: datetime, until: datetime) -> list[Packed]:
    """The orders packed in the period among these, in the order they were done."""
    wanted = set(order_ids)
    rows = session.execute(
        select(OrderLine.order_id, moves.c.user_id, func.max(moves.c.recorded_at).label("done"))
        .join(OrderLine, OrderLine.id == moves.c.order_line_id)
        .where(moves.c.kind.in_(PACKING), moves.c.recorded_at >= since, moves.c.recorded_at < until)
        .group_by(OrderLine.order_id, moves.c.user_id)
    )  # fmt: skip
    last: dict[int, Packed] = {}
    for order_id, user_id, done in rows:
        if order_id in wanted and (order_id not in last or done > last[order_id].done):
            last[order_id] = Packed(order_id, user_id, done)
    return sorted(last.values(), key=lambda one: (one.done, one.order_id))


def _walked(rows: Sequence[Any]) -> Walked:
    rows = sorted(rows, key=lambda row: (row.done_at, row.sequence, row.id))
    stops = tuple(
        Done(row.id, row.order_id, row.from_location_id, row.item_id, row.level, row.pick_sequence, row.done_at,
             row.done_quantity < row.quantity)
        for row in rows
    )  # fmt: skip
    head = rows[0]
    begun = min(row.claimed_at for row in rows)
    return Walked(head.number, head.claimed_by_id, head.released_at, begun, rows[-1].done_at,
                  head.to_location_id or 0, stops)  # fmt: skip


def _batches(session: Session, site_id: int, since: datetime, until: datetime, most: int | None) -> list[int]:
    """Batches that were walked in the period."""
    wanted = (
        select(Batch.id).join(Wave, Wave.id == Batch.wave_id)
        .where(Wave.site_id == site_id, Batch.started_at < until,
               or_(Batch.done_at.is_(None), Batch.done_at >= since))
        .order_by(Batch.started_at.desc(), Batch.id).limit(most)
    )  # fmt: skip
    return list(session.scalars(wanted))


def _picks(session: Session, batch_ids: Sequence[int], since: datetime, until: datetime) -> Iterator[Any]:
    for chunk in find.chunks(batch_ids):
        yield from session.execute(
            select(Task.id, Task.batch_id, Task.claimed_by_id, Task.claimed_at, Task.done_at, Task.sequence,
                   Task.item_id, Task.from_location_id, Task.to_location_id, Task.quantity, Task.done_quantity,
                   OrderLine.order_id, Location.level, Location.pick_sequence, Batch.number, Wave.released_at)
            .join(Batch, Batch.id == Task.batch_id)
            .join(Wave, Wave.id == Batch.wave_id)
            .join(OrderLine, OrderLine.id == Task.order_line_id)
            .join(Order, Order.id == OrderLine.order_id)
            .join(Location, Location.id == Task.from_location_id)
            .where(Task.batch_id.in_(chunk), Task.kind == TaskKind.PICK, Task.state == TaskState.DONE,
                   Task.done_at >= since, Task.done_at < until, Task.claimed_at.is_not(None),
                   Task.claimed_by_id.is_not(None))
        )  # fmt: skip
