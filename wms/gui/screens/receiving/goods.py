"""Goods between the truck and the books: what is known of them so far, and what still has to be asked.

Plain values, testable without a window. What a label says of things the item is not kept by (the lot of an item without
lots) is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from wms.gs1.element_string import ElementString
from wms.gui.texts.say import say
from wms.gui.texts.shown import word
from wms.model.words import Level
from wms.operations.receiving.receive import ReceiveLine

LOT, EXPIRY, SERIAL, QUANTITY = "lot", "expiry", "serial", "quantity"
"""What may have to be asked, in this order."""


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods of one item as they come off the truck. `quantity` is in units of `level`, 0 while nobody said it.

    `levels` are the pieces in each packaging level of the item; `counted` is how many labels of it were scanned.
    """

    item: str
    name: str = ""
    levels: Mapping[str, int] = field(default_factory=lambda: {"each": 1})
    level: str = "each"
    by_lot: bool = False
    by_expiry: bool = False
    by_serial: bool = False
    lot: str = ""
    expiry: date | None = None
    serial: str = ""
    quantity: int = 0
    counted: int = 1
    lpn: str = ""
    damaged: bool = False
    unannounced: bool = False

    def missing(self) -> str:
        """What has to be asked next; empty when everything is known."""
        if self.by_lot and not self.lot:
            return LOT
        if self.by_expiry and self.expiry is None:
            return EXPIRY
        if self.by_serial and not self.serial:
            return SERIAL
        return "" if self.quantity else QUANTITY

    @property
    def units(self) -> int:
        """The pieces in one unit of its level."""
        return self.levels.get(self.level, 1)

    @property
    def pieces(self) -> int:
        """How many pieces all of it is."""
        return self.quantity * self.units

    def command(self, receipt: str) -> ReceiveLine:
        """What receives it."""
        return ReceiveLine(
            receipt=receipt, item=self.item, quantity=self.quantity, level=Level(self.level), lot=self.lot,
            expiry=self.expiry, serials=(self.serial,) if self.serial else (), lpn=self.lpn, damaged=self.damaged,
            unannounced=self.unannounced,
        )  # fmt: skip


def labelled(goods: Goods, row: Any, levels: Mapping[str, int], label: ElementString | None) -> Goods:
    """The goods with what the books say of their item (its row and packaging), and what the label says of them."""
    known = replace(goods, name=row.name, levels={"each": 1, **levels}, by_lot=row.lot_tracked,
                    by_expiry=row.expiry_tracked, by_serial=row.serial_tracked)  # fmt: skip
    if known.by_serial:
        known = replace(known, level="each")
    return known if label is None else _read(known, label)


def _read(goods: Goods, label: ElementString) -> Goods:
    serial = (label.serial or "") if goods.by_serial else ""
    count = 1 if serial else (label.variable_count or label.count or 0)
    return replace(
        goods, lot=(label.lot or "") if goods.by_lot else "", expiry=label.expiry if goods.by_expiry else None,
        serial=serial, quantity=0 if goods.by_serial and not serial else count,
    )  # fmt: skip


def day(text: str) -> date | None:
    """A date as people type it (2026-05-31, 20260531) or as labels print it (260531); None for anything else."""
    figures = text.strip().replace("-", "").replace("/", "").replace(".", "")
    figures = f"20{figures}" if len(figures) == 6 else figures
    try:
        return date(int(figures[:4]), int(figures[4:6]), int(figures[6:8])) if len(figures) == 8 else None
    except ValueError:
        return None


def level_words(level: str, units: int) -> str:
    """A packaging level as people say it: "case of 12"."""
    if level == "each":
        return say("pieces")
    return say("{level} of {units}", level=word(level), units=f"{units:,}")
