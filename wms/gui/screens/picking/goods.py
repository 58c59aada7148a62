"""What the picker scanned, held against what the stop wants: the item, how many pieces, its lot and serial number.

Plain values, testable without a window. A stop that takes from a licence plate may be answered by the plate's own code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wms.gui.scan.heard import Heard
from wms.gui.screens.picking.walk import Walk
from wms.gui.texts.say import say


@dataclass(frozen=True, slots=True)
class Goods:
    """Pieces in hand; `fault` says why they are not wanted here, empty when they are."""

    pieces: int = 0
    lot: str = ""
    serial: str = ""
    fault: str = ""


def read(heard: Heard, row: Any, walk: Walk) -> Goods:
    """What a scan says of the goods at the stop `row`."""
    item, serial = heard.code("item"), heard.code("serial")
    if item == row.item:
        return _of_label(heard, row, walk)
    if not item and serial and row.serial:
        return Goods(1, row.lot, serial)
    plate = heard.code("lpn")
    if plate and plate == row.lpn:
        return Goods(1, row.lot, row.serial)
    if not item:
        return Goods(fault=say("Scan the goods: {item}.", item=row.item))
    return Goods(fault=say("This is {found}. Take {item}.", found=item, item=row.item))


def _of_label(heard: Heard, row: Any, walk: Walk) -> Goods:
    label = heard.scan.label
    level = next((b.level for b in heard.bearers if b.subject.kind == "item"), "")
    units = walk.in_units(row.item, level or "each")
    count = (label.variable_count if label else None) or 1
    lot = (label.lot if label else "") or ""
    serial = (label.serial if label else "") or ""
    if row.lot and lot and lot != row.lot:
        return Goods(fault=say("This is lot {lot}. Take lot {wanted}.", lot=lot, wanted=row.lot))
    if row.serial and not serial:
        return Goods(fault=say("Scan the serial number of {item}.", item=row.item))
    return Goods(units * count, lot if row.lot else "", serial if row.serial else "")
