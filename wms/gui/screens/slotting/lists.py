"""The lists of slotting: moves of a plan, plans of every kind with their lines, items of the forecast, homes."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, View
from wms.queries.page import Filter

MOVES = Listing(
    "slotting.moves", "Moves", "plan_lines",
    ("line", "item", "from_location", "to_location", "saving_mm", "cost_mm", "payback_days", "why"),
    subject=("item", "item"),
    views=(View("Those that save most", sort=("-saving_mm",)),
           View("Those that pay back first", (Filter("payback_days", "empty", False),), ("payback_days",))),
    empty="This plan moves nothing: no move pays for itself in the days that were given.",
)  # fmt: skip

PLANS = Listing(
    "slotting.plans", "Plans", "plans",
    ("proposal", "kind", "state", "made_at", "summary", "objective", "unit", "gap_percent", "seconds"),
    subject=("proposal", "proposal"),
    offers=(
        Offer("DiscardProposal", "Put aside", {"proposal": "proposal"}, icon="cancel", grave=True,
              when={"state": ("proposed",)}),
    ),
    views=(View("To be decided", (Filter("state", "=", "proposed"),)),
           View("Slotting only", (Filter("kind", "=", "slotting"),)),
           View("Applied", (Filter("state", "=", "applied"),))),
    empty="No plan is kept yet. Plans are made on the workbench, and where waves, putaway or refills are planned.",
)  # fmt: skip

LINES = Listing(
    "slotting.lines", "What it would do", "plan_lines",
    ("line", "group", "what", "item", "order", "quantity", "from_location", "to_location", "saving_mm", "why"),
    subject=("item", "item"), empty="This plan changes nothing.",
)  # fmt: skip

REASONS = Listing(
    "slotting.reasons", "Why it is as it is", "plan_reasons", ("nr", "reason"),
    empty="This plan gives no reasons.",
)  # fmt: skip

FORECAST = Listing(
    "slotting.forecast", "Forecast", "forecast_items",
    ("item", "item_name", "weekly", "high", "usable", "runs_out", "unsold", "minimum", "maximum", "error",
     "naive_error", "method"),
    subject=("item", "item"), asks=("refill_days", "cover_days"),
    offers=(
        Offer("AssignSlot", "Use as refill limits", {"item": "item", "minimum": "minimum", "maximum": "maximum"},
              icon="replenishment", key="Ctrl+R"),
    ),
    views=(View("Runs out soon", (Filter("runs_out", "empty", False),), ("runs_out",)),
           View("Expires unsold", (Filter("unsold", ">", 0),), ("-unsold",)),
           View("Asked for most", sort=("-weekly",))),
    empty="No forecast is kept yet. It needs the orders of two weeks; make one with the button above.",
)  # fmt: skip

_ASSIGN = Offer("AssignSlot", "Give an item a home", icon="add", needs_row=False, main=True, key="Ctrl+N")

SLOTS = Listing(
    "slotting.slots", "Homes", "slots",
    ("item", "item_name", "velocity", "location", "zone", "minimum", "maximum", "on_hand"),
    subject=("item", "item"), asks=("item", "location", "zone"),
    offers=(
        _ASSIGN,
        Offer("AssignSlot", "Change its limits", {"item": "item", "location": "location", "minimum": "minimum",
                                                  "maximum": "maximum"}, icon="edit"),
        Offer("RemoveSlot", "Lives there no longer", {"item": "item", "location": "location"}, icon="remove",
              grave=True),
    ),
    views=(View("Empty, to be refilled", (Filter("on_hand", "=", 0), Filter("minimum", ">", 0))),
           View("A items", (Filter("velocity", "=", "A"),))),
    empty="No item has a home yet. A home is a forward pick location where pieces of one item are picked.",
    empty_offer=_ASSIGN,
)  # fmt: skip
