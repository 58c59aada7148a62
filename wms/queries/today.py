"""The present day: what was done hour by hour, what can be done in one, and the moves behind each figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, select
from sqlalchemy.orm import aliased

from wms.base.clock import at, utc_now
from wms.base.errors import refuse
from wms.ledger.views import moves, postings
from wms.model.item import Item
from wms.model.people import User
from wms.model.site import Location
from wms.queries.pace import pace
from wms.queries.question import Selected, col, computed, question

WORK: dict[str, tuple[str, ...]] = {
    "received": ("ReceiveLine", "ReceiveLines", "ReceiveReturnLine"),
    "put_away": ("ConfirmPutaway", "ConfirmCrossDock"),
    "picked": ("ConfirmPick", "ConfirmPicks"),
    "packed": ("PackItem", "PackTote"),
    "shipped": ("CloseManifest", "ShipOrder"),
}
"""The commands whose postings count as each kind of work."""


@dataclass(frozen=True, slots=True)
class HourRow:
    """Lines that were posted within one hour of the day, by kind of work."""

    hour: int = col("Hour", "number")
    received: int = col("Received", "number")
    put_away: int = col("Put away", "number")
    picked: int = col("Picked", "number")
    packed: int = col("Packed", "number")
    shipped: int = col("Shipped", "number")


@computed(HourRow, key=("hour",), sort=("hour",), topics=("stock",))
def work_by_hour(
    connection: Connection, start: int | None, begin: datetime | None = None, hours: int = 24
) -> Iterator[HourRow]:
    """Lines posted in each of the hours after `begin` (this day's first, in UTC), from the ledger's postings."""
    first = begin or at(utc_now().date())
    found: dict[int, dict[str, int]] = {}
    kinds = {kind: name for name, all_kinds in WORK.items() for kind in all_kinds}
    statement = select(postings.c.recorded_at, postings.c.kind, postings.c.lines).where(
        postings.c.recorded_at >= first, postings.c.recorded_at < first + timedelta(hours=hours)
    )
    for moment, kind, lines in connection.execute(statement):
        if kind in kinds:
            hour = int((moment - first).total_seconds() // 3600)
            of_hour = found.setdefault(hour, {})
            of_hour[kinds[kind]] = of_hour.get(kinds[kind], 0) + lines
    for hour in range(start or 0, hours):
        yield HourRow(hour, *(found.get(hour, {}).get(name, 0) for name in WORK))


@dataclass(frozen=True, slots=True)
class WorkLineRow:
    """One line of work that was posted: what, from where to where, by whom."""

    seq: int = col("Move", "number")
    recorded_at: datetime = col("When", "moment")
    document: str = col("Document")
    item: str = col("Item")
    quantity: int = col("Quantity", "quantity")
    source: str = col("From")
    target: str = col("To")
    login: str = col("Person")


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """What the people who are set to pick and to pack can do in one hour."""

    nr: int = col("Row", "id")
    picked: int = col("Picks an hour", "number")
    packed: int = col("Orders packed an hour", "number")


@question(WorkLineRow, key=("seq",), sort=("-seq",), topics=("stock",))
def work_lines(work: str = "received", begin: datetime | None = None, hours: int = 24) -> Selected:
    """The moves behind a figure of the day: a kind of work in the hours after `begin`. Raises Refused."""
    if work not in WORK:
        raise refuse("There is no work {work}.", field="work", work=work, expected=", ".join(WORK))
    first = begin or at(utc_now().date())
    source, target = aliased(Location), aliased(Location)
    return (
        select(
            moves.c.seq, moves.c.recorded_at, moves.c.document, Item.sku.label("item"), moves.c.quantity,
            case((source.id > 0, source.code), else_="").label("source"),
            case((target.id > 0, target.code), else_="").label("target"), User.login,
        )
        .select_from(moves)
        .join(Item, Item.id == moves.c.item_id).join(User, User.id == moves.c.user_id)
        .join(source, source.id == moves.c.from_location_id).join(target, target.id == moves.c.to_location_id)
        .where(moves.c.kind.in_(WORK[work]), moves.c.recorded_at >= first,
               moves.c.recorded_at < first + timedelta(hours=hours))
    )  # fmt: skip


@computed(CapacityRow, key=("nr",), sort=("nr",), topics=("settings",))
def work_capacity(connection: Connection, start: int | None) -> Iterator[CapacityRow]:
    """How many lines the pickers pick and how many orders the packers pack in an hour, as the settings say."""
    now = pace(connection)
    yield CapacityRow(1, 3_600 * now.pickers // max(1, now.pick_s), 3_600 * now.packers // max(1, now.pack_s))
