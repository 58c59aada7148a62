"""The number of a party or a place: a site, a dock, a supplier's plant (GS1 General Specifications, section 2.4)."""

from __future__ import annotations

from wms.gs1.errors import Gs1Error
from wms.gs1.numbers import bare_digits, checked_number

GLN_LENGTH = 13


def gln13(text: str) -> str:
    """The 13 digits of the GLN in `text`. Raises NotDigits, WrongLength, WrongCheckDigit or NamesNothing."""
    return checked_number(bare_digits(text, "GLN"), (GLN_LENGTH,), "GLN")


def is_gln(text: str) -> bool:
    """Whether `gln13(text)` would answer."""
    try:
        gln13(text)
    except Gs1Error:
        return False
    return True
