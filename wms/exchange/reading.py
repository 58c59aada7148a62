"""Reading a table that somebody sends: CSV (also gzipped) or XLSX, with every limit checked before it is opened.

The answer is always text, cell by cell; what a text means is decided later, by the profile and the strict grammars of
the fields. A cell that cannot be taken as a value (a formula, a number that lost its digits) begins with a NUL sign,
and says behind it what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wms.base.errors import Refused, refuse
from wms.exchange import limits, text_file, workbook_file

Cells = tuple[int, list[str]]

_ARCHIVE, _OLD_WORKBOOK, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Table:
    """The titles of the columns, and the rows below them as (row number in the file, cells), to be read once."""

    titles: tuple[str, ...]
    rows: Iterator[Cells]


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is written; an empty delimiter is found out from the first line, an empty sheet is the first."""

    encoding: str = "utf-8-sig"
    delimiter: str = ""
    sheet: str = ""


def read_table(path: Path, shape: Format) -> Table:
    """The table. Raises Refused in words when the file cannot be read, is too large, or is no table.

    A file that turns out to be damaged or too long further down is refused while its rows are read.
    """
    start = _start(path)
    if start.startswith(_ARCHIVE):
        return _table(workbook_file.rows(path, shape.sheet))
    if start.startswith(_OLD_WORKBOOK):
        raise refuse("This is an old workbook, or one with a password; save it as .xlsx without one.", field="file")
    if start.startswith(_PDF):
        raise refuse("This is a PDF, not a table; ask for a CSV or XLSX file.", field="file")
    if path.suffix.lower() in _WORKBOOKS:
        raise refuse("This is not an XLSX workbook, or it is damaged.", field="file")
    return _table(text_file.rows(path, shape.encoding, shape.delimiter))


def _start(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refuse("{file} is a folder, not a file.", field="file", file=str(path))
        if not path.is_file():
            raise refuse("There is no file {file}.", field="file", file=str(path))
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            raise refuse("The file is larger than {mb} MB.", field="file", mb=limits.MAX_FILE_BYTES // 2**20)
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise unreadable(path, error) from error
    if not start:
        raise refuse("The file is empty.", field="file")
    return start


def unreadable(path: Path, error: OSError) -> Refused:
    """The refusal of a file the system does not let us read."""
    text = "{file} cannot be read: {reason}."
    return refuse(text, field="file", file=str(path)[:200], reason=error.strerror or str(error))


def _table(rows: Iterator[Cells]) -> Table:
    first = next(((number, cells) for number, cells in rows if any(cell.strip() for cell in cells)), None)
    if first is None:
        raise refuse("The file is empty.", field="file")
    number, cells = first
    titles = tuple(cell.strip() for cell in _trimmed(cells))
    if any(title.startswith("\0") for title in titles):
        raise refuse("A title cannot be read: it is a formula, or far too long.", field="file", row=number)
    if len(titles) > limits.MAX_COLUMNS:
        raise refuse("The file has more than {most} columns.", field="file", most=limits.MAX_COLUMNS)
    doubles = sorted({title for title in titles if title and titles.count(title) > 1})
    if doubles:
        raise refuse("The column {title} is there more than once.", field="file", title=doubles[0])
    return Table(titles, _filled(rows))


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end."""
    last = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def _filled(rows: Iterator[Cells]) -> Iterator[Cells]:
    """The rows with anything in them, up to the limit."""
    for count, (number, cells) in enumerate(rows, 1):
        if count > limits.MAX_ROWS:
            raise refuse("The file has more than {most} rows.", field="file", most=limits.MAX_ROWS)
        if any(cells):
            yield number, cells
