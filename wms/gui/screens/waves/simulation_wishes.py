"""How the day shall be tried: which day, which plan, who works, and what is held beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wms.app.rows import all_rows
from wms.gui.desk.desk import Desk
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, calm, hint, subtitle
from wms.model.words import ProposalState
from wms.operations.simulating.wish import BATCH, DISCRETE, NOW, PLANNED, Wish

_UNDER, _FIELD = "waves.simulation", 40
TODAY, TOMORROW, OTHER = "", "tomorrow", "other"
NUMBERS = {
    "pickers": (0, 0, 500), "packers": (0, 0, 500), "carts": (0, 0, 999), "capacity": (0, 0, 50), "crowd": (15, 0, 300),
    "to_come": (0, 0, 5_000), "seeds": (30, 1, 500),
}  # fmt: skip
"""Each number's usual value, its least and its greatest."""
WAYS: dict[str, dict[str, Any]] = {
    "more": {"pickers": "+1"}, "fewer": {"pickers": "-1"}, "packer": {"packers": "+1"}, "cart": {"picking": BATCH},
    "single": {"picking": DISCRETE}, "now": {"plan": NOW}, "planned": {"plan": PLANNED},
}  # fmt: skip
"""What can be held beside the day, and what differs in each."""


class Wishes(QWidget):
    """`wish()` and `others()` are what is asked; they are remembered for the user."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        kept = desk.user.get(_UNDER, {})
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self.day = _choice(say("Day"), (
            (TODAY, say("Rest of today")), (TOMORROW, say("Tomorrow")), (OTHER, say("Another day")),
        ))  # fmt: skip
        self.site = _choice(say("Which site"), ())
        self.date = QDateEdit(QDate.currentDate().addDays(-1))
        self.plan = _choice(say("Release"), (("", say("Planned waves")), (NOW, say("All at once"))))
        self.picking = _choice(say("Walks"), (
            ("", say("As they are")), (BATCH, say("By cart")), (DISCRETE, say("One an order")),
        ))  # fmt: skip
        self.numbers = {name: self._number(name) for name in NUMBERS}
        self.spans = {name: QLineEdit(str(self._kept.get(name, ""))) for name in ("shift", "pause")}
        self.ways = {name: QCheckBox(text) for name, text in (
            ("more", say("One more picker")), ("fewer", say("One picker fewer")), ("packer", say("One more packer")),
            ("cart", say("Walks by cart")), ("single", say("One walk an order")), ("now", say("All released at once")),
            ("planned", say("Planned waves")),
        )}  # fmt: skip
        self._lay_out()
        self._take_up()

    @property
    def seeds(self) -> int:
        """How many days are tried."""
        return self.numbers["seeds"].value()

    def wish(self) -> Wish:
        """The day as it is asked for; from now on it is remembered."""
        self._keep()
        values: dict[str, Any] = {name: str(self.numbers[name].value() or "") for name in ("pickers", "packers")}
        values |= {name: self.numbers[name].value() for name in ("carts", "capacity", "crowd", "to_come")}
        values |= {name: field.text().strip() for name, field in self.spans.items()}
        day = self.day.currentData()
        values["day"] = self.date.date().toString(Qt.DateFormat.ISODate) if day == OTHER else day
        return Wish(plan=self.plan.currentData(), picking=self.picking.currentData(), **values)

    def others(self) -> list[Wish]:
        """What is held beside it."""
        here = self.wish()
        found = [here.but(WAYS[name]) for name, box in self.ways.items() if box.isChecked()]
        return [one for one in found if one != here]

    def ask(self) -> None:
        """Look which wave plans are proposed, and which sites there are; a choice of one is none."""
        app = self.desk.app

        def work() -> tuple[list[str], list[str]]:
            plans = [row.proposal for row in all_rows(app, "proposals", kind="waves", state=ProposalState.PROPOSED)]
            return plans, [row.site for row in all_rows(app, "sites")]

        self.desk.jobs.read(work, owner=self, then=self._found)

    def show_day(self, day: str) -> None:
        """Ask for this day."""
        moment = QDate.fromString(day, Qt.DateFormat.ISODate)
        self.day.setCurrentIndex(self.day.findData(OTHER if moment.isValid() else day))
        if moment.isValid():
            self.date.setDate(moment)

    @Slot(object)
    def _found(self, found: tuple[list[str], list[str]]) -> None:
        proposals, sites = found
        if not self.site.count():
            self.site.addItems(sites)
            self.site.setVisible(len(sites) > 1)
        chosen = self.plan.currentData()
        while self.plan.count() > 2:
            self.plan.removeItem(2)
        for number in proposals:
            self.plan.addItem(say("Plan {number}", number=number), number)
        self.plan.setCurrentIndex(max(0, self.plan.findData(chosen)))

    @Slot()
    def _show_date(self) -> None:
        self.date.setVisible(self.day.currentData() == OTHER)

    # --- how it is put together --------------------------------------------------------------------------------------

    def _number(self, name: str) -> QSpinBox:
        usual, least, most = NUMBERS[name]
        made = QSpinBox()
        made.setRange(least, most)
        made.setValue(int(self._kept.get(name, usual)))
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        return made

    def _take_up(self) -> None:
        for name, box in self.ways.items():
            box.setChecked(bool(self._kept.get(name, name == "more")))
        for name, choice in (("picking", self.picking), ("plan", self.plan)):
            choice.setCurrentIndex(max(0, choice.findData(self._kept.get(name, ""))))
        self.site.hide()
        self.day.currentIndexChanged.connect(self._show_date)
        self._show_date()

    def _keep(self) -> None:
        wishes: dict[str, Any] = {name: box.value() for name, box in self.numbers.items()}
        wishes |= {name: field.text() for name, field in self.spans.items()}
        wishes |= {name: box.isChecked() for name, box in self.ways.items()}
        wishes |= {"picking": self.picking.currentData(), "plan": self.plan.currentData()}
        self.desk.user.keep(_UNDER, wishes)

    def _lay_out(self) -> None:
        look = tokens()
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.date.setCalendarWidget(calm(QCalendarWidget()))
        self.date.setAccessibleName(say("Which day"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look.space(2), 0)
        column.setSpacing(look.space(2))
        self._group(column, say("The day"), (
            ("", self.site), (say("Day"), self.day), ("", self.date), (say("Release"), self.plan),
            (say("Walks"), self.picking), (say("Orders to come"), self.numbers["to_come"]),
        ))  # fmt: skip
        for name, text in (("pickers", say("as set")), ("packers", say("as set")), ("carts", say("enough")),
                           ("capacity", say("any number"))):  # fmt: skip
            self.numbers[name].setSpecialValueText(text)
        self.numbers["crowd"].setSuffix(" %")
        for name, example in (("shift", "06:00-14:00"), ("pause", "09:30-09:45")):
            self.spans[name].setPlaceholderText(example)
        self._group(column, say("Who works"), (
            (say("Pickers"), self.numbers["pickers"]), (say("Packers"), self.numbers["packers"]),
            (say("Shift"), self.spans["shift"]), (say("Break"), self.spans["pause"]),
            (say("Carts"), self.numbers["carts"]),
        ))  # fmt: skip
        self._group(column, say("In the aisles"), (
            (say("People an aisle"), self.numbers["capacity"]),
            (say("Slower for each person more"), self.numbers["crowd"]),
        ))  # fmt: skip
        column.addWidget(subtitle(say("Beside it")))
        column.addWidget(hint(say("The same days, with this one thing different.")))
        for box in self.ways.values():
            column.addWidget(box)
        self._group(column, say("How often"), ((say("Days tried"), self.numbers["seeds"]),))
        column.addStretch(1)

    def _group(self, column: QVBoxLayout, title: str, rows: tuple[tuple[str, QWidget], ...]) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(tokens().space(2))
        form.setVerticalSpacing(tokens().space(1.5))
        form.setColumnStretch(0, 1)
        for row, (text, field) in enumerate(rows):
            field.setFixedWidth(tokens().space(_FIELD))
            form.addWidget(field, row, 1)
            if text:
                label = body(text)
                label.setWordWrap(True)
                label.setBuddy(field)
                field.setAccessibleName(text)
                form.addWidget(label, row, 0)
        column.addWidget(subtitle(title))
        column.addLayout(form)


def _choice(name: str, entries: tuple[tuple[str, str], ...]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for value, text in entries:
        made.addItem(text, value)
    return made
