"""The list of cartons, with what can be done to each and the papers that go with it."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.queries.page import Filter

CARTONS = Listing(
    "packing.cartons", "Cartons", "cartons",
    ("carton", "state", "order", "customer_name", "carton_type", "pieces", "weight_g", "expected_weight_g", "location",
     "shipment", "load"),
    subject=("carton", "carton"), asks=("order", "shipment", "load"),
    offers=(
        Offer("CloseCarton", "Weigh and close", {"carton": "carton"}, icon="weight", main=True,
              when={"state": ("open",)}),
        Offer("StageCarton", "Stage in a lane", {"carton": "carton"}, icon="dock", main=True,
              when={"state": ("closed",)}),
        Offer("PackTote", "Pack a tote into it", {"carton": "carton"}, icon="tote", when={"state": ("open",)}),
        Offer("PackItem", "Pack goods into it", {"carton": "carton"}, icon="packing", when={"state": ("open",)}),
        Offer("UnpackItem", "Take goods out", {"carton": "carton"}, icon="up", when={"state": ("open", "closed")}),
        Offer("CancelCarton", "Put the empty carton aside", {"carton": "carton"}, icon="cancel", grave=True,
              when={"state": ("open",)}),
        Offer("OpenCarton", "Open a carton", icon="add", key="Ctrl+N", needs_row=False),
    ),
    papers=(
        Sheet("carton_label", "Carton label", {"carton": "carton"}),
        Sheet("packing_slip", "Packing slip of the carton", {"carton": "carton"}),
        Sheet("packing_slip", "Packing slip of the order", {"order": "order"}),
    ),
    views=(
        View("In the house", (Filter("state", "in", ("open", "closed", "staged", "loaded")),), ("-carton",)),
        View("Open", (Filter("state", "=", "open"),), ("carton",)),
        View("Closed", (Filter("state", "=", "closed"),), ("carton",)),
        View("Packed and not loaded", (Filter("state", "in", ("closed", "staged")),), ("carton",)),
        View("Not weighed", (Filter("weight_g", "=", 0), Filter("state", "in", ("closed", "staged", "loaded")))),
    ),
    first="In the house",
    empty="No carton is in the house. Scan a tote at the packing bench: its order gets the first one.",
)  # fmt: skip
