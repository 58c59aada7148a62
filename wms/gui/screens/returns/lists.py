"""The lists of returns, and of what became of each piece that came back."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.queries.page import Filter

_OPEN = Offer("OpenReturn", "Open a return", icon="add", needs_row=False, main=True, key="Ctrl+N")

RETURNS = Listing(
    "returns.returns", "Returns", "returns",
    ("number", "state", "customer_name", "order", "reason", "opened_at", "lines", "quantity"),
    subject=("return", "number"), asks=("order", "customer"),
    offers=(
        _OPEN,
        Offer("ReceiveReturnLine", "Receive by form", {"number": "number"}, icon="add", when={"state": ("open",)}),
        Offer("CloseReturn", "Close", {"number": "number"}, icon="check", main=True, asks=False,
              when={"state": ("open",)}),
    ),
    papers=(Sheet("return_receipt", "Return receipt", {"number": "number"}),),
    views=(View("Open", (Filter("state", "=", "open"),)),
           View("Blind", (Filter("order", "empty", True),))),
    empty="Nothing came back yet. Scan the order or the packing slip at the bench when a parcel comes.",
    empty_offer=_OPEN,
)  # fmt: skip

LINES = Listing(
    "returns.lines", "What came back", "return_lines",
    ("number", "nr", "item", "item_name", "quantity", "condition", "disposition", "lot", "serial", "customer", "order",
     "reversed"),
    subject=("return", "number"), asks=("number", "item", "order"),
    offers=(Offer("ReverseReturnLine", "Take back", {"number": "number", "line": "nr"}, icon="reverse", main=True,
                  grave=True, when={"reversed": ("False",)}),),
    views=(View("To be inspected", (Filter("disposition", "=", "inspect"),)),
           View("Scrapped", (Filter("disposition", "=", "scrap"),)),
           View("Taken back", (Filter("reversed", "=", True),))),
    empty="No line fits. Each scan at the bench becomes a line here.",
)  # fmt: skip
