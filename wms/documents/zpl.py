"""Labels in ZPL II, the language of label printers: the same label as the PDF shows, at 203 or 300 dots an inch.

Latin text is set in the printer's own scalable font. Other signs (Chinese, dashes) are sent as pictures, as few
printers have a font for them. Nothing a label says can be taken for a command: what stands in a field is escaped.
"""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from wms.documents import barcodes, fonts, zpl_symbols
from wms.documents.barcodes import Symbol
from wms.documents.label_drawing import EDGE, NARROWEST_MM, LabelRoll
from wms.documents.sheet import Made

_POINT, _MM = 72, 25.4
_WHITE = 0.9


def label_roll(out: Any, made: Made, size: tuple[int, int], title: str) -> LabelRoll:
    """Labels of `size` mm on what they are made for: a page each in a PDF, or ZPL for so many dots an inch."""
    return ZplRoll(out, size, made.dots_per_inch) if made.dots_per_inch else LabelRoll(out, size, title)


class ZplRoll(LabelRoll):
    """Labels of one size as ZPL formats, one after the other. Places are points from the lower left corner."""

    def __init__(self, out: Any, size: tuple[int, int], dots_per_inch: int) -> None:
        fonts.ready()
        self.width, self.height = size[0] * mm, size[1] * mm
        self.room = self.width - 2 * EDGE
        self._out, self._dots_per_inch = out, dots_per_inch
        self._fields: list[str] = []

    def begin(self) -> None:
        """The next label: its size in dots, UTF-8 text."""
        if self._fields:
            self._fields.append("^XZ\n")
        self._fields.append(f"^XA^CI28^PW{self._dots(self.width)}^LL{self._dots(self.height)}^LH0,0\n")

    def finish(self) -> None:
        """Write the formats."""
        self._fields.append("^XZ\n")
        self._out.write("".join(self._fields).encode())

    def text(self, x: float, y: float, text: str, size: float, room: float, *, bold: bool = False, grey: float = 0.0,
             middle: bool = False) -> None:  # fmt: skip
        """One line with its baseline at (x, y), cut at `room`; grey is black, white is cut out of what lies below."""
        shown = fonts.fitted(text, size, room, bold=bold)
        if not shown:
            return
        if any(ord(sign) > 0xFF for sign in shown) and _faces(shown, bold):
            self._picture(x, y, shown, size, room, bold, middle)
            return
        tall = self._dots(size)
        block = f"^FB{self._dots(room)},1,0,C" if middle else ""
        reverse = "^FR" if grey > _WHITE else ""
        self._fields.append(
            f"^FT{self._dots(x)},{self._down(y)}^A0N,{tall}{block}{reverse}^FH\\^FD{escaped(shown)}^FS\n"
        )

    def rule(self, y: float) -> None:
        """A line across the label."""
        self._box(EDGE, y, self.room, 0.7)

    def plate(self, x: float, y: float, width: float, height: float) -> None:
        """A black plate, for white text."""
        self._box(x, y + height, width, height)

    def linear(self, content: str, symbol: Symbol, y: float, height_mm: float, largest: float = 0.5) -> bool:
        """A linear symbol of whole dots, centred; False, and nothing drawn, when it would be too wide."""
        encode = zpl_symbols.gs1_128 if symbol is Symbol.GS1_128 else zpl_symbols.code_128
        data, modules = encode(content)
        across = self._dots(self.width)
        wanted = min(largest / _MM * self._dots_per_inch, across / (modules + 2 * barcodes.QUIET[symbol]))
        dots = max(int(wanted), round(NARROWEST_MM / _MM * self._dots_per_inch))
        if dots * (modules + 2 * barcodes.QUIET[symbol]) > across:
            return False
        left = (across - dots * modules) // 2
        tall = self._dots(height_mm * mm)
        top = self._down(y + height_mm * mm)
        self._fields.append(f"^BY{dots}^FO{left},{top}^BCN,{tall},N,N,N,N^FD{data}^FS\n")
        return True

    def matrix(self, content: str, symbol: Symbol, x: float, y: float, side_mm: float) -> None:
        """A matrix symbol in a square of `side_mm`; text that the printer might encode otherwise goes as a picture."""
        dark = barcodes.modules(content, symbol)
        across = max(dark.shape) + 2 * barcodes.QUIET[symbol]
        dots = max(1, int(self._dots(side_mm * mm) / across))
        edge = (self._dots(side_mm * mm) - dots * max(dark.shape)) // 2
        left, top = self._dots(x) + edge, self._down(y + side_mm * mm) + edge
        if symbol is Symbol.GS1_DATA_MATRIX or (content.isascii() and content.isprintable()):
            gs1 = symbol is Symbol.GS1_DATA_MATRIX
            data = zpl_symbols.gs1_data_matrix(content) if gs1 else zpl_symbols.data_matrix(content)
            command = f"^BXN,{dots},200,,,,{zpl_symbols.ESCAPE},1"
            self._fields.append(f"^FO{left},{top}{command}^FH\\^FD{escaped(data)}^FS\n")
        else:
            self._send(left, top, Image.fromarray(dark.repeat(dots, 0).repeat(dots, 1)))

    def _picture(self, x: float, y: float, text: str, size: float, room: float, bold: bool, middle: bool) -> None:
        """A line of text as dots, drawn in the faces that the PDF uses."""
        tall = self._dots(size)
        wide = ceil(self._exact(fonts.width(text, size, bold=bold))) + 2
        picture = Image.new("1", (wide, ceil(tall * 1.35)))
        draw, left = ImageDraw.Draw(picture), 0.0
        draw.fontmode = "1"
        for face, part in fonts.runs(text, bold=bold):
            heavier = tall // 40 if bold and face != fonts.BOLD else 0
            draw.text((round(left), tall), part, 1, _font(face, tall), "ls", stroke_width=heavier)
            left += self._exact(pdfmetrics.stringWidth(part, face, size))
        start = self._dots(x + (room - fonts.width(text, size, bold=bold)) / 2 if middle else x)
        self._send(start, self._down(y) - tall, picture)

    def _send(self, left: int, top: int, picture: Image.Image) -> None:
        """A graphic field: rows of whole bytes, a one for each black dot."""
        data, row = picture.convert("1").tobytes(), (picture.width + 7) // 8
        sizes = f"{len(data)},{len(data)},{row}"
        self._fields.append(f"^FO{max(0, left)},{max(0, top)}^GFA,{sizes},{data.hex().upper()}^FS\n")

    def _box(self, x: float, top: float, width: float, height: float) -> None:
        wide, tall = self._dots(width), max(1, self._dots(height))
        self._fields.append(f"^FO{self._dots(x)},{self._down(top)}^GB{wide},{tall},{min(wide, tall)}^FS\n")

    def _exact(self, points: float) -> float:
        return points * self._dots_per_inch / _POINT

    def _dots(self, points: float) -> int:
        return round(self._exact(points))

    def _down(self, y: float) -> int:
        """The dot row of a height above the label's foot."""
        return self._dots(self.height - y)


def escaped(text: str) -> str:
    """Field data behind ^FH\\ : the signs that begin commands or escapes, and control signs, as hexadecimal."""
    return "".join(f"\\{ord(sign):02X}" if sign in "^~\\" or ord(sign) < 0x20 else sign for sign in text)


def _faces(text: str, bold: bool) -> bool:
    """Whether every face this text needs lies in a file that can be drawn from."""
    return all(_file(face) for face, _ in fonts.runs(text, bold=bold))


def _file(face: str) -> str:
    name = str(getattr(pdfmetrics.getFont(face).face, "filename", "") or "")
    return name if name and Path(name).is_file() else ""


def _font(face: str, tall: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_file(face), tall)
