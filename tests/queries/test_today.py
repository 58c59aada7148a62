"""The day's figures are the ledger's; alerts count what is really late or waiting, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from wms.app.application import App
from wms.app.rows import in_order
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.counting.open import OpenCount
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine
from wms.operations.settings import SETTINGS
from wms.queries.alerts import watched_at
from wms.queries.kpis import TARGETS
from wms.queries.today import WORK


def test_lines_are_counted_in_the_hour_they_were_posted(app: App, clock: SetClock) -> None:
    begin = clock.now
    receipt = app.run(CheckIn(supplier="SUP", dock="DOCK-1")).document
    app.run(ReceiveLine(item="PEN", quantity=5, receipt=receipt, unannounced=True))
    clock.now += timedelta(hours=2, minutes=10)
    for _ in range(3):
        app.run(ReceiveLine(item="KIT", quantity=1, receipt=receipt, unannounced=True))
    rows = app.ask("work_by_hour", begin=begin, hours=4).rows
    assert [(row.hour, row.received) for row in rows] == [(0, 1), (1, 0), (2, 3), (3, 0)]
    assert all(row.picked == row.shipped == 0 for row in rows)


def test_alerts_tell_what_is_late_and_what_waits(app: App, clock: SetClock) -> None:
    assert app.ask("alerts", now=clock.now).rows == ()
    soon = (clock.now + timedelta(days=3)).date()
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=5, location="F-01-01"),
        OpeningLine(item="MILK", quantity=5, location="C-01-01", lot="L1", expiry=soon),
    )))  # fmt: skip
    line = (OrderedLine(item="PEN", quantity=1),)
    app.run(EnterOrder(customer="CUS", lines=line, carrier="CAR", cutoff=clock.now + timedelta(hours=1),
                       due=clock.now + timedelta(hours=5)))  # fmt: skip
    app.run(EnterOrder(customer="CUS", lines=line, carrier="CAR", cutoff=clock.now + timedelta(hours=9),
                       due=clock.now + timedelta(hours=12)))  # fmt: skip
    app.run(OpenCount(locations=("F-01-01",)))
    told = {row.alert: (row.number, row.tone) for row in app.ask("alerts", now=clock.now).rows}
    assert told["Orders with less than two hours to their cut-off"] == (1, "warn")
    assert told["Places to count"] == (1, "note")
    assert told["Stock lines that expire within two weeks"] == (1, "warn")
    assert "Orders past their cut-off" not in told
    later = app.ask("alerts", now=clock.now + timedelta(hours=2)).rows
    assert (later[0].alert, later[0].number, later[0].tone) == ("Orders past their cut-off", 1, "bad")


def test_the_rows_behind_an_alert_are_as_many_as_it_says(app: App, clock: SetClock) -> None:
    soon = (clock.now + timedelta(days=3)).date()
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=5, location="F-01-01"),
        OpeningLine(item="MILK", quantity=5, location="C-01-01", lot="L1", expiry=soon),
    )))  # fmt: skip
    for hours in (1, 9):
        app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=9),), carrier="CAR",
                           cutoff=clock.now + timedelta(hours=hours), due=clock.now + timedelta(hours=20)))  # fmt: skip
    app.run(AllocateOrders())
    app.run(OpenCount(locations=("F-01-01",)))
    moment = clock.now + timedelta(hours=2)
    told = app.ask("alerts", now=moment).rows
    assert len(told) >= 4
    for row in told:
        behind = app.ask("alerted", alert=row.alert, now=moment).rows
        assert len(behind) == row.number
        assert all(one.code for one in behind)
    for one in watched_at(moment):
        numbers = {row.alert: row.number for row in told}
        assert app.how_many("alerted", alert=one.what, now=moment) == numbers.get(one.what, 0)
    with pytest.raises(Refused):
        app.ask("alerted", alert="Nothing of the kind")


def test_the_moves_behind_the_figures_of_the_day_add_up_to_them(app: App, clock: SetClock) -> None:
    begin = clock.now
    receipt = app.run(CheckIn(supplier="SUP", dock="DOCK-1")).document
    for item in ("PEN", "KIT", "PEN"):
        app.run(ReceiveLine(item=item, quantity=5, receipt=receipt, unannounced=True))
        clock.now += timedelta(hours=1)
    for row in app.ask("work_by_hour", begin=begin, hours=4).rows:
        since = begin + timedelta(hours=row.hour)
        for work in WORK:
            assert app.how_many("work_lines", work=work, begin=since, hours=1) == getattr(row, work)
    newest = app.ask("work_lines", work="received", begin=begin).rows[0]
    assert (newest.item, newest.source, newest.target, newest.document) == ("PEN", "", "DOCK-1", receipt)


def test_what_can_be_done_in_an_hour_follows_the_settings(app: App) -> None:
    assert [(row.picked, row.packed) for row in app.ask("work_capacity").rows] == [(480, 80)]
    app.run(ChangeSetting(name="waving.pickers", value="6"))
    assert app.ask("work_capacity").rows[0].picked == 720


def test_the_rows_behind_each_kpi_add_up_to_it(past: App) -> None:
    for kpi in past.ask("kpis").rows:
        rows = list(in_order(past, "kpi_rows", {"kpi": kpi.kpi}))
        assert (sum(row.part for row in rows), sum(row.whole for row in rows)) == (kpi.part, kpi.whole), kpi.kpi
    assert any(row.whole for row in past.ask("kpis").rows)


def test_what_the_house_aims_at_is_set(past: App) -> None:
    assert {setting: usual for setting, usual, _ in TARGETS.values()} == {
        name: known.default for name, known in SETTINGS.items() if name.startswith("reporting.target_")
    }
    past.run(ChangeSetting(name="reporting.target_fill_percent", value="90"))
    past.run(ChangeSetting(name="reporting.target_space_percent", value="0"))
    aims = {row.kpi: (row.target, row.at_most) for row in past.ask("kpis").rows}
    assert aims["Order fill rate"] == (90.0, False)
    assert aims["Space utilisation"] == (None, True)
