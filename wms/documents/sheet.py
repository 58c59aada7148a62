"""A designed page: header with title, number and barcode, body that flows over pages, footer with page x of y.

Measures are points from the lower left corner; the cursor `y` runs down the page. Rows have fixed heights, so that ten
thousand of them are a matter of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from wms.documents import barcodes, fonts
from wms.documents.barcodes import Symbol
from wms.documents.words import Language

PAGES = {"A4": A4, "Letter": LETTER}
MARGIN = 15 * mm
INK, GREY, PALE, RULE = 0.1, 0.45, 0.95, 0.75


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its title, its width in mm (0: what is left over), and how its values stand."""

    title: str
    width_mm: float = 0.0
    right: bool = False
    bold: bool = False
    barcode: bool = False
    box: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """Who printed it, when, in which language, on which paper; a reprint is marked as a copy."""

    language: Language
    by: str
    at: datetime
    page: str = "A4"
    copy: bool = False


class Sheet:
    """One document being drawn."""

    def __init__(self, out: Any, made: Made, title: str, number: str, site: str, *, landscape: bool = False) -> None:
        width, height = PAGES[made.page]
        self.width, self.height = (height, width) if landscape else (width, height)
        self.canvas = Canvas(out, pagesize=(self.width, self.height), pageCompression=1, invariant=1)
        self.canvas.setTitle(f"{title} {number}".strip())
        self.canvas.setAuthor(site)
        self.made, self.title, self.number, self.site = made, title, number, site
        self.say = made.language.say
        self.page = 0
        self.y = 0.0
        self.new_page()

    @property
    def room(self) -> float:
        """The width between the margins."""
        return float(self.width - 2 * MARGIN)

    def new_page(self) -> None:
        """Finish the page and begin the next with its header."""
        if self.page:
            self._footer()
            self.canvas.showPage()
        self.page += 1
        self._header()

    def need(self, height: float) -> bool:
        """Begin a new page when less than `height` is left; True when one was begun."""
        if self.y - height >= MARGIN + 8 * mm:
            return False
        self.new_page()
        return True

    def text(self, x: float, y: float, text: str, size: float = 9, *, bold: bool = False, grey: float = INK,
             right: bool = False, room: float | None = None) -> None:  # fmt: skip
        """One line of text with its baseline at (x, y); `right` ends it at x."""
        shown = fonts.fitted(text, size, room, bold=bold) if room is not None else text
        start = x - fonts.width(shown, size, bold=bold) if right else x
        self.canvas.setFillGray(grey)
        for face, part in fonts.runs(shown, bold=bold):
            self.canvas.setFont(face, size)
            self.canvas.drawString(start, y, part)
            start += self.canvas.stringWidth(part, face, size)

    def facts(self, pairs: Sequence[tuple[str, str]], columns: int = 3) -> None:
        """Label-and-value pairs in columns: what the document is about."""
        wide = self.room / columns
        for start in range(0, len(pairs), columns):
            line = pairs[start : start + columns]
            tall = max(len(value.split("\n")) for _, value in line)
            self.need(5 * mm + tall * 4.5 * mm)
            for place, (label, value) in enumerate(line):
                x = MARGIN + place * wide
                self.text(x, self.y - 3 * mm, label, 7, grey=GREY, room=wide - 3 * mm)
                for number, part in enumerate(value.split("\n")):
                    self.text(x, self.y - (7.2 + 4.5 * number) * mm, part, 10, room=wide - 3 * mm)
            self.y -= 5 * mm + tall * 4.5 * mm
        self.y -= 2 * mm

    def heading(self, text: str) -> None:
        """A heading inside the body."""
        self.need(20 * mm)
        self.text(MARGIN, self.y - 6 * mm, text, 11, bold=True)
        self.y -= 9 * mm

    def paragraph(self, text: str) -> None:
        """A short remark."""
        for line in text.split("\n"):
            self.need(6 * mm)
            self.text(MARGIN, self.y - 4 * mm, line, 9, room=self.room)
            self.y -= 5 * mm

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]], row_mm: float = 6.0) -> None:
        """Rows under titles that come again on every page; a `box` column is an empty square to tick or write in."""
        widths = self._widths(columns)
        self.need(12 * mm + row_mm * mm)
        self._titles(columns, widths)
        for number, row in enumerate(rows):
            if self.need(row_mm * mm):
                self._titles(columns, widths)
            if number % 2:
                self.canvas.setFillGray(PALE)
                self.canvas.rect(MARGIN, self.y - row_mm * mm, self.room, row_mm * mm, stroke=0, fill=1)
            self._row(columns, widths, row, row_mm * mm)
            self.y -= row_mm * mm
        self.canvas.setStrokeGray(RULE)
        self.canvas.line(MARGIN, self.y, MARGIN + self.room, self.y)
        self.y -= 4 * mm

    def totals(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Sums at the end, to the right."""
        for label, value in pairs:
            self.need(7 * mm)
            self.text(self.width - MARGIN - 45 * mm, self.y - 4 * mm, label, 9, grey=GREY, right=True)
            self.text(self.width - MARGIN, self.y - 4 * mm, value, 10, bold=True, right=True, room=42 * mm)
            self.y -= 6 * mm

    def signatures(self, labels: Sequence[str]) -> None:
        """Lines to sign on."""
        self.need(25 * mm)
        wide = self.room / len(labels)
        self.y -= 18 * mm
        self.canvas.setStrokeGray(INK)
        for place, label in enumerate(labels):
            x = MARGIN + place * wide
            self.canvas.line(x, self.y, x + wide - 8 * mm, self.y)
            self.text(x, self.y - 4 * mm, label, 7, grey=GREY)
        self.y -= 7 * mm

    def finish(self) -> None:
        """Close the last page and write the file."""
        self._footer()
        self.canvas.showPage()
        self.canvas.beginForm("pages")
        self.canvas.setFillGray(GREY)
        self.canvas.setFont(fonts.LATIN, 7.5)
        self.canvas.drawString(0, 0, str(self.page))
        self.canvas.endForm()
        self.canvas.save()

    def _header(self) -> None:
        fonts.ready()
        top = self.height - MARGIN
        self.text(MARGIN, top - 6 * mm, self.title, 18, bold=True, room=self.room * 0.55)
        self.text(MARGIN, top - 11 * mm, self.site, 9, grey=GREY, room=self.room * 0.55)
        if self.number:
            module = barcodes.fitting_module(self.number, Symbol.CODE_128, 70, largest=0.33, smallest=0.25)
            wide = barcodes.width_mm(self.number, Symbol.CODE_128, module) * mm
            right = self.width - MARGIN
            barcodes.draw(self.canvas, self.number, Symbol.CODE_128, right - wide, top - 8 * mm, module, 9)
            self.text(right, top - 12 * mm, self.number, 10, bold=True, right=True)
        if self.made.copy:
            self.text(MARGIN + self.room * 0.55, top - 6 * mm, self.say("COPY"), 14, bold=True, grey=GREY, right=True)
        self.canvas.setStrokeGray(RULE)
        self.canvas.line(MARGIN, top - 15 * mm, self.width - MARGIN, top - 15 * mm)
        self.y = top - 19 * mm

    def _footer(self) -> None:
        when = self.made.at.strftime("%Y-%m-%d %H:%M %Z").strip()
        printed = self.say("Printed {when} by {who}", when=when, who=self.made.by)
        self.text(MARGIN, MARGIN - 4 * mm, printed, 7.5, grey=GREY)
        words = self.say("Page {page} of", page=self.page) + " "
        right = self.width - MARGIN - 8 * mm
        self.text(right, MARGIN - 4 * mm, words, 7.5, grey=GREY, right=True)
        self.canvas.saveState()
        self.canvas.translate(right, MARGIN - 4 * mm)
        self.canvas.doForm("pages")
        self.canvas.restoreState()

    def _widths(self, columns: Sequence[Column]) -> list[float]:
        fixed = sum(column.width_mm for column in columns) * mm
        loose = sum(1 for column in columns if not column.width_mm)
        return [column.width_mm * mm or (self.room - fixed) / loose for column in columns]

    def _titles(self, columns: Sequence[Column], widths: Sequence[float]) -> None:
        x = MARGIN
        for column, wide in zip(columns, widths, strict=True):
            place = x + wide - 2 if column.right else x + 2
            self.text(place, self.y - 4 * mm, column.title, 7.5, bold=True, right=column.right, room=wide - 3)
            x += wide
        self.canvas.setStrokeGray(INK)
        self.canvas.line(MARGIN, self.y - 6 * mm, MARGIN + self.room, self.y - 6 * mm)
        self.y -= 6 * mm

    def _row(self, columns: Sequence[Column], widths: Sequence[float], row: Sequence[str], tall: float) -> None:
        x, base = MARGIN, self.y - tall / 2 - 3
        for column, wide, value in zip(columns, widths, row, strict=True):
            if column.box:
                self.canvas.setStrokeGray(INK)
                side = min(tall - 4, 12 * mm)
                self.canvas.rect(x + 2, self.y - tall / 2 - side / 2, wide - 4 if wide > 2 * side else side, side)
            elif column.barcode and value:
                module = barcodes.fitting_module(value, Symbol.CODE_128, wide / mm, largest=0.3, smallest=0.19)
                barcodes.draw(self.canvas, value, Symbol.CODE_128, x, self.y - tall + 2, module, (tall - 4) / mm)
            else:
                place = x + wide - 2 if column.right else x + 2
                self.text(place, base, value, 9, bold=column.bold, right=column.right, room=wide - 4)
            x += wide
