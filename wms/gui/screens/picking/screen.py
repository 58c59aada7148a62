"""The screen of picking: the bench, the batches, and the stops of a list that is picked on paper."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.registry.declared import Listing
from wms.gui.registry.screens import Screen, screen
from wms.gui.screens.picking import lists
from wms.gui.screens.picking.bench import PickBench
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Picking, by scan and on paper."""

    def seen(listing: Listing, view: str) -> Page:
        page = ListingPage(desk, listing, heading=False)
        page.pane.views.use(view)
        return page

    return TabbedPage(
        desk,
        say("Picking"),
        [
            ("pick", "Pick by scan", lambda: PickBench(desk), "picking.confirm"),
            ("batches", "Batches", lambda: seen(lists.batches_of(desk.login), "Open")),
            ("lists", "Pick lists", lambda: seen(lists.LINES, "Still to pick")),
        ],
    )


screen(Screen("picking", "Picking", "picking", make, ("picking.*",), help="picking"))
