"""The six-digit dates on labels: year, month, day, without a century and sometimes without a day.

A day "00" means the last day of the month. The century is the one that puts the year between 49 years back and
50 years ahead of today (GS1 General Specifications, sections 3.4 and 7.12).
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, time

from wms.gs1.errors import BadDate


def full_year(two_digits: int, today: date) -> int:
    """The year meant by its last two digits, seen from `today`."""
    year = today.year - today.year % 100 + two_digits
    ahead = two_digits - today.year % 100
    if ahead >= 51:
        return year - 100
    if ahead <= -50:
        return year + 100
    return year


def read_date(digits: str, today: date) -> date:
    """The day that "YYMMDD" names. Raises BadDate."""
    year, month, day = full_year(int(digits[:2]), today), int(digits[2:4]), int(digits[4:6])
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, IndexError) as error:
        raise BadDate("«{found}» is no date: it must be year, month and day.", found=digits) from error


def read_moment(digits: str, today: date) -> datetime:
    """The local time that "YYMMDDhh", with minutes and seconds if they follow, names at the place of printing.

    A label bears no time zone, so the answer bears none. Raises BadDate.
    """
    day = read_date(digits[:6], today)
    hour, minute, second = (int(digits[at : at + 2] or 0) for at in (6, 8, 10))
    try:
        return datetime.combine(day, time(hour, minute, second))
    except ValueError as error:
        raise BadDate("«{found}» holds no time of day.", found=digits) from error


def write_date(day: date) -> str:
    """`day` as "YYMMDD"."""
    return day.strftime("%y%m%d")
