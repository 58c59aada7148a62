"""The lists of counting: the counts, their lines with the differences, and what was found over time."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.queries.page import Filter

_OPEN = Offer("OpenCount", "Open a count", icon="add", needs_row=False, main=True, key="Ctrl+N")

COUNTS = Listing(
    "counting.counts", "Counts", "counts",
    ("count", "state", "reason", "opened_at", "locations", "lines", "lines_counted", "posted_at", "blind"),
    subject=("count", "count"),
    offers=(
        _OPEN,
        Offer("PostCount", "Post the differences", {"count": "count"}, icon="check", main=True, grave=True,
              when={"state": ("open", "review")}),
        Offer("RequestRecount", "Count again", {"count": "count"}, icon="redo", when={"state": ("open", "review")}),
        Offer("CancelCount", "Cancel", {"count": "count"}, icon="cancel", grave=True,
              when={"state": ("open", "review")}),
        Offer("OpenCount", "Count places in doubt", fixed={"doubts": "yes"}, icon="warning", needs_row=False),
        Offer("OpenCount", "Count the riskiest places", fixed={"riskiest": "10"}, icon="hazard", needs_row=False),
        Offer("OpenCount", "Count where A items lie", fixed={"velocity": "A"}, icon="star", needs_row=False),
    ),
    papers=(Sheet("count_sheet", "Count sheet", {"count": "count"}),),
    views=(View("Open", (Filter("state", "in", ("open", "review")),)),
           View("Posted", (Filter("state", "=", "posted"),))),
    empty="Nothing was counted yet. A count says where to look; the people who count do not see what the books say.",
    empty_offer=_OPEN,
)  # fmt: skip

LINES = Listing(
    "counting.lines", "Lines and differences", "count_lines",
    ("count", "location", "item", "item_name", "lot", "serial", "lpn", "snapshot", "counted", "first_counted", "state",
     "posted", "counted_by", "counted_at"),
    subject=("item", "item"), asks=("count", "location"),
    offers=(Offer("RequestRecount", "Count again", {"count": "count", "locations": "location"}, icon="redo",
                  main=True),),
    views=(View("With a difference", (Filter("posted", "!=", 0),)),
           View("Not counted yet", (Filter("counted", "empty", True),))),
    empty="No line fits. The lines of a count appear when it is opened.",
)  # fmt: skip

ACCURACY = Listing(
    "counting.accuracy", "Accuracy by count", "count_accuracy",
    ("count", "posted_at", "lines", "right", "percent", "pieces_off"), subject=("count", "count"),
    views=(View("Below 98 %", (Filter("percent", "<", 98.0),)),),
    empty="No count is posted yet. Accuracy is the share of counted lines that were as the books said.",
)  # fmt: skip
