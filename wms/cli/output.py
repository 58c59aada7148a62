"""How answers look in a terminal: a table, JSON, or CSV; and a line of progress while something takes long."""

from __future__ import annotations

import csv
import dataclasses
import json
import sys
import time
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TextIO

from wms.base.jobs import Progress, Watch
from wms.exchange.cells import guarded


def as_json(value: Any) -> str:
    """Anything the program answers with, as JSON."""
    return json.dumps(value, default=_plain, ensure_ascii=False, indent=1)


def rows_as_dicts(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Frozen rows as dictionaries."""
    return [{f.name: getattr(row, f.name) for f in dataclasses.fields(row)} for row in rows]


def write_csv(columns: Sequence[str], rows: Sequence[Any], out: TextIO) -> None:
    """Rows as CSV with a header; text can never become a formula."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = (getattr(row, name) for name in columns)
        writer.writerow([guarded(cell) if isinstance(cell, str) else _plain(cell) for cell in cells])


def write_table(columns: Sequence[str], rows: Sequence[Any], out: TextIO) -> None:
    """Rows in columns, numbers to the right; wide signs count double."""
    texts = [[_shown(getattr(row, name)) for name in columns] for row in rows]
    right = [all(isinstance(getattr(row, name), int | float) for row in rows) and bool(rows) for name in columns]
    widths = [max([_width(name), *(_width(line[i]) for line in texts)]) for i, name in enumerate(columns)]
    for line in ([*columns], ["─" * width for width in widths], *texts):
        cells = [_pad(cell, widths[i], right[i]) for i, cell in enumerate(line)]
        print("  ".join(cells).rstrip(), file=out)


def watch() -> Watch:
    """A watch that shows progress on stderr when that is a terminal."""
    return Watch(report=_ProgressLine()) if sys.stderr.isatty() else Watch()


class _ProgressLine:
    """One line that is written over, at most ten times a second."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last < 0.1:
            return
        self._last = now
        part = f" {progress.done:,}/{progress.total:,}" if progress.total else ""
        found = f"  objective {progress.objective:,.0f}" if progress.objective is not None else ""
        bound = f"  bound {progress.bound:,.0f}" if progress.bound is not None else ""
        print(f"\r{progress.doing}{part}{found}{bound}\x1b[K", end="\r", file=sys.stderr, flush=True)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    return value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return plain(str(_plain(value)))


def plain(text: str) -> str:
    """The text on one line, without signs that could do something to a terminal."""
    return "".join(sign if sign.isprintable() else "␤" for sign in text)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
