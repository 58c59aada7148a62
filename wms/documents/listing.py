"""A list as it was seen on the screen, on paper: its title, what it was narrowed to, its columns, its rows.

Rows are drawn as they come, so that a long list needs no more memory than its pages, and can be stopped at any row.
Columns are as wide as their texts ask for, within what the page has; longer texts wrap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from reportlab.lib.units import mm

from wms.documents import fonts
from wms.documents.sheet import GREY, HAIR, INK, MARGIN, PAGES, SMALL, Made, Sheet

SIZE = 7.5
PAD = 3.5
_PITCH = 1.25
_SAMPLE, _MOST_LINES = 200, 3
_NARROW, _WIDE = 12 * mm, 70 * mm


@dataclass(frozen=True, slots=True)
class Titled:
    """One column: its title, and whether its values end at the right."""

    title: str
    right: bool = False


def draw_list(
    out: Any, made: Made, title: str, site: str, about: Sequence[str], columns: Sequence[Titled],
    rows: Iterable[Sequence[str]],
) -> int:  # fmt: skip
    """Draw the list into `out` as a PDF; `about` says what it was narrowed to. Returns the number of rows."""
    fonts.ready()
    coming = iter(rows)
    first = list(islice(coming, _SAMPLE))
    natural = _natural(columns, first)
    portrait = float(PAGES[made.page][0] - 2 * MARGIN)
    sheet = Sheet(out, made, title, "", site, landscape=sum(natural) > portrait)
    for line in about:
        sheet.paragraph(line)
    drawing = _Drawing(sheet, columns, _fitted(natural, sheet.room))
    count = drawing.draw(chain(first, coming))
    sheet.finish()
    return count


class _Drawing:
    def __init__(self, sheet: Sheet, columns: Sequence[Titled], widths: Sequence[float]) -> None:
        self.sheet, self.columns, self.widths = sheet, columns, widths
        self.lefts = [MARGIN + sum(widths[:place]) for place in range(len(widths))]

    def draw(self, rows: Iterator[Sequence[str]]) -> int:
        """All rows under their titles; returns how many."""
        count = 0
        self._titles()
        for row in rows:
            count += 1
            cells = [self._lines(text, wide) for text, wide in zip(row, self.widths, strict=True)]
            tall = max(len(cell) for cell in cells) * SIZE * _PITCH + 2 * PAD
            if self.sheet.need(tall):
                self._titles()
            self._row(cells)
            self.sheet.y -= tall
            self.sheet.line(MARGIN, MARGIN + self.sheet.room, self.sheet.y, HAIR, 0.3)
        return count

    def _lines(self, text: str, wide: float) -> list[str]:
        room = wide - 2 * PAD
        if fonts.width(text, SIZE) <= room:
            return [text]
        return fonts.wrapped(text, SIZE, room, _MOST_LINES) or [""]

    def _row(self, cells: Sequence[Sequence[str]]) -> None:
        for column, left, wide, lines in zip(self.columns, self.lefts, self.widths, cells, strict=True):
            place = left + wide - PAD if column.right else left + PAD
            y = self.sheet.y - PAD
            for line in lines:
                y -= SIZE * _PITCH
                self.sheet.text(place, y + SIZE * 0.3, line, SIZE, right=column.right)

    def _titles(self) -> None:
        sheet = self.sheet
        titles = [fonts.wrapped(each.title, SMALL, wide - PAD, 2, bold=True)
                  for each, wide in zip(self.columns, self.widths, strict=True)]  # fmt: skip
        tall = max(len(lines) for lines in titles) * SMALL * _PITCH + 2 * PAD
        for column, left, wide, lines in zip(self.columns, self.lefts, self.widths, titles, strict=True):
            place = left + wide - PAD if column.right else left + PAD
            for number, line in enumerate(reversed(lines)):
                y = sheet.y - tall + PAD + number * SMALL * _PITCH
                sheet.text(place, y, line, SMALL, bold=True, grey=GREY, right=column.right)
        sheet.y -= tall
        sheet.line(MARGIN, MARGIN + sheet.room, sheet.y, INK, 0.8)


def _natural(columns: Sequence[Titled], rows: Sequence[Sequence[str]]) -> list[float]:
    """How wide each column would like to be, in points."""
    found = []
    for place, column in enumerate(columns):
        texts = max((fonts.width(row[place], SIZE) for row in rows), default=0.0)
        word = max((fonts.width(part, SMALL, bold=True) for part in column.title.split()), default=0.0)
        found.append(min(max(texts, word) + 3 * PAD, float(_WIDE)))
    return found


def _fitted(natural: Sequence[float], room: float) -> list[float]:
    """The widths that fill the page: what is left is shared out, what is missing is taken from the widest."""
    spare = room - sum(natural)
    if spare >= 0:
        return [wide + spare / len(natural) for wide in natural]
    least = min(float(_NARROW), room / len(natural))
    over = sum(max(0.0, wide - least) for wide in natural)
    return [wide + spare * max(0.0, wide - least) / over if over else room / len(natural) for wide in natural]
