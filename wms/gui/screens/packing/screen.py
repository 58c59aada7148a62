"""The screen of packing: the bench, the cartons, and the bench's scale."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.packing import lists
from wms.gui.screens.packing.bench import PackBench
from wms.gui.screens.packing.scale_page import ScalePage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Packing, by scan, and what was packed."""
    return TabbedPage(
        desk,
        say("Packing"),
        [
            ("pack", "Pack by scan", lambda: PackBench(desk), "packing.pack"),
            ("cartons", "Cartons", lambda: ListingPage(desk, lists.CARTONS, heading=False)),
            ("scale", "Scale", lambda: ScalePage(desk), "packing.pack"),
        ],
    )

