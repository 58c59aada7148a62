"""The screen of replenishment: the bench, what runs low, the tasks, and the minimum and maximum of each home."""

from __future__ import annotations

from typing import Any

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.pages.following import FollowingPage
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.replenishment import lists
from wms.gui.screens.replenishment.fill_dialogue import FillDialogue
from wms.gui.screens.replenishment.needs import NeedsPage
from wms.gui.texts.say import say


class FillBench(BenchPage):
    """`arrive(code=…)` begins with that task."""

    def __init__(self, desk: Desk) -> None:
        self.filling = FillDialogue(desk)
        super().__init__(desk, say("Fill by scan"), self.filling)

    def arrive(self, code: str = "", **arguments: Any) -> None:
        """Look what is to be filled."""
        super().arrive(**arguments)
        self.filling.begin(code)


def make(desk: Desk) -> Page:
    """Replenishment, from the need to the filled shelf."""
    return TabbedPage(
        desk,
        say("Replenishment"),
        [
            ("fill", "Fill by scan", lambda: FillBench(desk), "replenishing.confirm"),
            ("needs", "Needs", lambda: NeedsPage(desk)),
            ("tasks", "Tasks", lambda: FollowingPage(desk, lists.TASKS, lists.WANTED, "item", "item")),
            ("slots", "Minimum and maximum", lambda: ListingPage(desk, lists.SLOTS, heading=False)),
        ],
    )

