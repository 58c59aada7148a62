"""What a picker may not fetch is handed to the people of the zone where it lies: into their next walk, or a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select

from wms.model.outbound import Batch
from wms.model.site import Zone
from wms.model.words import BatchState
from wms.model.work import Task
from wms.operations.picking import queue
from wms.operations.picking.stops import Stop
from wms.operations.unit import Unit
from wms.operations.waving.release import SPACING, pick_task


def stays(unit: Unit, stop: Stop, row: Any) -> bool:
    """Whether who stands at the stop fetches it: from another zone only for an order picked whole, where they pick too.

    `row` is what was found, as `release.to_pick` gives it.
    """
    if row.zone_id == stop.zone_id:
        return True
    if stop.slot:
        return False
    zones = queue.zones_of(unit, unit.user_id, stop.task.site_id)
    return zones is None or row.zone in zones


def handed(
    unit: Unit, stop: Stop, zone_id: int, rows: Sequence[Any], numbers: Iterator[str]
) -> list[dict[str, Any]]:
    """Pick tasks (their columns) for these finds in one zone; they lead to where the others of the order lead."""
    batch_id = _waiting(unit, stop, zone_id) or _new(unit, stop)
    last = unit.session.scalar(select(func.max(Task.sequence)).where(Task.batch_id == batch_id)) or 0
    task = stop.task
    return [
        pick_task(unit, row, number, batch_id, last + place * SPACING, task.site_id, task.to_location_id or 0)
        for place, (row, number) in enumerate(zip(rows, numbers, strict=False), 1)
    ]


def _waiting(unit: Unit, stop: Stop, zone_id: int) -> int | None:
    """A batch of the same wave that nobody has begun, and that stays in that zone."""
    zone = unit.session.get_one(Zone, zone_id).code
    query = select(Batch.id).where(
        Batch.wave_id == stop.batch.wave_id, Batch.state == BatchState.READY, Batch.started_at.is_(None),
        queue.left(), queue.within(frozenset({zone})),
    )  # fmt: skip
    found: int | None = unit.session.scalar(query.order_by(Batch.id).limit(1))
    return found


def _new(unit: Unit, stop: Stop) -> int:
    made = Batch(number=unit.number("B"), wave_id=stop.batch.wave_id)
    unit.session.add(made)
    unit.session.flush()
    return made.id
