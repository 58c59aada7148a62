"""The wall of slots where parts of orders meet: what is in each, what is missing, who has it, and what is stuck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, exists, select

from wms.base.clock import utc_now
from wms.ledger.views import stock
from wms.model.order import Order
from wms.model.party import Party
from wms.model.site import Location, Site, Zone
from wms.model.words import LocationStatus
from wms.queries.gathered import Gathered, Part, PartState, by_slot, chunks, gathered, slot_is
from wms.queries.question import col, computed


class SlotState(StrEnum):
    """What a slot is to whoever looks at the wall."""

    FREE = "free"
    EXPECTING = "expecting"
    PARTLY = "partly there"
    COMPLETE = "complete"
    OTHERWISE = "used otherwise"
    CLOSED = "closed"


class Stuck(StrEnum):
    """Why an order in parts does not go on."""

    NO = ""
    HELD = "the order is held"
    NOT_RELEASED = "a part is not released"
    PAUSED = "a batch was put down"
    UNCLAIMED = "nobody walks a batch"
    STANDING = "a tote was not brought"
    SLOW = "a batch takes long"
    UNPACKED = "complete and not packed"


_TOPICS = ("tasks", "stock", "orders", "waves", "locations")


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot of the wall. `waits_for` names zones, with batch and picker, and totes that are not there yet."""

    slot: str = col("Slot")
    state: SlotState = col("State")
    wall: str = col("Zone")
    bay: int = col("Bay", "number")
    level: int = col("Level", "number")
    order: str = col("Order")
    customer: str = col("Customer")
    cutoff_at: datetime | None = col("Cut-off", "moment")
    parts: int = col("Parts", "number")
    parts_there: int = col("Parts there", "number")
    pieces: int = col("Pieces", "quantity")
    pieces_there: int = col("Pieces there", "quantity")
    waits_for: str = col("Waits for")
    begun: datetime | None = col("Since", "moment")
    minutes: int = col("Minutes", "number")
    stuck: Stuck = col("Stuck")


@dataclass(frozen=True, slots=True)
class PartRow:
    """What one zone picks of an order that is brought together."""

    order: str = col("Order")
    zone: str = col("Zone")
    slot: str = col("Slot")
    state: PartState = col("State")
    batch: str = col("Batch")
    picker: str = col("Picker")
    pieces: int = col("Pieces", "quantity")
    to_pick: int = col("Still to pick", "quantity")
    elsewhere: int = col("To be brought", "quantity")
    there: int = col("There", "quantity")
    totes: str = col("Totes")


@computed(SlotRow, key=("slot",), sort=("slot",), topics=_TOPICS)
def consolidation_slots(
    connection: Connection, start: str | None, site: str = "", order: str = "", stuck_minutes: int = 30,
    at: datetime | None = None,
) -> Iterator[SlotRow]:  # fmt: skip
    """Every slot of the put wall with the order whose parts meet there, how complete it is, and whether it is stuck."""
    now = at or utc_now()
    known = gathered(connection)
    its, about = by_slot(known), _orders(connection, [one.order_id for one in known])
    for slot in _slots(connection):
        here = its.get(slot.id, [])
        if (start is None or slot.code >= start) and (not site or slot.site == site):
            row = _slot_row(slot, here, about, now, timedelta(minutes=stuck_minutes))
            if not order or row.order == order:
                yield row


@computed(PartRow, key=("order", "zone"), sort=("order", "zone"), topics=_TOPICS)
def consolidation_parts(
    connection: Connection, start: Any, order: str = "", slot: str = "", missing_only: bool = False
) -> Iterator[PartRow]:
    """The parts of orders that are brought together: where each is picked, who has it, and how far it has come."""
    codes = {row.id: row.code for row in _slots(connection)}
    for one in gathered(connection):
        place = codes.get(one.slot_id, "")
        if (order and one.order != order) or (slot and place != slot):
            continue
        for zone in sorted(one.parts):
            part = one.parts[zone]
            after = start is None or (one.order, zone) >= start
            if after and part.pieces and not (missing_only and part.state is PartState.THERE):
                yield PartRow(one.order, zone, place, part.state, part.batch, part.picker, part.pieces, part.to_pick,
                              part.elsewhere, part.there, ", ".join(sorted(part.totes)))  # fmt: skip


def _slots(connection: Connection) -> list[Any]:
    in_use = exists().where(stock.c.location_id == Location.id)
    query = (
        select(Location.id, Location.code, Location.status, Location.bay, Location.level, Zone.code.label("wall"),
               Site.code.label("site"), in_use.label("in_use"))
        .join(Zone, Zone.id == Location.zone_id)
        .join(Site, Site.id == Location.site_id)
        .where(slot_is()).order_by(Location.code)
    )  # fmt: skip
    return list(connection.execute(query).all())


def _orders(connection: Connection, ids: list[int]) -> Mapping[int, Any]:
    query = select(Order.id, Order.cutoff_at, Party.name).join(Party, Party.id == Order.customer_id)
    return {row.id: row for some in chunks(ids) for row in connection.execute(query.where(Order.id.in_(some)))}


def _slot_row(
    slot: Any, here: list[Gathered], about: Mapping[int, Any], now: datetime, patience: timedelta
) -> SlotRow:
    if not here:
        state = SlotState.OTHERWISE if slot.in_use else SlotState.FREE
        if slot.status is not LocationStatus.OPEN:
            state = SlotState.CLOSED
        return SlotRow(slot.code, state, slot.wall, slot.bay, slot.level, "", "", None, 0, 0, 0, 0, "", None, 0,
                       Stuck.NO)  # fmt: skip
    one = here[0]
    parts = [part for part in one.parts.values() if part.pieces]
    there = [part for part in parts if part.state is PartState.THERE]
    order = about[one.order_id]
    return SlotRow(
        slot.code, _state(one, parts), slot.wall, slot.bay, slot.level, ", ".join(each.order for each in here),
        order.name, order.cutoff_at, len(parts), len(there), sum(part.pieces for part in parts),
        sum(part.there for part in parts), _waits_for(parts), one.begun,
        max(0, round((now - one.begun).total_seconds() / 60)), _stuck(one, parts, now, patience),
    )  # fmt: skip


def _state(one: Gathered, parts: list[Part]) -> SlotState:
    if not one.open:
        return SlotState.COMPLETE
    return SlotState.PARTLY if any(part.there for part in parts) else SlotState.EXPECTING


def _waits_for(parts: list[Part]) -> str:
    told = []
    for part in sorted(parts, key=lambda part: part.zone):
        if part.to_pick:
            told.append(" ".join(word for word in (part.zone, part.batch, part.picker) if word))
        told += sorted(part.totes)
    return ", ".join(told)


_WAITING = {
    PartState.NOT_RELEASED: Stuck.NOT_RELEASED, PartState.PAUSED: Stuck.PAUSED, PartState.WAITING: Stuck.UNCLAIMED,
    PartState.ON_THE_WAY: Stuck.STANDING, PartState.PICKING: Stuck.SLOW,
}  # fmt: skip
"""What keeps an order, by how far its hindmost part has come; the first of these that is true is told."""


def _stuck(one: Gathered, parts: list[Part], now: datetime, patience: timedelta) -> Stuck:
    """Why nothing has come or gone for so long."""
    if now - one.last < patience:
        return Stuck.NO
    if one.held:
        return Stuck.HELD
    states = {part.state for part in parts}
    return next((why for state, why in _WAITING.items() if state in states), Stuck.NO if one.open else Stuck.UNPACKED)
