"""The screens of the program, in the order goods flow. A screen package registers itself; nothing else lists screens.

The navigation rail, the palette, the help index, the screenshots and the test that opens every screen come from here.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

FLOW = (
    "dashboard", "receiving", "putaway", "inventory", "slotting", "orders", "waves", "picking", "packing", "shipping",
    "counting", "replenishment", "returns", "tasks", "reports", "map", "master_data", "admin",
)  # fmt: skip
"""Every screen's name, in the order of the navigation rail."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the rail. `title` is English, `icon` a file of resources/icons without its ending.

    `permission` is what a user needs one of to see it, as steps ("receiving.*" covers "receiving.receive"); empty for
    everybody. `make` builds the page from the desk when it is first opened. `help` is a page of the user guide.
    """

    name: str
    title: str
    icon: str
    make: Callable[[Any], Any]
    permissions: tuple[str, ...] = ()
    help: str = ""


SCREENS: dict[str, Screen] = {}
"""Every screen by name."""


def screen(entry: Screen) -> Screen:
    """Register a screen. Raises ValueError for a name that FLOW does not know, or that is taken."""
    if entry.name not in FLOW or entry.name in SCREENS:
        raise ValueError(f"no new screen can be called {entry.name}")
    SCREENS[entry.name] = entry
    return entry


@cache
def load() -> None:
    """Import `wms.gui.screens.<step>.screen` of every step, so that the registry is complete."""
    screens = importlib.import_module("wms.gui.screens")
    for found in pkgutil.iter_modules(screens.__path__):
        name = f"wms.gui.screens.{found.name}.screen"
        if importlib.util.find_spec(name) is not None:
            importlib.import_module(name)


def in_flow() -> list[Screen]:
    """All screens in the order goods flow."""
    load()
    return [SCREENS[name] for name in FLOW if name in SCREENS]
