"""Where one field's text comes from in somebody's file, how it is put into our form, and which rows are not ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from wms.base.money import parse_minor
from wms.exchange.cells import unguarded

ISO = "iso"
"""The form of a moment that is always understood: 2026-01-31, 2026-01-31 14:30, with a zone or else in UTC."""
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?![-\d])")
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Source:
    """Where one field's text comes from, and how it is put into our form."""

    column: str = ""
    constant: str | None = None
    pattern: str = ""
    empty: str = ""
    moment: str = ""
    day: str = ""
    decimals: int | None = None
    decimal_sign: str = "."
    upper: bool = False
    map: Mapping[str, str] = field(default_factory=dict)

    def text(self, cell: str) -> str:
        """The cell in our form. Raises ValueError when it does not fit."""
        value = _LINE_ENDS.sub("\n", unguarded(cell))
        if self.pattern and value:
            value = self._matched(value)
        if value == "":
            return self.empty
        value = self.map.get(value, value.upper() if self.upper else value)
        if self.moment:
            return _moment(value, self.moment).isoformat()
        if self.day:
            return _moment(value, self.day).date().isoformat()
        return str(self._minor(value)) if self.decimals is not None else value

    @property
    def expected(self) -> str:
        """What the cell must look like, for people."""
        if self.moment or self.day:
            said = self.moment or self.day
            return "a moment like 2026-01-31 14:30" if said == ISO else f"{said}, or a moment like 2026-01-31 14:30"
        if self.decimals is not None:
            return f"a number with at most {self.decimals} decimals, like 12{self.decimal_sign}50"
        return f"something like {self.pattern}"

    def _matched(self, value: str) -> str:
        found = re.fullmatch(self.pattern, value)
        if found is None:
            raise ValueError(value)
        return (found.group(1) or "") if found.groups() else value

    def _minor(self, value: str) -> int:
        if self.decimal_sign == ",":
            if "." in value:
                raise ValueError(value)
            value = value.replace(",", ".")
        if not _NUMBER.fullmatch(value):
            raise ValueError(value)
        return parse_minor(value, self.decimals or 0)


@lru_cache(maxsize=8192)
def _moment(value: str, form: str) -> datetime:
    """The moment, in UTC where nothing else is said; the rows of a file repeat few of them."""
    if not value.isascii():
        raise ValueError(value)
    try:
        if form == ISO:
            raise ValueError(value)
        found = datetime.strptime(value, form)
    except (ValueError, OverflowError, re.error):
        if not _ISO_DAY.match(value):
            raise ValueError(value) from None
        found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A stated rule for rows that are not ours."""

    column: str
    reason: str
    matches: str = ""
    below: int | None = None
    empty: bool = False

    def holds(self, cell: str) -> bool:
        """Whether the rule sets a row with this cell aside."""
        value = cell.strip()
        if self.empty and not value:
            return True
        if self.matches and re.search(self.matches, value):
            return True
        return self.below is not None and bool(_NUMBER.fullmatch(value)) and Decimal(value) < self.below
