"""Which forward pick locations run low."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from wms.ledger.views import stock
from wms.model.item import Item, SlotAssignment
from wms.model.site import Location, Zone
from wms.model.words import Purpose, Status, TaskKind, TaskState
from wms.model.work import Task
from wms.queries.demand import first_cutoff, first_wave, wanted_of
from wms.queries.pieces import of_stock, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class ReplenishmentNeedRow:
    """A forward pick location that holds less than its minimum, counting what is on its way there.

    `orders_want` is what open orders have not picked of the item yet, `wave` and `needed_at` are the first of them.
    """

    location: str = col("Location")
    item: str = col("Item")
    item_name: str = col("Name")
    on_hand: int = col("On hand", "quantity")
    on_its_way: int = col("On its way", "quantity")
    minimum: int = col("Minimum", "quantity")
    maximum: int = col("Maximum", "quantity")
    wanted: int = col("Wanted", "quantity")
    reserve: int = col("In reserve", "quantity")
    orders_want: int = col("Orders want", "quantity")
    wave: str | None = col("Wave")
    needed_at: datetime | None = col("First cut-off", "moment")


@question(ReplenishmentNeedRow, key=("location", "item"), sort=("location", "item"),
          topics=("stock", "tasks", "slots", "orders", "waves"))  # fmt: skip
def replenishment_needs(item: str = "", zone: str = "") -> Selected:
    """Forward pick locations below their minimum, and what the reserve could give."""
    there = (stock.c.item_id == SlotAssignment.item_id) & (stock.c.location_id == SlotAssignment.location_id)
    usable = stock.c.status == Status.AVAILABLE
    on_hand = of_stock(total(stock.c.on_hand), there, usable)
    coming = _coming()
    statement = (
        select(
            Location.code.label("location"), Item.sku.label("item"), Item.name.label("item_name"),
            on_hand.label("on_hand"), coming.label("on_its_way"), SlotAssignment.minimum, SlotAssignment.maximum,
            (SlotAssignment.maximum - on_hand - coming).label("wanted"), _reserve().label("reserve"),
            wanted_of(SlotAssignment.item_id, SlotAssignment).label("orders_want"),
            first_wave(SlotAssignment.item_id, SlotAssignment).label("wave"),
            first_cutoff(SlotAssignment.item_id, SlotAssignment).label("needed_at"),
        )
        .select_from(SlotAssignment)
        .join(Location, Location.id == SlotAssignment.location_id)
        .join(Zone, Zone.id == Location.zone_id)
        .join(Item, Item.id == SlotAssignment.item_id)
        .where(on_hand + coming < SlotAssignment.minimum)
    )  # fmt: skip
    return only(statement, (Item.sku, item), (Zone.code, zone))


def _coming() -> ColumnElement[int]:
    """What open replenishment tasks will bring."""
    found = select(total(Task.quantity - Task.done_quantity)).where(
        Task.to_location_id == SlotAssignment.location_id, Task.item_id == SlotAssignment.item_id,
        Task.kind == TaskKind.REPLENISH, Task.state.in_((TaskState.OPEN, TaskState.CLAIMED)),
    )  # fmt: skip
    return found.correlate(SlotAssignment).scalar_subquery()


def _reserve() -> ColumnElement[int]:
    place, part = Location.__table__.alias(), Zone.__table__.alias()
    found = (
        select(total(stock.c.free))
        .join(place, place.c.id == stock.c.location_id)
        .join(part, part.c.id == place.c.zone_id)
        .where(stock.c.item_id == SlotAssignment.item_id, part.c.purpose == Purpose.RESERVE)
        .where(stock.c.status == Status.AVAILABLE)
    )
    return found.correlate(SlotAssignment).scalar_subquery()
