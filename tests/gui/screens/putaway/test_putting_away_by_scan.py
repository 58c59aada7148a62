"""Putting away by scanner and keyboard alone: the proposed place, another one with a reason, and what goes wrong."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.gui.screens.putaway.conftest import PALLET, Scan
from wms.app.application import App
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Desk
from wms.gui.screens.putaway.bench import PutBench


def where(app: App, item: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in app.ask("stock_lines", item=item).rows:
        found[row.location] = found.get(row.location, 0) + row.on_hand
    return found


def choices(bench: PutBench) -> list[str]:
    return [choice.name for choice in bench.putting.prompt().choices]


def test_a_pallet_goes_to_the_place_the_planner_names(app: App, bench: PutBench, scan: Scan) -> None:
    assert scan(PALLET)[0] == INFO
    prompt = bench.putting.prompt()
    assert prompt.place.startswith("R-01-")
    assert prompt.note
    assert bench.putting.places()[prompt.place] == "accent"
    assert scan(PALLET)[0] == ALREADY
    assert scan(prompt.place) == (RIGHT, f"{PALLET} lies at {prompt.place}.")
    assert where(app, "PEN") == {prompt.place: 48}
    assert bench.putting.done == 1


def test_a_wrong_place_is_told_and_taken_only_with_a_reason(app: App, bench: PutBench, scan: Scan) -> None:
    scan(PALLET)
    target = bench.putting.prompt().place
    wrong = "R-01-06" if target != "R-01-06" else "R-01-05"
    assert scan(wrong) == (WRONG, f"This is {wrong}. {PALLET} goes to {target}.")
    assert bench.putting.places()[wrong] == "bad"
    assert where(app, "PEN") == {"DOCK-1": 48}
    bench.putting.press("here")
    assert bench.putting.prompt().instruction == f"Why {wrong}?"
    assert scan("!reason full")[0] == RIGHT
    assert where(app, "PEN") == {wrong: 48}
    assert app.ask("moves_of", item="PEN").rows[0].reason == "The proposed place is full"


def test_a_second_choice_is_beside_a_key(app: App, bench: PutBench, scan: Scan) -> None:
    scan(PALLET)
    target = bench.putting.prompt().place
    other = next(name for name in choices(bench) if name.startswith("instead "))
    bench.putting.press(other)
    bench.putting.press("mind")
    assert bench.putting.prompt().place == target
    bench.putting.press(other)
    assert scan("The lift is there anyway")[0] == INFO
    assert bench.putting.prompt().place == other.removeprefix("instead ")
    assert scan(bench.putting.prompt().place)[0] == RIGHT
    assert where(app, "PEN") == {other.removeprefix("instead "): 48}


def test_loose_goods_are_carried_in_parts(app: App, bench: PutBench, scan: Scan, receipt: str) -> None:
    assert scan("KIT") == (WRONG, "No task for KIT. Scan the dock where it lies first.")
    assert scan("DOCK-1")[1] == "2 tasks from DOCK-1. Scan the goods."
    assert scan("KIT")[0] == INFO
    target = bench.putting.prompt().place
    assert scan("#21")[0] == WRONG
    assert scan("#8")[0] == INFO
    assert scan(target)[0] == RIGHT
    assert where(app, "KIT") == {"DOCK-1": 12, target: 8}
    scan("KIT")
    assert scan(bench.putting.prompt().place)[0] == RIGHT
    assert where(app, "KIT") == {target: 20}


def test_a_receipt_leads_to_its_first_task_and_the_next_follows(
    app: App, bench: PutBench, scan: Scan, receipt: str, qtbot: QtBot
) -> None:
    assert scan(receipt)[0] == INFO
    assert scan(bench.putting.prompt().place)[0] == RIGHT
    qtbot.waitUntil(lambda: "next" in choices(bench))
    assert scan("!next")[0] == INFO
    assert scan(bench.putting.prompt().place)[0] == RIGHT
    assert set(where(app, "PEN")) | set(where(app, "KIT")) & {"DOCK-1"} == set(where(app, "PEN"))
    assert scan(receipt)[0] == WRONG


def test_the_last_one_is_taken_back(app: App, bench: PutBench, scan: Scan) -> None:
    scan(PALLET)
    scan(bench.putting.prompt().place)
    assert scan("!undo")[0] == RIGHT
    assert where(app, "PEN") == {"DOCK-1": 48}
    assert bench.putting.done == 0


def test_a_task_that_is_left_waits_for_somebody_else(app: App, bench: PutBench, scan: Scan) -> None:
    scan(PALLET)
    assert app.ask("open_tasks").rows[0].claimed_by == "system"
    assert scan("!leave")[0] == INFO
    assert app.ask("open_tasks").rows[0].claimed_by is None
    assert bench.putting.carried is None


def test_garbage_and_other_goods_leave_what_is_carried_as_it_is(app: App, bench: PutBench, scan: Scan) -> None:
    assert scan("NOSUCH")[0] == WRONG
    scan(PALLET)
    assert scan("]C1010400000000000")[0] == WRONG
    assert scan("KIT")[0] == WRONG
    assert bench.putting.carried is not None
    assert where(app, "PEN") == {"DOCK-1": 48}


def test_the_same_place_scanned_twice_puts_away_once(app: App, bench: PutBench, desk: Desk, scan: Scan) -> None:
    scan(PALLET)
    place = bench.putting.prompt().place
    assert scan(place)[0] == RIGHT
    assert scan(place)[0] == ALREADY
    assert scan(PALLET)[0] == ALREADY
    assert where(app, "PEN") == {place: 48}
    assert not app.ask("open_tasks").rows
