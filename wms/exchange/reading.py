"""Reading a table that somebody sends: CSV (also gzipped) or XLSX, with every limit checked before it is opened.

The answer is always text, cell by cell; what a text means is decided later, by the profile and the strict grammars of
the fields. A workbook is unpacked in a child process with limits on memory and time.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wms.base.errors import Refused, refuse
from wms.exchange import limits

csv.field_size_limit(limits.MAX_CELL_SIGNS)


@dataclass(frozen=True, slots=True)
class Table:
    """The titles of the columns, and the rows below them as (row number in the file, cells), to be read once."""

    titles: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Format:
    """How a CSV file is written; an empty delimiter is found out from the first line."""

    encoding: str = "utf-8-sig"
    delimiter: str = ""
    sheet: str = ""


def read_table(path: Path, shape: Format) -> Table:
    """The table. Raises Refused in words when the file cannot be read, is too large, or is no table.

    A file that turns out to be damaged or too long further down is refused while its rows are read.
    """
    if not path.is_file():
        raise refuse("There is no file {file}.", field="file", file=str(path))
    if path.stat().st_size > limits.MAX_FILE_BYTES:
        raise refuse("The file is larger than {mb} MB.", field="file", mb=limits.MAX_FILE_BYTES // 2**20)
    rows = _workbook(path, shape) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path, shape)
    return _table(rows)


def _table(rows: Iterator[tuple[int, list[str]]]) -> Table:
    first = next(((number, cells) for number, cells in rows if any(cell.strip() for cell in cells)), None)
    if first is None:
        raise refuse("The file is empty.", field="file")
    titles = tuple(cell.strip() for cell in first[1])
    if len(titles) > limits.MAX_COLUMNS:
        raise refuse("The file has more than {most} columns.", field="file", most=limits.MAX_COLUMNS)
    doubles = sorted({title for title in titles if title and titles.count(title) > 1})
    if doubles:
        raise refuse("The column {title} is there more than once.", field="file", title=doubles[0])
    return Table(titles, _filled(rows))


def _filled(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows with anything in them, up to the limit."""
    for count, (number, cells) in enumerate(rows, 1):
        if count > limits.MAX_ROWS:
            raise refuse("The file has more than {most} rows.", field="file", most=limits.MAX_ROWS)
        if any(cells):
            yield number, cells


def _csv(path: Path, shape: Format) -> Iterator[tuple[int, list[str]]]:
    text = _text(path, shape.encoding)
    if "\0" in text:
        raise refuse("This is not a text file: it holds NUL bytes.", field="file")
    delimiter = shape.delimiter or _delimiter(text[: text.find("\n") if "\n" in text else None])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise refuse(
            "The file is damaged or cut off here: {reason}.", field="file", row=reader.line_num, reason=str(error)
        ) from error


def _text(path: Path, encoding: str) -> str:
    raw = path.read_bytes()
    if raw[:2] == b"\x1f\x8b":
        raw = _unzipped(raw)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        text = "The file is not written in {encoding}; say the right encoding in the profile, or save it as UTF-8."
        raise refuse(text, field="file", row=row, encoding=encoding) from error
    except LookupError as error:
        raise refuse("There is no encoding {encoding}.", field="profile", encoding=encoding) from error


def _unzipped(raw: bytes) -> bytes:
    most = min(limits.MAX_UNPACKED_BYTES, max(len(raw), 4096) * limits.MAX_UNPACK_RATIO)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
            content = packed.read(most + 1)
    except (OSError, EOFError) as error:
        raise refuse("The gzip file is damaged or cut off.", field="file") from error
    if len(content) > most:
        raise refuse("The file unpacks to far more than it should; it is refused.", field="file")
    return content


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _workbook(path: Path, shape: Format) -> Iterator[tuple[int, list[str]]]:
    _check_archive(path)
    command = [sys.executable, "-m", "wms.exchange.workbook", str(path), shape.sheet]
    try:
        done = subprocess.run(command, capture_output=True, timeout=limits.CHILD_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise refuse("Reading the workbook took too long; it is refused.", field="file") from error
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it needs too much memory"]
        raise refuse("The workbook cannot be read: {reason}.", field="file", reason=reason[0][:200])
    for number, line in enumerate(done.stdout.splitlines(), 1):
        yield number, json.loads(line)


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise refuse("This is not an XLSX workbook, or it is cut off.", field="file") from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    too_large = unpacked > limits.MAX_UNPACKED_BYTES or unpacked // packed > limits.MAX_UNPACK_RATIO
    if too_large or len(entries) > limits.MAX_ARCHIVE_ENTRIES:
        raise _bomb()


def _bomb() -> Refused:
    return refuse("The workbook unpacks to far more than it should; it is refused.", field="file")
