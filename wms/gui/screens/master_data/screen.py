"""The screen of the master data."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.following import FollowingPage
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.master_data import lists
from wms.gui.screens.master_data.import_page import ImportPage
from wms.gui.screens.master_data.layout_page import LayoutPage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Everything that is known before anything moves."""
    return TabbedPage(
        desk,
        say("Master data"),
        [
            ("items", "Items", lambda: FollowingPage(desk, lists.ITEMS, lists.LEVELS, "item", "sku")),
            ("locations", "Locations", lambda: ListingPage(desk, lists.LOCATIONS, heading=False)),
            ("layout", "Layout", lambda: LayoutPage(desk)),
            ("slots", "Homes", lambda: ListingPage(desk, lists.SLOTS, heading=False)),
            ("partners", "Partners", lambda: ListingPage(desk, lists.PARTIES, heading=False)),
            ("owners", "Owners", lambda: ListingPage(desk, lists.OWNERS, heading=False)),
            ("cartons", "Cartons", lambda: ListingPage(desk, lists.CARTONS, heading=False)),
            ("kits", "Kits", lambda: ListingPage(desk, lists.KITS, heading=False)),
            ("import", "Import and export", lambda: ImportPage(desk)),
        ],
    )

