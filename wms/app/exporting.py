"""Exporting to a CSV or XLSX file, which appears only when it is whole."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from wms.app.application import App
from wms.app.rows import iterate
from wms.app.whole_file import whole_file
from wms.base.errors import refuse
from wms.base.jobs import Progress, Watch
from wms.documents.spreadsheet import MAX_ROWS, write_cells
from wms.exchange import exporting


def export_file(app: App, kind: str, path: Path, watch: Watch | None = None) -> int:
    """Write everything of this kind; returns the number of rows. Raises Refused or StorageError."""
    titles = exporting.columns(kind)
    shape = path.suffix.lower()
    if shape not in (".csv", ".xlsx"):
        raise refuse("An export is a .csv or an .xlsx file, not {name}.", field="file", name=path.name)
    rows = _watched(exporting.rows(kind, partial(iterate, app)), watch or Watch())
    with whole_file(path) as place:
        return write_cells(place, kind, titles, _fitting(rows)) if shape == ".xlsx" else _write_csv(place, titles, rows)


def _write_csv(path: Path, titles: list[str], rows: Iterable[list[Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(titles)
        for row in rows:
            count += 1
            writer.writerow(row)
    return count


def _fitting(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    for count, row in enumerate(rows, 1):
        if count > MAX_ROWS:
            raise refuse("A workbook holds {most} rows; export to a .csv file.", field="file", most=MAX_ROWS)
        yield row


def _watched(rows: Iterable[list[Any]], watch: Watch) -> Iterator[list[Any]]:
    for count, row in enumerate(rows, 1):
        if count % 1_000 == 0:
            watch.report(Progress("Writing the file", count))
            watch.stop.raise_if_cancelled()
        yield row
