"""The lines of an order as they are asked for, judged against the items: known, active, a quantity in base units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wms.base.errors import Problems
from wms.base.quantities import MAX_QUANTITY
from wms.model.item import Item, PackagingLevel
from wms.model.words import Level
from wms.operations import find
from wms.operations.command import arg

MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedLine:
    """One wanted item."""

    item: str = arg("Sku or GTIN; a GTIN of a case orders cases", refers="item")
    quantity: int = arg("How many units of the packaging level")
    level: Level | None = arg("each, inner, case or pallet; empty: the level of the GTIN, or each", None)
    minimum_remaining_days: int = arg("Shelf life that must be left at shipping", 0, unit="days")
    substitute_allowed: bool = arg("Whether the item's substitute may be sent instead", False)
    price_minor: int = arg("The price of one base unit", 0, unit="minor units")


def judged(line: OrderedLine, catalogue: find.Catalogue, problems: Problems, row: int) -> dict[str, Any] | None:
    """The columns of the order line; None, and the problems noted, when it cannot be ordered."""
    known = catalogue.find(line.item)
    if known is None:
        problems.add("There is no item {sku}.", field="item", row=row, sku=line.item, found=line.item)
        return None
    item, levels, scanned = known
    before = len(problems.found)
    if not item.active:
        problems.add("{sku} is not active any more.", field="item", row=row, sku=item.sku)
    if not 0 <= line.minimum_remaining_days <= MOST_DAYS:
        problems.add("The remaining shelf life must be between 0 and {most} days.", field="minimum_remaining_days",
                     row=row, most=MOST_DAYS, found=line.minimum_remaining_days)  # fmt: skip
    if not 0 <= line.price_minor <= MAX_QUANTITY:
        problems.add("The price must not be negative, nor absurdly large.", field="price_minor", row=row,
                     found=line.price_minor)  # fmt: skip
    quantity = base_units(line.quantity, line.level, item, levels, scanned, problems, row)
    if len(problems.found) > before:
        return None
    return {
        "item_id": item.id, "ordered": quantity, "minimum_remaining_days": line.minimum_remaining_days,
        "substitute_allowed": line.substitute_allowed, "price_minor": line.price_minor,
    }  # fmt: skip


def base_units(
    quantity: int, level: Level | None, item: Item, levels: Sequence[PackagingLevel], scanned: PackagingLevel | None,
    problems: Problems, row: int | None,
) -> int:  # fmt: skip
    """The quantity in base units; what is wrong with it is noted."""
    by_name = {known.level: known for known in levels}
    found = by_name.get(level) if level else scanned
    if level and found is None and level is not Level.EACH:
        problems.add("{sku} has no packaging level {level}.", field="level", row=row, sku=item.sku, level=level.value)
    units = quantity * (found.units if found else 1)
    if not 1 <= units <= MAX_QUANTITY:
        problems.add("The quantity must be at least 1, and not absurdly large.", field="quantity", row=row,
                     found=quantity)  # fmt: skip
    return units
