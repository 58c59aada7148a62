"""Everything that lacks stock is allocated part by part, the most urgent first; who stops keeps what was done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from wms.app import allocating
from wms.app.allocating import allocate_all
from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.jobs import Progress, Stop, Watch
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine


@pytest.fixture
def waiting(app: App, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> App:
    """Twelve orders of two pens each, for twenty of which there is stock; the last ones are the most urgent."""
    monkeypatch.setattr(allocating, "CHUNK_LINES", 4)
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=20, location="F-01-01"),)))
    leaves = clock() + timedelta(hours=8)
    app.run(EnterOrders(orders=tuple(
        EnteredOrder(customer="CUS", number=f"O{n:02}", cutoff=leaves, priority=9 - n % 9,
                     lines=(OrderedLine(item="PEN", quantity=2),))
        for n in range(12)
    )))  # fmt: skip
    return app


def test_the_urgent_ones_get_what_there_is(waiting: App) -> None:
    told: list[Progress] = []
    done = allocate_all(waiting, Watch(told.append))
    assert (done.orders, done.lines, done.pieces, done.short, done.stopped) == (12, 12, 20, 2, False)
    assert {row.order for row in waiting.ask("unallocated_lines").rows} == {"O00", "O09"}
    assert [(progress.done, progress.total) for progress in told] == [(0, 12), (4, 12), (8, 12), (12, 12)]


def test_who_stops_keeps_what_was_done(waiting: App) -> None:
    stop = Stop()

    def report(progress: Progress) -> None:
        if progress.done:
            stop.cancel()

    done = allocate_all(waiting, Watch(report, stop))
    assert (done.stopped, done.pieces) == (True, 8)
    assert waiting.how_many("unallocated_lines") == 8


def test_nothing_waiting_is_nothing_done(app: App) -> None:
    assert allocate_all(app, Watch()).orders == 0
