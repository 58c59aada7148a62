"""The screen of returns: the bench, the returns, and what became of what came back."""

from __future__ import annotations

from typing import Any

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.returns import lists
from wms.gui.screens.returns.return_dialogue import ReturnDialogue
from wms.gui.texts.say import say


class ReturnBench(BenchPage):
    """`arrive(code=…)` goes on with a return, `arrive(order=…)` with what came back of an order."""

    def __init__(self, desk: Desk) -> None:
        self.returning = ReturnDialogue(desk)
        super().__init__(desk, say("Receive returns by scan"), self.returning)

    def arrive(self, code: str = "", order: str = "", **arguments: Any) -> None:
        """Ready for a parcel."""
        super().arrive(**arguments)
        self.returning.begin(code, order)

    def state(self) -> dict[str, Any]:
        """What stands in the field, and which return is open."""
        return {**super().state(), "number": self.returning.row.number if self.returning.row is not None else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on there."""
        super().restore(state)
        self.returning.begin(str(state.get("number", "")))


def make(desk: Desk) -> Page:
    """Returns, from the parcel to the shelf, the inspection or the scrap."""
    return TabbedPage(
        desk,
        say("Returns"),
        [
            ("receive", "Receive by scan", lambda: ReturnBench(desk), "returning.receive"),
            ("returns", "Returns", lambda: ListingPage(desk, lists.RETURNS, heading=False)),
            ("lines", "What came back", lambda: ListingPage(desk, lists.LINES, heading=False)),
        ],
    )

