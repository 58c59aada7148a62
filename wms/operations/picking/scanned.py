"""What the picker scanned, held against what the task asks for: the right place, the right item, lot and piece.

The item may be scanned as a sku, a GTIN, or a label that carries lot and serial as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems
from wms.gs1.scan import classify
from wms.model.item import Item, PackagingLevel
from wms.operations.unit import Unit


@dataclass(frozen=True, slots=True)
class Scanned:
    """Which goods were scanned: whether they are of the item, how many base units a scan counts, lot and serial."""

    fits: bool
    units: int
    lot: str
    serial: str


def read(unit: Unit, item: Item, code: str, lot: str = "", serial: str = "") -> Scanned:
    """What a scan says about goods that should be of this item."""
    if code == item.sku:
        return Scanned(True, 1, lot, serial)
    label = classify(code, today=unit.now.date()).label
    fields = label.fields() if label else {}
    gtin = fields.get("01", "")
    levels = select(PackagingLevel.units).where(PackagingLevel.gtin == gtin, PackagingLevel.item_id == item.id)
    units = unit.session.scalar(levels) if gtin else None
    return Scanned(units is not None, units or 1, lot or fields.get("10", ""), serial or fields.get("21", ""))


def check(found: Scanned, item: Item, code: str, lot: str, serial: str, problems: Problems) -> None:
    """Note a wrong item, and a wrong or missing lot or serial (`lot`, `serial`: expected; empty: any)."""
    if not found.fits:
        problems.add("This is not {sku}.", field="item", sku=item.sku, found=code, expected=item.sku)
        return
    if item.lot_tracked and not found.lot:
        problems.add("Scan the lot of {sku}; it should be {lot}.", field="lot", sku=item.sku, lot=lot, expected=lot)
    elif item.lot_tracked and lot and found.lot != lot:
        problems.add("This is lot {found_lot}; take lot {lot}.", field="lot", found_lot=found.lot, lot=lot,
                     found=found.lot, expected=lot)  # fmt: skip
    if item.serial_tracked and not found.serial:
        problems.add("Scan the serial number of {sku}.", field="serial", sku=item.sku, expected=serial)


def check_place(found: str, wanted: str, problems: Problems) -> None:
    """Note a wrong location."""
    if found != wanted:
        problems.add("This is {found_place}; go to {place}.", field="location", found_place=found, place=wanted,
                     found=found, expected=wanted)  # fmt: skip
