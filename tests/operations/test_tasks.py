"""Tasks: one person each, and nobody else in between."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Denied, Refused
from wms.model.people import Role, RolePermission, User, UserRole
from wms.model.site import Site
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.operations.tasks import CancelTask, ClaimTask, ReleaseTask, ReprioritiseTask, cancel, claim, complete
from wms.operations.unit import Unit


def make_task(app: App, kind: TaskKind = TaskKind.MOVE, number: str = "T-1", quantity: int = 10) -> str:
    with app.database.writing() as session:
        site_id = session.scalars(select(Site.id)).one()
        session.add(Task(number=number, kind=kind, site_id=site_id, quantity=quantity, created_at=app.clock()))
    return number


def make_user(app: App, login: str, *permissions: str) -> None:
    with app.database.writing() as session:
        user, role = User(login=login, name=login), Role(code=login, name=login)
        session.add_all([user, role])
        session.flush()
        session.add(UserRole(user_id=user.id, role_id=role.id))
        session.add_all(RolePermission(role_id=role.id, permission=name) for name in permissions)


def task(app: App, number: str = "T-1") -> Task:
    with app.database.writing() as session:
        found = session.scalars(select(Task).where(Task.number == number)).one()
        session.expunge(found)
        return found


def do(app: App, work: object, *more: object, login: str = "system", **named: object) -> None:
    with app.database.writing() as session:
        user_id = session.scalars(select(User.id).where(User.login == login)).one()
        unit = Unit(session, user_id, login, frozenset(), app.clock())
        found = session.scalars(select(Task).where(Task.number == "T-1")).one()
        work(unit, found, *more, **named)  # type: ignore[operator]


def test_a_claimed_task_is_not_given_to_a_second_person(app: App) -> None:
    make_user(app, "ann", "tasks.*")
    make_user(app, "bob", "tasks.*")
    make_task(app)
    app.run(ClaimTask(task="T-1"), login="ann")
    with pytest.raises(Refused, match="ann has it"):
        app.run(ClaimTask(task="T-1"), login="bob")
    assert app.run(ClaimTask(task="T-1"), login="ann").document == "T-1"


def test_the_database_decides_between_two_who_saw_the_same_open_task(app: App) -> None:
    make_user(app, "ann", "tasks.*")
    make_task(app)
    with app.database.writing() as session:
        ann, me = (session.scalars(select(User.id).where(User.login == who)).one() for who in ("ann", "system"))
        seen = session.scalars(select(Task)).one()
        session.connection().exec_driver_sql(
            "UPDATE task SET state = 'claimed', claimed_by_id = ?, version = version + 1", (ann,)
        )
        with pytest.raises(Refused, match="ann has it"):
            claim(Unit(session, me, "system", frozenset(), app.clock()), seen)


def test_a_released_task_may_be_taken_by_somebody_else(app: App) -> None:
    make_user(app, "ann", "tasks.*")
    make_user(app, "bob", "tasks.claim", "tasks.release")
    make_task(app)
    app.run(ClaimTask(task="T-1"), login="bob")
    app.run(ReleaseTask(task="T-1"), login="bob")
    app.run(ClaimTask(task="T-1"), login="ann")
    with pytest.raises(Denied, match=r"tasks\.manage"):
        app.run(ReleaseTask(task="T-1"), login="bob")
    assert task(app).state is TaskState.CLAIMED


def test_a_task_that_nobody_claimed_cannot_be_released(app: App) -> None:
    make_task(app)
    with pytest.raises(Refused, match="nobody has claimed it"):
        app.run(ReleaseTask(task="T-1"))


def test_a_task_is_done_when_all_of_it_is_done(app: App) -> None:
    make_task(app)
    do(app, complete, 4)
    assert (task(app).state, task(app).done_quantity) == (TaskState.CLAIMED, 4)
    do(app, complete, 6)
    assert (task(app).state, task(app).done_quantity, task(app).done_at) == (TaskState.DONE, 10, app.clock())


def test_a_short_task_is_done_with_less(app: App) -> None:
    make_task(app)
    do(app, complete, 3, short=True)
    assert (task(app).state, task(app).done_quantity) == (TaskState.DONE, 3)


@pytest.mark.parametrize("quantity", [-1, 11, 10**15])
def test_no_more_is_done_than_was_to_do(app: App, quantity: int) -> None:
    make_task(app)
    with pytest.raises(Refused, match="has 10 left"):
        do(app, complete, quantity)
    assert task(app).state is TaskState.OPEN


def test_a_finished_task_is_not_done_again_nor_cancelled(app: App) -> None:
    make_task(app)
    do(app, complete, 10)
    for again in (lambda: do(app, complete, 1), lambda: do(app, cancel, "late"), lambda: do(app, claim)):
        with pytest.raises(Refused, match="it is done"):
            again()


def test_urgency_is_changed_within_its_scale(app: App) -> None:
    make_task(app)
    app.run(ReprioritiseTask(task="T-1", priority=1))
    assert task(app).priority == 1
    with pytest.raises(Refused, match="between 1 and 9"):
        app.run(ReprioritiseTask(task="T-1", priority=10))


def test_a_cancelled_task_keeps_the_reason(app: App) -> None:
    make_task(app)
    app.run(CancelTask(task="T-1", reason="pallet was moved by hand"))
    assert (task(app).state, task(app).reason) == (TaskState.CANCELLED, "Cancelled: pallet was moved by hand")


def test_a_pick_is_cancelled_through_its_order_only(app: App) -> None:
    make_task(app, TaskKind.PICK)
    with pytest.raises(Refused) as refused:
        app.run(CancelTask(task="T-1", reason=" "))
    assert [p.field for p in refused.value.problems] == ["reason", "task"]


def test_an_unknown_task_is_refused(app: App) -> None:
    with pytest.raises(Refused, match="There is no task T-404"):
        app.run(ClaimTask(task="T-404"))
