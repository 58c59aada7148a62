"""The century that two digits mean, and the day that "00" means."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wms.gs1.dates import full_year, read_date, read_moment, write_date
from wms.gs1.errors import BadDate

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("digits", "today", "year"),
    [
        (26, 2026, 2026),
        (76, 2026, 2076),
        (77, 2026, 1977),
        (99, 2026, 1999),
        (0, 2026, 2000),
        (1, 2051, 2101),
        (2, 2051, 2002),
        (49, 1998, 1949),
        (48, 1998, 2048),
    ],
)
def test_the_century_is_seen_from_today(digits, today, year):
    assert full_year(digits, date(today, 1, 1)) == year


@given(st.integers(0, 99), st.integers(1950, 2150))
@settings(deadline=None)
def test_a_year_is_at_most_49_back_and_50_ahead(digits, today):
    year = full_year(digits, date(today, 7, 1))
    assert year % 100 == digits
    assert -49 <= year - today <= 50


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("261231", date(2026, 12, 31)),
        ("260200", date(2026, 2, 28)),
        ("280200", date(2028, 2, 29)),
        ("280229", date(2028, 2, 29)),
        ("000200", date(2000, 2, 29)),
        ("260400", date(2026, 4, 30)),
        ("991201", date(1999, 12, 1)),
    ],
)
def test_day_00_is_the_last_of_the_month_leap_years_included(digits, day):
    assert read_date(digits, TODAY) == day


@pytest.mark.parametrize("digits", ["261301", "260001", "260000", "260230", "270229", "260431", "260132"])
def test_what_is_in_no_calendar_is_refused(digits):
    with pytest.raises(BadDate, match=digits):
        read_date(digits, TODAY)


@given(st.dates(date(1978, 1, 1), date(2075, 12, 31)))
@settings(deadline=None)
def test_a_date_written_is_read_again(day):
    assert read_date(write_date(day), TODAY) == day


def test_hours_minutes_and_seconds_follow_the_day():
    assert read_moment("26123107", TODAY) == datetime(2026, 12, 31, 7)
    assert read_moment("2612310745", TODAY) == datetime(2026, 12, 31, 7, 45)
    assert read_moment("261231074559", TODAY) == datetime(2026, 12, 31, 7, 45, 59)
    for wrong in ("26123124", "2612310760", "261231074560", "2613010000"):
        with pytest.raises(BadDate):
            read_moment(wrong, TODAY)
