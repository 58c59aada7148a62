"""What a field and a command are called on the screen, made from their names; the unit stands beside, not within."""

from __future__ import annotations

from wms.gui.texts.titles import LETTERS
from wms.gui.texts.titles import name_of as name_of
from wms.operations.command import Registered

_UNITS = ("_mm3", "_mm", "_g", "_minor", "_minutes")
_CALLED = {
    "minimum_remaining_days": "Life still left",
    "shelf_life_days": "Shelf life",
    "x_mm": "X", "y_mm": "Y", "z_mm": "Z",
    "x1_mm": "X of the begin", "y1_mm": "Y of the begin", "x2_mm": "X of the end", "y2_mm": "Y of the end",
    "max_weight_g": "Heaviest load", "max_volume_mm3": "Largest volume",
    "tare_g": "Empty weight",
    "lines": "Line items",
    "items": "Which items", "locations": "Which locations", "orders": "Which orders",
    "reference": "Reference number",
    "add": "Further line items",
    "remove": "Line items to remove",
    "content": "Photo or paper",
    "photo": "File name",
    "into": "Into LPN", "onto": "Onto LPN",
    "to": "To",
    "from_location": "From",
    "to_lpn": "To LPN",
    "doubts": "Only in doubt",
    "riskiest": "How many of the riskiest",
    "blind": "Blind count",
    "nothing": "Nothing found",
    "release": "Let go what is missing",
    "unannounced": "Accept unannounced",
    "since": "In stock since",
    "entered": "Asked for on",
    "seconds": "Time to think",
    "wave_lines": "Most lines in a wave",
    "window_minutes": "Cut-off window",
    "whole_lpn_first": "Whole LPNs first",
    "cutoff": "Cut-off",
    "cross": "Cross aisle",
    "untried": "Untried lines as well",
}  # fmt: skip


def label_of(field: str) -> str:
    """The English label of a command's field: `to_lpn` is "To LPN"; its unit is not part of it."""
    if field in _CALLED:
        return _CALLED[field]
    for unit in _UNITS:
        field = field.removesuffix(unit)
    told = " ".join(LETTERS.get(word, word) for word in field.split("_"))
    return told[:1].upper() + told[1:]


def about(entry: Registered) -> str:
    """What a command does, in English: the first line of its description."""
    return entry.help.split("\n", 1)[0]
