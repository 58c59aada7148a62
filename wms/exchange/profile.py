"""A profile says how one sender's file becomes our fields: which column is what, how it is written, what is set aside.

Profiles are TOML files in resources/import_profiles. Without one, columns must be named as our fields are.

    kind = "orders"
    description = "…"
    [file]        encoding, delimiter, sheet
    [fields]      number = "InvoiceNo"                      a column
                  customer = { column = "CustomerID", pattern = '(\\d+)', empty = "ANONYMOUS" }
                  entered = { column = "InvoiceDate", moment = "%m/%d/%y %H:%M" }
                  price_minor = { column = "UnitPrice", decimals = 2 }
                  owner = { constant = "OWN" }
    [[set_aside]] column = "Quantity", below = 1, reason = "…"     rows that are not ours, with the reason why
                  column = "StockCode", matches = '^(POST|M)$', reason = "…"
    register = ["items", "customers"]                       make what the file names and we do not know yet
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from wms.base.errors import refuse
from wms.base.money import parse_minor
from wms.exchange.cells import unguarded
from wms.exchange.reading import Format

PLACE = Path(__file__).resolve().parents[2] / "resources" / "import_profiles"
_RULE_WORDS = {"column", "matches", "below", "empty", "reason"}
_SOURCE_WORDS = {"column", "constant", "pattern", "empty", "moment", "day", "decimals", "upper", "map"}


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
    upper: bool = False
    map: Mapping[str, str] = field(default_factory=dict)

    def text(self, cell: str) -> str:
        """The cell in our form. Raises ValueError when it does not fit."""
        value = unguarded(cell.strip())
        if self.pattern and value:
            value = self._matched(value)
        if value == "":
            return self.empty
        value = self.map.get(value, value.upper() if self.upper else value)
        if self.moment:
            return datetime.strptime(value, self.moment).replace(tzinfo=UTC).isoformat()
        if self.day:
            return datetime.strptime(value, self.day).replace(tzinfo=UTC).date().isoformat()
        return str(parse_minor(value, self.decimals)) if self.decimals is not None else value

    def _matched(self, value: str) -> str:
        found = re.fullmatch(self.pattern, value)
        if found is None:
            raise ValueError(value)
        return found.group(1) if found.groups() else value


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
        try:
            return self.below is not None and Decimal(value) < self.below
        except InvalidOperation:
            return False


@dataclass(frozen=True, slots=True)
class Profile:
    """How one sender's files are read."""

    name: str
    kind: str
    description: str
    file: Format
    fields: Mapping[str, Source]
    set_aside: Sequence[SetAside] = ()
    register: Sequence[str] = ()


def plain(kind: str, titles: Sequence[str]) -> Profile:
    """The profile for a file whose columns are named as our fields are."""
    return Profile("", kind, "", Format(), {title: Source(column=title) for title in titles if title})


def names() -> list[str]:
    """The profiles there are."""
    return sorted(place.stem for place in PLACE.glob("*.toml"))


def load(name: str) -> Profile:
    """The profile with this name, or in this TOML file. Raises Refused when it is missing or wrong."""
    place = Path(name) if name.endswith(".toml") else PLACE / f"{name}.toml"
    if not place.is_file():
        raise refuse("There is no import profile {name}.", field="profile", name=name, known=", ".join(names()))
    try:
        return _profile(place.stem, tomllib.loads(place.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError, re.error) as error:
        text = "The import profile {name} is wrong: {error}."
        raise refuse(text, field="profile", name=name, error=str(error)) from error


def _profile(name: str, raw: dict[str, Any]) -> Profile:
    sources = {}
    for target, source in raw["fields"].items():
        words = {"column": source} if isinstance(source, str) else source
        _known(words, _SOURCE_WORDS)
        sources[target] = Source(**words)
        re.compile(sources[target].pattern)
    rules = []
    for rule in raw.get("set_aside", ()):
        _known(rule, _RULE_WORDS)
        rules.append(SetAside(**rule))
        re.compile(rules[-1].matches)
    return Profile(
        name, raw["kind"], raw.get("description", ""), Format(**raw.get("file", {})), sources, tuple(rules),
        tuple(raw.get("register", ())),
    )  # fmt: skip


def _known(words: Mapping[str, Any], known: set[str]) -> None:
    unknown = set(words) - known
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
