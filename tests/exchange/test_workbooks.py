"""Workbooks: values as somebody would have typed them; bombs, formulas and foreign entities are refused."""

from __future__ import annotations

import resource
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from wms.base.errors import Refused
from wms.exchange.reading import Format, read_table
from wms.exchange.workbook import FORMULA, ROUNDED

WORKBOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)
PACKAGE = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


def built(path: Path, *lines: list[Any], sheets: tuple[str, ...] = ("first",)) -> Path:
    place = path / "f.xlsx"
    with xlsxwriter.Workbook(str(place), {"strings_to_formulas": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name in sheets:
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, cell in enumerate(line):
                    sheet.write(row, column, cell, *([day] if isinstance(cell, datetime) else []))
    return place


def forged(path: Path, sheet: str, prolog: str = '<?xml version="1.0"?>') -> Path:
    place = path / "forged.xlsx"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", PACKAGE)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", prolog + SHEET.format(sheet))
    return place


def read(place: Path, sheet: str = "") -> list[list[str]]:
    table = read_table(place, Format(sheet=sheet))
    return [list(table.titles), *(cells for _, cells in table.rows)]


def test_values_are_what_somebody_would_have_typed(tmp_path: Path) -> None:
    cells = [7, 7.5, "007", True, datetime(2026, 1, 31), datetime(2026, 1, 31, 14, 30), "中 \n'x"]
    found = read(built(tmp_path, [f"c{n}" for n in range(7)], cells))[1]
    assert found == ["7", "7.5", "007", "yes", "2026-01-31", "2026-01-31T14:30:00", "中 \n'x"]


def test_a_formula_and_a_rounded_number_are_marked_where_they_stand(tmp_path: Path) -> None:
    found = read(built(tmp_path, ["a", "b", "c"], ["x", "=1+1", 12345678901234567890], ["y", 2, 3]))
    assert found[1:] == [["x", FORMULA, ROUNDED], ["y", "2", "3"]]


def test_the_sheet_can_be_named_and_a_missing_one_is_told(tmp_path: Path) -> None:
    place = built(tmp_path, ["a"], ["x"], sheets=("one", "two"))
    assert read(place, "two") == [["a"], ["x"]]
    with pytest.raises(Refused, match="it has no sheet three"):
        read(place, "three")


@pytest.mark.parametrize("cut", [10, 400, 2_000])
def test_half_a_workbook_is_refused(tmp_path: Path, cut: int) -> None:
    place = built(tmp_path, ["a"], ["x"])
    place.write_bytes(place.read_bytes()[:cut])
    with pytest.raises(Refused, match="damaged"):
        read(place)


def test_a_packed_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "f.xlsx"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(Refused, match="not an XLSX workbook"):
        read(place)


def test_a_zip_bomb_of_over_a_gigabyte_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    place = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1_100):
                part.write(b" " * 2**20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="unpacks to far more than it should"):
        read(place)
    assert place.stat().st_size < 6_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_workbook_made_by_another_program_is_read(tmp_path: Path) -> None:
    title = '<row r="1"><c r="A1" t="inlineStr"><is><t>sku</t></is></c></row>'
    sheet = f'<sheetData>{title}<row r="2"><c r="A2"><v>7</v></c></row></sheetData>'
    assert read(forged(tmp_path, sheet)) == [["sku"], ["7"]]


def test_a_small_sheet_that_claims_a_giant_one_dies_in_the_child_only(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    far = f'<sheetData>{row.format(1, "A")}{row.format(1_048_576, "XFD")}</sheetData>'
    with pytest.raises(Refused, match="it needs too much memory"):
        read(forged(tmp_path, '<dimension ref="A1:XFD1048576"/>' + far))


def test_foreign_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    prolog = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData>'
    with pytest.raises(Refused, match="declares entities"):
        read(forged(tmp_path, sheet, prolog))


def test_a_sheet_that_multiplies_one_long_text_is_refused(tmp_path: Path) -> None:
    text = "x" * 9_000
    cells = "".join(f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 150 + "</row>" for n in range(1, 1_500))
    place = forged(tmp_path, f"<sheetData>{cells}</sheetData>")
    with zipfile.ZipFile(place, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("filler.bin", b"\0" * 40_000)
        archive.writestr("xl/sharedStrings.xml", "<sst><si><t>" + text + "</t></si></sst>")
    with pytest.raises(Refused, match=r"needs too much memory|far more text"):
        read(place)
