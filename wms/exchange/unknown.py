"""What order rows name and nobody knows yet, as commands that register it: only when a profile asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from wms.exchange.kinds import Batch
from wms.exchange.rows import Rows
from wms.model.words import Level, PartyKind
from wms.operations.master_data.items import ItemLine, LevelLine, RegisterItems
from wms.operations.master_data.parties import PartyLine, RegisterParties


def first_rows(rows: Rows, field: str, known: set[str]) -> Mapping[str, int]:
    """Each code of a field that is not known, and the place of the first row that names it."""
    found: dict[str, int] = {}
    for place, code in enumerate(rows.column(field)):
        if code and code not in known and code not in found:
            found[code] = place
    return found


def items(rows: Rows, known: set[str]) -> Batch | None:
    """The unknown items, by the name they were sold under; their cost is taken as half the price until one is given."""
    lines = []
    numbers = []
    for sku, place in first_rows(rows, "item", known).items():
        number, values = rows[place]
        price = values.get("price_minor", "")
        cost = int(price) // 2 if price.isascii() and price.isdigit() else None
        level = LevelLine(level=Level.EACH, units=1)
        lines.append(ItemLine(sku=sku, name=values.get("item_name") or sku, cost_minor=cost, levels=(level,)))
        numbers.append(number)
    return Batch(RegisterItems(lines=tuple(lines)), numbers) if lines else None


def customers(rows: Rows, known: set[str]) -> Batch | None:
    """The unknown customers."""
    lines = []
    numbers = []
    for code, place in first_rows(rows, "customer", known).items():
        number, values = rows[place]
        name = values.get("customer_name") or f"Customer {code}"
        lines.append(PartyLine(kind=PartyKind.CUSTOMER, code=code, name=name, country=values.get("country") or None))
        numbers.append(number)
    return Batch(RegisterParties(lines=tuple(lines)), numbers) if lines else None
