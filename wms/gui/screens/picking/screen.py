"""The screen of picking: its benches, the batches, the stops of a list picked on paper, and orders in parts."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.picking import lists
from wms.gui.screens.picking.bench import PickBench
from wms.gui.screens.picking.consolidation import ConsolidationBench
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Picking, by scan and on paper."""
    return TabbedPage(
        desk,
        say("Picking"),
        [
            ("pick", "Pick by scan", lambda: PickBench(desk), "picking.confirm"),
            ("consolidate", "Consolidation", lambda: ConsolidationBench(desk), "picking.consolidate"),
            ("batches", "Batches", lambda: ListingPage(desk, lists.batches_of(desk.login), heading=False)),
            ("lists", "Pick lists", lambda: ListingPage(desk, lists.LINES, heading=False)),
            ("slots", "Slots", lambda: ListingPage(desk, lists.SLOTS, heading=False)),
            ("parts", "Parts of orders", lambda: ListingPage(desk, lists.PARTS, heading=False)),
        ],
    )

