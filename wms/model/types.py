"""How values lie in the database: the same on every engine, so that SQLite and PostgreSQL accept and refuse alike.

Whole numbers are 64-bit; moments are microseconds since 1970 in UTC; days are ISO text; flags are 0 or 1; choices are
their text. STRICT tables know only INTEGER, TEXT and BLOB, which is all that is used here.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Int64 = BigInteger().with_variant(Integer(), "sqlite")
Bytes = LargeBinary
Chosen = TypeVar("Chosen", bound=StrEnum)


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 in UTC. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC moment that many microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=micros)


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, stored as microseconds since 1970."""

    impl = Int64
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_micros(value)


class Day(TypeDecorator[date]):
    """A calendar day, stored as ISO text, which sorts as it should."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, stored as 1 or 0."""

    impl = Int64
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Json(TypeDecorator[Any]):
    """A small structure of plain values, stored as canonical JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Choice(TypeDecorator[Chosen]):
    """One of a fixed set of words, stored as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[Chosen]) -> None:
        super().__init__()
        self.kind = kind
        self._texts: dict[str, str] = {word: word.value for word in kind}
        self._words: dict[str, Chosen] = {word.value: word for word in kind}

    def process_bind_param(self, value: Chosen | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self._texts.get(value, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Chosen | None:
        return None if value is None else self._words[value]
