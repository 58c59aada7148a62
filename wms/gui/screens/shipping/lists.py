"""The lists of shipping: trucks, shipments, departures, and what is packed and on no truck."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.queries.page import Filter

_OPEN = Offer("OpenLoad", "Open a load", icon="add", needs_row=False, main=True, key="Ctrl+N")

LOADS = Listing(
    "shipping.loads", "Loads", "loads",
    ("load", "state", "carrier_name", "dock", "cutoff_at", "cartons_loaded", "cartons", "shipments", "weight_g",
     "trailer", "manifest", "closed_at"),
    subject=("load", "load"), asks=("carrier",),
    offers=(
        _OPEN,
        Offer("CloseManifest", "Close the manifest", {"load": "load"}, icon="truck", grave=True, main=True,
              when={"state": ("open",)}),
    ),
    papers=(Sheet("manifest", "Manifest", {"load": "load"}),
            Sheet("bill_of_lading", "Bill of lading", {"load": "load"})),
    views=(View("Being loaded", (Filter("state", "=", "open"),), ("cutoff_at",)),
           View("Left", (Filter("state", "=", "closed"),), ("-closed_at",))),
    empty="No truck was loaded yet. Scan a dock at the loading bench, or open a load here.", empty_offer=_OPEN,
)  # fmt: skip

CARTONS = Listing(
    "shipping.load_cartons", "Cartons of the load", "for_load",
    ("carton", "state", "order", "customer_name", "location", "pieces", "weight_g", "shipment"),
    subject=("carton", "carton"),
    papers=(Sheet("carton_label", "Carton label", {"carton": "carton"}),),
    empty="Nothing is packed for this truck yet.",
)  # fmt: skip

CUTOFFS = Listing(
    "shipping.cutoffs", "Departures", "cutoffs",
    ("cutoff_at", "haste", "carrier_name", "load", "unpacked", "closed", "staged", "loaded", "orders", "dock"),
    subject=("load", "load"),
    offers=(Offer("OpenLoad", "Open a load", {"carrier": "carrier", "cutoff": "cutoff_at"}, icon="add", main=True),),
    views=(View("Not on a truck yet", (Filter("load", "empty", True),)),),
    empty="Nothing is due to leave. Departures come from the cut-offs of open orders.",
)  # fmt: skip

SHIPMENTS = Listing(
    "shipping.shipments", "Shipments", "shipments",
    ("shipment", "state", "order", "customer_name", "address", "load", "cartons", "weight_g", "shipped_at"),
    subject=("shipment", "shipment"), asks=("load", "customer"),
    offers=(Offer("ShipOrder", "Hand over at the desk", {"order": "order"}, icon="handover", grave=True,
                  when={"state": ("open",)}),),
    papers=(Sheet("packing_slip", "Packing slip", {"order": "order"}),),
    views=(View("Not shipped", (Filter("state", "=", "open"),)),
           View("Shipped", (Filter("state", "=", "shipped"),), ("-shipped_at",))),
    empty="Nothing was packed yet. A shipment begins with an order's first carton.",
)  # fmt: skip

LEFT_BEHIND = Listing(
    "shipping.left_behind", "Packed, on no truck", "left_behind",
    ("cutoff_at", "haste", "carrier_name", "carton", "state", "location", "order", "customer_name", "pieces",
     "weight_g", "load", "order_state"),
    subject=("carton", "carton"), asks=("carrier", "location"),
    offers=(Offer("ShipOrder", "Hand over at the desk", {"order": "order"}, icon="handover", grave=True, main=True),
            Offer("StageCarton", "Bring to a lane", {"carton": "carton"}, icon="move",
                  when={"state": ("closed", "staged")})),
    papers=(Sheet("carton_label", "Carton label", {"carton": "carton"}),),
    views=(View("Carrier has left", (Filter("haste", "=", "overdue"),)),
           View("Leaves soon", (Filter("haste", "in", ("late", "at_risk")),)),
           View("Not in a lane", (Filter("state", "!=", "staged"),)),
           View("Carton not closed", (Filter("state", "=", "open"),))),
    empty="Everything that is packed is on a truck.",
)  # fmt: skip
