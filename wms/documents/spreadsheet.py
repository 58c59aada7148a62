"""Lists as files for a spreadsheet: XLSX with typed cells, and CSV. Text never becomes a formula.

Numbers, days and moments are cells of their kind, so that the sheet sorts and sums them; the header stays in sight.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from wms.base.money import USUAL_DIGITS
from wms.documents.charted import Charted, add_chart

MAX_ROWS = 1_048_575
_FORMATS = {
    "quantity": {"num_format": "#,##0"}, "number": {"num_format": "#,##0"},
    "percent": {"num_format": "0.0"}, "date": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm"},
    "grams": {"num_format": "#,##0"}, "mm": {"num_format": "#,##0"}, "seconds": {"num_format": "#,##0"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One column: the row's attribute, its title, and its kind as the questions describe it."""

    name: str
    title: str
    kind: str


@contextmanager
def _workbook(path: Path, options: dict[str, Any]) -> Iterator[Any]:
    """A workbook that is on the disk when the block ends. Raises OSError, as writing any other file does."""
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            yield book
    except FileCreateError as error:
        raise error.args[0] from error


def write_xlsx(
    path: Path, title: str, fields: Sequence[Field], rows: Iterable[Any], digits: int = USUAL_DIGITS,
    charted: tuple[str, Charted] | None = None,
) -> int:  # fmt: skip
    """Write the rows into a workbook; returns how many. Money is minor units and is shown in units of `digits`.

    `charted` is drawn on a sheet of its own, under the name given with it.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"}  # fmt: skip
    with _workbook(path, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True, "bottom": 1})
        shapes = [book.add_format(_format(field.kind, digits)) for field in fields]
        sheet.freeze_panes(1, 0)
        for place, field in enumerate(fields):
            sheet.set_column(place, place, _width(field))
            sheet.write_string(0, place, field.title, bold)
        count = 0
        for count, row in enumerate(rows, 1):
            for place, (field, shape) in enumerate(zip(fields, shapes, strict=True)):
                value = getattr(row, field.name)
                if field.kind == "money" and value is not None:
                    value = value / 10**digits
                _write(sheet, count, place, value, shape)
        sheet.autofilter(0, 0, max(count, 1), len(fields) - 1)
        if charted is not None:
            name = _sheet_name(charted[0])
            add_chart(book, name if name != sheet.get_name() else f"{name[:29]} 2", charted[1])
    return count


def write_cells(path: Path, title: str, titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write plain cells under titles: numbers as numbers, everything else as text that is never a formula."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with _workbook(path, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(titles):
            sheet.set_column(place, place, 18)
            sheet.write_string(0, place, name, bold)
        count = 0
        for row in rows:
            count += 1
            for place, cell in enumerate(row):
                sheet.write_string(count, place, cell) if isinstance(cell, str) else sheet.write(count, place, cell)
        sheet.autofilter(0, 0, max(count, 1), len(titles) - 1)
    return count


def write_csv(path: Path, fields: Sequence[Field], rows: Iterable[Any], guard: Any) -> int:
    """Write the rows as UTF-8 CSV; `guard` makes a text safe for a cell. Returns how many."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.title for field in fields])
        count = 0
        for row in rows:
            count += 1
            writer.writerow([_text(getattr(row, field.name), guard) for field in fields])
    return count


def _format(kind: str, digits: int) -> dict[str, str]:
    if kind == "money":
        return {"num_format": f"#,##0.{'0' * digits}".rstrip(".")}
    return _FORMATS.get(kind, {})


def _write(sheet: Any, row: int, place: int, value: Any, shape: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value.astimezone(UTC).replace(tzinfo=None), shape)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), shape)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, shape)
    else:
        sheet.write_string(row, place, str(value.value if isinstance(value, StrEnum) else value)[:32_767])


def _text(value: Any, guard: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return str(guard(value)) if isinstance(value, str) else str(value)


def _sheet_name(title: str) -> str:
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31].strip() or "Sheet"


def _width(field: Field) -> int:
    return {"text": 22, "moment": 17, "date": 12}.get(field.kind, 13)
