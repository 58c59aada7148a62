"""In the middle of a wave an order is cancelled and the rest of the day planned anew: what has begun is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.gui.journeys import steps
from tests.gui.journeys.conftest import Day, made_up_rows, written
from tests.gui.journeys.person import Person
from wms.app.application import App
from wms.gui.screens.picking.stop import AtStop
from wms.operations.master_data.change_setting import ChangeSetting


def test_an_order_is_cancelled_and_the_rest_replanned_while_one_batch_is_walked(
    house: App, stocked: Callable[[Day], Path], window: Callable[..., Person], tmp_path: Path
) -> None:
    day = written(made_up_rows(8), date(2010, 12, 1), tmp_path)
    house.run(ChangeSetting(name="waving.batch_orders", value="2"))
    who = window()
    steps.imports(who, "Orders", day.file, "online_retail")
    steps.imports(who, "Opening stock", stocked(day))
    steps.allocates(who)
    steps.plans_waves(who)
    steps.releases(who)
    walked = _begins_a_batch(who)
    begun = {row.order for row in house.ask("pick_list", batch=walked).rows}
    waves = {row.order: row.wave for row in house.ask("wave_orders", limit=100).rows}

    victim = next(order for order in sorted(waves) if order not in begun)
    steps.cancels(who, victim, "The customer rang")
    steps.plans_waves(who, again=True)
    steps.releases(who)

    after = {row.order: row.wave for row in house.ask("wave_orders", limit=100).rows}
    assert victim not in after
    assert {order: after[order] for order in begun} == {order: waves[order] for order in begun}
    assert [row.batch for row in house.ask("batches", open_only=True).rows if row.picker == "admin"] == [walked]
    steps.picks(who)
    cartons = steps.packs(who)
    steps.loads(who, "DOCK-OUT-1")
    steps.proves(who)
    assert who.wrong == []
    states = {row.order: row.state.value for row in house.ask("orders", limit=100).rows}
    assert cartons == len(states) - 1
    assert states.pop(victim) == "cancelled"
    assert set(states.values()) == {"shipped"}


def _begins_a_batch(who: Person) -> str:
    """The first stop of the first batch is picked, and the walk interrupted."""
    who.goes_to("picking", "pick")
    who.rest()
    who.chooses("next")
    who.rest()
    who.chooses("named")
    step = who.bench.dialogue.step
    assert isinstance(step, AtStop)
    steps.picks_one(who)
    return str(step.row.batch)
