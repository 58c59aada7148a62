"""What a re-slotting plan shall heed: how far it looks, what it may touch, and each rule with its weight in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from wms.app.rows import all_rows
from wms.gui.desk.desk import Desk
from wms.gui.screens.slotting.ticks import Ticks
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, subtitle
from wms.model.words import Purpose

_UNDER = "slotting.wishes"
NUMBERS = {
    "history": (90, 1, 730), "aside": (30, 0, 80), "horizon": (30, 1, 365), "moves": (40, 1, 2_000),
    "seconds": (20, 1, 600), "move_m": (30, 0, 1_000), "reach_s": (4, 0, 60), "aisle_percent": (100, 5, 100),
}  # fmt: skip
"""Each number's usual value, its least and its greatest."""


class Wishes(QWidget):
    """`values()` are what the planner is asked; they are remembered for the user."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        kept = desk.user.get(_UNDER, {})
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self.zones = Ticks(say("Zones"), say("All zones"))
        self.families = Ticks(say("Families"), say("All families"))
        self.numbers = {name: self._number(name) for name in NUMBERS}
        self.switches = {"together": QCheckBox(), "forecast": QCheckBox()}
        self._lay_out()
        self._take_up()

    @property
    def seconds(self) -> float:
        """How long the planner may look."""
        return float(self.numbers["seconds"].value())

    def values(self) -> dict[str, Any]:
        """The wishes as the planner takes them; from now on they are remembered."""
        wishes: dict[str, Any] = {name: box.value() for name, box in self.numbers.items()}
        wishes |= {name: box.isChecked() for name, box in self.switches.items()}
        wishes |= {"zones": self.zones.value(), "families": self.families.value()}
        self.desk.user.keep(_UNDER, {**wishes, "zones": list(wishes["zones"]), "families": list(wishes["families"])})
        wishes.pop("seconds")
        return wishes

    def ask(self) -> None:
        """Look which zones and families there are."""
        app = self.desk.app

        def work() -> tuple[list[str], list[str]]:
            zones = [row.zone for row in all_rows(app, "zones", purpose=Purpose.FORWARD)]
            return zones, [row.family for row in all_rows(app, "item_families")]

        self.desk.jobs.read(work, owner=self, then=self._found)

    @Slot(object)
    def _found(self, found: tuple[list[str], list[str]]) -> None:
        self.zones.offer(found[0])
        self.families.offer(found[1])

    # --- how it is put together --------------------------------------------------------------------------------------

    def _number(self, name: str) -> QSpinBox:
        usual, least, most = NUMBERS[name]
        made = QSpinBox()
        made.setRange(least, most)
        made.setValue(int(self._kept.get(name, usual)))
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        return made

    def _take_up(self) -> None:
        self.zones.put(self._kept.get("zones", ()))
        self.families.put(self._kept.get("families", ()))
        self.switches["together"].setChecked(bool(self._kept.get("together", False)))
        self.switches["forecast"].setChecked(bool(self._kept.get("forecast", True)))

    def _lay_out(self) -> None:
        look = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look.space(2), 0)
        column.setSpacing(look.space(2))
        column.addWidget(subtitle(say("What to look at")))
        form = QFormLayout()
        form.setHorizontalSpacing(look.space(2))
        form.setVerticalSpacing(look.space(1.5))
        for name, text, unit in (
            ("history", say("Orders of the last"), say(" days")), ("aside", say("Kept aside to try it on"), " %"),
            ("horizon", say("Moves pay back in"), say(" days")), ("moves", say("Moves at most"), ""),
            ("seconds", say("Look for"), say(" s")),
        ):  # fmt: skip
            self.numbers[name].setSuffix(unit)
            self.numbers[name].setAccessibleName(text)
            form.addRow(text, self.numbers[name])
        form.addRow(say("Zones"), self.zones)
        form.addRow(say("Families"), self.families)
        column.addLayout(form)
        column.addWidget(subtitle(say("Rules and their weight")))
        for name, text, unit in (
            ("move_m", say("A move costs as much as its way and so much walking besides."), say(" m")),
            ("reach_s", say("Reaching a level up or down takes so long."), say(" s")),
            ("aisle_percent", say("No aisle gets a greater share of the picks (100: any share)."), " %"),
        ):  # fmt: skip
            column.addLayout(self._weight(name, text, unit))
        for name, text in (
            ("together", say("Families that lie in one aisle stay in one aisle.")),
            ("forecast", say("Past walks count as often as the forecast expects.")),
        ):  # fmt: skip
            column.addLayout(self._switch(name, text))
        column.addWidget(caption(say("Always heeded")))
        for text in (
            say("An item goes only where there is as much room as it has today."),
            say("It stays in zones of its temperature and hazard class."),
            say("Nothing moves that is promised, on its way, on a licence plate or tracked by serial number."),
            say("Every move finds its place empty."),
        ):
            column.addWidget(_sentence(f"✓  {text}", "caption"))
        column.addStretch(1)

    def _weight(self, name: str, text: str, unit: str) -> QHBoxLayout:
        box = self.numbers[name]
        box.setSuffix(unit)
        box.setAccessibleName(text)
        row = QHBoxLayout()
        row.setSpacing(tokens().space(2))
        row.addWidget(_sentence(text), 1)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _switch(self, name: str, text: str) -> QHBoxLayout:
        box = self.switches[name]
        box.setAccessibleName(text)
        label = _sentence(text)
        label.setBuddy(box)
        row = QHBoxLayout()
        row.setSpacing(tokens().space(2))
        row.addWidget(label, 1)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _sentence(text: str, role: str = "body") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(True)
    return made
