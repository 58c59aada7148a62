"""Goods and licence plates move about inside the building."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.gs1.sscc import is_sscc
from wms.model.words import TaskKind
from wms.model.work import Task
from wms.operations.moving.move import MoveStock
from wms.operations.moving.plate import BuildLpn, MoveLpn, NestLpn, RetireLpn, UnnestLpn
from wms.operations.moving.share import MergeLpn, SplitLpn
from wms.operations.opening_stock import OpeningLine, PostOpeningStock

MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)
HERE = "SELECT l.code, i.sku, p.code, s.on_hand FROM stock s JOIN location l ON l.id = s.location_id" \
       " JOIN item i ON i.id = s.item_id JOIN lpn p ON p.id = s.lpn_id ORDER BY 1, 2, 3"  # fmt: skip


def lay(app: App, item: str, quantity: int, location: str, **more: Any) -> None:
    line = OpeningLine(item=item, quantity=quantity, location=location, **more)
    app.run(PostOpeningStock(lines=(line,)))


def here(app: App) -> list[tuple[Any, ...]]:
    with app.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(HERE)]


def problems(app: App, command: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        app.run(command)
    return [problem.field for problem in refused.value.problems]


def test_loose_pieces_move_from_shelf_to_shelf(app: App) -> None:
    lay(app, "PEN", 20, "F-01-01")
    app.run(MoveStock(item="PEN", quantity=8, location="F-01-01", to="F-01-02"))
    assert here(app) == [("F-01-01", "PEN", "", 12), ("F-01-02", "PEN", "", 8)]


def test_what_is_not_there_does_not_move(app: App) -> None:
    lay(app, "PEN", 20, "F-01-01")
    with pytest.raises(Refused, match="Only 20 PEN"):
        app.run(MoveStock(item="PEN", quantity=21, location="F-01-01", to="F-01-02"))
    with pytest.raises(Refused, match="not go anywhere"):
        app.run(MoveStock(item="PEN", quantity=1, location="F-01-01", to="F-01-01"))


def test_everything_wrong_with_a_move_is_told_at_once(app: App) -> None:
    lay(app, "PEN", 20, "F-01-01")
    wrong = MoveStock(item="PEN", quantity=-2, location="F-01-01", lot="L", serial="S", lpn="NOSUCH", to="NOWHERE")
    assert sorted(problems(app, wrong)) == ["lot", "lpn", "quantity", "quantity", "serial", "to"]
    assert problems(app, MoveStock(item="MILK", quantity=1, location="F-01-01")) == ["lot", "to"]


def test_the_destination_must_suit_the_goods(app: App) -> None:
    lay(app, "PEN", 2, "F-01-01")
    with pytest.raises(Refused, match="PEN needs ambient, and C-01-01 is chilled"):
        app.run(MoveStock(item="PEN", quantity=1, location="F-01-01", to="C-01-01"))


def test_a_licence_plate_is_built_loaded_and_carried_away_whole(app: App) -> None:
    lay(app, "PEN", 20, "R-01-01")
    code = app.run(BuildLpn(location="R-01-01")).document
    assert is_sscc(code)
    app.run(MoveStock(item="PEN", quantity=15, location="R-01-01", to_lpn="00" + code))
    app.run(MoveLpn(lpn=code, to="R-01-02"))
    assert here(app) == [("R-01-01", "PEN", "", 5), ("R-01-02", "PEN", code, 15)]


def test_two_new_licence_plates_never_share_a_number(app: App) -> None:
    codes = {app.run(BuildLpn(location="R-01-01")).document for _ in range(3)}
    assert len(codes) == 3
    assert problems(app, BuildLpn(location="R-01-01", code=codes.pop())) == ["lpn"]


def test_a_licence_plate_goes_nowhere_it_does_not_fit(app: App) -> None:
    code = app.run(BuildLpn(location="R-01-01", height_mm=2_500)).document
    lay(app, "PEN", 5, "R-01-01", lpn=code)
    with pytest.raises(Refused, match="stands 2500 mm high"):
        app.run(MoveLpn(lpn=code, to="R-01-02"))
    with pytest.raises(Refused, match="already"):
        app.run(MoveLpn(lpn=code, to="R-01-01"))


def test_a_part_is_split_off_onto_a_new_licence_plate(app: App) -> None:
    lay(app, "PEN", 24, "R-01-01", lpn="P1")
    new = app.run(SplitLpn(lpn="P1", item="14000000000003", quantity=1)).values["lpn"]
    assert here(app) == sorted([("R-01-01", "PEN", new, 12), ("R-01-01", "PEN", "P1", 12)])


def test_only_what_is_on_it_can_be_split_off(app: App) -> None:
    lay(app, "PEN", 24, "R-01-01", lpn="P1")
    lay(app, "PEN", 1, "R-01-02", lpn="P2")
    assert problems(app, SplitLpn(lpn="P1", item="PEN", quantity=25)) == ["quantity"]
    assert problems(app, SplitLpn(lpn="P1", item="PEN", quantity=0, to_lpn="P2")) == ["to_lpn", "quantity", "quantity"]
    assert len(here(app)) == 2


def test_merging_empties_one_licence_plate_onto_another(app: App) -> None:
    lay(app, "PEN", 24, "R-01-01", lpn="P1")
    lay(app, "KIT", 3, "R-01-01", lpn="P2")
    app.run(MergeLpn(lpn="P2", into="P1"))
    assert here(app) == [("R-01-01", "KIT", "P1", 3), ("R-01-01", "PEN", "P1", 24)]
    with pytest.raises(Refused, match="has left the site"):
        app.run(MoveLpn(lpn="P2", to="R-01-02"))
    assert problems(app, MergeLpn(lpn="P1", into="P1")) == ["into"]


def test_nested_licence_plates_travel_together_until_taken_off(app: App) -> None:
    lay(app, "PEN", 2, "R-01-01", lpn="BOX")
    lay(app, "KIT", 1, "R-01-01", lpn="PAL")
    app.run(NestLpn(lpn="BOX", onto="PAL"))
    app.run(MoveLpn(lpn="PAL", to="R-01-02"))
    assert {row[0] for row in here(app)} == {"R-01-02"}
    with pytest.raises(Refused, match="stands on another one"):
        app.run(MoveLpn(lpn="BOX", to="R-01-03"))
    with pytest.raises(Refused, match="on itself"):
        app.run(NestLpn(lpn="PAL", onto="BOX"))
    app.run(UnnestLpn(lpn="BOX"))
    app.run(MoveLpn(lpn="BOX", to="R-01-03"))
    assert [row[0] for row in here(app)] == ["R-01-02", "R-01-03"]
    with pytest.raises(Refused, match="does not stand"):
        app.run(UnnestLpn(lpn="BOX"))


def test_only_an_empty_licence_plate_is_taken_out_of_use(app: App) -> None:
    lay(app, "PEN", 2, "R-01-01", lpn="BOX")
    lay(app, "KIT", 1, "R-01-01", lpn="PAL")
    app.run(NestLpn(lpn="BOX", onto="PAL"))
    assert problems(app, RetireLpn(lpn="PAL")) == ["lpn", "lpn"]
    app.run(MoveStock(item="KIT", quantity=1, location="R-01-01", lpn="PAL", to="R-01-02"))
    app.run(MoveStock(item="PEN", quantity=2, location="R-01-01", lpn="BOX", to="F-01-01"))
    app.run(RetireLpn(lpn="BOX"))
    app.run(RetireLpn(lpn="PAL"))
    with pytest.raises(Refused, match="has left the site"):
        app.run(RetireLpn(lpn="PAL"))
    with pytest.raises(Refused, match="exists already"):
        app.run(BuildLpn(location="R-01-01", code="PAL"))


def test_a_serial_number_moves_as_one_piece(app: App) -> None:
    lay(app, "DRILL", 1, "F-01-01", serial="S1")
    assert problems(app, MoveStock(item="DRILL", quantity=2, location="F-01-01", serial="S1", to="F-01-02")) == [
        "quantity"
    ]
    app.run(MoveStock(item="DRILL", quantity=1, location="F-01-01", serial="S1", to="F-01-02"))
    assert here(app) == [("F-01-02", "DRILL", "", 1)]


def test_a_move_done_for_a_task_finishes_it_and_fits_it(app: App) -> None:
    lay(app, "PEN", 20, "F-01-01")
    with app.database.writing() as session:
        session.add(Task(number="T-1", kind=TaskKind.MOVE, site_id=1, item_id=1, quantity=5, created_at=MORNING))
        session.add(Task(number="T-2", kind=TaskKind.PUTAWAY, site_id=1, item_id=1, quantity=5, created_at=MORNING))
    move = {"item": "PEN", "location": "F-01-01", "to": "F-01-02"}
    with pytest.raises(Refused, match="5 left to do"):
        app.run(MoveStock(**move, quantity=6, task="T-1"))
    with pytest.raises(Refused, match="is a putaway task"):
        app.run(MoveStock(**move, quantity=5, task="T-2"))
    app.run(MoveStock(**move, quantity=5, task="T-1"))
    with app.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT state FROM task WHERE number = 'T-1'").scalar_one() == "done"
