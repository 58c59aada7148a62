"""The inventory's screen: stock in all its views, what happened to it, and where it came from and went."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import Tab, TabbedPage
from wms.gui.registry.declared import Listing
from wms.gui.screens.inventory import lists
from wms.gui.texts.say import say

TABS: tuple[tuple[str, Listing], ...] = (
    ("stock", lists.STOCK),
    ("items", lists.ITEMS),
    ("locations", lists.LOCATIONS),
    ("lots", lists.LOTS),
    ("lpns", lists.PLATES),
    ("holders", lists.HOLDERS),
    ("holds", lists.HOLDS),
    ("expiring", lists.EXPIRING),
    ("ageing", lists.AGEING),
    ("slow", lists.SLOW),
    ("moves", lists.MOVES),
    ("as_of", lists.AS_OF),
    ("trace_forward", lists.TRACE_FORWARD),
    ("trace_back", lists.TRACE_BACK),
    ("adjustments", lists.ADJUSTMENTS),
)


def make(desk: Desk) -> Page:
    """Every view of the stock as a tab."""

    def tab(name: str, listing: Listing) -> Tab:
        return name, listing.title, lambda: ListingPage(desk, listing, heading=False)

    return TabbedPage(desk, say("Inventory"), [tab(name, listing) for name, listing in TABS])

