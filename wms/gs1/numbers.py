"""A key as people type it: "9 501101 53100-3" means the digits alone.

The rules that GTIN, SSCC and GLN share before each applies its own.
"""

from __future__ import annotations

from wms.gs1.check_digit import is_digits, verify_key
from wms.gs1.errors import NotDigits, WrongLength, legible

_BETWEEN_DIGITS = str.maketrans("", "", " \t\r\n-\u00a0")


def bare_digits(text: str, name: str) -> str:
    """`text` without the blanks and hyphens people write between digits. Raises NotDigits for anything else."""
    digits = text.translate(_BETWEEN_DIGITS)
    if not is_digits(digits):
        raise NotDigits("«{found}» is no {name}: it must hold digits only.", found=legible(text), name=name)
    return digits


def checked_number(digits: str, lengths: tuple[int, ...], name: str) -> str:
    """`digits`, whose length is one of `lengths` and whose check digit fits. Raises WrongLength, WrongCheckDigit or
    NamesNothing.
    """
    if len(digits) not in lengths:
        raise WrongLength(
            "«{number}» has {found} digits, but a {name} has {expected}.",
            number=legible(digits),
            found=len(digits),
            expected=" or ".join(str(n) for n in lengths),
            name=name,
        )
    verify_key(digits, name)
    return digits
