"""The inventory's screen: stock in all its views, what happened to it, and where it came from and went."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.switched import SwitchedPage
from wms.gui.pages.tabs import Tab, TabbedPage
from wms.gui.registry.declared import Listing
from wms.gui.screens.inventory import lists
from wms.gui.screens.inventory.plates_page import PlatesPage
from wms.gui.screens.inventory.stock_page import VIEWS, StockPage
from wms.gui.texts.say import say

TIMES = {"expiring": lists.EXPIRING, "ageing": lists.AGEING, "slow": lists.SLOW}
TRACES = {"trace_forward": lists.TRACE_FORWARD, "trace_back": lists.TRACE_BACK}
PARTS = {**dict.fromkeys(VIEWS, "stock"), **dict.fromkeys(TIMES, "time"), **dict.fromkeys(TRACES, "trace")}
"""The tab of each view that shares its tab with others."""


class InventoryPage(TabbedPage):
    """`arrive(tab=…)` takes the names of the views inside the tabs as well: "items", "slow", "trace_back"."""

    @property
    def places(self) -> Sequence[str]:
        """Every tab and every view in it."""
        inside = {tab: [part for part, its in PARTS.items() if its == tab] for tab in PARTS.values()}
        return [place for name in self.names for place in inside.get(name, [name])]

    def arrive(self, tab: str = "", **arguments: Any) -> None:
        """Show the tab, or the view of it, that is named."""
        if tab in PARTS:
            super().arrive(PARTS[tab], part=tab, **arguments)
        else:
            super().arrive(tab, **arguments)


def make(desk: Desk) -> Page:
    """Every view of the stock."""

    def tab(name: str, listing: Listing) -> Tab:
        return name, listing.title, partial(_list, desk, listing)

    return InventoryPage(
        desk,
        say("Inventory"),
        [
            ("stock", "Stock", lambda: StockPage(desk)),
            ("lpns", "Licence plates", lambda: PlatesPage(desk)),
            tab("holders", lists.HOLDERS),
            tab("holds", lists.HOLDS),
            ("time", "Expiry and age", lambda: _switched(desk, say("Expiry and age"), TIMES)),
            tab("moves", lists.MOVES),
            ("trace", "Trace", lambda: _switched(desk, say("Trace"), TRACES)),
            tab("adjustments", lists.ADJUSTMENTS),
        ],
    )


def _list(desk: Desk, listing: Listing) -> Page:
    return ListingPage(desk, listing, heading=False)


def _switched(desk: Desk, title: str, listings: dict[str, Listing]) -> Page:
    parts = [(name, say(listing.title), partial(_list, desk, listing)) for name, listing in listings.items()]
    return SwitchedPage(desk, title, parts)
