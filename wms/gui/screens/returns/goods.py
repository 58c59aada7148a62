"""What lies on the returns bench: one item of a return, until everything is known of it that the books want to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wms.gui.scan.heard import Heard
from wms.gui.texts.say import say
from wms.model.words import Condition, Disposition, Level
from wms.operations.returning.receive import ReceiveReturnLine

USUAL = {
    Condition.AS_NEW: Disposition.RESTOCK, Condition.OPENED: Disposition.INSPECT, Condition.DAMAGED: Disposition.SCRAP,
    Condition.DEFECTIVE: Disposition.INSPECT,
}  # fmt: skip
"""How goods mostly look, and what usually becomes of them then; the person decides."""
ICONS = {Condition.AS_NEW: "good", Condition.OPENED: "tote", Condition.DAMAGED: "warning",
         Condition.DEFECTIVE: "error"}  # fmt: skip
BECOMES = {Disposition.RESTOCK: "putaway", Disposition.INSPECT: "search", Disposition.SCRAP: "scrap"}


@dataclass(frozen=True, slots=True)
class Goods:
    """Pieces (or cases, by `level`) of one item. `condition` is None until somebody has said how they look."""

    item: str
    name: str = ""
    quantity: int = 1
    level: str = ""
    lot: str = ""
    serial: str = ""
    expiry: date | None = None
    by_lot: bool = False
    by_serial: bool = False
    condition: str | None = None
    likely: Disposition | None = None
    dated: bool = True

    @property
    def lacks(self) -> str:
        """What is to be asked next: "lot", "serial", "expiry", "condition", or "disposition"."""
        if self.by_lot and not self.lot:
            return "lot"
        if self.by_serial and not self.serial:
            return "serial"
        if not self.dated:
            return "expiry"
        return "condition" if self.condition is None else "disposition"

    def command(self, number: str, disposition: Disposition) -> ReceiveReturnLine:
        """Book them in on this return."""
        return ReceiveReturnLine(
            number=number, item=self.item, quantity=self.quantity, disposition=disposition,
            level=Level(self.level) if self.level else None, lot=self.lot, expiry=self.expiry,
            serials=(self.serial,) if self.serial else (), condition=self.condition or "",
        )  # fmt: skip


def scanned(heard: Heard) -> Goods:
    """What a label says of the goods."""
    label = heard.scan.label
    level = next((b.level for b in heard.bearers if b.subject.kind == "item"), "")
    return Goods(
        heard.code("item"), quantity=(label.variable_count if label else None) or 1, level=level,
        lot=(label.lot if label else "") or "", serial=(label.serial if label else "") or "",
        expiry=label.expiry if label else None,
    )  # fmt: skip


def becomes(disposition: Disposition) -> str:
    """A disposition in words."""
    words = {Disposition.RESTOCK: say("Back into stock"), Disposition.INSPECT: say("To be inspected"),
             Disposition.SCRAP: say("Scrap")}  # fmt: skip
    return words[disposition]


def day(text: str) -> date | None:
    """A date as people type it or as it stands on a label: 2026-05-31, 31.05.2026 or 260531; None for none."""
    for shape in ("%Y-%m-%d", "%d.%m.%Y", "%y%m%d", "%Y%m%d"):
        try:
            return datetime.strptime(text.strip(), shape).date()
        except ValueError:
            continue
    return None


def known(goods: Goods, row: Any) -> dict[str, Any]:
    """What the item's master data add."""
    return {"name": row.name, "by_lot": row.lot_tracked, "by_serial": row.serial_tracked}
