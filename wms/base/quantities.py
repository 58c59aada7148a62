"""Quantities are positive whole numbers of an item's base unit; text becomes one only by a strict grammar."""

from __future__ import annotations

import re

MAX_QUANTITY = 10**12
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)


def parse_whole(text: str) -> int:
    """Read a whole number: ASCII digits with an optional sign, nothing else. Raises ValueError otherwise."""
    stripped = text.strip()
    if not _WHOLE.fullmatch(stripped):
        raise ValueError(f"{text!r} is not a whole number")
    return int(stripped)


def divide_exactly(quantity: int, factor: int) -> int:
    """How many handling units of `factor` base units make `quantity`. Raises ValueError when it does not divide."""
    units, rest = divmod(quantity, factor)
    if rest:
        raise ValueError(f"{quantity} is not a whole number of units of {factor}")
    return units
