"""A wave is released: its orders are cut into batches, and each batch becomes a walk of pick tasks.

The walk is the shortest one from the drop and back; where the building is not drawn so that one can walk it, the walk
follows the locations' pick sequence. Pickers claim batches next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, insert, select, update

from wms.base.errors import refuse
from wms.base.jobs import Progress
from wms.ledger.views import allocations as claims
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.site import Location, Zone
from wms.model.words import (
    AllocationState,
    BatchState,
    LocationType,
    OrderState,
    Purpose,
    Stage,
    TaskKind,
    TaskState,
    WaveState,
)
from wms.model.work import Task
from wms.operations import find, settings
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.ordering.held import UNFINISHED
from wms.operations.planning.drawing import drawing
from wms.operations.planning.walks import quick_walk, warm_up
from wms.operations.unit import Answer, Unit
from wms.operations.waving.batching_rule import BatchOrder, CartCapacity, Stop, batches

SPACING = 10
"""Stops are numbered so far apart that others fit between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWave(Command):
    """Send a planned wave to the floor: make its batches and pick tasks."""

    wave: str = arg("The wave's number", refers="wave")
    drop: str = arg("Where pickers bring the goods; empty: the first bench to pack at", "", refers="location")


@handles("waving.release", "waves", "orders", "tasks", prepare=warm_up)
def release_wave(command: ReleaseWave, unit: Unit) -> Answer:
    wave = find_wave(unit, command.wave, WaveState.PLANNED)
    drop = drop_location(unit, wave.site_id, command.drop)
    _leave_standing(unit, wave)
    rows = to_pick(unit, Order.wave_id == wave.id)
    if not rows:
        raise refuse("Nothing is allocated for the wave {number} any more.", field="wave", number=wave.number)
    groups = batches(_orders(rows), _cart(unit))
    made = [Batch(number=number, wave_id=wave.id) for number in unit.numbers("B", len(groups))]
    unit.session.add_all(made)
    wave.state, wave.released_at = WaveState.RELEASED, unit.now
    unit.session.flush()
    batch_of = {order: batch.id for batch, group in zip(made, groups, strict=True) for order in group}
    rows = as_walked(unit, rows, {batch.id: batch for batch in made}, batch_of, drop)
    _make_tasks(unit, wave, rows, batch_of, drop.id)
    states.refresh(unit, batch_of)
    values = {"wave": wave.number, "batches": [batch.number for batch in made], "count": len(made), "tasks": len(rows),
              "walk_mm": sum(batch.walk_mm for batch in made)}  # fmt: skip
    return Answer("Wave {wave} is released: {count} batches, {tasks} picks.", values, wave.number)


def find_wave(unit: Unit, number: str, *wanted: WaveState) -> Wave:
    """The wave with this number in one of the wanted states. Raises Refused."""
    wave = find.by(unit.session, Wave, Wave.number, number, "wave")
    if wave.state not in wanted:
        raise refuse("The wave {number} is {state}.", field="wave", number=wave.number, state=wave.state.value)
    return wave


def drop_location(unit: Unit, site_id: int, code: str) -> Location:
    """Where picked goods are brought: the named place, or the first to pack at. Raises Refused."""
    query = select(Location).join(Zone, Zone.id == Location.zone_id).where(Zone.purpose == Purpose.PACKING)
    if code:
        found = unit.session.scalar(query.where(Location.code == code))
        if found is None:
            raise refuse("{drop} is not a place to pack at.", field="drop", drop=code)
        return found
    here = query.where(Location.site_id == site_id)
    found = unit.session.scalar(
        here.order_by((Location.type == LocationType.BENCH).desc(), Location.pick_sequence, Location.code).limit(1)
    )
    if found is None:
        raise refuse("The site has no place to pack at; make a location in a packing zone.", field="drop")
    return found


def _leave_standing(unit: Unit, wave: Wave) -> None:
    """Orders that are held by now do not go with the wave."""
    unit.session.flush()
    table = Order.metadata.tables["orders"]
    held = update(table).where(table.c.wave_id == wave.id, table.c.state == OrderState.HELD)
    unit.session.connection().execute(held.values(wave_id=None, version=table.c.version + 1))
    states.forget(unit, Order)


def to_pick(unit: Unit, which: ColumnElement[bool]) -> Sequence[Any]:
    """What is set aside for orders (`which` of them, or of the allocations) and nobody was sent for yet; as walked."""
    sent = exists().where(Task.allocation_id == claims.c.id, Task.state.in_(UNFINISHED))
    query = (
        select(claims.c.id, claims.c.order_line_id, claims.c.owner_id, claims.c.status, claims.c.item_id,
               claims.c.lot_id, claims.c.lpn_id, claims.c.location_id, claims.c.quantity, Location.pick_sequence,
               Location.code.label("place"), Order.id.label("order_id"), Order.number, Order.priority,
               Order.cutoff_at)
        .join(OrderLine, OrderLine.id == claims.c.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Location, Location.id == claims.c.location_id)
        .where(which, claims.c.state == AllocationState.OPEN, claims.c.stage == Stage.RESERVED,
               ~sent)
        .order_by(Location.pick_sequence, Location.code, claims.c.item_id, claims.c.id)
    )  # fmt: skip
    return unit.session.execute(query).all()


def as_walked(
    unit: Unit, rows: Sequence[Any], made: Mapping[int, Batch], batch_of: Mapping[int, int], drop: Location
) -> Sequence[Any]:
    """The rows as each batch is walked; notes the walks' lengths. Rows of batches nobody can route stay as they are."""
    if not settings.value(unit.session, "waving.exact_routes"):
        return rows
    drawn = drawing(unit.session, drop.site_id or 0, {drop.id, *(row.location_id for row in rows)})
    rank: dict[tuple[int, int], int] = {}
    for number, (batch_id, batch) in enumerate(made.items(), 1):
        unit.watch.report(Progress("Finding the shortest walks", number, len(made)))
        unit.watch.stop.raise_if_cancelled()
        sequence = {row.location_id: row.pick_sequence for row in rows if batch_of[row.order_id] == batch_id}
        walk = quick_walk(drawn, drop.id, list(sequence))
        batch.walk_mm = walk.length if walk else 0
        for place, location_id in enumerate(walk.beginning_low(sequence) if walk else ()):
            rank[batch_id, location_id] = place
    return sorted(rows, key=lambda row: rank.get((batch_of[row.order_id], row.location_id), 0))


def _orders(rows: Sequence[Any]) -> list[BatchOrder]:
    stops: dict[int, list[Stop]] = {}
    for row in rows:
        stops.setdefault(row.order_id, []).append(Stop(row.location_id, row.pick_sequence, row.quantity))
    priorities = {row.order_id: row.priority for row in rows}
    return [BatchOrder(order, priorities[order], tuple(its)) for order, its in stops.items()]


def _cart(unit: Unit) -> CartCapacity:
    orders, stops = (settings.value(unit.session, f"waving.batch_{name}") for name in ("orders", "stops"))
    return CartCapacity(orders, stops)


def _make_tasks(unit: Unit, wave: Wave, rows: Sequence[Any], batch_of: dict[int, int], drop_id: int) -> None:
    sequence: dict[int, int] = dict.fromkeys(batch_of.values(), 0)
    tasks = []
    for row, number in zip(rows, unit.numbers("T", len(rows)), strict=True):
        batch = batch_of[row.order_id]
        sequence[batch] += SPACING
        tasks.append(pick_task(unit, row, number, batch, sequence[batch], wave.site_id, drop_id))
    unit.session.connection().execute(insert(Task.metadata.tables["task"]), tasks)


def pick_task(
    unit: Unit, row: Any, number: str, batch_id: int, sequence: int, site_id: int, drop_id: int
) -> dict[str, Any]:
    """The columns of the pick task for one allocation; `row` has the allocation's and its order's columns."""
    return {
        "number": number, "kind": TaskKind.PICK, "state": TaskState.OPEN, "priority": row.priority,
        "site_id": site_id, "document": row.number, "batch_id": batch_id, "sequence": sequence,
        "order_line_id": row.order_line_id, "allocation_id": row.id, "owner_id": row.owner_id,
        "item_id": row.item_id, "lot_id": row.lot_id, "status": row.status,
        "lpn_id": row.lpn_id, "from_location_id": row.location_id, "to_location_id": drop_id,
        "quantity": row.quantity, "due_at": row.cutoff_at, "created_at": unit.now,
    }  # fmt: skip


READY = (BatchState.READY, BatchState.STARTED)
"""Batches that still have a walk before them."""
