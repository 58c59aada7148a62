"""What a screen asks of plans: their lines, loads, walks and the floor to draw them on."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import update

from wms.app.application import App
from wms.app.planning import apply_plan, make_plan, planned_route, route_of
from wms.base.errors import Refused
from wms.model.site import Aisle
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.short import ReportShortPick
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.waving.release import ReleaseWave


def asked(app: App, question: str, **parameters: Any) -> Sequence[Any]:
    return app.ask(question, limit=1_000, **parameters).rows


def released(app: App) -> str:
    [wave] = asked(app, "waves")
    app.run(ReleaseWave(wave=wave.wave))
    return str(wave.wave)


def paged(app: App, question: str, **parameters: Any) -> list[Any]:
    """The whole answer, three rows at a time."""
    found: list[Any] = []
    page = app.ask(question, limit=3, **parameters)
    found += page.rows
    while page.next:
        page = app.ask(question, limit=3, after=page.next, **parameters)
        found += page.rows
    return found


def test_plans_tell_their_quality_and_reasons(waved: App) -> None:
    wave = released(waved)
    number, plan = make_plan(waved, "batches", wave=wave, rounds=1, moves=200)
    make_plan(waved, "replenishment")
    newest, row = asked(waved, "plans")
    assert (newest.kind, row.proposal, row.kind, row.state.value) == ("replenishment", number, "batches", "proposed")
    assert (row.objective, row.bound, row.unit, row.method) == (plan.objective, plan.bound, "mm", plan.method)
    assert row.gap_percent == (None if plan.gap is None else pytest.approx(100 * plan.gap))
    assert [r.reason for r in asked(waved, "plan_reasons", proposal=number)] == list(plan.reasons)
    assert paged(waved, "plans") == [newest, row]
    assert paged(waved, "plan_reasons") == list(asked(waved, "plan_reasons"))


def test_batches_and_routes_tell_their_stops(waved: App) -> None:
    wave = released(waved)
    number, plan = make_plan(waved, "batches", wave=wave, rounds=1, moves=200)
    lines = asked(waved, "plan_lines", proposal=number)
    assert len(lines) == len(asked(waved, "open_tasks"))
    assert {line.group for line in lines} == {str(n) for n in range(1, len(plan.rows) + 1)}
    assert paged(waved, "plan_lines", proposal=number) == list(lines)
    batch = asked(waved, "batches")[0].batch
    number, plan = make_plan(waved, "route", batch=batch)
    stops = [(line.what, line.from_location, line.quantity) for line in asked(waved, "plan_lines", proposal=number)]
    assert stops == [(row[4], row[1], row[2]) for row in plan.rows]


def test_replenishment_and_slotting_tell_from_where_to_where_and_why(entered: App) -> None:
    number, plan = make_plan(entered, "replenishment")
    lines = asked(entered, "plan_lines", proposal=number)
    told = [(line.item, line.quantity, line.from_location, line.to_location, line.why) for line in lines]
    assert told == [(row[1], row[3], row[4], row[5], row[6]) for row in plan.rows]
    number, plan = make_plan(entered, "slotting", deadline=3.0, moves=12)
    lines = asked(entered, "plan_lines", proposal=number)
    assert [(line.item, line.from_location, line.to_location) for line in lines] == [row[1:] for row in plan.rows]
    assert lines
    assert all((line.why.startswith("Item ") and "saves" in line.why) or "makes way" in line.why for line in lines)
    assert sum(line.saving_mm or 0 for line in lines) > 0


def test_putaway_tells_second_choices_and_what_finds_no_place(app: App) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLines(receipt=receipt, lines=(ReceivedLine(item="PEN", quantity=240, lpn="P1"),)))
    number, _ = make_plan(app, "putaway", what="P1")
    [line] = asked(app, "plan_lines", proposal=number)
    assert (line.what, line.item, line.from_location, line.to_location) == ("P1", "PEN", "DOCK-1", "R-01-01")
    assert "m from the dock" in line.why
    assert line.why.endswith("; or R-01-02, R-01-03, R-01-04, R-01-05")


def test_waves_tell_their_load_against_their_room(demo: App) -> None:
    number, plan = make_plan(demo, "waves", deadline=1.0)
    waves = asked(demo, "planned_waves")
    assert [(w.wave, w.orders, w.picks) for w in waves] == [(row[0], row[2], row[3]) for row in plan.rows]
    for wave in waves:
        assert wave.starts < wave.ends
        assert wave.picking_s == 30 * wave.picks
        assert wave.picking_s <= (wave.picking_room_s or 0)
        assert wave.packing_s <= (wave.packing_room_s or 0)
        assert wave.staging_room is None or wave.staging <= wave.staging_room
    lines = asked(demo, "plan_lines", proposal=number)
    assert len(lines) == len({line.order for line in lines})
    make_plan(demo, "waves", deadline=1.0, pickers="+1")
    assert asked(demo, "planned_waves", proposal=number) == waves
    assert asked(demo, "planned_waves")[0].proposal != number


def test_the_walk_of_a_batch_is_a_line_as_long_as_the_walk(waved: App) -> None:
    released(waved)
    for row in asked(waved, "batches"):
        way = route_of(waved, row.batch)
        assert way.length_mm == row.walk_mm
        assert way.points[0] == way.points[-1]
        picks = asked(waved, "pick_list", batch=row.batch)
        assert [stop.task for stop in way.stops] == [pick.task for pick in picks]
        assert [stop.location for stop in way.stops] == [pick.location for pick in picks]
        assert list(way.at) == sorted(way.at)
        for stop, at in zip(way.stops, way.at, strict=True):
            assert math.dist(way.points[at - 1], (stop.x_mm, stop.y_mm)) == 0
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(way.points))


def test_done_stops_stay_on_the_line_and_are_marked(waved: App) -> None:
    released(waved)
    batch = asked(waved, "batches")[0].batch
    waved.run(ClaimBatch(batch=batch))
    first = asked(waved, "pick_list", batch=batch)[0]
    waved.run(ReportShortPick(task=first.task, quantity=0, reason="missing"))
    way = route_of(waved, batch)
    assert [stop.done for stop in way.stops if stop.task == first.task] in ([True], [])
    assert not all(stop.done for stop in way.stops)


def test_a_planned_walk_is_drawn_before_it_is_applied(waved: App) -> None:
    waved.run(ChangeSetting(name="waving.exact_routes", value="false"))
    wave = released(waved)
    batch = asked(waved, "batches")[0].batch
    number, plan = make_plan(waved, "route", batch=batch)
    assert planned_route(waved, number).length_mm == plan.objective
    assert planned_route(waved, number).length_mm <= route_of(waved, batch).length_mm
    apply_plan(waved, number)
    assert route_of(waved, batch).points == planned_route(waved, number).points
    number, plan = make_plan(waved, "batches", wave=wave, rounds=1, moves=200)
    assert sum(planned_route(waved, number, nr).length_mm for nr in range(1, len(plan.rows) + 1)) == plan.objective
    with pytest.raises(Refused, match=f"{number} plans no walk 99"):
        planned_route(waved, number, 99)


def test_a_walk_nobody_can_walk_says_why(waved: App) -> None:
    released(waved)
    with waved.database.writing() as session:
        session.execute(update(Aisle).where(Aisle.cross.is_(False)).values(blocked=True))
    with pytest.raises(Refused, match="is blocked"):
        route_of(waved, asked(waved, "batches")[0].batch)
    with pytest.raises(Refused, match="There is no batch B-77"):
        route_of(waved, "B-77")


def test_the_floor_is_drawn_with_racks_beside_their_aisles(entered: App) -> None:
    shapes = asked(entered, "floor_plan")
    kinds = [shape.kind for shape in shapes]
    assert kinds.index("site") < kinds.index("zone") < kinds.index("aisle") < kinds.index("location")
    assert {"cross-aisle", "dock"} <= set(kinds)
    zones = {shape.code: shape for shape in shapes if shape.kind == "zone"}
    places = [shape for shape in shapes if shape.kind in ("location", "dock")]
    assert sum(shape.places for shape in places) == entered.how_many("locations")
    for shape in places:
        zone = zones[shape.zone]
        assert zone.x_mm <= shape.x_mm
        assert zone.y_mm <= shape.y_mm
        assert shape.x_mm + shape.width_mm <= zone.x_mm + zone.width_mm
        assert shape.y_mm + shape.depth_mm <= zone.y_mm + zone.depth_mm
    shelves = [shape for shape in places if shape.zone == "FWD"]
    for one, other in itertools.combinations(shelves, 2):
        apart = (one.x_mm + one.width_mm <= other.x_mm or other.x_mm + other.width_mm <= one.x_mm
                 or one.y_mm + one.depth_mm <= other.y_mm or other.y_mm + other.depth_mm <= one.y_mm)  # fmt: skip
        assert apart, (one, other)
    assert paged(entered, "floor_plan", zone="SHP") == list(asked(entered, "floor_plan", zone="SHP"))
