"""What the forecast expects feeds replenishment, slotting and waves, and can be switched off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.app.planning import make_plan, stored
from wms.base.clock import SetClock
from wms.base.jobs import Watch
from wms.model.order import Order
from wms.model.words import OrderState
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.master_data.homes import AssignSlot
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine
from wms.operations.planning import expecting
from wms.operations.planning.expecting import MOST_LIKELY, NOTHING, SAFE, Past, expected, past
from wms.operations.planning.visits import changed, ratios, weights
from wms.operations.replenishing.propose import ProposeReplenishment


def entered(app: App, clock: SetClock, days: int, per_day: int, item: str = "PEN", today: int = 0) -> None:
    """So many pens were ordered on each of the last days, and so many today."""
    begin = clock() - timedelta(days=days)
    orders = [
        EnteredOrder(customer="CUS", entered=begin + timedelta(days=day), due=begin + timedelta(days=day + 1),
                     cutoff=begin + timedelta(days=day, hours=8), lines=(OrderedLine(item=item, quantity=per_day),))
        for day in range(days)
    ]  # fmt: skip
    if today:
        orders.append(EnteredOrder(customer="CUS", entered=clock(), due=clock() + timedelta(days=1),
                                   cutoff=clock() + timedelta(hours=8),
                                   lines=(OrderedLine(item=item, quantity=today),)))  # fmt: skip
    app.run(EnterOrders(orders=tuple(orders)))


def looked(app: App, of: str = "pieces") -> Past:
    with app.database.reading() as connection, Session(connection) as session:
        return past(session, app.clock(), 1, of=of)


def trips(app: App) -> list[dict[str, Any]]:
    number, _ = make_plan(app, "replenishment")
    found: list[dict[str, Any]] = stored(app, number).plan["content"]["trips"]
    return found


def test_what_is_expected_leaves_out_what_was_ordered_today(app: App, clock: SetClock) -> None:
    entered(app, clock, 28, 10, today=4)
    known = looked(app)
    [pen] = known.daily
    assert known.daily[pen] == (10,) * 28
    assert known.today[pen] == 4
    assert expected(known, 1, MOST_LIKELY, Watch())[pen] == 6
    assert expected(known, 3, MOST_LIKELY, Watch())[pen] == 26
    assert expected(known, 3, SAFE, Watch())[pen] >= 26
    assert expected(known, 0, SAFE, Watch()) == {}


def test_lines_and_visits_are_counted_apart_from_pieces(app: App, clock: SetClock) -> None:
    entered(app, clock, 20, 10)
    entered(app, clock, 20, 3, item="KIT")
    assert set(looked(app, "visits").daily.values()) == {(1,) * 20}
    assert looked(app, "lines").daily == {0: (2,) * 20}


def test_too_short_a_past_or_the_switch_expects_nothing(app: App, clock: SetClock) -> None:
    entered(app, clock, expecting.LEAST_DAYS - 1, 10)
    assert looked(app) is NOTHING
    entered(app, clock, 30, 10)
    assert looked(app)
    app.run(ChangeSetting(name="planning.forecast", value="no"))
    assert looked(app) is NOTHING


def test_expected_demand_alone_brings_goods_before_the_minimum_is_reached(app: App, clock: SetClock) -> None:
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=5, maximum=100))
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=20, location="F-01-01"),
                                    OpeningLine(item="PEN", quantity=200, location="R-01-01", lpn="PAL"))))  # fmt: skip
    entered(app, clock, 42, 10)
    with app.database.writing() as session:
        session.execute(update(Order).values(state=OrderState.SHIPPED))
    app.run(ChangeSetting(name="replenishing.forecast_days", value="1"))
    assert trips(app) == []
    app.run(ChangeSetting(name="replenishing.forecast_days", value="4"))
    [trip] = trips(app)
    assert trip["why"].startswith("The forecast expects 40 more, open orders want 0; 20 are there")
    app.run(ChangeSetting(name="planning.forecast", value="no"))
    assert trips(app) == []


def test_proposed_tasks_count_with_the_forecast_unless_it_is_left_out(app: App, clock: SetClock) -> None:
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=5, maximum=100))
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=20, location="F-01-01"),
                                    OpeningLine(item="PEN", quantity=200, location="R-01-01", lpn="PAL"))))  # fmt: skip
    entered(app, clock, 42, 10)
    with app.database.writing() as session:
        session.execute(update(Order).values(state=OrderState.SHIPPED))
    app.run(ChangeSetting(name="replenishing.forecast_days", value="4"))
    assert app.run(ProposeReplenishment(forecast=False)).values["tasks"] == 0
    [rehearsed] = app.run_together((ProposeReplenishment(),), rehearse=True)
    assert rehearsed.values["tasks"] == 1
    assert app.run(ProposeReplenishment()).values["tasks"] == 1
    [task] = app.ask("replenishment_tasks", open_only=True).rows
    assert task.reason.startswith("The forecast expects 40 more, open orders want 0; 20 are there")
    assert app.run(ProposeReplenishment()).values["tasks"] == 0


def test_walks_count_as_often_as_the_forecast_expects() -> None:
    walks: Sequence[tuple[int, ...]] = [(1, 2), (1, 3), (2, 3)] * 40
    assert weights(walks, {}, 3) == [3] * 120
    found = weights(walks, {1: 1.5, 2: 1.0, 3: 1.0}, 10)
    visits = {item: sum(w for walk, w in zip(walks, found, strict=True) if item in walk) for item in (1, 2, 3)}
    assert visits[1] == pytest.approx(1.5 * 80 * 10, rel=0.02)
    assert visits[2] == visits[3] == pytest.approx(80 * 10, rel=0.02)
    assert min(found) >= 0


def test_a_rising_item_has_a_ratio_above_one(app: App, clock: SetClock) -> None:
    entered(app, clock, 84, 1, item="KIT")
    first = clock() - timedelta(days=14)
    more = [EnteredOrder(customer="CUS", entered=first + timedelta(days=n // 4), due=clock(), cutoff=clock(),
                         lines=(OrderedLine(item="PEN", quantity=1),)) for n in range(56)]  # fmt: skip
    app.run(EnterOrders(orders=tuple(more)))
    known = looked(app, "visits")
    pen, kit = sorted(known.daily)
    of = ratios(known, 84, Watch())
    assert of[kit] == pytest.approx(1.0, abs=0.1)
    assert of[pen] > 1.5
    assert changed(of) == 1
    assert ratios(NOTHING, 84, Watch()) == {}
