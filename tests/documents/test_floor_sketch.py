"""At the foot of a pick list the floor is drawn with its stops: once a file, on the page or the next, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pypdfium2

from wms.app.application import App
from wms.documents.floor_sketch import LEAST, FloorSketch, numbered
from wms.documents.sheet import FOOT, Made, Sheet
from wms.documents.words import language


def sheet(worked: App) -> Sheet:
    return Sheet(BytesIO(), Made(language("en"), "ada", worked.clock()), "Pick list", "B-1", "Main")


def sketch(worked: App) -> FloorSketch:
    return FloorSketch(lambda question, **more: list(worked.ask(question, limit=1_000, **more).rows))


def stops(*places: tuple[int, int]) -> list[Any]:
    return [SimpleNamespace(x_mm=x, y_mm=y) for x, y in places]


def test_stops_at_one_place_share_a_dot() -> None:
    assert [numbered(its) for its in ([7], [7, 8, 9], [2, 5, 6])] == ["7", "7–9", "2 +2"]


def test_the_sketch_lies_below_the_list_and_on_the_page(worked: App) -> None:
    page = sheet(worked)
    before = page.y
    sketch(worked).draw(page, stops((5_000, 10_000), (5_000, 12_000)))
    assert FOOT <= page.y < before
    assert page.page == 1


def test_where_the_page_is_full_it_comes_on_the_next(worked: App) -> None:
    page = sheet(worked)
    page.y = FOOT + LEAST / 2
    sketch(worked).draw(page, stops((5_000, 10_000)))
    assert page.page == 2


def test_the_ground_is_drawn_once_for_many_lists(worked: App) -> None:
    page, floor = sheet(worked), sketch(worked)
    for number in range(3):
        floor.draw(page, stops((5_000, 10_000 + number)))
        page.begin_next(f"B-{number + 2}")
    assert len([name for name in page.canvas._doc.idToObject if name.startswith("FormXob.floor")]) == 1


def test_a_building_that_is_not_drawn_has_no_sketch(worked: App) -> None:
    page = sheet(worked)
    before = page.y
    FloorSketch(lambda question, **more: []).draw(page, stops((5_000, 10_000)))
    sketch(worked).draw(page, stops((0, 0)))
    assert page.y == before


def test_its_numbers_are_on_the_printed_list(pdf: Callable[..., pypdfium2.PdfDocument], wanted: Any) -> None:
    document = pdf("pick_list", **wanted["pick_list"])
    text = document[len(document) - 1].get_textpage().get_text_bounded()
    assert text.split("Date and time")[1].split()[:1] == ["1"] or "1\r\n2" in text.split("Date and time")[1]
