"""What papers say, in each language: English sentences are the keys; numbers and dates follow the language.

A sentence without a translation is a fault that the tests find.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its words. Languages are "en" (words as they stand in the code) and "zh"."""

    code: str
    words: Mapping[str, str]

    def say(self, template: str, **values: object) -> str:
        """The sentence in this language, its places filled."""
        return self.words.get(template, template).format(**values)

    def number(self, value: int | Decimal) -> str:
        """A number with thousands separated."""
        return f"{value:,}"

    def money(self, minor: int, currency: str) -> str:
        """An amount of minor units with its currency."""
        return f"{Decimal(minor) / 100:,.2f} {currency}"

    def day(self, value: date | None) -> str:
        """A calendar day."""
        if value is None:
            return ""
        return f"{value.year}年{value.month}月{value.day}日" if self.code == "zh" else value.strftime("%d %b %Y")

    def moment(self, value: datetime | None) -> str:
        """A day with its time."""
        return "" if value is None else f"{self.day(value.date())} {value:%H:%M}"

    def kilograms(self, grams: int) -> str:
        """A weight."""
        return f"{Decimal(grams) / 1000:,.2f} kg"


@cache
def language(code: str) -> Language:
    """The language with this code; its words lie in resources/translations. Raises KeyError for an unknown one."""
    if code == "en":
        return Language("en", {})
    place = RESOURCES / "translations" / f"papers.{code}.toml"
    if not place.is_file():
        raise KeyError(code)
    return Language(code, tomllib.loads(place.read_text(encoding="utf-8"))["words"])
