"""How old the stock is: by buckets of age, what expires soon, and what hardly leaves or never does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, func, select

from wms.base.clock import at, utc_now
from wms.ledger.views import departures, postings, stock
from wms.model.item import Item
from wms.model.site import Location, Zone
from wms.model.tracking import Lot
from wms.model.words import Status
from wms.queries.pieces import ZERO, key_columns, of_stock, only, total, with_keys
from wms.queries.question import Selected, col, question

BUCKETS = (30, 60, 90, 180)
"""Days at which one bucket ends and the next begins."""


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """On hand of one item by days in stock; `oldest` is when the oldest came."""

    item: str = col("Item")
    item_name: str = col("Name")
    family: str = col("Family")
    on_hand: int = col("On hand", "quantity")
    to_30: int = col("0–30 days", "quantity")
    to_60: int = col("31–60 days", "quantity")
    to_90: int = col("61–90 days", "quantity")
    to_180: int = col("91–180 days", "quantity")
    over_180: int = col("Over 180 days", "quantity")
    oldest: datetime | None = col("Oldest since", "moment")


@dataclass(frozen=True, slots=True)
class ExpiringRow:
    """Stock of a lot at one place that expires soon, or has."""

    expiry: date | None = col("Expiry", "date")
    item: str = col("Item")
    item_name: str = col("Name")
    lot: str = col("Lot")
    location: str = col("Location")
    zone: str = col("Zone")
    lpn: str = col("LPN")
    status: Status = col("Status")
    owner: str = col("Owner")
    on_hand: int = col("On hand", "quantity")
    allocated: int = col("Allocated", "quantity")
    id: int = col("Stock line", "id")


@dataclass(frozen=True, slots=True)
class SlowStockRow:
    """An item on hand and when it last left for a customer (never: empty)."""

    item: str = col("Item")
    item_name: str = col("Name")
    family: str = col("Family")
    on_hand: int = col("On hand", "quantity")
    standard_minor: int = col("Value at standard cost", "money")
    last_shipped_at: datetime | None = col("Last shipped", "moment")
    oldest: datetime | None = col("Oldest since", "moment")


@question(AgeingRow, key=("item",), sort=("item",), topics=("stock",))
def ageing(item: str = "", family: str = "", on: date | None = None) -> Selected:
    """On hand of each item by how long it has been in stock, counted back from `on` (today)."""
    its = stock.c.item_id == Item.id
    ends = [at(on or utc_now().date()) - timedelta(days=days) for days in BUCKETS]
    bounds = [stock.c.since >= ends[0]]
    bounds += [(stock.c.since < newest) & (stock.c.since >= oldest) for newest, oldest in pairwise(ends)]
    bounds.append(stock.c.since < ends[-1])
    parts = [of_stock(total(stock.c.on_hand), its, bound) for bound in bounds]
    names = ("to_30", "to_60", "to_90", "to_180", "over_180")
    statement = select(
        Item.sku.label("item"), Item.name.label("item_name"), Item.family,
        of_stock(total(stock.c.on_hand), its).label("on_hand"),
        *(part.label(name) for part, name in zip(parts, names, strict=True)), _oldest().label("oldest"),
    ).where(_here())  # fmt: skip
    return only(statement, (Item.sku, item), (Item.family, family))


@question(ExpiringRow, key=("id",), sort=("expiry", "item"), topics=("stock",))
def expiring(days: int = 30, on: date | None = None, item: str = "", zone: str = "") -> Selected:
    """Stock that expires within so many days of `on` (today), or has expired; the soonest first."""
    known = {column.name: column for column in key_columns()}
    statement = select(
        known["expiry"], known["item"], known["item_name"], known["lot"], known["location"], Zone.code.label("zone"),
        known["lpn"], stock.c.status, known["owner"], stock.c.on_hand, stock.c.allocated, stock.c.id,
    )  # fmt: skip
    limit = (on or utc_now().date()) + timedelta(days=days)
    statement = with_keys(statement, stock).outerjoin(Zone, Zone.id == Location.zone_id)
    return only(statement.where(Lot.expiry <= limit, stock.c.lot_id > ZERO), (Item.sku, item), (Zone.code, zone))


@question(SlowStockRow, key=("item",), sort=("item",), topics=("stock",))
def slow_stock(days: int = 90, on: date | None = None, family: str = "") -> Selected:
    """Items on hand for longer than so many days that no customer was sent for as long."""
    limit = at(on or utc_now().date()) - timedelta(days=days)
    statement = _slow().where(~_sent_since(limit), _here(stock.c.since < limit))
    return only(statement, (Item.family, family))


@question(SlowStockRow, key=("item",), sort=("item",), topics=("stock",))
def dead_stock(days: int = 365, on: date | None = None, family: str = "") -> Selected:
    """Items on hand for longer than so many days that were never sent to a customer, or not for as long."""
    return slow_stock(days=days, on=on, family=family)


def _slow() -> Selected:
    on_hand = of_stock(total(stock.c.on_hand), stock.c.item_id == Item.id)
    return select(
        Item.sku.label("item"), Item.name.label("item_name"), Item.family, on_hand.label("on_hand"),
        (on_hand * Item.cost_minor).label("standard_minor"), _last_shipped().label("last_shipped_at"),
        _oldest().label("oldest"),
    )  # fmt: skip


def _here(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(stock.c.id).where(stock.c.item_id == Item.id, *conditions).correlate(Item).exists()


def _sent_since(limit: datetime) -> ColumnElement[bool]:
    """Whether a customer was sent any of the item since. Only what was recorded since then is looked at."""
    by_then = select(postings.c.first_seq + postings.c.lines - 1).where(postings.c.recorded_at < limit)
    last = by_then.order_by(postings.c.recorded_at.desc(), postings.c.id.desc()).limit(1).scalar_subquery()
    found = select(departures.c.seq).join(postings, postings.c.id == departures.c.posting_id)
    recent = departures.c.seq > func.coalesce(last, ZERO)
    found = found.where(departures.c.item_id == Item.id, recent, postings.c.business_at >= limit)
    return found.correlate(Item).exists()


def _oldest() -> ColumnElement[datetime | None]:
    found = select(stock.c.since).where(stock.c.item_id == Item.id).order_by(stock.c.since).limit(1)
    return found.correlate(Item).scalar_subquery()


def _last_shipped() -> ColumnElement[datetime | None]:
    """When the newest move to a customer happened."""
    found = select(postings.c.business_at).join(departures, departures.c.posting_id == postings.c.id)
    found = found.where(departures.c.item_id == Item.id).order_by(departures.c.seq.desc()).limit(1)
    return found.correlate(Item).scalar_subquery()
