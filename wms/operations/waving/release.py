"""A wave is released: its orders are cut into batches, and each batch becomes a walk of pick tasks.

The walk is the shortest one from the drop and back; where the building is not drawn so that one can walk it, the walk
follows the locations' pick sequence. Pickers claim batches next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, select, update
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Progress
from wms.ledger.views import allocations as claims
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.site import Location, Zone
from wms.model.words import (
    MEETING,
    AllocationState,
    BatchState,
    LocationType,
    OrderState,
    PickMethod,
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
from wms.operations.waving.by_zone import Batched, Cut, batched, cut
from wms.operations.waving.meeting import gather, slots_for

SPACING = 10
"""Stops are numbered so far apart that others fit between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWave(Command):
    """Send a planned wave to the floor: make its batches and pick tasks."""

    wave: str = arg("The wave's number", refers="wave")
    drop: str = arg("Where pickers bring the goods; empty: the first bench to pack at", "", refers="location")
    method: PickMethod | None = arg("How it is picked: discrete, batch or zone; empty: as set", None)


def think(command: ReleaseWave, unit: Unit) -> Callable[[], tuple[Cut, Batched] | None]:
    """Cut the wave by zones; which parts share a walk is planned while others work."""
    if method_of(unit, command.method) is not PickMethod.ZONE:
        return lambda: None
    wave = find_wave(unit, command.wave, WaveState.PLANNED)
    drop = drop_location(unit, wave.site_id, command.drop)
    rows, _, _ = _with_slots(unit, to_pick(unit.session, _its_orders(wave)), drop)
    known = cut(unit.session, rows, drop.id, wave.site_id, cart(unit.session))
    return lambda: (known, batched(known, unit.watch))


@handles("waving.release", "waves", "orders", "tasks", prepare=warm_up, think=think)
def release_wave(command: ReleaseWave, unit: Unit) -> Answer:
    method = method_of(unit, command.method)
    wave = find_wave(unit, command.wave, WaveState.PLANNED)
    drop = drop_location(unit, wave.site_id, command.drop)
    leave_behind(unit, wave, Order.state == OrderState.HELD)
    rows, slot_of, waiting = to_pick(unit.session, _its_orders(wave)), dict[int, int](), set[int]()
    if method is PickMethod.ZONE:
        rows, slot_of, waiting = _with_slots(unit, rows, drop)
    if waiting and not rows:
        raise refuse("No slot is free for the {count} orders of {number} that lie in several zones.", field="method",
                     count=len(waiting), number=wave.number)  # fmt: skip
    if not rows:
        raise refuse("Nothing is allocated for the wave {number} any more.", field="wave", number=wave.number)
    if waiting:
        leave_behind(unit, wave, Order.id.in_(waiting))
    groups = _groups(unit, method, rows, drop)
    made = [Batch(number=number, wave_id=wave.id) for number in unit.numbers("B", len(groups))]
    unit.session.add_all(made)
    wave.state, wave.released_at = WaveState.RELEASED, unit.now
    unit.session.flush()
    batch_of = {pick: batch.id for batch, group in zip(made, groups, strict=True) for pick in group}
    rows = as_walked(unit, rows, {batch.id: batch for batch in made}, batch_of, drop)
    _make_tasks(unit, wave, rows, batch_of, drop.id)
    together = gather(unit, rows, slot_of, drop)
    states.refresh(unit, {row.order_id for row in rows})
    values = {"wave": wave.number, "batches": [batch.number for batch in made], "count": len(made), "tasks": len(rows),
              "walk_mm": sum(batch.walk_mm for batch in made), "method": method.value, "together": together,
              "waiting": len(waiting)}  # fmt: skip
    return _told(values)


def _told(values: dict[str, Any]) -> Answer:
    if values["waiting"]:
        return Answer("Wave {wave} is released: {count} batches, {tasks} picks. {waiting} orders wait for a free slot.",
                      values, values["wave"])  # fmt: skip
    if values["together"]:
        return Answer("Wave {wave} is released: {count} batches, {tasks} picks. {together} orders meet in slots.",
                      values, values["wave"])  # fmt: skip
    return Answer("Wave {wave} is released: {count} batches, {tasks} picks.", values, values["wave"])


def method_of(unit: Unit, chosen: PickMethod | None) -> PickMethod:
    """How a wave is picked: as chosen, or as set. Raises Refused where something else is set."""
    if chosen is not None:
        return chosen
    name = settings.value(unit.session, "waving.method")
    if name not in tuple(PickMethod):
        raise refuse("The setting waving.method is {name}; it must be one of {known}.", field="method", name=name,
                     known=", ".join(PickMethod))  # fmt: skip
    return PickMethod(name)


def find_wave(unit: Unit, number: str, *wanted: WaveState) -> Wave:
    """The wave with this number in one of the wanted states. Raises Refused."""
    wave = find.by(unit.session, Wave, Wave.number, number, "wave")
    if wave.state not in wanted:
        raise refuse("The wave {number} is {state}.", field="wave", number=wave.number, state=wave.state.value)
    return wave


def drop_location(unit: Unit, site_id: int, code: str) -> Location:
    """Where picked goods are brought: the named place, or the first to pack at. Raises Refused."""
    return drop_at(unit.session, site_id, code)


def drop_at(session: Session, site_id: int, code: str = "") -> Location:
    """The same for whoever only looks."""
    query = select(Location).join(Zone, Zone.id == Location.zone_id).where(Zone.purpose == Purpose.PACKING)
    if code:
        found = session.scalar(query.where(Location.code == code))
        if found is None:
            raise refuse("{drop} is not a place to pack at.", field="drop", drop=code)
        return found
    here = query.where(Location.site_id == site_id)
    found = session.scalar(
        here.order_by((Location.type == LocationType.BENCH).desc(), Location.type.in_(MEETING),
                      Location.pick_sequence, Location.code).limit(1)
    )  # fmt: skip
    if found is None:
        raise refuse("The site has no place to pack at; make a location in a packing zone.", field="drop")
    return found


def leave_behind(unit: Unit, wave: Wave, which: ColumnElement[bool]) -> None:
    """These orders of the wave do not go with it."""
    unit.session.flush()
    table = Order.metadata.tables["orders"]
    left = update(table).where(table.c.wave_id == wave.id, which)
    unit.session.connection().execute(left.values(wave_id=None, version=table.c.version + 1))
    states.forget(unit, Order)


def _its_orders(wave: Wave) -> ColumnElement[bool]:
    return and_(Order.wave_id == wave.id, Order.state != OrderState.HELD)


def to_pick(session: Session, which: ColumnElement[bool]) -> Sequence[Any]:
    """What is set aside for orders (`which` of them, or of the allocations) and nobody was sent for yet; as walked."""
    sent = exists().where(Task.allocation_id == claims.c.id, Task.state.in_(UNFINISHED))
    query = (
        select(claims.c.id, claims.c.order_line_id, claims.c.owner_id, claims.c.status, claims.c.item_id,
               claims.c.lot_id, claims.c.lpn_id, claims.c.location_id, claims.c.quantity, Location.pick_sequence,
               Location.code.label("place"), Zone.id.label("zone_id"),
               Zone.code.label("zone"), Order.id.label("order_id"),
               Order.number, Order.priority, Order.cutoff_at)
        .join(OrderLine, OrderLine.id == claims.c.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Location, Location.id == claims.c.location_id)
        .join(Zone, Zone.id == Location.zone_id)
        .where(which, claims.c.state == AllocationState.OPEN, claims.c.stage == Stage.RESERVED,
               ~sent)
        .order_by(Location.pick_sequence, Location.code, claims.c.item_id, claims.c.id)
    )  # fmt: skip
    return session.execute(query).all()


def as_walked(
    unit: Unit, rows: Sequence[Any], made: Mapping[int, Batch], batch_of: Mapping[int, int], drop: Location
) -> Sequence[Any]:
    """The rows as each batch is walked (`batch_of`: batch by the row's id); notes the walks' lengths.

    Rows of batches nobody can route stay as they are.
    """
    if not settings.value(unit.session, "waving.exact_routes"):
        return rows
    drawn = drawing(unit.session, drop.site_id or 0, {drop.id, *(row.location_id for row in rows)})
    rank: dict[tuple[int, int], int] = {}
    its_rows: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        its_rows[batch_of[row.id]].append(row)
    for number, (batch_id, batch) in enumerate(made.items(), 1):
        unit.watch.report(Progress("Finding the shortest walks", number, len(made)))
        unit.watch.stop.raise_if_cancelled()
        sequence = {row.location_id: row.pick_sequence for row in its_rows[batch_id]}
        walk = quick_walk(drawn, drop.id, list(sequence))
        batch.walk_mm = walk.length if walk else 0
        for place, location_id in enumerate(walk.beginning_low(sequence) if walk else ()):
            rank[batch_id, location_id] = place
    return sorted(rows, key=lambda row: rank.get((batch_of[row.id], row.location_id), 0))


def _with_slots(unit: Unit, rows: Sequence[Any], drop: Location) -> tuple[Sequence[Any], dict[int, int], set[int]]:
    """The picks of orders that can be brought together or need not; the slots; the orders that must wait for one."""
    slot_of, waiting = slots_for(unit, rows, drop)
    return [row for row in rows if row.order_id not in waiting], slot_of, waiting


def _groups(unit: Unit, method: PickMethod, rows: Sequence[Any], drop: Location) -> list[list[int]]:
    """Which picks (the allocations' ids) share a walk, the walk to be begun first in front."""
    picks: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        picks[(row.order_id, row.zone) if method is PickMethod.ZONE else row.order_id].append(row.id)
    if method is PickMethod.ZONE:
        known = cut(unit.session, rows, drop.id, drop.site_id or 0, cart(unit.session))
        thought = unit.thought[1] if unit.thought and unit.thought[0] == known else batched(known, unit.watch)
        parts = [[(part.order_id, part.zone) for part in group] for group in thought.groups]
        return [[pick for part in group for pick in picks[part]] for group in parts]
    capacity = cart(unit.session) if method is PickMethod.BATCH else CartCapacity(1, cart(unit.session).stops)
    return [[pick for order in group for pick in picks[order]] for group in batches(_orders(rows), capacity)]


def _orders(rows: Sequence[Any]) -> list[BatchOrder]:
    stops: dict[int, list[Stop]] = {}
    for row in rows:
        stops.setdefault(row.order_id, []).append(Stop(row.location_id, row.pick_sequence, row.quantity))
    priorities = {row.order_id: row.priority for row in rows}
    return [BatchOrder(order, priorities[order], tuple(its)) for order, its in stops.items()]


def cart(session: Session) -> CartCapacity:
    """What one picker's cart carries."""
    orders, stops = (settings.value(session, f"waving.batch_{name}") for name in ("orders", "stops"))
    return CartCapacity(orders, stops)


def _make_tasks(unit: Unit, wave: Wave, rows: Sequence[Any], batch_of: dict[int, int], drop_id: int) -> None:
    sequence: dict[int, int] = dict.fromkeys(batch_of.values(), 0)
    tasks = []
    for row, number in zip(rows, unit.numbers("T", len(rows)), strict=True):
        batch = batch_of[row.id]
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
