"""Reading a CSV file, also gzipped, line by line: its encoding, its delimiter, and all that can be wrong with it.

Nothing is held but the line that is being read, however long the file.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from wms.base.errors import Refused, refuse
from wms.exchange import limits

csv.field_size_limit(limits.MAX_CELL_SIGNS)
_MOST_BLANK = 1_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, numbered from 1 as a spreadsheet would number them. Raises Refused when the file is no CSV file."""
    try:
        with path.open("rb") as file:
            raw = _opened(file, path.stat().st_size)
            with io.TextIOWrapper(raw, _encoding(raw, encoding), newline="") as text:
                yield from _records(_Lines(text), delimiter)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise refuse("The gzip file is damaged or cut off.", field="file") from error
    except OSError as error:
        text_ = "{file} cannot be read: {reason}."
        reason = error.strerror or str(error)
        raise refuse(text_, field="file", file=str(path)[:200], reason=reason) from error


def _opened(file: Any, size: int) -> io.BufferedReader:
    """The file's bytes, unpacked if it is gzipped, and never more than the limits allow."""
    if file.peek(2)[:2] != b"\x1f\x8b":
        return file  # type: ignore[no-any-return]
    most = min(limits.MAX_UNPACKED_BYTES, max(size * limits.MAX_UNPACK_RATIO, limits.SMALL_BYTES))
    return io.BufferedReader(_Unpacking(gzip.GzipFile(fileobj=file), most))


class _Unpacking(io.RawIOBase):
    """Unpacked bytes up to a limit; a bomb is refused before it fills anything."""

    def __init__(self, packed: gzip.GzipFile, most: int) -> None:
        super().__init__()
        self._packed, self._left = packed, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._packed.read(len(buffer))
        self._left -= len(found)
        if self._left < 0:
            raise refuse("The file unpacks to far more than it should; it is refused.", field="file")
        buffer[: len(found)] = found
        return len(found)


def _encoding(raw: io.BufferedReader, wanted: str) -> str:
    """The encoding a mark at the beginning tells of, or else the wanted one."""
    start = raw.peek(4)[:4]
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), wanted)


class _Lines:
    """The lines of a text, each looked at before anything is done with it. `read` counts them."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.read = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._text.readline(limits.MAX_LINE_SIGNS)
        except UnicodeError as error:
            raise self._foreign(error) from error
        if not line:
            raise StopIteration
        self.read += 1
        if len(line) >= limits.MAX_LINE_SIGNS and line[-1] not in "\r\n":
            raise refuse("A line is longer than {most} signs.", field="file", row=self.read, most=limits.MAX_LINE_SIGNS)
        if "\0" in line:
            text = "This is not a text file: it holds NUL bytes. Save it as CSV in UTF-8."
            raise refuse(text, field="file", row=self.read)
        return line

    def _foreign(self, error: UnicodeError) -> Refused:
        """Everything read so far was good; the piece that is not tells how many lines further it is."""
        row = self.read + 1
        if isinstance(error, UnicodeDecodeError):
            before = bytes(error.object[: error.start])
            row += before.count(b"\n") or before.count(b"\r")
        text = "The file is not written in {encoding}; say the right encoding in the profile, or save it as UTF-8."
        return refuse(text, field="file", row=row, encoding=self._text.encoding)


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    begin: list[str] = []
    for line in lines:
        begin.append(line)
        if line.strip():
            break
        if len(begin) > _MOST_BLANK:
            raise refuse("The file begins with nothing but blank lines.", field="file")
    said = re.fullmatch(r"sep=(.)", begin[-1].strip()) if begin else None
    if said:  # what Excel writes above the titles to tell of a delimiter
        begin[-1], delimiter = "\n", delimiter or said[1]
    reader = csv.reader(chain(begin, lines), delimiter=delimiter or _delimiter("".join(begin[-1:])), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        raise _damaged(str(error), number + 1) from error


def _damaged(reason: str, row: int) -> Refused:
    if "field limit" in reason:
        text = "A cell is longer than {most} signs, or a quotation mark is never closed."
        return refuse(text, field="file", row=row, most=limits.MAX_CELL_SIGNS)
    if "unexpected end" in reason:
        return refuse("The file is cut off: a quotation mark is never closed.", field="file", row=row)
    return refuse("The file is damaged here: its quotation marks do not match.", field="file", row=row)


def _delimiter(line: str) -> str:
    plain = re.sub(r'"[^"]*"', "", line)
    return max(",;\t|", key=plain.count)
