"""What a re-slotting plan shall heed: how far it looks, what it may touch, and each rule with its weight in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from wms.app.rows import all_rows
from wms.gui.desk.desk import Desk
from wms.gui.screens.slotting.ticks import Ticks
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, subtitle
from wms.model.words import Purpose

_UNDER, _FIELD = "slotting.wishes", 33
NUMBERS = {
    "history": (90, 1, 730), "aside": (30, 0, 80), "horizon": (30, 1, 365), "moves": (40, 1, 2_000),
    "seconds": (20, 1, 600), "move_m": (30, 0, 1_000), "reach_s": (4, 0, 60), "aisle_percent": (100, 5, 100),
}  # fmt: skip
"""Each number's usual value, its least and its greatest."""
OFF = {"move_m": 0, "reach_s": 0, "aisle_percent": 100}
"""What a rule weighs while it is switched off."""
WHAT = {
    "history": "Orders of the last", "aside": "Kept aside to try it on", "horizon": "Moves pay back in",
    "moves": "Moves at most", "seconds": "Look for", "zones": "Zones", "families": "Families",
}  # fmt: skip
RULES = {
    "move_m": "A move costs as much as its way and so much walking besides.",
    "reach_s": "Reaching a level up or down takes so long.",
    "aisle_percent": "No aisle gets a greater share of the picks than this.",
    "together": "Families that lie in one aisle stay in one aisle.",
    "forecast": "Past walks count as often as the forecast expects.",
}  # fmt: skip
SENTENCES = {**WHAT, **RULES}
"""Each wish in words, in English."""
UNITS = {"history": " days", "aside": " %", "horizon": " days", "seconds": " s", "move_m": " m", "reach_s": " s",
         "aisle_percent": " %"}  # fmt: skip


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
        self.switches = {name: QCheckBox() for name in RULES}
        self._lay_out()
        self._take_up()

    @property
    def seconds(self) -> float:
        """How long the planner may look."""
        return float(self.numbers["seconds"].value())

    def values(self) -> dict[str, Any]:
        """The wishes as the planner takes them; from now on they are remembered."""
        wishes: dict[str, Any] = {name: box.value() for name, box in self.numbers.items()}
        on = {name: box.isChecked() for name, box in self.switches.items()}
        wishes |= {name: on[name] for name in on.keys() - OFF.keys()}
        wishes |= {"zones": self.zones.value(), "families": self.families.value()}
        kept = {**wishes, "zones": list(wishes["zones"]), "families": list(wishes["families"])}
        self.desk.user.keep(_UNDER, {**kept, "off": [name for name in OFF if not on[name]]})
        wishes |= {name: none for name, none in OFF.items() if not on[name]}
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
        for name in OFF:
            self.switches[name].toggled.connect(self.numbers[name].setEnabled)
            self.switches[name].setChecked(True)
            self.switches[name].setChecked(name not in self._kept.get("off", ("aisle_percent",)))
            self.numbers[name].setEnabled(self.switches[name].isChecked())

    def _lay_out(self) -> None:
        look = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look.space(2), 0)
        column.setSpacing(look.space(2))
        column.addWidget(subtitle(say("What to look at")))
        inside = QWidget()
        form = QGridLayout(inside)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(look.space(2))
        form.setVerticalSpacing(look.space(1.5))
        form.setColumnStretch(0, 1)
        for name, box in self.numbers.items():
            box.setSuffix(say(UNITS[name]) if name in UNITS else "")
            box.setAccessibleName(say(SENTENCES[name]))
            if name not in OFF:
                _row(form, say(WHAT[name]), box)
        _row(form, say("Zones"), self.zones)
        _row(form, say("Families"), self.families)
        column.addWidget(inside)
        column.addWidget(subtitle(say("Rules and their weight")))
        for name in RULES:
            column.addLayout(self._rule(name))
        column.addWidget(caption(say("Always heeded")))
        for text in (
            say("An item goes only where there is as much room as it has today."),
            say("It stays in zones of its temperature and hazard class."),
            say("Nothing moves that is promised, on its way, on a licence plate or tracked by serial number."),
            say("Every move finds its place empty."),
        ):
            column.addWidget(_sentence(f"✓  {text}", "caption"))
        column.addStretch(1)

    def _rule(self, name: str) -> QHBoxLayout:
        """A rule's switch, its sentence, and its weight where it has one."""
        switch, label = self.switches[name], _sentence(say(RULES[name]))
        switch.setAccessibleName(say(RULES[name]))
        label.setBuddy(switch)
        row = QHBoxLayout()
        row.setSpacing(tokens().space(2))
        row.addWidget(switch, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        if name in OFF:
            row.addWidget(self.numbers[name], 0, Qt.AlignmentFlag.AlignTop)
        return row


def _row(form: QGridLayout, text: str, field: QWidget) -> None:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setBuddy(field)
    field.setFixedWidth(tokens().space(_FIELD))
    form.addWidget(label, form.rowCount(), 0)
    form.addWidget(field, form.rowCount() - 1, 1)


def _sentence(text: str, role: str = "body") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(True)
    return made
