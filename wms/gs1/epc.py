"""The identity in an RFID tag: a serialised item (SGTIN), a load (SSCC) or a place (SGLN), in 96 bits.

Unlike a barcode, a tag marks where the company prefix ends: its partition value says how the bits are shared between
company and reference. After GS1's EPC Tag Data Standard: the pure identity and tag URIs, and the 96-bit encodings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote, unquote

from wms.gs1.application_identifiers import identifier
from wms.gs1.check_digit import append_check_digit, is_digits
from wms.gs1.company_prefix import company_prefix_length
from wms.gs1.element_string import ElementString, element_string
from wms.gs1.errors import BadEpc, legible

_BITS = 96
_HEADER_BITS, _FILTER_BITS, _PARTITION_BITS = 8, 3, 3
_LONGEST_PREFIX = 12
# Bits for a company prefix of 12, 11 … 6 digits: partition values 0 to 6, the same in the three schemes.
_PREFIX_BITS = (40, 37, 34, 30, 27, 24, 20)
_URI = re.compile(r"urn:epc:(?:id:(?P<id>[a-z]+)|tag:(?P<tag>[a-z]+)-(?P<size>[0-9]+)):(?P<rest>.+)", re.IGNORECASE)
_NOT_ESCAPED = "!'()*+,-.:;=_"  # what a serial number may show in an EPC URI besides letters and digits


class Scheme(StrEnum):
    """What kind of thing bears the tag."""

    SGTIN = "sgtin"
    SSCC = "sscc"
    SGLN = "sgln"


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a scheme shares 96 bits: `key_digits` and `key_bits` count company prefix and reference together."""

    header: int
    key_digits: int
    key_bits: int

    @property
    def serial_bits(self) -> int:
        return _BITS - _HEADER_BITS - _FILTER_BITS - _PARTITION_BITS - self.key_bits


_LAYOUTS = {
    Scheme.SGTIN: _Layout(0x30, 13, 44),
    Scheme.SSCC: _Layout(0x31, 17, 58),
    Scheme.SGLN: _Layout(0x32, 12, 41),
}


@dataclass(frozen=True, slots=True)
class Epc:
    """A tag's identity, checked when made. Raises BadEpc, or the fault of a serial number no label may bear.

    `reference` starts with the indicator digit (SGTIN) or the extension digit (SSCC). `serial` is the item's serial
    number or the place's extension ("0": the whole place); an SSCC has none. `filter` is 0 to 7, 0 for "all others".
    """

    scheme: Scheme
    company_prefix: str
    reference: str
    serial: str = ""
    filter: int = 0

    def __post_init__(self) -> None:
        expected = _LAYOUTS[self.scheme].key_digits - len(self.company_prefix)
        if not is_digits(self.company_prefix) or not 6 <= len(self.company_prefix) <= _LONGEST_PREFIX:
            raise BadEpc("A company prefix has 6 to 12 digits, not «{found}».", found=legible(self.company_prefix))
        if len(self.reference) != expected or not (is_digits(self.reference) or expected == 0):
            template = "The reference «{found}» must have {expected} digits."
            raise BadEpc(template, found=legible(self.reference), expected=expected)
        if (self.scheme is Scheme.SSCC) != (self.serial == ""):
            raise BadEpc("An SGTIN and an SGLN need a serial number or extension, and an SSCC has none.")
        if self.serial:
            identifier("21" if self.scheme is Scheme.SGTIN else "254").verify(self.serial)
        if not 0 <= self.filter < 1 << _FILTER_BITS:
            raise BadEpc("The filter value is 0 to 7, not {found}.", found=self.filter)

    def pure_identity(self) -> str:
        """The address of the thing: "urn:epc:id:sgtin:0614141.812345.6789"."""
        return f"urn:epc:id:{self.scheme}:{self._dotted()}"

    def tag_uri(self) -> str:
        """The address with the tag's filter: "urn:epc:tag:sgtin-96:3.0614141.812345.6789". Raises BadEpc as `hex`."""
        _serial_number(self)
        return f"urn:epc:tag:{self.scheme}-96:{self.filter}.{self._dotted()}"

    def _dotted(self) -> str:
        parts = [self.company_prefix, self.reference]
        return ".".join(parts if self.scheme is Scheme.SSCC else [*parts, quote(self.serial, safe=_NOT_ESCAPED)])

    def hex(self) -> str:
        """The 96 bits as 24 hexadecimal digits. Raises BadEpc when the serial number does not fit into 96 bits."""
        layout, partition = _LAYOUTS[self.scheme], _LONGEST_PREFIX - len(self.company_prefix)
        reference_bits = layout.key_bits - _PREFIX_BITS[partition]
        bits = layout.header
        for number, width in (
            (self.filter, _FILTER_BITS),
            (partition, _PARTITION_BITS),
            (int(self.company_prefix), _PREFIX_BITS[partition]),
            (int(self.reference or 0), reference_bits),
            (_serial_number(self), layout.serial_bits),
        ):
            bits = bits << width | number
        return f"{bits:024X}"

    def label(self, *, today: date | None = None) -> ElementString:
        """The same identity as a barcode's fields: (01)(21), (00), or (414)(254)."""
        if self.scheme is Scheme.SSCC:
            sscc = append_check_digit(self.reference[0] + self.company_prefix + self.reference[1:])
            return element_string([("00", sscc)], today=today)
        if self.scheme is Scheme.SGTIN:
            gtin = append_check_digit(self.reference[0] + self.company_prefix + self.reference[1:])
            return element_string([("01", gtin), ("21", self.serial)], today=today)
        gln = append_check_digit(self.company_prefix + self.reference)
        extension = [] if self.serial == "0" else [("254", self.serial)]
        return element_string([("414", gln), *extension], today=today)


def _serial_number(epc: Epc) -> int:
    """The serial number as 96-bit tags hold it: digits only, no zero in front, within its bits."""
    text, bits = epc.serial or "0", _LAYOUTS[epc.scheme].serial_bits
    if not is_digits(text) or (len(text) > 1 and text[0] == "0") or int(text) >> bits:
        raise BadEpc(
            "The serial number «{found}» does not fit into a 96-bit tag: it must be 0 to {expected}, "
            "without zeros in front.",
            found=legible(text),
            expected=(1 << bits) - 1,
        )
    return int(text)


def epc_from_hex(text: str) -> Epc:
    """Read 24 hexadecimal digits of an SGTIN-96, SSCC-96 or SGLN-96. Raises BadEpc."""
    if not re.fullmatch(r"[0-9A-Fa-f]{24}", text):
        raise BadEpc("A 96-bit tag is read as 24 hexadecimal digits, not «{found}».", found=legible(text))
    header = int(text[:2], 16)
    scheme = next((s for s, layout in _LAYOUTS.items() if layout.header == header), None)
    if scheme is None:
        raise BadEpc("The tag's header {found} is no SGTIN-96, SSCC-96 or SGLN-96.", found=text[:2].upper())
    return _unpacked(scheme, int(text, 16))


def _unpacked(scheme: Scheme, bits: int) -> Epc:
    layout = _LAYOUTS[scheme]
    key, serial = bits >> layout.serial_bits, bits & (1 << layout.serial_bits) - 1
    partition = key >> layout.key_bits & 0b111
    filter_ = key >> layout.key_bits + _PARTITION_BITS & 0b111
    if partition >= len(_PREFIX_BITS):
        raise BadEpc("The tag's partition value {found} does not exist.", found=partition)
    reference_bits = layout.key_bits - _PREFIX_BITS[partition]
    prefix_digits = _LONGEST_PREFIX - partition
    prefix = key >> reference_bits & (1 << _PREFIX_BITS[partition]) - 1
    reference = key & (1 << reference_bits) - 1
    if scheme is Scheme.SSCC and serial:
        raise BadEpc("The last 24 bits of an SSCC-96 must be zero.")
    return Epc(
        scheme,
        str(prefix).zfill(prefix_digits),
        _padded(reference, layout.key_digits - prefix_digits),
        "" if scheme is Scheme.SSCC else str(serial),
        filter_,
    )


def _padded(number: int, digits: int) -> str:
    # A place whose prefix has 12 digits has no digits left for the reference, only a bit that must be zero.
    return str(number).zfill(digits) if digits or number else ""


def is_epc_uri(text: str) -> bool:
    """Whether `text` begins as an EPC address does."""
    return text.lower().startswith("urn:epc:")


def epc_from_uri(text: str) -> Epc:
    """Read a pure identity URI or a tag URI of a 96-bit scheme. Raises BadEpc."""
    match = _URI.fullmatch(text)
    name = ((match["id"] or match["tag"]) if match else "").lower()
    if match is None or name not in set(Scheme) or match["size"] not in (None, "96"):
        raise BadEpc("«{found}» is no EPC address of an SGTIN, SSCC or SGLN.", found=legible(text))
    scheme = Scheme(name)
    wanted = (2 if scheme is Scheme.SSCC else 3) + (match["tag"] is not None)
    parts = match["rest"].split(".", wanted - 1)
    if len(parts) != wanted:
        raise BadEpc("«{found}» should have {expected} parts.", found=legible(text), expected=wanted)
    filter_ = parts.pop(0) if match["tag"] else "0"
    if not is_digits(filter_) or len(filter_) > 1:
        raise BadEpc("The filter value is 0 to 7, not {found}.", found=legible(filter_))
    epc = Epc(scheme, parts[0], parts[1], "" if scheme is Scheme.SSCC else unquote(parts[2]), int(filter_))
    if match["tag"]:
        _serial_number(epc)
    return epc


def epc_from_label(label: ElementString, *, prefix_length: int | None = None, filter_value: int = 0) -> Epc:
    """The tag identity of a label: its SSCC, else its GTIN with serial number, else its location's GLN.

    `prefix_length` is the number of digits of the company prefix; GS1's published ranges are asked when it is None.
    Raises BadEpc, or UnknownCompanyPrefix.
    """
    if label.sscc:
        return _split_key(Scheme.SSCC, label.sscc[0], label.sscc[1:-1], "", prefix_length, filter_value)
    if label.gtin and label.serial:
        return _split_key(Scheme.SGTIN, label.gtin[0], label.gtin[1:-1], label.serial, prefix_length, filter_value)
    if label.location_gln:
        extension = label.location_extension or "0"
        return _split_key(Scheme.SGLN, "", label.location_gln[:-1], extension, prefix_length, filter_value)
    raise BadEpc("A tag needs an SSCC, a GTIN with a serial number, or the GLN of a location.")


def _split_key(scheme: Scheme, first: str, rest: str, serial: str, length: int | None, filter_value: int) -> Epc:
    end = length if length is not None else company_prefix_length(rest)
    return Epc(scheme, rest[:end], first + rest[end:], serial, filter_value)
