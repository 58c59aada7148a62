"""The building is entered and changed: sites, zones, aisles, locations."""

from __future__ import annotations

from typing import Any

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.model.words import LocationStatus, LocationType, Mixing, Purpose
from wms.operations.master_data.buildings import RegisterAisle, RegisterSite, RegisterZone
from wms.operations.master_data.locations import ChangeLocation, LocationLine, RegisterLocations
from wms.operations.master_data.removing import RemoveAisle, RemoveLocations, RemoveZone
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


def one(app: App, text: str, *values: Any) -> Any:
    with app.database.reading() as connection:
        return connection.exec_driver_sql(text, values).scalar_one()


def told(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.field) for problem in refused.value.problems]


def test_a_whole_building_is_entered_from_nothing(empty: App) -> None:
    empty.run(RegisterSite(code="S", name="South", gln="4012345000009", company_prefix="4012345"))
    empty.run(RegisterZone(code="Z", purpose=Purpose.FORWARD))
    empty.run(RegisterAisle(code="A", x1_mm=0, y1_mm=0, x2_mm=0, y2_mm=9_000))
    lines = tuple(LocationLine(code=f"A-{n}", zone="Z", aisle="A", type=LocationType.SHELF) for n in range(2_000))
    done = empty.run(RegisterLocations(lines=lines))
    assert done.values == {"lines": 2_000, "new": 2_000, "changed": 0}
    assert one(empty, "SELECT count(*) FROM location WHERE id > 0 AND status = 'open' AND mixing = 'any'") == 2_000


def test_a_wrong_site_is_told_everything_that_is_wrong(empty: App) -> None:
    wrong = RegisterSite(code="S ", gln="4012345000001", company_prefix="12", time_zone="Mars", currency="pounds")
    with pytest.raises(Refused) as refused:
        empty.run(wrong)
    fields = [field for _, field in told(refused)]
    assert fields == ["code", "gln", "company_prefix", "time_zone", "currency", "name"]


def test_an_aisle_needs_two_ends(app: App) -> None:
    with pytest.raises(Refused) as refused:
        app.run(RegisterAisle(code="A", x1_mm=1, y1_mm=1))
    assert [field for _, field in told(refused)] == ["x2_mm", "y2_mm"]
    with pytest.raises(Refused, match="elsewhere"):
        app.run(RegisterAisle(code="A", x1_mm=1, y1_mm=1, x2_mm=1, y2_mm=1))


def test_all_problems_of_all_locations_are_told_at_once(app: App) -> None:
    lines = (
        LocationLine(code="N-1", zone="FWD", type=LocationType.SHELF),
        LocationLine(code="N-2", zone="NOSUCH", type=LocationType.SHELF),
        LocationLine(code="N-3", zone="FWD"),
        LocationLine(code="N-4", type=LocationType.SHELF),
        LocationLine(code="N-1", zone="FWD", type=LocationType.SHELF),
        LocationLine(code="N-6", zone="FWD", type=LocationType.SHELF, max_weight_g=-1, aisle="99"),
        LocationLine(code="SCRAP", zone="FWD", type=LocationType.SHELF),
    )
    with pytest.raises(Refused) as refused:
        app.run(RegisterLocations(lines=lines))
    assert sorted(told(refused), key=str) == sorted(
        [(2, "zone"), (3, "type"), (4, "zone"), (5, "code"), (6, "max_weight_g"), (6, "aisle"), (7, "type")], key=str
    )
    assert one(app, "SELECT count(*) FROM location WHERE code LIKE 'N-%'") == 0


def test_what_a_line_leaves_empty_stays_as_it_is(app: App) -> None:
    app.run(RegisterLocations(lines=(LocationLine(code="F-01-01", max_weight_g=5_000),)))
    app.run(ChangeLocation(code="F-01-01", status=LocationStatus.NO_ENTRY))
    text = "SELECT max_weight_g || type || status || version FROM location WHERE code = 'F-01-01'"
    assert one(app, text) == "5000shelfno_entry3"


def test_entering_the_same_again_changes_nothing(app: App) -> None:
    line = LocationLine(code="F-01-01", zone="FWD", type=LocationType.SHELF)
    assert app.run(RegisterLocations(lines=(line,))).values["changed"] == 0


def test_only_a_known_location_is_changed(app: App) -> None:
    with pytest.raises(Refused, match="no location NOSUCH"):
        app.run(ChangeLocation(code="NOSUCH", status=LocationStatus.CLOSED))


def test_a_location_with_two_items_is_not_made_one_for_a_single_item(app: App) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=1))
    app.run(ReceiveLine(receipt=receipt, item="KIT", quantity=1))
    with pytest.raises(Refused, match="2 different goods lie at DOCK-1"):
        app.run(ChangeLocation(code="DOCK-1", mixing=Mixing.ONE_ITEM))


def test_what_was_drawn_by_mistake_is_taken_away_once_nothing_is_there(app: App) -> None:
    app.run(RegisterZone(code="NEW", purpose=Purpose.RESERVE))
    app.run(RegisterAisle(code="NEW", x1_mm=0, y1_mm=0, x2_mm=0, y2_mm=9_000))
    shelves = tuple(LocationLine(code=f"N-{n}", zone="NEW", aisle="NEW", type=LocationType.SHELF) for n in (1, 2))
    app.run(RegisterLocations(lines=shelves))
    with pytest.raises(Refused, match="2 locations lie in zone NEW, N-1 among them"):
        app.run(RemoveZone(code="NEW"))
    with pytest.raises(Refused, match="2 locations are reached from aisle NEW"):
        app.run(RemoveAisle(code="NEW"))
    assert app.run(RemoveLocations(locations=("N-1", "N-2"))).values == {"count": 2}
    app.run(RemoveZone(code="NEW"))
    app.run(RemoveAisle(code="NEW"))
    assert one(app, "SELECT count(*) FROM zone WHERE code = 'NEW'") == 0
    assert one(app, "SELECT count(*) FROM aisle WHERE code = 'NEW'") == 0


def test_where_something_ever_was_stays(app: App) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=1))
    with pytest.raises(Refused, match="close it instead") as refused:
        app.run(RemoveLocations(locations=("DOCK-1", "DOCK-2", "MOON", "SUPPLIER")))
    assert told(refused) == [(1, "locations"), (3, "locations"), (4, "locations")]
    with pytest.raises(Refused):
        app.run(RemoveLocations(locations=()))
    assert one(app, "SELECT count(*) FROM location WHERE code LIKE 'DOCK-_'") == 3
