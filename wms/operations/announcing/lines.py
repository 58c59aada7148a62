"""The lines of an announcement, judged against the items: known, active, a quantity, a licence plate named once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wms.base.errors import Problems
from wms.model.item import Item
from wms.model.words import Level
from wms.operations import find
from wms.operations.command import arg
from wms.operations.packaging import base_units

LONGEST_CODE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedLine:
    """Goods of one item that will come."""

    item: str = arg("Sku or GTIN; a GTIN of a case announces cases", refers="item")
    quantity: int = arg("How many units of the packaging level")
    level: Level | None = arg("each, inner, case or pallet; empty: the level of the GTIN, or each", None)
    lot: str = arg("The lot, AI(10), when the supplier names it", "")
    expiry: date | None = arg("The expiry date, AI(17), when the supplier names it", None)
    lpn: str = arg("The licence plate (SSCC) they will stand on", "")


def judged(
    lines: Sequence[AnnouncedLine], catalogue: find.Catalogue, today: date, problems: Problems, first: int = 1
) -> list[dict[str, Any]]:
    """The columns of the lines; problems carry rows from `first`. Lines with problems are left out."""
    rows = []
    for row, line in enumerate(lines, first):
        known = catalogue.find(line.item)
        if known is None:
            problems.add("There is no item {sku}.", field="item", row=row, sku=line.item, found=line.item)
            continue
        quantity = base_units(line.quantity, line.level, known, problems, row)
        _check(line, known[0], today, problems, row)
        rows.append({
            "item_id": known[0].id, "announced": quantity, "lot_code": line.lot, "expiry": line.expiry,
            "lpn_code": line.lpn,
        })  # fmt: skip
    _check_doubles(lines, problems, first)
    return rows


def _check(line: AnnouncedLine, item: Item, today: date, problems: Problems, row: int) -> None:
    if not item.active:
        problems.add("{sku} is not active any more.", field="item", row=row, sku=item.sku)
    if line.lot and not item.lot_tracked:
        problems.add("{sku} is not kept by lot.", field="lot", row=row, sku=item.sku, found=line.lot)
    if line.expiry is not None and not item.expiry_tracked:
        problems.add("{sku} is not kept by expiry date.", field="expiry", row=row, sku=item.sku)
    elif line.expiry is not None and line.expiry < today:
        problems.add("{sku} would have expired on {expiry}.", field="expiry", row=row, sku=item.sku,
                     expiry=line.expiry.isoformat())  # fmt: skip
    for field, code in (("lot", line.lot), ("lpn", line.lpn)):
        if len(code) > LONGEST_CODE or code != code.strip():
            problems.add("A code has at most {most} signs and no blanks around it.", field=field, row=row,
                         most=LONGEST_CODE, found=code[:80])  # fmt: skip


def _check_doubles(lines: Sequence[AnnouncedLine], problems: Problems, first: int) -> None:
    times = Counter((line.item, line.lot, line.lpn) for line in lines if line.lpn)
    for row, line in enumerate(lines, first):
        if times[line.item, line.lot, line.lpn] > 1:
            problems.add("{item} on {lpn} is announced more than once.", field="lpn", row=row, item=line.item,
                         lpn=line.lpn)  # fmt: skip
