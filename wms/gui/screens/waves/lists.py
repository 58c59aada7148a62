"""The lists of waves: the waves with how far they have come, and the orders in danger of missing their carrier."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.model.words import Risk, WaveState
from wms.queries.page import Filter

_PLAN = Offer("PlanWaves", "Make waves by cut-off", icon="add", needs_row=False)

WAVES = Listing(
    "waves.waves", "Waves", "waves",
    ("wave", "state", "cutoff_at", "orders", "lines", "batches", "allocated", "picked", "packed", "shipped",
     "planned_at", "released_at", "reason"),
    subject=("wave", "wave"),
    offers=(
        Offer("ReleaseWave", "Release wave", {"wave": "wave"}, icon="release", main=True, asks=False, key="Ctrl+R",
              when={"state": ("planned",)}),
        Offer("UnreleaseWave", "Call back", {"wave": "wave"}, icon="undo", main=True, when={"state": ("released",)}),
        Offer("CloseWave", "Close", {"wave": "wave"}, icon="check", main=True, when={"state": ("released",)}),
        _PLAN,
        Offer("CancelWave", "Cancel", {"wave": "wave"}, icon="cancel", grave=True, when={"state": ("planned",)}),
    ),
    views=(View("Planned", (Filter("state", "in", (WaveState.PLANNED,)),), ("cutoff_at",)),
           View("Released", (Filter("state", "in", (WaveState.RELEASED,)),), ("cutoff_at",)),
           View("Closed", (Filter("state", "in", (WaveState.CLOSED,)),))),
    empty="There is no wave yet. Allocate orders, then plan them into waves on the board.",
    empty_offer=_PLAN,
)  # fmt: skip

LATE = Listing(
    "waves.late", "Late orders", "order_outlook",
    ("order", "risk", "state", "cutoff_at", "spare_minutes", "wave", "customer", "customer_name", "priority", "picks",
     "missing", "carrier"),
    subject=("order", "order"), fixed={"open_only": True},
    offers=(
        Offer("PrioritiseOrder", "Prioritise", {"order": "order", "priority": "priority"}, icon="up"),
        Offer("AllocateOrders", "Allocate", {"orders": "order"}, icon="bolt"),
        Offer("AmendOrder", "Amend", {"order": "order"}, icon="edit"),
    ),
    papers=(Sheet("packing_slip", "Packing slip", {"order": "order"}),),
    views=(
        View("In danger", (Filter("risk", "in", (Risk.OVERDUE, Risk.LATE, Risk.AT_RISK)),), ("cutoff_at", "priority")),
        View("Late or overdue", (Filter("risk", "in", (Risk.OVERDUE, Risk.LATE)),), ("cutoff_at", "priority")),
        View("Stock is missing", (Filter("missing", ">", 0),), ("cutoff_at", "priority")),
    ),
    empty="No open order is in danger of missing its carrier.",
)  # fmt: skip
