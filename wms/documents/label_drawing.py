"""Labels at true size, a page each: what the printer prints is what a scanner reads across the aisle.

The page is the label: 100 × 150 mm for logistics (LPN, carton), 100 × 50 mm for locations, 60 × 40 mm for items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from wms.documents import barcodes, fonts
from wms.documents.barcodes import Symbol

EDGE = 4 * mm


@dataclass(frozen=True, slots=True)
class LogisticLabel:
    """A GS1 logistic label: from, to, what is inside, and the SSCC. `facts` are (title, value) pairs."""

    sscc: str
    sender: str
    receiver: str
    facts: Sequence[tuple[str, str]]
    contents: str = ""


class LabelRoll:
    """Labels of one size, drawn one after the other."""

    def __init__(self, out: Any, width_mm: float, height_mm: float, title: str) -> None:
        fonts.ready()
        self.width, self.height = width_mm * mm, height_mm * mm
        self.canvas = Canvas(out, pagesize=(self.width, self.height), pageCompression=1, invariant=1)
        self.canvas.setTitle(title)
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

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False, grey: float = 0.0,
             room: float | None = None) -> None:  # fmt: skip
        """One line with its baseline at (x, y) points."""
        shown = fonts.fitted(text, size, room, bold=bold) if room is not None else text
        self.canvas.setFillGray(grey)
        for face, part in fonts.runs(shown, bold=bold):
            self.canvas.setFont(face, size)
            self.canvas.drawString(x, y, part)
            x += self.canvas.stringWidth(part, face, size)

    def big(self, x: float, y: float, text: str, largest: float, room: float) -> float:
        """One bold line as large as fits into `room` points; returns its size."""
        size = largest
        while size > 6 and fonts.width(text, size, bold=True) > room:
            size -= 0.5
        self.text(x, y, text, size, bold=True, room=room)
        return size

    def linear(self, content: str, symbol: Symbol, y: float, height_mm: float, largest: float = 0.5) -> None:
        """A linear symbol across the label, centred."""
        room = (self.width - 2 * mm) / mm
        module = barcodes.fitting_module(content, symbol, room, largest=largest, smallest=0.2)
        wide = barcodes.width_mm(content, symbol, module) * mm
        barcodes.draw(self.canvas, content, symbol, (self.width - wide) / 2, y, module, height_mm)

    def matrix(self, content: str, symbol: Symbol, x: float, y: float, side_mm: float) -> None:
        """A matrix symbol that fits a square of `side_mm`."""
        rows, columns = barcodes.modules(content, symbol).shape
        module = side_mm / (max(rows, columns) + 2 * barcodes.QUIET[symbol])
        barcodes.draw(self.canvas, content, symbol, x, y, module, 0)


def logistic(roll: LabelRoll, label: LogisticLabel, titles: tuple[str, str, str]) -> None:
    """The 100 × 150 mm label; `titles` are the words for from, to and SSCC."""
    roll.begin()
    top, room = roll.height - EDGE, roll.width - 2 * EDGE
    half = room / 2
    for x, title, value in ((EDGE, titles[0], label.sender), (EDGE + half, titles[1], label.receiver)):
        roll.text(x, top - 3 * mm, title, 6.5, grey=0.35)
        for number, line in enumerate(value.split("\n")[:5]):
            roll.text(x, top - (8 + 4.6 * number) * mm, line, 9.5 if number else 10.5, bold=not number,
                      room=half - 3 * mm)  # fmt: skip
    _rule(roll, top - 31 * mm)
    for number, (title, value) in enumerate(label.facts[:6]):
        x, y = EDGE + (number % 2) * half, top - (35 + 12 * (number // 2)) * mm
        roll.text(x, y, title, 6.5, grey=0.35)
        roll.big(x, y - 5.6 * mm, value, 13, half - 3 * mm)
    _rule(roll, top - 70 * mm)
    if label.contents:
        roll.linear(label.contents, Symbol.GS1_128, EDGE + 44 * mm, 16, 0.45)
        roll.text(EDGE, EDGE + 39.5 * mm, label.contents, 8, room=room)
        _rule(roll, EDGE + 37 * mm)
    roll.linear(f"(00){label.sscc}", Symbol.GS1_128, EDGE + 6 * mm, 27, 0.5)
    roll.text(EDGE, EDGE + 1.5 * mm, f"{titles[2]}  (00) {label.sscc}", 9.5, bold=True, room=room)


def location(roll: LabelRoll, code: str, zone: str, check: str) -> None:
    """The 100 × 50 mm label for a rack: the code large enough to be read from a truck, and its symbol."""
    roll.begin()
    roll.big(EDGE, roll.height - 15 * mm, code, 34, roll.width - 2 * EDGE)
    roll.text(EDGE, roll.height - 21 * mm, zone, 9, grey=0.3, room=roll.width - 2 * EDGE - 20 * mm)
    roll.text(roll.width - EDGE - 18 * mm, roll.height - 21 * mm, check, 9, grey=0.3)
    roll.linear(code, Symbol.CODE_128, EDGE, 22, 0.45)


def item(roll: LabelRoll, sku: str, name: str, content: str, lines: Sequence[str]) -> None:
    """The 60 × 40 mm label for goods: the name, a matrix symbol with GTIN (or sku), and what is known of the piece."""
    roll.begin()
    room = roll.width - 2 * EDGE
    roll.text(EDGE, roll.height - 7 * mm, name, 9.5, bold=True, room=room)
    symbol = Symbol.GS1_DATA_MATRIX if content.startswith("(") else Symbol.DATA_MATRIX
    roll.matrix(content, symbol, EDGE - 1 * mm, EDGE - 1 * mm, 23)
    roll.big(EDGE + 25 * mm, roll.height - 14.5 * mm, sku, 12, room - 25 * mm)
    for number, line in enumerate(lines[:4]):
        roll.text(EDGE + 25 * mm, roll.height - (20 + 4.6 * number) * mm, line, 8, room=room - 25 * mm)


def _rule(roll: LabelRoll, y: float) -> None:
    roll.canvas.setStrokeGray(0.2)
    roll.canvas.setLineWidth(0.6)
    roll.canvas.line(EDGE, y, roll.width - EDGE, y)
