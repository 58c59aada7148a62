"""Which day is meant: days begin and end at the site's own midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wms.ledger.views import postings
from wms.model.order import Order
from wms.model.site import Site
from wms.model.words import OrderState
from wms.operations.simulating.wish import Wish

OVER = (OrderState.SHIPPED, OrderState.CANCELLED, OrderState.HELD)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day asked for, and what the books take for today: the clock's, or their own last when nothing is due later.

    A warehouse nobody has worked in for weeks still has its last day, and what was to come after it.
    """

    zone: tzinfo
    now: datetime
    day: date

    @property
    def today(self) -> bool:
        """Whether the day is under way."""
        return self.day == self.now.astimezone(self.zone).date()

    @property
    def past(self) -> bool:
        """Whether the day is over."""
        return self.day < self.now.astimezone(self.zone).date()

    @property
    def midnight(self) -> datetime:
        """When the day begins, in UTC."""
        return datetime.combine(self.day, time(), self.zone).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """When the next day begins, in UTC."""
        return datetime.combine(self.day + timedelta(days=1), time(), self.zone).astimezone(UTC)


def calendar(session: Session, site: Site, wish: Wish, now: datetime) -> Calendar:
    """The day that is wished for."""
    zone = _zone(site.time_zone)
    due = session.scalar(select(func.max(Order.cutoff_at)).where(Order.site_id == site.id, Order.state.not_in(OVER)))
    last = session.scalar(select(func.max(postings.c.recorded_at)))
    if last is not None and last < now and (due is None or due < now):
        now = last
    today = now.astimezone(zone).date()
    day = today + timedelta(days=1) if wish.day == "tomorrow" else wish.date or today
    return Calendar(zone, now, day)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
