"""Counting by scanner and keyboard alone: places, items, lots, mistakes, and the differences that are posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import RIGHT, WRONG, Desk
from wms.gui.screens.counting.screen import CountBench
from wms.operations.counting.open import OpenCount
from wms.operations.counting.post import PostCount
from wms.operations.opening_stock import OpeningLine, PostOpeningStock

Scan = Callable[[str], tuple[str, str]]


@pytest.fixture
def bench(app: App, desk: Desk, qtbot: QtBot) -> CountBench:
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=20, location="F-01-01"),
        OpeningLine(item="KIT", quantity=5, location="F-01-02"),
    )))  # fmt: skip
    app.run(OpenCount(locations=("F-01-01", "F-01-02")))
    page = CountBench(desk)
    qtbot.addWidget(page)
    desk.heard.connect(page.take)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: len(page.counting.waits) == 2)
    return page


@pytest.fixture
def scan(bench: CountBench, scanner: Callable[[CountBench], Scan]) -> Scan:
    """The scanner at this bench."""
    return scanner(bench)


def on_hand(app: App, place: str) -> dict[str, int]:
    return {row.item: row.on_hand for row in app.ask("stock_lines", location=place).rows}


def test_a_place_is_counted_and_its_difference_posted(app: App, bench: CountBench, scan: Scan, qtbot: QtBot) -> None:
    assert bench.counting.prompt().place == "F-01-01"
    assert scan("PEN")[0] == WRONG
    assert scan("F-01-01")[0] == RIGHT
    assert scan("PEN")[0] == RIGHT
    assert scan("#18")[1] == "18 × PEN"
    assert scan("PEN")[1] == "19 × PEN"
    assert scan("!done")[0] == RIGHT
    qtbot.waitUntil(lambda: bench.counting.prompt().place == "F-01-02")
    assert scan("F-01-02")[0] == RIGHT
    scan("KIT")
    scan("#5")
    assert scan("!done")[0] == RIGHT
    qtbot.waitUntil(lambda: not bench.counting.waits)
    app.run(PostCount(count=app.ask("counts").rows[0].count))
    assert on_hand(app, "F-01-01") == {"PEN": 19}
    assert on_hand(app, "F-01-02") == {"KIT": 5}


def test_an_empty_place_is_entered_as_such(app: App, bench: CountBench, scan: Scan) -> None:
    scan("F-01-02")
    assert scan("!nothing")[0] == RIGHT
    assert [row.counted for row in app.ask("count_lines", location="F-01-02").rows] == [0]


def test_a_scan_of_a_place_that_is_not_to_be_counted_is_wrong(scan: Scan) -> None:
    kind, text = scan("F-01-05")
    assert (kind, text) == (WRONG, "F-01-05 is not to be counted.")


def test_an_item_kept_by_lot_asks_for_its_lot(bench: CountBench, scan: Scan) -> None:
    scan("F-01-01")
    scan("MILK")
    assert "MILK" in bench.counting.prompt().instruction
    assert scan("LOT7")[1] == "1 × MILK"
    assert bench.counting.found[-1].lot == "LOT7"


def test_the_last_one_is_taken_back_and_leaving_enters_nothing(app: App, bench: CountBench, scan: Scan) -> None:
    scan("F-01-01")
    scan("PEN")
    scan("KIT")
    scan("!undo")
    assert [one.item for one in bench.counting.found] == ["PEN"]
    bench.counting.press("leave")
    assert bench.counting.place == ""
    assert all(row.counted is None for row in app.ask("count_lines").rows)


def test_garbage_is_answered_and_nothing_is_lost(bench: CountBench, scan: Scan) -> None:
    scan("F-01-01")
    scan("PEN")
    assert scan("]C1010400000000000")[0] == WRONG
    assert [one.quantity for one in bench.counting.found] == [1]


def test_accuracy_is_asked_count_by_count(app: App, bench: CountBench, scan: Scan) -> None:
    scan("F-01-01")
    scan("PEN")
    scan("#20")
    scan("!done")
    scan("F-01-02")
    scan("KIT")
    scan("#5")
    scan("!done")
    app.run(PostCount(count=app.ask("counts").rows[0].count))
    rows: Any = app.ask("count_accuracy").rows
    assert [(row.lines, row.right, row.percent) for row in rows] == [(2, 2, 100.0)]
