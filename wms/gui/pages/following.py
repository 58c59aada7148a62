"""A list over another one: below stands what belongs to the row the keys are on above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from wms.gui.pages.around import AroundListPage
from wms.gui.registry.declared import Listing
from wms.gui.tables.pane import TablePane
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import subtitle

if TYPE_CHECKING:
    from wms.gui.desk.desk import Desk


class FollowingPage(AroundListPage):
    """`parameter` of the lower list is what the upper list's rows call `column`."""

    def __init__(self, desk: Desk, upper: Listing, lower: Listing, parameter: str, column: str) -> None:
        super().__init__(desk, say(upper.title), upper)
        self.parts = TablePane(desk, lower)
        self.parts.seeking.fix(**{parameter: ""})
        self._parameter, self._column = parameter, column
        self._title = subtitle(say(lower.title))
        below = QWidget()
        column_box = QVBoxLayout(below)
        column_box.setContentsMargins(0, tokens().space(2), 0, 0)
        column_box.addWidget(self._title)
        column_box.addWidget(self.parts, 1)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(below)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.split)
        self._lower = say(lower.title)
        self.list.pane.current_changed.connect(self._follow)
        below.setVisible(False)
        self._below = below

    @Slot(object)
    def _follow(self, row: Any) -> None:
        """Show what belongs to this row; nothing while there is none."""
        code = str(getattr(row, self._column)) if row is not None else ""
        self._below.setVisible(bool(code))
        if code:
            self._title.setText(f"{self._lower} · {code}")
            self.parts.seeking.fix(**{self._parameter: code})
