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

_AVAILABLE = ("on_hand", "allocated", "held", "available")

ITEMS = Listing(
    "inventory.items", "By item", "stock_by_item", ("item", "item_name", "family", *_AVAILABLE, "locations"),
    subject=("item", "item"),
    offers=(Offer("MoveStock", "Move", {"item": "item"}, icon="move", key="Ctrl+M"),
            Offer("AdjustStock", "Adjust", {"item": "item"}, icon="adjust"),
            Offer("PlaceHold", "Hold", {"item": "item"}, icon="hold"),
            Offer("OpenCount", "Count", {"item": "item"}, icon="counting")),
    papers=(Sheet("stock_report", "Stock report", {"item": "item"}), Sheet("item_labels", "Labels", {"item": "item"})),
    views=(View("Nothing available", (Filter("available", "=", 0),)), View("Partly held", (Filter("held", ">", 0),))),
    empty="No stock yet. Receive a delivery, or import the opening stock.",
)  # fmt: skip

LOCATIONS = Listing(
    "inventory.locations", "By location", "stock_by_location",
    ("location", "zone", "purpose", "type", "status", "items", "lpns", *_AVAILABLE),
    subject=("location", "location"),
    offers=(Offer("MoveStock", "Move from here", {"location": "location"}, icon="move", key="Ctrl+M"),
            Offer("PlaceHold", "Hold all of it", {"location": "location"}, icon="hold"),
            Offer("OpenCount", "Count here", {"locations": "location"}, icon="counting"),
            Offer("ChangeLocation", "Change the location", {"code": "location"}, icon="edit")),
    papers=(Sheet("location_labels", "Location label", {"location": "location"}),),
    views=(View("Blocked", (Filter("status", "!=", "open"),)), View("Several items", (Filter("items", ">", 1),))),
    empty="No location has stock.",
)  # fmt: skip

LOTS = Listing(
    "inventory.lots", "By lot", "stock_by_lot", ("item", "item_name", "lot", "expiry", *_AVAILABLE, "locations"),
    subject=("lot", "lot"),
    offers=(Offer("PlaceHold", "Hold the lot", {"item": "item", "lot": "lot"}, icon="hold", main=True),
            Offer("MoveStock", "Move", {"item": "item", "lot": "lot"}, icon="move", key="Ctrl+M")),
    papers=(Sheet("item_labels", "Labels", {"item": "item", "lot": "lot"}),),
    empty="No item is kept by lot, or none of them is in stock.",
)  # fmt: skip

PLATES = Listing(
    "inventory.lpns", "By licence plate", "stock_by_lpn", ("lpn", "kind", "location", "items", *_AVAILABLE),
    subject=("lpn", "lpn"),
    offers=(Offer("MoveLpn", "Move", {"lpn": "lpn"}, icon="move", key="Ctrl+M", main=True),
            Offer("SplitLpn", "Split", {"lpn": "lpn"}, icon="split"),
            Offer("MergeLpn", "Merge into another", {"lpn": "lpn"}, icon="merge"),
            Offer("NestLpn", "Put onto another", {"lpn": "lpn"}, icon="pallet"),
            Offer("UnnestLpn", "Take off", {"lpn": "lpn"}, icon="up", asks=False),
            Offer("PlaceHold", "Hold", {"lpn": "lpn"}, icon="hold"),
            Offer("BuildLpn", "New licence plate", icon="add", needs_row=False)),
    papers=(Sheet("lpn_label", "Label", {"lpn": "lpn"}),),
    empty="No licence plate has goods on it.",
)  # fmt: skip

OWNERS = Listing(
    "inventory.owners", "By owner", "stock_by_owner", ("owner", "owner_name", "items", *_AVAILABLE),
    empty="No owner has stock here.",
)  # fmt: skip

STATUSES = Listing(
    "inventory.statuses", "By status", "stock_by_status", ("status", "lines", "items", "on_hand", "allocated"),
    asks=("item",), empty="No stock yet. Receive a delivery, or import the opening stock.",
)  # fmt: skip

_NOTHING_THEN = "There was no stock at that moment."

AS_OF = Listing(
    "inventory.as_of", "At a past moment", "stock_as_of",
    ("item", "item_name", "location", "lot", "expiry", "serial", "lpn", "status", "owner", "on_hand"),
    subject=("item", "item"), asks=("item", "location", "lot", "lpn", "owner"), empty=_NOTHING_THEN,
)  # fmt: skip


def _past(by: str, subject: str, *columns: str) -> Listing:
    """How much there was of one kind of thing at a past moment."""
    return Listing(
        f"inventory.past_{by}", "At a past moment", "stock_past", (*columns, "on_hand"), subject=(subject, subject),
        fixed={"by": by}, empty=_NOTHING_THEN,
    )  # fmt: skip


PAST_ITEMS = _past("item", "item", "item", "item_name", "lines", "locations")
PAST_LOCATIONS = _past("location", "location", "location", "zone", "items", "lines")
PAST_LOTS = _past("lot", "lot", "item", "item_name", "lot", "expiry", "locations")
PAST_PLATES = _past("lpn", "lpn", "lpn", "location", "items", "lines")
PAST_OWNERS = _past("owner", "", "owner", "items", "lines")
PAST_STATUSES = _past("status", "", "status", "items", "lines")

HOLDERS = Listing(
    "inventory.holders", "Who holds what", "who_holds",
    ("item", "item_name", "location", "lpn", "lot", "quantity", "stage", "order", "customer", "cutoff_at", "reason"),
    subject=("order", "order"),
    offers=(Offer("ReleaseAllocation", "Release", {"order": "order", "line": "line"}, icon="release"),),
    empty="Nothing is allocated.",
)  # fmt: skip

EXPIRING = Listing(
    "inventory.expiring", "Expiring", "expiring",
    ("expiry", "item", "item_name", "lot", "location", "lpn", "status", "on_hand", "allocated"),
    subject=("item", "item"), asks=("days",),
    offers=(Offer("PlaceHold", "Hold", {"item": "item", "lot": "lot", "location": "location"}, icon="hold"),
            Offer("ScrapStock", "Scrap", {"item": "item", "lot": "lot", "location": "location", "lpn": "lpn",
                  "status": "status", "owner": "owner"}, icon="scrap", grave=True)),
    empty="Nothing expires within these days.",
)  # fmt: skip

AGEING = Listing(
    "inventory.ageing", "Ageing", "ageing",
    ("item", "item_name", "family", "on_hand", "to_30", "to_60", "to_90", "to_180", "over_180", "oldest"),
    subject=("item", "item"), empty="No stock yet.",
    views=(View("Older than half a year", (Filter("over_180", ">", 0),), ("-over_180",)),),
)  # fmt: skip

SLOW = Listing(
    "inventory.slow", "Slow and dead stock", "slow_stock",
    ("item", "item_name", "family", "on_hand", "standard_minor", "last_shipped_at", "oldest"),
    subject=("item", "item"), asks=("days",), empty="Everything in stock was shipped lately.",
)  # fmt: skip

HOLDS = Listing(
    "inventory.holds", "Holds", "holds",
    ("hold", "state", "reason", "item", "items", "places", "quantity", "placed_at", "released_at"),
    subject=("hold", "hold"),
    offers=(Offer("PlaceHold", "Place a hold", icon="hold", needs_row=False, main=True),
            Offer("ReleaseHold", "Release", {"hold": "hold"}, icon="release", main=True, when={"state": ("held",)})),
    papers=(Sheet("hold_label", "Labels for what is held", {"hold": "hold"}),),
    views=(View("Held now", (Filter("state", "=", "held"),)),),
    empty="Nothing is held. A hold keeps goods from being picked until it is released.",
    empty_offer=Offer("PlaceHold", "Place a hold", icon="hold", needs_row=False),
)  # fmt: skip

ADJUSTMENTS = Listing(
    "inventory.adjustments", "Adjustments to approve", "waiting_adjustments",
    ("adjustment", "state", "reason", "value_minor", "asked_by", "asked_at", "decided_at"),
    subject=("adjustment", "adjustment"),
    offers=(Offer("ApproveAdjustment", "Approve", {"adjustment": "adjustment"}, icon="check", main=True),
            Offer("RefuseAdjustment", "Refuse", {"adjustment": "adjustment"}, icon="cancel", grave=True)),
    empty="No adjustment waits for a second person.",
)  # fmt: skip

MOVES = Listing(
    "inventory.moves", "Moves", "moves_of",
    ("seq", "recorded_at", "event", "item", "item_name", "quantity", "from_location", "to_location", "lot", "document",
     "login", "reason"),
    subject=("item", "item"), asks=("item", "location", "lot", "lpn", "document", "order"),
    offers=(Offer("ReversePosting", "Reverse", {"posting": "posting_id"}, icon="undo", grave=True),),
    empty="No move fits. Moves are never deleted: a mistake is put right by a reversing move.",
)  # fmt: skip

TRACE_FORWARD = Listing(
    "inventory.trace_forward", "Where did it go?", "trace_forward",
    ("business_at", "event", "item", "lot", "serial", "quantity", "from_location", "to_location", "to_lpn", "document",
     "order", "party", "login"),
    asks=("item", "lot", "serial", "lpn", "receipt"),
    one_of=("lot", "serial", "lpn", "receipt"), subject=("item", "item"),
    empty="Fill in a lot, a serial number, a licence plate or a receipt above.",
)  # fmt: skip

TRACE_BACK = Listing(
    "inventory.trace_back", "Where did it come from?", "trace_back",
    ("business_at", "event", "item", "lot", "serial", "quantity", "from_location", "from_lpn", "to_location",
     "document", "order", "party", "login"),
    asks=("item", "lot", "serial", "lpn", "order"),
    one_of=("lot", "serial", "lpn", "order"), subject=("item", "item"),
    empty="Fill in a lot, a serial number, a licence plate or an order above.",
)  # fmt: skip
