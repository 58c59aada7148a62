"""How goods stand in a table: the sku in bold, the name below, and what they are tracked by."""

from __future__ import annotations

from typing import Any

from wms.documents.table import Cell, Text
from wms.documents.words import Language


def goods(language: Language, row: Any, *, tracked: bool = True, size: float = 9.0) -> Cell:
    """The cell for a row with `item` and `item_name`; `tracked` adds its lot, expiry, serial and licence plate."""
    lines = [Text(row.item or "–", size, bold=True), Text(row.item_name or "", 8, lines=2)]
    if tracked:
        lines += [Text(each, 8, lines=2) for each in tracking(language, row)]
    return tuple(lines)


def tracking(language: Language, row: Any) -> list[str]:
    """Lot, expiry, serial and licence plate of a row, those that it has."""
    say = language.say
    expiry = getattr(row, "expiry", None)
    known = (
        (say("Lot"), getattr(row, "lot", "")), (say("Expiry"), language.day(expiry)),
        (say("Serial"), getattr(row, "serial", "")), (say("Plate"), getattr(row, "lpn", "")),
    )  # fmt: skip
    return [f"{title} {value}" for title, value in known if value]
