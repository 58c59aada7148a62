"""Papers: rows a second of a long stock report, of many pick lists and of a large workbook, against bare loops.

The bare side writes the same cells with reportlab's drawString, or xlsxwriter's write, and nothing else: no wrapping,
no fonts by sign, no titles, no bars.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

from wms.app import printing
from wms.documents.paper import render
from wms.documents.sheet import Made
from wms.documents.spreadsheet import Field, write_xlsx
from wms.documents.words import language
from wms.model.words import Status

REPORT, LISTS, STOPS, CELLS = 10_000, 500, 30, 100_000
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the table; neither `data` nor `limit` is used, the rows are made here."""
    printing.load()
    stock = [_stock(number) for number in range(REPORT)]
    walks = [[_stop(number, stop) for stop in range(STOPS)] for number in range(LISTS)]
    results = {
        "stock report": _compared(REPORT, lambda: _report(stock), lambda: _bare(stock, 40)),
        "pick lists": _compared(LISTS * STOPS, lambda: _lists(walks), lambda: [_bare(walk, 20) for walk in walks]),
        "workbook": _compared(CELLS, lambda: _workbook(stock * (CELLS // REPORT)),
                              lambda: _bare_workbook(stock * (CELLS // REPORT))),
    }  # fmt: skip
    for name, figures in results.items():
        print(f"{name:14} {figures['rows_per_second']:>9,} rows/s   {figures['ratio']:.1f} × the bare loop's time")
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _compared(rows: int, ours: Callable[[], Any], bare: Callable[[], Any]) -> dict[str, Any]:
    mine, other = _processor_seconds(ours), _processor_seconds(bare)
    return {"rows": rows, "rows_per_second": round(rows / mine), "ratio": round(mine / other, 2)}


def _processor_seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _stock(number: int) -> SimpleNamespace:
    return SimpleNamespace(
        item=f"SKU{number // 3:05}", item_name=f"Dotted butter dish F{number}", location=f"R{number % 99:02}-1L",
        lot=f"L{number % 400:04}", serial="", expiry=date(2027, 1, 1 + number % 28), lpn=f"{34 * 10**16 + number}",
        status=Status.AVAILABLE, on_hand=number % 900, allocated=number % 7,
    )  # fmt: skip


def _stop(walk: int, stop: int) -> SimpleNamespace:
    return SimpleNamespace(
        item=f"SKU{stop:05}", item_name=f"Green garden hose G{walk}", location=f"F{stop // 10:02}-{stop:02}-1", lot="",
        serial="", expiry=None, lpn="", quantity=1 + stop, zone="FWD", aisle=f"{stop // 10:02}", task=f"T-{stop}",
        order=f"O-{walk:06}", customer="C0001", to_location="BENCH-1", slot="", x_mm=0, y_mm=0,
    )  # fmt: skip


def _report(rows: list[Any]) -> None:
    answers = {"stock_lines": rows, "sites": []}
    render("stock_report", lambda name, **_: answers[name], BytesIO(), Made(language("en"), "bench", NOW))


def _lists(walks: list[list[Any]]) -> None:
    for number, walk in enumerate(walks):
        head = SimpleNamespace(batch=f"B-{number:06}", wave="W-1", orders=1, picker="", walk_mm=0)
        answers = {"batches": [head], "pick_list": walk, "sites": [], "floor_plan": []}
        render("pick_list", lambda name, _its=answers, **_: _its[name], BytesIO(), Made(language("en"), "bench", NOW),
               batch=head.batch)  # fmt: skip


def _bare(rows: list[Any], on_page: int) -> None:
    canvas = Canvas(BytesIO(), pageCompression=1)
    for number, row in enumerate(rows):
        if number and number % on_page == 0:
            canvas.showPage()
        for place, value in enumerate(vars(row).values()):
            canvas.drawString(20 + 55 * place, 800 - 18 * (number % on_page), str(value))
    canvas.save()


def _workbook(rows: list[Any]) -> None:
    kinds = {"expiry": "date", "on_hand": "quantity", "allocated": "quantity"}
    fields = [Field(name, name, kinds.get(name, "text")) for name in vars(rows[0])]
    with tempfile.TemporaryDirectory() as folder:
        write_xlsx(Path(folder) / "ours.xlsx", "stock", fields, rows)


def _bare_workbook(rows: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
        with xlsxwriter.Workbook(f"{folder}/bare.xlsx", options) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for place, value in enumerate(vars(row).values()):
                    sheet.write(number, place, value)
