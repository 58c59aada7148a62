"""The rows behind a number of the dashboard, just those it counts; and the way to where something is done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.registry.declared import Listing
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, title

WORK = Listing(
    "dashboard.work", "Work of the day", "work_lines",
    ("seq", "recorded_at", "document", "item", "quantity", "source", "target", "login"), subject=("item", "item"),
    empty="Nothing of the kind was posted in this time.",
)  # fmt: skip
_ALERTED = ("code", "item", "place", "at", "note")
_PARTS = ("code", "about", "at", "part", "whole")
ALERTED = {
    screen: Listing(f"dashboard.alerted.{screen}", "What calls for attention", "alerted", _ALERTED, subject=subject,
                    empty="Nothing calls for attention any more.")
    for screen, subject in {
        "orders": ("order", "code"), "waves": ("order", "code"), "receiving": ("asn", "code"),
        "putaway": ("task", "code"), "replenishment": ("task", "code"), "counting": ("task", "code"),
        "counts": ("count", "code"), "adjustments": ("", ""), "expiring": ("item", "item"),
    }.items()
}  # fmt: skip
"""By the screen an alert leads to, or by its tab where that says more."""
PARTS = {
    kpi: Listing(f"dashboard.kpi.{name}", "What the figure is made of", "kpi_rows", _PARTS, subject=subject,
                 empty="Nothing of the kind was done in this time.")
    for kpi, (name, subject) in {
        "Dock-to-stock time": ("dock", ("task", "code")), "Lines per hour": ("pace", ("batch", "code")),
        "Order fill rate": ("fill", ("order", "code")), "On-time shipment": ("time", ("order", "code")),
        "Inventory accuracy": ("accuracy", ("count", "code")), "Space utilisation": ("space", ("location", "code")),
    }.items()
}  # fmt: skip
"""By the KPI's name."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number to be looked behind: its list, what it is fixed to, its words, and where something is done about it."""

    listing: Listing
    fixed: dict[str, Any]
    words: str
    note: str = ""
    leads: tuple[str, str] = ("", "")
    more: dict[str, Any] = field(default_factory=dict)


class Behind(QWidget):
    """Shows the rows of one number at a time. `left`: back to the dashboard."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.words, self.note = title(""), hint("")
        self.back, self.go = plain(say("Back to the dashboard"), "left"), plain(say("Go where it is done"), "right")
        self.stack = QStackedWidget()
        self._pages: dict[str, ListingPage] = {}
        self._number: Number | None = None
        look = tokens()
        head = QHBoxLayout()
        head.setSpacing(look.space(3))
        for widget in (self.back, self.words, self.note):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.space(4), look.space(3), look.space(4), look.space(2))
        column.setSpacing(look.space(2))
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.back.clicked.connect(self.left)
        self.go.clicked.connect(self._go)

    @property
    def page(self) -> ListingPage | None:
        """The list in front."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, ListingPage) else None

    def look(self, number: Number) -> None:
        """Show the rows this number counts."""
        self._number = number
        self.words.setText(number.words)
        self.note.setText(number.note)
        self.go.setVisible(bool(number.leads[0]))
        name = number.listing.name
        if name not in self._pages:
            self._pages[name] = ListingPage(self.desk, number.listing, heading=False)
            self.stack.addWidget(self._pages[name])
        self._pages[name].pane.seeking.fix(**number.fixed)
        self.stack.setCurrentWidget(self._pages[name])
        self._pages[name].take_keys()
        self.desk.room_wanted.emit(False)

    @Slot()
    def _go(self) -> None:
        if self._number is not None:
            screen, tab = self._number.leads
            self.desk.open(screen, tab=tab, **self._number.more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
