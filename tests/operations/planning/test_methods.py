"""How a planned wave is best picked: three methods, the same carts, true walks, and the best one released."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from wms.app.application import App
from wms.app.demo import orders as demand
from wms.app.demo.found import found
from wms.app.planning import apply_plan, make_plan
from wms.base.clock import SetClock, at
from wms.base.errors import Refused
from wms.model.words import PickMethod
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.ordering.enter import EnterOrders
from wms.operations.waving.end import UnreleaseWave
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave
from wms.storage.database import Database

DAY = date(2026, 3, 2)
WAVE = "W-000001"


@pytest.fixture
def waved(tmp_path: Path) -> App:
    """The small demo with a planned wave of a day's first orders."""
    app = App(Database.create(tmp_path / "demo.db"), clock=SetClock(at(DAY, 6)))
    demo = found(app, "small", 1, DAY)
    app.run(EnterOrders(orders=tuple(demand.of_day(demo.size, demo.range_, DAY, random.Random(1))[:14])))
    app.run(AllocateOrders())
    app.run(PlanWaves(wave_lines=5_000, window_minutes=1_000))
    return app


def test_what_the_plan_says_of_a_method_is_what_its_release_walks(waved: App) -> None:
    _, plan = make_plan(waved, "methods", wave=WAVE)
    rows = {row[0]: dict(zip(plan.columns, row, strict=True)) for row in plan.rows}
    assert list(rows) == ["discrete", "batch", "zone"]
    assert plan.objective == min(plan.content["ways"].values())
    for method in PickMethod:
        done = waved.run(ReleaseWave(wave=WAVE, method=method))
        assert rows[method.value]["walks"] == done.values["count"]
        assert rows[method.value]["walk"] == f"{done.values['walk_mm'] / 1000:,.1f} m"
        assert rows[method.value]["orders that meet"] == (done.values["together"] if method is PickMethod.ZONE else 0)
        waved.run(UnreleaseWave(wave=WAVE))
    assert rows["zone"]["orders that meet"] > 0
    assert "By zones people walk" in plan.reasons[0]
    waved.close()


def test_the_best_method_is_released_once(waved: App) -> None:
    number, plan = make_plan(waved, "methods", wave=WAVE)
    answer = apply_plan(waved, number)
    assert answer.values["method"] == plan.content["method"]
    with pytest.raises(Refused, match="applied already"):
        apply_plan(waved, number)
    with pytest.raises(Refused, match="W-000001 is released"):
        make_plan(waved, "methods", wave=WAVE)
    waved.close()


def test_a_zones_batches_stay_in_their_zone_and_nobody_is_forgotten(waved: App) -> None:
    tasks = waved.run(ReleaseWave(wave=WAVE, method=PickMethod.ZONE)).values["tasks"]
    stops = waved.ask("pick_list", wave=WAVE, limit=5_000).rows
    assert len(stops) == tasks
    zones: dict[str, set[str]] = {}
    for stop in stops:
        zones.setdefault(stop.batch, set()).add(stop.zone)
    assert all(len(its) == 1 for its in zones.values())
    with pytest.raises(Refused, match="W-000001 is picked by zones"):
        make_plan(waved, "batches", wave=WAVE)
    slots = {(stop.order, stop.slot) for stop in stops if stop.slot}
    assert len({slot for _, slot in slots}) == len({order for order, _ in slots}) == len(slots)
    waved.close()
