"""Doubts: a picker found less than the books say, and a task without a count asks that somebody look.

While it stands, the stock there is not set aside for orders. It is settled when a count of the place is posted.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from wms.model.words import TaskKind, TaskState
from wms.model.work import Count, Task
from wms.operations import find, tasks
from wms.operations.unit import Unit


def places(site_id: int) -> Select[Any]:
    """The ids of the locations in doubt at a site."""
    return _open(Task.from_location_id).where(Task.site_id == site_id)


def settle(unit: Unit, count: Count, location_ids: Collection[int], item_id: int | None) -> int:
    """Put aside the doubts a posted count has answered (`item_id` None: of all items there); returns how many."""
    settled = 0
    for chunk in find.chunks(sorted(location_ids)):
        query = _open(Task).where(Task.from_location_id.in_(chunk))
        for task in unit.session.scalars(query if item_id is None else query.where(Task.item_id == item_id)).all():
            tasks.cancel(unit, task, f"{count.number} has counted it.")
            settled += 1
    return settled


def _open(what: Any) -> Select[Any]:
    return select(what).where(
        Task.kind == TaskKind.COUNT, Task.state.in_((TaskState.OPEN, TaskState.CLAIMED)),
        Task.order_line_id.is_not(None),
    )  # fmt: skip
