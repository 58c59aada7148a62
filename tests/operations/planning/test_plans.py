"""Plans are made from the books, kept, and applied by a command when the books still fit them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from wms.app.application import App
from wms.app.planning import apply_plan, make_plan, stored
from wms.app.proving import prove
from wms.base.clock import at
from wms.base.errors import Refused
from wms.base.jobs import Stop, Watch
from wms.model.site import Aisle
from wms.model.words import ProposalState
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.master_data.items import ItemLine, RegisterItems
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.picking.short import ReportShortPick
from wms.operations.planning.route import ApplyRoutePlan
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


def asked(app: App, question: str, **parameters: Any) -> Sequence[Any]:
    return app.ask(question, limit=1_000, **parameters).rows


def released(app: App) -> str:
    [wave] = asked(app, "waves")
    app.run(ReleaseWave(wave=wave.wave))
    return str(wave.wave)


def walked(app: App) -> int:
    return sum(row.walk_mm for row in asked(app, "batches"))


def test_a_batch_plan_walks_less_and_is_applied_as_it_was_shown(waved: App) -> None:
    wave = released(waved)
    before, picks = walked(waved), len(asked(waved, "open_tasks"))
    number, plan = make_plan(waved, "batches", wave=wave, deadline=2.0, seed=3)
    assert plan.bound is None or plan.bound <= plan.objective
    apply_plan(waved, number)
    assert walked(waved) == plan.objective <= before
    assert len(asked(waved, "open_tasks")) == picks
    batches = [row for row in asked(waved, "batches") if row.stops]
    assert len(batches) == len(plan.rows)
    assert stored(waved, number).state is ProposalState.APPLIED
    for batch in batches:
        waved.run(ClaimBatch(batch=batch.batch))
        waved.run(ConfirmPicks(batch=batch.batch))
    assert prove(waved).ok


def test_no_batch_plan_holds_more_than_a_cart(waved: App) -> None:
    waved.run(ChangeSetting(name="waving.batch_orders", value="3"))
    number, _ = make_plan(waved, "batches", wave=released(waved), deadline=1.0)
    assert max(len(batch["orders"]) for batch in stored(waved, number).plan["content"]["batches"]) <= 3


def test_a_batch_plan_is_stale_when_somebody_has_begun_to_pick(waved: App) -> None:
    number, _ = make_plan(waved, "batches", wave=released(waved), deadline=0.5)
    waved.run(ClaimBatch(batch=asked(waved, "batches")[0].batch))
    with pytest.raises(Refused, match="is out of date: the pick T-"):
        apply_plan(waved, number)
    assert stored(waved, number).state is ProposalState.PROPOSED


def test_a_route_plan_puts_a_batch_into_its_shortest_order(waved: App) -> None:
    waved.run(ChangeSetting(name="waving.exact_routes", value="false"))
    released(waved)
    batch = asked(waved, "batches")[0].batch
    number, plan = make_plan(waved, "route", batch=batch)
    assert plan.gap == 0.0
    apply_plan(waved, number)
    assert next(row.walk_mm for row in asked(waved, "batches") if row.batch == batch) == plan.objective
    assert [row.location for row in asked(waved, "pick_list", batch=batch)] == [row[1] for row in plan.rows]
    with pytest.raises(Refused, match="applied already"):
        apply_plan(waved, number)


def test_a_route_plan_is_stale_when_its_picks_are_done(waved: App) -> None:
    released(waved)
    batch = asked(waved, "batches")[0].batch
    number, _ = make_plan(waved, "route", batch=batch)
    waved.run(ClaimBatch(batch=batch))
    first = asked(waved, "pick_list", batch=batch)[0]
    waved.run(ReportShortPick(task=first.task, quantity=0, reason="missing"))
    with pytest.raises(Refused, match="is done, changed or gone"):
        waved.run(ApplyRoutePlan(proposal=number))


def test_a_wave_plan_becomes_waves_that_can_be_released(demo: App) -> None:
    number, plan = make_plan(demo, "waves", deadline=3.0)
    orders = {order for wave in stored(demo, number).plan["content"]["waves"] for order in wave["orders"]}
    waiting = {row.order for row in asked(demo, "open_orders") if row.state.value == "allocated"}
    assert orders | set(stored(demo, number).plan["content"]["left"]) == waiting
    answer = apply_plan(demo, number)
    assert answer.values["orders"] == len(orders)
    assert len(asked(demo, "waves")) == len(plan.rows)
    for wave in answer.values["waves"]:
        demo.run(ReleaseWave(wave=wave))
    assert [finding for finding in prove(demo).findings if not finding.ok] == []


def test_a_wave_plan_is_stale_when_an_order_is_cancelled_or_waved(demo: App) -> None:
    number, _ = make_plan(demo, "waves", deadline=1.0)
    content = stored(demo, number).plan["content"]
    gone = content["waves"][0]["orders"][0]
    demo.run(CancelOrder(order=gone, reason="changed their mind"))
    with pytest.raises(Refused, match=f"the order {gone} is cancelled by now"):
        apply_plan(demo, number)
    demo.run(PlanWaves())
    with pytest.raises(Refused, match="is in a wave by now"):
        apply_plan(demo, number)


def test_a_cancelled_planner_keeps_its_best_plan(waved: App) -> None:
    wave = released(waved)
    stop = Stop()
    watch = Watch(report=lambda _: stop.cancel(), stop=stop)
    number, plan = make_plan(waved, "batches", wave=wave, watch=watch)
    assert stored(waved, number).plan["objective"] == plan.objective


def test_the_same_seed_gives_the_same_route(waved: App) -> None:
    released(waved)
    batch = asked(waved, "batches")[0].batch
    one, two = (make_plan(waved, "route", batch=batch, seed=5)[1] for _ in range(2))
    assert (one.rows, one.objective) == (two.rows, two.objective)


def test_cartons_cannot_be_planned_for_items_of_unknown_size(app: App) -> None:
    app.run(RegisterItems(lines=(ItemLine(sku="FOG", name="Fog"),)))
    line = OrderedLine(item="FOG", quantity=1)
    entered = EnteredOrder(customer="CUS", cutoff=at(date(2026, 3, 2), 16), lines=(line,))
    app.run(EnterOrders(orders=(entered,)))
    with pytest.raises(Refused, match="The size of one FOG is not known"):
        make_plan(app, "cartons", order=asked(app, "open_orders")[0].order)


def test_a_forecast_follows_what_was_ordered(app: App) -> None:
    first = at(date(2026, 3, 2), 5) - timedelta(days=56)
    entered = tuple(
        EnteredOrder(customer="CUS", entered=first + timedelta(days=day), due=first + timedelta(days=day + 1),
                     cutoff=first + timedelta(days=day, hours=8), lines=(OrderedLine(item="PEN", quantity=10),))
        for day in range(56)
    )  # fmt: skip
    app.run(EnterOrders(orders=entered))
    number, _ = make_plan(app, "forecast", days=7)
    [pen] = stored(app, number).plan["content"]["items"]
    assert pen["item"] == "PEN"
    assert pen["week"] == pytest.approx(70, rel=0.1)
    with pytest.raises(Refused, match="told, not applied"):
        apply_plan(app, number)


@pytest.mark.parametrize(("kind", "parameters", "message"), [
    ("waves", {}, "there is not exactly one"),
    ("forecast", {}, "nothing to forecast from"),
    ("route", {"batch": "B-1"}, "There is no batch B-1"),
    ("batches", {"wave": "W-1"}, "There is no wave W-1"),
    ("cartons", {"order": "O-1"}, "There is no order O-1"),
    ("luck", {}, "There is no plan luck"),
])  # fmt: skip
def test_an_empty_database_says_what_is_missing(
    empty: App, kind: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        make_plan(empty, kind, **parameters)


def test_a_site_without_waiting_orders_has_no_waves_to_plan(app: App) -> None:
    with pytest.raises(Refused, match="No allocated order is waiting"):
        make_plan(app, "waves")


def test_a_blocked_aisle_is_named_and_its_wave_is_still_released(waved: App) -> None:
    with waved.database.writing() as session:
        session.execute(update(Aisle).where(Aisle.code == "FWD02").values(blocked=True))
    wave = released(waved)
    assert {row.walk_mm for row in asked(waved, "batches")} & {0}
    with pytest.raises(Refused, match="lies in the aisle FWD02, which is blocked"):
        make_plan(waved, "batches", wave=wave, deadline=1.0)


def test_an_island_is_named(waved: App) -> None:
    with waved.database.writing() as session:
        session.execute(update(Aisle).where(Aisle.code == "FWD02").values(y1_mm=18_000, y2_mm=20_000))
    wave = released(waved)
    with pytest.raises(Refused, match="its aisle FWD02 meets no cross-aisle"):
        make_plan(waved, "batches", wave=wave, deadline=1.0)
