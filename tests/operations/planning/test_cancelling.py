"""Whoever cancels a plan does not wait: every planner ends within a fifth of a second of work, whatever it is at."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from wms.app import registry
from wms.app.application import App
from wms.app.interrupting import interruptible
from wms.app.planning import KINDS, begin, make_plan, stored, why_late
from wms.base.clock import SetClock
from wms.base.errors import Cancelled
from wms.base.jobs import Stop, Watch
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.waving.release import ReleaseWave

AT_ONCE_S = 0.2
LATEST_S, TIMES = 0.5, 3


def cancelled_within(app: App, kind: str, after: float, **parameters: Any) -> tuple[float, bool]:
    """Processor seconds from a cancel, so long after the planner began, to its end; and whether there was a plan."""
    stop, done, moment = Stop(4.0, cpu=True), threading.Event(), [0.0]

    def cancel() -> None:
        begun = time.process_time()
        while time.process_time() < begun + after and not done.is_set():
            time.sleep(0.001)
        moment[0] = time.process_time()
        stop.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    try:
        number, _ = make_plan(app, kind, watch=Watch(stop=stop), **parameters)
    except Cancelled:
        number = ""
    end = time.process_time()
    done.set()
    thread.join()
    if number:
        assert stored(app, number).kind == kind
    return end - moment[0], bool(number)


def each_time(app: App, kind: str, **parameters: Any) -> list[bool]:
    """Whether there was a plan at each of some random moments; each time the end comes at once."""
    registry.load()
    begin(KINDS[kind].prepare, Watch())
    dice, outcomes = random.Random(kind), []
    for _ in range(TIMES):
        after = dice.uniform(0.0, LATEST_S)
        took, planned = cancelled_within(app, kind, after, **parameters)
        assert took < AT_ONCE_S, f"{kind}, cancelled after {after:.3f} s: {took:.3f} s more"
        outcomes.append(planned)
    return outcomes


@pytest.fixture
def walking(waved: App) -> App:
    """The demo with its one wave released."""
    [wave] = waved.ask("waves", limit=10).rows
    waved.run(ReleaseWave(wave=wave.wave))
    return waved


def test_waves_and_their_questions(demo: App) -> None:
    assert any(each_time(demo, "waves"))
    each_time(demo, "waves", pickers="+1")


def test_batches_and_routes(walking: App) -> None:
    [wave] = walking.ask("waves", limit=10).rows
    assert any(each_time(walking, "batches", wave=wave.wave))
    each_time(walking, "route", batch=walking.ask("batches", limit=10).rows[0].batch)


def test_slotting_replenishment_and_cartons(entered: App) -> None:
    assert any(each_time(entered, "slotting", aside=20))
    each_time(entered, "replenishment")
    order = max(entered.ask("order_lines", limit=1_000).rows, key=lambda row: row.ordered).order
    each_time(entered, "cartons", order=order)


def test_putaway_and_forecasts(app: App, clock: SetClock) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    goods = tuple(ReceivedLine(item="PEN", quantity=24, lpn=f"P{n}") for n in range(60))
    app.run(ReceiveLines(receipt=receipt, lines=goods))
    each_time(app, "putaway", what=receipt)
    app.run(EnterOrders(orders=tuple(past_orders(clock))))
    each_time(app, "forecast")


def past_orders(clock: SetClock) -> Iterator[EnteredOrder]:
    """Four weeks of pens."""
    for day in range(1, 29):
        when = clock() - timedelta(days=day)
        lines = (OrderedLine(item="PEN", quantity=1 + day % 5),)
        leaves = when + timedelta(hours=8)
        yield EnteredOrder(customer="CUS", entered=when, due=leaves, cutoff=leaves, lines=lines)


def test_a_cancel_before_the_books_are_read_plans_nothing(demo: App) -> None:
    stop = Stop()
    stop.cancel()
    for kind in ("waves", "slotting", "replenishment"):
        with pytest.raises(Cancelled):
            make_plan(demo, kind, watch=Watch(stop=stop))
    with pytest.raises(Cancelled):
        why_late(demo, demo.ask("orders", limit=1).rows[0].order, watch=Watch(stop=stop))


def test_a_question_to_the_books_ends_in_its_middle(app: App) -> None:
    stop = Stop()
    endless = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
    threading.Timer(0.1, stop.cancel).start()
    with app.database.reading() as connection, pytest.raises(Cancelled), interruptible(connection, stop):
        connection.execute(endless)
    with app.database.reading() as connection:  # the same one again: nothing is left of the cancel
        assert connection.scalar(text("SELECT 1")) == 1


def test_what_is_wrong_with_a_question_is_still_told(app: App) -> None:
    from sqlalchemy.exc import OperationalError

    with app.database.reading() as connection, pytest.raises(OperationalError), interruptible(connection, Stop()):
        connection.execute(text("SELECT nothing FROM nowhere"))
