"""Why an order is late, told with the cheapest that would help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.app.planning import why_late
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.planning.late import sentences
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


def set_(app: App, **values: int) -> None:
    for name, value in values.items():
        app.run(ChangeSetting(name=f"waving.{name}", value=str(value)))


def enter(app: App, clock: SetClock, quantity: int, hours: float, **more: Any) -> str:
    lines = (OrderedLine(item="PEN", quantity=quantity),)
    return app.run(EnterOrder(customer="CUS", lines=lines, cutoff=clock() + timedelta(hours=hours), **more)).document


@pytest.fixture
def stocked(app: App) -> App:
    """The small warehouse with a thousand pens on a shelf."""
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=1_000, location="F-01-01"),)))
    return app


@pytest.fixture
def busy(stocked: App, clock: SetClock) -> tuple[App, Sequence[str]]:
    """Six orders of half an hour's picking each, for one picker, before the carrier leaves in two hours."""
    set_(stocked, pickers=1, packers=5, pick_seconds=1_800, handling_minutes=0)
    orders = [enter(stocked, clock, 1, 2.0, priority=5 if n < 5 else 8) for n in range(6)]
    stocked.run(AllocateOrders())
    return stocked, orders


def test_an_order_with_time_left_is_told_so(stocked: App, clock: SetClock) -> None:
    order = enter(stocked, clock, 3, 5.0)
    stocked.run(AllocateOrders())
    why = why_late(stocked, order)
    assert why.late_s is not None
    assert why.late_s <= 0
    assert why.verdict.startswith("It will be in time")
    assert why.remedies == ()


def test_a_crowded_morning_names_what_lacks_and_the_cheapest_help(busy: tuple[App, Sequence[str]]) -> None:
    app, orders = busy
    stories = {order: why_late(app, order) for order in orders}
    late = [why for why in stories.values() if why.late_s is None or why.late_s > 0]
    assert len(late) == 2
    worst = stories[orders[-1]]
    assert worst in late
    assert any(orders[-1] in fact and "30 min of picking missing" in fact for fact in worst.facts)
    urgent, *people = worst.remedies
    more = next(remedy for remedy in worst.remedies if "more picker" in remedy.what)
    assert more.also_late == ()
    assert more.minutes == 120
    assert worst.remedies[0] is more or urgent.also_late == ()
    assert people
    assert sentences(worst)[len(worst.facts)].startswith("Cheapest: ")


def test_priority_helps_one_order_at_the_cost_of_another(busy: tuple[App, Sequence[str]]) -> None:
    app, orders = busy
    why = why_late(app, orders[-1])
    urgent = next(remedy for remedy in why.remedies if remedy.what == "Give it priority 1.")
    assert len(urgent.also_late) == 1
    assert urgent.also_late[0] in orders[:-1]
    assert why.remedies.index(urgent) > 0


def test_an_order_whose_carrier_has_left_is_sent_with_the_next(stocked: App, clock: SetClock) -> None:
    order = enter(stocked, clock, 3, 1.0)
    stocked.run(AllocateOrders())
    clock.advance(7_200)
    why = why_late(stocked, order)
    assert why.late_s is not None
    assert why.late_s > 3_600
    assert [remedy.what for remedy in why.remedies] == ["Its carrier has left; give it the cut-off of the next one."]


def test_missing_stock_is_named_with_what_is_announced(stocked: App, clock: SetClock) -> None:
    lines = (OrderedLine(item="KIT", quantity=4),)
    order = stocked.run(EnterOrder(customer="CUS", lines=lines, cutoff=clock() + timedelta(hours=4))).document
    assert why_late(stocked, order).facts[1].startswith("Line 1 lacks 4 KIT")
    stocked.run(AllocateOrders())
    asn = stocked.run(RegisterAsn(supplier="SUP", expected=clock() + timedelta(days=1),
                                  lines=(AnnouncedLine(item="KIT", quantity=9),))).document  # fmt: skip
    why = why_late(stocked, order)
    assert why.verdict == "It cannot be picked: stock is missing."
    assert f"{asn} brings some, expected 2026-03-03 06:00 UTC." in why.facts[1]


def test_a_released_order_waits_for_the_picks_before_it(busy: tuple[App, Sequence[str]]) -> None:
    app, orders = busy
    set_(app, batch_orders=1)
    wave = app.run(PlanWaves()).document
    app.run(ReleaseWave(wave=wave))
    why = why_late(app, orders[-1])
    assert "6 picks due no later than it are not done: 3 h 0 min." in why.facts
    assert why.late_s is not None
    assert why.late_s > 3_600 - 1
    assert why.remedies[0].what.startswith("Walk its batch B-")
    assert any("1 more picker" in remedy.what for remedy in why.remedies)


def test_a_begun_and_a_picked_order_are_followed_to_the_bench(busy: tuple[App, Sequence[str]]) -> None:
    app, orders = busy
    set_(app, batch_orders=1)
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    batch = next(row.batch for row in app.ask("pick_list", limit=100).rows if row.order == orders[0])
    app.run(ClaimBatch(batch=batch))
    why = why_late(app, orders[0])
    assert f"batch {batch} (begun)" in why.facts[0]
    assert f"1 picks of its batch {batch} are not done: 30 min." in why.facts
    app.run(ConfirmPicks(batch=batch))
    why = why_late(app, orders[0])
    assert why.state == "picked"
    assert "1 orders due no later wait at the benches: 1 min." in why.facts


def test_a_cancelled_and_an_unknown_order_are_told(stocked: App, clock: SetClock) -> None:
    order = enter(stocked, clock, 3, 5.0)
    stocked.run(CancelOrder(order=order, reason="changed their mind"))
    assert why_late(stocked, order).verdict == "It is cancelled."
    with pytest.raises(Refused, match="There is no order O-77"):
        why_late(stocked, "O-77")
