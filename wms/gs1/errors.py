"""What can be wrong with a label or a scan, in words a clerk understands.

Each fault has its own class, so that a scan screen can answer a wrong check digit otherwise than an unknown field.
All are `ValueError`s as well, and carry a `Problem` that a refusal can take over unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wms.base.errors import Problem, WmsError

_LEGIBLE_LENGTH = 40


def legible(text: str, limit: int = _LEGIBLE_LENGTH) -> str:
    """`text` fit for a message: what cannot be printed becomes "·", and what is long is cut with "…"."""
    printable = "".join(c if c.isprintable() else "·" for c in text[: limit + 1])
    return printable if len(text) <= limit else printable[:limit] + "…"


class Gs1Error(WmsError, ValueError):
    """What was scanned or typed breaks a GS1 rule. `problem` holds the message template and its values.

    The values named `found` and `expected` also fill the problem's own places of those names. `values` exists so that
    an error can travel between processes.
    """

    def __init__(self, template: str, values: Mapping[str, Any] | None = None, /, **named: Any) -> None:
        filled = {**(values or {}), **named}
        found, expected = str(filled.get("found", "")), str(filled.get("expected", ""))
        self.problem = Problem(template, filled, found=found, expected=expected)
        super().__init__(template, filled)

    def __str__(self) -> str:
        return self.problem.message


class NotDigits(Gs1Error):
    """A number of digits was due, and something else stands there."""


class WrongLength(Gs1Error):
    """A number has too few or too many digits for what it should be."""


class WrongCheckDigit(Gs1Error):
    """The last digit does not fit the others: a digit is wrong, or two were swapped."""


class NamesNothing(Gs1Error):
    """A key of zeros: its check digit fits, but nothing in the world bears it."""


class UnknownIdentifier(Gs1Error):
    """The scan holds an application identifier that GS1 does not know."""


class TruncatedField(Gs1Error):
    """The scan ends, or the next field begins, before this field is complete."""


class FieldTooLong(Gs1Error):
    """A field holds more characters than its identifier allows, most often because a separator was lost."""


class BadCharacter(Gs1Error):
    """A field holds a character that GS1 does not allow in it."""


class MalformedField(Gs1Error):
    """A field does not have the form its identifier asks for."""


class BadDate(Gs1Error):
    """A date on the label is no day of any calendar."""


class RepeatedIdentifier(Gs1Error):
    """The same identifier stands twice in a scan, with different values."""


class NotWhole(Gs1Error):
    """A weight has a fraction of a gram, or a measure a fraction of its unit, where only whole ones are kept."""


class NotAnElementString(Gs1Error):
    """The text holds no field at all, at most separators."""


class NumberExhausted(Gs1Error):
    """The company prefix has no more serial numbers of that kind."""


class UnknownCompanyPrefix(Gs1Error):
    """Nobody said how long the company prefix is, and the number does not show it."""


class BadDigitalLink(Gs1Error):
    """A web address is no GS1 Digital Link, or cannot be made one."""


class BadEpc(Gs1Error):
    """A tag's content or an EPC address breaks the Tag Data Standard."""
