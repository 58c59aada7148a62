"""The screens of the program, in the order goods flow: the one list from which the rest is drawn.

The navigation rail, the palette, the help index, the screenshots and the test that opens every screen come from here. A
screen's own package is imported when it is first opened, so that the window is there at once.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the rail. `title` is English, `icon` a file of resources/icons without its ending.

    `permissions` are what a user needs one of to see it ("receiving.*" for any of the step's); none for everybody.
    `help` is a page of the user guide.
    """

    name: str
    title: str
    icon: str
    permissions: tuple[str, ...] = ()
    help: str = ""

    def make(self, desk: Any) -> Any:
        """Build its page: `make(desk)` of wms.gui.screens.<name>.screen."""
        return importlib.import_module(f"wms.gui.screens.{self.name}.screen").make(desk)


SCREENS: dict[str, Screen] = {
    entry.name: entry
    for entry in (
        Screen("dashboard", "Dashboard", "dashboard", help="dashboard"),
        Screen("receiving", "Receiving", "receiving", ("receiving.*", "announcing.*"), help="receiving"),
        Screen("putaway", "Putaway", "putaway", ("putting_away.*",), help="putaway"),
        Screen("inventory", "Inventory", "inventory", help="inventory"),
        Screen("slotting", "Slotting", "slotting", ("master_data.slots", "proposals.*"), help="slotting"),
        Screen("orders", "Orders", "orders", ("ordering.*", "allocating.*"), help="orders"),
        Screen("waves", "Waves", "waves", ("waving.*",), help="waves"),
        Screen("picking", "Picking", "picking", ("picking.*",), help="picking"),
        Screen("packing", "Packing", "packing", ("packing.*",), help="packing"),
        Screen("shipping", "Shipping", "shipping", ("shipping.*",), help="shipping"),
        Screen("counting", "Counting", "counting", ("counting.*",), help="counting-and-adjusting"),
        Screen("replenishment", "Replenishment", "replenishment", ("replenishing.*",), help="replenishment"),
        Screen("returns", "Returns", "returns", ("returning.*",), help="returns"),
        Screen("tasks", "Tasks", "tasks", ("tasks.*",), help="tasks"),
        Screen("reports", "Reports", "reports", help="reports"),
        Screen("map", "Map", "map", help="map"),
        Screen("master_data", "Master data", "master_data", ("master_data.*",), help="master-data"),
        Screen("admin", "Admin", "admin", help="administration"),
    )
}
"""Every screen by name, in the order of the navigation rail."""

FLOW = tuple(SCREENS)


def in_flow() -> list[Screen]:
    """All screens in the order goods flow."""
    return list(SCREENS.values())
