"""From a file of orders to a truck that has left, by keyboard and scanner alone, in the whole window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.gui.journeys import steps
from tests.gui.journeys.conftest import Day
from tests.gui.journeys.person import Person
from wms.app.application import App


def test_a_day_of_orders_leaves_the_house(
    house: App, day: Day, stocked: Callable[[Day], Path], window: Callable[..., Person], tmp_path: Path
) -> None:
    who = window()
    steps.imports(who, "Orders", day.file, "online_retail")
    steps.imports(who, "Opening stock", stocked(day))
    steps.allocates(who)
    steps.plans_waves(who)
    assert steps.releases(who) >= 1
    assert steps.picks(who, short=lambda stop: stop in (1, 4)) >= len(day.wanted)
    cartons = steps.packs(who)
    assert steps.stages(who) == cartons
    assert steps.loads(who, "DOCK-OUT-1") == cartons
    steps.proves(who)
    assert who.wrong == []
    shipped = {row.item: 0 for row in house.ask("order_lines", limit=500).rows}
    for row in house.ask("order_lines", limit=500).rows:
        shipped[row.item] += row.shipped
    assert shipped == day.wanted  # what was short at one place was found at the other
    assert {row.state.value for row in house.ask("orders", limit=100).rows} == {"shipped"}
    papers = {file.name.split()[0] for file in (tmp_path / "papers").iterdir()}
    assert papers == {"carton_label", "packing_slip", "manifest", "bill_of_lading"}
