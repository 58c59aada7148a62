"""What papers must bear: endless names, Chinese, control characters, millions, nothing known, hundreds of lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from ctypes import c_float
from functools import partial
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from pypdfium2 import raw
from reportlab.lib.units import mm

from wms.app import printing, rows
from wms.app.application import App
from wms.documents.label_drawing import LOCATION, LabelRoll, location
from wms.documents.paper import render
from wms.documents.sheet import Made, Sheet
from wms.documents.table import Column, Group, table
from wms.documents.words import language

LONG = "Extraordinarily long name of a thing with many adjectives, that goes on and on " * 3
CHINESE = "上海浦东新区世纪大道一百号环球金融中心九十四层仓储物流有限责任公司" * 3
CONTROL = "tab\tbell\x07null\x00 \u202eright-to-left\u202c line\nfeed"
WORDY = ("item_name", "name", "customer_name", "supplier_name", "carrier_name", "address", "reason", "note",
         "condition", "reference", "picker", "trailer", "lot", "serial")  # fmt: skip
CODED = ("item", "location", "to_location", "from_location", "lpn", "dock", "zone", "aisle")
Ask = Callable[..., list[Any]]
LaidOut = Callable[[pypdfium2.PdfPage, str], None]
Wanted = dict[str, dict[str, Any]]


def stretched(ask: Ask, words: str, many: int, *, blank: bool = False) -> Ask:
    """The same questions, their words replaced and their quantities in the millions; lists many times as long."""

    def asked(question: str, /, **parameters: Any) -> list[Any]:
        rows = [_stretched(row, words, blank) for row in ask(question, **parameters)]
        listed = question.endswith(("_lines", "_list", "_contents", "tasks"))
        return rows * many if listed else rows

    return asked


def _stretched(row: Any, words: str, blank: bool) -> Any:
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if field.name in WORDY:
            changed[field.name] = "" if blank else words
        elif field.name in CODED and isinstance(value, str) and not blank and words is not LONG:
            changed[field.name] = f"{value}区"
        elif blank and field.name in ("expiry", "gtin", "weight_g", "expected_weight_g", "closed_at"):
            changed[field.name] = "" if isinstance(value, str) else None if "_g" not in field.name else 0
        elif not blank and field.name in ("quantity", "on_hand", "snapshot", "pieces", "weight_g"):
            changed[field.name] = 123_456_789
    return dataclasses.replace(row, **changed)


@pytest.fixture
def drawn(worked: App) -> Callable[..., pypdfium2.PdfDocument]:
    """Draw a paper from stretched answers."""

    printing.load()

    def draw(name: str, words: str, many: int, *, blank: bool = False, size: str = "A4",
             **given: Any) -> pypdfium2.PdfDocument:  # fmt: skip
        out = BytesIO()
        made = Made(language("zh"), "somebody with quite a long login name", worked.clock(), size, copy=True)
        ask = stretched(partial(rows.all_rows, worked), words, many, blank=blank)
        render(name, ask, out, made, **given)
        return pypdfium2.PdfDocument(out.getvalue())

    return draw


@pytest.mark.parametrize("words", [LONG, CHINESE, CONTROL], ids=["long", "chinese", "control"])
def test_no_words_push_anything_off_the_page_or_onto_each_other(
    drawn: Callable[..., pypdfium2.PdfDocument], wanted: Wanted, laid_out: LaidOut, words: str
) -> None:
    for name, given in wanted.items():
        for page in drawn(name, words, 8, **given):
            laid_out(page, f"{name}: {words[:10]}")


def test_what_is_not_known_is_left_out_and_papers_are_drawn_all_the_same(
    drawn: Callable[..., pypdfium2.PdfDocument], wanted: Wanted
) -> None:
    for name, given in wanted.items():
        document = drawn(name, "", 1, blank=True, size="Letter", **given)
        said = document[0].get_textpage().get_text_range()
        assert "None" not in said, name
        assert "0.00 kg" not in said, name


def test_three_hundred_lines_flow_over_pages_that_know_how_many_they_are(
    drawn: Callable[..., pypdfium2.PdfDocument], wanted: Wanted
) -> None:
    document = drawn("pick_list", "x", 100, **wanted["pick_list"])
    said = [page.get_textpage().get_text_range() for page in document]
    assert len(said) > 10
    for number, text in enumerate(said, 1):
        assert f"第 {number} 页，共 {len(said)} 页" in text
        assert "站点" in text


def test_totals_and_signatures_stay_together(worked: App) -> None:
    """Whatever the number of rows, the page with the first total has the last one and the signatures too."""
    for count in range(30, 46):
        out = BytesIO()
        sheet = Sheet(out, Made(language("en"), "me", worked.clock()), "Paper", "P-1", "Here")
        table(sheet, [Column("Row")], ([f"row {number}"] for number in range(count)))
        sheet.ending([("First sum", "1"), ("Second sum", "2")], ["Signed"])
        sheet.finish()
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out.getvalue())]
        (ending,) = [text for text in pages if "First sum" in text]
        assert "Second sum" in ending
        assert "Signed" in ending


def test_a_group_s_title_is_never_the_last_thing_on_a_page(worked: App) -> None:
    out = BytesIO()
    sheet = Sheet(out, Made(language("en"), "me", worked.clock()), "Paper", "P-1", "Here")
    rows = [part for number in range(60) for part in (Group(f"group {number};"), [f"row {number};"])]
    table(sheet, [Column("Row")], rows)
    sheet.finish()
    for page in pypdfium2.PdfDocument(out.getvalue()):
        said = page.get_textpage().get_text_range()
        for number in range(60):
            assert (f"group {number};" in said) == (f"row {number};" in said)


def test_a_column_that_nobody_fills_is_left_out(worked: App) -> None:
    out = BytesIO()
    sheet = Sheet(out, Made(language("en"), "me", worked.clock()), "Paper", "", "Here")
    table(sheet, [Column("Kept"), Column("Dropped", 30, optional=True)], [["value", ""]])
    sheet.finish()
    said = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range()
    assert "Kept" in said
    assert "Dropped" not in said


@pytest.mark.parametrize("code", ["A", "F-01-02", "甲区-01-02", "A-VERY-LONG-LOCATION-CODE-0123456789"])
def test_any_location_code_scans_from_its_label_and_no_bar_is_too_narrow(code: str) -> None:
    out = BytesIO()
    roll = LabelRoll(out, LOCATION, code)
    location(roll, code, "zone", "42")
    roll.finish()
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    raster = page.render(scale=203 / 72).to_pil().convert("L")
    assert [one.text for one in zxingcpp.read_barcodes(raster)] == [code]
    assert _narrowest(page) >= 0.25 * mm - 0.01


def test_labels_of_the_day_have_bars_no_narrower_than_promised(
    wanted: Wanted, pdf: Callable[..., pypdfium2.PdfDocument]
) -> None:
    for name in ("lpn_label", "carton_label", "location_labels", "item_labels"):
        assert _narrowest(pdf(name, **wanted[name])[0]) >= 0.25 * mm - 0.01, name


def _narrowest(page: pypdfium2.PdfPage) -> float:
    """The width in points of the narrowest bar, read from the drawing itself."""
    found = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        points = [_point(drawn, number) for number in range(raw.FPDFPath_CountSegments(drawn.raw))]
        level = (abs(b[0] - a[0]) for a, b in pairwise(points) if a[1] == b[1])
        found += [wide for wide in level if wide > 0.05]
    return min(found)


def _point(drawn: Any, number: int) -> tuple[float, float]:
    x, y = c_float(), c_float()
    raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(drawn.raw, number), x, y)
    return x.value, y.value
