"""Labels in the printers' own language say what the PDF says, stay on the label, and cannot be taken for commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from wms.app import printing
from wms.app.application import App
from wms.base.errors import Refused
from wms.documents.barcodes import Symbol, modules
from wms.documents.paper import PAPERS
from wms.documents.zpl import escaped
from wms.documents.zpl_symbols import code_128, data_matrix, gs1_128, gs1_data_matrix

Wanted = dict[str, dict[str, Any]]
PAIRS_IN_B = {">0": ">", "><": "^", ">=": "~"}
FIELD = re.compile(r"\^(?:FO|FT)(\d+),(\d+)(\^[^\n]*?)(?:\^FH\\)?(?:\^FD([^\n]*?))?\^FS")


def heard(data: str) -> str:
    """What a scanner says of a ^BC field, read by the guide's table: FNC1 as GS, the digits of set C as they are."""
    assert data[:2] in (">:", ">;")
    text, in_c, place = "", data[:2] == ">;", 2
    while place < len(data):
        two = data[place : place + 2]
        if two == ">8":
            text += "\x1d"
        elif two in (">5", ">6"):
            in_c = two == ">5"
        elif in_c:
            assert len(two) == 2
            assert two.isdigit()
            text += two
        elif two in PAIRS_IN_B:
            text += PAIRS_IN_B[two]
        else:
            assert two[0] not in "^~>"
            text += two[0]
            place -= 1
        place += 2
    return text


@pytest.fixture
def zpl(worked: App, tmp_path: Path) -> Callable[..., str]:
    """A label as ZPL text: zpl("lpn_label", 203, lpn=…)."""

    def made(name: str, dots_per_inch: int = 203, **more: Any) -> str:
        out = tmp_path / f"{name}.zpl"
        printing.print_paper(worked, name, out, dots_per_inch=dots_per_inch, **more)
        return out.read_text(encoding="utf-8")

    return made


@pytest.mark.parametrize("text", ["R-01-05", "12", "1234", "AB123456", "A12345B", "a>b^c~d", "007", "LPN 4711 88", "9"])
def test_a_code_is_read_back_and_is_no_wider_than_the_shortest_known_encoding(text: str) -> None:
    data, wide = code_128(text)
    assert heard(data) == text
    assert wide <= modules(text, Symbol.CODE_128).shape[1]


def test_gs1_bars_begin_with_fnc1_and_end_open_fields_with_it() -> None:
    data, _ = gs1_128("(01)09501101531000(10)AB-1(21)12345678")
    assert heard(data) == "\x1d010950110153100010AB-1\x1d2112345678"
    assert gs1_128("(00)340123450000000017")[0] == ">;>800340123450000000017"


def test_a_matrix_escapes_its_escape_sign() -> None:
    assert data_matrix("A_1") == "A__1"
    assert gs1_data_matrix("(01)09501101531000(10)A_B(21)7") == "_1010950110153100010A__B_1217"


def test_text_can_never_become_a_command() -> None:
    assert escaped("^XZ~JA\\\n") == "\\5EXZ\\7EJA\\5C\\0A"


@pytest.mark.parametrize("dots_per_inch", [203, 300])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_label_stays_on_its_label(
    zpl: Callable[..., str], wanted: Wanted, language: str, dots_per_inch: int
) -> None:
    for name in (name for name, entry in PAPERS.items() if entry.label):
        text = zpl(name, dots_per_inch, language=language, **wanted[name])
        for label in text.split("^XZ\n")[:-1]:
            wide, tall = (int(label.split(mark)[1].split("^")[0]) for mark in ("^PW", "^LL"))
            fields = FIELD.findall(label)
            assert len(fields) >= 3, name
            for left, top, command, data in fields:
                right, bottom = reach(int(left), int(top), command, data)
                assert right <= wide, (name, command)
                assert bottom <= tall, (name, command)


def reach(left: int, top: int, command: str, data: str) -> tuple[int, int]:
    """Where a field ends, as far as its command says."""
    if box := re.match(r"\^GB(\d+),(\d+)", command):
        return left + int(box[1]), top + int(box[2])
    if picture := re.match(r"\^GFA,(\d+),\d+,(\d+)", command):
        return left + 8 * int(picture[2]) - 7, top + int(picture[1]) // int(picture[2])
    if bars := re.search(r"\^BCN,(\d+)", command):
        return left, top + int(bars[1])
    return left, top


def test_the_plate_s_label_says_in_zpl_what_its_pdf_says(zpl: Callable[..., str], wanted: Wanted) -> None:
    fields = FIELD.findall(zpl("lpn_label", **wanted["lpn_label"]))
    bars = [heard(data) for _, _, command, data in fields if "^BCN" in command]
    assert bars == ["\x1d02040000000000063" "7240", "\x1d00340123450000000017"]
    said = {data for _, _, command, data in fields if "^A0N" in command}
    assert {"PEN", "240", "Ball pen", "Main warehouse"} <= said


def test_an_item_s_label_bears_its_matrix_once_a_copy(zpl: Callable[..., str], wanted: Wanted) -> None:
    fields = FIELD.findall(zpl("item_labels", **wanted["item_labels"]))
    assert [data for _, _, command, data in fields if "^BX" in command] == ["_101040000000000131726032010L0"] * 2


def test_chinese_is_sent_as_dots_that_form_the_text_and_codes_of_chinese_still_scan(
    app: App, tmp_path: Path
) -> None:
    with app.database.writing() as session:
        from wms.model.site import Location
        from wms.model.words import LocationType

        first = session.query(Location).filter(Location.code == "F-01-01").one()
        session.add(Location(code="甲区-01", site_id=first.site_id, zone_id=first.zone_id, type=LocationType.SHELF))
    out = tmp_path / "l.zpl"
    printing.print_paper(app, "location_labels", out, location="甲区-01", dots_per_inch=203)
    pictures = [picture(command) for _, _, command, _ in FIELD.findall(out.read_text()) if "^GFA" in command]
    ink = [sum(one.histogram()[:1]) / (one.width * one.height) for one in pictures]
    assert all(0.05 < share < 0.7 for share in ink)
    read = [found.text for one in pictures for found in zxingcpp.read_barcodes(one)]
    assert read == ["甲区-01"]


def picture(command: str) -> Image.Image:
    """A graphic field as the printer prints it, black on white, with some white around."""
    found = re.match(r"\^GFA,(\d+),\d+,(\d+),([0-9A-F]+)", command)
    assert found is not None
    row, data = int(found[2]), bytes.fromhex(found[3])
    dots = Image.frombytes("1", (8 * row, len(data) // row), bytes(255 - one for one in data)).convert("L")
    wide = Image.new("L", (dots.width + 80, dots.height + 80), 255)
    wide.paste(dots, (40, 40))
    return wide


def test_only_labels_for_known_printers_are_made_in_zpl(app: App, tmp_path: Path) -> None:
    for name, density in (("stock_report", 203), ("location_labels", 600)):
        with pytest.raises(Refused):
            printing.print_paper(app, name, tmp_path / "x", dots_per_inch=density)
    assert not (tmp_path / "x").exists()
