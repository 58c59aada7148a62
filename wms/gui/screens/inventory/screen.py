"""The inventory's screen."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.registry.screens import Screen, screen
from wms.gui.screens.inventory import lists
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Stock in all its views."""
    return TabbedPage(
        desk,
        say("Inventory"),
        [
            ("stock", "Stock", lambda: ListingPage(desk, lists.STOCK, heading=False)),
            ("items", "By item", lambda: ListingPage(desk, lists.ITEMS, heading=False)),
        ],
    )


screen(Screen("inventory", "Inventory", "inventory", make, help="inventory"))
