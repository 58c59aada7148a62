"""The first page of orders: the open ones, those whose carrier leaves first at the top, and the two things to begin."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.screens.orders.lists import ORDERS
from wms.gui.texts.say import say
from wms.gui.theme.widgets import as_tip, plain, primary


class OrdersPage(ListingPage):
    """The orders. Without a view of one's own to begin with, the open ones are shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ORDERS, heading=False)
        if not self.pane.views.default:
            self.pane.views.use("Open")

    def arrive(self, **arguments: Any) -> None:
        """As any list; an order that is looked for by its number is found whatever became of it."""
        if "code" in arguments:
            self.pane.views.use("")
        super().arrive(**arguments)

    def _buttons(self) -> list[QPushButton]:
        made = []
        if self.desk.may_run("EnterOrder"):
            made.append(self._button(primary(say("Enter an order"), "add"), "Ctrl+N", self._enter))
        if self.desk.may_run("AllocateOrders"):
            made.append(self._button(plain(say("Allocate everything"), "bolt"), "Ctrl+Shift+A", self._allocate))
        return [*made, *super()._buttons()]

    def _button(self, button: QPushButton, keys: str, then: Any) -> QPushButton:
        button.setToolTip(as_tip(keys))
        button.clicked.connect(then)
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(then)
        return button

    @Slot()
    def _enter(self) -> None:
        self.desk.open("orders", tab="enter")

    @Slot()
    def _allocate(self) -> None:
        self.desk.open("orders", tab="unallocated", allocate=True)
