"""The screen of waves: the board, the waves as a list, the orders in danger, and a day tried out."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.waves import lists
from wms.gui.screens.waves.board import BoardPage
from wms.gui.screens.waves.late import LatePage
from wms.gui.screens.waves.simulation import SimulationPage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """The wave board first."""
    return TabbedPage(
        desk,
        say("Waves"),
        [
            ("board", "Wave board", lambda: BoardPage(desk)),
            ("waves", "Waves", lambda: ListingPage(desk, lists.WAVES, heading=False)),
            ("late", "Late orders", lambda: LatePage(desk)),
            ("simulation", "Simulation", lambda: SimulationPage(desk)),
        ],
    )

