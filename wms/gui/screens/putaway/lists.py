"""The lists of putaway: its tasks, and the lines of a truckload's plan."""

from __future__ import annotations

from wms.gui.registry.declared import FromNow, Listing, Offer, Sheet, View
from wms.queries.page import Filter

_UNFINISHED = {"state": ("open", "claimed")}
TO_DO = View("To do", (Filter("state", "in", ("open", "claimed")),), ("priority", "created_at"))

TASKS = Listing(
    "putaway.tasks", "Tasks", "tasks",
    ("task", "state", "item", "lpn", "quantity", "from_location", "to_location", "claimed_by", "reason", "item_name",
     "priority", "document", "created_at", "done_at"),
    subject=("task", "task"), fixed={"kind": "putaway"},
    offers=(
        Offer("ProposePutaway", "Find places", icon="putaway", needs_row=False, main=True, key="Ctrl+N"),
        Offer("ConfirmPutaway", "It was put away", {"task": "task", "location": "to_location"}, icon="check",
              when=_UNFINISHED),
        Offer("ClaimTask", "Take it", {"task": "task"}, icon="user", asks=False, when={"state": ("open",)}),
        Offer("ReleaseTask", "Give it back", {"task": "task"}, icon="undo", asks=False, when={"state": ("claimed",)}),
        Offer("ReprioritiseTask", "Prioritise", {"task": "task"}, icon="up", when=_UNFINISHED),
        Offer("ReversePutaway", "Book it back", {"task": "task"}, icon="reverse", grave=True,
              when={"state": ("done",)}),
        Offer("CancelTask", "Cancel", {"task": "task"}, icon="cancel", grave=True, when=_UNFINISHED),
    ),
    papers=(Sheet("putaway_list", "Putaway list", {"document": "document"}),),
    views=(TO_DO, View("Nobody's yet", (Filter("state", "=", "open"),), ("priority", "created_at")),
           View("Done today", (Filter("done_at", ">=", FromNow(midnights=0)),), ("-done_at",))),
    first=TO_DO.title,
    empty="Nothing waits to be put away. Goods that were received get their places here: find places for a receipt.",
    empty_offer=Offer("ProposePutaway", "Find places", icon="putaway", needs_row=False),
)  # fmt: skip

PLAN_LINES = Listing(
    "putaway.plan", "What goes where", "plan_lines",
    ("line", "item", "what", "quantity", "from_location", "to_location", "why"),
    subject=("location", "to_location"),
    empty="This plan has no lines.",
)  # fmt: skip
