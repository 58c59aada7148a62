"""What papers say, in each language: English sentences are the keys; numbers and dates follow the language.

A sentence without a translation is a fault that the tests find.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from pathlib import Path

from wms.base.money import USUAL_DIGITS

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its words, the time zone its moments are told in, and how many decimals its money has.

    Languages are "en" (words as they stand in the code) and "zh".
    """

    code: str
    words: Mapping[str, str]
    zone: tzinfo = UTC
    digits: int = USUAL_DIGITS

    def say(self, template: str, **values: object) -> str:
        """The sentence in this language, its places filled."""
        return self.words.get(template, template).format(**values)

    def number(self, value: int | Decimal) -> str:
        """A number with thousands separated."""
        return f"{value:,}"

    def money(self, minor: int) -> str:
        """An amount of minor units, with thousands separated and the decimals of the currency."""
        return f"{Decimal(minor).scaleb(-self.digits):,.{self.digits}f}"

    def day(self, value: date | None) -> str:
        """A calendar day; the months are our own, as those of the machine follow its settings."""
        if value is None:
            return ""
        if self.code == "zh":
            return value.isoformat()
        return f"{value.day:02} {MONTHS[value.month - 1]} {value.year}"

    def moment(self, value: datetime | None, *, zone: bool = False) -> str:
        """A day with its time at the site; `zone` adds the time zone's short name."""
        if value is None:
            return ""
        local = value.astimezone(self.zone)
        told = f"{self.day(local.date())} {local:%H:%M}"
        return f"{told} {local:%Z}" if zone else told

    def kilograms(self, grams: int, *, calculated: bool = False) -> str:
        """A weight; a dash where it is unknown, and a sign before one that was calculated and not weighed."""
        if not grams:
            return "–"
        return f"{'≈ ' if calculated else ''}{Decimal(grams) / 1000:,.2f} kg"


@cache
def language(code: str) -> Language:
    """The language with this code; its words lie in resources/translations. Raises KeyError for an unknown one."""
    if code == "en":
        return Language("en", {})
    place = RESOURCES / "translations" / f"papers.{code}.toml"
    if not place.is_file():
        raise KeyError(code)
    return Language(code, tomllib.loads(place.read_text(encoding="utf-8"))["words"])
