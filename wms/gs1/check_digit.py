"""The last digit of a GTIN, SSCC or GLN proves the others.

From the right, the digits before it are weighed 3, 1, 3, 1 …; the check digit lifts the sum to a multiple of ten
(GS1 General Specifications, section 7.9.1). It finds every single wrong digit and most swapped neighbours.
"""

from __future__ import annotations

from wms.gs1.errors import NamesNothing, NotDigits, WrongCheckDigit, legible


def is_digits(text: str) -> bool:
    """Whether `text` is one or more of the digits 0 to 9 (and no digit of another script)."""
    return text.isascii() and text.isdigit()


def check_digit_of(body: str) -> str:
    """The check digit for `body`, the digits before it, of any length. Raises NotDigits."""
    if not is_digits(body):
        raise NotDigits("«{found}» must hold digits only.", found=legible(body))
    threefold = sum(map(int, body[::-2]))
    single = sum(map(int, body[-2::-2]))
    return str(-(3 * threefold + single) % 10)


def append_check_digit(body: str) -> str:
    """`body` followed by its check digit. Raises NotDigits."""
    return body + check_digit_of(body)


def has_valid_check_digit(number: str) -> bool:
    """Whether `number` is at least two digits and its last one is the right check digit."""
    return len(number) > 1 and is_digits(number) and check_digit_of(number[:-1]) == number[-1]


def verify_key(number: str, name: str) -> None:
    """Raise WrongCheckDigit unless the last digit of `number` fits, NamesNothing when all are zero.

    `name` tells the clerk what the number should be.
    """
    expected = check_digit_of(number[:-1])
    if number[-1:] != expected:
        raise WrongCheckDigit(
            "The {name} {number} ends in {found}, but its check digit must be {expected}: a digit is wrong.",
            name=name,
            number=number,
            found=number[-1:],
            expected=expected,
        )
    if not number.strip("0"):
        raise NamesNothing("A {name} of zeros names nothing.", name=name, found=number)
