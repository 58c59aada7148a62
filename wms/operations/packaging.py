"""From handling units to base units: three cases of twelve are thirty-six pieces, whoever says so."""

from __future__ import annotations

from collections.abc import Sequence

from wms.base.errors import Problems
from wms.base.quantities import MAX_QUANTITY
from wms.model.item import Item, PackagingLevel
from wms.model.words import Level


def base_units(
    quantity: int, level: Level | None, known: tuple[Item, Sequence[PackagingLevel], PackagingLevel | None],
    problems: Problems, row: int | None = None,
) -> int:  # fmt: skip
    """`quantity` units of `level` (or of the packaging level whose GTIN was scanned, or each) in base units.

    `known` is what `find.Catalogue.find` gives. A wrong level or quantity is added to `problems`.
    """
    item, levels, scanned = known
    by_name = {one.level: one for one in levels}
    chosen = by_name.get(level) if level else scanned
    units = chosen.units if chosen else 1
    if level and chosen is None and level is not Level.EACH:
        problems.add("{sku} has no packaging level {level}.", field="level", row=row, sku=item.sku, level=level.value)
    if not 1 <= quantity * units <= MAX_QUANTITY:
        problems.add("The quantity must be at least 1, and not absurdly large.", field="quantity", row=row,
                     found=quantity)  # fmt: skip
    return quantity * units
