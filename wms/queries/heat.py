"""How each place is used: picks, fill, age, expiry, value and open work, for the map and the workbench of slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Subquery, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from wms.base.clock import utc_now
from wms.ledger.views import stock
from wms.model.item import Item, PackagingLevel
from wms.model.site import Location, Zone
from wms.model.tracking import Lot
from wms.model.types import Int64
from wms.model.words import Level, LocationStatus, Purpose, TaskKind, TaskState, Temperature
from wms.model.work import Task
from wms.queries.pieces import ZERO, counted, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One place. `picks` are pick tasks done in the days asked for; `fill` is volume on hand of the volume allowed."""

    location: str = col("Location")
    zone: str = col("Zone")
    purpose: Purpose = col("Purpose")
    temperature: Temperature = col("Temperature")
    status: LocationStatus = col("State")
    items: int = col("Items", "number")
    on_hand: int = col("On hand", "quantity")
    fill: float | None = col("Fill", "percent")
    picks: int = col("Picks", "number")
    tasks: int = col("Open tasks", "number")
    oldest: datetime | None = col("Oldest since", "moment")
    expiry: date | None = col("Next expiry", "date")
    value_minor: int = col("Value at standard cost", "money")


@question(HeatRow, key=("location",), sort=("location",), topics=("stock", "locations", "tasks"))
def location_heat(days: int = 28, zone: str = "", on: date | None = None) -> Selected:
    """How each place is used: picks of the last `days`, fill, age, next expiry, value, open tasks."""
    now = utc_now()
    begin = (datetime(on.year, on.month, on.day, tzinfo=now.tzinfo) if on else now) - timedelta(days=days)
    held, picked, waiting = _held(), _picked(begin), _waiting()
    statement = (
        select(
            Location.code.label("location"), Zone.code.label("zone"), Zone.purpose, Zone.temperature, Location.status,
            func.coalesce(held.c["items"], ZERO).label("items"), func.coalesce(held.c.on_hand, ZERO).label("on_hand"),
            case((Location.max_volume_mm3 > 0, 100.0 * func.coalesce(held.c.volume, ZERO) / Location.max_volume_mm3))
            .label("fill"),
            func.coalesce(picked.c.picks, ZERO).label("picks"), func.coalesce(waiting.c.tasks, ZERO).label("tasks"),
            held.c.oldest, held.c.expiry, func.coalesce(held.c.value_minor, ZERO).label("value_minor"),
        )
        .select_from(Location)
        .join(Zone, Zone.id == Location.zone_id)
        .outerjoin(held, held.c.location_id == Location.id)
        .outerjoin(picked, picked.c.location_id == Location.id)
        .outerjoin(waiting, waiting.c.location_id == Location.id)
        .where(Location.id > 0)
    )  # fmt: skip
    return only(statement, (Zone.code, zone))


def _held() -> Subquery:
    """What lies at each place, with its volume as single pieces and its value at standard cost."""
    each = aliased(PackagingLevel)
    volume = each.length_mm * each.width_mm * each.height_mm
    return (
        select(
            stock.c.location_id, counted(stock.c.item_id).label("items"), total(stock.c.on_hand).label("on_hand"),
            total(stock.c.on_hand * func.coalesce(volume, ZERO)).label("volume"),
            func.min(stock.c.since).label("oldest"), func.min(Lot.expiry).label("expiry"),
            total(stock.c.on_hand * func.coalesce(Item.cost_minor, ZERO)).label("value_minor"),
        )
        .select_from(stock)
        .join(Item, Item.id == stock.c.item_id)
        .join(Lot, Lot.id == stock.c.lot_id)
        .outerjoin(each, (each.item_id == Item.id) & (each.level == Level.EACH))
        .group_by(stock.c.location_id)
        .subquery()
    )  # fmt: skip


def _picked(begin: datetime) -> Subquery:
    return (
        select(Task.from_location_id.label("location_id"), counted().label("picks"))
        .where(Task.kind == TaskKind.PICK, Task.state == TaskState.DONE, Task.done_at >= begin)
        .group_by(Task.from_location_id)
        .subquery()
    )


def _waiting() -> Subquery:
    """Open work at a place: what is to be fetched there, or brought there."""
    place = cast(func.coalesce(Task.from_location_id, Task.to_location_id), Int64)
    return (
        select(place.label("location_id"), counted().label("tasks"))
        .where(or_(Task.state == TaskState.OPEN, Task.state == TaskState.CLAIMED))
        .group_by(place)
        .subquery()
    )
