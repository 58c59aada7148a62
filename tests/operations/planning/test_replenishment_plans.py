"""A replenishment plan becomes tasks, unless reserve or homes have changed meanwhile."""

from __future__ import annotations

import pytest

from wms.app.application import App
from wms.app.planning import apply_plan, make_plan, stored
from wms.app.proving import prove
from wms.base.errors import Refused
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.replenishing.confirm import ConfirmReplenishment
from wms.operations.replenishing.propose import ProposeReplenishment


def tasks(app: App) -> list[str]:
    return [row.task for row in app.ask("open_tasks", limit=1_000).rows if row.kind.value == "replenish"]


def test_a_replenishment_plan_makes_the_tasks_it_shows(entered: App) -> None:
    number, plan = make_plan(entered, "replenishment")
    trips = stored(entered, number).plan["content"]["trips"]
    assert trips
    apply_plan(entered, number)
    made = tasks(entered)
    assert len(made) == len(trips) == len(plan.rows)
    for task in made:
        entered.run(ConfirmReplenishment(task=task))
    assert prove(entered).ok


def test_a_replenishment_plan_is_stale_when_the_homes_are_filled_otherwise(entered: App) -> None:
    number, _ = make_plan(entered, "replenishment")
    entered.run(ProposeReplenishment())
    with pytest.raises(Refused, match="is out of date"):
        apply_plan(entered, number)
    assert stored(entered, number).state.value == "proposed"


def test_a_plan_after_allocation_fills_what_orders_will_take(entered: App) -> None:
    entered.run(AllocateOrders())
    _, plan = make_plan(entered, "replenishment")
    assert plan.bound is None or plan.bound <= plan.objective


def test_without_homes_nothing_is_replenished(app: App) -> None:
    with pytest.raises(Refused, match="No item has a home"):
        make_plan(app, "replenishment")
