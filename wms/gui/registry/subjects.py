"""What can be looked at, and what the details pane tells of it: its facts, its parts, its history, and why.

Every kind of thing names the question whose one row holds its facts, and the questions whose rows belong to it. The
parameter is the question's; the code of the subject is its value. `why` are the questions that give reasons.
"""

from __future__ import annotations

from dataclasses import dataclass

from wms.gui.registry.declared import Offer, Sheet


@dataclass(frozen=True, slots=True)
class Part:
    """A few rows that belong to a subject: the question, the parameter its code goes to, the columns to show."""

    title: str
    question: str
    parameter: str
    columns: tuple[str, ...]
    why: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of subject. `facts` is (question, column of the code); `screen` (name, tab) is where it is at home.

    `facts_last` where its parts matter more than what is written of it once and for all.
    """

    title: str
    icon: str
    facts: tuple[str, str]
    screen: tuple[str, str]
    parts: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()
    papers: tuple[Sheet, ...] = ()
    headline: str = ""
    facts_last: bool = False


_MOVE = ("recorded_at", "event", "quantity", "from_location", "to_location", "login")
_HOLDER = ("order", "quantity", "stage", "location", "cutoff_at")
_STOCK = ("location", "lpn", "lot", "status", "on_hand", "allocated")
_FACT = ("about", "quantity", "fact")


def _moves(parameter: str) -> Part:
    return Part("History", "moves_of", parameter, _MOVE)


def _work(parameter: str = "document") -> Part:
    return Part("Work", "tasks", parameter, ("task", "kind", "state", "from_location", "to_location", "claimed_by"))


KINDS: dict[str, Kind] = {
    "item": Kind(
        "Item", "item", ("items", "sku"), ("inventory", "items"), headline="name", facts_last=True,
        parts=(
            Part("In stock", "stock_lines", "item", _STOCK),
            Part("Promise", "available_to_promise", "item", ("usable", "allocated", "waiting", "expected", "promise")),
            Part("Who holds it", "who_holds", "item", _HOLDER),
            Part("Packaging", "packaging_levels", "item", ("level", "units", "gtin", "weight_g")),
            _moves("item"),
            Part("Why not pickable", "why_not_pickable", "item", _FACT, why=True),
        ),
        offers=(
            Offer("MoveStock", "Move", {"item": "sku"}, icon="move"),
            Offer("AdjustStock", "Adjust", {"item": "sku"}, icon="adjust"),
            Offer("PlaceHold", "Hold", {"item": "sku"}, icon="hold"),
            Offer("OpenCount", "Count", {"item": "sku"}, icon="counting"),
        ),
        papers=(Sheet("item_labels", "Labels", {"item": "sku"}),),
    ),
    "location": Kind(
        "Location", "location", ("locations", "code"), ("inventory", "locations"), facts_last=True,
        parts=(
            Part("In stock", "stock_lines", "location", ("item", "lpn", "lot", "status", "on_hand", "allocated")),
            Part("Who holds it", "who_holds", "location", ("item", "order", "quantity", "stage", "cutoff_at")),
            _work("location"),
            _moves("location"),
        ),
        offers=(Offer("ChangeLocation", "Change", {"code": "code"}, icon="edit"),),
        papers=(Sheet("location_labels", "Label", {"location": "code"}),),
    ),
    "lpn": Kind(
        "Licence plate", "pallet", ("stock_by_lpn", "lpn"), ("inventory", "lpns"),
        parts=(
            Part("Contents", "lpn_contents", "lpn", ("lpn", "item", "lot", "status", "on_hand", "allocated")),
            Part("Who holds it", "who_holds", "lpn", _HOLDER),
            _moves("lpn"),
        ),
        offers=(
            Offer("MoveLpn", "Move", {"lpn": "lpn"}, icon="move"),
            Offer("SplitLpn", "Split", {"lpn": "lpn"}, icon="split"),
            Offer("PlaceHold", "Hold", {"lpn": "lpn"}, icon="hold"),
        ),
        papers=(Sheet("lpn_label", "Label", {"lpn": "lpn"}),),
    ),
    "lot": Kind(
        "Lot", "label", ("stock_by_lot", "lot"), ("inventory", "lots"),
        parts=(
            Part("In stock", "stock_lines", "lot", ("item", *_STOCK)),
            Part("Who holds it", "who_holds", "lot", _HOLDER),
            _moves("lot"),
        ),
    ),
    "serial": Kind(
        "Serial number", "label", ("stock_lines", "serial"), ("inventory", "stock"),
        parts=(_moves("serial"),),
    ),
    "asn": Kind(
        "Announced delivery", "truck", ("asns", "asn"), ("receiving", "arrivals"),
        parts=(
            Part("Lines", "asn_lines", "asn", ("line", "item", "announced", "received", "state")),
            Part("Receipts", "receipts", "asn", ("receipt", "state", "dock", "opened_at", "quantity")),
        ),
        offers=(
            Offer("AmendAsn", "Amend", {"asn": "asn"}, icon="edit"),
            Offer("CancelAsn", "Cancel", {"asn": "asn"}, icon="cancel", grave=True),
        ),
    ),
    "receipt": Kind(
        "Receipt", "receiving", ("receipts", "receipt"), ("receiving", "receipts"),
        parts=(
            Part("Lines", "receipt_lines", "receipt", ("item", "lot", "lpn", "status", "quantity", "announced")),
            Part("Discrepancies", "discrepancies", "receipt", ("item", "kind", "quantity", "note")),
            Part("Inspections", "inspections", "receipt", ("inspection", "state", "item", "waiting")),
        ),
        papers=(Sheet("receipt", "Receipt", {"receipt": "receipt"}),),
    ),
    "inspection": Kind(
        "Inspection", "check", ("inspections", "inspection"), ("receiving", "inspections"),
        offers=(
            Offer("PassInspection", "Pass", {"inspection": "inspection"}, icon="check"),
            Offer("FailInspection", "Fail", {"inspection": "inspection"}, icon="cancel"),
        ),
    ),
    "hold": Kind(
        "Hold", "hold", ("holds", "hold"), ("inventory", "holds"),
        parts=(_moves("document"),),
        offers=(Offer("ReleaseHold", "Release", {"hold": "hold"}, icon="release"),),
        papers=(Sheet("hold_label", "Labels for what is held", {"hold": "hold"}),),
    ),
    "order": Kind(
        "Order", "orders", ("orders", "order"), ("orders", "order"),
        parts=(
            Part("Lines", "order_lines", "order", ("line", "item", "ordered", "allocated", "shipped", "state")),
            Part("Allocated", "who_holds", "order", ("item", "location", "lpn", "quantity", "stage", "reason")),
            Part("Cartons", "cartons", "order", ("carton", "state", "pieces", "location", "load")),
            _moves("order"),
            Part("Not allocated", "unallocated_lines", "order", ("line", "item", "missing", "reason"), why=True),
        ),
        offers=(
            Offer("AmendOrder", "Amend", {"order": "order"}, icon="edit"),
            Offer("HoldOrder", "Hold", {"order": "order"}, icon="hold"),
            Offer("PrioritiseOrder", "Prioritise", {"order": "order"}, icon="up"),
            Offer("CancelOrder", "Cancel", {"order": "order"}, icon="cancel", grave=True),
        ),
        papers=(
            Sheet("packing_slip", "Packing slip", {"order": "order"}),
            Sheet("carton_label", "Carton labels", {"order": "order"}),
        ),
    ),
    "wave": Kind(
        "Wave", "waves", ("waves", "wave"), ("waves", "waves"),
        parts=(
            Part("Orders", "orders", "wave", ("order", "state", "customer", "cutoff_at", "lines")),
            Part("Batches", "batches", "wave", ("batch", "state", "picker", "orders", "stops", "stops_done")),
        ),
    ),
    "batch": Kind(
        "Batch", "picking", ("batches", "batch"), ("picking", "batches"),
        parts=(Part("Stops", "pick_list", "batch", ("sequence", "location", "item", "quantity", "done_quantity")),),
        offers=(
            Offer("PauseBatch", "Pause", {"batch": "batch"}, icon="pause", asks=False, when={"state": ("started",)}),
            Offer("HandOverBatch", "Hand over", {"batch": "batch"}, icon="handover", when={"state": ("started",)}),
            Offer("ConfirmPicks", "Confirm from paper", {"batch": "batch"}, icon="check",
                  when={"state": ("ready", "started")}),
        ),
        papers=(Sheet("pick_list", "Pick list", {"batch": "batch"}),),
    ),
    "task": Kind(
        "Task", "tasks", ("tasks", "task"), ("tasks", "tasks"),
        parts=(Part("Why there", "why_putaway", "task", _FACT, why=True),),
        offers=(
            Offer("ClaimTask", "Take over", {"task": "task"}, icon="user", asks=False),
            Offer("ReleaseTask", "Give back", {"task": "task"}, icon="undo", asks=False),
            Offer("ReprioritiseTask", "Prioritise", {"task": "task"}, icon="up"),
            Offer("CancelTask", "Cancel", {"task": "task"}, icon="cancel", grave=True),
        ),
    ),
    "carton": Kind(
        "Carton", "carton", ("cartons", "carton"), ("packing", "cartons"),
        parts=(
            Part("Contents", "carton_lines", "carton", ("item", "lot", "serial", "quantity", "ordered")),
            _moves("lpn"),
        ),
        papers=(
            Sheet("packing_slip", "Packing slip", {"carton": "carton"}),
            Sheet("carton_label", "Carton label", {"carton": "carton"}),
        ),
    ),
    "shipment": Kind(
        "Shipment", "shipping", ("shipments", "shipment"), ("shipping", "shipments"),
        parts=(Part("Cartons", "cartons", "shipment", ("carton", "state", "pieces", "location")),),
    ),
    "load": Kind(
        "Load", "truck", ("loads", "load"), ("shipping", "loads"),
        parts=(
            Part("Shipments", "shipments", "load", ("shipment", "state", "order", "customer", "cartons")),
            Part("Cartons", "cartons", "load", ("carton", "state", "order", "location")),
        ),
        papers=(
            Sheet("manifest", "Manifest", {"load": "load"}),
            Sheet("bill_of_lading", "Bill of lading", {"load": "load"}),
        ),
    ),
    "count": Kind(
        "Count", "counting", ("counts", "count"), ("counting", "counts"),
        parts=(Part("Lines", "count_lines", "count", ("location", "item", "snapshot", "counted", "state")),),
        papers=(Sheet("count_sheet", "Count sheet", {"count": "count"}),),
    ),
    "return": Kind(
        "Return", "returns", ("returns", "number"), ("returns", "returns"),
        parts=(Part("Lines", "return_lines", "number", ("item", "quantity", "condition", "disposition")),),
        papers=(Sheet("return_receipt", "Return receipt", {"number": "number"}),),
    ),
    "adjustment": Kind(
        "Adjustment", "adjust", ("waiting_adjustments", "adjustment"), ("inventory", "adjustments"),
        parts=(_moves("document"),),
    ),
    "party": Kind("Partner", "users", ("parties", "code"), ("master_data", "partners"), headline="name"),
    "user": Kind(
        "User", "user", ("users", "login"), ("admin", "users"), headline="name",
        parts=(
            Part("Roles", "user_roles", "user", ("role", "role_name", "site")),
            Part("What they did", "audit_trail", "user", ("at", "command", "document")),
        ),
    ),
    "proposal": Kind("Proposal", "star", ("proposals", "proposal"), ("slotting", "proposals")),
}  # fmt: skip
"""Every kind of subject by name. A list's column of the same name leads to it."""


def opens(kind: str) -> tuple[str, str] | None:
    """The screen and tab where things of this kind are at home; None for an unknown kind."""
    return KINDS[kind].screen if kind in KINDS else None
