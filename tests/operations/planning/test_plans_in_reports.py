"""What reports and the workbench say of plans, worked out a second time from tasks and order lines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from wms.app.application import App
from wms.app.planning import apply_plan, compared_route, make_plan, route_of, stored
from wms.base.clock import SetClock
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine
from wms.operations.waving.release import ReleaseWave

MARCH = {"first": date(2026, 1, 1), "last": date(2027, 12, 31)}


def test_walking_saved_is_that_of_the_tasks_before_and_after_a_plan(waved: App) -> None:
    [wave] = waved.ask("waves").rows
    waved.run(ReleaseWave(wave=wave.wave))

    def walked() -> int:
        return sum(route_of(waved, row.batch).length_mm for row in waved.ask("batches", wave=wave.wave).rows)

    before = walked()
    number, _ = make_plan(waved, "batches", wave=wave.wave, deadline=2.0)
    assert waved.ask("walking_saved", **MARCH).rows == ()
    apply_plan(waved, number)
    [row] = waved.ask("walking_saved", **MARCH).rows
    assert (row.proposal, row.before_mm, row.after_mm) == (number, before, walked())
    assert row.saved_mm == row.before_mm - row.after_mm
    one = waved.ask("batches", wave=wave.wave).rows[0].batch
    route, _ = make_plan(waved, "route", batch=one)
    apply_plan(waved, route)
    assert waved.ask("walking_saved", **MARCH).rows[1].after_mm == compared_route(waved, one).way.length_mm


def test_the_heat_of_a_plan_moves_picks_and_loses_none(entered: App) -> None:
    number, _ = make_plan(entered, "slotting", deadline=3.0, moves=12)
    heat = {row.location: (row.before, row.after) for row in entered.ask("plan_heat", limit=1_000).rows}
    assert sum(before for before, _ in heat.values()) == pytest.approx(sum(after for _, after in heat.values()))
    homes = stored(entered, number).plan["content"]["homes"]
    assert homes
    leaving = {home["from"] for home in homes}
    for home in homes:
        assert heat[home["to"]][1] == heat.get(home["from"], (0.0, 0.0))[0]
    assert all(before == after for place, (before, after) in heat.items()
               if place not in leaving | {home["to"] for home in homes})  # fmt: skip


def test_a_forecast_tells_what_runs_out_and_how_good_it_was(app: App, clock: SetClock) -> None:
    begin = clock() - timedelta(days=56)
    app.run(EnterOrders(orders=tuple(
        EnteredOrder(customer="CUS", entered=begin + timedelta(days=day), due=begin + timedelta(days=day + 1),
                     cutoff=begin + timedelta(days=day, hours=8),
                     lines=(OrderedLine(item="PEN", quantity=10 + day % 7),))
        for day in range(56)
    )))  # fmt: skip
    assert app.ask("forecast_items").rows == ()
    number, _ = make_plan(app, "forecast", days=28)
    [row] = app.ask("forecast_items").rows
    content = stored(app, number).plan["content"]
    assert row.weekly == pytest.approx(7 * 13, rel=0.05)
    assert (row.usable, row.runs_out) == (0, clock().date())
    assert row.minimum <= row.maximum
    assert row.high >= row.weekly
    weeks = app.ask("demand_and_forecast", item="PEN", weeks=8).rows
    assert [week.demand for week in weeks[:8]] == [7 * 13] * 8
    assert [week.week for week in weeks[8:]] == [clock().date() + timedelta(weeks=n) for n in range(4)]
    assert weeks[8].expected == pytest.approx(sum(content["items"][0]["daily"][:7]), abs=0.01)
    assert weeks[8].low <= weeks[8].expected <= weeks[8].high
    assert app.ask("demand_and_forecast", item="KIT").rows == ()
