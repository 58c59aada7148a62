"""The fields of one scanned label: which goods, which lot, how many, until when, on which licence plate.

What is held here has been checked: every identifier is known, every check digit fits, every date is a day, and no
identifier says two things. `element_text` reads it from a scan and writes it for a label.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from wms.base.clock import utc_now
from wms.gs1.application_identifiers import ApplicationIdentifier, When, identifier
from wms.gs1.dates import read_date, read_moment
from wms.gs1.errors import BadDate, NotWhole, RepeatedIdentifier, legible

GRAMS_IN_A_KILOGRAM = 1000
_DAY_LENGTH = len("YYMMDD")


@dataclass(frozen=True, slots=True)
class Element:
    """One field: what it is, and its value as printed, without the identifier."""

    identifier: ApplicationIdentifier
    value: str

    @property
    def code(self) -> str:
        """The identifier's digits: "01"."""
        return self.identifier.code


@dataclass(frozen=True, slots=True)
class ElementString:
    """The fields of a label in the order they were read. `today` is the day that two-digit years are seen from.

    Two are equal when they hold the same fields in the same order, whenever they were read.
    Make one with `element_string` or `element_text.parse_element_string`, which check the fields.
    """

    elements: tuple[Element, ...]
    today: date = field(compare=False)

    def value(self, code: str) -> str | None:
        """The text of the field with that identifier, or None when the label has none."""
        return next((e.value for e in self.elements if e.code == code), None)

    def fields(self) -> dict[str, str]:
        """All fields as text, by identifier."""
        return {e.code: e.value for e in self.elements}

    @property
    def sscc(self) -> str | None:
        """(00) the licence plate, 18 digits."""
        return self.value("00")

    @property
    def gtin(self) -> str | None:
        """(01) the item and packaging level of the labelled thing itself, 14 digits."""
        return self.value("01")

    @property
    def content_gtin(self) -> str | None:
        """(02) the GTIN of the items within a load, 14 digits; `count` says how many."""
        return self.value("02")

    @property
    def count(self) -> int | None:
        """(37) how many of `content_gtin` the load holds."""
        return self._whole("37")

    @property
    def variable_count(self) -> int | None:
        """(30) how many pieces are in an item whose number of pieces varies."""
        return self._whole("30")

    @property
    def lot(self) -> str | None:
        """(10) the lot."""
        return self.value("10")

    @property
    def serial(self) -> str | None:
        """(21) the serial number."""
        return self.value("21")

    @property
    def expiry(self) -> date | None:
        """(17) the last day of use, or the day of (7003) where a label gives the hour as well."""
        return self._day("17") or self._day("7003")

    @property
    def best_before(self) -> date | None:
        """(15) the day until which the quality holds."""
        return self._day("15")

    @property
    def production_date(self) -> date | None:
        """(11) the day of production, or the day of (8008) where a label gives the hour as well."""
        return self._day("11") or self._day("8008")

    @property
    def packaging_date(self) -> date | None:
        """(13) the day of packaging."""
        return self._day("13")

    @property
    def order_number(self) -> str | None:
        """(400) the customer's order number."""
        return self.value("400")

    @property
    def ship_to_gln(self) -> str | None:
        """(410) the place the load goes to, 13 digits."""
        return self.value("410")

    @property
    def location_gln(self) -> str | None:
        """(414) the GLN of the place this label hangs at, 13 digits; `location_extension` narrows it down."""
        return self.value("414")

    @property
    def location_extension(self) -> str | None:
        """(254) the part of the place that `location_gln` names."""
        return self.value("254")

    @property
    def net_weight_grams(self) -> int | None:
        """(3100 to 3105) the net weight in whole grams.

        Nothing is rounded: digits beyond the gram must be zero. Raises NotWhole otherwise.
        """
        return self._grams("310")

    @property
    def gross_weight_grams(self) -> int | None:
        """(3300 to 3305) the gross weight in whole grams. Raises NotWhole as `net_weight_grams` does."""
        return self._grams("330")

    def decimal(self, family: str) -> Decimal | None:
        """The measure or amount of that family ("310", "392"), its decimal point set; currency digits left out."""
        for e in self.elements:
            if e.identifier.decimals is not None and e.identifier.family == family:
                digits = e.value[3:] if family in {"391", "393"} else e.value
                return Decimal(digits).scaleb(-e.identifier.decimals)
        return None

    def _whole(self, code: str) -> int | None:
        text = self.value(code)
        return None if text is None else int(text)

    def _day(self, code: str) -> date | None:
        text = self.value(code)
        return None if text is None else read_date(text[:_DAY_LENGTH], self.today)

    def _grams(self, family: str) -> int | None:
        kilograms = self.decimal(family)
        if kilograms is None:
            return None
        grams = kilograms * GRAMS_IN_A_KILOGRAM
        if grams != grams.to_integral_value():
            raise NotWhole("{found} kg is not a whole number of grams.", found=kilograms)
        return int(grams)


def element_string(fields: Iterable[tuple[str, str]], *, today: date | None = None) -> ElementString:
    """The checked label of those (identifier, value) pairs; a field that is repeated unchanged counts once.

    `today` (the present UTC day when not given) settles the century of two-digit years. Raises a Gs1Error for the
    first field that is wrong: UnknownIdentifier, TruncatedField, FieldTooLong, BadCharacter, MalformedField,
    WrongCheckDigit, NamesNothing, BadDate or RepeatedIdentifier.
    """
    seen_from = today or utc_now().date()
    by_family: dict[str, Element] = {}
    for code, value in fields:
        element = Element(identifier(code), value)
        element.identifier.verify(value)
        _verify_date(element, seen_from)
        earlier = by_family.setdefault(element.identifier.family, element)
        if earlier != element:
            raise RepeatedIdentifier(
                "({code}) {title} stands twice, as «{expected}» and as «{found}».",
                code=code,
                title=element.identifier.title,
                expected=legible(earlier.value),
                found=legible(value),
            )
    return ElementString(tuple(by_family.values()), seen_from)


def _verify_date(element: Element, today: date) -> None:
    try:
        if element.identifier.when is When.DAY:
            read_date(element.value, today)
        elif element.identifier.when is When.MOMENT:
            read_moment(element.value, today)
    except BadDate as error:
        raise BadDate(
            "({code}) {title}: «{found}» is no date in the form {expected}.",
            code=element.code,
            title=element.identifier.title,
            found=element.value,
            expected=element.identifier.when.value,
        ) from error


def expiry_moment(label: ElementString) -> datetime | None:
    """(7003) the local time of expiry, without a zone, as the label gives none; None when the label has none."""
    text = label.value("7003")
    return None if text is None else read_moment(text, label.today)
