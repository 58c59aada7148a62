"""A scan comes while a form is open: its codes go where they belong, several blanks at once when the label says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from wms.gs1.element_string import ElementString
from wms.gs1.scan import Scan, ScanKind
from wms.gui.forms.blanks import Blank
from wms.gui.forms.sources import noun_of


class Scanned(Protocol):
    """What is known of a scan: its text, what GS1 says of it, and the codes of what bears it here."""

    @property
    def text(self) -> str:
        """What was scanned."""

    @property
    def scan(self) -> Scan:
        """What it was found to be."""

    def code(self, *kinds: str) -> str:
        """The code of the likeliest bearer of one of these kinds; empty without one."""


_PLACES = frozenset({"location", "dock", "lane"})
_PLATES = frozenset({"lpn", "carton", "tote"})


def routed(
    command: str, blanks: Sequence[Blank], focused: str, typed: dict[str, str], scanned: Scanned
) -> dict[str, str]:
    """The text for each blank a scan fills, by field; none when it has no place in them.

    What the scan is decides: an item goes to the item's blank, a place to a place's. The blank one stands in comes
    first where it takes such a thing, then the first of its kind that is empty, then the first of its kind.
    """
    if scanned.scan.kind is ScanKind.GARBAGE:
        return {}
    found: dict[str, str] = {}
    for nouns, code in _codes(scanned):
        name = _blank_for(command, blanks, nouns, focused, typed)
        if name and code:
            found.setdefault(name, code)
    if scanned.scan.label is not None:
        known = {blank.name for blank in blanks}
        for names, text in _facts(scanned.scan.label):
            name = next((name for name in names if name in known), "")
            if name and text:
                found.setdefault(name, text)
    return found or _as_text(blanks, focused, scanned)


def _codes(scanned: Scanned) -> Iterator[tuple[frozenset[str], str]]:
    label = scanned.scan.label
    sku = scanned.code("item")
    gtin = (label.gtin or label.content_gtin or "") if label is not None else ""
    yield frozenset({"item"}), gtin if sku and gtin else sku or gtin
    yield _PLATES, scanned.code("lpn", "carton", "tote") or ((label.sscc or "") if label is not None else "")
    yield _PLACES, scanned.code("location")
    for noun in ("order", "asn", "receipt", "task", "load", "wave", "batch", "count", "return", "hold", "supplier",
                 "customer", "carrier"):  # fmt: skip
        yield frozenset({noun}), scanned.code(noun)


def _facts(label: ElementString) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a label says besides the codes, with the fields that take it."""
    yield ("lot",), label.lot or ""
    yield ("serial", "serials"), label.serial or ""
    yield ("expiry",), label.expiry.isoformat() if label.expiry else ""
    count = label.count or label.variable_count
    yield ("quantity",), str(count) if count else ""


def _blank_for(
    command: str, blanks: Sequence[Blank], nouns: frozenset[str], focused: str, typed: dict[str, str]
) -> str:
    fit = [blank.name for blank in blanks if noun_of(command, blank) in nouns]
    if focused in fit:
        return focused
    return next((name for name in fit if not typed.get(name)), fit[0] if fit else "")


def _as_text(blanks: Sequence[Blank], focused: str, scanned: Scanned) -> dict[str, str]:
    """What nothing here bears is entered where one stands, as a scanner would type it."""
    taken = next((blank for blank in blanks if blank.name == focused and blank.kind in ("text", "list")), None)
    return {taken.name: scanned.scan.text} if taken is not None and not scanned.scan.label else {}
