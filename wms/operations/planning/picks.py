"""The open picks of batches, as route and batch planning see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch
from wms.model.site import Location
from wms.model.work import Task
from wms.operations.ordering import states
from wms.operations.ordering.held import UNFINISHED
from wms.operations.unit import Unit

SPACING = 10
"""Stops are numbered so far apart that others fit between them."""


_TASKS = Task.metadata.tables["task"]
_WALK_AS = update(_TASKS).where(_TASKS.c.id == bindparam("its_id")).values(
    batch_id=bindparam("its_batch"), sequence=bindparam("its_place"), version=_TASKS.c.version + 1
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pick:
    """One unfinished pick task."""

    task_id: int
    task: str
    batch_id: int
    order: str
    site_id: int
    location_id: int
    location: str
    pick_sequence: int
    drop_id: int
    quantity: int

    @property
    def stop(self) -> dict[str, Any]:
        """The pick as a stop of a planned walk."""
        return {"task": self.task, "order": self.order, "location": self.location, "quantity": self.quantity}

    @property
    def said(self) -> str:
        """What makes the task this task: when it changes, a plan for it is stale."""
        return f"{self.task} {self.quantity} at {self.location}"


def open_picks(session: Session, batch_ids: Sequence[int]) -> list[Pick]:
    """The unfinished picks of these batches as they are walked today."""
    rows = session.execute(
        select(Task.id, Task.number, Task.batch_id, Order.number, Task.site_id, Task.from_location_id, Location.code,
               Location.pick_sequence, Task.to_location_id, Task.quantity)
        .join(OrderLine, OrderLine.id == Task.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Location, Location.id == Task.from_location_id)
        .where(Task.batch_id.in_(batch_ids), Task.state.in_(UNFINISHED))
        .order_by(Task.batch_id, Task.sequence, Task.id)
    )  # fmt: skip
    return [
        Pick(task, number, batch or 0, order, site, place or 0, code, sequence, drop or 0, quantity)
        for task, number, batch, order, site, place, code, sequence, drop, quantity in rows
    ]


def waiting_batches(session: Session, wave_id: int) -> list[Batch]:
    """The wave's batches that nobody has begun, by number."""
    query = select(Batch).where(Batch.wave_id == wave_id, Batch.started_at.is_(None), Batch.state == "ready")
    return list(session.scalars(query.order_by(Batch.number)))


def walk_as(unit: Unit, placed: Sequence[tuple[int, int, int]]) -> None:
    """Give tasks (ids) their batch and their place in its walk, in one statement for any number of them."""
    if not placed:
        return
    unit.session.flush()
    rows = [{"its_id": task, "its_batch": batch, "its_place": place} for task, batch, place in placed]
    unit.session.connection().execute(_WALK_AS, rows)
    states.forget(unit, Task)
