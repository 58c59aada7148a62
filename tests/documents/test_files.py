"""Reports as files: cells of their kind, text that is never a formula, and files that appear only when whole."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from wms.app import printing, rows
from wms.app.application import App
from wms.base.errors import Refused, StorageError
from wms.documents.spreadsheet import Field, write_csv, write_xlsx
from wms.exchange.cells import guarded

EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "＠x")


@dataclass(frozen=True)
class Row:
    name: str
    count: int
    worth: int
    day: date | None
    at: datetime


FIELDS = [Field("name", "Name", "text"), Field("count", "Count", "quantity"), Field("worth", "Worth", "money"),
          Field("day", "Day", "date"), Field("at", "At", "moment")]  # fmt: skip
MOMENT = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
ROWS = [Row(text, 1_234_567, 1_999, date(2026, 3, 20), MOMENT) for text in (*EVIL, "牛奶 plain")]


def test_a_workbook_has_numbers_as_numbers_days_as_days_and_text_as_text(tmp_path: Path) -> None:
    place = tmp_path / "report.xlsx"
    assert write_xlsx(place, "stock lines", FIELDS, ROWS) == len(ROWS)
    head, *cells = python_calamine.CalamineWorkbook.from_path(str(place)).get_sheet_by_index(0).to_python()
    assert head == ["Name", "Count", "Worth", "Day", "At"]
    assert [row[0] for row in cells] == [row.name for row in ROWS]
    assert cells[0][1:] == [1_234_567.0, 19.99, date(2026, 3, 20), datetime(2026, 3, 2, 6, 30)]


def test_a_workbook_keeps_its_header_in_sight_and_holds_no_formula(tmp_path: Path) -> None:
    place = tmp_path / "report.xlsx"
    write_xlsx(place, "stock lines", FIELDS, ROWS)
    sheet = zipfile.ZipFile(place).read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet


def test_csv_text_can_never_begin_like_a_formula(tmp_path: Path) -> None:
    place = tmp_path / "report.csv"
    write_csv(place, FIELDS, ROWS, guarded)
    with place.open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    assert [row[0] for row in rows] == [f"'{text}" for text in EVIL] + ["牛奶 plain"]


@pytest.mark.parametrize(
    ("name", "given"),
    [("receipt", {"receipt": "R-9"}), ("pick_list", {"batch": "B-9"}), ("packing_slip", {"order": "O-9"}),
     ("packing_slip", {}), ("carton_label", {}), ("location_labels", {}), ("lpn_label", {"lpn": "X"}),
     ("item_labels", {"item": "PEN", "copies": "0"}), ("item_labels", {"item": "PEN", "copies": "many"}),
     ("count_sheet", {"count": "CC-9"}), ("nothing", {}), ("receipt", {"receipts": "R-1"})],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_words_and_leaves_no_file(
    app: App, tmp_path: Path, name: str, given: dict[str, Any]
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    with pytest.raises(Refused) as refused:
        printing.print_paper(app, name, folder / "paper.pdf", **given)
    assert all(str(problem) for problem in refused.value.problems)
    assert list(folder.iterdir()) == []


def test_a_report_that_breaks_in_the_middle_leaves_the_old_file_and_no_half_one(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "items.csv"
    out.write_text("yesterday's", encoding="utf-8")

    first = rows.all_rows(app, "items")[0]

    def breaks(*_: Any, **__: Any) -> Iterator[Any]:
        yield first
        raise OSError(28, "No space left on device")

    before = {path.name for path in tmp_path.iterdir()}
    monkeypatch.setattr(printing, "iterate", breaks)
    with pytest.raises(StorageError, match="disk is full"):
        printing.report(app, "items", "csv", out)
    assert out.read_text(encoding="utf-8") == "yesterday's"
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_folder_that_is_not_there_is_said(app: App, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no folder"):
        printing.print_paper(app, "stock_report", tmp_path / "nowhere" / "paper.pdf")
