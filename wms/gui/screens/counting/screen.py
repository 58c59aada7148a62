"""The screen of counting: the bench, the counts, their differences, accuracy over time."""

from __future__ import annotations

from typing import Any

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.counting import lists
from wms.gui.screens.counting.accuracy import AccuracyPage
from wms.gui.screens.counting.count_dialogue import CountDialogue
from wms.gui.texts.say import say


class CountBench(BenchPage):
    """The bench where counting is done; `arrive(count=…)` counts one count's places only."""

    def __init__(self, desk: Desk) -> None:
        self.counting = CountDialogue(desk)
        super().__init__(desk, say("Count by scan"), self.counting)

    def arrive(self, count: str = "", **arguments: Any) -> None:
        """Look what is to be counted now."""
        super().arrive(**arguments)
        self.counting.begin(count)


def make(desk: Desk) -> Page:
    """Counting, from opening a count to posting its differences."""
    return TabbedPage(
        desk,
        say("Counting"),
        [
            ("count", "Count by scan", lambda: CountBench(desk), "counting.enter"),
            ("counts", "Counts", lambda: ListingPage(desk, lists.COUNTS, heading=False)),
            ("lines", "Lines and differences", lambda: ListingPage(desk, lists.LINES, heading=False)),
            ("accuracy", "Accuracy", lambda: AccuracyPage(desk)),
        ],
    )

