"""Orders whose parts meet in slots, as the books have them: each part by its zone, and how far it has come.

What is still to be picked of an order lies in a zone; what is picked stands in totes, each of which was filled in one.
So a part is everything of an order from one zone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, func, select, type_coerce

from wms.ledger.views import allocations, moves
from wms.model.lpn import Lpn
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch
from wms.model.people import User
from wms.model.site import Location, Zone
from wms.model.words import MEETING, AllocationState, BatchState, Purpose, Stage, TaskKind, TaskState
from wms.model.work import Task

_MANY = 500
_UNFINISHED = (TaskState.OPEN, TaskState.CLAIMED)


class PartState(StrEnum):
    """How far a part has come on its way to the slot."""

    NOT_RELEASED = "not released"
    WAITING = "waits for a picker"
    PAUSED = "put down"
    PICKING = "being picked"
    ON_THE_WAY = "to be brought"
    THERE = "there"


@dataclass(slots=True)
class Part:
    """What an order has from one zone, in base units: still to pick, picked and elsewhere, in the slot."""

    zone: str
    to_pick: int = 0
    elsewhere: int = 0
    there: int = 0
    batch: str = ""
    picker: str = ""
    batch_state: BatchState | None = None
    paused: bool = False
    totes: set[str] = field(default_factory=set)

    @property
    def pieces(self) -> int:
        """Everything of the part."""
        return self.to_pick + self.elsewhere + self.there

    @property
    def state(self) -> PartState:
        """How far it has come: as far as its last piece."""
        if self.to_pick:
            if self.batch_state is BatchState.STARTED:
                return PartState.PICKING
            if self.batch_state is None:
                return PartState.NOT_RELEASED
            return PartState.PAUSED if self.paused else PartState.WAITING
        return PartState.ON_THE_WAY if self.elsewhere else PartState.THERE


@dataclass(slots=True)
class Gathered:
    """One order and its slot. `begun` is when it was led there, `last` when something was last put or picked."""

    order_id: int
    order: str
    slot_id: int
    begun: datetime
    last: datetime
    open: bool
    held: bool
    parts: dict[str, Part] = field(default_factory=dict)

    def part(self, zone: str) -> Part:
        """Its part from this zone."""
        return self.parts.setdefault(zone, Part(zone))


def slot_is() -> Any:
    """Whether a location (joined with its zone) is a slot."""
    return and_(Zone.purpose == Purpose.PACKING, Location.type.in_(MEETING))


def gathered(connection: Connection) -> list[Gathered]:
    """Every order that is being brought together, or stands complete in its slot and is not packed; by order."""
    found = _led(connection)
    found |= {order: one for order, one in _standing(connection).items() if order not in found}
    for some in chunks(list(found)):
        _held(connection, found, some)
        _picks(connection, found, some)
    return sorted(found.values(), key=lambda one: one.order)


def _led(connection: Connection) -> dict[int, Gathered]:
    query = (
        select(Order.id, Order.number, Task.to_location_id, Task.created_at, Order.state)
        .join(OrderLine, OrderLine.id == Task.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Task.gathers(), Task.state.in_(_UNFINISHED))
    )
    return {
        row.id: Gathered(row.id, row.number, row.to_location_id or 0, row.created_at, row.created_at, True,
                         row.state == "held")
        for row in connection.execute(query)
    }  # fmt: skip


def _standing(connection: Connection) -> dict[int, Gathered]:
    """Orders that are complete: nothing leads to their slots any more, and their goods stand there."""
    since = type_coerce(func.min(allocations.c.opened_at), Task.created_at.type)
    query = (
        select(Order.id, Order.number, Order.state, Location.id.label("slot_id"), since.label("since"))
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(allocations, allocations.c.order_line_id == OrderLine.id)
        .join(Location, Location.id == allocations.c.location_id)
        .join(Zone, Zone.id == Location.zone_id)
        .where(slot_is(), allocations.c.state == AllocationState.OPEN, allocations.c.stage == Stage.PICKED)
        .group_by(Order.id, Order.number, Order.state, Location.id)
    )
    return {
        row.id: Gathered(row.id, row.number, row.slot_id, row.since, row.since, False, row.state == "held")
        for row in connection.execute(query)
    }


def _held(connection: Connection, found: dict[int, Gathered], some: Sequence[int]) -> None:
    """What is held for these orders: by zone where it lies, or where its tote was filled."""
    rows = connection.execute(
        select(OrderLine.order_id, allocations.c.stage, allocations.c.quantity, allocations.c.location_id,
               allocations.c.lpn_id, allocations.c.opened_at, Lpn.code.label("tote"), Zone.code.label("zone"))
        .join(allocations, allocations.c.order_line_id == OrderLine.id)
        .join(Lpn, Lpn.id == allocations.c.lpn_id)
        .join(Location, Location.id == allocations.c.location_id)
        .join(Zone, Zone.id == Location.zone_id)
        .where(OrderLine.order_id.in_(some), allocations.c.state == AllocationState.OPEN,
               allocations.c.stage != Stage.PACKED)
        .order_by(allocations.c.id)
    ).all()  # fmt: skip
    filled = _filled(connection, {row.lpn_id for row in rows if row.stage is Stage.PICKED and row.lpn_id})
    for row in rows:
        one = found[row.order_id]
        if row.stage is Stage.RESERVED:
            one.part(row.zone).to_pick += row.quantity
            continue
        part = one.part(filled.get(row.lpn_id, row.zone))
        one.last = max(one.last, row.opened_at)
        if row.location_id == one.slot_id:
            part.there += row.quantity
        else:
            part.elsewhere += row.quantity
            part.totes.add(row.tote)


def _filled(connection: Connection, lpn_ids: Iterable[int]) -> dict[int, str]:
    """In which zone each tote was filled: where what went into it last came from."""
    found: dict[int, str] = {}
    for some in chunks(sorted(lpn_ids)):
        query = (
            select(moves.c.to_lpn_id, Zone.code)
            .join(Location, Location.id == moves.c.from_location_id)
            .join(Zone, Zone.id == Location.zone_id)
            .where(moves.c.to_lpn_id.in_(some), moves.c.from_lpn_id != moves.c.to_lpn_id,
                   moves.c.order_line_id.is_not(None))
            .order_by(moves.c.seq)
        )  # fmt: skip
        for lpn, zone in connection.execute(query):
            found[lpn] = zone
    return found


def _picks(connection: Connection, found: dict[int, Gathered], some: Sequence[int]) -> None:
    """Who picks each part: the batch that is walked, before one that waits."""
    query = (
        select(OrderLine.order_id, Zone.code.label("zone"), Batch.number, Batch.state, Batch.started_at, User.login)
        .select_from(Task)
        .join(OrderLine, OrderLine.id == Task.order_line_id)
        .join(Batch, Batch.id == Task.batch_id)
        .join(Location, Location.id == Task.from_location_id)
        .join(Zone, Zone.id == Location.zone_id)
        .outerjoin(User, User.id == Batch.picker_id)
        .where(OrderLine.order_id.in_(some), Task.kind == TaskKind.PICK, Task.state.in_(_UNFINISHED))
        .order_by((Batch.state == BatchState.STARTED), Batch.id)
    )
    for row in connection.execute(query):
        part = found[row.order_id].part(row.zone)
        part.batch, part.picker, part.batch_state = row.number, row.login or "", row.state
        part.paused = row.state is BatchState.READY and row.started_at is not None


def chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """The ids, not too many at a time."""
    return (ids[start : start + _MANY] for start in range(0, len(ids), _MANY))


def by_slot(found: Iterable[Gathered]) -> dict[int, list[Gathered]]:
    """The orders of each slot."""
    slots: dict[int, list[Gathered]] = defaultdict(list)
    for one in found:
        slots[one.slot_id].append(one)
    return slots
