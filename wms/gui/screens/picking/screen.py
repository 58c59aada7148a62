"""The screen of picking: the bench, the batches, and the stops of a list that is picked on paper."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.picking import lists
from wms.gui.screens.picking.bench import PickBench
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Picking, by scan and on paper."""
    return TabbedPage(
        desk,
        say("Picking"),
        [
            ("pick", "Pick by scan", lambda: PickBench(desk), "picking.confirm"),
            ("batches", "Batches", lambda: ListingPage(desk, lists.batches_of(desk.login), heading=False)),
            ("lists", "Pick lists", lambda: ListingPage(desk, lists.LINES, heading=False)),
        ],
    )

