"""Days and weeks as questions count them: whole days in UTC, weeks from Monday on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, type_coerce

from wms.base.clock import at, utc_now
from wms.base.errors import refuse
from wms.model.types import Int64

DAY = 86_400_000_000
"""Microseconds, which is how moments lie in the database."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_WEEKS, SUNDAY = 520, 6

Span = tuple[datetime, datetime]


def span(first: date | None, last: date | None, days: int = 30) -> Span:
    """From the beginning of `first` to the end of `last`; the last `days` days unless named. Raises Refused."""
    until = at(last or utc_now().date()) + timedelta(days=1)
    since = at(first) if first is not None else until - timedelta(days=days)
    if since >= until:
        raise refuse("The period ends before it begins.", field="last", found=str(last))
    return since, until


def weeks(count: int, last: date | None) -> list[Span]:
    """So many weeks, Monday to Sunday, up to the one that holds `last` (today), the oldest first. Raises Refused."""
    if not 1 <= count <= MOST_WEEKS:
        raise refuse("Ask for 1 to {most} weeks.", field="weeks", found=count, most=MOST_WEEKS)
    day = last or utc_now().date()
    newest = at(day - timedelta(days=day.weekday()))
    begins = [newest - timedelta(weeks=n) for n in reversed(range(count))]
    return [(begin, begin + timedelta(weeks=1)) for begin in begins]


def whole_weeks(count: int, last: date | None) -> list[Span]:
    """So many weeks that were over by the end of `last` (today is not), the oldest first. Raises Refused."""
    day = last or utc_now().date() - timedelta(days=1)
    return weeks(count, day if day.weekday() == SUNDAY else day - timedelta(weeks=1))


def micros(column: Any) -> ColumnElement[int]:
    """A moment as the whole number that lies in the database."""
    return type_coerce(column, Int64)


def day_of(column: Any) -> ColumnElement[int]:
    """The beginning of a moment's day, in microseconds."""
    whole = micros(column)
    return whole - whole % DAY


def as_day(day: int) -> date:
    """The day of a number that `day_of` gave."""
    return (_EPOCH + timedelta(microseconds=day)).date()


def number(moment: datetime) -> int:
    """A moment as it lies in the database."""
    return (moment - _EPOCH) // timedelta(microseconds=1)
