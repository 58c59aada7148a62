"""The lists of receiving: expected arrivals, receipts, inspections, discrepancies, goods for waiting orders."""

from __future__ import annotations

from wms.gui.registry.declared import FromNow, Listing, Offer, Sheet, View
from wms.queries.page import Filter

_REGISTER = Offer("RegisterAsn", "Announce a delivery", icon="add", needs_row=False, key="Ctrl+N")
_EXPECTED = {"state": ("expected",)}
_STILL = Filter("state", "=", "expected")

TO_COME = View("To come", (Filter("state", "in", ("expected", "arrived")),), ("expected_at",))

ARRIVALS = Listing(
    "receiving.arrivals", "Expected", "asns",
    ("expected_at", "asn", "state", "supplier_name", "dock", "announced", "received", "lines", "reference"),
    subject=("asn", "asn"),
    offers=(
        Offer("CheckIn", "Check in", {"asn": "asn", "dock": "dock"}, icon="dock", key="Ctrl+Return", main=True,
              when=_EXPECTED),
        Offer("RegisterAsn", "Announce a delivery", icon="add", needs_row=False, key="Ctrl+N", main=True),
        Offer("AmendAsn", "Amend", {"asn": "asn"}, icon="edit", when=_EXPECTED),
        Offer("CancelAsn", "Cancel", {"asn": "asn"}, icon="cancel", grave=True, when=_EXPECTED),
    ),
    views=(
        TO_COME,
        View("Today", (Filter("expected_at", ">=", FromNow(midnights=0)),
                       Filter("expected_at", "<", FromNow(midnights=1))), ("expected_at",)),
        View("Late", (Filter("expected_at", "<", FromNow()), _STILL), ("expected_at",)),
        View("The next seven days", (Filter("expected_at", ">=", FromNow(midnights=0)),
                                     Filter("expected_at", "<", FromNow(midnights=7))), ("expected_at",)),
        View("At a dock", (Filter("state", "=", "arrived"),), ("expected_at",)),
    ),
    first=TO_COME.title,
    empty="Nothing is expected. Announce a delivery, or import announcements; the bench takes unannounced trucks too.",
    empty_offer=_REGISTER,
)  # fmt: skip

RECEIPTS = Listing(
    "receiving.receipts", "Receipts", "receipts",
    ("receipt", "state", "supplier_name", "asn", "dock", "quantity", "opened_at", "closed_at", "lines"),
    subject=("receipt", "receipt"),
    offers=(
        Offer("ReceiveLine", "Receive a line", {"receipt": "receipt"}, icon="add", when={"state": ("open",)}),
        Offer("ReportDiscrepancy", "Report a difference", {"receipt": "receipt"}, icon="photo"),
        Offer("ReverseReceiptLine", "Take a line back", {"receipt": "receipt"}, icon="undo", grave=True),
        Offer("CloseReceipt", "Close", {"receipt": "receipt"}, icon="check", grave=True, when={"state": ("open",)}),
        Offer("ProposePutaway", "Find places", {"receipt": "receipt"}, icon="putaway", asks=False),
        Offer("ProposeCrossDock", "Offer it to waiting orders", {"receipt": "receipt"}, icon="swap"),
    ),
    papers=(Sheet("receipt", "Receipt", {"receipt": "receipt"}),
            Sheet("putaway_list", "Putaway list", {"document": "receipt"})),
    views=(View("Open", (Filter("state", "=", "open"),)),
           View("Since yesterday", (Filter("opened_at", ">=", FromNow(midnights=-1)),))),
    empty="Nothing was received yet. Check a delivery in: scan its announcement at the bench.",
)  # fmt: skip

INSPECTIONS = Listing(
    "receiving.inspections", "Inspections", "inspections",
    ("inspection", "state", "item", "item_name", "lot", "waiting", "quantity", "passed", "failed", "receipt", "note",
     "decided_at"),
    subject=("inspection", "inspection"),
    offers=(
        Offer("PassInspection", "Pass", {"inspection": "inspection"}, icon="check", main=True,
              when={"state": ("open",)}),
        Offer("FailInspection", "Fail", {"inspection": "inspection"}, icon="cancel", main=True, grave=True,
              when={"state": ("open",)}),
        Offer("ReopenInspection", "Judge again", {"inspection": "inspection"}, icon="redo", grave=True,
              when={"state": ("passed", "failed", "open")}),
    ),
    first="Waiting",
    views=(View("Waiting", (Filter("state", "=", "open"),)), View("Failed", (Filter("failed", ">", 0),))),
    empty="Nothing waits to be looked at. Items marked “inspect on receipt” come here when they are received.",
)  # fmt: skip

DISCREPANCIES = Listing(
    "receiving.discrepancies", "Discrepancies", "discrepancies",
    ("receipt", "kind", "item", "item_name", "quantity", "note", "supplier", "asn", "asn_line"),
    subject=("receipt", "receipt"),
    offers=(Offer("ReportDiscrepancy", "Report another one, with a photo", {"receipt": "receipt", "item": "item"},
                  icon="photo", main=True),),
    papers=(Sheet("receipt", "Receipt", {"receipt": "receipt"}),),
    views=(View("Short", (Filter("kind", "=", "short"),)), View("Over", (Filter("kind", "=", "over"),)),
           View("Damaged", (Filter("kind", "=", "damaged"),)),
           View("Not announced", (Filter("kind", "=", "wrong_item"),))),
    empty="Everything came as announced. What differs is written down when a receipt is closed, or reported at once.",
)  # fmt: skip

CROSS_DOCK = Listing(
    "receiving.crossdock", "For waiting orders", "cross_dock_tasks",
    ("task", "state", "item", "item_name", "quantity", "done_quantity", "from_location", "to_location", "reason",
     "lpn", "lot", "claimed_by"),
    subject=("task", "task"),
    offers=(
        Offer("ConfirmCrossDock", "It lies in the lane", {"task": "task"}, icon="check", main=True),
        Offer("ProposeCrossDock", "Look for waiting orders", icon="swap", needs_row=False, main=True),
        Offer("CancelCrossDock", "Let it go again", {"task": "task"}, icon="cancel", grave=True),
    ),
    views=(View("Nobody's yet", (Filter("state", "=", "open"),)),),
    empty="No goods at the docks are set aside for orders that wait. Look for waiting orders after a receipt.",
    empty_offer=Offer("ProposeCrossDock", "Look for waiting orders", icon="swap", needs_row=False),
)  # fmt: skip
