"""The screen of orders: from entering one to knowing what of it can be shipped, and why the rest cannot."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.orders import lists
from wms.gui.screens.orders.entering import EnterPage
from wms.gui.screens.orders.order_page import OrderPage
from wms.gui.screens.orders.orders import OrdersPage
from wms.gui.screens.orders.unallocated import UnallocatedPage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Orders, their lines, what lacks stock, what can be promised, and entering a new one."""
    return TabbedPage(
        desk,
        say("Orders"),
        [
            ("orders", "Orders", lambda: OrdersPage(desk)),
            ("order", "One order", lambda: OrderPage(desk)),
            ("lines", "Order lines", lambda: ListingPage(desk, lists.LINES, heading=False)),
            ("unallocated", "Not allocated", lambda: UnallocatedPage(desk)),
            ("promise", "Can be promised", lambda: ListingPage(desk, lists.PROMISE, heading=False)),
            ("enter", "Enter an order", lambda: EnterPage(desk), "ordering.enter"),
        ],
    )

