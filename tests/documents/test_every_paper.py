"""Every paper, in both languages and on both sizes, from a small warehouse's real day: it is drawn, and it scans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from wms.app import printing, rows
from wms.app.application import App
from wms.documents.paper import PAPERS
from wms.gs1.element_text import parse_element_string

MM = 72 / 25.4
SIZES = {"A4": (210, 297), "Letter": (215.9, 279.4)}
LABELS = {"lpn_label": (100, 150), "carton_label": (100, 150), "location_labels": (100, 50), "item_labels": (60, 40),
          "hold_label": (100, 60), "test_label": (100, 50)}  # fmt: skip
Pdf = Callable[..., pypdfium2.PdfDocument]
LaidOut = Callable[[pypdfium2.PdfPage, str], None]
Wanted = dict[str, dict[str, Any]]


def scanned(document: pypdfium2.PdfDocument, dots_per_inch: int = 300) -> Counter[str]:
    """Every symbol of every page, as a scanner reads it from the paper."""
    found: Counter[str] = Counter()
    for page in document:
        raster = page.render(scale=dots_per_inch / 72).to_pil().convert("L")
        found.update(one.text for one in zxingcpp.read_barcodes(raster))
    return found


def expected(app: App, name: str, given: dict[str, Any]) -> Counter[str]:
    """What the data says must be on the paper as symbols, besides GS1 content."""
    ask = lambda question, **more: rows.all_rows(app, question, **more)  # noqa: E731
    number = next(iter(given.values()), "")
    if name == "pick_list":
        return Counter([number, *_once(row.location for row in ask("pick_list", batch=number) if row.quantity)])
    if name == "pick_lists":
        batches = ask("batches", wave=number, open_only=True)
        return sum((expected(app, "pick_list", {"batch": one.batch}) for one in batches), Counter())
    if name == "count_sheet":
        return Counter([number, *_once(row.location for row in ask("count_lines", count=number))])
    if name in ("putaway_list", "replenishment_list"):
        kind = "putaway" if name == "putaway_list" else "replenish"
        return Counter([*filter(None, [number]), *_once(row.to_location for row in ask("open_tasks", kind=kind))])
    if name == "consolidation_list":
        return Counter(row.slot for row in ask("consolidation_slots") if row.order)
    if name == "manifest":
        return Counter([ask("loads", load=number)[0].manifest])
    if name == "location_labels":
        return Counter(row.code for row in ask("locations", zone=given["zone"]))
    if name == "test_page":
        return Counter(["TEST-12345"])
    return Counter() if name == "stock_report" else Counter([number])


def _once(codes: Iterable[str]) -> list[str]:
    """A code that stands right above is not drawn again."""
    return [code for code, _ in groupby(codes)]


def test_every_registered_paper_is_tried_here(wanted: Wanted) -> None:
    printing.load()
    assert wanted.keys() == PAPERS.keys()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_every_paper_has_its_true_size_and_no_text_leaves_the_page_or_lies_on_another(
    pdf: Pdf, wanted: Wanted, laid_out: LaidOut, language: str, size: str
) -> None:
    for name, given in wanted.items():
        document = pdf(name, language=language, page=size, **given)
        assert len(document) >= 1
        for page in document:
            wide, high = page.get_size()
            true = LABELS.get(name) or SIZES[size]
            if name == "stock_report":
                true = (true[1], true[0])
            assert (wide / MM, high / MM) == pytest.approx(true, abs=0.1), name
            laid_out(page, name)


def test_every_symbol_on_paper_says_what_the_books_say(pdf: Pdf, wanted: Wanted, worked: App) -> None:
    for name, given in wanted.items():
        if name not in LABELS or name == "location_labels":
            assert scanned(pdf(name, **given)) == expected(worked, name, given), name


def test_paper_still_scans_from_a_coarse_printer(pdf: Pdf, wanted: Wanted, worked: App) -> None:
    given = wanted["pick_list"]
    assert scanned(pdf("pick_list", **given), 203) == expected(worked, "pick_list", given)


def test_the_plate_s_label_carries_its_sscc_and_what_stands_on_it(pdf: Pdf, wanted: Wanted) -> None:
    symbols = [parse_element_string(text) for text in scanned(pdf("lpn_label", **wanted["lpn_label"]))]
    said = {element.code: element.value for symbol in symbols for element in symbol.elements}
    assert said == {"00": "340123450000000017", "02": "04000000000006", "37": "240"}


def test_the_carton_s_label_carries_its_sscc(pdf: Pdf, wanted: Wanted) -> None:
    (text,) = scanned(pdf("carton_label", **wanted["carton_label"]))
    assert parse_element_string(text).value("00") == wanted["carton_label"]["carton"]


def test_an_item_s_label_carries_gtin_lot_and_expiry(pdf: Pdf, wanted: Wanted) -> None:
    ((text, times),) = scanned(pdf("item_labels", **wanted["item_labels"])).items()
    said = parse_element_string(text)
    assert (said.value("01"), said.value("10"), said.value("17"), times) == ("04000000000013", "L0", "260320", 2)
