"""What the two to four digits before each field of a label say: this is the lot, this the expiry, this the weight.

The table holds the identifiers a warehouse meets daily, after the GS1 General Specifications, section 3.2. Any other
that GS1 has published is known through biip's list, so that a label with a phone number on it can still be read.

Formats: N digits, X any character GS1 allows; "N6" six of them, "X..20" one to twenty, "[+N2]" two or none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from wms.gs1.check_digit import verify_key
from wms.gs1.errors import (
    BadCharacter,
    FieldTooLong,
    MalformedField,
    TruncatedField,
    UnknownIdentifier,
    legible,
)


class When(StrEnum):
    """What kind of date a field holds."""

    NEVER = ""
    DAY = "YYMMDD"
    MOMENT = "YYMMDDhh[mm[ss]]"


_ANY_LENGTH = 512
_CHARACTERS = {"N": "0-9", "X": r"!\"%-?A-Z_a-z"}
_PART = re.compile(r"(\[?)\+?([NX])(\.\.)?([0-9]+)\]?")
# How long a field is when these two digits begin its identifier, identifier included: such a field needs no separator
# after it (GS1 General Specifications, figure 7.8.5-2). All others end at a separator or at the end of the scan.
_PREDEFINED_LENGTHS = {
    "00": 20, "01": 16, "02": 16, "03": 16, "04": 18,
    **dict.fromkeys(("11", "12", "13", "14", "15", "16", "17", "18", "19"), 8), "20": 4,
    **dict.fromkeys(("31", "32", "33", "34", "35", "36"), 10), "41": 16,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ApplicationIdentifier:
    """One identifier. `decimals` is the place of the decimal point from the right, for measures and amounts.

    `checked` is how many leading digits of the value end in a check digit; 0 when none do. `shortest` and `longest`
    bound the value in characters.
    """

    code: str
    title: str
    format: str
    pattern: re.Pattern[str]
    shortest: int
    longest: int
    when: When = When.NEVER
    checked: int = 0
    decimals: int | None = None

    @property
    def predefined_length(self) -> int | None:
        """The value's length when no separator has to follow it, else None."""
        whole = _PREDEFINED_LENGTHS.get(self.code[:2])
        return None if whole is None else whole - len(self.code)

    @property
    def family(self) -> str:
        """The identifier without its decimal place: "310" for the net weights 3100 to 3105."""
        return self.code if self.decimals is None else self.code[:3]

    def verify(self, value: str) -> None:
        """Raise TruncatedField, FieldTooLong, BadCharacter, MalformedField, WrongCheckDigit or NamesNothing
        unless `value` fits."""
        if not self.pattern.fullmatch(value):
            raise self._misfit(value)
        if self.checked:
            verify_key(value[: self.checked], self.title)

    def _misfit(self, value: str) -> TruncatedField | FieldTooLong | BadCharacter | MalformedField:
        about = {"code": self.code, "title": self.title, "found": legible(value)}
        if len(value) < self.shortest:
            template = "({code}) {title} is cut short: «{found}» should have {expected} characters or more."
            return TruncatedField(template, **about, expected=self.shortest)
        if len(value) > self.longest:
            template = (
                "({code}) {title} is too long: «{found}» should have at most {expected} characters. "
                "Perhaps the scanner leaves out the separator between fields."
            )
            return FieldTooLong(template, **about, expected=self.longest)
        if self.format.startswith("X") and self.shortest:
            return BadCharacter("({code}) {title} holds a character no label may: «{found}».", **about)
        if self.format.startswith("N") and "X" not in self.format and self.shortest:
            return BadCharacter("({code}) {title} must hold digits only: «{found}».", **about)
        return MalformedField("({code}) {title} «{found}» does not have the form {expected}.", **about,
                              expected=self.format)  # fmt: skip


def _build(
    code: str, format_: str, title: str, when: When = When.NEVER, checked: int = 0, decimals: int | None = None
) -> ApplicationIdentifier:
    expression, shortest, longest = "", 0, 0
    for optional, kind, up_to, digits in _PART.findall(format_):
        most = int(digits)
        least = 0 if optional else 1 if up_to else most
        characters = f"[{_CHARACTERS[kind]}]"
        expression += f"{characters}{{{least},{most}}}" if up_to or not optional else f"(?:{characters}{{{most}}})?"
        shortest, longest = shortest + least, longest + most
    return ApplicationIdentifier(
        code, title, format_, re.compile(expression), shortest, longest, when, checked, decimals
    )


_FIXED_MEANING = [
    _build("00", "N18", "SSCC", checked=18),
    _build("01", "N14", "GTIN", checked=14),
    _build("02", "N14", "content GTIN", checked=14),
    _build("03", "N14", "made-to-order GTIN", checked=14),
    _build("10", "X..20", "lot"),
    _build("11", "N6", "production date", When.DAY),
    _build("12", "N6", "due date", When.DAY),
    _build("13", "N6", "packaging date", When.DAY),
    _build("15", "N6", "best before date", When.DAY),
    _build("16", "N6", "sell by date", When.DAY),
    _build("17", "N6", "expiry date", When.DAY),
    _build("20", "N2", "product variant"),
    _build("21", "X..20", "serial number"),
    _build("22", "X..20", "consumer product variant"),
    _build("235", "X..28", "third-party serial number"),
    _build("240", "X..30", "additional product identification"),
    _build("241", "X..30", "customer part number"),
    _build("242", "N..6", "made-to-order variation"),
    _build("243", "X..20", "packaging component number"),
    _build("250", "X..30", "secondary serial number"),
    _build("251", "X..30", "reference to source"),
    _build("253", "N13[+X..17]", "document identifier GDTI", checked=13),
    _build("254", "X..20", "GLN extension"),
    _build("30", "N..8", "variable count"),
    _build("37", "N..8", "count of trade items"),
    _build("400", "X..30", "customer's order number"),
    _build("401", "X..30", "consignment number GINC"),
    _build("402", "N17", "shipment number GSIN", checked=17),
    _build("403", "X..30", "routing code"),
    _build("410", "N13", "ship-to GLN", checked=13),
    _build("411", "N13", "bill-to GLN", checked=13),
    _build("412", "N13", "purchased-from GLN", checked=13),
    _build("413", "N13", "ship-for GLN", checked=13),
    _build("414", "N13", "location GLN", checked=13),
    _build("415", "N13", "pay-to GLN", checked=13),
    _build("416", "N13", "production or service location GLN", checked=13),
    _build("417", "N13", "party GLN", checked=13),
    _build("420", "X..20", "ship-to postal code"),
    _build("421", "N3+X..9", "ship-to postal code with country"),
    _build("422", "N3", "country of origin"),
    _build("7003", "N10", "expiry date and time", When.MOMENT),
    _build("8004", "X..30", "individual asset GIAI"),
    _build("8005", "N6", "price per unit of measure"),
    _build("8006", "N14+N2+N2", "individual trade item piece", checked=14),
    _build("8008", "N8[+N2][+N2]", "production date and time", When.MOMENT),
    _build("8017", "N18", "service relation number of the provider", checked=18),
    _build("8018", "N18", "service relation number of the recipient", checked=18),
    _build("8020", "X..25", "payment slip reference"),
    _build("8026", "N14+N2+N2", "content trade item piece", checked=14),
    _build("90", "X..30", "information agreed between partners"),
    *(_build(str(code), "X..90", "company internal information") for code in range(91, 100)),
]
_MEASURES = {
    "310": "net weight, kg", "311": "length, m", "312": "width, m", "313": "height, m",
    "314": "area, m²", "315": "net volume, l", "316": "net volume, m³",
    "330": "gross weight, kg", "331": "outer length, m", "332": "outer width, m", "333": "outer height, m",
    "334": "outer area, m²", "335": "outer volume, l", "336": "outer volume, m³", "337": "kilograms per m²",
}  # fmt: skip
_AMOUNTS = {
    "390": ("N..15", "amount payable"), "391": ("N3+N..15", "amount payable with currency"),
    "392": ("N..15", "price"), "393": ("N3+N..15", "price with currency"),
}  # fmt: skip
_WITH_DECIMALS = [
    *(_build(f"{f}{n}", "N6", title, decimals=n) for f, title in _MEASURES.items() for n in range(6)),
    *(_build(f"{f}{n}", form, title, decimals=n) for f, (form, title) in _AMOUNTS.items() for n in range(10)),
]
WAREHOUSE_IDENTIFIERS = {known.code: known for known in (*_FIXED_MEANING, *_WITH_DECIMALS)}


def identifier_at_start(text: str) -> ApplicationIdentifier:
    """The identifier that `text` begins with. Raises UnknownIdentifier."""
    for length in (2, 3, 4):
        known = WAREHOUSE_IDENTIFIERS.get(text[:length])
        if known is not None:
            return known
    return _published(text[:4])


def identifier(code: str) -> ApplicationIdentifier:
    """The identifier with exactly that code. Raises UnknownIdentifier."""
    known = identifier_at_start(code)
    if known.code != code:
        raise UnknownIdentifier("GS1 knows no identifier ({found}).", found=legible(code))
    return known


@lru_cache(maxsize=1024)
def _published(start: str) -> ApplicationIdentifier:
    """An identifier outside the warehouse's table; its pattern comes from biip, without the identifier itself."""
    from biip import ParseError  # reads long lists as it is imported, for what hardly any label bears
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier

    try:
        known = GS1ApplicationIdentifier.extract(start)
    except ParseError as error:
        template = "GS1 knows no identifier that begins with «{found}»."
        raise UnknownIdentifier(template, found=legible(start)) from error
    expression = known.pattern.removeprefix(f"^{known.ai}").removesuffix("$")
    # Where GS1 predefines no length it is left to the pattern, and every mismatch is told as a wrong form.
    predefined = _PREDEFINED_LENGTHS.get(known.ai[:2])
    shortest, longest = (0, _ANY_LENGTH) if predefined is None else (predefined - len(known.ai),) * 2
    format_ = known.format.partition("+")[2]
    decimals = int(known.ai[3]) if known.ai[:2] in {"32", "34", "35", "36"} else None
    return ApplicationIdentifier(
        known.ai, known.description, format_, re.compile(expression, re.ASCII), shortest, longest, decimals=decimals
    )
