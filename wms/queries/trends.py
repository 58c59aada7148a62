"""The house's figures week by week, and how much space is used, zone by zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from wms.ledger.views import stock
from wms.model.item import PackagingLevel
from wms.model.site import Location, Zone
from wms.model.words import Level, Purpose
from wms.queries.kpis import FIGURES
from wms.queries.periods import weeks as weeks_of
from wms.queries.pieces import ZERO, counted, total
from wms.queries.question import Selected, col, computed


@dataclass(frozen=True, slots=True)
class KpiTrendRow:
    """The KPIs of one week; empty where nothing of the kind was done."""

    week: date = col("Week from", "date")
    dock_to_stock: float | None = col("Dock-to-stock (min)", "decimal")
    lines_per_hour: float | None = col("Lines per hour", "decimal")
    fill_rate: float | None = col("Order fill rate", "percent")
    on_time: float | None = col("On-time shipment", "percent")
    accuracy: float | None = col("Inventory accuracy", "percent")


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """One zone: its places, those with something on them, and the volume of goods of the volume allowed."""

    zone: str = col("Zone")
    purpose: Purpose = col("Purpose")
    places: int = col("Places", "number")
    taken: int = col("Taken", "number")
    taken_percent: float | None = col("Places taken", "percent")
    litres: int = col("Goods (l)", "number")
    room_litres: int = col("Room (l)", "number")
    fill_percent: float | None = col("Room filled", "percent")


@computed(KpiTrendRow, key=("week",), sort=("week",), topics=("*",))
def kpi_trend(
    connection: Connection, start: date | None, weeks: int = 12, last: date | None = None
) -> Iterator[KpiTrendRow]:
    """The KPIs of each of the last weeks (Monday to Sunday) up to that of `last` (today)."""
    for span in weeks_of(weeks, last):
        if start is None or span[0].date() >= start:
            parts = [(figure[2], *connection.execute(figure[4](span)).one()) for figure in FIGURES[:5]]
            yield KpiTrendRow(span[0].date(), *(round(f * part / whole, 2) if whole else None
                                                for f, part, whole in parts))  # fmt: skip


@computed(SpaceRow, key=("zone",), sort=("zone",), topics=("stock", "locations"))
def space_by_zone(connection: Connection, start: str | None) -> Iterator[SpaceRow]:
    """How much of each zone is used now: places with something on them, and the volume of the goods there."""
    goods = {row.zone_id: row for row in connection.execute(_goods())}
    rooms = (
        select(Zone.id, Zone.code, Zone.purpose, counted(Location.id).label("places"),
               total(Location.max_volume_mm3).label("room"))
        .join(Location, Location.zone_id == Zone.id).where(Location.id > 0)
        .group_by(Zone.id, Zone.code, Zone.purpose).order_by(Zone.code)
    )  # fmt: skip
    for zone, code, purpose, places, room in connection.execute(rooms):
        its = goods.get(zone)
        taken, volume = (its.taken, its.volume) if its is not None else (0, 0)
        filled = round(100 * volume / room, 2) if room else None
        yield SpaceRow(code, purpose, places, taken, round(100 * taken / places, 2), volume // 1_000_000,
                       room // 1_000_000, filled)  # fmt: skip


def _goods() -> Selected:
    """By zone: how many places have something on them, and its volume as single pieces (mm³)."""
    volume = PackagingLevel.length_mm * PackagingLevel.width_mm * PackagingLevel.height_mm
    each = (PackagingLevel.item_id == stock.c.item_id) & (PackagingLevel.level == Level.EACH)
    held = (
        select(stock.c.location_id, total(stock.c.on_hand * volume).label("volume"))
        .outerjoin(PackagingLevel, each).group_by(stock.c.location_id).subquery()
    )  # fmt: skip
    return (
        select(Location.zone_id, counted().label("taken"), total(held.c.volume + ZERO).label("volume"))
        .join(held, held.c.location_id == Location.id).group_by(Location.zone_id)
    )  # fmt: skip
