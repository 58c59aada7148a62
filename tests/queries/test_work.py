"""Whose turn is what: one queue of all kinds of work, who is at what, and what work really takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.base.clock import SetClock
from wms.model.order import Order, OrderLine
from wms.model.people import User
from wms.model.site import Location
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.tasks import ClaimTask
from wms.queries.my_work import Reason
from wms.queries.pace import DEFAULTS
from wms.queries.work_times import HANDLING_S

LEAST = 3_600 * 24


def make(session: Session, app: App, number: str, place: str, kind: TaskKind = TaskKind.COUNT, **more: Any) -> None:
    """A task at a place (F-01-01 stands 13 m up the aisle, each next one a metre further)."""
    places = {row.code: row.id for row in session.execute(select(Location.code, Location.id))}
    to = places.get(more.pop("to", ""))
    session.add(Task(number=number, kind=kind, site_id=1, quantity=1, from_location_id=places[place],
                     to_location_id=to, **{"created_at": app.clock(), **more}))  # fmt: skip


def done(session: Session, app: App, number: str, place: str, begun: int, ended: int, **more: Any) -> None:
    """A task done by system between two seconds of the morning."""
    now = app.clock()
    user = session.scalars(select(User.id).where(User.login == "system")).one()
    make(session, app, number, place, state=TaskState.DONE, done_quantity=1, claimed_by_id=user,
         claimed_at=now + timedelta(seconds=begun), done_at=now + timedelta(seconds=ended), **more)  # fmt: skip


@pytest.fixture
def tasks(app: App) -> App:
    """Counts at F-01-01 … F-01-04, a putaway, and one urgent count far away."""
    with app.database.writing() as session:
        for number in (3, 1, 4, 2):
            make(session, app, f"T{number}", f"F-01-0{number}")
        make(session, app, "T8", "DOCK-1", TaskKind.PUTAWAY, to="R-01-01")
        make(session, app, "T9", "C-01-02", priority=2)
    return app


def queue(app: App, **more: Any) -> list[tuple[str, str]]:
    return [(row.task, str(row.why)) for row in app.ask("my_work", user="system", at=app.clock(), **more).rows]


def test_what_is_in_hand_and_what_presses_come_before_the_shortest_way(tasks: App, clock: SetClock) -> None:
    with tasks.database.writing() as session:
        done(session, tasks, "T0", "F-01-04", 0, 60)
        make(session, tasks, "T7", "R-01-06", due_at=clock() + timedelta(minutes=20))
    tasks.run(ClaimTask(task="T1"))
    assert queue(tasks, kinds="count") == [
        ("T1", Reason.MINE), ("T9", Reason.URGENT), ("T7", Reason.DUE), ("T2", Reason.NEAR), ("T3", Reason.NEAR),
        ("T4", Reason.NEAR),
    ]  # fmt: skip


def test_each_next_piece_of_work_is_the_nearest_to_where_the_one_before_ends(tasks: App) -> None:
    with tasks.database.writing() as session:
        done(session, tasks, "T0", "F-01-04", 0, 60)
    assert [task for task, _ in queue(tasks)] == ["T9", "T4", "T3", "T2", "T1", "T8"]
    rows = tasks.ask("my_work", user="system", kinds="count", at=tasks.clock()).rows
    assert [row.distance_mm for row in rows[2:]] == [1_000, 1_000, 1_000]


def test_nobody_is_offered_work_they_do_not_know_or_that_somebody_has(tasks: App) -> None:
    assert [task for task, _ in queue(tasks, kinds="putaway")] == ["T8"]
    tasks.run(ClaimTask(task="T8"))
    assert tasks.ask("my_work", user="somebody", kinds="putaway").rows == ()


def test_what_work_takes_is_learnt_from_what_was_done(app: App, clock: SetClock) -> None:
    with app.database.writing() as session:
        for number, ended in enumerate((40, 100, 120)):
            done(session, app, f"T{number}", "F-01-01", 0, ended, kind=TaskKind.PICK)
        for number, to in ((5, "R-01-01"), (6, "R-01-01")):
            done(session, app, f"T{number}", "F-01-01", 120, 320, kind=TaskKind.REPLENISH, to=to)
        done(session, app, "T7", "F-01-02", 320, 9_000)
    clock.advance(20_000)
    rows = {row.kind: row for row in app.ask("work_times", at=clock()).rows}
    picks = rows[TaskKind.PICK]
    assert (picks.done, picks.measured, picks.expected_s, picks.median_s, picks.slow_s) == (3, 3, 30, 40, 60)
    fills = rows[TaskKind.REPLENISH]
    assert (fills.measured, fills.median_s) == (2, 100)
    assert fills.expected_s == HANDLING_S + 2 * 6
    assert (rows[TaskKind.COUNT].measured, rows[TaskKind.COUNT].median_s) == (0, None)


def test_the_planners_own_times_are_what_is_expected(app: App, clock: SetClock) -> None:
    app.run(ChangeSetting(name="waving.pick_seconds", value="45"))
    app.run(ChangeSetting(name="replenishing.handling_seconds", value="10"))
    with app.database.writing() as session:
        done(session, app, "T1", "F-01-01", 0, 60, kind=TaskKind.PICK)
        done(session, app, "T2", "F-01-01", 60, 90, kind=TaskKind.REPLENISH, to="F-01-01")
    clock.advance(200)
    assert [row.expected_s for row in app.ask("work_times", at=clock()).rows] == [45, 10]
    assert DEFAULTS["waving.pick_seconds"] == 30


def test_people_are_seen_at_their_work(tasks: App, clock: SetClock) -> None:
    with tasks.database.writing() as session:
        done(session, tasks, "T0", "F-01-04", 0, 60, kind=TaskKind.PICK)
        make(session, tasks, "T5", "F-01-05", document="CC1")
        make(session, tasks, "T6", "F-01-06", document="CC1")
        done(session, tasks, "TA", "F-01-07", 60, 90, document="CC1")
    clock.advance(300)
    tasks.run(ClaimTask(task="T5"))
    tasks.run(ClaimTask(task="T6"))
    (person,) = tasks.ask("people_work", at=clock()).rows
    assert (person.login, person.doing, person.document) == ("system", TaskKind.COUNT, "CC1")
    assert (person.done, person.of, person.claimed) == (1, 3, 2)
    assert (person.today, person.picks, person.counts) == (2, 1, 1)
    assert (person.expected_s, person.actual_s) == (30, 60)
    assert person.since == clock()
    clock.advance(LEAST)
    assert tasks.ask("people_work", at=clock()).rows[0].today == 0


def test_a_place_in_doubt_is_nobodys_next_task(tasks: App) -> None:
    with tasks.database.writing() as session:
        order = Order(number="O-1", site_id=1, owner_id=1, customer_id=2, entered_at=tasks.clock(),
                      due_at=tasks.clock(), cutoff_at=tasks.clock())  # fmt: skip
        order.lines = [OrderLine(line=1, item_id=1, ordered=5)]
        session.add(order)
        session.flush()
        make(session, tasks, "TD", "F-01-08", order_line_id=order.lines[0].id)
    assert "TD" not in [task for task, _ in queue(tasks)]
