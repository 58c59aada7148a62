"""Waves are planned around people, lanes, docks and what is begun; and planned anew in the middle of a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.app.planning import apply_plan, make_plan, stored
from wms.app.proving import prove
from wms.base.errors import Refused
from wms.base.jobs import Watch
from wms.model.site import Location, Zone
from wms.model.words import Purpose
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.planning import morning
from wms.operations.planning.day import in_words, plan_day, problem_of
from wms.operations.planning.waves import changes
from wms.operations.waving.release import ReleaseWave


def asked(app: App, question: str, **parameters: Any) -> Sequence[Any]:
    return app.ask(question, limit=1_000, **parameters).rows


def known(app: App, **parameters: Any) -> morning.Morning:
    with app.database.reading() as connection, Session(connection) as session:
        return morning.read(session, now=app.clock(), **parameters)


def content(app: App, number: str) -> dict[str, Any]:
    found: dict[str, Any] = stored(app, number).plan["content"]
    return found


def set_(app: App, name: str, value: object) -> None:
    app.run(ChangeSetting(name=name, value=str(value)))


def test_each_wave_tells_its_load_against_its_room(demo: App) -> None:
    number, _ = make_plan(demo, "waves", deadline=1.0)
    for wave in content(demo, number)["waves"]:
        for use, room in wave["load"].values():
            assert room is None or use <= room
        assert wave["load"]["picking"][0] == 30 * wave["picks"]
        assert wave["load"]["packing"][0] == 90 * len(wave["orders"])
        assert wave["load"]["dock"][0] == 20 * len(wave["orders"])


def test_lanes_hold_what_their_room_and_the_setting_say(demo: App) -> None:
    set_(demo, "waving.staging_percent", 50)
    whole = known(demo).yard.staging
    assert whole is not None
    with demo.database.writing() as session:
        lanes = session.query(Location).join(Zone, Zone.id == Location.zone_id).where(Zone.purpose == Purpose.STAGING)
        rooms = [lane.max_volume_mm3 or lane.width_mm * lane.depth_mm * lane.height_mm for lane in lanes]
    assert whole == sum(rooms) * 50 // 100 // 1_000_000
    set_(demo, "waving.staging_percent", 0)
    assert known(demo).yard.staging is None


def test_a_lane_too_small_for_all_spreads_the_orders_over_more_waves(demo: App) -> None:
    few = plan_day(known(demo), 0, Watch(), moves=200_000, prove=False)
    litres = sum(order.litres for order in known(demo).orders)
    biggest = max(order.litres for order in known(demo).orders)
    room = max(biggest, litres // 4)
    with demo.database.writing() as session:
        zones = session.query(Zone.id).where(Zone.purpose == Purpose.STAGING)
        session.execute(update(Location).where(Location.zone_id.in_(zones)).values(max_volume_mm3=0, width_mm=0))
        lane = session.query(Location.id).where(Location.zone_id.in_(zones)).limit(1)
        session.execute(update(Location).where(Location.zone_id.in_(zones)).values(max_volume_mm3=1))
        session.execute(update(Location).where(Location.id.in_(lane)).values(max_volume_mm3=room * 1_000_000))
    set_(demo, "waving.staging_percent", 100)
    tight = plan_day(known(demo), 0, Watch(), moves=200_000, prove=False)
    used = {wave for wave in tight.wave_of().values() if wave is not None}
    assert len(used) >= max(4, len(set(few.wave_of().values())) - 1)
    assert all(load["staging"][0] <= room for load in tight.loads())  # type: ignore[operator]


def test_without_docks_or_with_the_setting_off_docks_hold_up_nobody(demo: App) -> None:
    assert known(demo).yard.docks
    assert plan_day(known(demo), 0, Watch(), moves=20_000, prove=False).loads()[0]["dock"][1] is not None
    set_(demo, "waving.load_seconds", 0)
    assert plan_day(known(demo), 0, Watch(), moves=20_000, prove=False).loads()[0]["dock"][1] is None


def test_one_more_picker_is_told_by_what_it_changes(demo: App) -> None:
    set_(demo, "waving.pickers", 1)
    set_(demo, "waving.pick_seconds", 600)
    number, plan = make_plan(demo, "waves", pickers="+2", deadline=2.0)
    assert plan.reasons[0].startswith("With 3 pickers and 2 packers instead of 1 picker and 2 packers ")
    assert content(demo, number)["pickers"] == 3
    _, fewer = make_plan(demo, "waves", packers="-1", deadline=1.0)
    assert fewer.reasons[0].startswith("With 1 picker and 1 packer instead of 1 picker and 2 packers ")


def test_more_people_never_make_more_orders_late(demo: App) -> None:
    set_(demo, "waving.pick_seconds", 900)
    few = known(demo, pickers=1)
    today = plan_day(few, 0, Watch(), moves=100_000, prove=False)
    tried = plan_day(replace(few, pickers=3), 0, Watch(), moves=100_000, prove=False)
    assert len(tried.late()) <= len(today.late())
    assert len(today.late()) > 0
    told = changes(today, tried)
    assert f"{len(tried.late())} orders are late or find no wave, not {len(today.late())}." in told[0]


@pytest.mark.parametrize(("pickers", "message"), [("-9", "fewer than one picker"), ("many", "no number of people")])
def test_people_that_cannot_be_are_refused(demo: App, pickers: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        make_plan(demo, "waves", pickers=pickers)


def test_waves_nobody_has_begun_are_dissolved_and_planned_anew(demo: App) -> None:
    first, _ = make_plan(demo, "waves", deadline=1.0)
    old = apply_plan(demo, first).values["waves"]
    demo.run(ReleaseWave(wave=old[0]))
    number, _ = make_plan(demo, "waves", deadline=1.0, again=True)
    again = content(demo, number)["again"]
    assert again["released"] == [old[0]]
    assert again["planned"] == sorted(old[1:])
    assert again["batches"] == sorted(row.batch for row in asked(demo, "batches", wave=old[0]))
    answer = apply_plan(demo, number)
    assert sorted(answer.values["dissolved"]) == sorted(old)
    states = {row.wave: row.state.value for row in asked(demo, "waves")}
    assert {states[wave] for wave in old} == {"cancelled"}
    assert {states[wave] for wave in answer.values["waves"]} == {"planned"}
    assert not [row for row in asked(demo, "open_tasks") if row.kind.value == "pick"]
    for wave in answer.values["waves"]:
        demo.run(ReleaseWave(wave=wave))
    assert [finding for finding in prove(demo).findings if not finding.ok] == []


def test_what_is_begun_stays_and_keeps_its_people(waved: App) -> None:
    set_(waved, "waving.batch_orders", 4)
    [wave] = [row.wave for row in asked(waved, "waves")]
    waved.run(ReleaseWave(wave=wave))
    begun, *rest = [row.batch for row in asked(waved, "batches", wave=wave)]
    waved.run(ClaimBatch(batch=begun))
    its_orders = {row.order for row in asked(waved, "pick_list", batch=begun)}
    number, plan = make_plan(waved, "waves", deadline=1.0, again=True)
    told = content(waved, number)
    assert told["again"]["batches"] == sorted(rest)
    assert not its_orders & {order for one in told["waves"] for order in one["orders"]}
    assert told["begun"] == len(its_orders)
    assert f"{len(its_orders)} orders in other waves keep their people." in plan.reasons
    answer = apply_plan(waved, number)
    assert answer.values["dissolved"] == []
    assert {row.batch: row.state.value for row in asked(waved, "batches", wave=wave)}[begun] == "started"
    waved.run(ConfirmPicks(batch=begun))
    assert prove(waved).ok


def test_replanning_is_stale_when_somebody_begins_meanwhile(waved: App) -> None:
    [wave] = [row.wave for row in asked(waved, "waves")]
    number, _ = make_plan(waved, "waves", deadline=1.0, again=True)
    waved.run(ReleaseWave(wave=wave))
    with pytest.raises(Refused, match=f"the wave {wave} is released by now"):
        apply_plan(waved, number)
    number, _ = make_plan(waved, "waves", deadline=1.0, again=True)
    waved.run(ClaimBatch(batch=asked(waved, "batches", wave=wave)[0].batch))
    with pytest.raises(Refused, match="is begun by now"):
        apply_plan(waved, number)
    assert {row.state.value for row in asked(waved, "waves")} == {"released"}


def test_without_again_waves_already_made_are_left_alone(waved: App) -> None:
    with pytest.raises(Refused, match="No allocated order is waiting"):
        make_plan(waved, "waves")
    everything = known(waved, empty=True)
    assert everything.orders == ()
    problem = problem_of(everything)
    assert {order for order, _ in problem.fixed} == {order.order_id for order in everything.begun}


def test_begun_work_is_done_as_batches_are_handed_out(demo: App) -> None:
    day = known(demo, pickers=1)
    hour = timedelta(hours=1)
    base = replace(day.orders[0], lines=day.orders[0].lines[:1] * 60, released=True, begun=True)
    begun = (
        replace(base, order_id=1, wave="LATE", cutoff=day.now + 9 * hour),
        replace(base, order_id=2, wave="EARLY", cutoff=day.now + 8 * hour),
        replace(base, order_id=3, wave="EARLY", cutoff=day.now + 3 * hour),
        replace(base, order_id=4, wave="LATEST", cutoff=day.now + 10 * hour, started=True),
        replace(base, order_id=5, wave="PLANNED", cutoff=day.now + 11 * hour, released=False),
    )
    problem = problem_of(replace(day, orders=(), begun=begun, pick_s=60))
    assert [order for order, _ in problem.fixed] == [4, 3, 2, 1, 5]
    waves = [wave for _, wave in problem.fixed]
    assert waves[:4] == sorted(waves[:4])
    assert waves[4] > waves[3]  # what is only planned waits for its cut-off


def test_reasons_speak_of_orders_times_and_minutes(demo: App) -> None:
    set_(demo, "waving.pick_seconds", 900)
    planned = plan_day(known(demo, pickers=1), 0, Watch(), moves=100_000, prove=False)
    told = in_words(planned, planned.plan.reasons)
    numbers = {order.number for order in planned.late()}
    assert told
    for text in told:
        assert text.split()[1] in numbers
        assert re.search(r"wave from \d\d:\d\d: \d+ min of picking missing|no wave is loaded before", text), text


def test_time_is_kept_free_for_orders_to_come_unless_known_orders_would_be_late(demo: App) -> None:
    from wms.operations.planning.expecting import Past

    day = known(demo)
    monday = day.now.date().toordinal()
    busy = replace(day, past=Past(monday, {0: (40,) * 28}, {0: 0}))
    planned = plan_day(busy, 0, Watch(), moves=50_000, prove=False)
    assert planned.to_come >= 20
    assert planned.kept_free > 0
    assert not planned.late()
    hopeless = replace(busy, now=day.now + timedelta(hours=30))
    assert plan_day(hopeless, 0, Watch(), moves=50_000, prove=False).kept_free == 0
    assert plan_day(replace(busy, keep_free=0), 0, Watch(), moves=50_000, prove=False).to_come == 0
