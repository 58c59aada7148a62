"""A designed page: header with title, number and barcode, body that flows over pages, footer with page x of y.

Measures are points from the lower left corner; the cursor `y` runs down the page. Only black and a few greys are used,
so that a paper looks the same from an old laser printer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from wms.base.jobs import Progress, Watch
from wms.documents import barcodes, fonts
from wms.documents.words import Language

PAGES = {"A4": A4, "Letter": LETTER}
MARGIN = 15 * mm
FOOT = MARGIN + 4 * mm
INK, GREY, RULE, HAIR = 0.0, 0.35, 0.6, 0.8
PLAIN, SMALL, TITLE = 9.0, 7.0, 18.0


@dataclass(frozen=True, slots=True)
class Made:
    """Who printed it, when, in which language, on which paper; a reprint is marked as a copy.

    With `dots_per_inch` labels are made in ZPL for such a printer, instead of a PDF. `watch` is told of every page, and
    may end the drawing before the next.
    """

    language: Language
    by: str
    at: datetime
    page: str = "A4"
    copy: bool = False
    dots_per_inch: int = 0
    watch: Watch = field(default_factory=Watch)


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
        self.tells = True
        """Whether pages are counted aloud; a paper of many documents tells of those instead."""
        self.y = 0.0
        self._begins = [1]
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
        self._tell()
        self._header()

    def begin_next(self, number: str) -> None:
        """Another document of the same kind begins in this file, on a page of its own; it counts its pages anew."""
        self._footer()
        self.canvas.showPage()
        self.page, self.number = self.page + 1, number
        self._begins.append(self.page)
        self._tell()
        self._header()

    def _tell(self) -> None:
        """Somebody watches the pages come, and may have seen enough."""
        self.made.watch.stop.raise_if_cancelled()
        if self.tells:
            self.made.watch.report(Progress("drawing pages", self.page))

    def need(self, height: float) -> bool:
        """Begin a new page when less than `height` is left; True when one was begun."""
        if self.y - height >= FOOT:
            return False
        self.new_page()
        return True

    def text(self, x: float, y: float, text: str, size: float = PLAIN, *, bold: bool = False, grey: float = INK,
             right: bool = False, room: float | None = None) -> None:  # fmt: skip
        """One line of text with its baseline at (x, y); `right` ends it at x."""
        shown = fonts.fitted(text, size, room, bold=bold) if room is not None else text
        start = x - fonts.width(shown, size, bold=bold) if right else x
        fonts.draw(self.canvas, start, y, shown, size, bold=bold, grey=grey)

    def facts(self, pairs: Sequence[tuple[str, str]], columns: int = 3) -> None:
        """Label-and-value pairs in columns: what the document is about. Long values take several lines."""
        wide = self.room / columns
        for start in range(0, len(pairs), columns):
            line = [(label, self._lines(value, wide - 5 * mm)) for label, value in pairs[start : start + columns]]
            tall = 5.5 * mm + max(len(lines) for _, lines in line) * 4.5 * mm
            self.need(tall)
            for place, (label, lines) in enumerate(line):
                x = MARGIN + place * wide
                self.text(x, self.y - 3 * mm, label, SMALL, grey=GREY, room=wide - 5 * mm)
                for number, part in enumerate(lines):
                    self.text(x, self.y - (7.4 + 4.5 * number) * mm, part, 10)
            self.y -= tall
        self.y -= 3 * mm

    def heading(self, text: str, more: str = "", follows: float = 20 * mm) -> None:
        """A heading inside the body, never alone at the foot of a page: `follows` is what must fit under it."""
        self.need(11 * mm + follows)
        self.y -= 3 * mm
        self.text(MARGIN, self.y - 5 * mm, text, 11, bold=True, room=self.room * 0.7)
        self.text(self.width - MARGIN, self.y - 5 * mm, more, PLAIN, grey=GREY, right=True, room=self.room * 0.3)
        self.y -= 8 * mm

    def paragraph(self, text: str) -> None:
        """A remark, in as many lines as it takes."""
        for line in fonts.wrapped(text, PLAIN, self.room, 20):
            self.need(6 * mm)
            self.text(MARGIN, self.y - 4 * mm, line)
            self.y -= 5 * mm
        self.y -= 1 * mm

    def ending(self, totals: Sequence[tuple[str, str]], signatures: Sequence[str] = (), remark: str = "") -> None:
        """Sums to the right, a remark, and lines to sign on: all on one page."""
        lines = fonts.wrapped(remark, PLAIN, self.room, 20) if remark else []
        self.need(len(totals) * 6 * mm + len(lines) * 5 * mm + (25 * mm if signatures else 0) + 4 * mm)
        self._totals(totals)
        if remark:
            self.y -= 2 * mm
            self.paragraph(remark)
        if signatures:
            self._signatures(signatures)

    def finish(self) -> None:
        """Close the last page, tell every page how many there are, and write the file."""
        self._footer()
        self.canvas.showPage()
        for first, beyond in pairwise([*self._begins, self.page + 1]):
            for page in range(first, beyond):
                self.canvas.beginForm(f"foot{page}", 0, 0, self.width, self.height)
                words = self.say("Page {page} of {pages}", page=page - first + 1, pages=beyond - first)
                self.text(self.width - MARGIN, MARGIN - 4 * mm, words, 7.5, grey=GREY, right=True)
                self.canvas.endForm()
        self.canvas.save()

    def _lines(self, value: str, room: float) -> list[str]:
        return [line for part in value.split("\n") for line in fonts.wrapped(part, 10, room, 3)]

    def _totals(self, pairs: Sequence[tuple[str, str]]) -> None:
        left, right = self.width - MARGIN - 70 * mm, self.width - MARGIN
        for number, (label, value) in enumerate(pairs):
            if number:
                self.line(left, right, self.y, HAIR)
            self.text(left, self.y - 4.2 * mm, label, PLAIN, grey=GREY, room=30 * mm)
            self.text(right, self.y - 4.2 * mm, value, 10, bold=True, right=True, room=38 * mm)
            self.y -= 6 * mm

    def _signatures(self, labels: Sequence[str]) -> None:
        gap = 8 * mm
        wide = (self.room + gap) / len(labels)
        self.y -= 18 * mm
        for place, label in enumerate(labels):
            x = MARGIN + place * wide
            self.line(x, x + wide - gap, self.y, INK)
            self.text(x, self.y - 4 * mm, label, SMALL, grey=GREY, room=wide - gap)
        self.y -= 7 * mm

    def line(self, left: float, right: float, y: float, grey: float, weight: float = 0.5) -> None:
        """A level line."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(weight)
        self.canvas.line(left, y, right, y)

    def _header(self) -> None:
        fonts.ready()
        top, right = self.height - MARGIN, self.width - MARGIN
        self.text(MARGIN, top - 6 * mm, self.title, TITLE, bold=True, room=self.room * 0.5)
        self.text(MARGIN, top - 11.5 * mm, self.site, PLAIN, grey=GREY, room=self.room * 0.55)
        if self.number:
            self._symbol(top, right)
        if self.made.copy:
            self._copy(top)
        self.line(MARGIN, right, top - 15.5 * mm, INK, 0.8)
        self.y = top - 20 * mm

    def _symbol(self, top: float, right: float) -> None:
        """The document's number as bars that end at the margin (the quiet zone lies outside), and in figures below."""
        room = 70.0
        symbol = barcodes.best(self.number, room, smallest=0.25)
        if symbol in barcodes.LINEAR:
            module = barcodes.fitting_module(self.number, symbol, room, largest=0.33, smallest=0.25)
            wide = (barcodes.width_mm(self.number, symbol, module) - barcodes.QUIET[symbol] * module) * mm
            barcodes.draw(self.canvas, self.number, symbol, right - wide, top - 8.5 * mm, module, 9)
        self.text(right, top - 12.8 * mm, self.number, 10, bold=True, right=True, room=self.room * 0.4)

    def _copy(self, top: float) -> None:
        word = self.say("COPY")
        x = MARGIN + min(fonts.width(self.title, TITLE, bold=True), self.room * 0.5) + 5 * mm
        wide = fonts.width(word, 10, bold=True) + 4 * mm
        self.canvas.setStrokeGray(INK)
        self.canvas.setLineWidth(1)
        self.canvas.rect(x, top - 7.2 * mm, wide, 6 * mm)
        self.text(x + 2 * mm, top - 5.5 * mm, word, 10, bold=True)

    def _footer(self) -> None:
        when = self.made.language.moment(self.made.at, zone=True)
        printed = self.say("Printed {when} by {who}", when=when, who=self.made.by)
        self.text(MARGIN, MARGIN - 4 * mm, printed, 7.5, grey=GREY, room=self.room * 0.7)
        self.canvas.doForm(f"foot{self.page}")
