"""What the steps of the warehouse are called where settings and permissions are grouped by them."""

from __future__ import annotations

from wms.gui.texts.say import say
from wms.gui.texts.shown import word


def step_title(step: str) -> str:
    """The step's name in the language in use; an unknown one as it stands in the code."""
    return _titles().get(step) or word(step).capitalize()


def _titles() -> dict[str, str]:
    return {
        "adjusting": say("Adjusting stock"),
        "allocating": say("Allocating"),
        "announcing": say("Announced deliveries"),
        "assembling": say("Assembling kits"),
        "counting": say("Counting"),
        "cross_docking": say("Cross-docking"),
        "holding": say("Holds"),
        "inspecting": say("Inspections"),
        "inventory": say("Opening stock"),
        "master_data": say("Master data"),
        "moving": say("Moving stock"),
        "ordering": say("Orders"),
        "packing": say("Packing"),
        "people": say("People"),
        "picking": say("Picking"),
        "planning": say("Plans and forecasts"),
        "proposals": say("Proposals"),
        "putaway": say("Putaway"),
        "putting_away": say("Putaway"),
        "receiving": say("Receiving"),
        "replenishing": say("Replenishment"),
        "returning": say("Returns"),
        "shipping": say("Shipping"),
        "site": say("This warehouse"),
        "tasks": say("Tasks"),
        "waving": say("Waves"),
    }
