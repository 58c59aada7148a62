"""The lists of tasks: one's own queue, all tasks, and what each kind of work takes."""

from __future__ import annotations

from wms.gui.registry.declared import FromNow, Listing, Offer, Sheet, View
from wms.queries.page import Filter

_ALIVE = ("open", "claimed")
_CLAIM = Offer("ClaimTask", "Take over", {"task": "task"}, icon="user", asks=False, when={"state": ("open",)})
_BACK = Offer("ReleaseTask", "Give back", {"task": "task"}, icon="undo", asks=False, when={"state": ("claimed",)})
_FIRST = Offer("ReprioritiseTask", "Prioritise", {"task": "task", "priority": "priority"}, icon="up",
               when={"state": _ALIVE})  # fmt: skip

MINE = Listing(
    "tasks.mine", "My work", "my_work",
    ("place", "why", "kind", "from_location", "to_location", "item", "item_name", "quantity", "tasks", "priority",
     "due_at", "distance_mm", "document"),
    subject=("task", "task"), offers=(_BACK, _FIRST),
    views=(View("In my hands", (Filter("state", "=", "claimed"),)),
           View("Picking", (Filter("kind", "=", "pick"),))),
    empty="No work waits for you. New tasks appear here by themselves.",
)  # fmt: skip

ALL = Listing(
    "tasks.all", "All tasks", "tasks",
    ("task", "kind", "state", "priority", "document", "batch", "item", "quantity", "done_quantity", "from_location",
     "to_location", "due_at", "claimed_by", "created_at"),
    subject=("task", "task"), asks=("user", "document", "item", "location"),
    offers=(
        _CLAIM, _BACK, _FIRST,
        Offer("MoveStock", "Move and confirm",
              {"task": "task", "item": "item", "location": "from_location", "to": "to_location", "quantity": "quantity",
               "lot": "lot", "lpn": "lpn"}, icon="move", when={"kind": ("move",), "state": _ALIVE}),
        Offer("CancelTask", "Cancel", {"task": "task"}, icon="cancel", grave=True, when={"state": _ALIVE}),
    ),
    papers=(Sheet("putaway_list", "Putaway list", {"document": "document"}),),
    views=(
        View("To be done", (Filter("state", "in", _ALIVE),), ("priority",)),
        View("Claimed", (Filter("state", "=", "claimed"),), ("claimed_by",)),
        View("Overdue", (Filter("state", "in", _ALIVE), Filter("due_at", "<", FromNow())), ("due_at",)),
        View("Done today", (Filter("state", "=", "done"), Filter("done_at", ">=", FromNow(0))), ("-done_at",)),
    ),
    empty="No task fits. Tasks come from putaway, waves, replenishment and counts.",
)  # fmt: skip

TIMES = Listing(
    "tasks.times", "What work takes", "work_times",
    ("kind", "done", "measured", "expected_s", "median_s", "slow_s"),
    empty="Nothing was done in the last 30 days.",
)  # fmt: skip
