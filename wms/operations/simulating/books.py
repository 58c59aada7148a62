"""What both kinds of days take from the books: the site, its yard, its pace, and the drawing with all places needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Watch
from wms.model.site import Location, Site, Zone
from wms.model.words import LocationType, Purpose
from wms.operations import settings
from wms.operations.planning.drawing import Drawing, drawing
from wms.operations.simulating import history
from wms.operations.simulating.calendar import Calendar
from wms.operations.simulating.history import Walked
from wms.operations.simulating.learning import MOST_WALKS, Learnt, learn
from wms.operations.simulating.ways import Ways

HISTORY_DAYS = 60
BEGINS_S = 6 * 3_600
"""When people come where no day before tells it: at six."""


def drop_id(session: Session, site: Site) -> int:
    """Where picked goods are brought. Raises Refused when the site has no such place."""
    found = session.scalar(
        select(Location.id).join(Zone, Zone.id == Location.zone_id)
        .where(Zone.purpose == Purpose.PACKING, Location.site_id == site.id)
        .order_by((Location.type == LocationType.BENCH).desc(), Location.pick_sequence, Location.code).limit(1)
    )  # fmt: skip
    if found is None:
        raise refuse("The site has no place to pack at; make a location in a packing zone.", field="site")
    return found


def other_days(session: Session, site: Site, day: Calendar) -> list[Walked]:
    """Walks of the days around, never of the day itself when it is over."""
    since = min(day.now, day.midnight) - timedelta(days=HISTORY_DAYS)
    before = history.walks(session, site.id, since, min(day.midnight, day.now) if day.past else day.now, MOST_WALKS)
    after = history.walks(session, site.id, day.ends, day.now + timedelta(seconds=1), MOST_WALKS) if day.past else []
    return [*before, *after]


def learnt(session: Session, site: Site, walks: Sequence[Walked], drop: int, day: Calendar, watch: Watch) -> Learnt:
    """The pace those walks teach."""
    places = {stop.location_id for one in walks for stop in one.stops}
    ways = Ways(drawn(session, site, places, drop), drop)
    orders = {stop.order_id for one in walks for stop in one.stops}
    since = min((one.begun for one in walks), default=day.now)
    done = history.packed(session, sorted(orders), since, day.now + timedelta(seconds=1))
    if day.past:
        done = [one for one in done if not day.midnight <= one.done < day.ends]
    pick_s, pack_s = (settings.value(session, f"waving.{name}_seconds") for name in ("pick", "pack"))
    return learn(walks, done, ways, watch, pick_s=pick_s, pack_s=pack_s)


def usual_begin(walks: Sequence[Walked], day: Calendar) -> int:
    """Seconds after midnight at which the first walk of a day usually begins."""
    first: dict[object, datetime] = {}
    for one in walks:
        local = one.begun.astimezone(day.zone)
        first[local.date()] = min(local, first.get(local.date(), local))
    return round(median(_of_day(moment) for moment in first.values())) if first else BEGINS_S


def drawn(session: Session, site: Site, places: Iterable[int], drop: int) -> Drawing:
    """The building with these locations and the drop."""
    return drawing(session, site.id, {drop, *places})


def cart(session: Session) -> tuple[int, int]:
    """What a cart holds: orders and stops."""
    orders, stops = (settings.value(session, f"waving.batch_{name}") for name in ("orders", "stops"))
    return int(orders), int(stops)


def _of_day(moment: datetime) -> int:
    return moment.hour * 3_600 + moment.minute * 60 + moment.second
