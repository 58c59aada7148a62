"""The screen of slotting: the workbench, all kept plans, the forecast, and the homes of items."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.slotting.forecast import ForecastPage
from wms.gui.screens.slotting.lists import SLOTS
from wms.gui.screens.slotting.proposals import ProposalsPage
from wms.gui.screens.slotting.workbench import WorkbenchPage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Slotting, from the wish to the moves."""
    return TabbedPage(
        desk,
        say("Slotting"),
        [
            ("workbench", "Workbench", lambda: WorkbenchPage(desk)),
            ("proposals", "Plans", lambda: ProposalsPage(desk)),
            ("forecast", "Forecast", lambda: ForecastPage(desk)),
            ("slots", "Homes", lambda: ListingPage(desk, SLOTS, heading=False)),
        ],
    )

