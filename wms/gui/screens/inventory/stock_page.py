"""The stock in all its views, as of now or of any moment: with a moment filled in, each view shows the past."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.switched import SwitchedPage
from wms.gui.registry.declared import Listing
from wms.gui.screens.inventory import lists
from wms.gui.tables.inputs import MomentInput
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, toned

VIEWS: dict[str, tuple[str, Listing, Listing]] = {
    "stock": ("Line by line", lists.STOCK, lists.AS_OF),
    "items": ("By item", lists.ITEMS, lists.PAST_ITEMS),
    "locations": ("By location", lists.LOCATIONS, lists.PAST_LOCATIONS),
    "lots": ("By lot", lists.LOTS, lists.PAST_LOTS),
    "plates": ("By plate", lists.PLATES, lists.PAST_PLATES),
    "owners": ("By owner", lists.OWNERS, lists.PAST_OWNERS),
    "statuses": ("By status", lists.STATUSES, lists.PAST_STATUSES),
}
"""Each view's name, its title, its list of now, and its list of a past moment."""


class StockPage(SwitchedPage):
    """`arrive(moment=…)` shows the past; whoever arrives without one to find something is shown the present."""

    def __init__(self, desk: Desk) -> None:
        self.moment = MomentInput(say("As of"))
        self.now = plain(say("Now"), "close")
        self.told = caption("")
        parts = [(name, say(title), partial(_View, desk, now, past)) for name, (title, now, past) in VIEWS.items()]
        super().__init__(desk, say("Stock"), parts)
        self.told.hide()
        self.moment.changed.connect(self._look)
        self.now.clicked.connect(self._back)
        self.now.hide()

    @property
    def wanted(self) -> Any:
        """The moment that is shown; None for now."""
        try:
            return self.moment.value()
        except ValueError:
            return None

    def head(self) -> tuple[QWidget, ...]:
        """The moment, and the way back to now."""
        label = QLabel(say("As of"))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(self.moment)
        together = QWidget()
        row = QHBoxLayout(together)
        row.setContentsMargins(tokens().space(1), 0, 0, 0)
        row.setSpacing(tokens().space(2))
        for widget in (label, self.moment, self.now):
            row.addWidget(widget)
        self.moment.setPlaceholderText(say("now"))
        self.moment.setFixedWidth(tokens().space(40))
        self.moment.setToolTip(say("Year, month, day, and a time if you like: 2026-03-01 14:30"))
        return together, self.told

    def built(self, name: str) -> Page:
        """A view, of the moment that is shown."""
        page = super().built(name)
        if isinstance(page, _View):
            page.look_at(self.wanted)
        return page

    def arrive(self, part: str = "", **arguments: Any) -> None:
        """Show this view; a code to go to is one of today's."""
        if "moment" in arguments:
            self.moment.put(arguments.pop("moment"))
        elif arguments:
            self.moment.put(None)
        self._told()
        super().arrive(part, **arguments)

    def state(self) -> dict[str, Any]:
        """As every such page, and the moment."""
        return {**super().state(), "moment": self.moment.text()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look again as when `state` was given."""
        self.moment.setText(str(state.get("moment", "")))
        self._told()
        super().restore(state)

    @Slot()
    def _look(self) -> None:
        self._told()
        self.page.arrive()

    @Slot()
    def _back(self) -> None:
        self.moment.put(None)
        self._look()
        self.moment.setFocus()

    def _told(self) -> None:
        moment = self.wanted
        self.now.setVisible(moment is not None)
        self.told.setText(say("The books as they stood on {moment}", moment=shown(moment)) if moment else "")
        self.told.setVisible(moment is not None)
        toned(self.told, "warn")


class _View(Page):
    """One view: the list of now, and the list of a past moment once somebody asks for it."""

    def __init__(self, desk: Desk, now: Listing, past: Listing) -> None:
        super().__init__(desk, say(now.title))
        self._past = past
        self.present = ListingPage(desk, now, heading=False)
        self.past: ListingPage | None = None
        self._moment: Any = None
        self._holder = QStackedWidget()
        self._holder.addWidget(self.present)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._holder)

    @property
    def list(self) -> ListingPage:
        """The list in sight."""
        return self.present if self._moment is None or self.past is None else self.past

    def look_at(self, moment: Any) -> None:
        """Show this moment; None shows now."""
        if moment == self._moment:
            return
        self._moment = moment
        if moment is not None:
            if self.past is None:
                self.past = ListingPage(self.desk, self._past, heading=False)
                self._holder.addWidget(self.past)
            self.past.pane.seeking.fix(moment=moment)
        self._holder.setCurrentWidget(self.list)

    def arrive(self, **arguments: Any) -> None:
        """As the list in sight."""
        self.list.arrive(**arguments)

    def state(self) -> dict[str, Any]:
        """As the list of now looks."""
        return self.present.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look again as when `state` was given."""
        self.present.restore(state)
