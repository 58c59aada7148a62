"""Lines from a spreadsheet: cells parted by tabs, with or without a row of headings; and the way back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wms.gui.forms.blanks import Blank
from wms.gui.forms.lines_model import Row
from wms.gui.forms.wording import value_of
from wms.gui.texts.say import say


@dataclass(frozen=True, slots=True)
class Pasted:
    """Rows as they are typed. `unknown` are headings that name no column here: their cells were left out."""

    rows: list[Row]
    unknown: tuple[str, ...] = ()


def pasted(text: str, blanks: Sequence[Blank], first: int) -> Pasted:
    """Read what the clipboard holds; without headings the cells go into the columns from `first` on."""
    table = [row for row in csv.reader(io.StringIO(text.rstrip("\r\n")), delimiter="\t") if any(row)]
    columns = [blank for blank in blanks if blank.kind != "lines"]
    if not table:
        return Pasted([])
    headings = [_heading(cell, columns) for cell in table[0]]
    if sum(found is not None for found in headings) * 2 > len(table[0]):
        unknown = tuple(cell for cell, found in zip(table[0], headings, strict=True) if found is None and cell)
        return Pasted([_row(row, headings) for row in table[1:]], unknown)
    beyond = columns.index(blanks[first]) if blanks[first] in columns else 0
    return Pasted([_row(row, columns[beyond:]) for row in table])


def copied(rows: Iterable[Sequence[str]]) -> str:
    """Cells as a spreadsheet takes them."""
    told = io.StringIO()
    csv.writer(told, delimiter="\t", lineterminator="\n").writerows(rows)
    return told.getvalue()


def _heading(cell: str, columns: Sequence[Blank]) -> Blank | None:
    """The column a heading names: by its label in the language in use, in English, or by the field's own name."""
    wanted = cell.split("(")[0].strip(" *").casefold()
    for blank in columns:
        if wanted and wanted in (blank.name, blank.label.casefold(), say(blank.label).casefold()):
            return blank
    return None


def _row(cells: Sequence[str], columns: Sequence[Blank | None]) -> Row:
    row: Row = {}
    for cell, blank in zip(cells, columns, strict=False):
        text = cell.strip()
        if blank is not None and text:
            row[blank.name] = value_of(blank, text) if blank.kind in ("choice", "flag", "maybe") else text
    return row
