"""What may lie where: the hard rules of a location."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from wms.app.application import App
from wms.base.errors import Problems
from wms.model.item import Item
from wms.model.site import Location, Zone
from wms.model.words import Hazard, LocationStatus, Mixing
from wms.operations import find, fitting
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


def told(app: App, *wanted: tuple[str, str, int], lot_id: int = 0, height_mm: int = 0) -> list[str]:
    problems = Problems()
    with app.database.writing() as session:
        arrivals = [
            fitting.Arrival(find.location(session, place), find.item(session, sku), quantity, lot_id, height_mm, row)
            for row, (sku, place, quantity) in enumerate(wanted, 1)
        ]
        fitting.judge(session, arrivals, problems)
    return [str(problem) for problem in problems.found]


def change(app: App, noun: Any, code: str, **values: Any) -> None:
    with app.database.writing() as session:
        session.execute(update(noun).where((noun.sku if noun is Item else noun.code) == code).values(**values))


def lay(app: App, sku: str, quantity: int, place: str) -> None:
    """Receive goods at a place that is made a dock for the moment."""
    with app.database.writing() as session:
        kind = session.scalar(select(Location.type).where(Location.code == place))
    change(app, Location, place, type="dock")
    receipt = app.run(CheckIn(dock=place, supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item=sku, quantity=quantity))
    change(app, Location, place, type=kind)


def test_goods_that_fit_break_no_rule(app: App) -> None:
    assert told(app, ("PEN", "F-01-01", 10), ("MILK", "C-01-01", 10)) == []


def test_a_closed_location_lets_nothing_in(app: App) -> None:
    change(app, Location, "F-01-01", status=LocationStatus.NO_ENTRY)
    assert told(app, ("PEN", "F-01-01", 1)) == ["row 1, to: Nothing may enter F-01-01 for now: it is no_entry."]


def test_climate_binds_where_goods_are_stored_not_where_they_pass(app: App) -> None:
    assert told(app, ("MILK", "F-01-01", 1)) == ["row 1, to: MILK needs chilled, and F-01-01 is ambient."]
    assert told(app, ("MILK", "LANE-1", 1)) == []


def test_a_hazard_needs_a_zone_fit_for_it(app: App) -> None:
    change(app, Item, "PEN", hazard=Hazard.FLAMMABLE)
    assert told(app, ("PEN", "F-01-01", 1)) == ["row 1, to: PEN is flammable, and F-01-01 is not fit for that."]
    change(app, Zone, "FWD", hazard=Hazard.FLAMMABLE)
    assert told(app, ("PEN", "F-01-01", 1), ("KIT", "F-01-02", 1)) == []


@pytest.mark.parametrize("rule", [Mixing.ONE_ITEM, Mixing.ONE_LOT])
def test_what_lies_there_keeps_other_items_out(app: App, rule: Mixing) -> None:
    lay(app, "KIT", 1, "F-01-01")
    change(app, Location, "F-01-01", mixing=rule)
    assert told(app, ("KIT", "F-01-01", 1)) == []
    assert "Another item lies" in told(app, ("PEN", "F-01-01", 1))[0]


def test_two_lots_do_not_share_a_place_for_one_lot(app: App) -> None:
    lay(app, "KIT", 1, "F-01-01")
    change(app, Location, "F-01-01", mixing=Mixing.ONE_LOT)
    assert "Another lot lies" in told(app, ("KIT", "F-01-01", 1), lot_id=7)[0]


def test_lines_of_one_document_are_judged_after_each_other(app: App) -> None:
    change(app, Location, "F-01-01", mixing=Mixing.ONE_ITEM)
    assert told(app, ("PEN", "F-01-01", 1), ("KIT", "F-01-01", 1)) == [
        "row 2, to: Another item lies at F-01-01, which takes one item only."
    ]


def test_weight_and_volume_add_up_to_what_lies_there(app: App) -> None:
    lay(app, "PEN", 15, "F-01-01")
    change(app, Location, "F-01-01", max_weight_g=1_000)
    assert told(app, ("PEN", "F-01-01", 5)) == []
    assert told(app, ("PEN", "F-01-01", 6)) == ["row 1, to: F-01-01 would hold 1050 g; its limit is 1000."]
    change(app, Location, "F-01-01", max_weight_g=0, max_volume_mm3=200_000 * 16)
    assert told(app, ("PEN", "F-01-01", 1)) == []
    assert "mm³" in told(app, ("PEN", "F-01-01", 2))[0]


def test_a_piece_must_fit_in_turned_as_it_likes(app: App) -> None:
    change(app, Location, "F-01-01", width_mm=20, depth_mm=100, height_mm=100)
    assert told(app, ("PEN", "F-01-01", 1)) == []
    change(app, Location, "F-01-01", depth_mm=99)
    assert told(app, ("PEN", "F-01-01", 1)) == ["row 1, to: PEN does not fit into F-01-01."]


def test_a_high_pallet_does_not_go_under_a_low_beam(app: App) -> None:
    assert told(app, ("PEN", "R-01-01", 1), height_mm=2_001) == [
        "row 1, to: It stands 2001 mm high, and R-01-01 is 2000 mm high."
    ]
