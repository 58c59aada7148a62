"""A batch is picked by scanner and keyboard alone: places, goods, totes, and everything that goes another way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.screens.picking.conftest import Release, Scan
from wms.app.application import App
from wms.base.errors import Refused
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Desk
from wms.gui.screens.picking.screen import PickBench
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.people.roles import DefineRole, GrantRole
from wms.operations.people.users import RegisterUser
from wms.operations.picking.batches import ClaimBatch, HandOverBatch
from wms.operations.picking.confirm import ConfirmPick

PEN_CASE = "14000000000003"


def picked(app: App) -> dict[str, int]:
    """What lies in each tote."""
    rows: Any = app.ask("stock_by_lpn").rows
    return {row.lpn: row.on_hand for row in rows}


def task_states(app: App) -> list[tuple[str, str, int]]:
    return [(row.location, row.state.value, row.done_quantity) for row in app.ask("pick_list").rows]


def test_two_orders_are_picked_on_one_walk_into_two_totes(
    bench: PickBench, scan: Scan, release: Release, app: App
) -> None:
    batch = release([("PEN", 3)], [("KIT", 1), ("PEN", 2)])
    assert scan(batch)[0] == RIGHT
    assert scan("BOX-1") == (RIGHT, "BOX-1 is for O-000001.")
    assert scan("BOX-1")[0] == ALREADY
    assert scan("BOX-2")[0] == RIGHT
    assert bench.picking.prompt().place == "F-01-01"
    assert scan("F-01-02") == (WRONG, "This is F-01-02. Go to F-01-01.")
    assert scan("F-01-01")[0] == RIGHT
    assert scan("KIT") == (WRONG, "This is KIT. Take PEN.")
    first = bench.picking.step.row
    scan("PEN")
    scan(f"#{bench.picking.walking.left(first)}")
    wrong, right = ("BOX-2", "BOX-1") if first.order == "O-000001" else ("BOX-1", "BOX-2")
    assert scan(wrong)[0] == WRONG
    assert scan(right)[0] == RIGHT
    assert bench.picking.step.place == "F-01-01", "the next stop is at the same place"
    scan("PEN")
    scan("!all")
    assert scan("F-01-02")[0] == RIGHT
    scan("KIT")
    assert scan("!in") == (RIGHT, "1 × KIT. That was the last stop.")
    assert bench.picking.prompt().place == "BENCH-1"
    assert picked(app) == {"BOX-1": 3, "BOX-2": 3}


def test_each_scan_counts_and_too_many_are_wrong(bench: PickBench, scan: Scan, release: Release, app: App) -> None:
    release([("PEN", 3)])
    scan("!next")
    scan("!named")
    scan("F-01-01")
    assert scan("PEN") == (RIGHT, "1 of 3")
    assert scan(PEN_CASE) == (WRONG, "That would be 13; only 3 are wanted.")
    assert scan("#4") == (WRONG, "Only 3 are wanted here.")
    assert scan("PEN") == (RIGHT, "2 of 3")
    assert scan("PEN") == (RIGHT, "3 × PEN. That was the last stop.")
    assert picked(app) == {"TOTE-O-000001": 3}


def test_a_lot_is_asked_for_and_a_serial_number_is_checked(bench: PickBench, scan: Scan, release: Release) -> None:
    release([("MILK", 1), ("DRILL", 1)])
    scan("!next")
    scan("!named")
    assert scan("F-01-04")[0] == RIGHT
    assert scan("DRILL") == (WRONG, "Scan the serial number of DRILL.")
    assert scan("S1")[0] == RIGHT
    scan("C-01-01")
    assert scan("MILK") == (INFO, "Which lot of MILK?")
    assert scan("L9") == (WRONG, "This is lot L9. Take lot L1.")
    assert scan("L1") == (RIGHT, "1 × MILK. That was the last stop.")


def test_less_is_there_and_the_rest_is_found_on_the_walk(
    bench: PickBench, scan: Scan, release: Release, app: App
) -> None:
    release([("PEN", 5), ("KIT", 1)])
    scan("!next")
    scan("!named")
    scan("F-01-01")
    scan("PEN")
    scan("#2")
    scan("!short")
    assert bench.picking.prompt().quantity
    assert scan("!missing") == (RIGHT, "3 are at F-01-05 and on your walk now.")
    assert [row.location for row in bench.picking.walking.open] == ["F-01-02", "F-01-05"]
    counts: Any = app.ask("open_tasks", kind="count").rows
    assert [row.from_location for row in counts] == ["F-01-01"]


def test_what_is_nowhere_else_waits_as_a_back_order(bench: PickBench, scan: Scan, release: Release, app: App) -> None:
    release([("KIT", 5)])
    scan("!next")
    scan("!named")
    scan("F-01-02")
    scan("!short")
    scan("#4")
    assert scan("!damaged") == (RIGHT, "1 are nowhere else: they wait as a back-order.")
    assert picked(app) == {"TOTE-O-000001": 4}
    assert [row.missing for row in app.ask("unallocated_lines").rows] == [1]


def test_a_batch_is_paused_and_gone_on_with_in_the_same_totes(
    bench: PickBench, scan: Scan, release: Release, app: App
) -> None:
    batch = release([("PEN", 1), ("KIT", 1)])
    scan("!next")
    scan("BOX-1")
    scan("F-01-01")
    scan("PEN")
    assert scan("!pause")[0] == RIGHT
    assert [row.state.value for row in app.ask("batches", batch=batch).rows] == ["ready"]
    scan(batch)
    assert bench.picking.totes == {"O-000001": "BOX-1"}
    assert bench.picking.prompt().place == "F-01-02"


@pytest.fixture
def ben(app: App) -> str:
    """A second picker."""
    app.run(RegisterUser(login="ben", name="Ben"))
    app.run(DefineRole(code="picker", permissions=("picking.*",)))
    app.run(GrantRole(login="ben", role="picker"))
    return "ben"


def test_two_people_never_get_one_batch(bench: PickBench, scan: Scan, release: Release, app: App, ben: str) -> None:
    batch = release([("PEN", 1)])
    app.run(ClaimBatch(), login=ben)
    assert scan(batch) == (WRONG, f"The batch {batch} is started.")
    assert bench.picking.walk is None


@pytest.fixture
def bens_bench(app: App, ben: str, tmp_path: Path, qtbot: QtBot) -> Iterator[PickBench]:
    """The second picker's bench at another workstation, on the same warehouse."""
    desk = Desk(app, ben, frozenset({"picking.*"}), tmp_path / "ben")
    page = PickBench(desk)
    qtbot.addWidget(page)
    desk.heard.connect(page.take)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
    yield page
    desk.close()


def test_two_people_who_take_the_next_batch_at_once_get_one_each_or_none(
    bench: PickBench, bens_bench: PickBench, release: Release, app: App, qtbot: QtBot
) -> None:
    release([("PEN", 1)])
    both = (bench, bens_bench)
    qtbot.waitUntil(lambda: all("next" in one.choices.buttons for one in both))
    for one in both:
        one.picking.press("next")
    qtbot.waitUntil(lambda: not any(one.picking.waiting for one in both))
    assert sorted(one.picking.walk is None for one in both) == [False, True]
    (without,) = [one for one in both if one.picking.walk is None]
    assert (without.banner.kind, without.banner.text) == (INFO, "No batch is waiting for a picker.")
    (row,) = app.ask("batches").rows
    assert row.picker == next(one.desk.login for one in both if one.picking.walk is not None)


def test_what_a_colleague_walks_cannot_be_confirmed_here(
    bench: PickBench, scan: Scan, release: Release, app: App, ben: str
) -> None:
    release([("PEN", 1), ("KIT", 1)])
    scan("!next")
    scan("!named")
    task = bench.picking.step.row.task
    with pytest.raises(Refused):
        app.run(ConfirmPick(task=task, location="F-01-01", item="PEN"), login=ben)
    assert [row.done_quantity for row in app.ask("pick_list").rows] == [0, 0]


def test_a_confirmed_stop_asks_the_books_for_nothing_before_it_is_answered(
    bench: PickBench, scan: Scan, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    release([("PEN", 1), ("KIT", 1)])
    scan("!next")
    scan("!named")
    scan("F-01-01")
    asked: list[str] = []
    monkeypatch.setattr(bench.picking, "ask", lambda what, *more, **named: asked.append(what))
    assert scan("PEN") == (RIGHT, "1 × PEN. Go to F-01-02.")
    assert asked == []


def test_a_batch_is_handed_over_to_a_colleague(
    bench: PickBench, scan: Scan, release: Release, app: App, ben: str
) -> None:
    batch = release([("PEN", 1), ("KIT", 1)])
    scan("!next")
    scan("!named")
    scan("!hand")
    assert scan("F-01-01")[0] == WRONG
    assert scan(ben)[0] == RIGHT
    assert [row.picker for row in app.ask("batches", batch=batch).rows] == [ben]
    assert bench.picking.walk is None
    assert {row.claimed_by for row in app.ask("open_tasks", kind="pick").rows} == {ben}


def test_the_last_pick_is_put_back_where_it_came_from(bench: PickBench, scan: Scan, release: Release, app: App) -> None:
    release([("PEN", 2), ("KIT", 1)])
    scan("!next")
    scan("!named")
    scan("F-01-01")
    scan("PEN")
    scan("PEN")
    scan("!undo")
    assert scan("F-01-02") == (WRONG, "This is F-01-02. Go to F-01-01.")
    assert scan("F-01-01")[0] == RIGHT
    assert bench.picking.prompt().place == "F-01-02"
    assert picked(app) == {}
    assert [row.on_hand for row in app.ask("stock_lines", location="F-01-01").rows] == [20]


def test_a_stop_that_is_cancelled_meanwhile_is_left_out(
    bench: PickBench, scan: Scan, release: Release, app: App, qtbot: QtBot
) -> None:
    release([("PEN", 2)], [("KIT", 1)])
    scan("!next")
    scan("!named")
    assert bench.picking.prompt().place == "F-01-01"
    app.run(CancelOrder(order="O-000001", reason="the customer called"))
    qtbot.waitUntil(lambda: bench.picking.prompt().place == "F-01-02")


def test_a_batch_the_office_gives_to_somebody_else_is_put_down(
    bench: PickBench, scan: Scan, release: Release, app: App, ben: str, qtbot: QtBot
) -> None:
    batch = release([("PEN", 2), ("KIT", 1)])
    scan("!next")
    scan("!named")
    app.run(HandOverBatch(batch=batch, to=ben))
    qtbot.waitUntil(lambda: bench.picking.walk is None)
    assert (bench.banner.kind, bench.banner.text) == (INFO, f"{batch} is walked by ben now.")


def test_another_stop_comes_first(bench: PickBench, scan: Scan, release: Release) -> None:
    release([("PEN", 1), ("KIT", 1)])
    scan("!next")
    scan("!named")
    assert scan("!later") == (INFO, "F-01-01 comes later.")
    assert bench.picking.prompt().place == "F-01-02"
