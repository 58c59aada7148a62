"""The screen of shipping: the loading bench, staging, the trucks, and what is packed and on none of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.pages.following import FollowingPage
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.shipping import lists
from wms.gui.screens.shipping.load_bench import LoadBench
from wms.gui.screens.shipping.load_board import LoadBoard
from wms.gui.screens.shipping.stage_dialogue import StageDialogue
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets_status import Chip
from wms.queries.page import Filter

AGAIN_MS = 60_000
_NEAR = (Filter("haste", "in", ("overdue", "late")),)
_TOPICS = frozenset({"cartons", "loads", "orders"})


class StageBench(BenchPage):
    """The bench where cartons are brought to their lanes."""

    def __init__(self, desk: Desk) -> None:
        self.staging = StageDialogue(desk)
        super().__init__(desk, say("Stage by scan"), self.staging)

    def arrive(self, **arguments: Any) -> None:
        """Look what waits."""
        super().arrive(**arguments)
        self.staging.begin()


class ShippingPage(TabbedPage):
    """The tabs; that of what is left behind bears its number, in red when a carrier leaves soon or has left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Shipping"), [
            ("load", "Load by scan", lambda: LoadBench(desk), "shipping.load"),
            ("stage", "Stage by scan", lambda: StageBench(desk), "shipping.stage"),
            ("board", "Load board", lambda: LoadBoard(desk)),
            ("cutoffs", "Departures", lambda: ListingPage(desk, lists.CUTOFFS, heading=False)),
            ("loads", "Loads", lambda: FollowingPage(desk, lists.LOADS, lists.CARTONS, "load", "load")),
            ("shipments", "Shipments", lambda: ListingPage(desk, lists.SHIPMENTS, heading=False)),
            ("left_behind", "Packed, on no truck", lambda: ListingPage(desk, lists.LEFT_BEHIND, heading=False)),
        ])  # fmt: skip
        self.waiting = self.near = 0
        self.chip = Chip("", "warn")
        self.chip.setVisible(False)
        self._beside_title(self.chip)
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(self._changed)
        self.look()

    def arrive(self, tab: str = "", **arguments: Any) -> None:
        """As every page of tabs; the number is kept true while it is looked at."""
        super().arrive(tab, **arguments)
        self._timer.start()
        self.look()

    def leave(self) -> None:
        """The number rests."""
        super().leave()
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Count what is left behind, and what of it is in danger."""
        self.desk.count("left_behind", self._counted, owner=self)
        self.desk.count("left_behind", self._near_counted, owner=self, filters=_NEAR)

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self.look()

    @Slot(object)
    def _counted(self, count: int) -> None:
        self.waiting = count
        self._show_numbers()

    @Slot(object)
    def _near_counted(self, count: int) -> None:
        self.near = count
        self._show_numbers()

    def _beside_title(self, chip: Chip) -> None:
        """In the head of the page, so that every tab shows it."""
        page = self.layout()
        first = page.takeAt(0) if isinstance(page, QVBoxLayout) else None
        head = first.widget() if first is not None else None
        if isinstance(page, QVBoxLayout) and head is not None:
            row = QHBoxLayout()
            row.setSpacing(tokens().space(4))
            row.addWidget(head)
            row.addWidget(chip)
            row.addStretch(1)
            page.insertLayout(0, row)

    def _show_numbers(self) -> None:
        place, title = self.names.index("left_behind"), say("Packed, on no truck")
        self.tabs.setTabText(place, f"{title} ({self.waiting:,})" if self.waiting else title)
        self.tabs.setTabIcon(place, icon("error", "bad") if self.near else QIcon())
        if self.near:
            values = {"count": f"{self.waiting:,}", "near": f"{self.near:,}"}
            text = say("Cartons on no truck: {count}, in danger: {near}", **values)
        else:
            text = say("Cartons on no truck: {count}", count=f"{self.waiting:,}")
        self.chip.show_state(text, "bad" if self.near else "warn")
        self.chip.setVisible(self.waiting > 0)


def make(desk: Desk) -> Page:
    """Shipping, from the staging lane to the manifest."""
    return ShippingPage(desk)

