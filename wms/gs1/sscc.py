"""The licence plate of a pallet, carton or tote: 18 digits that no other load in the world carries for a year.

An extension digit, the company prefix, a serial reference and a check digit (GS1 General Specifications,
section 2.2.1). The warehouse numbers its own loads here, before their labels are printed.
"""

from __future__ import annotations

from wms.gs1.check_digit import append_check_digit, is_digits
from wms.gs1.errors import Gs1Error, NotDigits, NumberExhausted, WrongLength, legible
from wms.gs1.numbers import bare_digits, checked_number

SSCC_LENGTH = 18
_NAME = "SSCC"
_DIGITS_TO_SHARE = 16  # company prefix and serial reference together
_SHORTEST_PREFIX, _LONGEST_PREFIX = 4, 12


def sscc18(text: str) -> str:
    """The 18 digits of the SSCC in `text`, which may begin with its identifier: "00" or "(00)".

    Raises NotDigits, WrongLength, WrongCheckDigit or NamesNothing.
    """
    digits = bare_digits(text.strip().removeprefix("(00)"), _NAME)
    if len(digits) == SSCC_LENGTH + 2 and digits.startswith("00"):
        digits = digits[2:]
    return checked_number(digits, (SSCC_LENGTH,), _NAME)


def is_sscc(text: str) -> bool:
    """Whether `sscc18(text)` would answer."""
    try:
        sscc18(text)
    except Gs1Error:
        return False
    return True


def serials_available(company_prefix: str) -> int:
    """How many SSCCs one extension digit gives under this prefix; serial numbers run from 0 to one less.

    Raises NotDigits or WrongLength when the prefix is no company prefix of 4 to 12 digits.
    """
    if not is_digits(company_prefix):
        raise NotDigits("The company prefix «{found}» must hold digits only.", found=legible(company_prefix))
    if not _SHORTEST_PREFIX <= len(company_prefix) <= _LONGEST_PREFIX:
        raise WrongLength(
            "The company prefix «{prefix}» has {found} digits; it must have {expected}.",
            prefix=legible(company_prefix),
            found=len(company_prefix),
            expected=f"{_SHORTEST_PREFIX} to {_LONGEST_PREFIX}",
        )
    return int(10 ** (_DIGITS_TO_SHARE - len(company_prefix)))


def make_sscc(company_prefix: str, extension_digit: int, serial: int) -> str:
    """The SSCC with that serial number; the next one is made with `serial + 1`.

    Raises NotDigits, WrongLength, or NumberExhausted when `serial` has no place beside the prefix.
    """
    available = serials_available(company_prefix)
    if not 0 <= extension_digit <= 9:
        raise WrongLength("The extension digit of an SSCC is 0 to 9, not {found}.", found=extension_digit)
    if not 0 <= serial < available:
        raise NumberExhausted(
            "Serial number {found} does not fit: company prefix {prefix} has numbers 0 to {expected}. "
            "Go on with another extension digit.",
            found=serial,
            prefix=company_prefix,
            expected=available - 1,
        )
    reference = str(serial).zfill(_DIGITS_TO_SHARE - len(company_prefix))
    return append_check_digit(f"{extension_digit}{company_prefix}{reference}")
