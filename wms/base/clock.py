"""What time it is: aware UTC, and a clock that a demo or a test may set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """That time of that day, in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


class SetClock:
    """A clock that stands still until it is moved: for simulated days and for tests."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.now += timedelta(seconds=seconds)
