"""Which font draws which sign: a Latin face that is always there, and the machine's own Chinese one.

A line is cut into runs so that every sign is drawn in a face that has it; both are embedded, so that a paper looks the
same wherever it is printed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from wms.documents import brought

LATIN, BOLD, CHINESE = "Vera", "VeraBd", "WmsChinese"
SMALLEST_BOLD = 9.0
"""Below this size, in points, Chinese is never bold."""
_PLACES = {
    "linux": ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
              "/usr/share/fonts/truetype/arphic/uming.ttc"),
    "darwin": ("/System/Library/Fonts/STHeiti Light.ttc", "/Library/Fonts/Arial Unicode.ttf"),
    "win32": ("C:/Windows/Fonts/msyh.ttc", "C:/Windows/Fonts/simhei.ttf", "C:/Windows/Fonts/simsun.ttc"),
}  # fmt: skip
Runs = tuple[tuple[str, str], ...]


@cache
def ready() -> str:
    """Register the faces; returns the name of the one for Chinese.

    The environment variable WMS_FONT names a TrueType file to use instead. Where no Chinese face is installed, the
    reader's own is asked for, which is not embedded.
    """
    for face in (LATIN, BOLD):
        pdfmetrics.registerFont(TTFont(face, f"{face}.ttf"))
    for place in _places():
        if place.is_file():
            pdfmetrics.registerFont(TTFont(CHINESE, str(place), subfontIndex=0))
            return CHINESE
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def _places() -> Iterator[Path]:
    """Where a Chinese face may lie: what was chosen, what came with the program, what the system has."""
    if chosen := os.environ.get("WMS_FONT"):
        yield Path(chosen)
    yield from brought.fonts()
    yield from map(Path, _PLACES.get(sys.platform, ()))


@cache
def _latin_signs() -> frozenset[int]:
    ready()
    return frozenset(pdfmetrics.getFont(LATIN).face.charToGlyph)


@lru_cache(maxsize=20_000)
def runs(text: str, *, bold: bool = False) -> Runs:
    """The text as (face, part) pairs; signs that cannot be printed become a box."""
    latin, chinese = BOLD if bold else LATIN, ready()
    shown = "".join(sign if sign.isprintable() else "□" for sign in text)
    known = _latin_signs()
    grouped = groupby(shown, key=lambda sign: latin if ord(sign) in known else chinese)
    return tuple((face, "".join(part)) for face, part in grouped)


@lru_cache(maxsize=20_000)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is in points; remembered, as papers say the same again and again."""
    return sum(float(pdfmetrics.stringWidth(part, face, size)) for face, part in runs(text, bold=bold))


def draw(canvas: Canvas, x: float, y: float, text: str, size: float, *, bold: bool = False, grey: float = 0.0) -> None:
    """One line with its baseline at (x, y) points.

    A Chinese face has no bold brother, so its outline is drawn too; small signs would only become blots by that.
    """
    canvas.setFillGray(grey)
    for face, part in runs(text, bold=bold):
        canvas.setFont(face, size)
        if bold and face != BOLD and size >= SMALLEST_BOLD:
            canvas.setStrokeGray(grey)
            canvas.setLineWidth(size / 30)
            canvas.drawString(x, y, part, mode=2)
        else:
            canvas.drawString(x, y, part, mode=0)
        x += float(pdfmetrics.stringWidth(part, face, size))


@lru_cache(maxsize=20_000)
def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it would be wider than `room` points."""
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle] + "…", size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low] + "…"


def wrapped(text: str, size: float, room: float, most: int, *, bold: bool = False) -> list[str]:
    """The text in at most `most` lines no wider than `room` points; the last is cut where there is more to say.

    A line ends at a blank where there is one in its second half, or after a hyphen, or else (Chinese, long codes)
    anywhere.
    """
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most - 1 and width(rest, size, bold=bold) > room:
        end = max(1, len(fitted(rest, size, room, bold=bold)) - 1)
        blank = rest.rfind(" ", end // 2, end + 1)
        hyphen = rest.rfind("-", end // 2, end) + 1
        cut = blank if blank > 0 else hyphen or end
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, fitted(rest, size, room, bold=bold)]
