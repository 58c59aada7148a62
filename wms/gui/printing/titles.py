"""What papers are called in the window. The name of a paper in the program never changes; this is for people.

What draws papers is loaded when the first one is asked for, not when the window starts.
"""

from __future__ import annotations

from wms.gui.texts.say import say
from wms.gui.texts.shown import word

TITLES = {
    "bill_of_lading": "Bill of lading", "carton_label": "Carton label",
    "consolidation_list": "Consolidation list", "count_sheet": "Count sheet",
    "hold_label": "Hold label", "item_labels": "Item labels", "location_labels": "Location labels",
    "lpn_label": "Licence plate label",
    "manifest": "Manifest", "packing_slip": "Packing slip", "pick_list": "Pick list",
    "pick_lists": "Pick lists of a wave",
    "putaway_list": "Putaway list",
    "receipt": "Receipt", "replenishment_list": "Replenishment list", "return_receipt": "Return receipt",
    "stock_report": "Stock report", "test_label": "Test label", "test_page": "Test page",
}  # fmt: skip
"""Every paper's title in English."""


def title(paper: str) -> str:
    """The paper's title in the language in use."""
    return say(TITLES[paper]) if paper in TITLES else word(paper)


def papers(label: bool) -> list[str]:
    """The names of all papers, or of all labels, in the order of their titles; what printers are tried with is not."""
    from wms.app import printing
    from wms.documents.paper import PAPERS

    printing.load()
    found = [name for name, entry in PAPERS.items() if entry.label is label and not name.startswith("test_")]
    return sorted(found, key=title)


def is_label(paper: str) -> bool:
    """Whether it goes to a label printer. Raises Refused for an unknown paper."""
    from wms.app import printing

    return printing.paper(paper).label
