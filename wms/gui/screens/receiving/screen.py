"""The screen of receiving: the bench, what is expected, the docks, and everything that receipts leave to be decided."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import Tab, TabbedPage
from wms.gui.registry.declared import Listing
from wms.gui.screens.receiving import lists
from wms.gui.screens.receiving.arrivals import ArrivalsPage
from wms.gui.screens.receiving.bench import ReceiveBench
from wms.gui.screens.receiving.discrepancies import WithPhotos
from wms.gui.screens.receiving.docks import DocksPage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Receiving, from the announcement to what differed."""

    def tab(name: str, listing: Listing) -> Tab:
        return name, listing.title, lambda: ListingPage(desk, listing, heading=False)

    return TabbedPage(
        desk,
        say("Receiving"),
        [
            ("receive", "Receive by scan", lambda: ReceiveBench(desk), "receiving.receive"),
            ("arrivals", "Expected", lambda: ArrivalsPage(desk)),
            ("docks", "Docks", lambda: DocksPage(desk)),
            ("receipts", lists.RECEIPTS.title, lambda: WithPhotos(desk, lists.RECEIPTS)),
            tab("inspections", lists.INSPECTIONS),
            ("discrepancies", lists.DISCREPANCIES.title, lambda: WithPhotos(desk, lists.DISCREPANCIES)),
            tab("crossdock", lists.CROSS_DOCK),
        ],
    )

