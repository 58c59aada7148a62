"""The number of a trade item at one packaging level: each, inner, case or pallet.

It is printed with 8, 12, 13 or 14 digits and kept with 14, zeros in front, so that one item level has one number
(GS1 General Specifications, sections 2.1 and 3.3.2).
"""

from __future__ import annotations

from wms.gs1.errors import Gs1Error
from wms.gs1.numbers import bare_digits, checked_number

GTIN_LENGTHS = (8, 12, 13, 14)


def gtin14(text: str) -> str:
    """The 14-digit form of the GTIN in `text`; blanks and hyphens between digits are passed over.

    Raises NotDigits, WrongLength, WrongCheckDigit or NamesNothing.
    """
    return checked_number(bare_digits(text, "GTIN"), GTIN_LENGTHS, "GTIN").zfill(14)


def is_gtin(text: str) -> bool:
    """Whether `gtin14(text)` would answer."""
    try:
        gtin14(text)
    except Gs1Error:
        return False
    return True


def printed_gtin(gtin: str) -> str:
    """The shortest form a 14-digit GTIN may be printed in: 8, 12, 13 or 14 digits. Raises as `gtin14` does."""
    full = gtin14(gtin)
    significant = len(full.lstrip("0"))
    return full[-next(length for length in GTIN_LENGTHS if length >= significant) :]
