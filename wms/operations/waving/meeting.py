"""Where the parts of orders will meet: every order that lies in several zones gets a slot, as long as there are any.

Orders that get none stay behind for a later wave, the least urgent ones; orders of one zone go to the bench as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from wms.base.errors import refuse
from wms.model.site import Location
from wms.model.words import Status, TaskKind, TaskState
from wms.model.work import Task
from wms.operations.picking import gathering, slots
from wms.operations.unit import Unit


def slots_for(unit: Unit, rows: Sequence[Any], drop: Location) -> tuple[dict[int, int], set[int]]:
    """The slot (id) of every order that needs one, and the orders that found none. Raises Refused without any slot."""
    zones: dict[int, set[str]] = {}
    urgency: dict[int, tuple[Any, ...]] = {}
    for row in rows:
        zones.setdefault(row.order_id, set()).add(row.zone)
        urgency[row.order_id] = row.priority, row.cutoff_at, row.order_id
    found = slots.already(unit, list(zones))
    wanting = [order for order, its in zones.items() if len(its) > 1 and order not in found]
    wanting.sort(key=urgency.__getitem__)
    site_id = drop.site_id or 0
    if wanting and not slots.there_are(unit, site_id):
        raise refuse("The site has no slots for orders to be brought together: make locations of the type tote or lane "
                     "in a packing zone.", field="method")  # fmt: skip
    free = slots.free(unit, site_id, drop.id, len(wanting))
    found |= dict(zip(wanting, free, strict=False))
    return found, set(wanting[len(free) :])


def gather(unit: Unit, rows: Sequence[Any], slot_of: dict[int, int], drop: Location) -> int:
    """Make the gathering of every order that has a slot, where it has none open; returns how many orders gather."""
    known = gathering.of_orders(unit, list(slot_of))
    first: dict[int, Any] = {}
    pieces: dict[int, int] = {}
    for row in rows:
        if row.order_id in slot_of:
            first.setdefault(row.order_id, row)
            pieces[row.order_id] = pieces.get(row.order_id, 0) + row.quantity
    fresh = [first[order] for order in slot_of if order in first and order not in known]
    numbers = unit.numbers("T", len(fresh)) if fresh else []
    tasks = [
        {
            "number": number, "kind": TaskKind.MOVE, "state": TaskState.OPEN, "priority": row.priority,
            "site_id": drop.site_id, "document": row.number, "order_line_id": row.order_line_id,
            "owner_id": row.owner_id, "status": Status.AVAILABLE, "from_location_id": drop.id,
            "to_location_id": slot_of[row.order_id], "quantity": pieces[row.order_id], "due_at": row.cutoff_at,
            "created_at": unit.now,
        }
        for row, number in zip(fresh, numbers, strict=True)
    ]  # fmt: skip
    if tasks:
        unit.session.connection().execute(insert(Task.metadata.tables["task"]), tasks)
    return len(first)
