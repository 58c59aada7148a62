"""Which orders are in danger, what the wave board shows, and how full each wave is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.app.planning import make_plan
from wms.base.clock import SetClock
from wms.model.words import Risk
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.hold import HoldOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.settings import SETTINGS
from wms.operations.waving.plan import PlanWaves
from wms.queries.pace import DEFAULTS

Enter = Callable[..., str]


@pytest.fixture
def stocked(app: App) -> App:
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=100, location="F-01-01"),
        OpeningLine(item="KIT", quantity=50, location="F-01-02"),
    )))  # fmt: skip
    return app


@pytest.fixture
def enter(stocked: App, clock: SetClock) -> Enter:
    def order(number: str, minutes: float, quantity: int = 1, items: tuple[str, ...] = ("PEN",)) -> str:
        leaves = clock() + timedelta(minutes=minutes)
        lines = tuple(OrderedLine(item=item, quantity=quantity) for item in items)
        return stocked.run(EnterOrder(customer="CUS", number=number, cutoff=leaves, due=leaves, lines=lines)).document

    return order


def risks(app: App, at: datetime) -> dict[str, Risk]:
    return {row.order: row.risk for row in app.ask("order_outlook", at=at).rows}


def one(app: App, question: str, **parameters: Any) -> Any:
    [row] = app.ask(question, **parameters).rows
    return row


def test_the_pace_is_that_of_the_settings(stocked: App) -> None:
    assert {name: SETTINGS[name].default for name in DEFAULTS} == DEFAULTS


def test_an_orders_risk_follows_the_clock_and_its_own_work(stocked: App, enter: Enter, clock: SetClock) -> None:
    enter("GONE", -10)
    enter("TIGHT", 60)
    enter("NEVER", 31)
    enter("CALM", 300)
    stocked.run(AllocateOrders())
    now = clock()
    assert risks(stocked, now) == {
        "GONE": Risk.OVERDUE, "NEVER": Risk.LATE, "TIGHT": Risk.AT_RISK, "CALM": Risk.IN_TIME,
    }  # fmt: skip
    later = now + timedelta(minutes=260)
    assert risks(stocked, later)["CALM"] is Risk.AT_RISK


def test_the_spare_time_counts_picking_packing_and_the_way(stocked: App, enter: Enter, clock: SetClock) -> None:
    enter("O1", 100, items=("PEN", "KIT"))
    stocked.run(AllocateOrders())
    assert one(stocked, "order_outlook", at=clock()).spare_minutes == (100 * 60 - 2 * 30 - 90 - 30 * 60) // 60
    stocked.run(ChangeSetting(name="waving.handling_minutes", value="10"))
    assert one(stocked, "order_outlook", at=clock()).spare_minutes == (100 * 60 - 2 * 30 - 90 - 10 * 60) // 60


def test_what_lacks_stock_or_is_held_is_at_risk(stocked: App, enter: Enter, clock: SetClock) -> None:
    enter("BIG", 600, quantity=500)
    enter("WAITS", 600)
    stocked.run(AllocateOrders(orders=("WAITS",)))
    stocked.run(HoldOrder(order="WAITS", reason="Customer asks"))
    assert risks(stocked, clock()) == {"BIG": Risk.AT_RISK, "WAITS": Risk.AT_RISK}
    assert one(stocked, "order_outlook", order="BIG", at=clock()).missing == 500


def test_the_board_shows_waves_and_what_waits_for_one(stocked: App, enter: Enter, clock: SetClock) -> None:
    enter("A", 300)
    enter("B", 300)
    enter("NOT-YET", 300)
    stocked.run(AllocateOrders(orders=("A", "B")))
    wave = stocked.run(PlanWaves(orders=("A",))).document
    shown = {row.order: (row.wave, row.begun) for row in stocked.ask("wave_orders", at=clock()).rows}
    assert shown == {"A": (wave, False), "B": ("", False)}


def test_a_waves_load_counts_what_is_due_before_it(stocked: App, enter: Enter, clock: SetClock) -> None:
    enter("SOON", 120, items=("PEN", "KIT"))
    enter("LATER", 240)
    enter("WAITS", 240)
    stocked.run(AllocateOrders())
    stocked.run(PlanWaves(orders=("SOON",)))
    stocked.run(PlanWaves(orders=("LATER",)))
    waits, first, second = stocked.ask("wave_loads", at=clock()).rows
    assert (waits.wave, waits.picking_s, waits.picking_room_s) == ("", 30, None)
    assert (first.picking_s, first.picking_before_s, first.picking_room_s) == (60, 0, 4 * 90 * 60)
    assert (second.picking_s, second.picking_before_s, second.picking_room_s) == (30, 60, 4 * 210 * 60)
    assert (second.packing_s, second.packing_before_s, second.packing_room_s) == (90, 90, 2 * 210 * 60)
    assert (second.dock_s, second.dock_before_s, second.dock_room_s) == (20, 20, 240 * 60)


def test_loads_by_cut_off_count_every_order(stocked: App, enter: Enter, clock: SetClock) -> None:
    enter("A", 120)
    enter("B", 120)
    enter("C", 240)
    stocked.run(AllocateOrders())
    rows = stocked.ask("wave_loads", by_cutoff=True, at=clock()).rows
    assert [(row.orders, row.picking_s, row.picking_before_s) for row in rows] == [(2, 60, 0), (1, 30, 60)]


def test_no_docks_are_no_limit(stocked: App, enter: Enter, clock: SetClock) -> None:
    stocked.run(ChangeSetting(name="waving.load_seconds", value="0"))
    enter("A", 120)
    stocked.run(AllocateOrders())
    stocked.run(PlanWaves())
    assert stocked.ask("wave_loads", at=clock()).rows[-1].dock_room_s is None


def test_a_proposed_plan_is_held_against_the_present_by_the_same_rule(
    stocked: App, enter: Enter, clock: SetClock
) -> None:
    enter("SOON", 240)
    enter("LATER", 480)
    enter("WAITS", 480)
    stocked.run(AllocateOrders())
    old = stocked.run(PlanWaves(orders=("SOON",))).document
    number, made = make_plan(stocked, "waves", deadline=1.0, again=True, pickers=8)
    now = stocked.ask("wave_loads", at=clock()).rows
    then = stocked.ask("wave_loads", at=clock(), proposal=number).rows
    assert [(row.wave, row.orders) for row in now] == [("", 2), (old, 1)]
    assert sum(row.orders for row in then) == 3
    assert {row.wave for row in then} == {f"{number}-{nr}" for nr in range(1, len(made.content["waves"]) + 1)}
    first = min(then, key=lambda row: row.cutoff_at)
    assert first.picking_room_s == 8 * (240 - 30) * 60


def test_orders_of_a_wave_that_is_too_much_are_all_late(stocked: App, enter: Enter, clock: SetClock) -> None:
    stocked.run(ChangeSetting(name="waving.pick_seconds", value="20000"))
    stocked.run(ChangeSetting(name="waving.pickers", value="1"))
    enter("A", 400)
    enter("B", 400)
    stocked.run(AllocateOrders())
    stocked.run(PlanWaves())
    assert [row.late for row in stocked.ask("wave_loads", at=clock()).rows] == [2]
    assert set(risks(stocked, clock()).values()) == {Risk.AT_RISK}
