"""A workbook's chart: its figures in a table beside it, and a real chart over their cells."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import python_calamine

from wms.app.application import App
from wms.app.listing_export import Seen, export
from wms.base.jobs import Watch
from wms.documents.charted import Charted, Drawn
from wms.documents.spreadsheet import Field, write_xlsx
from wms.documents.words import Language


class Row:
    name, count = "a", 3


def written(out: Path, charted: Charted) -> str:
    """The chart's XML in a workbook of one row."""
    write_xlsx(out, "Rows", [Field("name", "Name", "text"), Field("count", "Count", "number")], [Row()],
               charted=("Chart", charted))  # fmt: skip
    with zipfile.ZipFile(out) as book:
        return book.read("xl/charts/chart1.xml").decode()


@pytest.mark.parametrize(("kind", "tags"), [
    ("bars", {"barChart"}), ("stacked", {"barChart"}), ("lines", {"lineChart"}), ("abc", {"barChart", "lineChart"}),
])  # fmt: skip
def test_each_kind_is_drawn_over_the_cells_of_its_table(tmp_path: Path, kind: str, tags: set[str]) -> None:
    charted = Charted(kind, "Stock", "Item", ["x", "y", "z"], [("On hand", [3.0, None, 1.0])], "kg")
    xml = written(tmp_path / "a.xlsx", charted)
    assert set(re.findall(r"<c:(\w+Chart)>", xml)) == tags
    assert "Chart!$A$2:$A$4" in xml and "Chart!$B$2:$B$4" in xml  # noqa: PT018
    assert ("stacked" in xml) == (kind == "stacked")
    rows = python_calamine.load_workbook(str(tmp_path / "a.xlsx")).get_sheet_by_name("Chart").to_python()
    assert [row[:2] for row in rows] == [["Item", "On hand (kg)"], ["x", 3.0], ["y", ""], ["z", 1.0]]
    if kind == "abc":
        assert [row[2] for row in rows[1:]] == [3.0, 3.0, 4.0]


def test_what_is_aimed_at_is_a_line_across(tmp_path: Path) -> None:
    charted = Charted("lines", "On time", "Week", ["1", "2"], [("On time", [97.0, 99.0])], "%", ("Target", 98.0))
    xml = written(tmp_path / "a.xlsx", charted)
    assert xml.count("<c:ser>") == 2
    rows = python_calamine.load_workbook(str(tmp_path / "a.xlsx")).get_sheet_by_name("Chart").to_python()
    assert [row[2] for row in rows] == ["Target (%)", 98.0, 98.0]


def test_a_list_exported_as_it_is_drawn_shows_its_greatest_rows(app: App, tmp_path: Path) -> None:
    drawn = Drawn("bars", "unit", ("value",), ("-value",), 2)
    seen = Seen("KPIs", "kpis", (Field("kpi", "KPI", "told"),), Language("en", {}), lambda value, kind: str(value),
                frozenset(), drawn=drawn)  # fmt: skip
    assert export(app, seen, "xlsx", tmp_path / "k.xlsx", Watch()) == 6
    book = python_calamine.load_workbook(str(tmp_path / "k.xlsx"))
    assert book.sheet_names == ["KPIs", "Chart"]
    assert book.get_sheet_by_name("Chart").to_python()[0][:2] == ["Unit", "Value"]
