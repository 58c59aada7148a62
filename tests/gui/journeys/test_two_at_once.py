"""Two people in two windows on one database file: nobody gets the other's task, and nobody is told of an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.gui.journeys import steps
from tests.gui.journeys.conftest import Day, made_up_rows, written
from tests.gui.journeys.person import Person
from tests.gui.journeys.together import packing, picking, together
from wms.app.application import App
from wms.operations.master_data.change_setting import ChangeSetting


def test_two_people_work_a_day_off_together(
    house: App, stocked: Callable[[Day], Path], window: Callable[..., Person], tmp_path: Path
) -> None:
    day = written(made_up_rows(10), date(2010, 12, 1), tmp_path)
    house.run(ChangeSetting(name="waving.batch_orders", value="2"))
    first = window("admin", port="COM1")
    steps.imports(first, "Orders", day.file, "online_retail")
    steps.imports(first, "Opening stock", stocked(day))
    steps.allocates(first)
    steps.plans_waves(first)
    steps.releases(first)
    second = window("super", port="COM1")
    done: tuple[list[str], list[str]] = ([], [])
    together(picking(first, done[0]), picking(second, done[1]))
    assert all(done)
    assert Counter([*done[0], *done[1]]).most_common(1)[0][1] == 1
    together(packing(first), packing(second))
    steps.stages(second)
    steps.loads(first, "DOCK-OUT-1")
    steps.proves(second)
    assert (first.wrong, second.wrong) == ([], [])
    picked = {row.task: row for row in house.ask("pick_list", limit=500).rows}
    assert picked.keys() == {*done[0], *done[1]}
    assert all(row.done_quantity == row.quantity for row in picked.values())
    assert {row.state.value for row in house.ask("orders", limit=100).rows} == {"shipped"}
