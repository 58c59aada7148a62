"""The lists of picking: batches, their stops for picking on paper, the slots of the wall, and parts of orders."""

from __future__ import annotations

from dataclasses import replace

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.queries.page import Filter

_OPEN = View("Open", (Filter("state", "in", ("ready", "started")),), ("batch",))
_WAITING = View("Waiting for somebody", (Filter("state", "=", "ready"),), ("batch",))
_PAUSED = View(
    "Paused", (Filter("state", "=", "ready"), Filter("started_at", "empty", False)), ("batch",)
)  # fmt: skip
_WALKED = View("Being walked", (Filter("state", "=", "started"),), ("batch",))

BATCHES = Listing(
    "picking.batches", "Batches", "batches",
    ("batch", "state", "zones", "picker", "wave", "orders", "stops", "stops_done", "quantity", "done_quantity",
     "walk_mm", "started_at", "done_at"),
    subject=("batch", "batch"), asks=("wave",),
    offers=(
        Offer("ClaimBatch", "Take it", {"batch": "batch"}, icon="user", key="Ctrl+T", asks=False, main=True,
              when={"state": ("ready",)}),
        Offer("ConfirmPicks", "Confirm from paper", {"batch": "batch"}, icon="check", key="Ctrl+R", main=True,
              when={"state": ("ready", "started")}),
        Offer("PauseBatch", "Pause", {"batch": "batch"}, icon="pause", asks=False, when={"state": ("started",)}),
        Offer("HandOverBatch", "Hand over", {"batch": "batch"}, icon="handover", when={"state": ("started",)}),
    ),
    papers=(Sheet("pick_list", "Pick list", {"batch": "batch"}),
            Sheet("pick_lists", "All pick lists of the wave", {"wave": "wave"})),
    views=(_OPEN, _WAITING, _PAUSED, _WALKED),
    first="Open",
    empty="No batch is open. Batches are made when a wave is released.",
)  # fmt: skip

LINES = Listing(
    "picking.lists", "Pick lists", "pick_list",
    ("batch", "sequence", "location", "item", "item_name", "lot", "serial", "lpn", "quantity", "done_quantity",
     "state", "order", "customer", "slot", "to_location", "reason", "task"),
    subject=("task", "task"), asks=("batch", "order", "open_only"),
    offers=(
        Offer("ConfirmPicks", "Confirm the batch from paper", {"batch": "batch"}, icon="check", key="Ctrl+R",
              main=True, when={"state": ("open", "claimed")}),
        Offer("ConfirmPick", "Confirm this stop", {"task": "task", "location": "location", "item": "item",
              "lot": "lot", "serial": "serial"}, icon="picking", when={"state": ("open", "claimed")}),
        Offer("ReportShortPick", "Less is there", {"task": "task"}, icon="warning",
              when={"state": ("open", "claimed")}),
        Offer("SubstitutePick", "Take the substitute", {"task": "task"}, icon="substitute",
              when={"state": ("open", "claimed")}),
        Offer("UnpickTask", "Put back", {"task": "task"}, icon="undo", grave=True),
    ),
    papers=(Sheet("pick_list", "Pick list", {"batch": "batch"}),),
    views=(
        View("Still to pick", (Filter("state", "in", ("open", "claimed")),), ("batch", "sequence")),
        View("With a remark", (Filter("reason", "!=", ""),), ("batch", "sequence")),
    ),
    first="Still to pick",
    empty="Nothing is left to pick here. Fill in a batch above, or release a wave.",
)  # fmt: skip


SLOTS = Listing(
    "picking.slots", "Slots", "consolidation_slots",
    ("slot", "state", "order", "customer", "cutoff_at", "parts_there", "parts", "pieces_there", "pieces", "waits_for",
     "stuck", "minutes", "begun", "wall"),
    subject=("order", "order"), asks=("order", "stuck_minutes"),
    papers=(Sheet("consolidation_list", "Consolidation list", {}),),
    views=(
        View("In use", (Filter("state", "in", ("expecting", "partly there", "complete")),), ("slot",)),
        View("Stuck", (Filter("stuck", "!=", ""),), ("slot",)),
        View("Complete", (Filter("state", "=", "complete"),), ("slot",)),
        View("Free", (Filter("state", "=", "free"),), ("slot",)),
    ),
    first="In use",
    empty="No slot is in use. Release a wave by zones: orders of several zones meet in slots.",
)  # fmt: skip

PARTS = Listing(
    "picking.parts", "Parts of orders", "consolidation_parts",
    ("order", "slot", "zone", "state", "batch", "picker", "pieces", "to_pick", "elsewhere", "there", "totes"),
    subject=("order", "order"), asks=("order", "slot"),
    views=(
        View("Not there", (Filter("state", "!=", "there"),), ("order", "zone")),
        View("To be brought", (Filter("state", "=", "to be brought"),), ("order", "zone")),
    ),
    first="Not there",
    empty="Every part is there. Orders in parts come up here when a wave is released by zones.",
)  # fmt: skip


def batches_of(login: str) -> Listing:
    """The batches, with the person's own as the first view."""
    mine = View("Mine", (Filter("picker", "=", login), Filter("state", "=", "started")), ("batch",))
    return replace(BATCHES, views=(mine, *BATCHES.views))
