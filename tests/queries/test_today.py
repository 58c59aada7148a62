"""The day's figures are the ledger's; alerts count what is really late or waiting, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from wms.app.application import App
from wms.base.clock import SetClock
from wms.operations.counting.open import OpenCount
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


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
