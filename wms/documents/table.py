"""Rows under titles, over as many pages as it takes; the titles come again on each.

A cell is a text, or several `Text` lines under each other. A row is as tall as its tallest cell; columns that may be
left out disappear when no row fills them, and long texts wrap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from wms.documents import barcodes, fonts
from wms.documents.sheet import GREY, HAIR, INK, MARGIN, PLAIN, SMALL, Sheet

PAD = 4.0
PITCH = 1.3
MODULE = 0.28
"""How wide, in mm, the narrowest bar in a table is where there is room."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in mm (0: what is left over), and how its values stand.

    A `barcode` shows its values as bars, a `box` is an empty square to tick or write in, an `optional` one is left out
    when it is empty. `lines` is in how many lines a text may wrap.
    """

    title: str
    width_mm: float = 0.0
    right: bool = False
    bold: bool = False
    barcode: bool = False
    box: bool = False
    optional: bool = False
    lines: int = 1
    size: float = PLAIN


@dataclass(frozen=True, slots=True)
class Text:
    """One line of a cell that looks different from its column."""

    text: str
    size: float = PLAIN
    bold: bool = False
    grey: float = INK
    lines: int = 1


Cell = str | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A title above the rows that belong together."""

    title: str


Row = Sequence[Cell] | Group


def small(text: str, lines: int = 1) -> Text:
    """A line in small grey."""
    return Text(text, SMALL, grey=GREY, lines=lines)


def table(sheet: Sheet, columns: Sequence[Column], rows: Iterable[Row], row_mm: float = 6.0) -> None:
    """Draw the rows from where the sheet stands; `row_mm` is the least height of a row."""
    _Table(sheet, columns, list(rows), row_mm * mm).draw()


class _Table:
    def __init__(self, sheet: Sheet, columns: Sequence[Column], rows: list[Row], tall: float) -> None:
        filled = [
            number for number, column in enumerate(columns)
            if not column.optional or any(not isinstance(row, Group) and row[number] for row in rows)
        ]  # fmt: skip
        self.sheet, self.least = sheet, tall
        self.columns = [columns[number] for number in filled]
        self.rows = [row if isinstance(row, Group) else [row[number] for number in filled] for row in rows]
        self.widths = self._widths()
        self.above: dict[float, str] = {}

    def draw(self) -> None:
        """All rows, between the titles and a closing line."""
        sheet = self.sheet
        sheet.need(8 * mm + 2 * self.least)
        self._titles()
        for number, row in enumerate(self.rows):
            if isinstance(row, Group):
                if sheet.need(7 * mm + self._height(self.rows[number + 1 : number + 2])):
                    self._titles()
                self._group(row)
                continue
            cells = [self._cell(*pair) for pair in zip(self.columns, self.widths, row, strict=True)]
            tall = self._tall(cells)
            if sheet.need(tall):
                self._titles()
            self._row(cells, row, tall)
            sheet.y -= tall
            last = number + 1 == len(self.rows) or isinstance(self.rows[number + 1], Group)
            sheet.line(MARGIN, MARGIN + sheet.room, sheet.y, GREY if last else HAIR, 0.5 if last else 0.3)
        sheet.y -= 4 * mm

    def _height(self, rows: Sequence[Row]) -> float:
        """How tall the row after a group's title is, so that the title never stands alone."""
        return max(
            (self._tall([self._cell(*pair) for pair in zip(self.columns, self.widths, row, strict=True)])
             for row in rows if not isinstance(row, Group)), default=0.0,
        )  # fmt: skip

    def _cell(self, column: Column, wide: float, value: Cell) -> list[Text]:
        """The lines of a cell, wrapped and cut to its width."""
        if column.barcode or column.box:
            return []
        given = (Text(value, column.size, column.bold, INK, column.lines),) if isinstance(value, str) else value
        room = wide - 2 * PAD
        return [
            replace(text, text=line) for text in given if text.text
            for line in fonts.wrapped(text.text, text.size, room, text.lines, bold=text.bold)
        ]  # fmt: skip

    def _tall(self, cells: Sequence[list[Text]]) -> float:
        return max([self.least] + [sum(line.size for line in cell) * PITCH + float(2 * mm) for cell in cells])

    def _row(self, cells: Sequence[list[Text]], row: Sequence[Cell], tall: float) -> None:
        x = MARGIN
        for column, wide, cell, value in zip(self.columns, self.widths, cells, row, strict=True):
            if column.box:
                self._box(x, wide, tall)
            elif column.barcode:
                self._symbol(str(value), x, wide, tall)
            else:
                self._lines(column, cell, x, wide, tall)
            x += wide

    def _lines(self, column: Column, cell: list[Text], x: float, wide: float, tall: float) -> None:
        """The lines of a cell, in the middle of the row."""
        place = x + wide - PAD if column.right else x + PAD
        y = self.sheet.y - (tall - sum(line.size for line in cell) * PITCH) / 2
        for line in cell:
            y -= line.size * PITCH
            self.sheet.text(place, y + line.size * 0.4, line.text, line.size, bold=line.bold, grey=line.grey,
                            right=column.right)  # fmt: skip

    def _box(self, x: float, wide: float, tall: float) -> None:
        high = min(tall - 4, 9 * mm)
        across = min(wide - 2 * PAD, high) if wide < 2 * high else wide - 2 * PAD
        self.sheet.canvas.setStrokeGray(INK)
        self.sheet.canvas.setLineWidth(0.7)
        self.sheet.canvas.rect(x + wide - PAD - across, self.sheet.y - tall / 2 - high / 2, across, high)

    def _symbol(self, value: str, x: float, wide: float, tall: float) -> None:
        """Bars, with at least two points of white above and below; a square symbol where bars would be too long.

        A code that stands right above on the same page is not drawn again.
        """
        if not value or self.above.get(x) == value:
            return
        self.above[x] = value
        room, high = wide / mm, min((tall - 4) / mm, 9.0)
        symbol = barcodes.best(value, room, smallest=0.2)
        if symbol in barcodes.LINEAR:
            module = barcodes.fitting_module(value, symbol, room, largest=MODULE, smallest=0.2)
        else:
            module = high / (len(barcodes.modules(value, symbol)) + 2 * barcodes.QUIET[symbol])
        barcodes.draw(self.sheet.canvas, value, symbol, x, self.sheet.y - tall / 2 - high * mm / 2, module, high)

    def _titles(self) -> None:
        sheet, x = self.sheet, MARGIN
        self.above.clear()
        for column, wide in zip(self.columns, self.widths, strict=True):
            place = x + wide - PAD if column.right else x + PAD
            sheet.text(place, sheet.y - 4 * mm, column.title, 7.5, bold=True, right=column.right, room=wide - PAD)
            x += wide
        sheet.line(MARGIN, MARGIN + sheet.room, sheet.y - 6 * mm, INK, 0.8)
        sheet.y -= 6 * mm

    def _group(self, group: Group) -> None:
        sheet = self.sheet
        sheet.text(MARGIN + PAD, sheet.y - 5 * mm, group.title, 8.5, bold=True, grey=GREY, room=sheet.room - 2 * PAD)
        sheet.y -= 7 * mm
        sheet.line(MARGIN, MARGIN + sheet.room, sheet.y, HAIR, 0.3)

    def _widths(self) -> list[float]:
        """In points: bars take no more than they need, and what is left goes to the columns without a width."""
        given = [
            self._bars(place, column.width_mm) if column.barcode else column.width_mm
            for place, column in enumerate(self.columns)
        ]  # fmt: skip
        loose = sum(1 for wide in given if not wide)
        return [wide * mm or (self.sheet.room - sum(given) * mm) / loose for wide in given]

    def _bars(self, place: int, most: float) -> float:
        """How many mm the longest code takes at the best width of a bar."""
        codes = {str(row[place]) for row in self.rows if not isinstance(row, Group) and row[place]}
        bars = [code for code in codes if barcodes.best(code, most) in barcodes.LINEAR]
        return max([14.0] + [min(most, barcodes.width_mm(code, barcodes.Symbol.CODE_128, MODULE)) for code in bars])
