"""The lists of the inventory: the same stock by item, place, lot, licence plate, owner and state."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.queries.page import Filter

_MOVE = Offer(
    "MoveStock", "Move", {"item": "item", "location": "location", "lot": "lot", "serial": "serial", "lpn": "lpn",
    "status": "status", "owner": "owner", "quantity": "free"}, icon="move", key="Ctrl+M", main=True,
)  # fmt: skip
_ADJUST = Offer(
    "AdjustStock", "Adjust", {"item": "item", "location": "location", "lot": "lot", "serial": "serial", "lpn": "lpn",
    "status": "status", "owner": "owner"}, icon="adjust",
)  # fmt: skip
_SCRAP = Offer(
    "ScrapStock", "Scrap", {"item": "item", "location": "location", "lot": "lot", "serial": "serial", "lpn": "lpn",
    "status": "status", "owner": "owner"}, icon="scrap", grave=True,
)  # fmt: skip
_HOLD = Offer(
    "PlaceHold", "Hold", {"item": "item", "location": "location", "lot": "lot", "serial": "serial", "lpn": "lpn"},
    icon="hold",
)  # fmt: skip

STOCK = Listing(
    "inventory.stock", "Stock", "stock_lines",
    ("item", "item_name", "location", "lot", "expiry", "serial", "lpn", "status", "on_hand", "allocated", "free"),
    subject=("item", "item"),
    offers=(_MOVE, _ADJUST, _HOLD, _SCRAP,
            Offer("OpenCount", "Count here", {"locations": "location"}, icon="counting")),
    papers=(Sheet("stock_report", "Stock report", {"item": "item"}), Sheet("item_labels", "Labels", {"item": "item"})),
    views=(
        View("Held", (Filter("status", "!=", "available"),)),
        View("Allocated", (Filter("allocated", ">", 0),)),
        View("With expiry date", (Filter("expiry", "empty", False),), ("expiry",)),
    ),
    empty="No stock yet. Receive a delivery, or import the opening stock.",
)  # fmt: skip

ITEMS = Listing(
    "inventory.items", "By item", "stock_by_item",
    ("item", "item_name", "family", "on_hand", "allocated", "held", "available", "locations"),
    subject=("item", "item"), asks=("family",),
    offers=(Offer("MoveStock", "Move", {"item": "item"}, icon="move"),
            Offer("AdjustStock", "Adjust", {"item": "item"}, icon="adjust"),
            Offer("PlaceHold", "Hold", {"item": "item"}, icon="hold")),
    papers=(Sheet("stock_report", "Stock report", {"item": "item"}),),
    views=(View("Nothing available", (Filter("available", "=", 0),)), View("Partly held", (Filter("held", ">", 0),))),
    empty="No stock yet. Receive a delivery, or import the opening stock.",
)  # fmt: skip
