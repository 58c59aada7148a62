"""Labels at true size, a page each: what the printer prints is what a scanner reads across the aisle.

The page is the label: 100 × 150 mm for logistics (LPN, carton), 100 × 50 mm for locations, 60 × 40 mm for items,
100 × 60 mm for goods that may not be used. The narrowest bar is never below 0.25 mm, two dots of a 203 dpi printer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from wms.documents import barcodes, fonts
from wms.documents.barcodes import Symbol
from wms.gs1.sscc import is_sscc

EDGE = 4 * mm
NARROWEST_MM = 0.25
GREY = 0.3
LOGISTIC, LOCATION, ITEM, STATUS = (100, 150), (100, 50), (60, 40), (100, 60)
"""Width and height of each label, in mm."""


@dataclass(frozen=True, slots=True)
class LogisticLabel:
    """A GS1 logistic label. `corner` and `facts` are (title, value) pairs; `body` is what is read first.

    `body` is its title, its headline and further lines: the receiver's address, or the goods. `content` is what is on
    the plate as GS1 text, empty where it is mixed.
    """

    lpn: str
    sender: str
    corner: tuple[str, str]
    body: tuple[str, str, str]
    facts: Sequence[tuple[str, str]]
    content: str = ""


@dataclass(frozen=True, slots=True)
class StatusLabel:
    """Goods that may not be used: the status, the document that says so, why, what it is, facts, the code to scan."""

    status: str
    document: str
    reason: str
    goods: str
    facts: Sequence[tuple[str, str]]
    code: str


class LabelRoll:
    """Labels of one size, drawn one after the other."""

    def __init__(self, out: Any, size: tuple[int, int], title: str) -> None:
        fonts.ready()
        self.width, self.height = size[0] * mm, size[1] * mm
        self.canvas = Canvas(out, pagesize=(self.width, self.height), pageCompression=1, invariant=1)
        self.canvas.setTitle(title)
        self.room = self.width - 2 * EDGE
        self._begun = False

    def begin(self) -> None:
        """The next label."""
        if self._begun:
            self.canvas.showPage()
        self._begun = True

    def finish(self) -> None:
        """Write the file."""
        self.canvas.showPage()
        self.canvas.save()

    def text(self, x: float, y: float, text: str, size: float, room: float, *, bold: bool = False, grey: float = 0.0,
             middle: bool = False) -> None:  # fmt: skip
        """One line with its baseline at (x, y) points, cut at `room`; `middle` centres it there."""
        shown = fonts.fitted(text, size, room, bold=bold)
        if middle:
            x += (room - fonts.width(shown, size, bold=bold)) / 2
        fonts.draw(self.canvas, x, y, shown, size, bold=bold, grey=grey)

    def title(self, x: float, y: float, text: str, room: float) -> None:
        """The small word above a value."""
        self.text(x, y, text, 6.5, room, grey=GREY)

    def big(self, x: float, y: float, text: str, largest: float, room: float, *, least: float = 7.0,
            grey: float = 0.0) -> None:  # fmt: skip
        """One bold line as large as fits into `room` points."""
        size = largest
        while size > least and fonts.width(text, size, bold=True) > room:
            size -= 0.5
        self.text(x, y, text, size, room, bold=True, grey=grey)

    def block(self, y: float, floor: float, text: str, largest: float) -> None:
        """Lines below `y` points, as large as lets all of them stand above `floor`; each wraps where it must."""
        size = largest
        while size > 6.5 and len(self._wrapped(text, size)) * size * 1.25 > y - floor:
            size -= 0.5
        for line in self._wrapped(text, size)[: int((y - floor) / (size * 1.25))]:
            y -= size * 1.25
            self.text(EDGE, y + size * 0.3, line, size, self.room)

    def rule(self, y: float) -> None:
        """A line across the label."""
        self.canvas.setStrokeGray(0)
        self.canvas.setLineWidth(0.7)
        self.canvas.line(EDGE, y, self.width - EDGE, y)

    def plate(self, x: float, y: float, width: float, height: float) -> None:
        """A black plate, for white text."""
        self.canvas.setFillGray(0)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def linear(self, content: str, symbol: Symbol, y: float, height_mm: float, largest: float = 0.5) -> bool:
        """A linear symbol across the label, centred; False, and nothing drawn, when it would be too wide."""
        room = self.width / mm - 2
        if barcodes.width_mm(content, symbol, NARROWEST_MM) > room:
            return False
        module = barcodes.fitting_module(content, symbol, room, largest=largest, smallest=NARROWEST_MM)
        wide = barcodes.width_mm(content, symbol, module) * mm
        barcodes.draw(self.canvas, content, symbol, (self.width - wide) / 2, y, module, height_mm)
        return True

    def code(self, content: str, y: float, height_mm: float) -> None:
        """A code of our own across the label: as bars, or as a square where bars cannot hold it or be wide enough."""
        symbol = barcodes.best(content, self.width / mm - 2, smallest=NARROWEST_MM)
        if symbol in barcodes.LINEAR:
            self.linear(content, symbol, y, height_mm, 0.45)
        else:
            side = height_mm + 1
            self.matrix(content, symbol, (self.width - side * mm) / 2, y - 1 * mm, side)

    def matrix(self, content: str, symbol: Symbol, x: float, y: float, side_mm: float) -> None:
        """A matrix symbol that fits a square of `side_mm`."""
        rows, columns = barcodes.modules(content, symbol).shape
        module = side_mm / (max(rows, columns) + 2 * barcodes.QUIET[symbol])
        barcodes.draw(self.canvas, content, symbol, x, y, module, 0)

    def _wrapped(self, text: str, size: float) -> list[str]:
        return [line for part in text.split("\n") if part.strip() for line in fonts.wrapped(part, size, self.room, 3)]


def logistic(roll: LabelRoll, label: LogisticLabel, sender: str) -> None:
    """The 100 × 150 mm label; `sender` is the word for who sends. A plate of one's own is not an SSCC."""
    roll.begin()
    top, half = roll.height - EDGE, roll.room / 2
    for x, (title, value) in ((EDGE, (sender, label.sender)), (EDGE + half, label.corner)):
        roll.title(x, top - 2.5 * mm, title, half)
        for number, line in enumerate(fonts.wrapped(value, 10, half - 3 * mm, 2, bold=True)):
            roll.text(x, top - (7 + 4.4 * number) * mm, line, 10, half - 3 * mm, bold=True)
    roll.rule(top - 14 * mm)
    foot = EDGE + (64 if label.content else 42) * mm
    floor = foot + (27 if len(label.facts) > 3 else 14) * mm
    _body(roll, label, top - 14 * mm, floor)
    roll.rule(floor)
    _facts(roll, label, floor)
    roll.rule(foot)
    if label.content:
        roll.linear(label.content, Symbol.GS1_128, EDGE + 45.5 * mm, 16, 0.45)
        roll.text(EDGE, EDGE + 41.5 * mm, label.content, 8, roll.room, middle=True)
    if is_sscc(label.lpn):
        roll.linear(f"(00){label.lpn}", Symbol.GS1_128, EDGE + 6 * mm, 31, 0.5)
    else:
        roll.code(label.lpn, EDGE + 6 * mm, 31)
    known = f"SSCC  (00) {label.lpn}" if is_sscc(label.lpn) else label.lpn
    roll.text(EDGE, EDGE + 1.5 * mm, known, 10, roll.room, bold=True, middle=True)


def _body(roll: LabelRoll, label: LogisticLabel, top: float, floor: float) -> None:
    title, headline, more = label.body
    roll.title(EDGE, top - 3.5 * mm, title, roll.room)
    y = top - 5 * mm
    for line in fonts.wrapped(headline, 19, roll.room, 2, bold=True):
        y -= 7.6 * mm
        roll.text(EDGE, y + 0.8 * mm, line, 19, roll.room, bold=True)
    roll.block(y - 1 * mm, floor + 1 * mm, more, 14)


def _facts(roll: LabelRoll, label: LogisticLabel, top: float) -> None:
    """Up to six pairs, three beside each other."""
    third = roll.room / 3
    for number, (title, value) in enumerate(label.facts[:6]):
        x, y = EDGE + (number % 3) * third, top - (3.5 + 13 * (number // 3)) * mm
        roll.title(x, y, title, third - 2 * mm)
        roll.big(x, y - 5.5 * mm, value, 12, third - 3 * mm)


def location(roll: LabelRoll, code: str, zone: str, check: str) -> None:
    """The 100 × 50 mm label for a rack: the code large enough to be read from a truck, its symbol, check digits."""
    roll.begin()
    aside = 22 * mm if check else 0.0
    roll.big(EDGE, roll.height - 15 * mm, code, 34, roll.room - aside)
    if check:
        left = roll.width - EDGE - 17 * mm
        roll.plate(left, roll.height - 17 * mm, 17 * mm, 13 * mm)
        roll.text(left, roll.height - 14 * mm, check, 28, 17 * mm, bold=True, grey=1, middle=True)
    roll.text(EDGE, roll.height - 21.5 * mm, zone, 9, roll.room, grey=GREY)
    roll.code(code, EDGE, 22)


def item(roll: LabelRoll, sku: str, name: str, content: str, lines: Sequence[str]) -> None:
    """The 60 × 40 mm label for goods: the name, a matrix symbol with GTIN (or sku), and what is known of the piece."""
    roll.begin()
    beside, room = EDGE + 25 * mm, roll.room - 25 * mm
    for number, line in enumerate(fonts.wrapped(name, 9, roll.room, 2, bold=True)):
        roll.text(EDGE, roll.height - (6.2 + 3.9 * number) * mm, line, 9, roll.room, bold=True)
    symbol = Symbol.GS1_DATA_MATRIX if content.startswith("(") else Symbol.DATA_MATRIX
    roll.matrix(content, symbol, EDGE - 1 * mm, EDGE - 1.5 * mm, 23)
    roll.big(beside, roll.height - 17 * mm, sku, 12, room)
    for number, line in enumerate(lines[:4]):
        size = max(6.0, min(8.0, 8.0 * room / max(1.0, fonts.width(line, 8.0))))  # a date that is cut is no date
        roll.text(beside, roll.height - (21.5 + 4.2 * number) * mm, line, size, room)


def status(roll: LabelRoll, label: StatusLabel) -> None:
    """The 100 × 60 mm label for goods that may not be used: the status white on black, to be seen from afar."""
    roll.begin()
    top, third = roll.height - 13 * mm, roll.room / 3
    roll.plate(0, top, roll.width, 13 * mm)
    wide = fonts.width(label.document, 13, bold=True)
    roll.big(EDGE, top + 3.5 * mm, label.status.upper(), 24, roll.room - wide - 4 * mm, grey=1)
    roll.text(roll.width - EDGE - wide, top + 4.5 * mm, label.document, 13, wide + 1, bold=True, grey=1)
    for number, line in enumerate(fonts.wrapped(label.reason, 11, roll.room, 2, bold=True)):
        roll.text(EDGE, top - (5 + 4.6 * number) * mm, line, 11, roll.room, bold=True)
    roll.text(EDGE, top - 13.8 * mm, label.goods, 9, roll.room)
    for number, (title, value) in enumerate(label.facts[:3]):
        roll.title(EDGE + number * third, top - 17.5 * mm, title, third)
        roll.big(EDGE + number * third, top - 21.5 * mm, value, 10, third - 2 * mm)
    if is_sscc(label.code):
        roll.linear(f"(00){label.code}", Symbol.GS1_128, EDGE + 3.5 * mm, 14, 0.45)
    else:
        roll.code(label.code, EDGE + 3.5 * mm, 14)
    roll.text(EDGE, EDGE - 0.5 * mm, label.code, 8, roll.room, middle=True)
