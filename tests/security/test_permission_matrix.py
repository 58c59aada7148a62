"""Every command of the registry against every usual role, and every question against the secrets of the database.

The matrix is drawn from the registry and the roles a warehouse begins with, so a new command is in it by itself.
"""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from wms.app import registry
from wms.app.application import App
from wms.app.founding import ROLES, roles
from wms.base.errors import Denied, Refused, WmsError
from wms.model.people import User
from wms.model.records import Audit
from wms.operations.command import COMMANDS
from wms.operations.people.roles import GrantRole
from wms.operations.people.users import RegisterUser
from wms.operations.unit import covers
from wms.queries.question import QUESTIONS

registry.load()
SECRET = "a secret nobody may read"
NOBODY = "nobody"


@pytest.fixture
def staffed(app: App) -> App:
    """One person of each usual role, named after it, and one without any."""
    app.run_together(tuple(roles()))
    for role in ROLES:
        app.run(RegisterUser(login=f"a-{role}", name=role, password=SECRET))
        app.run(GrantRole(login=f"a-{role}", role=role))
    app.run(RegisterUser(login=f"a-{NOBODY}", name=NOBODY, password=SECRET))
    return app


def granted(role: str) -> frozenset[str]:
    return frozenset(ROLES[role][1]) if role in ROLES else frozenset()


@pytest.mark.parametrize("role", [*ROLES, NOBODY])
def test_a_role_is_let_in_where_it_may_work_and_turned_away_everywhere_else(staffed: App, role: str) -> None:
    let_in = {name for name, entry in COMMANDS.items() if not is_denied(staffed, f"a-{role}", name)}
    assert let_in == {name for name, entry in COMMANDS.items() if covers(granted(role), entry.permission)}


def is_denied(app: App, login: str, name: str) -> bool:
    """Whether a command without any content is turned away for want of permission, before anybody reads its content."""
    try:
        app.run(object.__new__(COMMANDS[name].type), login=login)
    except Denied:
        return True
    except (AttributeError, WmsError):  # it was let in, and had nothing in it
        return False
    return False


def test_who_is_turned_away_leaves_nothing_behind(staffed: App) -> None:
    def kept() -> int:
        with staffed.database.reading() as connection:
            return connection.execute(select(func.count()).select_from(Audit)).scalar_one()

    before = kept()
    for name in COMMANDS:
        is_denied(staffed, f"a-{NOBODY}", name)
    assert kept() == before


def test_the_administrator_may_do_everything_and_nobody_nothing() -> None:
    permissions = {entry.permission for entry in COMMANDS.values()}
    assert all(covers(granted("administrator"), permission) for permission in permissions)
    assert len(permissions) > 50
    assert not any(covers(granted(NOBODY), permission) for permission in permissions)


def test_every_role_lacks_something_but_the_administrators() -> None:
    permissions = {entry.permission for entry in COMMANDS.values()}
    for role in set(ROLES) - {"administrator"}:
        may = {permission for permission in permissions if covers(granted(role), permission)}
        assert may < permissions, role
        assert "people.roles" not in may, role


def test_no_question_answers_with_a_password(staffed: App) -> None:
    with staffed.database.reading() as connection:
        hashes = connection.execute(select(User.password_hash).where(User.password_hash.is_not(None))).scalars().all()
    assert any("argon2id" in kept for kept in hashes)
    asked = 0
    for name, question in QUESTIONS.items():
        if any(one.default is one.empty for one in question.parameters.values()):
            continue
        try:
            told = repr(staffed.ask(name).rows)
        except Refused:  # it wants at least one of its parameters
            continue
        asked += 1
        assert "argon2" not in told, name
        assert SECRET not in told, name
    assert asked > 30
