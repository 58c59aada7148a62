"""The forward pick locations as slotting sees them: who lives where, what may be moved, and what past orders asked for.

Only homes that can be exchanged by plain moves take part: one item a location, nothing else lying there. An item is
left where it is while something of it is promised, on its way, on a licence plate, or tracked by serial number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.ledger.views import stock
from wms.model.item import Item, SlotAssignment
from wms.model.order import Order, OrderLine
from wms.model.site import Location, Zone
from wms.model.words import LocationStatus, OrderState, Purpose, Status
from wms.model.work import Task
from wms.operations import find
from wms.operations.ordering.held import UNFINISHED


@dataclass(frozen=True, slots=True)
class Heap:
    """Goods of one lot lying loose at a location."""

    location_id: int
    item_id: int
    lot_id: int
    owner_id: int
    status: Status
    quantity: int


@dataclass(frozen=True, slots=True)
class Shelves:
    """Items with their homes (location ids), places by id, what lies there, and which items may be moved now."""

    items: dict[int, Any]
    homes: dict[int, tuple[int, ...]]
    limits: dict[tuple[int, int], tuple[int, int]]
    places: dict[int, Any]
    heaps: tuple[Heap, ...]
    movable: frozenset[int]


def shelves(session: Session, site_id: int) -> Shelves:
    """The site's open forward pick locations that hold one item or none."""
    rows = session.execute(
        select(*Location.__table__.c, Zone.code.label("zone"), Zone.temperature, Zone.hazard)
        .join(Zone, Zone.id == Location.zone_id)
        .where(Location.site_id == site_id, Zone.purpose == Purpose.FORWARD, Location.status == LocationStatus.OPEN)
        .order_by(Location.id)
    )  # fmt: skip
    places = {row.id: row for row in rows}
    slots = [row for row in session.execute(select(SlotAssignment.__table__)) if row.location_id in places]
    lying = [row for chunk in find.chunks(places) for row in
             session.execute(select(stock).where(stock.c.location_id.in_(chunk)))]  # fmt: skip
    shared = _shared(slots, lying)
    homes: dict[int, list[int]] = defaultdict(list)
    for row in slots:
        homes[row.item_id].append(row.location_id)
    homes = {item: its for item, its in homes.items() if not shared & set(its)}
    items = {
        item.id: item for chunk in find.chunks(homes)
        for item in session.execute(select(Item.__table__).where(Item.id.in_(chunk), Item.active))
    }  # fmt: skip
    kept = {item: tuple(sorted(its)) for item, its in homes.items() if item in items}
    taken = {place for its in kept.values() for place in its}
    elsewhere = {row.location_id for row in slots} - taken
    usable = {number: row for number, row in places.items() if number not in shared | elsewhere}
    limits = {(row.item_id, row.location_id): (row.minimum, row.maximum) for row in slots}
    heaps = tuple(
        Heap(row.location_id, row.item_id, row.lot_id, row.owner_id, row.status, row.on_hand)
        for row in lying if row.location_id in taken and row.item_id in kept
    )  # fmt: skip
    return Shelves(items, kept, limits, usable, heaps, _movable(session, items, kept, lying))


def _shared(slots: Sequence[Any], lying: Sequence[Any]) -> set[int]:
    """Locations where two items live, or where goods lie that do not live there."""
    living: dict[int, set[int]] = defaultdict(set)
    for row in slots:
        living[row.location_id].add(row.item_id)
    shared = {place for place, its in living.items() if len(its) > 1}
    return shared | {row.location_id for row in lying if row.item_id not in living.get(row.location_id, ())}


def _movable(
    session: Session, items: dict[int, Any], homes: dict[int, tuple[int, ...]], lying: Sequence[Any]
) -> frozenset[int]:
    stuck = {row.item_id for row in lying if row.allocated or row.lpn_id or row.serial_id}
    stuck |= {item for item, row in items.items() if row.serial_tracked}
    place_of = {place: item for item, its in homes.items() for place in its}
    for pair in session.execute(select(Task.from_location_id, Task.to_location_id).where(Task.state.in_(UNFINISHED))):
        stuck |= {place_of[place] for place in pair if place in place_of}
    return frozenset(homes.keys() - stuck)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for together, as many orders in a row as a cart carries, and how many `days` these are from.

    `until` is when they end; `later` are the walks of the orders after that, kept aside to judge by.
    """

    walks: list[tuple[int, ...]]
    days: int
    until: datetime
    later: list[tuple[int, ...]]


def past_walks(
    session: Session, site_id: int, items: Collection[int], now: datetime, days: int, together: int, aside: int = 0
) -> Asked:
    """The walks of the last `days` days' orders for these items; the latest `aside` percent of them are kept aside."""
    orders = _past_orders(session, site_id, items, now, days)
    kept = len(orders) - len(orders) * aside // 100
    until = orders[kept][0] if kept < len(orders) else now
    first = orders[0][0] if orders else now
    return Asked(_grouped(orders[:kept], together), max(1, (until - first).days), until,
                 _grouped(orders[kept:], together))  # fmt: skip


def _grouped(orders: Sequence[tuple[datetime, set[int]]], together: int) -> list[tuple[int, ...]]:
    groups = [orders[n : n + together] for n in range(0, len(orders), together)]
    return [tuple(sorted(set().union(*(items for _, items in group)))) for group in groups]


def _past_orders(
    session: Session, site_id: int, items: Collection[int], now: datetime, days: int
) -> list[tuple[datetime, set[int]]]:
    """When each order was entered that asks for any of these items, and for which."""
    rows = session.execute(
        select(Order.id, Order.entered_at, OrderLine.item_id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(Order.site_id == site_id, Order.state != OrderState.CANCELLED,
               Order.entered_at >= now - timedelta(days=days), Order.entered_at <= now)
        .order_by(Order.entered_at, Order.id)
    )  # fmt: skip
    orders: dict[int, tuple[datetime, set[int]]] = {}
    for order_id, entered, item in rows:
        if item in items:
            orders.setdefault(order_id, (entered, set()))[1].add(item)
    return list(orders.values())


def visits(walks: Sequence[tuple[tuple[int, ...], int]]) -> Counter[int]:
    """How often each item is walked to; each walk comes with how often it counts."""
    found: Counter[int] = Counter()
    for walk, weight in walks:
        for item in walk:
            found[item] += weight
    return found


def said(known: Shelves, skus: Collection[str]) -> list[str]:
    """What lies at the homes of these items, so that a change of place is noticed. Quantities may change."""
    return sorted(
        f"{known.items[heap.item_id].sku} lot {heap.lot_id} at {known.places[heap.location_id].code}"
        for heap in known.heaps if known.items[heap.item_id].sku in skus
    )  # fmt: skip
