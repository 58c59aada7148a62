"""Names with markup, commands or paths in them are shown, printed and exported as the letters they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pypdfium2
import pytest

from wms.app.application import App
from wms.app.printing import print_paper, report
from wms.model.words import Level
from wms.operations.master_data.items import ItemLine, LevelLine, RegisterItems
from wms.operations.opening_stock import OpeningLine, PostOpeningStock

MARK = "<b>fat</b>"
NAME = f"{MARK}<img src='file:///etc/passwd'>&amp;^XZ~JA"
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def hostile(app: App) -> App:
    """Two items whose names were typed by somebody with ideas, in stock."""
    piece = (LevelLine(level=Level.EACH),)
    app.run(RegisterItems(lines=(
        ItemLine(sku="TRAP", name=NAME, levels=piece), ItemLine(sku="SUM", name=FORMULA, levels=piece),
    )))  # fmt: skip
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="TRAP", quantity=3, location="F-01-01"),
        OpeningLine(item="SUM", quantity=3, location="F-01-02"),
    )))  # fmt: skip
    return app


def text_of(paper: Path) -> str:
    with pypdfium2.PdfDocument(paper) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(("name", "given"), [("stock_report", {}), ("item_labels", {"item": "TRAP"})])
def test_papers_draw_the_letters(hostile: App, tmp_path: Path, name: str, given: dict[str, str]) -> None:
    print_paper(hostile, name, tmp_path / "paper.pdf", **given)
    assert MARK in text_of(tmp_path / "paper.pdf").replace("\r\n", "")


def test_a_label_printer_gets_no_command_out_of_a_name(hostile: App, tmp_path: Path) -> None:
    print_paper(hostile, "item_labels", tmp_path / "label.zpl", dots_per_inch=203, item="TRAP")
    sent = (tmp_path / "label.zpl").read_text(encoding="utf-8")
    assert sent.count("^XZ") == sent.count("^XA")
    assert "~JA" not in sent


def test_a_spreadsheet_gets_no_formula_out_of_a_name(hostile: App, tmp_path: Path) -> None:
    report(hostile, "items", "csv", tmp_path / "items.csv")
    with (tmp_path / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert not any(cell.lstrip().startswith(("=", "@")) for cell in cells)
