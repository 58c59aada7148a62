"""Slots where parts of orders meet are no place for anything else, and gatherings are no moves anybody confirms."""

from __future__ import annotations

from collections.abc import Mapping

from wms.base.errors import Problems
from wms.model.site import Location
from wms.model.words import MEETING, TaskKind
from wms.model.work import Task
from wms.operations.picking import slots
from wms.operations.unit import Unit


def gathers(task: Task) -> bool:
    """Whether the task brings an order's parts together: it ends by itself."""
    return task.kind is TaskKind.MOVE and task.item_id is None and task.order_line_id is not None


def check_slot(
    unit: Unit, to: Location, orders: Mapping[int, str], problems: Problems, field: str = "to"
) -> None:
    """Note a slot that waits for another order than these (whose goods are carried there)."""
    waits = slots.reserved_for(unit, to.id) if to.type in MEETING else None
    if waits is not None and set(orders) != {waits[0]}:
        problems.add("The slot {slot} waits for the parts of {order}.", field=field, slot=to.code, order=waits[1])
