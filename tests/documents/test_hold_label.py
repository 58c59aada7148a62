"""Goods that may not be used say so on a label: what is the matter, since when, and which document to ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from wms.app import printing
from wms.app.application import App
from wms.base.errors import Refused
from wms.operations.holding import PlaceHold, ReleaseHold
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines

PLATE = "340123450000000017"


def labels(app: App, folder: Path, **parameters: Any) -> list[tuple[str, str]]:
    """What each label says, and what a scanner reads from it."""
    place = folder / "labels.pdf"
    printing.print_paper(app, "hold_label", place, **parameters)
    return [
        (page.get_textpage().get_text_bounded(), zxingcpp.read_barcodes(page.render(scale=4).to_pil())[0].text)
        for page in pypdfium2.PdfDocument(place)
    ]


@pytest.fixture
def stocked(app: App) -> App:
    lines = (
        OpeningLine(item="PEN", quantity=24, location="R-01-01", lpn=PLATE),
        OpeningLine(item="KIT", quantity=3, location="R-01-01", lpn=PLATE),
        OpeningLine(item="PEN", quantity=5, location="F-01-01"),
    )
    app.run(PostOpeningStock(lines=lines))
    return app


def test_a_hold_has_a_label_for_each_plate_and_each_loose_heap(stocked: App, tmp_path: Path) -> None:
    for place in ("R-01-01", "F-01-01"):
        hold = stocked.run(PlaceHold(reason="Seals are not tight", location=place)).document
        [(text, code)] = labels(stocked, tmp_path, hold=hold)
        for said in ("HELD", hold, "Seals are not tight", place, "02 Mar 2026 06:00"):
            assert said in text
        if place == "R-01-01":
            assert code == f"(00){PLATE}"
            assert "mixed: KIT, PEN" in text
            assert "27" in text
        else:
            assert code == hold


def test_one_hold_may_need_several_labels(stocked: App, tmp_path: Path) -> None:
    hold = stocked.run(PlaceHold(reason="Recalled", item="PEN")).document
    assert sorted(code for _, code in labels(stocked, tmp_path, hold=hold)) == [f"(00){PLATE}", hold]


def test_what_waits_for_inspection_is_labelled_until_it_is_judged(app: App, tmp_path: Path) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLines(receipt=receipt, lines=(ReceivedLine(item="VALVE", quantity=4),)))
    [(text, code)] = labels(app, tmp_path, inspection="INS-000001")
    assert code == "INS-000001"
    for said in ("INSPECTION", receipt, "VALVE", "DOCK-1"):
        assert said in text


def test_what_is_released_needs_no_label(stocked: App, tmp_path: Path) -> None:
    hold = stocked.run(PlaceHold(reason="Wet", location="F-01-01")).document
    stocked.run(ReleaseHold(hold=hold))
    with pytest.raises(Refused, match="is released"):
        labels(stocked, tmp_path, hold=hold)
    with pytest.raises(Refused, match="hold"):
        labels(stocked, tmp_path)
