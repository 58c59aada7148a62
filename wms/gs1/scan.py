"""What did the scanner just type? A label, an item, a licence plate, a link, a tag, or something of our own.

Every scan passes here before any screen looks at it. Nothing is raised: what cannot be used is GARBAGE with a reason
to show. A text that is none of GS1's forms is PLAIN_TEXT, for the caller to look up as a location, document or sku.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wms.gs1.application_identifiers import identifier_at_start
from wms.gs1.check_digit import is_digits
from wms.gs1.digital_link import holds_key, is_web_address, parse_digital_link
from wms.gs1.element_string import ElementString, element_string
from wms.gs1.element_text import (
    GROUP_SEPARATOR,
    GS1_SYMBOLOGY_IDENTIFIERS,
    LINE_END,
    looks_bracketed,
    parse_element_string,
)
from wms.gs1.epc import Epc, epc_from_hex, epc_from_uri, is_epc_uri
from wms.gs1.errors import Gs1Error
from wms.gs1.gtin import GTIN_LENGTHS, gtin14
from wms.gs1.sscc import SSCC_LENGTH, sscc18

LONGEST_SCAN = 512
# Control characters, invisible formatting, halves of characters, private ones, line and paragraph separators.
_UNUSABLE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_UNDECODABLE = "\ufffd"
_SYMBOLOGY_IDENTIFIER = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_TAG_IN_HEX = re.compile(r"3[012][0-9A-Fa-f]{22}")
_COMMON_IN_CODES = re.compile(r"[0-9A-Za-z ._/-]*")


class ScanKind(StrEnum):
    """What a scanned text is."""

    ELEMENT_STRING = "element string"
    GTIN = "gtin"
    SSCC = "sscc"
    DIGITAL_LINK = "digital link"
    EPC = "epc"
    PLAIN_TEXT = "plain text"
    GARBAGE = "garbage"


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan and what it was found to be.

    `text` is the scan without the scanner's line end and without a symbology identifier that is not GS1's.
    `label` holds the GS1 fields of every kind but PLAIN_TEXT and GARBAGE. `epc` is set for a tag. `reason` says what
    is wrong with GARBAGE, and for PLAIN_TEXT why it is no GS1 number where it nearly is one; else it is empty.

    Bare digits prove little: one in ten document numbers of 8 digits passes for a GTIN. Where nothing bears the key
    of a scan, look `text` up as well.
    """

    kind: ScanKind
    text: str
    label: ElementString | None = None
    reason: str = ""
    epc: Epc | None = None


def classify(text: str, *, group_separator_substitute: str = "", today: date | None = None) -> Scan:
    """Tell what `text` is. Never raises.

    `group_separator_substitute` is what this workstation's scanner types in place of the separator GS; `today` (the
    present UTC day when not given) settles the century of two-digit years.
    """
    body = text[: LONGEST_SCAN + 1].strip(LINE_END)
    unusable = _why_unusable(text, body, group_separator_substitute)
    if unusable:
        return Scan(ScanKind.GARBAGE, body[:LONGEST_SCAN], reason=unusable)
    body = _without_other_symbology(body)
    try:
        if _claims_to_be_gs1(body):
            return _as_claimed(body, group_separator_substitute, today)
    except Gs1Error as error:
        return Scan(ScanKind.GARBAGE, body, reason=str(error))
    return _by_shape(body, group_separator_substitute, today)


def _why_unusable(text: str, body: str, substitute: str) -> str:
    if len(text) > LONGEST_SCAN:
        return f"The scan is longer than {LONGEST_SCAN} characters."
    if not body:
        return "The scan is empty."
    known = body.replace(substitute, "") if substitute else body
    if any(_is_unusable(c) for c in known):
        return "The scan holds control or invisible characters: scan again."
    return ""


def _is_unusable(character: str) -> bool:
    if character == GROUP_SEPARATOR:
        return False
    return character == _UNDECODABLE or unicodedata.category(character) in _UNUSABLE_CATEGORIES


def _without_other_symbology(body: str) -> str:
    found = _SYMBOLOGY_IDENTIFIER.match(body)
    return body[3:] if found and found[0] not in GS1_SYMBOLOGY_IDENTIFIERS and len(body) > 3 else body


def _claims_to_be_gs1(body: str) -> bool:
    """Whether the form leaves no doubt that GS1 data was meant, so that a fault in it is to be told."""
    if body.startswith(GS1_SYMBOLOGY_IDENTIFIERS) or GROUP_SEPARATOR in body:
        return True
    if is_web_address(body):
        return holds_key(body)
    return is_epc_uri(body) or (looks_bracketed(body) and _known_at_start(body[1:]))


def _known_at_start(text: str) -> bool:
    try:
        identifier_at_start(text)
    except Gs1Error:
        return False
    return True


def _as_claimed(body: str, substitute: str, today: date | None) -> Scan:
    if is_web_address(body):
        return Scan(ScanKind.DIGITAL_LINK, body, parse_digital_link(body, today=today).label)
    if is_epc_uri(body):
        epc = epc_from_uri(body)
        return Scan(ScanKind.EPC, body, epc.label(today=today), epc=epc)
    label = parse_element_string(body, group_separator_substitute=substitute, today=today)
    return Scan(_kind_of(label), body, label)


def _kind_of(label: ElementString) -> ScanKind:
    return ScanKind.SSCC if label.fields().keys() == {"00"} else ScanKind.ELEMENT_STRING


def _by_shape(body: str, substitute: str, today: date | None) -> Scan:
    try:
        found = _as_number(body, today) or _as_raw_fields(body, substitute, today)
    except Gs1Error as error:
        return Scan(ScanKind.PLAIN_TEXT, body, reason=str(error))
    return found or Scan(ScanKind.PLAIN_TEXT, body)


def _as_number(body: str, today: date | None) -> Scan | None:
    if _TAG_IN_HEX.fullmatch(body):
        epc = epc_from_hex(body)
        return Scan(ScanKind.EPC, body, epc.label(today=today), epc=epc)
    if not is_digits(body):
        return None
    if len(body) in GTIN_LENGTHS:
        return Scan(ScanKind.GTIN, body, element_string([("01", gtin14(body))], today=today))
    if len(body) == SSCC_LENGTH or (len(body) == SSCC_LENGTH + 2 and body.startswith("00")):
        return Scan(ScanKind.SSCC, body, element_string([("00", sscc18(body))], today=today))
    return None


def _as_raw_fields(body: str, substitute: str, today: date | None) -> Scan | None:
    """Fields run together without a sign that they are: believed where a key's check digit or a separator shows it.

    "10AB" may be a lot or a location; "01" with a GTIN behind it is hardly anything else.
    """
    if not (_starts_with_key(body) or _separator_shows(body, substitute)):
        return None
    label = parse_element_string(body, group_separator_substitute=substitute, today=today)
    return Scan(_kind_of(label), body, label)


def _starts_with_key(body: str) -> bool:
    try:
        known = identifier_at_start(body)
    except Gs1Error:
        return False
    length = known.predefined_length or 0
    value = body[len(known.code) : len(known.code) + length]
    return 0 < known.checked == length == len(value) and is_digits(value)


def _separator_shows(body: str, substitute: str) -> bool:
    return substitute in body and not _COMMON_IN_CODES.fullmatch(substitute)
