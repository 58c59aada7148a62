"""What is counted: open counts, and what the books said and people found, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.party import Owner
from wms.model.people import User
from wms.model.site import Location, Zone
from wms.model.tracking import Lot, Serial
from wms.model.words import CountLineState, CountState, Status
from wms.model.work import Count, CountLine
from wms.queries.pieces import counted, each_gtin, only
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class CountRow:
    """One cycle count."""

    count: str = col("Count")
    state: CountState = col("State")
    blind: bool = col("Blind", "flag")
    reason: str = col("Reason", "told")
    opened_at: datetime = col("Opened", "moment")
    posted_at: datetime | None = col("Posted", "moment")
    lines: int = col("Lines", "number")
    lines_counted: int = col("Lines counted", "number")
    locations: int = col("Locations", "number")


@dataclass(frozen=True, slots=True)
class CountLineRow:
    """One stock key at one location. A sheet for a blind count leaves `snapshot` out; `posted` is the correction."""

    count: str = col("Count")
    location: str = col("Location")
    zone: str = col("Zone")
    pick_sequence: int = col("Pick sequence", "number")
    item: str = col("Item")
    item_name: str = col("Name")
    gtin: str = col("GTIN")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    serial: str = col("Serial")
    lpn: str = col("LPN")
    status: Status = col("Status")
    owner: str = col("Owner")
    snapshot: int = col("On hand when opened", "quantity")
    counted: int | None = col("Counted", "quantity")
    first_counted: int | None = col("First counted", "quantity")
    counted_by: str | None = col("Counted by")
    counted_at: datetime | None = col("Counted at", "moment")
    state: CountLineState = col("State")
    posted: int = col("Posted difference", "quantity")
    blind: bool = col("Blind", "flag")
    id: int = col("Count line", "id")


@dataclass(frozen=True, slots=True)
class AccuracyRow:
    """One posted count: how many of its lines were as the books said, and by how many pieces the others differed."""

    count: str = col("Count")
    posted_at: datetime = col("Posted", "moment")
    lines: int = col("Lines", "number")
    right: int = col("Lines as booked", "number")
    percent: float = col("Accuracy", "percent")
    pieces_off: int = col("Pieces off", "quantity")


@question(CountRow, key=("count",), sort=("count",), topics=("counts",))
def open_counts() -> Selected:
    """Counts that are not posted yet."""
    return _counts().where(Count.state.in_((CountState.OPEN, CountState.REVIEW)))


@question(CountRow, key=("count",), sort=("-count",), topics=("counts",))
def counts(count: str = "", state: CountState | None = None) -> Selected:
    """All counts, the newest first."""
    return only(_counts(), (Count.number, count), (Count.state, state))


def _counts() -> Selected:
    its = CountLine.count_id == Count.id
    return select(
        Count.number.label("count"), Count.state, Count.blind, Count.reason, Count.opened_at, Count.posted_at,
        select(counted()).where(its).scalar_subquery().label("lines"),
        select(counted()).where(its, CountLine.counted.is_not(None)).scalar_subquery().label("lines_counted"),
        select(counted(CountLine.location_id)).where(its).scalar_subquery().label("locations"),
    )  # fmt: skip


@question(CountLineRow, key=("id",), sort=("count", "pick_sequence", "location"), topics=("counts",))
def count_lines(count: str = "", location: str = "", state: CountLineState | None = None) -> Selected:
    """What to count and what was found, in walking order."""
    statement = (
        select(
            Count.number.label("count"), Location.code.label("location"), Zone.code.label("zone"),
            Location.pick_sequence, Item.sku.label("item"), Item.name.label("item_name"), each_gtin().label("gtin"),
            Lot.code.label("lot"), Lot.expiry, Serial.code.label("serial"), Lpn.code.label("lpn"), CountLine.status,
            Owner.code.label("owner"), CountLine.snapshot, CountLine.counted, CountLine.first_counted,
            User.login.label("counted_by"), CountLine.counted_at, CountLine.state, CountLine.posted, Count.blind,
            CountLine.id,
        )
        .select_from(CountLine)
        .join(Count, Count.id == CountLine.count_id)
        .join(Location, Location.id == CountLine.location_id)
        .join(Zone, Zone.id == Location.zone_id)
        .join(Item, Item.id == CountLine.item_id)
        .join(Owner, Owner.id == CountLine.owner_id)
        .join(Lot, Lot.id == CountLine.lot_id)
        .join(Serial, Serial.id == CountLine.serial_id)
        .join(Lpn, Lpn.id == CountLine.lpn_id)
        .outerjoin(User, User.id == CountLine.counted_by_id)
    )  # fmt: skip
    return only(statement, (Count.number, count), (Location.code, location), (CountLine.state, state))


@question(AccuracyRow, key=("count",), sort=("-posted_at", "-count"), topics=("counts",))
def count_accuracy() -> Selected:
    """How right the books were, count by count: the lines whose count agreed, of all lines counted."""
    its = (CountLine.count_id == Count.id, CountLine.state == CountLineState.POSTED)
    lines = select(counted()).where(*its).scalar_subquery()
    right = select(counted()).where(*its, CountLine.posted == 0).scalar_subquery()
    off = select(func.coalesce(func.sum(func.abs(CountLine.posted)), 0)).where(*its).scalar_subquery()
    return select(
        Count.number.label("count"), Count.posted_at, lines.label("lines"), right.label("right"),
        (100.0 * right / func.nullif(lines, 0)).label("percent"), off.label("pieces_off"),
    ).where(Count.state == CountState.POSTED, lines > 0)  # fmt: skip
