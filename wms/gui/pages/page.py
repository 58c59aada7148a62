"""What every page is: a widget with a title, that can be arrived at with arguments, hears scans, and keeps its state.

A page may be rebuilt at any time (when the language changes, or after a crash): what it needs to look the same again it
gives as `state`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from wms.gui.tables.grid import Grid

if TYPE_CHECKING:
    from wms.gui.desk.desk import Desk
    from wms.gui.scan.heard import Heard


class Page(QWidget):
    """The root of all pages. `title` is in the language in use."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.title = title
        self.setAccessibleName(title)

    def arrive(self, **arguments: Any) -> None:
        """The page is shown; `arguments` say what for (`Desk.open`)."""

    def leave(self) -> None:
        """The page is hidden: what polls or plays may rest."""

    def take_keys(self) -> None:
        """The keyboard was brought here: its list gets it, unless something of the page has it already."""
        holder, grid = self.window().focusWidget(), self.findChild(Grid)
        if grid is not None and not (holder is not None and holder.isVisible() and self.isAncestorOf(holder)):
            grid.setFocus()

    def take(self, heard: Heard) -> bool:
        """A scan came in while the page is shown; True when it was used here, and needs no other answer."""
        return False

    def state(self) -> dict[str, Any]:
        """What is needed to build the page again as it looks now, in values JSON can say."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Look again as when `state` was given."""
