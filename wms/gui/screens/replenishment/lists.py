"""The lists of replenishment: what runs low and who needs it, the tasks, and each item's minimum and maximum."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.queries.page import Filter

_ALIVE = ("open", "claimed")

NEEDS = Listing(
    "replenishment.needs", "Needs", "replenishment_needs",
    ("location", "item", "item_name", "on_hand", "minimum", "orders_want", "wave", "needed_at", "reserve",
     "on_its_way", "maximum", "wanted"),
    subject=("item", "item"), asks=("zone",),
    offers=(
        Offer("ProposeReplenishment", "Make tasks for this item", {"items": "item"}, icon="replenishment"),
        Offer("AssignSlot", "Change minimum and maximum",
              {"item": "item", "location": "location", "minimum": "minimum", "maximum": "maximum"}, icon="edit"),
    ),
    views=(View("Orders want it", (Filter("orders_want", ">", 0),), ("needed_at",)),
           View("Empty", (Filter("on_hand", "=", 0),)),
           View("Nothing in reserve", (Filter("reserve", "=", 0),))),
    empty="Every forward pick location holds at least its minimum.",
)  # fmt: skip

WANTED = Listing(
    "replenishment.wanted", "Orders that need it", "wanted_by",
    ("order", "wave", "cutoff_at", "state", "customer_name", "unpicked", "allocated", "missing"),
    subject=("order", "order"),
    empty="No open order wants this item: filling it up can wait.",
)  # fmt: skip

TASKS = Listing(
    "replenishment.tasks", "Tasks", "replenishment_tasks",
    ("task", "state", "priority", "item", "item_name", "quantity", "from_location", "lpn", "to_location", "wave",
     "needed_at", "claimed_by", "reason"),
    subject=("task", "task"), asks=("item", "location"),
    offers=(
        Offer("ClaimTask", "Take over", {"task": "task"}, icon="user", asks=False, main=True,
              when={"state": ("open",)}),
        Offer("ReleaseTask", "Give back", {"task": "task"}, icon="undo", asks=False, when={"state": ("claimed",)}),
        Offer("ReprioritiseTask", "Prioritise", {"task": "task", "priority": "priority"}, icon="up",
              when={"state": _ALIVE}),
        Offer("ConfirmReplenishment", "Confirm by form", {"task": "task"}, icon="check", when={"state": _ALIVE}),
        Offer("CancelTask", "Cancel", {"task": "task"}, icon="cancel", grave=True, when={"state": _ALIVE}),
    ),
    papers=(Sheet("replenishment_list", "Replenishment list", {"document": "document"}),),
    views=(View("To be done", (Filter("state", "in", _ALIVE),)),
           View("A wave needs it", (Filter("state", "in", _ALIVE), Filter("wave", "empty", False)), ("needed_at",)),
           View("Done", (Filter("state", "=", "done"),), ("-done_at",))),
    empty="No replenishment was asked for yet. Propose it in the tab Needs.",
)  # fmt: skip

_ASSIGN = Offer("AssignSlot", "Give an item a home", icon="add", needs_row=False, main=True, key="Ctrl+N")

SLOTS = Listing(
    "replenishment.slots", "Minimum and maximum", "slots",
    ("item", "item_name", "velocity", "location", "zone", "minimum", "maximum", "on_hand"),
    subject=("item", "item"),
    offers=(
        _ASSIGN,
        Offer("AssignSlot", "Change",
              {"item": "item", "location": "location", "minimum": "minimum", "maximum": "maximum"}, icon="edit",
              main=True, key="Ctrl+E"),
        Offer("RemoveSlot", "Lives here no longer", {"item": "item", "location": "location"}, icon="remove",
              grave=True),
    ),
    views=(View("Without a minimum", (Filter("minimum", "=", 0),)), View("Empty", (Filter("on_hand", "=", 0),))),
    empty="No item has a home yet. Say which item lives at which forward pick location, and how much it may hold.",
    empty_offer=_ASSIGN,
)  # fmt: skip

PLAN_LINES = Listing(
    "replenishment.plan_lines", "What the plan would bring", "plan_lines",
    ("line", "item", "quantity", "from_location", "to_location", "why"), subject=("item", "item"),
    empty="The plan brings nothing: nothing is low that reserve could fill.",
)  # fmt: skip
