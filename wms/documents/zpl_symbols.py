"""What a label printer's language, ZPL II, is told for a symbol: Code 128 and GS1-128 (^BC), DataMatrix (^BX).

The printer draws the symbol itself, so its bars fall on whole dots. Zebra's ZPL II Programming Guide lists the codes
that begin with ">" within ^BC data, and the escape sign of ^BX, which differs between printers and is therefore named.
"""

from __future__ import annotations

from wms.gs1.element_text import GROUP_SEPARATOR, parse_element_string, raw_text

_IN_SET_B = {">": ">0", "^": "><", "~": ">="}
_FNC1, _TO_B, _TO_C, _BEGIN_B, _BEGIN_C = ">8", ">6", ">5", ">:", ">;"
ESCAPE = "_"
CHARACTER, STOP = 11, 13


def code_128(content: str) -> tuple[str, int]:
    """Field data for ^BC in mode N, and how many modules wide the symbol is; `content` is printable ASCII."""
    return _encoded(content)


def gs1_128(content: str) -> tuple[str, int]:
    """The same for GS1 text in brackets: FNC1 at the front, and after each field that has no set length."""
    return _encoded(GROUP_SEPARATOR + raw_text(parse_element_string(content)))


def gs1_data_matrix(content: str) -> str:
    """Field data for ^BX with `ESCAPE`, from GS1 text in brackets."""
    text = data_matrix(raw_text(parse_element_string(content)))
    return f"{ESCAPE}1" + text.replace(GROUP_SEPARATOR, f"{ESCAPE}1")


def data_matrix(content: str) -> str:
    """Field data for ^BX with `ESCAPE`, from ASCII text."""
    return content.replace(ESCAPE, ESCAPE * 2)


def _encoded(text: str) -> tuple[str, int]:
    """Two digits a character in set C wherever that is shorter, set B for the rest (ISO/IEC 15417, annex E)."""
    in_c = _begins_in_c(text)
    parts, count, place = [_BEGIN_C if in_c else _BEGIN_B], 2, 0
    while place < len(text):
        digits = _digits(text, place)
        if text[place] == GROUP_SEPARATOR:
            part, used = _FNC1, 1
        elif in_c:
            part, used = (text[place : place + 2], 2) if digits >= 2 else (_TO_B, 0)
            in_c = used > 0
        elif digits % 2 == 0 and digits >= (4 if place + digits == len(text) else 6):
            part, used, in_c = _TO_C, 0, True
        else:
            part, used = _IN_SET_B.get(text[place], text[place]), 1
        parts.append(part)
        place, count = place + used, count + 1
    return "".join(parts), count * CHARACTER + STOP


def _begins_in_c(text: str) -> bool:
    start = len(text) - len(text.lstrip(GROUP_SEPARATOR))
    digits = _digits(text, start)
    return digits >= 4 or (digits == 2 and start + digits == len(text))


def _digits(text: str, place: int) -> int:
    end = place
    while end < len(text) and text[end] in "0123456789":
        end += 1
    return end - place
