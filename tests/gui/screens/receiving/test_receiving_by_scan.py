"""Receiving by scanner and keyboard alone: announced and unannounced goods, mistakes, garbage, and what differed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.screens.receiving.conftest import PALLET, Scan
from wms.app.application import App
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Desk
from wms.gui.screens.receiving.bench import ReceiveBench
from wms.gui.screens.receiving.goods import day

CASE_OF_PENS = "14000000000003"


def on_hand(app: App, **asked: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in app.ask("stock_lines", limit=1_000, **asked).rows:
        found[row.item] = found.get(row.item, 0) + row.on_hand
    return found


def instruction(bench: ReceiveBench) -> str:
    return bench.receiving.prompt().instruction


def choices(bench: ReceiveBench) -> list[str]:
    return [choice.name for choice in bench.receiving.prompt().choices]


def test_an_announced_delivery_is_received_and_closed(
    app: App, unloading: ReceiveBench, scan: Scan, desk: Desk, qtbot: QtBot
) -> None:
    assert scan(CASE_OF_PENS)[0] == INFO
    assert instruction(unloading) == "How many PEN are there?"
    assert scan("#3") == (RIGHT, "36 × PEN")
    scan("MILK")
    assert scan("!lot L7")[0] == INFO
    assert scan("260320")[1] == "How many MILK are there?"
    assert scan("!announced") == (RIGHT, "24 × MILK")
    scan("DRILL")
    assert scan("SN-1") == (RIGHT, "1 × DRILL")
    assert scan("SN-2") == (RIGHT, "1 × DRILL")
    unloading.receiving.press("drop")
    assert scan(PALLET)[1] == f"{PALLET} was announced."
    assert scan("!all")[0] == RIGHT
    qtbot.waitUntil(lambda: unloading.receiving.prompt().done == 36 + 24 + 2 + 12)
    unloading.receiving.press("close")
    assert unloading.receiving.prompt().note == "Missing: 12 × PEN"
    assert scan("!close")[0] == RIGHT
    assert [fact.value for fact in unloading.receiving.prompt().facts] == ["12", "0", "0", "0"]
    with qtbot.waitSignal(desk.paper_wanted) as printed:
        unloading.receiving.press("print")
    assert printed.args == ["receipt", {"receipt": app.ask("receipts").rows[0].receipt}]
    assert on_hand(app, location="DOCK-1") == {"PEN": 36, "MILK": 24, "DRILL": 2, "KIT": 12}
    assert [(row.kind.value, row.quantity) for row in app.ask("discrepancies").rows] == [("short", 12)]


def test_a_label_that_tells_everything_is_not_asked_about(app: App, unloading: ReceiveBench, scan: Scan) -> None:
    milk = next(row.gtin for row in app.ask("packaging_levels", item="MILK").rows if row.level.value == "each")
    assert scan(f"(01){milk}(17)260320(10)L7(30)6") == (RIGHT, "6 × MILK")
    assert [(row.lot, row.expiry) for row in app.ask("receipt_lines").rows] == [("L7", date(2026, 3, 20))]


def test_a_label_with_a_serial_number_is_one_piece_and_counts_once(
    app: App, unloading: ReceiveBench, scan: Scan
) -> None:
    drill = next(row.gtin for row in app.ask("packaging_levels", item="DRILL").rows if row.level.value == "each")
    assert scan(f"(01){drill}(21)S9") == (RIGHT, "1 × DRILL")
    kind, text = scan(f"(01){drill}(21)S9")
    assert kind == WRONG
    assert "in stock already" in text
    assert on_hand(app) == {"DRILL": 1}


def test_scanning_the_same_label_again_counts_it(unloading: ReceiveBench, scan: Scan, app: App) -> None:
    scan("PEN")
    assert scan("PEN")[1] == "2 counted of PEN."
    assert scan("KIT") == (WRONG, "First say how many PEN there are.")
    assert scan("!counted") == (RIGHT, "2 × PEN")
    scan("PEN")
    unloading.receiving.press("level case")
    assert scan("#2") == (RIGHT, "24 × PEN")
    assert on_hand(app) == {"PEN": 26}


def test_goods_go_onto_a_new_licence_plate_whose_label_is_printed(
    app: App, unloading: ReceiveBench, scan: Scan, desk: Desk, qtbot: QtBot
) -> None:
    assert scan("!plate")[0] == RIGHT
    plate = unloading.receiving.state()["plate"]
    assert scan(plate)[0] == ALREADY
    scan("PEN")
    scan("#48")
    with qtbot.waitSignal(desk.paper_wanted) as printed:
        assert scan("!full")[0] == INFO
    assert printed.args == ["lpn_label", {"lpn": plate}]
    assert on_hand(app, lpn=plate) == {"PEN": 48}


def test_more_than_announced_is_taken_only_when_somebody_says_so(app: App, unloading: ReceiveBench, scan: Scan) -> None:
    scan("PEN")
    assert scan("#60")[0] == WRONG
    assert choices(unloading) == ["take", "not", "again"]
    scan("!not")
    assert on_hand(app) == {}
    scan("PEN")
    scan("#60")
    assert scan("!take") == (RIGHT, "60 × PEN")
    scan("VALVE")
    assert scan("#1")[0] == WRONG
    assert scan("!take")[0] == RIGHT
    unloading.receiving.press("close")
    assert scan("!close")[0] == RIGHT
    found = [(row.kind.value, row.item, row.quantity) for row in app.ask("discrepancies").rows]
    assert sum(quantity for kind, item, quantity in found if (kind, item) == ("over", "PEN")) == 12
    assert ("wrong_item", "VALVE", 1) in found


def test_goods_that_are_too_old_are_received_as_damaged_or_not_at_all(
    app: App, unloading: ReceiveBench, scan: Scan
) -> None:
    scan("MILK")
    scan("OLD")
    assert scan("2026-03-03")[0] == INFO
    assert scan("#4")[0] == WRONG
    assert scan("!take") == (RIGHT, "4 × MILK, damaged")
    assert [row.status.value for row in app.ask("stock_lines", item="MILK").rows] == ["damaged"]


def test_damaged_goods_are_reported_with_what_was_received(
    unloading: ReceiveBench, scan: Scan, desk: Desk, qtbot: QtBot
) -> None:
    unloading.receiving.press("damaged")
    scan("PEN")
    assert scan("#2") == (RIGHT, "2 × PEN, damaged")
    with qtbot.waitSignal(desk.form_wanted) as wanted:
        unloading.receiving.press("report")
    command, filled, _ = wanted.args
    assert (command, filled["item"], filled["quantity"], filled["kind"]) == ("ReportDiscrepancy", "PEN", 2, "damaged")


def test_the_last_one_is_taken_back_with_all_its_lines(app: App, unloading: ReceiveBench, scan: Scan) -> None:
    scan("PEN")
    scan("#10")
    scan("PEN")
    scan("#5")
    assert scan("!undo") == (RIGHT, "5 × PEN were taken back.")
    assert scan("!undo") == (RIGHT, "10 × PEN were taken back.")
    assert on_hand(app) == {}
    assert "undo" not in choices(unloading)


def test_wrong_dates_and_labels_are_answered_and_change_nothing(app: App, unloading: ReceiveBench, scan: Scan) -> None:
    assert scan("]C1010400000000000")[0] == WRONG
    assert scan("NOSUCHTHING") == (WRONG, "Nothing here bears the code NOSUCHTHING.")
    assert scan("F-01-01")[0] == WRONG
    scan("MILK")
    scan("L9")
    assert scan("31.12.20x6")[0] == WRONG
    assert scan("PEN")[0] == WRONG
    unloading.receiving.press("drop")
    assert instruction(unloading) == "Scan the goods"
    assert on_hand(app) == {}


def test_a_delivery_nobody_announced_names_its_supplier_and_its_dock(
    app: App, bench: ReceiveBench, scan: Scan
) -> None:
    bench.receiving.press("blind")
    assert scan("DOCK-2")[0] == WRONG
    assert scan("SUP")[0] == INFO
    assert scan("F-01-01")[0] == WRONG
    assert scan("DOCK-2")[0] == INFO
    scan("KIT")
    assert scan("#7") == (RIGHT, "7 × KIT")
    assert on_hand(app, location="DOCK-2") == {"KIT": 7}


def test_the_dock_leads_to_what_is_being_received_there(unloading: ReceiveBench, scan: Scan, asn: str) -> None:
    receipt = unloading.receiving.state()["receipt"]
    unloading.receiving.press("leave")
    assert scan("DOCK-1")[0] == INFO
    assert unloading.receiving.state()["receipt"] == receipt
    unloading.receiving.press("leave")
    assert scan(asn)[0] == INFO
    assert unloading.receiving.state()["receipt"] == receipt


def test_a_bench_that_is_built_again_goes_on_where_it_was(
    unloading: ReceiveBench, scan: Scan, desk: Desk, qtbot: QtBot
) -> None:
    scan("!plate")
    state = unloading.state()
    again = ReceiveBench(desk)
    qtbot.addWidget(again)
    again.restore(state)
    qtbot.waitUntil(lambda: again.receiving.state() == unloading.receiving.state())


def test_what_is_missing_is_received_by_list(unloading: ReceiveBench, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.form_wanted) as wanted:
        unloading.receiving.press("list")
    command, filled, _ = wanted.args
    assert command == "ReceiveLines"
    assert [(line["item"], line["quantity"]) for line in filled["lines"]] == [
        ("PEN", 48), ("MILK", 24), ("DRILL", 2), ("KIT", 12),
    ]  # fmt: skip


def test_keys_for_what_one_may_not_do_are_not_there(unloading: ReceiveBench, scan: Scan, desk: Desk) -> None:
    scan("PEN")
    scan("#2")
    assert {"close", "plate", "undo"} <= set(choices(unloading))
    desk.permissions = frozenset({"receiving.receive"})
    assert not {"close", "plate", "undo"} & set(choices(unloading))


@pytest.mark.parametrize(("text", "found"), [
    ("2026-05-31", date(2026, 5, 31)), ("260531", date(2026, 5, 31)), ("20260531", date(2026, 5, 31)),
    ("31.5.26", None), ("2026-02-30", None), ("", None),
])  # fmt: skip
def test_dates_are_read_as_people_type_them(text: str, found: date | None) -> None:
    assert day(text) == found
