"""About this program, as a page: its versions, and where the warehouse lies."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from wms.gui.desk.desk import Desk
from wms.gui.pages.about import About
from wms.gui.pages.wide import WidePage
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.queries import page as pages


class AboutPage(WidePage):
    """The facts, with the site's name as soon as it is known."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("About this program"))
        self.about = About("", desk.app.database.path)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, tokens().space(2), 0, 0)
        box.addWidget(self.about)

    def arrive(self, **arguments: Any) -> None:
        """Ask which site this is."""
        super().arrive()
        self.desk.ask("sites", self._found, owner=self, limit=10)

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        self.about.tell(", ".join(row.name for row in page.rows), self.desk.app.database.path)
