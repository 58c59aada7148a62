"""What the replenishment planner must know, read from the books: homes, reserve, what is under way, what is wanted.

Stock at a forward pick location that orders hold already will be picked from it; open orders that hold nothing yet
will want more. What unfinished replenishment tasks bring counts as if it were there, and no longer as reserve.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select

from wms.ledger.views import stock
from wms.model.item import Item, SlotAssignment
from wms.model.order import Order, OrderLine
from wms.model.site import Location, Site, Zone
from wms.model.tracking import Lot
from wms.model.words import LocationStatus, OrderState, Purpose, Rotation, Status, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find
from wms.operations.unit import Unit

_DONE = (OrderState.SHIPPED, OrderState.CANCELLED, OrderState.HELD)
_EXITS = (LocationStatus.OPEN, LocationStatus.NO_ENTRY)
Source = tuple[int, int, int, int]
"""Where goods are taken: item, location, lot, licence plate."""


@dataclass(slots=True)
class Home:
    """An item's forward pick location: what it holds or will, how much of that is promised, and its limits."""

    slot_id: int
    item: Item
    location: Location
    minimum: int
    maximum: int
    on_hand: int = 0
    promised: int = 0


@dataclass(slots=True)
class Pile:
    """Free reserve stock at one place, of one age."""

    source: Source
    location: Location
    quantity: int
    age_day: int


@dataclass(slots=True)
class Shelves:
    """Everything together. `wanted` is what open orders want and hold nothing for, by item.

    `forecast` is what orders still to come are expected to want, where somebody asked for it.
    """

    homes: list[Home] = field(default_factory=list)
    piles: list[Pile] = field(default_factory=list)
    wanted: dict[int, int] = field(default_factory=dict)
    forecast: dict[int, int] = field(default_factory=dict)


def read(unit: Unit, site: Site, item_ids: Collection[int], with_orders: bool) -> Shelves:
    """The site's homes with a maximum (of these items, or of all), and the reserve stock that could fill them."""
    homes = _homes(unit, site, item_ids)
    coming, leaving = _under_way(unit, site)
    wanted_items = sorted({home.item.id for home in homes})
    _fill(unit, homes, coming)
    piles = _piles(unit, site, homes, leaving)
    return Shelves(homes, piles, _wanted(unit, site, wanted_items) if with_orders else {})


def _homes(unit: Unit, site: Site, item_ids: Collection[int]) -> list[Home]:
    query = (
        select(SlotAssignment, Item, Location)
        .join(Item, Item.id == SlotAssignment.item_id)
        .join(Location, Location.id == SlotAssignment.location_id)
        .where(Location.site_id == site.id, SlotAssignment.maximum > 0, Item.active)
        .where(Location.status.in_((LocationStatus.OPEN, LocationStatus.NO_EXIT)))
        .order_by(SlotAssignment.id)
    )
    return [
        Home(slot.id, item, place, slot.minimum, slot.maximum)
        for slot, item, place in unit.session.execute(query)
        if not item_ids or item.id in item_ids
    ]


def _under_way(unit: Unit, site: Site) -> tuple[dict[tuple[int, int], int], dict[Source, int]]:
    coming: dict[tuple[int, int], int] = defaultdict(int)
    leaving: dict[Source, int] = defaultdict(int)
    unfinished = select(Task).where(
        Task.kind == TaskKind.REPLENISH, Task.site_id == site.id, Task.state.in_((TaskState.OPEN, TaskState.CLAIMED))
    )
    for task in unit.session.scalars(unfinished):
        left = task.quantity - task.done_quantity
        coming[task.item_id or 0, task.to_location_id or 0] += left
        leaving[task.item_id or 0, task.from_location_id or 0, task.lot_id, task.lpn_id] += left
    return coming, leaving


def _fill(unit: Unit, homes: Sequence[Home], coming: dict[tuple[int, int], int]) -> None:
    by_place = {(home.item.id, home.location.id): home for home in homes}
    sums = (func.sum(stock.c.on_hand).label("on_hand"), func.sum(stock.c.allocated).label("allocated"))
    for chunk in find.chunks(sorted({place for _, place in by_place})):
        query = select(stock.c.item_id, stock.c.location_id, *sums).where(
            stock.c.location_id.in_(chunk), stock.c.status == Status.AVAILABLE
        )
        for row in unit.session.execute(query.group_by(stock.c.item_id, stock.c.location_id)):
            home = by_place.get((row.item_id, row.location_id))
            if home is not None:
                home.on_hand, home.promised = row.on_hand, row.allocated
    for key, home in by_place.items():
        home.on_hand += coming.get(key, 0)


def _piles(unit: Unit, site: Site, homes: Sequence[Home], leaving: dict[Source, int]) -> list[Pile]:
    items = {home.item.id: home.item for home in homes}
    piles: dict[Source, Pile] = {}
    rows: list[Row[Any]] = []
    for chunk in find.chunks(sorted(items)):
        free = select(stock, Lot.expiry).outerjoin(Lot, Lot.id == stock.c.lot_id)
        free = free.where(stock.c.item_id.in_(chunk), stock.c.free > 0, stock.c.status == Status.AVAILABLE)
        rows += unit.session.execute(free)
    reserve = _reserve(unit, site, {row.location_id for row in rows})
    for row in sorted(rows, key=lambda row: row.id):
        if row.location_id in reserve:
            source = (row.item_id, row.location_id, row.lot_id, row.lpn_id)
            age = _age(items[row.item_id], row)
            pile = piles.setdefault(source, Pile(source, reserve[row.location_id], 0, age))
            pile.quantity += row.free
            pile.age_day = min(pile.age_day, age)
    for source, quantity in leaving.items():
        if source in piles:
            piles[source].quantity -= quantity
    return [pile for pile in piles.values() if pile.quantity > 0]


def _reserve(unit: Unit, site: Site, location_ids: Collection[int]) -> dict[int, Location]:
    """Those of the locations that are reserve and let goods out. Asked apart from stock, for the sake of its index."""
    found: dict[int, Location] = {}
    for chunk in find.chunks(sorted(location_ids)):
        query = select(Location).join(Zone, Zone.id == Location.zone_id).where(
            Location.id.in_(chunk), Location.site_id == site.id, Zone.purpose == Purpose.RESERVE,
            Location.status.in_(_EXITS),
        )  # fmt: skip
        found.update({place.id: place for place in unit.session.scalars(query)})
    return found


def _age(item: Item, row: Row[Any]) -> int:
    """The smallest leaves first."""
    if item.rotation is Rotation.FEFO and row.expiry is not None:
        return int(row.expiry.toordinal())
    day = int(row.since.date().toordinal())
    return -day if item.rotation is Rotation.LIFO else day


def _wanted(unit: Unit, site: Site, item_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in find.chunks(item_ids):
        query = (
            select(OrderLine.item_id, func.sum(OrderLine.ordered - OrderLine.allocated))
            .join(Order, Order.id == OrderLine.order_id)
            .where(OrderLine.item_id.in_(chunk), Order.site_id == site.id, Order.state.not_in(_DONE))
            .where(OrderLine.ordered > OrderLine.allocated)
            .group_by(OrderLine.item_id)
        )
        for item_id, quantity in unit.session.execute(query):
            found[item_id] = int(quantity)
    return found
