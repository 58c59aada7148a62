"""A page around a list: it is arrived at as the list is, and what it needs to look the same again is the list's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.registry.declared import Listing

if TYPE_CHECKING:
    from wms.gui.desk.desk import Desk


class AroundListPage(Page):
    """`list` is the list, without a heading of its own; where it stands on the page is the page's affair."""

    def __init__(self, desk: Desk, title: str, listing: Listing) -> None:
        super().__init__(desk, title)
        self.list = ListingPage(desk, listing, heading=False)

    def arrive(self, **arguments: Any) -> None:
        """As the list does."""
        self.list.arrive(**arguments)

    def state(self) -> dict[str, Any]:
        """As the list looks."""
        return self.list.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Look again as when `state` was given."""
        self.list.restore(state)
