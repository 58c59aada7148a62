"""Between a label's fields and its text: what a scanner types, what is printed under the bars, what is encoded.

Raw text runs the fields together, with the separator FNC1 (sent as the control character GS) after each field whose
length may vary. Bracketed text is the one for people: "(01)09501101531000(17)261231(10)AB-123".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wms.gs1.application_identifiers import ApplicationIdentifier, identifier_at_start
from wms.gs1.element_string import ElementString, element_string
from wms.gs1.errors import NotAnElementString

GROUP_SEPARATOR = "\x1d"
# What a scanner may put first to tell which GS1 symbol it read: GS1-128, GS1 DataMatrix, GS1 QR Code, GS1 DataBar and
# GS1 DotCode (GS1 General Specifications, section 5.1.3).
GS1_SYMBOLOGY_IDENTIFIERS = ("]C1", "]d2", "]Q3", "]e0", "]J1")
LINE_END = " \t\r\n"
_BRACKETED = re.compile(r"\([0-9]{2,4}\)")
# A "(" within a value is written "\(", so that it does not begin a field; no GS1 value holds a backslash.
_BRACKETED_FIELD = re.compile(r"\(([0-9]{2,4})\)((?:\\\(|(?!\([0-9]{2,4}\)).)*)", re.DOTALL)


def parse_element_string(
    text: str, *, group_separator_substitute: str = "", today: date | None = None
) -> ElementString:
    """Read raw or bracketed text, with or without a symbology identifier in front.

    `group_separator_substitute` is what this workstation's scanner types in place of GS. A separator is accepted
    after every field, also where none is needed. Raises NotAnElementString, or what `element_string` raises.
    """
    body = without_symbology_identifier(text.strip(LINE_END))
    if looks_bracketed(body):
        return element_string(_bracketed_fields(body), today=today)
    if group_separator_substitute:
        body = body.replace(group_separator_substitute, GROUP_SEPARATOR)
    if not body.strip(GROUP_SEPARATOR):
        raise NotAnElementString("The scan is empty.")
    return element_string(_raw_fields(body), today=today)


def looks_bracketed(text: str) -> bool:
    """Whether `text` begins with an identifier in brackets."""
    return _BRACKETED.match(text) is not None


def without_symbology_identifier(text: str) -> str:
    """`text` without the GS1 symbology identifier it may begin with."""
    return text[3:] if text.startswith(GS1_SYMBOLOGY_IDENTIFIERS) else text


def _bracketed_fields(text: str) -> Iterator[tuple[str, str]]:
    # Blanks are for the eye alone: no GS1 value holds one.
    for match in _BRACKETED_FIELD.finditer("".join(text.split())):
        yield match[1], match[2].replace("\\(", "(")


def _raw_fields(text: str) -> Iterator[tuple[str, str]]:
    rest = text.lstrip(GROUP_SEPARATOR)
    while rest:
        known = identifier_at_start(rest)
        value = _value_at_start(known, rest[len(known.code) :])
        yield known.code, value
        rest = rest[len(known.code) + len(value) :].lstrip(GROUP_SEPARATOR)


def _value_at_start(known: ApplicationIdentifier, rest: str) -> str:
    # Too short a field is left to the identifier's own check.
    return rest.partition(GROUP_SEPARATOR)[0][: known.predefined_length]


def raw_text(label: ElementString) -> str:
    """`label` as it is encoded in a symbol: fields of predefined length first, GS where a field needs an end."""
    known_length, others = _in_printing_order(label)
    return "".join(known_length) + GROUP_SEPARATOR.join(others)


def bracketed_text(label: ElementString) -> str:
    """`label` as it is printed under the bars, in the order of `raw_text`."""
    ordered = sorted(label.elements, key=lambda e: e.identifier.predefined_length is None)
    return "".join(f"({e.code})" + e.value.replace("(", "\\(") for e in ordered)


def _in_printing_order(label: ElementString) -> tuple[list[str], list[str]]:
    known_length: list[str] = []
    others: list[str] = []
    for e in label.elements:
        (others if e.identifier.predefined_length is None else known_length).append(e.code + e.value)
    return known_length, others
