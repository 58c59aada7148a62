"""What the symbols on labels say: checked GS1 element strings, or nothing where the goods cannot be said in GS1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zlib import crc32

from wms.gs1.element_string import element_string
from wms.gs1.errors import Gs1Error


def trade_item(gtin: str, lot: str, serial: str, expiry: date | None) -> str:
    """(01) GTIN with (17) expiry, (10) lot and (21) serial; empty without a GTIN or with signs GS1 does not know."""
    return _checked([("01", gtin.zfill(14) if gtin else ""), ("17", _day(expiry)), ("10", lot), ("21", serial)])


def contained(gtin: str, count: int, lot: str, expiry: date | None) -> str:
    """What a plate carries: (02) GTIN of the content, (37) count, (17) expiry, (10) lot; empty as for `trade_item`."""
    return _checked([("02", gtin.zfill(14) if gtin else ""), ("17", _day(expiry)), ("37", str(count)), ("10", lot)])


def check_digits(code: str) -> str:
    """Two digits of a location, to be read aloud: the same code always gives the same, neighbours differ at will."""
    return f"{crc32(code.encode()) % 100:02}"


def _checked(fields: Sequence[tuple[str, str]]) -> str:
    given = [(code, value) for code, value in fields if value]
    if not fields[0][1] or any(sign in value for _, value in given for sign in "()"):
        return ""
    try:
        element_string(given)
    except Gs1Error:
        return ""
    return "".join(f"({code}){value}" for code, value in given)


def _day(day: date | None) -> str:
    return f"{day:%y%m%d}" if day else ""
