"""A page that takes the whole width while it is shown: nothing on it is looked at in the details pane."""

from __future__ import annotations

from typing import Any

from wms.gui.pages.page import Page


class WidePage(Page):
    """Asks for the room when it is arrived at, and gives it back when it is left."""

    def arrive(self, **arguments: Any) -> None:
        """The page is shown."""
        self.desk.room_wanted.emit(True)

    def leave(self) -> None:
        """The page is hidden."""
        self.desk.room_wanted.emit(False)
